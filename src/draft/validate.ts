// A draft from outside is a stranger's input: it becomes plain data, its shape is checked, then everything a shape cannot
// say: ids, references, kinds, lengths of sources. Every fault has an exact place and, where there is one, the way out.

import { failure, success, type Fault, type Outcome } from '../base/index.ts'
import type { Asset, ClipSegment, Draft, OverlaySegment, PictureSegment, SoundSegment } from './document.ts'
import { assetById, sourceLength, type PlacedSegment } from './find.ts'
import { readWith } from './issues.ts'
import { filmDuration } from './layout.ts'
import { liftExtra } from './lift-extra.ts'
import { limits } from './limits.ts'
import { nearestName } from './nearest.ts'
import { plainData } from './plain.ts'
import { pointer } from './pointer.ts'
import { draftSchema } from './schema/document.ts'

/** The draft as ours, or every fault found. Keys we do not know are kept in `extra`. */
export function validateDraft(input: unknown): Outcome<Draft> {
  const plain = plainData(input)
  if (!plain.ok) return plain
  const newer = newerFormat(plain.value)
  if (newer !== undefined) return failure(newer)
  const lifted = liftExtra(plain.value)
  const read = readWith(draftSchema, lifted)
  if (!read.ok) return read
  const draft = read.value as Draft
  const faults = crossFaults(draft)
  return faults.length > 0 ? failure(...faults) : success(draft)
}

/** Faults of a draft that is already plain data of ours; empty when it is good. Never changes it. */
export function checkDraft(draft: Draft): readonly Fault[] {
  const read = readWith(draftSchema, draft)
  return read.ok ? crossFaults(draft) : read.faults
}

function newerFormat(input: unknown): Fault | undefined {
  const format = typeof input === 'object' && input !== null ? (input as { readonly format?: unknown }).format : undefined
  if (typeof format !== 'number' || format <= 1) return undefined
  return { code: 'draft-too-new', path: '/format', message: `This draft has format ${format}; this program reads format 1. Use a newer program.` }
}

function crossFaults(draft: Draft): Fault[] {
  return [...countFaults(draft), ...assetFaults(draft), ...idFaults(draft), ...pictureFaults(draft), ...placedFaults(draft), ...extraFaults(draft)]
}

function countFaults(draft: Draft): Fault[] {
  const length = filmDuration(draft)
  return [
    ...(Object.keys(draft.assets).length > limits.assets ? [tooMany('/assets', 'assets', Object.keys(draft.assets).length, limits.assets)] : []),
    ...(length > limits.time ? [{ code: 'film-too-long', path: '/picture', message: `The film would be ${length} ms long; at most ${limits.time} ms (24 hours) are possible.` }] : []),
  ]
}

function tooMany(path: string, what: string, count: number, most: number): Fault {
  return { code: 'too-many', path, message: `${path} holds ${count} ${what}; at most ${most} are possible.` }
}

function assetFaults(draft: Draft): Fault[] {
  return Object.entries(draft.assets).flatMap(([key, asset]): Fault[] => [
    ...(asset.id === key ? [] : [{ code: 'id-differs', path: pointer('assets', key, 'id'), suggestion: key, message: `The asset under "${key}" calls itself "${asset.id}"; both must be the same.` }]),
    ...(asset.facts === undefined || asset.facts.kind === asset.kind ? []
      : [{ code: 'asset-wrong-kind', path: pointer('assets', key, 'facts', 'kind'), suggestion: asset.kind, message: `The facts of "${key}" are those of a ${asset.facts.kind}, but it is a ${asset.kind}.` }]),
  ])
}

function idFaults(draft: Draft): Fault[] {
  const seen = new Map<string, string>()
  const check = (id: string, path: string): Fault[] => {
    const first = seen.get(id)
    if (first === undefined) seen.set(id, path)
    return first === undefined ? [] : [{ code: 'id-twice', path: `${path}/id`, message: `The id "${id}" is already used at ${first}. Every track and segment needs an id of its own.` }]
  }
  return tracksOf(draft).flatMap(({ path, track }) => [
    ...check(track.id, path), ...track.segments.flatMap((segment, index) => check(segment.id, `${path}/segments/${index}`)),
  ])
}

function tracksOf(draft: Draft) {
  const several = (['overlays', 'texts', 'sounds'] as const).flatMap((kind) => draft[kind].map((track, index) => ({ path: pointer(kind, index), track: track as { readonly id: string; readonly segments: readonly PlacedSegment[] } })))
  return [{ path: '/picture', track: draft.picture as { readonly id: string; readonly segments: readonly { readonly id: string }[] } }, ...several]
}

function pictureFaults(draft: Draft): Fault[] {
  return draft.picture.segments.flatMap((segment, index) => pictureFaultsOf(draft, segment, pointer('picture', 'segments', index)))
}

