// What a command is, and the world it is given. One file per command in commands/; nothing here knows media or render:
// main.ts hands in a built workshop, so every command can be tested without a process of its own.

import type { Clock } from '../base/index.ts'
import type { MachineFinding, Workshop } from '../studio/index.ts'
import type { Arguments, Option } from './arguments.ts'
import type { Times } from './client/index.ts'
import type { House } from './house.ts'

export type { Option } from './arguments.ts'

/** Where a command may write and what it may ask. */
export interface CliWorld {
  /** The folder that relative paths start from. */
  readonly folder: string
  readonly terminal: Terminal
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly clock: Clock
  /** Standard input, for commands that talk with a person or read from a pipe. */
  readonly input?: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  /** Pauses and alarms of a conversation; a test turns them by hand. */
  readonly times?: Times
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
  /** Built on first use, so that `--help` answers at once. */
  workshop(cache: string | null): Promise<Workshop>
  /** The server side, built on first use. */
  house(): Promise<House>
  /** What works on this machine. */
  diagnose(cache: string): Promise<readonly MachineFinding[]>
  /** Draws sample pictures into a folder; gives their paths in film order. */
  drawSamples(folder: string, onProgress: (done: number, total: number) => void): Promise<readonly string[]>
}

export interface Terminal {
  /** Standard output: results only. */
  out(text: string): void
  /** Standard error: progress and messages. */
  err(text: string): void
  /** Standard error is a terminal whose line can be redrawn. */
  readonly live: boolean
  readonly columns: number
}

export interface Command {
  readonly name: string
  /** `FILES… [options]` */
  readonly usage: string
  /** One line for the list of commands. */
  readonly summary: string
  readonly options: readonly Option[]
  /** Command lines that work, each with what it does. */
  readonly examples: readonly (readonly [line: string, meaning: string])[]
  /** Gives the exit code. Throws a KinoraError for anything that went wrong. */
  run(given: Arguments, world: CliWorld): Promise<number>
}
