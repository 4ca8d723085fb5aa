// Keys of other programs on drafts, assets, tracks and segments move into `extra`, where they survive every edit. A key
// that is nearly one of ours, which is missing, is taken for a slip of the pen and left where the check will name it.

import { editDistance } from './nearest.ts'
import { asset, cardSegment, clipSegment, draftSchema, overlaySegment, photoSegment, soundSegment, textSegment } from './schema/document.ts'

type Keyed = Record<string, unknown>

const keysOf = (schema: { readonly shape: object }) => new Set(Object.keys(schema.shape))
const draftKeys = keysOf(draftSchema)
const assetKeys = keysOf(asset)
const trackKeys = new Set(['id', 'name', 'segments', 'extra'])
const segmentKeys: Readonly<Record<string, ReadonlySet<string>>> = {
  photo: keysOf(photoSegment), clip: keysOf(clipSegment), card: keysOf(cardSegment), overlay: keysOf(overlaySegment), text: keysOf(textSegment), sound: keysOf(soundSegment),
}

/** The same document with unknown keys under `extra`. Anything that is not shaped like a draft is left for the schema. */
export function liftExtra(input: unknown): unknown {
  if (!isKeyed(input)) return input
  const draft = lifted(input, draftKeys)
  return {
    ...draft,
    ...('assets' in draft ? { assets: isKeyed(draft['assets']) ? Object.fromEntries(Object.entries(draft['assets']).map(([id, one]) => [id, isKeyed(one) ? lifted(one, assetKeys) : one])) : draft['assets'] } : {}),
    ...('picture' in draft ? { picture: liftTrack(draft['picture']) } : {}),
    ...Object.fromEntries(['overlays', 'texts', 'sounds'].filter((key) => key in draft).map((key) => [key, eachOf(draft[key], liftTrack)])),
  }
}

function liftTrack(track: unknown): unknown {
  if (!isKeyed(track)) return track
  const own = lifted(track, trackKeys)
  return 'segments' in own ? { ...own, segments: eachOf(own['segments'], liftSegment) } : own
}

function liftSegment(segment: unknown): unknown {
  const known = isKeyed(segment) && typeof segment['kind'] === 'string' && Object.hasOwn(segmentKeys, segment['kind']) ? segmentKeys[segment['kind']] : undefined
  return known === undefined ? segment : lifted(segment as Keyed, known)
}

function eachOf(list: unknown, change: (item: unknown) => unknown): unknown {
  return Array.isArray(list) ? list.map(change) : list
}

function lifted(holder: Keyed, known: ReadonlySet<string>): Keyed {
  const unknown = Object.keys(holder).filter((key) => !known.has(key) && !isSlip(key, holder, known))
  if (unknown.length === 0 || ('extra' in holder && !isKeyed(holder['extra']))) return holder
  const own = Object.fromEntries(Object.entries(holder).filter(([key]) => !unknown.includes(key)))
  return { ...own, extra: { ...(holder['extra'] as Keyed | undefined), ...Object.fromEntries(unknown.map((key) => [key, holder[key]])) } }
}

// One wrong, missing or swapped letter in a longer word; short keys differ by one letter all the time.
function isSlip(key: string, holder: Keyed, known: ReadonlySet<string>): boolean {
  return key.length >= 5 && [...known].some((name) => !(name in holder) && Math.abs(name.length - key.length) <= 1 && editDistance(key, name) === 1)
}

function isKeyed(value: unknown): value is Keyed {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
