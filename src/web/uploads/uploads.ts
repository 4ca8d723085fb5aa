// The page's one line of uploads, over all films of this tab, and what it needs of the browser.

import type { Client } from '../client/client.ts'
import { waited } from '../client/wait.ts'
import { largestFile, refusalOf } from './kinds.ts'
import { createTusDoor, problemOfUpload } from './tus-door.ts'
import { createUploadMemory } from './upload-memory.ts'
import { createUploadQueue } from './upload-queue.ts'
import { isMoving } from './upload.ts'

/** Bytes of the largest file that the house takes; its own word once it has been asked. */
let largest = largestFile

/** What one file may have, in whole megabytes. */
export const largestMegabytes = (): number => Math.floor(largest / 1024 / 1024)

const memory = createUploadMemory(Date.now)

export const uploads = createUploadQueue({ memory, now: Date.now, wait: waited, problemOf: problemOfUpload, refusalOf: (file) => refusalOf(file, largest) })

const served = new Set<string>()

/** Lets files of this film go, and goes on with those that an earlier visit left behind. */
export async function serveUploads(session: string, client: Client): Promise<void> {
  uploads.serve(session, createTusDoor(client, session))
  if (served.has(session)) return
  served.add(session)
  void client.open('uploadOptions', { params: { session } }).then(({ headers }) => { largest = Number(headers.get('tus-max-size') ?? largest) }, () => undefined)
  // One tab carries the files of an earlier visit; another one that looks at the same film leaves them to it.
  if (await isFirstTab(session)) uploads.recall(await memory.of(session))
}

// Locks exist on secure origins only; without them two tabs would find out by the server's offsets.
function isFirstTab(session: string): Promise<boolean> {
  const { locks } = navigator as { readonly locks?: LockManager }
  if (locks === undefined) return Promise.resolve(true)
  return new Promise((answer) => {
    void locks.request(`kinora.uploads.${session}`, { ifAvailable: true }, (lock) => {
      answer(lock !== null)
      // Held for as long as the page lives.
      return lock === null ? undefined : new Promise<void>(() => undefined)
    }).catch(() => answer(true))
  })
}

// Bytes that nobody kept would be lost: the browser asks before the page goes.
globalThis.addEventListener?.('beforeunload', (event) => {
  if (uploads.current().some((one) => isMoving(one) && one.bytes > 120 * 1024 * 1024)) event.preventDefault()
})
