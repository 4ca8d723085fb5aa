// Stand-ins for pictures that are dear to decode: HEIC, which sharp cannot read, and large AVIF, which takes ten times the
// memory of its pixels. Each is decoded once, at full size, and everything else reads the stand-in. With a cache folder
// it stays there; without one the same bytes live in memory only, so that both ways show the same pixels.

import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { failure, success, type Outcome } from '../base/index.ts'
import { trimFolder } from './cache-folder.ts'
import type { StandInAnswer, StandInJob } from './stand-in-worker.ts'
import { pixelLimitOf, unreadable, type PhotoHeader } from './photo-decode.ts'

// Up to here a plate decodes AVIF itself within 150 MB.
const smallAvif = 8e6

/** Whether a picture is read through a stand-in. */
export function needsStandIn({ format, storedWidth, storedHeight }: PhotoHeader): boolean {
  return format === 'heic' || (format === 'avif' && storedWidth * storedHeight > smallAvif)
}

export interface StandIns {
  /** A JPEG or PNG of the picture: upright, full size, sRGB. Fault: `photo-unreadable`. */
  make(path: string, hash: string, header: PhotoHeader): Promise<Outcome<Uint8Array>>
  /** Ends the decoding thread and gives its memory back. A later call starts a new one. */
  close(): Promise<void>
}

// Longest honest decode measured: 3.2 s for 50 megapixels; the rest is room for a busy machine.
const decodeMilliseconds = 20_000
// A change in decoding changes pixels: raising this forgets all kept stand-ins.
const standInVersion = 1
const folderLimit = 4 * 1024 ** 3

export function createStandIns(cacheFolder: string | undefined): StandIns {
  const folder = cacheFolder === undefined ? undefined : join(cacheFolder, 'stand-ins')
  let worker: Worker | undefined
  let last: Promise<unknown> = Promise.resolve()
  let written = 0

  async function make(path: string, hash: string, header: PhotoHeader): Promise<Outcome<Uint8Array>> {
    const kept = folder === undefined ? undefined : await readKept(fileOf(folder, hash))
    if (kept !== undefined) return success(kept)
    const answer = last.then(() => decode({ path, format: header.format, pixelLimit: pixelLimitOf(header.format), ...(header.icc === undefined ? {} : { icc: header.icc }) }))
    last = answer
    const made = await answer
    if (!made.ok) return failure(unreadable(basename(path), path, made.reason))
    if (folder !== undefined) await keep(folder, fileOf(folder, hash), made.bytes)
    return success(made.bytes)
  }

  function decode(job: StandInJob): Promise<StandInAnswer> {
    const thread = worker ??= startWorker()
    return new Promise((resolve) => {
      const timer = setTimeout(() => settle({ ok: false, reason: `it could not be read within ${decodeMilliseconds / 1000} s` }, true), decodeMilliseconds)
      const onMessage = (answer: StandInAnswer) => settle(answer, false)
      const onEnd = () => settle({ ok: false, reason: 'its data is damaged' }, true)
      function settle(answer: StandInAnswer, end: boolean): void {
        clearTimeout(timer)
        thread.off('message', onMessage).off('error', onEnd).off('exit', onEnd)
        // The pending decode keeps the process alive, an idle thread does not.
        thread.unref()
        if (end) {
          worker = undefined
          thread.on('error', () => undefined)
          void thread.terminate()
        }
        resolve(answer)
      }
      thread.ref()
      thread.on('message', onMessage).on('error', onEnd).on('exit', onEnd)
      thread.postMessage(job)
    })
  }

  async function keep(into: string, file: string, bytes: Uint8Array): Promise<void> {
    const half = `${file}.${randomBytes(6).toString('hex')}.part`
    try {
      await mkdir(into, { recursive: true })
      await writeFile(half, bytes)
      await rename(half, file)
      written += bytes.length
    } catch {
      // A full or read-only disk costs time later, not the picture now.
      await rm(half, { force: true }).catch(() => undefined)
    }
  }

  async function close(): Promise<void> {
    await last
    await worker?.terminate()
    worker = undefined
    if (folder !== undefined && written > 0) await trimFolder(folder, folderLimit)
    written = 0
  }

  return { make, close }
}

function startWorker(): Worker {
  return new Worker(new URL('./stand-in-worker.js', import.meta.url), { execArgv: [] })
}

function fileOf(folder: string, hash: string): string {
  return join(folder, `${hash}.v${standInVersion}.picture`)
}

async function readKept(file: string): Promise<Uint8Array | undefined> {
  try {
    const bytes = await readFile(file)
    const now = new Date()
    await utimes(file, now, now)
    return bytes
  } catch {
    return undefined
  }
}
