// The state of a film as skill documents and the command line read it.

import { encodeWire, filmDuration, summaryLine, type Draft, type WireDraft } from '../../draft/index.ts'
import { framesPerSecond } from '../../base/index.ts'
import type { Caller, Session, StoredAsset, Studio } from '../../studio/index.ts'
import { shownUser } from '../core/guard.ts'
import { addressBook, fileItem } from '../files/file-item.ts'

/** A film as a draft in short keys; `{}` when nothing was made, which every known test takes for "no draft". */
export function wireOf(draft: Draft | undefined, files: readonly StoredAsset[], publicUrl: string): WireDraft | Record<string, never> {
  return draft === undefined || (draft.picture.segments.length === 0 && draft.texts.length === 0 && draft.sounds.length === 0) ? {} : encodeWire(draft, { urlOf: addressBook(files, publicUrl) })
}

export async function stateOf(studio: Studio, caller: Caller, id: string, publicUrl: string) {
  const { session, assets: files } = await studio.sessions.findWithAssets(caller, id)
  return {
    session_id: session.id, task_id: session.task, task_name: session.name, user_id: shownUser(caller), version: session.version,
    state: {
      draft: wireOf(session.draft, files, publicUrl) as Record<string, unknown>, canvas_config: canvasOf(session), video_infos: files.filter((file) => file.asset !== undefined).map((file) => fileItem(file, publicUrl)),
      generated_media: generatedOf(session.draft), video_analyses: {}, summary: session.draft === undefined ? '' : summaryLine(session.draft),
    },
  }
}

function canvasOf({ draft }: Session) {
  const { width, height, frameRate } = draft?.canvas ?? { width: 1920, height: 1080, frameRate: { numerator: 30, denominator: 1 } }
  return { width, height, ratio: ratioOf(width, height), fps: Math.round(framesPerSecond(frameRate) * 1000) / 1000 }
}

function ratioOf(width: number, height: number): string {
  const divisor = greatestDivisor(width, height)
  return `${width / divisor}:${height / divisor}`
}

function greatestDivisor(left: number, right: number): number {
  return right === 0 ? left : greatestDivisor(right, left % right)
}

// Music and speech that Kinora makes exist when the film is drawn; there is no file of them before, so no address either.
function generatedOf(draft: Draft | undefined) {
  if (draft === undefined) return []
  return draft.sounds.flatMap((track) => track.segments).filter(({ content }) => content.kind !== 'asset').map((segment) => ({
    id: segment.id, type: 'audio' as const, name: segment.name, cdn_url: '', duration: (segment.duration ?? Math.max(0, filmDuration(draft) - segment.start)) / 1000,
  }))
}
