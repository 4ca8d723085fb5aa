// What the commands of the server side have in common: where the settings come from.

import type { Arguments, Option } from './arguments.ts'
import type { CliWorld } from './command.ts'
import { readConfiguration, type Configuration } from './configuration.ts'

export const houseOptions: readonly Option[] = [
  { name: 'data', value: 'DIR', meaning: 'folder of everything that is kept (default kinora-data)' },
  { name: 'config', value: 'FILE', meaning: 'a JSON file of settings; kinora config lists them' },
]

/** Settings from --config, the environment, and the options of this command (`option: setting`). */
export function configurationOf(given: Arguments, world: CliWorld, options: Readonly<Record<string, string>> = {}): Promise<Configuration> {
  const file = given.text('config') ?? world.environment['KINORA_CONFIG']
  const said = Object.entries({ data: 'data', ...options }).flatMap(([option, setting]) => (given.text(option) === undefined ? [] : [[setting, given.text(option)] as const]))
  return readConfiguration({ folder: world.folder, environment: world.environment, ...(file !== undefined && { file }), given: Object.fromEntries(said) })
}
