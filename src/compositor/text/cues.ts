// The texts of a film on its time line: for each text segment the plates it needs and, for each frame, how far it has come
// in or gone out. Counts frames from a text's own first frame, so a text that is moved keeps its pictures.

import { frameAt, framesPerSecond, timeOfFrame, type FrameRate } from '../../base/index.ts'
import { canonicalJson } from '../../base/index.ts'
import type { Draft, Layout, Placed, Point, SegmentId, TextMove, TextSegment, TextTrack } from '../../draft/index.ts'
import type { TextCommand, TextPlate } from '../scene.ts'
import { subjectsUnder } from '../scene/subjects.ts'
import { neighboursOf } from './neighbours.ts'
import { timedWordIndexes } from './timed-words.ts'
import { graphemesOf, wordsOf } from './words.ts'

export interface TextOptions {
  /** The size that is drawn, when it is not the draft's canvas (previews). */
  readonly canvas?: { readonly width: number; readonly height: number }
  /** How strong the ground under each text must be (see decideGround); absent = none. */
  readonly grounds?: ReadonlyMap<SegmentId, number>
}

/** One text segment, ready to be asked for any frame. */
export interface TextCue {
  readonly segment: TextSegment
  /** On screen in frames from <= frame < to. */
  readonly from: number
  readonly to: number
  /** Where its own time begins; before `from` when it starts before the film does. */
  readonly origin: number
  /** The text with its ground, as it stands still. */
  readonly plate: TextPlate
  readonly enterFrames: number
  readonly exitFrames: number
  /** Commands of a frame, in painting order. */
  commandsAt(frame: number): readonly TextCommand[]
}

/** A typewriter that is faster is a flicker: ms a letter. */
const LETTER_TIME = 42
/** Words that come faster cannot be followed: ms a word. */
const WORD_TIME = 140
/** Coming in takes at most this share of a text's time, going out at most that. */
const MOST_ENTER = 0.45
const MOST_EXIT = 0.3
/** The word that is said keeps its colour through pauses shorter than this, ms. */
const SHORT_PAUSE = 350
const HIGHLIGHT = '#ffd54a'

/** All texts of a film, in painting order. */
export function textCues(draft: Draft, layout: Layout, options: TextOptions = {}): TextCue[] {
  return layout.texts.flatMap((placed) => {
    if (placed.segment.text.trim() === '') return []
    const cue = cueOf(draft, layout, placed, options)
    return cue.to > cue.from ? [cue] : []
  })
}

/** The text commands of one frame. */
export function textCommandsAt(cues: readonly TextCue[], frame: number): TextCommand[] {
  return cues.flatMap((cue) => (frame >= cue.from && frame < cue.to ? cue.commandsAt(frame) : []))
}

/** For the scene's `texts` option: what is on screen at a frame. */
export function planTexts(draft: Draft, layout: Layout, options: TextOptions = {}): (time: number, frame: number) => readonly TextCommand[] {
  const cues = textCues(draft, layout, options)
  return (_time, frame) => textCommandsAt(cues, frame)
}

/** The picture of a text segment standing still. Everything that changes a pixel of it stands in here. */
export function textPlateRequest(draft: Draft, layout: Layout, segment: TextSegment, options: TextOptions = {}): TextPlate {
  const { width, height } = options.canvas ?? draft.canvas
  const subjectsOf = (placed: Placed<TextSegment, TextTrack>): Point[] => subjectsUnder(draft, layout, placed)
  const own = layout.texts.find((placed) => placed.segment.id === segment.id)
  const clearOf = neighboursOf(layout, segment, subjectsOf)
  const avoid = own === undefined ? [] : subjectsOf(own)
  return {
    kind: 'text', text: segment.text, role: segment.role, style: segment.style, place: segment.place,
    canvas: { width, height, ...(draft.canvas.platform === undefined ? {} : { platform: draft.canvas.platform }) },
    groundStrength: options.grounds?.get(segment.id) ?? 0,
    ...(avoid.length > 0 ? { avoid } : {}),
    ...(clearOf.length > 0 ? { clearOf } : {}),
  }
}

function cueOf(draft: Draft, layout: Layout, placed: Placed<TextSegment, TextTrack>, options: TextOptions): TextCue {
  const { segment } = placed
  const rate = draft.canvas.frameRate
  const from = frameAt(placed.start, rate)
  const to = frameAt(placed.end, rate)
  const origin = frameAt(placed.start - placed.skipped, rate)
  const plate = textPlateRequest(draft, layout, segment, options)
  const enterFrames = moveFrames(segment, segment.animation.enter, rate, (to - origin) * MOST_ENTER)
  const exitFrames = moveFrames(segment, segment.animation.exit, rate, (to - origin) * MOST_EXIT)
  const phaseAt = (frame: number): Phase => phaseOf(segment, frame - origin, to - 1 - frame, enterFrames, exitFrames)
  const painter = painterOf(segment, plate, rate)
  return { segment, from, to, origin, plate, enterFrames, exitFrames, commandsAt: (frame) => painter(phaseAt(frame), frame - origin) }
}

