// The director's door: wishes and material in, edits that make the film out, each decision with its because.
// Pure and repeatable: the same brief, world and seed give the same operations. It never judges an edit possible or
// impossible; the draft room does that when the operations are applied.

import type { Milliseconds } from '../base/index.ts'
import type { Asset, ClipFacts, Operation, PictureStyle, Sentence, SoundFacts } from '../draft/index.ts'
import type { Brief, Direction, World } from './brief.ts'
import { aspectOfPlatform, sizeOfAspect } from './canvas.ts'
import { gridOf } from './beat-grid.ts'
import { framePicture } from './frame-picture.ts'
import { moveCamera } from './motion.ts'
import { chooseMusic } from './music.ts'
import { orderAssets } from './order.ts'
import { captionOperations, cardTexts, drawnGround, planScript, timeOfSentences, type ScriptPlan } from './script-film.ts'
import { readingTime, sentencesOf } from './script.ts'
import { seedOf } from './seed.ts'
import { selectAssets } from './select.ts'
import { closesOnCard, isTold, silenceBecause, tellScript, toldLengths, type Story, type ToldScript } from './story.ts'
import { divideTime, divideWithLimits, paceOf, photoTime, snapToBeats, type BeatGrid } from './pacing.ts'
import { titleOperations, type Card } from './cards.ts'

/** One thing on the picture track, before it is an operation. */
interface Shot {
  readonly asset?: Asset
  readonly card?: Card
  /** What it would like to last, ms. */
  readonly wished: Milliseconds
  /** What it can last at most, ms. */
  readonly limit: Milliseconds
}

/** Longest stretch of a clip in a film that is not just clips joined, ms; more is home video. */
const longestStretch = 6000
const endFade = 800
const crossfadeTime = 600

export function directFilm(wishes: Brief, world: World): Direction {
  const because: Sentence[] = []
  const pictures = world.assets.filter((asset) => asset.kind !== 'sound' && asset.id !== wishes.logo)
  const chosen = chooseAssets(pictures, wishes)
  const ordered = orderAssets(chosen.assets, wishes)
  const told = isTold(wishes, world) ? tellScript(wishes, world, ordered.assets) : undefined
  const { brief, script } = told ?? withScript(wishes, world, ordered.assets)
  because.push(...silenceBecause(wishes, world), ...chosen.because, ...ordered.because, ...(script?.because ?? []))
  const canvas = canvasOperations(brief, world)
  const cards = titleOperations(brief, ordered.assets, seedOf(brief, world))
  const shots = [...cards.before, ...(ordered.assets.length > 0 ? shotsOf(ordered.assets, brief, script) : cardShots(script, brief, world)), ...cards.after]
  const { lengths, note } = told === undefined ? lengthsOf(shots, brief, world) : { lengths: toldLengths(told, cards.before.length, shots.length), note: toldNote(brief) }
  if (note !== undefined) because.push(note)
  const total = lengths.reduce((left, right) => left + right, 0)
  const music = chooseMusic(brief, world, total)
  because.push(...music.because)
  return {
    operations: [
      ...clearOperations(world), ...assetOperations(world), ...canvas.operations,
      ...shotOperations(shots, lengths, brief, canvas.ratio),
      ...transitionOperations(brief, shots.length), ...fadeOperations(brief, total),
      ...cards.texts(lengths), ...(told !== undefined && ordered.assets.length > 0 ? [] : scriptTexts(script, ordered.assets.length, lengths, cards.before.length, cards.after.length)), ...music.operations,
      ...(brief.title === undefined || brief.title === '' ? [] : [{ name: 'set-title', title: brief.title.slice(0, 200) } as const]),
    ],
    because,
    ...(told !== undefined && { story: storyOf(told, lengths, ordered.assets.length > 0) }),
  }
}

function storyOf({ brief, narration, closes }: ToldScript, lengths: readonly Milliseconds[], hasPictures: boolean): Story {
  const total = lengths.reduce((left, right) => left + right, 0)
  return { narration, lengths, subtitles: hasPictures && brief.subtitles !== false, until: closes ? total - lengths.at(-1)! : total }
}

function toldNote(brief: Brief): Sentence | undefined {
  return brief.beatSync === true ? { en: 'Cuts follow the words of the voice and not the beat.', zh: '剪辑点跟着旁白走，没有卡节拍。' } : undefined
}

