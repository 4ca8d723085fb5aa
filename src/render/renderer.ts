// The renderer that the studio plugs in: films, single frames, contact sheets and checks behind one door.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Draft } from '../draft/index.ts'
import type { Check, FileReport, RenderPort } from '../studio/ports.ts'
import { renderFilm } from './render.ts'
import { resizedDraft } from './scene.ts'
import { createStills, type Stills } from './stills.ts'

export interface RendererOptions {
  /** Folder of finished work (chunks, sound, prepared pictures); null or absent: nothing outlives the process. */
  readonly cache?: string | null
}

/** A renderer. Its thread for single pictures starts with the first question and does not keep the process alive. */
export function createRenderer(options: RendererOptions = {}): RenderPort & { close(): Promise<void> } {
  const cache = options.cache ?? null
  let passing: string | undefined
  const stills: Stills = createStills(async () => ({ folder: cache ?? (passing ??= passingFolder()) }))
  return {
    render: (request) => renderFilm(request, { cache }),
    frame: (draft, at, how = {}) => stills.ask<Uint8Array>({ kind: 'frame', draft: resizedDraft(draft, how.height), at, format: how.format ?? 'png' }),
    sheet(draft, how = {}) {
      const { columns, count, width } = { ...sheetShape(draft), ...how }
      // Drawn at about the size it is shown at: a sheet needs no full-size pictures.
      const cellHeight = Math.max(90, Math.round(((width / columns) * draft.canvas.height) / draft.canvas.width))
      return stills.ask<Uint8Array>({ kind: 'sheet', draft: resizedDraft(draft, Math.min(draft.canvas.height, cellHeight)), columns, count, width })
    },
    check: (file) => stills.ask<{ report: FileReport; checks: readonly Check[] }>({ kind: 'check', file }),
    async close() {
      await stills.close()
      if (passing !== undefined) rmSync(passing, { recursive: true, force: true })
    },
  }
}

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
