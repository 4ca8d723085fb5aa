// How strong the ground under each text must be, decided from the pictures underneath before anything is named or drawn,
// and remembered by content: the same text over the same pictures is decided once.

import { createHash } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { canonicalJson } from '../base/index.ts'
import { textCues, type Scene, type TextCue } from '../compositor/index.ts'
import { layOut, type Draft, type SegmentId } from '../draft/contract.ts'
import type { ChunkStore } from './chunk-store.ts'
import { pictureScene, pixelVersion, type Grounds } from './scene.ts'

export interface GroundsWish {
  readonly draft: Draft
  readonly store: ChunkStore
  readonly versions: readonly string[]
  /** Which texts matter; absent: all. Naming the texts of a long film takes seconds. */
  readonly wanted?: (cue: TextCue) => boolean
  /** Called after each text that was named; may throw to stop. */
  readonly onText?: () => void
  /** Decides these texts; asked only for those that nothing is known of. */
  look(segments: readonly SegmentId[]): Promise<readonly (readonly [SegmentId, number])[]>
}

/** Texts that are seen in one of these stretches of frames. */
export function seenIn(stretches: readonly { readonly from: number; readonly to: number }[]): (cue: TextCue) => boolean {
  return (cue) => stretches.some(({ from, to }) => cue.from < to && cue.to > from)
}

/** The grounds of the texts of a film. */
export async function findGrounds(wish: GroundsWish): Promise<Grounds> {
  const grounds = new Map<SegmentId, number>()
  const cues = textCues(wish.draft, layOut(wish.draft)).filter((cue) => cue.segment.style.ground !== 'none' && (wish.wanted?.(cue) ?? true))
  const pictures = pictureScene(wish.draft)
  const unknown = new Map<SegmentId, string>()
  for (const cue of cues) {
    const path = wish.store.pathOf(groundKey(cue, pictures, wish.versions))
    wish.onText?.()
    const known = Number(await readFile(path, 'utf8').catch(() => NaN))
    if (Number.isNaN(known)) unknown.set(cue.segment.id, path)
    else grounds.set(cue.segment.id, known)
  }
  if (unknown.size === 0) return grounds
  for (const [segment, strength] of await wish.look([...unknown.keys()])) {
    grounds.set(segment, strength)
    await remember(unknown.get(segment)!, strength)
  }
  return grounds
}

function groundKey(cue: TextCue, pictures: Scene, versions: readonly string[]): string {
  const hash = createHash('sha256').update(canonicalJson({ ground: pixelVersion, versions, plate: cue.plate }))
  for (let frame = cue.from; frame < cue.to; frame++) hash.update('\n').update(canonicalJson(pictures.commands(frame)))
  return hash.digest('hex')
}

// A decision that cannot be kept is made again next time.
async function remember(path: string, strength: number): Promise<void> {
  const beside = `${path}.${process.pid}-${Math.floor(performance.now() * 1000)}.tmp`
  await writeFile(beside, String(strength)).then(() => rename(beside, path)).catch(() => undefined)
}
