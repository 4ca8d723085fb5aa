// The front door of the command line: arguments in, an exit code out. It finds the command, answers `help`, and turns
// whatever was thrown into a message (and with --json into one object), so that no command has to.

import { KinoraError, faultOf, type Fault } from '../base/index.ts'
import { nearestName } from '../draft/index.ts'
import { readArguments, usage } from './arguments.ts'
import type { CliWorld, Command } from './command.ts'
import { commands } from './commands/index.ts'
import { DraftRefused } from './draft-file.ts'
import { exitCodeOf, exitCodes } from './exit-codes.ts'
import { helpOverview, helpPage } from './help.ts'

export type { CliWorld, Terminal } from './command.ts'
export { exitCodes } from './exit-codes.ts'
export { bytesOf, type Configuration } from './configuration.ts'
export { supervise, type Supervised } from './supervise.ts'
export type { House, Inventory, ReadyServer } from './house.ts'
// The skill client as a library: a conversation with any server of the protocol.
export { keepsakesIn, realTimes, startConversation, type Conversation, type ConversationOptions, type Reply, type Times } from './client/index.ts'
export { examineMachine } from './machine.ts'

/** Runs one command line. Never throws. */
export async function runCommandLine(args: readonly string[], world: CliWorld, version: string): Promise<number> {
  const json = args.includes('--json')
  try {
    return await dispatch(args, world, version)
  } catch (thrown) {
    const fault = world.signal.aborted && !(thrown instanceof KinoraError && thrown.code === 'usage')
      ? { code: 'cancelled', message: commands.find(({ name }) => name === args[0])?.cancelled ?? 'Cancelled. Finished chunks are kept; the same command goes on from there.' }
      : faultOf(thrown)
    report(fault, thrown instanceof DraftRefused ? thrown.faults : undefined, json, world)
    return exitCodeOf(fault)
  }
}

async function dispatch(args: readonly string[], world: CliWorld, version: string): Promise<number> {
  const [first, ...rest] = args
  if (first === undefined || first === '--help' || first === '-h') return say(helpOverview(commands), world)
  if (first === '--version' || first === '-v' || first === 'version') return say(`${version}\n`, world)
  if (first === 'help') return say(rest[0] === undefined ? helpOverview(commands) : helpPage(commandNamed(rest[0])), world)
  const command = commandNamed(first)
  if (rest.includes('--help') || rest.includes('-h')) return say(helpPage(command), world)
  return command.run(readArguments(rest, command.options), world)
}

function commandNamed(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name)
  if (command !== undefined) return command
  const near = nearestName(name, commands.map((candidate) => candidate.name))
  throw usage(`There is no command "${name}".`, near === undefined ? 'kinora help lists the commands. To make a film: kinora make FILES…' : `kinora ${near}`)
}

function say(text: string, world: CliWorld): number {
  world.terminal.out(text)
  return exitCodes.ok
}

function report(fault: Fault, faults: readonly Fault[] | undefined, json: boolean, world: CliWorld): void {
  if (json) world.terminal.out(`${JSON.stringify({ ok: false, error: fault, ...(faults && { faults }) })}\n`)
  else world.terminal.err(`kinora: ${fault.message}${fault.suggestion === undefined ? '' : `\n  Try: ${fault.suggestion}`}\n`)
}