// A promo ends on its last sentence, as a card: that is where people are told what to do.
function withScript(brief: Brief, world: World, pictures: readonly Asset[]): { readonly brief: Brief; readonly script?: ScriptPlan } {
  const all = world.script === undefined || brief.scriptAs === 'none' ? [] : sentencesOf(world.script)
  if (all.length === 0) return { brief: pictures.length === 0 && brief.title === undefined ? { ...brief, title: ' ' } : brief }
  const closes = closesOnCard(brief, all, pictures.length)
  const script = planScript(closes ? all.slice(0, -1).join('\n') : world.script!, pictures, brief)
  return { brief: closes ? { ...brief, endCard: all.at(-1)! } : brief, script }
}

// Words only: one card for each sentence; with neither words nor pictures one card holds the title.
function cardShots(script: ScriptPlan | undefined, brief: Brief, world: World): Shot[] {
  const seed = seedOf(brief, world)
  return (script?.sentences ?? []).map((sentence, index) => ({ card: { ground: drawnGround(seed, index + 1), label: sentence.slice(0, 40) }, wished: readingTime(sentence) + 600, limit: Infinity }))
}

function scriptTexts(script: ScriptPlan | undefined, pictures: number, lengths: readonly Milliseconds[], before: number, after: number): Operation[] {
  if (script === undefined) return []
  const starts = lengths.map((_length, index) => lengths.slice(0, index).reduce((left, right) => left + right, 0))
  const end = after > 0 ? starts[lengths.length - after]! : lengths.reduce((left, right) => left + right, 0)
  const shown = starts.slice(before, lengths.length - after)
  return pictures > 0 ? captionOperations(script, shown, end) : cardTexts(script.sentences, shown, end)
}

/** Weak pictures and doubles go only when asked for, or when a length was asked for that leaves under half a second each. */
function chooseAssets(assets: readonly Asset[], brief: Brief): { readonly assets: readonly Asset[]; readonly because: readonly Sentence[] } {
  const most = brief.count ?? (brief.duration === undefined ? Infinity : Math.floor(brief.duration / 400))
  if (brief.selectBest !== true && assets.length <= most) return { assets, because: [] }
  return selectAssets(assets, most, brief.selectBest === true)
}

function clearOperations({ draft }: World): Operation[] {
  if (draft === undefined) return []
  const targets = [draft.picture, ...draft.overlays, ...draft.texts, ...draft.sounds].flatMap((track) => track.segments.map((segment) => segment.id))
  return targets.length === 0 ? [] : [{ name: 'remove-segments', targets }]
}

function assetOperations({ assets, draft }: World): Operation[] {
  return assets.filter((asset) => draft?.assets[asset.id] === undefined).map((asset) => ({ name: 'add-asset', asset }))
}

function canvasOperations(brief: Brief, { draft }: World): { readonly operations: Operation[]; readonly ratio: number } {
  const aspect = brief.aspect ?? (brief.platform === undefined ? undefined : aspectOfPlatform(brief.platform))
  const size = brief.size ?? (aspect === undefined ? undefined : sizeOfAspect(aspect))
  const shown = size ?? draft?.canvas ?? sizeOfAspect('16:9')
  const background = brief.fadeColor === 'white' ? '#ffffff' : undefined
  const changes = { ...size, ...(brief.platform && { platform: brief.platform }), ...(brief.frameRate && { frameRate: brief.frameRate }), ...(background && { background }) }
  return { operations: Object.keys(changes).length === 0 ? [] : [{ name: 'set-canvas', ...changes }], ratio: shown.width / shown.height }
}

function shotsOf(assets: readonly Asset[], brief: Brief, script: ScriptPlan | undefined): Shot[] {
  const photo = brief.perPhoto ?? photoTime(paceOf(brief.kind, brief.pace))
  const hasPhotos = assets.some((asset) => asset.kind === 'photo')
  return assets.map((asset, index) => {
    if (asset.kind === 'photo') return { asset, wished: Math.max(photo, script === undefined || brief.perPhoto !== undefined ? 0 : timeOfSentences(script, index)), limit: Infinity }
    const length = clipLength(asset) ?? longestStretch
    const whole = brief.kind === 'join' || (!hasPhotos && brief.duration === undefined && brief.kind === undefined)
    return { asset, wished: whole ? length : Math.min(length, longestStretch), limit: length }
  })
}

function lengthsOf(shots: readonly Shot[], brief: Brief, world: World): { readonly lengths: Milliseconds[]; readonly note?: Sentence } {
  if (shots.length === 0) return { lengths: [] }
  if (brief.duration === undefined) return { lengths: onBeats(shots.map((shot) => shot.wished), shots, brief, world) }
  const lengths = divideWithLimits(brief.duration, shots.map((shot) => ({ weight: shot.wished, limit: shot.limit })))
  const sum = lengths.reduce((left, right) => left + right, 0)
  if (sum >= brief.duration) return { lengths: onBeats(lengths, shots, brief, world) }
  // Clips alone cannot fill the time: they are slowed evenly, which shot operations turn into a speed below 1.
  const note = { en: `The material is only ${seconds(sum)} s long; it plays slower to fill ${seconds(brief.duration)} s.`, zh: `素材只有 ${seconds(sum)} 秒，放慢播放以满 ${seconds(brief.duration)} 秒。` }
  return { lengths: divideTime(brief.duration, lengths), note }
}

