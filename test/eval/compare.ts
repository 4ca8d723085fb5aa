// Fact by fact: does the result show what the annotation demands? Looks at the action, the draft before and after, how
// the film leaves the house, and the reply; never at the plan. docs/eval.md says how each key is read.

import { filmDuration, layOut, segmentDuration, type ClipSegment, type Draft, type PictureSegment } from '../../src/draft/index.ts'
import type { TurnResult } from '../../src/studio/index.ts'
import type { AssumedWorld } from './world.ts'

export interface Verdict {
  readonly key: string
  readonly ok: boolean
  readonly expected: unknown
  readonly actual: unknown
}

type Judge = (expected: unknown, seen: Seen) => readonly [ok: boolean, actual: unknown]

interface Seen {
  readonly result: TurnResult
  readonly after: Draft
  readonly before: Draft
  readonly world: AssumedWorld
  readonly annotation: Readonly<Record<string, unknown>>
}

export function compare(annotation: Readonly<Record<string, unknown>>, result: TurnResult, world: AssumedWorld): Verdict[] {
  const seen: Seen = { result, after: result.draft, before: world.draft, world, annotation }
  return Object.entries(annotation).map(([key, expected]) => {
    const judge = judges[key]
    if (judge === undefined) return { key, ok: false, expected, actual: 'no such key' }
    const [ok, actual] = judge(expected, seen)
    return { key, ok, expected, actual }
  })
}

const judges: Readonly<Record<string, Judge>> = {
  action: (expected, { result }) => [result.action === expected && result.reply.trim() !== '', result.action],
  aspect: (expected, { after }) => [near(after.canvas.width / after.canvas.height, ratio(String(expected)), 0.02), `${after.canvas.width}x${after.canvas.height}`],
  resolution: (expected, { after }) => [Math.min(after.canvas.width, after.canvas.height) === Number.parseInt(String(expected), 10), `${after.canvas.width}x${after.canvas.height}`],
  format: (expected, { result }) => [result.output.format === expected, result.output.format],
  duration_s: (expected, { after }) => [near(filmDuration(after) / 1000, Number(expected), 0.5), filmDuration(after) / 1000],
  per_image_s: (expected, { after }) => all(after.picture.segments.filter((one) => one.kind === 'photo'), (one) => near(segmentDuration(one) / 1000, Number(expected), 0.05), (one) => segmentDuration(one) / 1000),
  image_count: (expected, { after }) => [photosShown(after) === expected, photosShown(after)],
  music: judgeMusic,
  transition: judgeTransition,
  title_text: judgeText, caption_text: judgeText,
  ken_burns: (expected, { after }) => [after.picture.segments.some((one) => one.kind !== 'card' && one.motion !== undefined) === expected, after.picture.segments.map((one) => one.kind !== 'card' && one.motion !== undefined)],
  subtitles: (expected, { after }) => [(after.texts.flatMap((track) => track.segments).some((one) => one.role === 'subtitle') || (captionsOf(after) > 1)) === expected, `${after.texts.flatMap((track) => track.segments).filter((one) => one.role === 'subtitle').length} lines`],
  voiceover: (expected, { after }) => [sounds(after, 'voice').length > 0 === expected, sounds(after, 'voice').length],
  filter: judgeFilter,
  speed: judgeSpeed,
  trim: (expected, seen) => judgeKept(seen, [expected as Stretch], true),
  remove: (expected, seen) => judgeKept(seen, Array.isArray(expected) ? expected as Stretch[] : [expected as Stretch], false),
  volume: judgeVolume,
  mute: (expected, { after }) => { const clips = clipsOf(after); return [clips.length > 0 && clips.every((one) => (one.muted || one.volume === 0) === expected), clips.map((one) => one.muted)] },
  reorder: judgeOrder,
  platform: (expected, { after }) => [samePlatform(after.canvas.platform, String(expected)), after.canvas.platform],
  beat_sync: judgeBeats,
  logo: (expected, { after, result }) => [after.overlays.flatMap((track) => track.segments).some((one) => one.role === 'logo') === expected, `${after.overlays.length} overlays; ${result.reply.slice(0, 60)}`],
  no_ai_effects: (expected, { after }) => [(after.picture.segments.every((one) => one.kind === 'card' || (one.look === undefined && one.motion === undefined)) && sounds(after, 'music').every((one) => one.content.kind === 'asset' || false)) === expected, 'looks, motions or composed music'],
  clarify: (_expected, { result }) => [result.question !== undefined || result.assumed.length > 0 || /[?？]|not understood|cannot|没看懂|不能|没做|Not done/i.test(result.reply), result.reply.slice(0, 80)],
}

