// Files that are still coming in: their bytes as objects in the order they came, and a small record that says how far each
// is. Any server of the house can read it. What came before a connection broke is kept.

import { randomBytes } from 'node:crypto'
import type { ObjectPort } from '../../studio/index.ts'
import { DoorError } from '../core/failures.ts'

export interface UploadRecord {
  /** Unguessable. */
  readonly id: string
  readonly user: string
  readonly session: string
  readonly name: string
  /** Bytes of the whole file; of what has come. */
  readonly length: number
  readonly offset: number
  /** Keys of the objects, in order. */
  readonly parts: readonly string[]
  /** ms since 1970 */
  readonly until: number
}

export interface UploadShelf {
  create(of: Pick<UploadRecord, 'user' | 'session' | 'name' | 'length'>): Promise<UploadRecord>
  /** `upload-unknown` also for what is another's or over. */
  find(user: string, id: string): Promise<UploadRecord>
  /** Adds what comes, up to the file's length; when the connection breaks, what has come so far. */
  append(record: UploadRecord, bytes: AsyncIterable<Uint8Array>): Promise<UploadRecord>
  bytes(record: UploadRecord): AsyncIterable<Uint8Array>
  drop(record: UploadRecord): Promise<void>
  /** One part of an upload at a time in this process. */
  alone<Result>(id: string, work: () => Promise<Result>): Promise<Result>
}

/** Bytes of one object: little enough to lose, large enough for few of them. */
const partSize = 16 * 1024 * 1024

export function createUploadShelf(objects: ObjectPort, { hours, now }: { readonly hours: number; readonly now: () => number }): UploadShelf {
  const busy = new Map<string, Promise<unknown>>()
  const folder = (id: string) => `uploads/${id}/`
  const save = async (record: UploadRecord) => {
    await objects.put(`${folder(record.id)}record`, one(Buffer.from(JSON.stringify(record))))
    return record
  }
  return {
    create: (of) => save({ id: randomBytes(24).toString('base64url'), ...of, offset: 0, parts: [], until: now() + hours * 3_600_000 }),
    async find(user, id) {
      const record = /^[\w-]{32}$/.test(id) ? await load(objects, `${folder(id)}record`) : undefined
      if (record === undefined || record.user !== user) throw unknown()
      if (record.until < now()) {
        await objects.deleteAll(folder(id))
        throw unknown()
      }
      return record
    },
    async append(record, bytes) {
      let latest = record
      const source = patient(bytes)
      for (;;) {
        const room = Math.min(partSize, latest.length - latest.offset)
        if (room === 0) return latest
        // A name of its own, so that two servers that take the same part by accident cannot mix their bytes.
        const key = `${folder(record.id)}${latest.offset}-${randomBytes(6).toString('hex')}`
        const { bytes: came } = await objects.put(key, source.take(room))
        if (came === 0) {
          await objects.delete(key)
          return latest
        }
        latest = await save({ ...latest, offset: latest.offset + came, parts: [...latest.parts, key] })
        if (source.ended()) return latest
      }
    },
    async *bytes(record) {
      for (const key of record.parts) yield* await objects.read(key)
    },
    drop: (record) => objects.deleteAll(folder(record.id)),
    async alone(id, work) {
      const before = busy.get(id) ?? Promise.resolve()
      const mine = before.catch(() => undefined).then(work)
      busy.set(id, mine)
      try {
        return await mine
      } finally {
        if (busy.get(id) === mine) busy.delete(id)
      }
    },
  }
}

async function load(objects: ObjectPort, key: string): Promise<UploadRecord | undefined> {
  if ((await objects.size(key)) === undefined) return undefined
  const parts: Uint8Array[] = []
  for await (const part of await objects.read(key)) parts.push(part)
  return JSON.parse(Buffer.concat(parts).toString()) as UploadRecord
}

function unknown(): DoorError {
  return new DoorError('upload-unknown', 'There is no such upload. It may have ended, or its time is over; begin again.')
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** Gives out a stream in pieces of exact sizes; a broken connection is an end like any other. */
function patient(bytes: AsyncIterable<Uint8Array>) {
  const source = bytes[Symbol.asyncIterator]()
  let rest: Uint8Array = new Uint8Array()
  let over = false
  return {
    ended: () => over && rest.length === 0,
    async *take(size: number): AsyncGenerator<Uint8Array> {
      let left = size
      while (left > 0) {
        if (rest.length === 0) {
          const next = over ? undefined : await source.next().catch(() => undefined)
          if (next === undefined || next.done === true) {
            over = true
            return
          }
          rest = next.value
        }
        const piece = rest.subarray(0, left)
        rest = rest.subarray(piece.length)
        left -= piece.length
        if (piece.length > 0) yield piece
      }
    },
  }
}
