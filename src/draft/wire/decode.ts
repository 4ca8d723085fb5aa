// Short keys read back into a draft. The sender may be a model that retyped it, a person, or an old client: keys may be
// missing or foreign, times stale, the whole a string. Nothing is trusted: material is only what the caller knows, and the
// result goes through the same check as every draft, with faults that point into what was sent.

import { failure, success, type Outcome } from '../../base/index.ts'
import { defaultBackground, frameRateFor, pictureTrackName, overlayTrackName, textTrackNames, soundTrackNames, aspectSizes } from '../defaults.ts'
import type { Asset, AssetId, Draft } from '../document.ts'
import { readWith } from '../issues.ts'
import { plainData } from '../plain.ts'
import { validateDraft } from '../validate.ts'
import { color } from './color.ts'
import { decodeExtra, metaExtra } from './foreign.ts'
import { createReading, type Reading, type WireFault } from './reading.ts'
import { readOverlay, readPicture, readSound, readText } from './segments.ts'
import { serialAfter } from './serial.ts'
import { draftKeys, trackKeys, trackTypes, wireDraft, type WireDraft, type WireSegment, type WireTrack } from './shape.ts'
import { toWirePath, type TrackPlaces } from './wire-path.ts'

export interface DecodeOptions {
  /** All material the sender may use; becomes the draft's. */
  readonly assets: Readonly<Record<AssetId, Asset>>
  /** The same addresses that were given when encoding, so that a `src` without `aid` finds its material. */
  readonly urlOf?: (asset: Asset) => string | undefined
}

/** Longest text taken for a draft, characters; a film of 2000 segments has about 400,000. */
const longestText = 5_000_000

/** A draft of an object or a JSON text in short keys, or faults with pointers into it. */
export function decodeWire(input: unknown, options: DecodeOptions): Outcome<Draft> {
  const parsed = parse(input)
  if (!parsed.ok) return parsed
  const plain = plainData(parsed.value)
  if (!plain.ok) return plain
  const read = readWith(wireDraft, plain.value)
  return read.ok ? build(read.value, options) : read
}

function parse(input: unknown): Outcome<unknown> {
  if (typeof input !== 'string') return success(input)
  if (input.length > longestText) return failure({ code: 'draft-too-big', message: `The draft is ${input.length} characters long; at most ${longestText} are read.` })
  try {
    return success(JSON.parse(input))
  } catch (error) {
    return failure({ code: 'not-json', message: `The draft is a text that is not JSON: ${error instanceof Error ? error.message : String(error)}. Send it exactly as it was given.` })
  }
}

function build(wire: WireDraft, { assets, urlOf }: DecodeOptions): Outcome<Draft> {
  const faults: WireFault[] = []
  const canvas = readCanvas(wire, faults)
  const reading = createReading({ wire, assets, urlOf, canvas, faults })
  const types = wire.t.map((track, index) => typeOf(track, reading, index))
  const first = types.indexOf(trackTypes.video)
  const placesOf = (type: number) => types.flatMap((one, index) => (one === type && index !== first ? [index] : []))
  const places: TrackPlaces = { picture: first, overlays: placesOf(trackTypes.video), sounds: placesOf(trackTypes.audio), texts: placesOf(trackTypes.text) }
  const track = <Item>(index: number, name: string, read: (segment: WireSegment, at: number) => Item) => readTrack(wire.t[index]!, index, name, reading, read)
  const picture = first < 0 ? { id: reading.newId('v'), name: pictureTrackName, segments: [] } : track(first, pictureTrackName, (segment, at) => readPicture(reading, segment, first, at))
  reading.placePictures(picture.segments, wire.t[first]?.sg ?? [])
  const parts = {
    picture,
    overlays: places.overlays.map((index) => track(index, overlayTrackName, (segment, at) => readOverlay(reading, segment, index, at))),
    texts: places.texts.map((index) => track(index, textTrackNames.caption, (segment, at) => readText(reading, segment, index, at))),
    sounds: places.sounds.map((index) => track(index, soundTrackNames.music, (segment, at) => readSound(reading, segment, index, at))),
  }
  if (faults.length > 0) return failure(...faults)
  const { extra } = decodeExtra(wire, draftKeys)
  const meta = metaExtra(wire.m ?? {})
  const whole = { ...meta, ...extra }
  const draft = {
    format: 1, title: wire.m?.title ?? '', canvas, assets, ...parts,
    serial: wire.m?.sn ?? serialAfter(parts as unknown as Draft), ...(extra !== undefined || Object.keys(meta).length > 0 ? { extra: whole } : {}),
  }
  const valid = validateDraft(draft)
  return valid.ok ? valid : failure(...valid.faults.map((fault) => toWirePath(fault, places)))
}

function readCanvas(wire: WireDraft, faults: WireFault[]): Draft['canvas'] {
  const { width, height, fps = 30, bg, pf } = wire.m ?? {}
  const frameRate = frameRateFor(fps)
  if (Math.abs(frameRate.numerator / frameRate.denominator - fps) > 0.02) {
    faults.push({ code: 'frame-rate-unknown', path: '/m/fps', suggestion: String(Math.round((frameRate.numerator / frameRate.denominator) * 1000) / 1000), message: `/m/fps is ${fps}; films have 23.976, 24, 25, 29.97, 30, 50, 59.94 or 60 frames per second.` })
  }
  const usual = aspectSizes['16:9']
  return {
    width: width ?? usual.width, height: height ?? usual.height, frameRate, background: color(bg) ?? defaultBackground,
    ...(pf === undefined ? {} : { platform: pf as NonNullable<Draft['canvas']['platform']> }),
  }
}

// A hand-written track may leave its type out when its segments say it.
function typeOf(track: WireTrack, reading: Reading, index: number): number {
  const known: readonly number[] = Object.values(trackTypes)
  if (track.tt !== undefined && !known.includes(track.tt)) {
    reading.faults.push({ code: 'track-type-unknown', path: `/t/${index}/tt`, message: `/t/${index}/tt is ${track.tt}; known track types are 0 (video), 1 (audio) and 7 (text).` })
  }
  if (track.tt !== undefined) return track.tt
  if (track.sg?.some((segment) => segment.tx !== undefined)) return trackTypes.text
  const sounding = track.sg?.some((segment) => segment.co !== undefined || segment.say !== undefined || reading.assetOf(segment)?.kind === 'sound')
  return sounding ? trackTypes.audio : trackTypes.video
}

function readTrack<Item>(track: WireTrack, index: number, name: string, reading: Reading, read: (segment: WireSegment, at: number) => Item) {
  return {
    id: reading.idOf(track.id, index === 0 ? 'v' : 't'), name: track.n ?? name, segments: (track.sg ?? []).map(read), ...decodeExtra(track, trackKeys),
  }
}
