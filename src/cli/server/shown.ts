// How answers of a server look to scripts (`--json`: one object with snake_case keys) and to people (short plain text).
// Pure: values in, values out.

import type { Arguments } from '../arguments.ts'
import type { CliWorld } from '../command.ts'

type Json = Readonly<Record<string, any>>

/** Kept as the server has them: documents with a vocabulary of their own. */
const documents = new Set(['draft', 'operations', 'operation', 'schema', 'details'])

/** Prints one answer and gives the exit code 0. */
export function show(given: Arguments, world: CliWorld, data: object, text: string): number {
  if (given.has('json')) world.terminal.out(`${JSON.stringify({ ok: true, ...snake(data) as object })}\n`)
  else if (text !== '') world.terminal.out(`${text}\n`)
  return 0
}

/** Keys in snake_case, all the way down but for documents. */
export function snake(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snake)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), documents.has(key) ? one : snake(one)]))
}

/** A film as a line of a list. */
export function sessionLine({ id, name, version, summary }: Json, current: boolean): string {
  return `${current ? '*' : ' '} ${id}  ${JSON.stringify(name)}  ${version === 0 ? 'nothing made yet' : `version ${version}`}${summary === undefined ? '' : `  ${summary}`}`
}

/** A film as JSON: times that people type in seconds are told in seconds. */
export function sessionObject({ duration, ...rest }: Json): Json {
  return { ...rest, ...(duration !== undefined && { duration_s: duration / 1000 }) }
}

/** A version as its maker is told of it. */
export function versionText({ version, receipt, summary }: Json): string {
  return [`Version ${version}.`, ...receiptLines(receipt), summary ?? ''].filter((line) => line !== '').join('\n')
}

export function receiptLines({ changes = [], assumed = [], notUnderstood = [], refused = [] }: Json): readonly string[] {
  return [...changes, ...assumed, ...notUnderstood.map((one: string) => `Not understood: ${one}`), ...refused.map((one: string) => `Refused: ${one}`)]
}

/** `render_1  completed  1920x1080, 6.0 s, 1.2 MB`, `render_2  processing 40 %, 12 s left` */
export function renderLine({ id, state, progress, secondsLeft, position, error, file }: Json): string {
  if (file !== undefined) return `${id}  ${state}  ${file.width}x${file.height}, ${Number(file.seconds).toFixed(1)} s, ${(file.bytes / 1e6).toFixed(1)} MB`
  if (state === 'failed') return `${id}  failed: ${error ?? 'unknown'}`
  return `${id}  ${state} ${Math.round(progress)} %${secondsLeft === undefined ? '' : `, ${Math.ceil(secondsLeft)} s left`}${position > 0 ? `, ${position} before it` : ''}`
}
