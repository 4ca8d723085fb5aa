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

/** A word that says what a command is to do: `session new`. */
export interface Action {
  readonly name: string
  /** What follows it: `N`, `NAME`. */
  readonly usage?: string
  readonly summary: string
  /** Words that may follow it, for completions. */
  readonly words?: readonly string[]
}

export interface Command {
  readonly name: string
  /** What it can be told to do first; absent: it does one thing. */
  readonly actions?: readonly Action[]
  /** `FILES… [options]` */
  readonly usage: string
  /** One line for the list of commands. */
  readonly summary: string
  readonly options: readonly Option[]
  /** Command lines that work, each with what it does. */
  readonly examples: readonly (readonly [line: string, meaning: string])[]
  /** What is said when Ctrl-C ends it; absent: that finished chunks are kept. */
  readonly cancelled?: string
  /** Gives the exit code. Throws a KinoraError for anything that went wrong. */
  run(given: Arguments, world: CliWorld): Promise<number>
}
