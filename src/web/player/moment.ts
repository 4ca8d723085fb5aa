// Moments of a film on the grid of its frames: snapping, stepping, and how a moment is written and spoken. Pure; times are
// whole milliseconds of film time.

import { frameAt, framesPerSecond, timeOfFrame, type FrameRate } from '../../base/index.ts'
import type { Language } from '../words/language.ts'

/** A film as far as moments go. */
export interface Span {
  /** ms */
  readonly duration: number
  readonly rate: FrameRate
}

/** The last frame that can be shown, 0 for an empty film. */
export function lastFrame({ duration, rate }: Span): number {
  return Math.max(0, frameAt(duration, rate) - 1)
}

/** The frame that is shown at a time, kept inside the film. */
export function frameNumber(time: number, span: Span): number {
  return Math.min(lastFrame(span), Math.max(0, frameAt(time, span.rate)))
}

/** The whole millisecond that stands for a frame: asking for it gives that frame. */
export function momentOf(frame: number, rate: FrameRate): number {
  return Math.round(timeOfFrame(frame, rate))
}

/** The nearest moment at which a frame begins, inside the film. */
export function snapped(time: number, span: Span): number {
  return momentOf(frameNumber(time, span), span.rate)
}

/** So many frames further (or back, when negative). */
export function stepped(time: number, frames: number, span: Span): number {
  return momentOf(Math.min(lastFrame(span), Math.max(0, frameNumber(time, span) + frames)), span.rate)
}

/** Where a player must be told to go so that it shows a frame whatever it rounds: the middle of that frame, in seconds. */
export function seekSeconds(time: number, span: Span): number {
  return timeOfFrame(frameNumber(time, span) + 0.5, span.rate) / 1000
}

/** `01:23:07`: minutes, seconds, frame; with hours before when there are any. */
export function clockText(time: number, { rate }: Pick<Span, 'rate'>): string {
  const whole = Math.floor(Math.max(0, time) / 1000 + 1e-9)
  // Frames count from the beginning of the second, and the first frame of a second may stand a hair before it.
  const frame = Math.max(0, frameAt(Math.max(0, time), rate) - frameAt(whole * 1000, rate))
  const ceiling = Math.ceil(framesPerSecond(rate))
  const [seconds, rest] = frame >= ceiling ? [whole + 1, 0] : [whole, frame]
  const two = (value: number) => String(value).padStart(2, '0')
  const minutes = Math.floor(seconds / 60)
  const clock = `${two(minutes % 60)}:${two(seconds % 60)}:${two(rest)}`
  return minutes >= 60 ? `${Math.floor(minutes / 60)}:${clock}` : clock
}

/** The moment in words, for those who listen: "1 minute 5.2 seconds". */
export function spokenTime(time: number, language: Language): string {
  const minutes = Math.floor(time / 60_000)
  const seconds = (Math.round((time % 60_000) / 100) / 10).toString()
  if (language === 'zh') return minutes === 0 ? `${seconds} 秒` : `${minutes} 分 ${seconds} 秒`
  const rest = `${seconds} ${seconds === '1' ? 'second' : 'seconds'}`
  return minutes === 0 ? rest : `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} ${rest}`
}

/** The moment of the frame that a video shows at a position, in seconds. */
export function momentShown(seconds: number, span: Span): number {
  // A thousandth of a frame forgives what floating point loses.
  return momentOf(Math.min(lastFrame(span), Math.max(0, Math.floor(seconds * framesPerSecond(span.rate) + 0.001))), span.rate)
}
