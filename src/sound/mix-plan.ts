// What is heard when: a draft's sounds resolved to samples, as plain canonical data. Two drafts that sound the same give
// the same plan, so its text names the mixed sound in caches. Nothing is opened here; lengths come from facts.

import { frameAt, sampleAt, type Milliseconds } from '../base/index.ts'
import type { Asset, BeatFacts, Composition, Draft, Layout, MadeEffect, PlacedPicture, SegmentId, SoundLevel, SoundSegment, Speech } from '../draft/index.ts'
import { duckingFor, mergeIntervals, type Interval } from './duck.ts'
import { soundRate } from './pcm.ts'

export interface MixPlan {
  /** Raised whenever the same plan would sound different, so that caches do not mix the two. */
  readonly engine: 1
  /** Exact length of the mix; matches the film's frames. */
  readonly samples: number
  /** In the order in which they are added up. */
  readonly entries: readonly MixEntry[]
  /** Where voices are heard, film samples; music goes down around them. */
  readonly voices: readonly Interval[]
}

/** One sound in the film. All places and lengths are samples at 48 kHz. */
export interface MixEntry {
  readonly segment: SegmentId
  readonly role: 'music' | 'voice' | 'effect' | 'sound' | 'clip' | 'overlay'
  readonly content: MixContent
  /** Film samples, `start < end`. */
  readonly start: number
  readonly end: number
  /** The source's sample heard at `start`, after speed and reverse. */
  readonly from: number
  /** Clips only: the source stretch that is sped up or reversed. */
  readonly stretch?: { readonly from: number; readonly to: number; readonly speed: number; readonly reverse: boolean }
  /** Plays this part of the source again and again once it has been reached. `to` absent: the source's end. */
  readonly loop?: { readonly from: number; readonly to?: number }
  /** Linear. */
  readonly gain: number
  /** Samples; at least a micro-fade, so that no cut clicks. */
  readonly fadeIn: number
  readonly fadeOut: number
  /** Linear factor under voices; absent: not ducked. */
  readonly ducked?: number
}

export type MixContent =
  | { readonly kind: 'file'; readonly asset: string; readonly source: string; readonly hash?: string; readonly name: string }
  /** Composed to exactly this many samples. */
  | { readonly kind: 'composed'; readonly composition: Composition; readonly samples: number }
  | { readonly kind: 'speech'; readonly speech: Speech }
  | { readonly kind: 'effect'; readonly effect: MadeEffect; readonly samples: number }

/** What is known of speech that has been synthesised already; without it, its length is estimated from the text. */
export interface SpokenFacts {
  readonly durationMs: number
  /** Where words are said, ms from the start of the speech; absent: all of it. */
  readonly intervals?: readonly { readonly from: Milliseconds; readonly to: Milliseconds }[]
}

/** Loudness to which voices are brought before they are mixed, LUFS. */
export const voiceLoudness = -17
/** Loudness of composed music and, when nothing was measured, of any music, LUFS. */
export const musicLoudness = -14
/** How many LU music goes under a voice unless the segment says otherwise. */
export const usualDuck = 15

// Short enough not to be heard as a fade, long enough not to click.
const microFade = 240
// A song that is cut off by the end of the film leaves in two seconds, or from the last bar line that lies 1.2 to 4 s before.
const endFade = 2 * soundRate

/** Resolves every sound of a draft. `spoken` by segment id. Muted sounds and those of zero volume are left out. */
export function mixPlan(draft: Draft, layout: Layout, spoken: ReadonlyMap<SegmentId, SpokenFacts> = new Map()): MixPlan {
  const samples = filmSamples(draft, layout)
  const voices = mergeIntervals(layout.sounds.flatMap(({ segment, start, end, skipped }) => {
    if (segment.role !== 'voice' || !isAudible(segment)) return []
    return spokenIntervals(segment, spoken.get(segment.id)).map(({ from, to }) => ({
      from: sampleAt(Math.max(start, start - skipped + from), soundRate), to: sampleAt(Math.min(end, start - skipped + to), soundRate),
    })).filter(({ from, to }) => to > from)
  }))
  const loudestVoice = Math.max(0, ...layout.sounds.filter(({ segment }) => segment.role === 'voice' && isAudible(segment)).map(({ segment }) => segment.volume))
  const entries = [
    ...layout.picture.flatMap((placed) => clipEntry(placed, layout, draft, samples)),
    ...overlayEntries(draft, layout, samples),
    ...layout.sounds.flatMap((placed) => soundEntry(placed, layout, draft, samples, voices.length > 0 ? loudestVoice : undefined)),
  ]
  return { engine: 1, samples, entries, voices }
}