// ------------------------------------------------------------------------------------------------

interface Stretch {
  readonly from_s: number
  readonly to_s: number
}

function near(value: number, wished: number, tolerance: number): boolean {
  return Math.abs(value - wished) <= tolerance + 1e-9
}

function ratio(text: string): number {
  const [wide, tall] = text.split(':').map(Number) as [number, number]
  return wide / tall
}

function all<Item>(items: readonly Item[], test: (item: Item) => boolean, show: (item: Item) => unknown): readonly [boolean, unknown] {
  return [items.length > 0 && items.every(test), items.map(show)]
}

function photosShown(draft: Draft): number {
  const assets = [...draft.picture.segments.flatMap((one) => (one.kind === 'photo' ? [one.asset] : [])), ...draft.overlays.flatMap((track) => track.segments.filter((one) => one.role === 'inset').map((one) => one.asset))]
  return new Set(assets).size
}

function captionsOf(draft: Draft): number {
  return draft.texts.flatMap((track) => track.segments).filter((one) => one.role === 'caption').length
}

function sounds(draft: Draft, role: string) {
  return layOut(draft).sounds.map((one) => one.segment).filter((one) => one.role === role)
}

function clipsOf(draft: Draft): ClipSegment[] {
  return draft.picture.segments.filter((one): one is ClipSegment => one.kind === 'clip')
}

/** Moods of our composer that pass for a word; a track of the user's own passes for any (the row does not say how it sounds). */
const moodWords: Readonly<Record<string, readonly string[]>> = {
  upbeat: ['upbeat', 'happy'], calm: ['ambient', 'lo-fi'], relaxing: ['ambient', 'lo-fi'], romantic: ['cinematic', 'ambient'], electronic: ['upbeat'], energetic: ['upbeat', 'epic'], cinematic: ['cinematic', 'epic'], emotional: ['cinematic', 'sad'],
  happy: ['happy', 'upbeat'], sad: ['sad'], epic: ['epic'], dramatic: ['cinematic', 'epic'], jazz: ['jazz'], 'lo-fi': ['lo-fi'], lofi: ['lo-fi'], ambient: ['ambient'], corporate: ['corporate'], acoustic: ['happy', 'ambient'], piano: ['ambient', 'sad', 'cinematic'], chill: ['lo-fi', 'ambient'],
  inspiring: ['corporate', 'cinematic'], inspirational: ['corporate', 'cinematic'], uplifting: ['corporate', 'upbeat', 'happy'], rock: ['epic', 'upbeat'], 'hip-hop': ['lo-fi', 'upbeat'], pop: ['upbeat', 'happy'], classical: ['cinematic'], festive: ['holiday'], holiday: ['holiday'], christmas: ['holiday'], warm: ['happy', 'lo-fi'], soft: ['ambient'], gentle: ['ambient'], playful: ['happy', 'upbeat'], fun: ['happy', 'upbeat'], nostalgic: ['lo-fi', 'sad', 'cinematic'], motivational: ['corporate', 'epic'], tense: ['cinematic', 'epic'], suspense: ['cinematic'], trending: ['upbeat'], modern: ['corporate', 'upbeat'], elegant: ['cinematic', 'ambient'], luxury: ['corporate', 'cinematic'], cheerful: ['happy', 'upbeat'], lively: ['upbeat', 'happy'], peaceful: ['ambient', 'lo-fi'], intense: ['epic', 'upbeat'], powerful: ['epic', 'upbeat'], techno: ['upbeat'], dance: ['upbeat'], lullaby: ['ambient'], mysterious: ['cinematic'], heartwarming: ['happy', 'cinematic'],
}

