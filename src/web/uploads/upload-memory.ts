// Uploads over a reload: their records and, where the browser allows, their bytes, in IndexedDB. Small enough files are
// kept whole; of larger ones only the record, and the person is asked for the same file again. A browser without a
// database, or with a full one, only forgets.

import type { UploadMemory } from './upload-queue.ts'
import type { Upload } from './upload.ts'

/** Larger files are not copied into the browser's storage: they are on the person's disk already. */
const mostKept = 120 * 1024 * 1024
/** Records older than the server keeps unfinished uploads, ms. */
const tooOld = 24 * 3_600_000

interface Row {
  readonly id: string
  readonly upload: Upload
  readonly bytes?: Blob
  readonly at: number
}

export interface DurableUploadMemory extends UploadMemory {
  /** What is remembered of one film. */
  of(session: string): Promise<readonly { readonly upload: Upload; readonly bytes?: Blob }[]>
}

export function createUploadMemory(now: () => number): DurableUploadMemory {
  let opening: Promise<IDBDatabase | undefined> | undefined
  const database = () => (opening ??= open().catch(() => undefined))
  const quietly = async (work: (store: IDBObjectStore) => IDBRequest | undefined): Promise<unknown> => {
    try {
      const db = await database()
      const request = db === undefined ? undefined : work(db.transaction('uploads', 'readwrite').objectStore('uploads'))
      return request === undefined ? undefined : await answered(request)
    } catch {
      return undefined
    }
  }
  return {
    async keep(upload, bytes) {
      const old = bytes === undefined ? ((await quietly((store) => store.get(upload.id))) as Row | undefined)?.bytes : bytes.size <= mostKept ? bytes : undefined
      const row: Row = { id: upload.id, upload, at: now(), ...(old && { bytes: old }) }
      await quietly((store) => store.put(row))
    },
    async forget(id) {
      await quietly((store) => store.delete(id))
    },
    async of(session) {
      const rows = ((await quietly((store) => store.getAll())) ?? []) as readonly Row[]
      for (const { id, at } of rows) if (now() - at > tooOld) void this.forget(id)
      return rows.filter(({ upload, at }) => upload.session === session && now() - at <= tooOld).map(({ upload, bytes }) => ({ upload, ...(bytes && { bytes }) }))
    },
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('kinora', 1)
  request.onupgradeneeded = () => request.result.createObjectStore('uploads', { keyPath: 'id' })
  return answered(request) as Promise<IDBDatabase>
}

function answered(request: IDBRequest): Promise<unknown> {
  return new Promise((done, refuse) => {
    request.onsuccess = () => done(request.result)
    request.onerror = () => refuse(request.error ?? new Error('The browser\'s database gave no reason.'))
  })
}
