// `kinora mcp`: the studio for an agent that starts it itself and speaks the Model Context Protocol over its streams.

import { dirname, resolve } from 'node:path'
import type { Command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { configurationOf, houseOptions } from '../house-options.ts'

export const mcp: Command = {
  name: 'mcp',
  usage: '[FOLDERS…] [--data DIR]',
  summary: 'the studio as tools for an agent (Model Context Protocol over standard input and output)',
  options: [...houseOptions, { name: 'slots', value: 'N', meaning: 'chunks at a time (default: one per core)' }],
  examples: [
    ['kinora mcp ~/Pictures ~/Videos', 'an agent may send files from these folders and save films into them'],
    ['kinora mcp --data ~/.kinora', 'the folder it is started in; docs/agents.md shows how clients start it'],
  ],
  async run(given, world) {
    const configuration = await configurationOf(given, world, { slots: 'workers.slots' })
    const named = given.positionals.map((folder) => resolve(world.folder, folder))
    // An application that starts it from the top of the disk did not mean all of it.
    const usual = dirname(world.folder) === world.folder ? [] : [world.folder]
    await (await world.house()).mcp(configuration, { folders: named.length > 0 ? named : usual, signal: world.signal })
    return exitCodes.ok
  },
}