function judgeMusic(expected: unknown, { after }: Seen): readonly [boolean, unknown] {
  const music = sounds(after, 'music').filter((one) => !one.muted && one.volume > 0)
  const shown = music.map((one) => (one.content.kind === 'composed' ? one.content.mood : one.name))
  if (typeof expected === 'boolean') return [music.length > 0 === expected, shown]
  return [music.some((one) => one.content.kind === 'asset' || (one.content.kind === 'composed' && (moodWords[String(expected)] ?? [String(expected)]).includes(one.content.mood))), shown]
}

const transitionWords: Readonly<Record<string, readonly string[]>> = {
  crossfade: ['crossfade', 'blur-dissolve'], dissolve: ['crossfade', 'blur-dissolve'], zoom: ['zoom-through'], slide: ['push-left', 'push-right', 'push-up', 'push-down', 'whip-pan'], wipe: ['wipe-left', 'wipe-right', 'wipe-up', 'wipe-down'], flash: ['flash'], blur: ['blur-dissolve'], whip: ['whip-pan'],
}

function judgeTransition(expected: unknown, { after }: Seen): readonly [boolean, unknown] {
  const kinds = layOut(after).picture.flatMap((one) => (one.transition === undefined ? [] : [one.transition.kind]))
  const first = after.picture.segments[0]
  const last = after.picture.segments.at(-1)
  const ends = (first?.fadeIn ?? 0) > 0 || (last?.fadeOut ?? 0) > 0 || after.picture.segments.some((one) => (one.fadeIn ?? 0) > 0 || (one.fadeOut ?? 0) > 0)
  if (expected === 'none' || expected === 'cut') return [kinds.length === 0, kinds]
  if (expected === 'any') return [kinds.length > 0 || (after.picture.segments.length < 2 && ends), kinds]
  if (expected === 'fade') return [ends || kinds.some((kind) => kind === 'crossfade' || kind.startsWith('dip')), [...kinds, ends]]
  return [kinds.some((kind) => (transitionWords[String(expected)] ?? [String(expected)]).includes(kind)), kinds]
}

function judgeText(expected: unknown, { after }: Seen): readonly [boolean, unknown] {
  const shown = layOut(after).texts.map((one) => one.segment.text)
  return [shown.includes(String(expected)), shown.slice(0, 5)]
}

function judgeFilter(expected: unknown, { after }: Seen): readonly [boolean, unknown] {
  const looks = after.picture.segments.flatMap((one) => (one.kind === 'card' ? [] : [one.look]))
  const shown = looks.map((look) => look?.name)
  if (expected === 'none') return [looks.every((look) => look === undefined || look.name === 'none'), shown]
  const word = String(expected)
  const names: Readonly<Record<string, readonly string[]>> = { vibrant: ['vivid'], vivid: ['vivid'], neutral: ['enhance'], cinematic: ['cinematic', 'teal-orange'], vintage: ['vintage'], sepia: ['sepia', 'vintage'] }
  return [looks.length > 0 && looks.some((look) => look !== undefined && ((names[word] ?? [word]).includes(look.name) || adjusts(word, look))), looks.map((look) => JSON.stringify(look))[0]]
}

function adjusts(word: string, look: NonNullable<Extract<PictureSegment, { kind: 'photo' }>['look']>): boolean {
  const value: Readonly<Record<string, number | undefined>> = { warm: look.warmth, cool: -(look.warmth ?? 0), vibrant: look.saturation, bright: look.brightness, dark: -(look.brightness ?? 0), contrast: look.contrast, sharpen: look.sharpen, vignette: look.vignette, bw: look.saturation === -1 ? 1 : 0 }
  return (value[word] ?? 0) > 0
}

function judgeSpeed(expected: unknown, { after, before, world }: Seen): readonly [boolean, unknown] {
  const speeds = clipsOf(after).map((one) => one.speed)
  if (typeof expected === 'number') return [speeds.length > 0 && speeds.some((speed) => near(speed, expected, 0.02)), speeds]
  const length = world.draft.picture.segments.length > 0 ? filmDuration(before) : 0
  const now = filmDuration(after)
  const faster = speeds.some((speed) => speed > 1) || (speeds.length === 0 && length > 0 && now < length)
  const slower = speeds.some((speed) => speed < 1) || (speeds.length === 0 && length > 0 && now > length)
  return [expected === 'faster' ? faster : slower, speeds]
}

