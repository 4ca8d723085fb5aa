// The renderer that the studio plugs in: films, single frames, contact sheets and checks behind one door.

import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Draft } from '../draft/index.ts'
import type { Check, FileReport, RenderPort } from '../studio/ports.ts'
import { renderFilm } from './render.ts'
import { resizedDraft } from './scene.ts'
import { createStaff } from './staff.ts'
import { createStills, type Stills } from './stills.ts'

export interface RendererOptions {
  /** Folder of finished work (chunks, sound, prepared pictures); null or absent: nothing outlives the process. */
  readonly cache?: string | null
  /** Threads in child processes of their own, for a process that must outlive strangers' files; default false. */
  readonly isolated?: boolean
  /** Milliseconds that the threads of a film stay for the next one, warm; absent, and when isolated: they end with it. */
  readonly idle?: number
}

/** A renderer. Its threads for single pictures start with the first question and do not keep the process alive. */
export function createRenderer(options: RendererOptions = {}): RenderPort & { close(): Promise<void> } {
  const cache = options.cache ?? null
  let passing: string | undefined
  const isolated = options.isolated ?? false
  const wish = { folder: () => cache ?? (passing ??= passingFolder()), isolated }
  // Somebody waits for a frame; a sheet or a check takes seconds and has a thread of its own.
  const frames: Stills = createStills(wish)
  const stills: Stills = createStills(wish)
  const staff = isolated || options.idle === undefined ? undefined : createStaff(options.idle)
  return {
    ready: (threads = availableParallelism()) => staff?.ready(threads),
    render: (request) => renderFilm(request, { cache, isolated, ...(staff === undefined ? {} : { staff }) }),
    frame: (draft, at, how = {}) => frames.ask<Uint8Array>({ kind: 'frame', draft: resizedDraft(draft, how.height), at, format: how.format ?? 'png' }, how.signal),
    sheet(draft, how = {}) {
      const { columns, count, width } = { ...sheetShape(draft), ...how }
      // Drawn at about the size it is shown at: a sheet needs no full-size pictures.
      const cellHeight = Math.max(90, Math.round(((width / columns) * draft.canvas.height) / draft.canvas.width))
      return stills.ask<Uint8Array>({ kind: 'sheet', draft: resizedDraft(draft, Math.min(draft.canvas.height, cellHeight)), columns, count, width })
    },
    strip(draft, { times, columns, height }, signal) {
      const lines = Math.min(draft.canvas.height, Math.max(leastLines, Math.ceil(height / 2) * 2))
      return stills.ask<Uint8Array>({ kind: 'strip', draft: resizedDraft(draft, lines), times, columns, height }, signal)
    },
    check: (file) => stills.ask<{ report: FileReport; checks: readonly Check[] }>({ kind: 'check', file }),
    async close() {
      await Promise.all([frames.close(), stills.close(), staff?.close()])
      if (passing !== undefined) rmSync(passing, { recursive: true, force: true })
    },
  }
}

/** Smaller than this nothing is drawn well: it is drawn so and shrunk. */
const leastLines = 72

// Tall films take more columns, so that a sheet stays about as wide as high.
function sheetShape(draft: Draft): { columns: number; count: number; width: number } {
  const columns = draft.canvas.width >= draft.canvas.height ? 4 : 6
  return { columns, count: columns * 3, width: 1600 }
}

function passingFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kinora-stills-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}
