// What all clients of a server have in common: what they are given, what they bring back, and reading a stream of events
// the way agents do: line by line, without knowing what a server-sent event is. Nothing here knows the insides of the house.

import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'

export interface ClientWorld {
  /** The server's address; the only thing that changes for a client of the cloud. */
  readonly url: string
  /** Photos to make the film of. */
  readonly photos: readonly string[]
  /** Where the film goes. */
  readonly folder: string
  /** More wishes for `output`, so that tests can have a small film. */
  readonly output?: Readonly<Record<string, unknown>>
  /** Said to make the film. */
  readonly words?: string
  /** Milliseconds between polls; the published clients wait 10 to 30 s. */
  readonly every?: number
}

export interface Brought {
  /** Which kind of client it was. */
  readonly client: string
  readonly film: string
  /** Everything the server said in words. */
  readonly said: string
}

export type Client = (world: ClientWorld) => Promise<Brought>

export const makeWords = 'Make a 4 second slideshow of my photos, no music'
export const editWords = 'Add a title: Urban Dreams'

export function expect(condition: unknown, what: string, about?: unknown): asserts condition {
  if (!condition) throw new Error(`${what}${about === undefined ? '' : `: ${JSON.stringify(about).slice(0, 800)}`}`)
}

/** A form with photos under a part name. */
export async function formOf(photos: readonly string[], part: string): Promise<FormData> {
  const form = new FormData()
  for (const path of photos) form.append(part, new Blob([new Uint8Array(await readFile(path))]), basename(path))
  return form
}

/** The data lines of a stream. */
export async function* dataLines(response: Response): AsyncGenerator<any> {
  expect(response.ok && response.headers.get('content-type')?.startsWith('text/event-stream'), 'no stream', await peek(response))
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of response.body!) {
    rest += decoder.decode(chunk, { stream: true })
    const lines = rest.split('\n')
    rest = lines.pop()!
    for (const line of lines) if (line.startsWith('data:') && line.slice(5).trim() !== '') yield JSON.parse(line.slice(5))
  }
  expect(rest.trim() === '', 'the stream ended in the middle of a line', rest)
}

async function peek(response: Response): Promise<unknown> {
  return response.headers.get('content-type')?.startsWith('application/json') ? response.clone().json() : response.status
}

/** Asks until something is there, as long as the published clients do. */
export async function until<Value>(every: number, ask: () => Promise<Value | undefined>): Promise<Value> {
  const end = Date.now() + 300_000
  for (;;) {
    const value = await ask()
    if (value !== undefined) return value
    expect(Date.now() < end, 'not finished within five minutes')
    await pause(every)
  }
}

/** Fetches a finished film as `curl -o` does: without a token, without following anywhere. */
export async function fetchFilm(world: ClientWorld, address: string, client: string): Promise<string> {
  expect(/^https?:\/\//.test(address), 'the address of the film is not absolute', address)
  const response = await fetch(address, { redirect: 'error' })
  expect(response.status === 200 && response.headers.get('content-type') === 'video/mp4', 'the film did not come', response.status)
  return save(world, response, client)
}

export async function save({ folder }: ClientWorld, response: Response, client: string): Promise<string> {
  const path = join(folder, `${client}.mp4`)
  await writeFile(path, new Uint8Array(await response.arrayBuffer()))
  return path
}

/** A draft that a client may export: some track has something in it. */
export function hasFilm(draft: any): boolean {
  return Array.isArray(draft?.t) && draft.t.some((track: any) => track.sg?.length > 0)
}
