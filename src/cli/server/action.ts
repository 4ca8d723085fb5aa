// The word that says what a command is to do: `session new`. One reader for all commands that have such words.

import { nearestName } from '../../draft/index.ts'
import { usage, type Arguments } from '../arguments.ts'
import type { Command } from '../command.ts'

/** The action and what follows it. Throws a usage error that names the actions. */
export function actionOf({ name: command, actions = [] }: Command, given: Arguments, usual?: string): { readonly name: string; readonly rest: readonly string[] } {
  const [typed = usual, ...rest] = given.positionals
  const names = actions.map(({ name }) => name)
  if (typed !== undefined && names.includes(typed)) return { name: typed, rest }
  const near = typed === undefined ? undefined : nearestName(typed, names)
  throw usage(typed === undefined ? `kinora ${command} needs to know what to do: ${names.join(', ')}.` : `kinora ${command} ${typed}: there is no such thing to do.`, near === undefined ? `kinora help ${command}` : `kinora ${command} ${near}`)
}