function moveFrames(segment: TextSegment, move: TextMove, rate: FrameRate, most: number): number {
  if (move === 'none') return 0
  const least = move === 'typewriter' ? graphemesOf(segment.text).length * LETTER_TIME : move === 'words' ? wordsOf(segment.text).length * WORD_TIME : 0
  const frames = (Math.max(segment.animation.duration, least) / 1000) * framesPerSecond(rate)
  return Math.max(0, Math.floor(Math.min(frames, most)))
}

interface Phase {
  readonly move: TextMove
  readonly progress: number
  readonly leaving: boolean
}

// Frames lie between the ends: the frame before the first would be 0, the one after the last of the move is 1. Counting
// from the last frame backwards makes leaving the exact mirror of entering.
function phaseOf(segment: TextSegment, sinceStart: number, untilEnd: number, enterFrames: number, exitFrames: number): Phase {
  const { enter, exit } = segment.animation
  if (untilEnd < exitFrames) return { move: exit, progress: eased(exit, (untilEnd + 1) / (exitFrames + 1)), leaving: true }
  if (sinceStart < enterFrames) return { move: enter, progress: eased(enter, (sinceStart + 1) / (enterFrames + 1)), leaving: false }
  return { move: 'none', progress: 1, leaving: false }
}

/** How far a move has come, 0..1, for a share 0..1 of its time; monotone, 0 at 0 and 1 at 1. Steps of 1/4096 keep commands short. */
export function eased(move: TextMove, share: number): number {
  const progress = easing(move, Math.max(0, Math.min(1, share)))
  return Math.round(progress * 4096) / 4096
}

function easing(move: TextMove, share: number): number {
  switch (move) {
    case 'none': return 1
    // Letters and words come at an even pace, like speech.
    case 'typewriter':
    case 'words': return share
    case 'fade': return share * share * (3 - 2 * share)
    // Arrives fast and settles: what moves must come to rest without a jerk.
    case 'rise':
    case 'slide':
    case 'pop': return 1 - (1 - share) ** 3
  }
}

// ------------------------------------------------------------------------------------------------ painting

type Painter = (phase: Phase, sinceStart: number) => readonly TextCommand[]

/** A ground does not move with letters that come one by one or travel: it fades beneath them, as a plate of its own. */
function painterOf(segment: TextSegment, plate: TextPlate, rate: FrameRate): Painter {
  const moving = [segment.animation.enter, segment.animation.exit].some((move) => move !== 'none' && move !== 'fade')
  const grounded = plate.groundStrength > 0 && (segment.style.ground ?? 'auto') !== 'none'
  const spoken = segment.words !== undefined && segment.words.length > 0
  if (!grounded || (!moving && !spoken)) return lettersPainter(segment, plate, rate)
  const ground = canonicalJson({ ...plate, part: 'ground' } satisfies TextPlate)
  const letters = lettersPainter(segment, { ...plate, part: 'letters' }, rate)
  return (phase, sinceStart) => [
    { kind: 'text', plate: ground, move: phase.move === 'none' ? 'none' : 'fade', progress: groundProgress(phase), leaving: phase.leaving, opacity: 1 },
    ...letters(phase, sinceStart),
  ]
}

// The ground is there when the first letters are: it takes a third of the way.
function groundProgress(phase: Phase): number {
  return Math.min(1, Math.round(phase.progress * 3 * 4096) / 4096)
}

function lettersPainter(segment: TextSegment, plate: TextPlate, rate: FrameRate): Painter {
  const name = canonicalJson(plate)
  const timed = spokenWords(segment, rate)
  if (timed === undefined) return (phase) => [{ kind: 'text', plate: name, ...phase, opacity: 1 }]
  const twin = canonicalJson({ ...plate, tint: segment.style.accent ?? HIGHLIGHT } satisfies TextPlate)
  const oneByOne = segment.animation.enter === 'words'
  return (phase, sinceStart) => {
    const spoken = timed.at(sinceStart)
    // Words that are shown as they are said need no other way of coming in.
    const shown: Phase = oneByOne && !phase.leaving ? { move: 'none', progress: 1, leaving: false } : phase
    return [{
      kind: 'text', plate: name, ...shown, opacity: 1,
      ...(oneByOne ? { shownWords: spoken.begun } : {}),
      ...(spoken.current === undefined ? {} : { highlight: { plate: twin, word: spoken.current } }),
    }]
  }
}

interface SpokenWords {
  at(sinceStart: number): { readonly begun: number; readonly current?: number }
}

function spokenWords(segment: TextSegment, rate: FrameRate): SpokenWords | undefined {
  if (segment.words === undefined || segment.words.length === 0) return undefined
  const words = timedWordIndexes(segment.text, segment.words)
  if (words.length === 0) return undefined
  return {
    at(sinceStart) {
      const time = timeOfFrame(sinceStart, rate) + 500 / framesPerSecond(rate)
      const last = words.findLastIndex((word) => word.from <= time)
      if (last < 0) return { begun: 0 }
      const next = words[last + 1]
      const until = next !== undefined && next.from - words[last]!.to < SHORT_PAUSE ? next.from : words[last]!.to
      const begun = next === undefined ? Number.MAX_SAFE_INTEGER : Math.max(...words.slice(0, last + 1).map((word) => word.index)) + 1
      return { begun: Math.min(begun, wordsOf(segment.text).length), ...(time < until ? { current: words[last]!.index } : {}) }
    },
  }
}