/** Samples of a film: exactly as long as its frames. */
export function filmSamples(draft: Draft, layout: Layout): number {
  const { numerator, denominator } = draft.canvas.frameRate
  return Math.round((frameAt(layout.duration, draft.canvas.frameRate) * soundRate * denominator) / numerator)
}

function isAudible(level: SoundLevel): boolean {
  return !level.muted && level.volume > 0
}

// ---------------------------------------------------------------------------------------------- clips and overlays

// Beyond a quarter or four times its speed a clip's sound is noise: it is left out.
const slowest = 0.25
const fastest = 4

function clipEntry(placed: PlacedPicture, layout: Layout, draft: Draft, filmEnd: number): MixEntry[] {
  const clip = placed.segment
  if (clip.kind !== 'clip' || !isAudible(clip) || clip.speed < slowest || clip.speed > fastest) return []
  const asset = draft.assets[clip.asset]
  if (asset === undefined || (asset.facts?.kind === 'clip' && !asset.facts.hasSound)) return []
  const start = Math.max(0, sampleAt(placed.visibleFrom, soundRate))
  const end = Math.min(filmEnd, sampleAt(placed.visibleTo, soundRate))
  if (end <= start) return []
  // What a transition shows before the cut is played from before the stretch, where the source has it.
  const lead = (sampleAt(placed.start, soundRate) - start) * clip.speed
  const stretch = { from: sampleAt(clip.from, soundRate), to: sampleAt(clip.to, soundRate), speed: clip.speed, reverse: clip.reverse }
  const plain = clip.speed === 1 && !clip.reverse
  return [{
    segment: clip.id, role: 'clip', content: fileContent(asset), start, end, gain: clip.volume,
    from: plain ? stretch.from - Math.round(lead) : -Math.round(lead / clip.speed),
    ...(plain ? {} : { stretch }),
    ...fades(clip, end - start, overlap(placed), overlap(layout.picture[placed.index + 1])),
  }]
}

// Two neighbours are heard together for as long as their transition is seen.
function overlap(placed: PlacedPicture | undefined): number {
  const transition = placed?.transition
  return transition === undefined ? 0 : sampleAt(transition.before + transition.after, soundRate)
}

function overlayEntries(draft: Draft, layout: Layout, filmEnd: number): MixEntry[] {
  return layout.overlays.flatMap(({ segment, start, end, skipped }) => {
    const asset = draft.assets[segment.asset]
    if (asset?.kind !== 'clip' || !isAudible(segment) || (asset.facts?.kind === 'clip' && !asset.facts.hasSound)) return []
    const range = { start: sampleAt(start, soundRate), end: Math.min(filmEnd, sampleAt(end, soundRate)) }
    if (range.end <= range.start) return []
    return [{
      segment: segment.id, role: 'overlay' as const, content: fileContent(asset), ...range, gain: segment.volume,
      from: sampleAt((segment.from ?? 0) + skipped, soundRate), ...fades(segment, range.end - range.start),
    }]
  })
}

// ---------------------------------------------------------------------------------------------- sound segments

function soundEntry(placed: Layout['sounds'][number], layout: Layout, draft: Draft, filmEnd: number, voice: number | undefined): MixEntry[] {
  const { segment, skipped } = placed
  if (!isAudible(segment)) return []
  const start = sampleAt(placed.start, soundRate)
  // What lasts to the end of the film lasts to its last sample, whatever the rounding of frames.
  const end = placed.end >= layout.duration ? filmEnd : Math.min(filmEnd, sampleAt(placed.end, soundRate))
  const length = end - start
  if (length <= 0) return []
  const asset = segment.content.kind === 'asset' ? draft.assets[segment.content.asset] : undefined
  if (segment.content.kind === 'asset' && asset === undefined) return []
  const from = segment.content.kind === 'composed' ? 0 : sampleAt(segment.from + skipped, soundRate)
  const tempo = asset?.facts?.kind === 'sound' ? asset.facts.tempo : undefined
  return [{
    segment: segment.id, role: segment.role, content: contentOf(segment, asset, length), start, end, from, gain: segment.volume,
    ...(segment.loop && segment.content.kind === 'asset' ? { loop: loopOf(segment, asset, tempo) } : {}),
    ...musicFades(segment, asset, from, length, tempo),
    ...(segment.role === 'music' && voice !== undefined ? duckedBy(segment, asset, voice) : {}),
  }]
}

