// Files that are still coming in: their bytes as objects in the order they came, and a row that says how far each is. Any
// server of the house can go on with one. What came before a connection broke is kept; what nobody goes on with is swept.

import type { StoredAsset, UnfinishedUpload } from '../ports.ts'
import { StudioError, type Caller } from '../service.ts'
import { isOwn, need, ownSession } from './callers.ts'
import { shownName } from './ids.ts'
import type { StudioWorld } from './world.ts'

/** Bytes of one object: little enough to lose, large enough for few of them. */
const partSize = 16 * 1024 * 1024
/** Unfinished files of one user. */
const mostUnfinished = 100

interface Coming {
  readonly offset: number
  readonly bytes: AsyncIterable<Uint8Array>
  readonly signal?: AbortSignal
}

/** What the desk for uploads does with a whole file, and what room a user has. */
export interface WholeFiles {
  receive(caller: Caller, session: string, file: { readonly name: string; readonly bytes: AsyncIterable<Uint8Array>; readonly apart: number }): Promise<StoredAsset>
  /** Throws `file-too-large`, `storage-full`. */
  needRoom(user: string, name: string, bytes: number): Promise<void>
}

export function openUnfinished(world: StudioWorld, whole: WholeFiles) {
  const { tables } = world.store
  return {
    async begin(caller: Caller, session: string, { name, length }: { readonly name: string; readonly length: number }): Promise<UnfinishedUpload> {
      need(caller, 'upload')
      const { id, user } = await ownSession(tables, caller, session)
      if (length === 0) throw new StudioError('upload-empty', 'The file is empty.')
      await whole.needRoom(user, name, length)
      if ((await tables.uploads.totalOf(user)).count >= mostUnfinished) throw new StudioError('storage-full', `${mostUnfinished} uploads are unfinished already. End some of them first.`, { limit: mostUnfinished })
      const made: UnfinishedUpload = { id: world.random.secret(24), user, session: id, name: shownName(name), length, offset: 0, parts: [], until: world.clock.now() + world.settings.files.uploadHours * 3_600_000 }
      await tables.uploads.insert(made)
      return made
    },
    find: (caller: Caller, id: string) => ownUpload(world, caller, id),
    async append(caller: Caller, id: string, coming: Coming): Promise<{ readonly upload: UnfinishedUpload; readonly file?: StoredAsset }> {
      const found = await ownUpload(world, caller, id)
      if (coming.offset !== found.offset) throw misplaced(found, coming.offset)
      const upload = await take(world, found, coming.bytes)
      if (upload.offset < upload.length || coming.signal?.aborted === true) return { upload }
      try {
        return { upload, file: await whole.receive(caller, upload.session, { name: upload.name, bytes: bytesOf(world, upload), apart: upload.length }) }
      } finally {
        await dropUpload(world, upload)
      }
    },
    async drop(caller: Caller, id: string): Promise<void> {
      await dropUpload(world, await ownUpload(world, caller, id))
    },
  }
}

async function ownUpload(world: StudioWorld, caller: Caller, id: string): Promise<UnfinishedUpload> {
  need(caller, 'upload')
  const upload = /^[\w-]{32}$/.test(id) ? await world.store.tables.uploads.find(id) : undefined
  if (upload === undefined || !isOwn(caller, upload) || upload.until <= world.clock.now()) throw new StudioError('upload-unknown', 'There is no such upload. It may have ended, or its time is over; begin again.')
  return upload
}

/** Adds what comes, up to the file's length; when the connection breaks, what has come so far. */
async function take(world: StudioWorld, before: UnfinishedUpload, bytes: AsyncIterable<Uint8Array>): Promise<UnfinishedUpload> {
  const source = patient(bytes)
  for (let upload = before; ;) {
    const room = Math.min(partSize, upload.length - upload.offset)
    if (room === 0) return upload
    // A name of its own, so that two servers that take the same part by accident cannot mix their bytes.
    const key = `${folderOf(upload)}${upload.offset}-${world.random.hex(12)}`
    const { bytes: came } = await world.objects.put(key, source.take(room))
    const grown = { ...upload, offset: upload.offset + came, parts: [...upload.parts, key] }
    if (came === 0 || !await world.store.tables.uploads.grow(upload.id, { from: upload.offset, offset: grown.offset, parts: grown.parts })) {
      await world.objects.delete(key)
      if (came === 0) return upload
      // Somebody else went on with it, or ended it, while this part came in.
      const now = await world.store.tables.uploads.find(upload.id)
      throw misplaced(now ?? upload, upload.offset)
    }
    if (source.ended()) return grown
    upload = grown
  }
}

async function* bytesOf({ objects }: StudioWorld, { parts }: UnfinishedUpload): AsyncGenerator<Uint8Array> {
  for (const key of parts) yield* await objects.read(key)
}

/** Removes an upload. Its objects go first: who dies in between is followed by the sweep, which finds the row. */
export async function dropUpload({ store, objects }: StudioWorld, upload: UnfinishedUpload): Promise<void> {
  await objects.deleteAll(folderOf(upload))
  await store.tables.uploads.delete(upload.id)
}

function folderOf({ id }: UnfinishedUpload): string {
  return `uploads/${id}/`
}

function misplaced({ offset }: UnfinishedUpload, said: number): StudioError {
  return new StudioError('upload-offset', `The upload stands at ${offset}; the part begins at ${said}.`, { offset })
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
