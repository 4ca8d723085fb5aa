// Looking at a clip: how long it is, how its pictures lie, where its shots change. Reads the file once without decoding
// (for time stamps), decodes one picture to see that it can be, and, as far as the time allows, all or the key pictures
// for shots. Runs in the examining process; the drawing threads never need it.

import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { failure, success, type Outcome } from '../base/index.ts'
import type { ClipFacts } from '../draft/index.ts'
import { constants as C, libav, noTime } from './clip-av.ts'
import { displayedSize } from './clip-convert.ts'
import { missingBytes } from './clip-cut-off.ts'
import { readFrames, type ClipFrame } from './clip-decode.ts'
import { openClipFile, type ClipFile } from './clip-file.ts'
import { bitDepthOf, dynamicRangeOf, isClearSomewhere } from './clip-format.ts'
import { pixelAspectOf } from './clip-reader.ts'
import { findShots } from './clip-shots.ts'
import { degreesOf } from './clip-turn.ts'

export interface ExamineClipOptions {
  /** Milliseconds for reading time stamps and for finding shots, each. Default 5000. */
  readonly budget?: number
  /** Milliseconds from any fixed moment; for tests. */
  readonly now?: () => number
}

/** Longer than any film made here; what is longer is a surveillance record or a broken index. */
const LONGEST = 6 * 3600 * 1000

/** Examines a clip. Faults: those of openClipFile, `clip-corrupt`, `clip-too-long`. */
export function examineClip(path: string, options: ExamineClipOptions = {}): Outcome<ClipFacts> {
  const now = options.now ?? (() => performance.now())
  const budget = options.budget ?? 5000
  const scanned = openClipFile(path)
  if (!scanned.ok) return scanned
  const times = readTimes(scanned.value, now() + budget, now)
  const stated = statedDuration(scanned.value)
  const general = generalFacts(scanned.value)
  scanned.value.close()

  const opened = openClipFile(path)
  if (!opened.ok) return opened
  const frames = readFrames(opened.value)
  try {
    const first = frames.next()
    if (first === undefined) return failure({ code: 'clip-corrupt', path, message: `Not one picture of ${basename(path)} can be decoded. Copy or export it again.` })
    const length = lengthOf(times, stated, missingBytes(path, opened.value.format) > 0)
    if (length.duration > LONGEST) return failure({ code: 'clip-too-long', path, message: `${basename(path)} is ${Math.round(length.duration / 3_600_000)} hours long. Cut a part of at most 6 hours out of it.` })
    const picture = pictureFacts(opened.value, first)
    const shots = findShots(opened.value, frames, first, { frameCount: times.stamps.length, deadline: now() + budget, now })
    const warnings = warningsOf(length, frames.damaged(), picture.dynamicRange)
    return success({
      kind: 'clip', ...picture, bytes: statSync(path).size, format: opened.value.format, duration: length.duration,
      ...ratesOf(times, opened.value), codec: opened.value.codecName, ...general,
      ...(shots.length > 0 ? { shots } : {}), ...(warnings.length > 0 ? { warnings } : {}),
    })
  } finally {
    frames.close()
  }
}

// ------------------------------------------------------------------------------------------------ time

interface Times {
  /** Milliseconds from the first picture, ascending. */
  readonly stamps: readonly number[]
  /** How long the last picture is shown, ms; 0 = unknown. */
  readonly lastDuration: number
  /** All of the file was read. */
  readonly whole: boolean
}

function readTimes(file: ClipFile, deadline: number, now: () => number): Times {
  const packet = new libav.Packet()
  packet.alloc()
  const stamps: number[] = []
  let last = { stamp: -Infinity, duration: 0 }
  let whole = true
  while (file.input.readFrameSync(packet) >= 0) {
    if (packet.streamIndex === file.stream.index && packet.size > 0) {
      const ticks = packet.pts !== noTime ? packet.pts : packet.dts
      const stamp = ticks === noTime ? stamps.length * 40 : Number(ticks - file.origin) * file.tick
      stamps.push(stamp)
      if (stamp > last.stamp) last = { stamp, duration: Number(packet.duration) * file.tick }
    }
    packet.unref()
    if (stamps.length % 256 === 0 && now() > deadline) {
      whole = false
      break
    }
  }
  packet.free()
  return { stamps: stamps.sort((left, right) => left - right), lastDuration: last.duration, whole }
}

function statedDuration(file: ClipFile): number {
  if (file.stream.duration !== noTime && file.stream.duration > 0n) return Number(file.stream.duration) * file.tick
  return file.input.duration > 0n ? Number(file.input.duration) / 1000 : 0
}