function pictureFaultsOf(draft: Draft, segment: PictureSegment, path: string): Fault[] {
  if (segment.kind === 'card') return []
  const missing = assetReference(draft, segment.asset, [segment.kind], `${path}/asset`)
  if (missing.length > 0 || segment.kind === 'photo') return missing
  return clipRange(segment, assetById(draft, segment.asset), path)
}

function clipRange(clip: ClipSegment, asset: Asset | undefined, path: string): Fault[] {
  const whole = sourceLength(asset)
  if (clip.from >= clip.to) return [{ code: 'range-empty', path: `${path}/to`, message: `The clip uses its source from ${clip.from} to ${clip.to} ms; the end must be after the beginning.` }]
  if (whole === undefined || clip.to <= whole) return []
  return [{ code: 'range-outside-source', path: `${path}/to`, suggestion: String(whole), message: `The clip uses its source up to ${clip.to} ms, but ${asset!.name} ends at ${whole} ms.` }]
}

function assetReference(draft: Draft, id: string, kinds: readonly Asset['kind'][], path: string): Fault[] {
  const asset = assetById(draft, id)
  if (asset === undefined) {
    const meant = nearestName(id, Object.keys(draft.assets))
    return [{ code: 'asset-unknown', path, ...(meant === undefined ? {} : { suggestion: meant }), message: `There is no asset "${id}" in this draft.${meant === undefined ? '' : ` Did you mean "${meant}"?`}` }]
  }
  return kinds.includes(asset.kind) ? [] : [{ code: 'asset-wrong-kind', path, message: `The asset "${id}" is a ${asset.kind}; here it must be a ${kinds.join(' or a ')}.` }]
}

function placedFaults(draft: Draft): Fault[] {
  const pictures = new Set(draft.picture.segments.map((segment) => segment.id))
  return tracksOf(draft).slice(1).flatMap(({ path, track }) => track.segments.flatMap((segment, index) => {
    const at = `${path}/segments/${index}`
    return [...anchorFault(segment as PlacedSegment, pictures, at), ...contentFaults(draft, segment as PlacedSegment, at)]
  }))
}

function anchorFault(segment: PlacedSegment, pictures: ReadonlySet<string>, path: string): Fault[] {
  if (segment.anchor === undefined || pictures.has(segment.anchor)) return []
  const meant = nearestName(segment.anchor, pictures)
  return [{
    code: 'anchor-unknown', path: `${path}/anchor`, ...(meant === undefined ? {} : { suggestion: meant }),
    message: `"${segment.anchor}" is not a picture segment of this draft, so nothing can travel with it.${meant === undefined ? ' Leave the anchor out.' : ` Did you mean "${meant}"?`}`,
  }]
}

function contentFaults(draft: Draft, segment: PlacedSegment, path: string): Fault[] {
  if (segment.kind === 'text') return wordFaults(segment.words ?? [], path)
  if (segment.kind === 'overlay') return [...assetReference(draft, segment.asset, ['photo', 'clip'], `${path}/asset`), ...startFault(draft, segment, segment.asset, path)]
  if (segment.content.kind !== 'asset') return []
  return [...assetReference(draft, segment.content.asset, ['sound', 'clip'], `${path}/content/asset`), ...startFault(draft, segment, segment.content.asset, path)]
}

function startFault(draft: Draft, segment: OverlaySegment | SoundSegment, id: string, path: string): Fault[] {
  const asset = assetById(draft, id)
  const whole = sourceLength(asset)
  if (whole === undefined || segment.from === undefined || segment.from < Math.max(1, whole)) return []
  return [{ code: 'range-outside-source', path: `${path}/from`, suggestion: '0', message: `It begins at ${segment.from} ms of its source, but ${asset!.name} ends at ${whole} ms.` }]
}

function wordFaults(words: readonly { readonly from: number; readonly to: number }[], path: string): Fault[] {
  const index = words.findIndex((word, place) => word.to < word.from || word.from < (words[place - 1]?.from ?? 0))
  return index < 0 ? [] : [{ code: 'words-out-of-order', path: `${path}/words/${index}`, message: `Word ${index + 1} begins before the one before it, or ends before it begins. Give the words in the order in which they are said.` }]
}

function extraFaults(draft: Draft): Fault[] {
  const places: readonly (readonly [string, object])[] = [
    ['', draft], ...Object.entries(draft.assets).map(([id, asset]) => [pointer('assets', id), asset] as const),
    ...tracksOf(draft).flatMap(({ path, track }) => [[path, track] as const, ...track.segments.map((segment, index) => [`${path}/segments/${index}`, segment] as const)]),
  ]
  return places.flatMap(([path, holder]) => {
    const { extra } = holder as { readonly extra?: unknown }
    const size = extra === undefined ? 0 : JSON.stringify(extra).length
    return size <= limits.extra ? [] : [{ code: 'extra-too-big', path: `${path}/extra`, message: `Unknown keys here are ${size} characters long as JSON; at most ${limits.extra} are kept. Take some away.` }]
  })
}