function contentOf(segment: SoundSegment, asset: Asset | undefined, length: number): MixContent {
  if (segment.content.kind === 'composed') return { kind: 'composed', composition: segment.content, samples: length }
  if (segment.content.kind === 'speech') return { kind: 'speech', speech: segment.content }
  // Made to its whole length: what is cut off by an edge of the film is still that much of it.
  if (segment.content.kind === 'effect') return { kind: 'effect', effect: segment.content, samples: segment.duration === undefined ? length : sampleAt(segment.duration, soundRate) }
  return fileContent(asset!)
}

function fileContent(asset: Asset): MixContent {
  return { kind: 'file', asset: asset.id, source: asset.source, ...(asset.hash === undefined ? {} : { hash: asset.hash }), name: asset.name }
}

// With a trusted grid a song repeats from bar line to bar line, so that the beat goes on across the seam.
function loopOf(segment: SoundSegment, asset: Asset | undefined, tempo: BeatFacts | undefined): NonNullable<MixEntry['loop']> {
  const length = asset?.facts?.kind === 'sound' ? sampleAt(asset.facts.duration, soundRate) : undefined
  const bars = barLines(tempo).filter((bar) => bar >= segment.from)
  const [first, last] = [bars[0], bars.at(-1)]
  if (first !== undefined && last !== undefined && last - first > 8000) return { from: sampleAt(first, soundRate), to: sampleAt(last, soundRate) }
  return { from: sampleAt(segment.from, soundRate), ...(length === undefined ? {} : { to: length }) }
}

function barLines(tempo: BeatFacts | undefined): Milliseconds[] {
  if (tempo === undefined || tempo.confidence < 0.1) return []
  return tempo.downbeats.flatMap((index) => tempo.beats[index] ?? [])
}

function musicFades(segment: SoundSegment, asset: Asset | undefined, from: number, length: number, tempo: BeatFacts | undefined): Pick<MixEntry, 'fadeIn' | 'fadeOut'> {
  const known = asset?.facts?.kind === 'sound' ? sampleAt(asset.facts.duration, soundRate) : Infinity
  const isCutOff = segment.role === 'music' && segment.content.kind === 'asset' && (segment.loop || from + length < known - microFade)
  if (segment.soundFadeOut !== undefined || !isCutOff) return fades(segment, length)
  const bar = barLines(tempo).map((time) => sampleAt(time, soundRate) - from).filter((at) => at > length - 4 * soundRate && at < length - 1.2 * soundRate).at(-1)
  return fades(segment, length, 0, Math.min(bar === undefined ? endFade : length - bar, length / 3))
}

function fades(level: SoundLevel, length: number, least = 0, leastOut = 0): Pick<MixEntry, 'fadeIn' | 'fadeOut'> {
  const wished = (fade: Milliseconds | undefined, otherwise: number) => Math.max(microFade, fade === undefined ? 0 : sampleAt(fade, soundRate), otherwise)
  const fadeIn = Math.min(wished(level.soundFadeIn, least), Math.floor(length / 2))
  return { fadeIn: Math.round(fadeIn), fadeOut: Math.round(Math.min(wished(level.soundFadeOut, leastOut), length - fadeIn)) }
}

function duckedBy(segment: SoundSegment, asset: Asset | undefined, voice: number): Pick<MixEntry, 'ducked'> {
  const loudness = asset?.facts?.kind === 'sound' ? asset.facts.loudness ?? musicLoudness : musicLoudness
  const ducked = duckingFor(loudness + 20 * Math.log10(segment.volume), voiceLoudness + 20 * Math.log10(voice), segment.duck ?? usualDuck)
  return ducked < 1 ? { ducked: Math.round(ducked * 10_000) / 10_000 } : {}
}

function spokenIntervals(segment: SoundSegment, facts: SpokenFacts | undefined): readonly { readonly from: Milliseconds; readonly to: Milliseconds }[] {
  if (facts?.intervals !== undefined) return facts.intervals.map(({ from, to }) => ({ from: from - segment.from, to: to - segment.from }))
  const length = facts?.durationMs ?? segment.duration ?? (segment.content.kind === 'speech' ? estimatedSpeech(segment.content) : Infinity)
  return [{ from: 0, to: Math.min(length, segment.duration ?? Infinity) - (facts === undefined ? 0 : segment.from) }]
}

/** How long a text takes to say, ms, before anybody has said it: 15 Latin letters or 4.5 Chinese characters a second. */
export function estimatedSpeech(speech: Speech): Milliseconds {
  const chinese = speech.text.match(/\p{Script=Han}/gu)?.length ?? 0
  const others = speech.text.replace(/\p{Script=Han}/gu, '').length
  return Math.round(((chinese / 4.5 + others / 15) * 1000) / (speech.rate ?? 1)) + 300
}
