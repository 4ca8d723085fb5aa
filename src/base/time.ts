// Time arithmetic for film. Time is whole milliseconds everywhere; frames exist only at the rim, where a film is
// drawn, and come from a rational frame rate by the one rounding rule below. Nothing here reads a clock.

/** Frames per second as a fraction: 30 is 30/1, NTSC 29.97 is 30000/1001. */
export interface FrameRate {
  readonly numerator: number
  readonly denominator: number
}

/** Whole milliseconds. */
export type Milliseconds = number

/**
 * The first frame shown at or after a time: `round(ms × numerator / (1000 × denominator))`, halves up.
 * Rounding (not flooring) makes cut points symmetric, and since the rule is monotonic and applied to absolute times,
 * neighbouring segments share a frame boundary exactly: no gap, no overlap, no drift.
 */
export function frameAt(time: Milliseconds, rate: FrameRate): number {
  return Math.floor((time * rate.numerator * 2 + 1000 * rate.denominator) / (2000 * rate.denominator))
}

/** The time in (fractional) milliseconds at which a frame is shown: `frame × 1000 × denominator / numerator`. */
export function timeOfFrame(frame: number, rate: FrameRate): number {
  return (frame * 1000 * rate.denominator) / rate.numerator
}

/** Frames in one second as a floating-point number, for messages and estimates only. */
export function framesPerSecond(rate: FrameRate): number {
  return rate.numerator / rate.denominator
}

/** Sound samples up to a time at a sample rate, by the same rounding rule as frames. */
export function sampleAt(time: Milliseconds, sampleRate: number): number {
  return Math.floor((time * sampleRate * 2 + 1000) / 2000)
}
