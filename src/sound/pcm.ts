// The one shape that sound has inside Kinora: stereo, planar, 32-bit float, 48,000 samples a second. Whoever reads a
// file converts to it once; analysis and mix use the same samples, so a beat that was heard is the beat that is mixed.

/** Samples a second of everything that is mixed, analysed and encoded. */
export const soundRate = 48_000

/** A stretch of stereo sound. Both sides are equally long; full scale is -1..1. */
export interface StereoBlock {
  readonly left: Float32Array
  readonly right: Float32Array
}

/** Something that stereo samples at 48 kHz can be read from, in any order; reading forwards is cheapest. */
export interface SoundSource {
  /** Length in milliseconds, as far as it is known without reading everything. */
  readonly durationMs: number
  /**
   * Samples `from`..`from + count - 1`. Shorter than asked (down to empty) only where the sound ends; `from` is never
   * negative. The block belongs to the caller. The same range always gives the same samples.
   */
  read(from: number, count: number): Promise<StereoBlock>
  /** Frees what is held; reading afterwards is an error. */
  close(): void
}

/** Silence of a length. */
export function silence(count: number): StereoBlock {
  return { left: new Float32Array(count), right: new Float32Array(count) }
}

/** A source over samples that are already in memory (rendered songs, speech). */
export function sourceOf(block: StereoBlock): SoundSource {
  return {
    durationMs: (block.left.length * 1000) / soundRate,
    read: (from, count) => Promise.resolve({ left: block.left.slice(from, from + count), right: block.right.slice(from, from + count) }),
    close() {},
  }
}