function onBeats(lengths: Milliseconds[], shots: readonly Shot[], brief: Brief, world: World): Milliseconds[] {
  const grid = brief.beatSync === true ? beatsOf(brief, world, lengths.reduce((left, right) => left + right, 0)) : undefined
  return grid === undefined || grid.beats.length < 2 ? lengths : snapToBeats(lengths, grid, 300, shots.map((shot) => shot.limit))
}

// A song of the user's own plays instead of composed music, unless a mood was asked for.
function beatsOf(brief: Brief, world: World, total: Milliseconds): BeatGrid | undefined {
  const wished = brief.music === false ? undefined : brief.music?.asset
  const composes = brief.music !== false && wished === undefined && (brief.music?.mood !== undefined || brief.music?.composition !== undefined)
  const sound = composes ? undefined : world.assets.find((asset) => asset.kind === 'sound' && (wished === undefined || asset.id === wished))
  if (sound !== undefined) return gridOf((sound.facts as SoundFacts | undefined)?.tempo, (brief.music !== false && brief.music?.from) || 0, total)
  return world.composedBeats && { beats: world.composedBeats, downbeats: world.composedDownbeats ?? [] }
}

function shotOperations(shots: readonly Shot[], lengths: readonly Milliseconds[], brief: Brief, ratio: number): Operation[] {
  const overlap = brief.transition === null ? 0 : transitionTime(brief)
  return shots.flatMap((shot, index): Operation[] => {
    const length = lengths[index]!
    if (shot.card !== undefined) return [{ name: 'add-card', duration: length, ground: shot.card.ground, label: shot.card.label }]
    const asset = shot.asset!
    const style = styleOf(asset, index, length + overlap, brief, ratio)
    return asset.kind === 'photo'
      ? [{ name: 'add-photo', asset: asset.id, duration: length, style }]
      : [{ name: 'add-clip', asset: asset.id, ...bestStretch(asset, length), style }]
  })
}

function styleOf(asset: Asset, index: number, visible: Milliseconds, brief: Brief, ratio: number): Partial<PictureStyle> {
  const framing = framePicture(asset, ratio, index)
  const still = brief.motion === false || (brief.plain === true && brief.motion === undefined) || asset.kind !== 'photo' && (brief.motion === undefined || brief.motion === 'auto')
  return {
    fit: framing.fit,
    ...(framing.focus === undefined ? {} : { focus: framing.focus }),
    ...(still ? {} : { motion: moveCamera(brief.motion || 'auto', index, visible, framing.toward, framing.fit) }),
    ...(brief.look === undefined ? {} : { look: brief.look }),
  }
}

/** The middle of a clip: people start filming early and stop late. */
function bestStretch(asset: Asset, length: Milliseconds): { readonly from?: Milliseconds; readonly to?: Milliseconds } {
  const whole = clipLength(asset)
  if (whole === undefined || whole <= length) return {}
  const from = Math.round((whole - length) / 2)
  return { from, to: from + length }
}

function clipLength(asset: Asset): Milliseconds | undefined {
  return (asset.facts as ClipFacts | undefined)?.duration
}

function transitionOperations(brief: Brief, count: number): Operation[] {
  if (brief.transition === null || count < 2) return []
  return [{ name: 'set-transition', targets: 'all', transition: { kind: brief.transition?.kind ?? 'crossfade', duration: transitionTime(brief) } }]
}

function transitionTime(brief: Brief): Milliseconds {
  return brief.transition?.duration ?? crossfadeTime
}

function fadeOperations(brief: Brief, total: Milliseconds): Operation[] {
  const most = Math.floor(total / 4)
  const fadeOut = Math.min(brief.fadeOut ?? endFade, most)
  const fadeIn = Math.min(brief.fadeIn ?? 0, most)
  if (fadeOut <= 0 && fadeIn <= 0) return []
  return [{ name: 'set-fades', targets: 'all', ...(fadeIn > 0 && { fadeIn }), ...(fadeOut > 0 && { fadeOut }) }]
}

function seconds(time: Milliseconds): string {
  return String(Math.round(time / 100) / 10)
}
