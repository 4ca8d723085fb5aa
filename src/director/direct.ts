// The director's door: wishes and material in, edits that make the film out, each decision with its because.
// Pure and repeatable: the same brief, world and seed give the same operations. It never judges an edit possible or
// impossible; the draft room does that when the operations are applied.

import type { Milliseconds } from '../base/index.ts'
import type { Asset, ClipFacts, Motion, Operation, PictureStyle, Sentence, SoundFacts, TransitionKind } from '../draft/index.ts'
import type { Brief, Direction, World } from './brief.ts'
import { aspectOfPlatform, sizeOfAspect } from './canvas.ts'
import { gridOf } from './beat-grid.ts'
import { framePicture, roomOfAsset } from './frame-picture.ts'
import { moveCamera } from './motion.ts'
import { chooseMusic } from './music.ts'
import { orderAssets } from './order.ts'
import { captionOperations, cardTexts, drawnGround, planScript, timeOfSentences, type ScriptPlan } from './script-film.ts'
import { readingTime, sentencesOf } from './script.ts'
import { seedOf } from './seed.ts'
import { crowding, fitAssets, selectAssets } from './select.ts'
import { closesOnCard, isTold, silenceBecause, tellScript, toldLengths, type ToldScript } from './story.ts'
import type { Story } from './told.ts'
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
  const ordered = orderAssets(chosen.assets, wishes, world.script === undefined || wishes.scriptAs === 'none' ? [] : sentencesOf(world.script))
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
      ...transitionOperations(brief, world, lengths), ...fadeOperations(brief, total),
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
  const closes = brief.cards !== false && closesOnCard(brief, all, pictures.length)
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

/** Weak pictures and doubles go only when asked for, or when a length leaves each picture too little; picks and orders are kept. */
function chooseAssets(assets: readonly Asset[], brief: Brief): { readonly assets: readonly Asset[]; readonly because: readonly Sentence[] } {
  if (brief.selectBest === true || brief.count !== undefined) return selectAssets(assets, brief.count ?? (brief.duration === undefined ? Infinity : Math.floor(brief.duration / 400)), brief.selectBest === true)
  if (brief.duration === undefined || brief.keepAll === true || brief.picks !== undefined || brief.order !== undefined || assets.some((asset) => asset.kind !== 'photo')) return { assets, because: [] }
  return fitAssets(assets, brief.duration, crowding(paceOf(brief.kind, brief.pace)))
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
  const lengths = divideWithLimits(brief.duration, weightsOf(shots, brief.duration))
  const sum = lengths.reduce((left, right) => left + right, 0)
  if (sum >= brief.duration) return { lengths: onBeats(lengths, shots, brief, world) }
  // Clips alone cannot fill the time: they are slowed evenly, which shot operations turn into a speed below 1.
  const note = { en: `The material is only ${seconds(sum)} s long; it plays slower to fill ${seconds(brief.duration)} s.`, zh: `素材只有 ${seconds(sum)} 秒，放慢播放以满 ${seconds(brief.duration)} 秒。` }
  return { lengths: divideTime(brief.duration, lengths), note }
}

// In proportion to what each shot wishes; but a card's words take as long to read when many pictures share a short film,
// so cards get their wish first, up to an eighth of the film each.
function weightsOf(shots: readonly Shot[], duration: Milliseconds): readonly { readonly weight: number; readonly limit: Milliseconds }[] {
  const need = (shot: Shot): Milliseconds => ('card' in shot ? Math.min(shot.wished, duration / 8) : 0)
  const needs = shots.reduce((sum, shot) => sum + need(shot), 0)
  const others = shots.reduce((sum, shot) => sum + ('card' in shot ? 0 : shot.wished), 0)
  return shots.map((shot) => ({ weight: Math.max(shot.wished, (need(shot) * others) / Math.max(1, duration - needs)), limit: shot.limit }))
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
  const framing = framePicture(asset, ratio, index, still(asset, brief) ? 0 : visible)
  return {
    fit: framing.fit,
    ...(framing.focus === undefined ? {} : { focus: framing.focus }),
    ...(still(asset, brief) ? {} : { motion: movementOf() }),
    ...(brief.look === undefined ? {} : { look: brief.look }),
  }
  function movementOf(): Motion {
    if ((brief.motion ?? 'auto') === 'auto' && framing.sweep !== undefined) return framing.sweep
    return moveCamera(brief.motion || 'auto', index, visible, framing.toward, framing.fit, roomOfAsset(asset, ratio, framing.fit))
  }
}

function still(asset: Asset, brief: Brief): boolean {
  return brief.motion === false || (brief.plain === true && brief.motion === undefined) || asset.kind !== 'photo' && (brief.motion === undefined || brief.motion === 'auto')
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

// Two cuts of three dissolve, the third moves, all of one family: one language, with a little life in it.
function transitionOperations(brief: Brief, world: World, lengths: readonly Milliseconds[]): Operation[] {
  if (brief.transition === null || lengths.length < 2) return []
  const duration = crossing(brief, lengths)
  const all: Operation = { name: 'set-transition', targets: 'all', transition: { kind: brief.transition?.kind ?? 'crossfade', duration } }
  const accents = accentCuts(brief, world, lengths)
  return accents.targets.length === 0 ? [all] : [all, { name: 'set-transition', targets: accents.targets, transition: { kind: accents.kind, duration } }]
}

// A short picture must be seen by itself for most of its time.
function crossing(brief: Brief, lengths: readonly Milliseconds[]): Milliseconds {
  const typical = [...lengths].sort((left, right) => left - right)[lengths.length >> 1]!
  return brief.transition?.duration ?? Math.max(200, Math.min(crossfadeTime, Math.round((typical * 0.35) / 20) * 20))
}

/** Families of the accents: quiet films breathe, quick ones push. */
const quietFamilies = ['blur-dissolve', 'dip-black', 'luma-ink'] as const
const livelyFamilies = ['push-left', 'zoom-through', 'wipe-left', 'whip-pan'] as const

// Segments are numbered as they are added, so the first picture of a cleared film has the draft's next number.
function accentCuts(brief: Brief, world: World, lengths: readonly Milliseconds[]): { readonly targets: readonly string[]; readonly kind: TransitionKind } {
  const pace = paceOf(brief.kind, brief.pace)
  const families = pace === 'slow' || brief.kind === 'wedding' || brief.kind === 'memorial' || brief.kind === 'story' ? quietFamilies : livelyFamilies
  const seed = seedOf(brief, world)
  const kind = families[seed % families.length]!
  const first = world.draft?.serial
  if (brief.transition !== undefined || brief.plain === true || brief.kind === 'join' || first === undefined || lengths.length < 4) return { targets: [], kind }
  const targets = lengths.flatMap((length, index) => (index > 1 && (index + seed) % 3 === 0 && length >= 1500 ? [`s${first + index}`] : []))
  return { targets, kind }
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
