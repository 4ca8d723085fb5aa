// Finding things in a draft by id, and saying exactly what is wrong with an id that does not fit.

import { failure, success, type Fault, type Outcome } from '../base/index.ts'
import type {
  Asset, AssetId, ClipSegment, Draft, OverlaySegment, PictureSegment, Segment, SegmentId, SoundSegment, TextSegment, TrackId,
} from './document.ts'
import { nearestName } from './nearest.ts'
import type { Targets } from './operation.ts'
import { pointer } from './pointer.ts'

/** Whatever is not in the picture chain. */
export type PlacedSegment = OverlaySegment | TextSegment | SoundSegment

export function placedSegments(draft: Draft): PlacedSegment[] {
  return [draft.overlays, draft.texts, draft.sounds].flatMap((tracks) => (tracks as readonly { readonly segments: readonly PlacedSegment[] }[]).flatMap((track) => track.segments))
}

export function allSegments(draft: Draft): Segment[] {
  return [...draft.picture.segments, ...placedSegments(draft)]
}

export function segmentById(draft: Draft, id: SegmentId): Segment | undefined {
  return draft.picture.segments.find((segment) => segment.id === id) ?? placedSegments(draft).find((segment) => segment.id === id)
}

export function assetById(draft: Draft, id: AssetId): Asset | undefined {
  return Object.hasOwn(draft.assets, id) ? draft.assets[id] : undefined
}

export function isPicture(segment: Segment): segment is PictureSegment {
  return segment.kind === 'photo' || segment.kind === 'clip' || segment.kind === 'card'
}

/** Length of a clip's or sound's source in whole ms, rounded down so that no range reaches beyond it; undefined when not measured. */
export function sourceLength(asset: Asset | undefined): number | undefined {
  const facts = asset?.facts
  return facts === undefined || facts.kind === 'photo' ? undefined : Math.floor(facts.duration)
}

/** Length of a clip segment's source, if measured. */
export function clipLength(draft: Draft, clip: ClipSegment): number | undefined {
  return sourceLength(assetById(draft, clip.asset))
}

/** The asset, or a fault at `/asset`-like path when it is unknown or of a kind that does not fit. */
export function needAsset(draft: Draft, id: AssetId, kinds: readonly Asset['kind'][], path: string): Outcome<Asset> {
  const asset = assetById(draft, id)
  if (asset === undefined) return failure(unknown('asset-unknown', 'asset', id, path, Object.values(draft.assets)))
  if (kinds.includes(asset.kind)) return success(asset)
  return failure({
    code: 'asset-wrong-kind', path, message: `The asset "${id}" (${asset.name}) is a ${asset.kind}; a ${kinds.join(' or a ')} is needed here.`,
  })
}

/** One segment of a kind, or a fault. `what` names the kind for people: "a clip". */
export function needSegment<Kind extends Segment>(draft: Draft, id: SegmentId, fits: (segment: Segment) => segment is Kind, what: string, path: string): Outcome<Kind> {
  const segment = segmentById(draft, id)
  if (segment === undefined) return failure(unknown('segment-unknown', 'segment', id, path, allSegments(draft).filter(fits)))
  return fits(segment) ? success(segment) : failure(wrongKind(segment, what, path))
}

/** The ids that targets mean: those named, each checked, or every segment that fits. */
export function needTargets(draft: Draft, targets: Targets, fits: (segment: Segment) => boolean, what: string): Outcome<ReadonlySet<SegmentId>> {
  const all = allSegments(draft)
  if (targets === 'all') return success(new Set(all.filter(fits).map((segment) => segment.id)))
  const known = new Map(all.map((segment) => [segment.id, segment]))
  const faults = targets.flatMap((id, index): Fault[] => {
    const segment = known.get(id)
    const path = pointer('targets', index)
    if (segment === undefined) return [unknown('segment-unknown', 'segment', id, path, all.filter(fits))]
    return fits(segment) ? [] : [wrongKind(segment, what, path)]
  })
  return faults.length > 0 ? failure(...faults) : success(new Set(targets))
}

function wrongKind(segment: Segment, what: string, path: string): Fault {
  return { code: 'segment-wrong-kind', path, message: `The segment "${segment.id}" is a ${segment.kind}; ${what} is needed here.` }
}

/** Names are what people remember, so a name given instead of an id leads to the id. */
function unknown(code: string, what: string, id: string, path: string, known: readonly { readonly id: string; readonly name?: string; readonly text?: string }[]): Fault {
  const named = known.find((item) => [item.name, item.text].some((label) => label?.toLowerCase() === id.toLowerCase()))
  const meant = named?.id ?? nearestName(id, known.map((item) => item.id))
  const list = known.length === 0 ? `There is none that fits.` : `Known: ${known.slice(0, 12).map((item) => item.id).join(', ')}${known.length > 12 ? ', ...' : ''}.`
  return {
    code, path, message: `There is no ${what} "${id}" here. ${meant === undefined ? list : `Did you mean "${meant}"?`}`,
    ...(meant === undefined ? {} : { suggestion: meant }),
  }
}

/** Every id in use for segments and tracks; the two share one name space. */
export function usedIds(draft: Draft): Set<string> {
  const tracks: readonly { readonly id: TrackId; readonly segments: readonly { readonly id: SegmentId }[] }[] = [draft.picture, ...draft.overlays, ...draft.texts, ...draft.sounds]
  return new Set(tracks.flatMap((track) => [track.id, ...track.segments.map((segment) => segment.id)]))
}

/** A fresh id with its prefix, and the draft whose serial has moved past it. */
export function withNewId(draft: Draft, prefix: 's' | 'o' | 'x' | 'a'): { readonly draft: Draft; readonly id: string } {
  const used = usedIds(draft)
  let serial = draft.serial
  while (used.has(`${prefix}${serial}`)) serial += 1
  return { draft: { ...draft, serial: serial + 1 }, id: `${prefix}${serial}` }
}
