// A film as an animated gif: small, with few frames a second, in the best 256 colours of the whole film. No sound and no
// chunks; made in one thread and copied into place.

import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KinoraError, framesPerSecond, type Fault, type FrameRate } from '../base/index.ts'
import type { Draft } from '../draft/contract.ts'
import type { RenderRequest, RenderResult } from '../studio/ports.ts'
import { cancelled } from './cancelled.ts'
import { startThread } from './isolated.ts'
import { openOutput } from './output-file.ts'
import { createProgress, type ProgressState } from './progress.ts'
import { pictureScene, resizedDraft } from './scene.ts'
import { gatherMaterial } from './sources.ts'
import { createControl, framesDrawn, stopFlag } from './thread.ts'

/** What the gif thread is told. */
export interface GifOrder {
  readonly draft: Draft
  readonly sources: Readonly<Record<string, string>>
  readonly plateFolder: string | null
  readonly plateMemory: number
  /** Film frames that are shown, and how many film frames each stands for. */
  readonly frames: readonly number[]
  readonly step: number
  readonly rate: FrameRate
  readonly path: string
  readonly control: SharedArrayBuffer
}

export type GifAnswer = { readonly kind: 'made' } | { readonly kind: 'failed'; readonly fault: Fault }

/** More makes files that nobody can send: pixels of height, frames a second. */
const usualHeight = 480
const mostFramesPerSecond = 15

/** `isolated`: see isolated.ts. */
export async function renderGif(request: RenderRequest, isolated = false): Promise<RenderResult> {
  const began = { wall: performance.now(), cpu: process.cpuUsage() }
  const output = await openOutput(request.output)
  const folder = await mkdtemp(join(tmpdir(), 'kinora-gif-'))
  try {
    const { draft, sources } = await gatherMaterial(resizedDraft(request.draft, request.height ?? Math.min(usualHeight, request.draft.canvas.height)))
    const { width, height, frameCount, frameRate } = pictureScene(draft)
    if (frameCount === 0) throw new KinoraError({ code: 'film-empty', message: 'The film has no picture yet. Add a photo, a clip or a card first.' })
    const step = Math.max(1, Math.ceil(framesPerSecond(frameRate) / mostFramesPerSecond - 0.01))
    const frames = Array.from({ length: Math.ceil(frameCount / step) }, (_, index) => index * step)
    const path = join(folder, 'film.gif')
    await runThread({ draft, sources, plateFolder: null, plateMemory: 96 * 1024 * 1024, frames, step, rate: frameRate, path, control: createControl() }, request, isolated)
    for await (const part of createReadStream(path, { highWaterMark: 1 << 20 })) await output.write(part as Buffer)
    if (request.signal?.aborted === true) throw cancelled()
    const bytes = await output.finish()
    const cpu = process.cpuUsage(began.cpu)
    const seconds = (frameCount * frameRate.denominator) / frameRate.numerator
    return {
      output: { path: request.output, format: 'gif', width, height, framesPerSecond: framesPerSecond(frameRate) / step, frames: frames.length, durationSeconds: seconds, bytes },
      chunks: { total: 1, encoded: 1, reused: 0 },
      timings: { wallSeconds: (performance.now() - began.wall) / 1000, cpuSeconds: (cpu.user + cpu.system) / 1e6, stages: {} },
      checks: [{ name: 'frames', ok: true, detail: `${frames.length} frames, every ${step === 1 ? '' : `${step}. `}frame of the film` }],
      warnings: [],
    }
  } finally {
    await output.discard()
    await rm(folder, { recursive: true, force: true })
  }
}

async function runThread(order: GifOrder, request: RenderRequest, isolated: boolean): Promise<void> {
  const control = new Int32Array(order.control)
  const report = createProgress()
  const state: ProgressState = { stage: 'draw', total: 1, encoded: 0, reused: 0, frames: order.frames.length, framesDrawn: 0, sound: 1, drawingSeconds: 0 }
  const timer = setInterval(() => {
    state.framesDrawn = Atomics.load(control, framesDrawn)
    request.onProgress?.(report(state))
  }, 200)
  const stop = (): void => void Atomics.store(control, stopFlag, 1)
  request.signal?.addEventListener('abort', stop, { once: true })
  if (request.signal?.aborted === true) stop()
  const worker = startThread({ module: 'gif-worker.js', data: order, isolated })
  try {
    await new Promise<void>((resolve, reject) => {
      worker.on('message', (said) => {
        const answer = said as GifAnswer
        if (answer.kind === 'made') resolve()
        else reject(new KinoraError(answer.fault))
      })
      worker.on('error', reject)
      worker.on('exit', () => reject(new KinoraError({ code: 'drawing-thread-died', message: 'The gif could not be made: its thread ended without a word.' })))
    })
  } finally {
    clearInterval(timer)
    request.signal?.removeEventListener('abort', stop)
    await worker.terminate()
  }
}
