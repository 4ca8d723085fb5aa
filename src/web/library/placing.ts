// Where material goes when it is added to a film: pure reckoning over a draft.

import type { AssetId, Draft, Operation, PictureSegment } from '../../draft/index.ts'
import type { SentFile } from '../film/film.ts'

/** ms on screen, as the draft room reckons them. */
export function lengthOf(segment: PictureSegment): number {
  return segment.kind === 'clip' ? Math.max(1, Math.round((segment.to - segment.from) / segment.speed)) : segment.duration
}

/** The position in the picture chain nearest to a moment: before the picture shown there, or behind it when it is half over. */
export function positionAt(draft: Draft | undefined, moment: number): number {
  let start = 0
  for (const [index, segment] of (draft?.picture.segments ?? []).entries()) {
    const length = lengthOf(segment)
    if (moment < start + length / 2) return index
    start += length
  }
  return draft?.picture.segments.length ?? 0
}

/** Material that is seen or heard in the film. */
export function assetsIn(draft: Draft | undefined): ReadonlySet<AssetId> {
  if (draft === undefined) return new Set()
  const sounds = draft.sounds.flatMap(({ segments }) => segments).flatMap(({ content }) => (content.kind === 'asset' ? [content.asset] : []))
  const overlays = draft.overlays.flatMap(({ segments }) => segments.map(({ asset }) => asset))
  return new Set([...draft.picture.segments.flatMap((segment) => (segment.kind === 'card' ? [] : [segment.asset])), ...overlays, ...sounds])
}

/** Segments that show or play one of these. */
export function segmentsWith(draft: Draft | undefined, assets: ReadonlySet<AssetId>): readonly string[] {
  if (draft === undefined) return []
  const pictures = draft.picture.segments.filter((segment) => segment.kind !== 'card' && assets.has(segment.asset))
  const overlays = draft.overlays.flatMap(({ segments }) => segments).filter(({ asset }) => assets.has(asset))
  const sounds = draft.sounds.flatMap(({ segments }) => segments).filter(({ content }) => content.kind === 'asset' && assets.has(content.asset))
  return [...pictures, ...overlays, ...sounds].map(({ id }) => id)
}

type Placeable = Pick<SentFile, 'kind' | 'asset'>

/** Photos and clips into the chain from a position on, in their order; sounds at a moment. */
export function adding(files: readonly Placeable[], { at, moment }: { readonly at: number | undefined; readonly moment: number }): readonly Operation[] {
  const pictures = files.flatMap(({ kind, asset }) => (asset !== undefined && (kind === 'photo' || kind === 'clip') ? [{ kind, asset }] : []))
  const sounds = files.flatMap(({ kind, asset }) => (asset !== undefined && kind === 'sound' ? [asset] : []))
  return [
    ...pictures.map(({ kind, asset }, index): Operation => ({ name: kind === 'photo' ? 'add-photo' : 'add-clip', asset, ...(at !== undefined && { at: at + index }) })),
    ...sounds.map((asset): Operation => ({ name: 'add-sound', role: 'sound', content: { kind: 'asset', asset }, start: moment })),
  ]
}