/** Film time before the turn, ms by ms as seconds, that is still in the film: clips by source range, photos by what is left of the length. */
function judgeKept({ after, world, annotation }: Seen, stretches: readonly Stretch[], kept: boolean): readonly [boolean, unknown] {
  const clips = clipsOf(after)
  if (clips.length === 0) {
    const was = filmDuration(world.draft) / 1000
    const gone = stretches.reduce((sum, one) => sum + one.to_s - one.from_s, 0)
    const now = filmDuration(after) / 1000
    return [near(now, kept ? gone : was - gone, 0.5) || annotation['duration_s'] !== undefined, now]
  }
  const used = clips.map((one) => ({ from: one.from / 1000, to: one.to / 1000 }))
  const covers = (from: number, to: number) => used.reduce((sum, one) => sum + Math.max(0, Math.min(to, one.to) - Math.max(from, one.from)), 0)
  const total = used.reduce((sum, one) => sum + one.to - one.from, 0)
  const inside = stretches.reduce((sum, one) => sum + covers(one.from_s, one.to_s), 0)
  const wished = stretches.reduce((sum, one) => sum + one.to_s - one.from_s, 0)
  return [kept ? near(inside, wished, 0.5) && near(total, wished, 0.5) : inside <= 0.5 && total > 0, used.slice(0, 6)]
}

function judgeVolume(expected: unknown, { after, before }: Seen): readonly [boolean, unknown] {
  const music = sounds(after, 'music')
  const now = music.length > 0 ? music.map((one) => one.volume) : clipsOf(after).map((one) => one.volume)
  const earlier = music.length > 0 ? sounds(before, 'music').map((one) => one.volume)[0] ?? 1 : clipsOf(before).map((one) => one.volume)[0] ?? 1
  const clips = clipsOf(after).map((one) => one.volume)
  if (typeof expected === 'number') return [now.some((volume) => near(volume, expected, 0.011)), now]
  return [expected === 'down' ? [...now, ...clips].some((volume) => volume < earlier || volume < 1 && clips.includes(volume)) : [...now, ...clips].some((volume) => volume > earlier), now]
}

function judgeOrder(expected: unknown, { after }: Seen): readonly [boolean, unknown] {
  const names = after.picture.segments.filter((one) => one.kind !== 'card').map((one) => one.name.toLowerCase())
  const kinds = after.picture.segments.filter((one) => one.kind !== 'card').map((one) => one.kind)
  const text = String(expected).toLowerCase()
  if (/video first|clip first/.test(text)) return [kinds[0] === 'clip' && !kinds.slice(1).includes('clip') || kinds[0] === 'clip', kinds]
  if (/photos? first/.test(text)) return [kinds[0] === 'photo', kinds]
  const wished = text.split(/,\s*/).map((one) => one.trim().replace(/\.\w{3,4}$/, ''))
  const positions = wished.map((one) => names.findIndex((name) => name.replace(/\.\w{3,4}$/, '') === one))
  return [positions.every((position, index) => position >= 0 && (index === 0 || position > positions[index - 1]!)) || !/^[\w.-]+(?:,\s*[\w.-]+)+$/.test(text), names]
}

function samePlatform(platform: string | undefined, expected: string): boolean {
  return platform === expected || (expected === 'tiktok' && platform === 'douyin') || (expected === 'douyin' && platform === 'tiktok')
}

/** Every inner cut lies within 60 ms of a beat of the music (120 a minute in the assumed world, the composer's usual tempo otherwise). */
function judgeBeats(expected: unknown, { after, result }: Seen): readonly [boolean, unknown] {
  const layout = layOut(after)
  const music = layout.sounds.find((one) => one.segment.role === 'music')?.segment
  if (music === undefined) return [false, 'no music']
  const asset = music.content.kind === 'asset' ? after.assets[music.content.asset] : undefined
  const beats = asset?.facts?.kind === 'sound' ? asset.facts.tempo?.beats ?? [] : undefined
  const cuts = layout.picture.slice(1).map((one) => one.start)
  if (beats === undefined) return [/beat|节拍/.test(result.reply) === expected, 'composed']
  if (cuts.length === 0) return [/beat|节拍/.test(result.reply), 'one picture']
  return [cuts.every((cut) => beats.some((beat) => Math.abs(beat - music.from - cut) <= 60)) === expected, cuts.slice(0, 8)]
}