interface Length {
  readonly duration: number
  /** Milliseconds that the container promises and the file does not hold; 0 may also be not known. */
  readonly lost: number
  readonly cutOff: boolean
}

/** A clip that was cut off promises more than it holds by more than this, ms (sound often ends a little later). */
const CUT_OFF = 1500

function lengthOf(times: Times, stated: number, bytesMissing: boolean): Length {
  const usual = middle(steps(times.stamps))
  const read = (times.stamps.at(-1) ?? 0) + (times.lastDuration || usual || 40)
  if (!times.whole) return { duration: Math.round(Math.max(read, stated)), lost: 0, cutOff: bytesMissing }
  const cutOff = bytesMissing || stated - read > CUT_OFF
  return { duration: Math.max(1, Math.round(read)), lost: cutOff ? Math.max(0, stated - read) : 0, cutOff }
}

function ratesOf(times: Times, file: ClipFile): { frameRate: number; variableFrameRate?: boolean } {
  const all = steps(times.stamps).sort((left, right) => left - right)
  const stated = file.stream.avgFrameRate
  if (all.length === 0) return { frameRate: stated.num > 0 && stated.den > 0 ? stated.num / stated.den : 25 }
  const span = times.stamps.at(-1)! - times.stamps[0]!
  const frameRate = Math.round((1000 * all.length * 1000) / Math.max(1, span)) / 1000
  // Rounded time stamps differ by a millisecond or a tick of the clock; a real change is a quarter and more.
  const [low, usual, high] = [0.02, 0.5, 0.98].map((share) => all[Math.floor(share * (all.length - 1))]!)
  const variable = high! - low! > Math.max(0.25 * usual!, 2.1 * Math.max(1, file.tick))
  return { frameRate, ...(variable ? { variableFrameRate: true } : {}) }
}

function steps(stamps: readonly number[]): number[] {
  return stamps.slice(1).map((stamp, index) => stamp - stamps[index]!)
}

function middle(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[values.length >> 1] ?? 0
}

// ------------------------------------------------------------------------------------------------ picture

function pictureFacts(file: ClipFile, { frame }: ClipFrame): Pick<ClipFacts, 'width' | 'height' | 'rotation' | 'bitDepth' | 'dynamicRange' | 'hasAlpha'> {
  const picture = { turn: file.turn, pixelAspect: pixelAspectOf(file.stream.sampleAspectRatio, file.stream.codecpar.sampleAspectRatio) }
  const rotation = degreesOf(file.turn)
  return {
    ...displayedSize(frame.width, frame.height, picture),
    ...(rotation === 0 ? {} : { rotation }),
    bitDepth: bitDepthOf(frame.format),
    dynamicRange: dynamicRangeOf(frame.colorTrc),
    ...(isClearSomewhere(frame) ? { hasAlpha: true } : {}),
  }
}

function generalFacts(file: ClipFile): { hasSound: boolean; takenAt?: string } {
  const hasSound = file.input.streams.some((stream) => stream.codecpar.codecType === C.AVMEDIA_TYPE_AUDIO)
  const tags: Record<string, string> = { ...file.input.metadata?.getAll() }
  const takenAt = takenAtOf(tags['com.apple.quicktime.creationdate'] ?? tags['creation_time'] ?? tags['date'])
  return { hasSound, ...(takenAt === undefined ? {} : { takenAt }) }
}

/**
 * Camera-local time as text. Phones write local time with a zone, which is dropped; others write UTC, which is the best
 * there is. Years before digital cameras are clocks that were never set.
 */
export function takenAtOf(text: string | undefined): string | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}:\d{2}:\d{2})(\.\d{1,3})?/u.exec(text ?? '')
  if (parts === null || Number(parts[1]) < 1990) return undefined
  const fraction = parts[5] !== undefined && Number(parts[5]) > 0 ? parts[5] : ''
  return `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}${fraction}`
}

// Without the file's name: facts are kept by content, and the same bytes may come under another name.
function warningsOf(length: Length, damaged: number, range: ClipFacts['dynamicRange']): string[] {
  const warnings: string[] = []
  if (length.cutOff) {
    const missing = length.lost > 0 ? `${seconds(length.lost)} of ${seconds(length.lost + length.duration)} are missing at its end` : 'its file ends in the middle'
    warnings.push(`The clip is cut off: ${missing}. The rest is used.`)
  }
  if (damaged > 0) warnings.push('It has damaged places; pictures there repeat or show errors.')
  if (range !== undefined && range !== 'sdr') warnings.push(`It is an HDR clip (${range === 'hlg' ? 'HLG' : 'PQ'}); its colours are mapped to SDR.`)
  return warnings
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
