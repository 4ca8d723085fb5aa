// Writes files in a thread of their own: hashing a gigabyte takes a second, and many uploads at once would hold up every
// other request of the server. Bytes go over in blocks of shared memory that a file holds only while they are being
// written, so that a thousand slow uploads cost nothing; when all blocks are taken, uploads wait for each other in turn.

import { Worker } from 'node:worker_threads'
import { KinoraError } from '../../base/index.ts'
import type { WritingAnswer, WritingOrder } from './writing-worker.ts'

export interface WritingFile {
  /** Takes the bytes over; resolves when there is room for more. Throws what a write of before failed with. */
  add(bytes: Uint8Array): Promise<void>
  /** Everything is on the disk and the file closed: its SHA-256, hex. */
  end(): Promise<string>
  /** Closes it as it is; nothing is waited for that cannot be. Never throws. */
  drop(): Promise<void>
}

export interface Writer {
  /** A file that must not exist yet. Its failures have the codes of the system (`ENOSPC`). */
  begin(path: string): Promise<WritingFile>
}

/** Large enough that messages cost little against hashing them, small enough for the processor's cache. */
const blockSize = 256 * 1024
const blocks = 8
/** The thread ends when nobody wrote for so long, ms. */
const stays = 10_000

/** Starts its thread with the first file; an idle thread does not keep the process alive. `program`: what the thread runs. */
export function createWriter(program = new URL('./writing-worker.js', import.meta.url)): Writer {
  let thread: WritingThread | undefined
  let open = 0
  let leaving: NodeJS.Timeout | undefined

  function closed(): void {
    open -= 1
    if (open > 0) return
    leaving = setTimeout(() => {
      thread?.end()
      thread = undefined
    }, stays).unref()
  }

  return {
    async begin(path) {
      clearTimeout(leaving)
      open += 1
      if (thread?.hasEnded() !== false) thread = startThread(program)
      try {
        return await beginFile(thread, path, closed)
      } catch (thrown) {
        closed()
        throw thrown
      }
    },
  }
}

// ------------------------------------------------------------------------------------------------ one file

let fileCount = 0

async function beginFile(thread: WritingThread, path: string, closed: () => void): Promise<WritingFile> {
  const file = fileCount++
  let filling: { readonly at: number; length: number } | undefined
  let writing: Promise<void> | undefined
  let failed: unknown
  await thread.ask({ kind: 'begin', file, path })

  // What has come goes at once when nothing is being written, else together with what comes meanwhile.
  function send(): void {
    if (writing !== undefined || filling === undefined || failed !== undefined) return
    const { at, length } = filling
    filling = undefined
    writing = thread.ask({ kind: 'add', file, at, length }).then(() => undefined, (thrown: unknown) => { failed = thrown }).then(() => {
      thread.release(at)
      writing = undefined
      send()
    })
  }

  async function sent(): Promise<void> {
    while (writing !== undefined) await writing
    if (failed !== undefined) throw failed
  }

  return {
    async add(bytes) {
      for (let taken = 0; taken < bytes.length;) {
        filling ??= { at: await thread.take(), length: 0 }
        const part = bytes.subarray(taken, taken + blockSize - filling.length)
        thread.memory.set(part, filling.at + filling.length)
        filling.length += part.length
        taken += part.length
        const full = filling.length === blockSize
        send()
        if (full && filling !== undefined) await writing
        if (failed !== undefined) throw failed
      }
    },
    async end() {
      await sent()
      const { hash } = await thread.ask({ kind: 'end', file })
      closed()
      return hash!
    },
    async drop() {
      await sent().catch(() => undefined)
      if (filling !== undefined) thread.release(filling.at)
      filling = undefined
      await thread.ask({ kind: 'drop', file }).catch(() => undefined)
      closed()
    },
  }
}

// ------------------------------------------------------------------------------------------------ the thread

interface WritingThread {
  readonly memory: Uint8Array
  ask(order: DistributiveOmit<WritingOrder, 'id'>): Promise<WritingAnswer>
  /** Waits for a free block of memory and gives its place. */
  take(): Promise<number>
  release(block: number): void
  hasEnded(): boolean
  end(): void
}

interface Waiter<Value> {
  readonly resolve: (value: Value) => void
  readonly reject: (reason: unknown) => void
}

type DistributiveOmit<Type, Key extends string> = Type extends unknown ? Omit<Type, Key> : never

function startThread(program: URL): WritingThread {
  const shared = new SharedArrayBuffer(blocks * blockSize)
  const free = Array.from({ length: blocks }, (_, index) => index * blockSize)
  const waiting: Waiter<number>[] = []
  const asked = new Map<number, Waiter<WritingAnswer>>()
  const worker = new Worker(program, { workerData: shared, execArgv: [] })
  let count = 0
  let ended: KinoraError | undefined

  worker.unref()
  worker.on('message', (answer: WritingAnswer) => {
    const waiter = asked.get(answer.id)
    asked.delete(answer.id)
    if (asked.size === 0) worker.unref()
    if (answer.failure === undefined) waiter?.resolve(answer)
    else waiter?.reject(Object.assign(new Error(answer.failure.message), { code: answer.failure.code }))
  })
  worker.on('error', (thrown) => over(thrown)).on('exit', () => over(undefined))

  function over(cause: unknown): void {
    ended ??= new KinoraError({ code: 'writing-thread-died', message: 'The thread that writes files ended. Send the file again.' }, { cause })
    for (const { reject } of [...asked.values(), ...waiting.splice(0)]) reject(ended)
    asked.clear()
  }

  return {
    memory: new Uint8Array(shared),
    ask(order) {
      if (ended !== undefined) return Promise.reject(ended)
      return new Promise((resolve, reject) => {
        const id = count++
        if (asked.size === 0) worker.ref()
        asked.set(id, { resolve, reject })
        worker.postMessage({ ...order, id } satisfies WritingOrder)
      })
    },
    async take() {
      if (ended !== undefined) throw ended
      return free.pop() ?? new Promise<number>((resolve, reject) => waiting.push({ resolve, reject }))
    },
    release(block) {
      const next = waiting.shift()
      if (next === undefined) free.push(block)
      else next.resolve(block)
    },
    hasEnded: () => ended !== undefined,
    end: () => void worker.terminate(),
  }
}
