// What one tool of the Model Context Protocol is, as data, and what it is given when it is called. Tools translate between
// a model's arguments and the studio; what happens is the studio's.

import type { z } from 'zod'
import type { Caller, Studio } from '../../studio/index.ts'
import type { LocalFiles } from './local-files.ts'

/** Everything the tools stand on. */
export interface McpHouse {
  readonly studio: Studio
  /** Of Kinora: `0.1.0`. */
  readonly version: string
  /** The folders of this machine that tools may read and write; absent: none, and no tool that would need one. */
  readonly files?: LocalFiles
  /** Signed addresses of a film's previews; absent: nobody listens where they would lead. */
  readonly addresses?: (session: string, version: number) => PreviewAddresses
  /** Aborted when whoever asked has gone or the server goes away: what only waits ends early with what is known. */
  readonly ending?: AbortSignal
  /** Told of what nobody expected. */
  readonly unexpected: (about: Readonly<Record<string, unknown>>) => void
}

export interface PreviewAddresses {
  readonly frame: string
  readonly sheet: string
  readonly stream: string
  /** ms since 1970 */
  readonly expiresAt: number
}

export interface ToolCall {
  readonly house: McpHouse
  readonly studio: Studio
  readonly caller: Caller
  /** Aborted when the client cancels or goes. */
  readonly signal: AbortSignal
  /** Tells a client that asked for it how far a long call is, 0..1. */
  readonly progress: (done: number, message: string) => void
}

export interface ToolAnswer {
  /** For the model: short, says what changed. */
  readonly text: string
  /** For programs; fits the tool's `output`. */
  readonly data: Readonly<Record<string, unknown>>
  readonly pictures?: readonly { readonly bytes: Uint8Array; readonly mimeType: string }[]
}

export interface Tool {
  readonly title: string
  /** Teaches: when to use it, what comes next. */
  readonly description?: string
  /** The same where it is made of something that changes. */
  readonly describe?: () => string
  readonly input: z.ZodObject
  /** The input's JSON Schema where the catalogue knows it better than `input`. */
  readonly published?: () => Readonly<Record<string, unknown>>
  readonly output: z.ZodObject
  /** Changes nothing. */
  readonly readOnly?: boolean
  /** Needs folders of this machine. */
  readonly local?: boolean
  run(given: never, call: ToolCall): Promise<ToolAnswer>
}

/** A tool whose `run` is typed by its schemas. */
export function tool<const Input extends z.ZodObject, const Output extends z.ZodObject>(one: Omit<Tool, 'input' | 'output' | 'run'> & {
  readonly input: Input
  readonly output: Output
  run(given: z.output<Input>, call: ToolCall): Promise<{ readonly text: string; readonly data: z.input<Output>; readonly pictures?: ToolAnswer['pictures'] }>
}): Tool {
  return one as unknown as Tool
}
