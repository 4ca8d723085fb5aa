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
  look(segments: readonly SegmentId[]): Promise<FoundGrounds>
}

/** What was seen under texts: how strong the ground of each must be. */
export type FoundGrounds = readonly (readonly [SegmentId, number])[]

/** Texts that are seen in one of these stretches of frames. */
export function seenIn(stretches: readonly { readonly from: number; readonly to: number }[]): (cue: TextCue) => boolean {
  return (cue) => stretches.some(({ from, to }) => cue.from < to && cue.to > from)
}

/** The grounds of the texts of a film. */
export async function findGrounds(wish: GroundsWish): Promise<Grounds> {
  const { known, unknown } = await readGrounds(wish)
  if (unknown.length === 0) return known
  return withGrounds(known, unknown, await wish.look(unknown.map(({ cue }) => cue.segment.id)))
}

/** What was looked at before, and the texts that were not. */
export interface KnownGrounds {
  readonly known: Grounds
  readonly unknown: readonly UnknownGround[]
}

export interface UnknownGround {
  readonly cue: TextCue
  /** Where the answer is kept. */
  readonly path: string
}

/** What is remembered of the grounds of a film's texts; nothing is looked at. */
export async function readGrounds(wish: Omit<GroundsWish, 'look'>): Promise<KnownGrounds> {
  const known = new Map<SegmentId, number>()
  const unknown: UnknownGround[] = []
  const pictures = pictureScene(wish.draft)
  for (const cue of textCues(wish.draft, layOut(wish.draft))) {
    if (cue.segment.style.ground === 'none' || !(wish.wanted?.(cue) ?? true)) continue
    const path = wish.store.pathOf(groundKey(cue, pictures, wish.versions))
    wish.onText?.()
    const strength = Number(await readFile(path, 'utf8').catch(() => NaN))
    if (Number.isNaN(strength)) unknown.push({ cue, path })
    else known.set(cue.segment.id, strength)
  }
  return { known, unknown }
}

/** The grounds together with those that were found now, which are remembered. */
export async function withGrounds(known: Grounds, unknown: readonly UnknownGround[], found: FoundGrounds): Promise<Grounds> {
  const paths = new Map(unknown.map(({ cue, path }) => [cue.segment.id, path]))
  for (const [segment, strength] of found) await remember(paths.get(segment)!, strength)
  return new Map([...known, ...found])
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
