// The thread that hashes and writes files for writing.ts, block by block out of shared memory, so that the thread which
// answers requests does neither. It knows files by number, opens none that exists, and leaves half ones to whoever began them.

import { createHash, type Hash } from 'node:crypto'
import { closeSync, fsync, openSync, writeSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'

export type WritingOrder = { readonly id: number; readonly file: number } & (
  | { readonly kind: 'begin'; readonly path: string }
  | { readonly kind: 'add'; readonly at: number; readonly length: number }
  /** Forces it to the disk and closes it. */
  | { readonly kind: 'end' }
  /** Closes it as it is. */
  | { readonly kind: 'drop' })

export interface WritingAnswer {
  readonly id: number
  /** SHA-256, hex; of a file that ended. */
  readonly hash?: string
  readonly failure?: { readonly message: string; readonly code?: string }
}

interface OpenFile {
  readonly descriptor: number
  readonly hash: Hash
}

const memory = Buffer.from(workerData as SharedArrayBuffer)
const files = new Map<number, OpenFile>()

parentPort!.on('message', (order: WritingOrder) => {
  perform(order).then((done) => answer({ id: order.id, ...done }), (thrown: NodeJS.ErrnoException) => answer({ id: order.id, failure: { message: thrown.message, ...(thrown.code !== undefined && { code: thrown.code }) } }))
})

function answer(value: WritingAnswer): void {
  parentPort!.postMessage(value)
}

async function perform(order: WritingOrder): Promise<{ readonly hash?: string }> {
  if (order.kind === 'begin') {
    files.set(order.file, { descriptor: openSync(order.path, 'wx'), hash: createHash('sha256') })
    return {}
  }
  const file = files.get(order.file)
  if (file === undefined) return {}
  if (order.kind === 'add') {
    add(file, memory.subarray(order.at, order.at + order.length))
    return {}
  }
  files.delete(order.file)
  try {
    // Other files go on meanwhile.
    if (order.kind === 'end') await synced(file.descriptor)
  } finally {
    closeSync(file.descriptor)
  }
  return order.kind === 'end' ? { hash: file.hash.digest('hex') } : {}
}

function add({ descriptor, hash }: OpenFile, bytes: Buffer): void {
  hash.update(bytes)
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at)
}

function synced(descriptor: number): Promise<void> {
  return new Promise((resolve, reject) => fsync(descriptor, (thrown) => (thrown === null ? resolve() : reject(thrown))))
}
