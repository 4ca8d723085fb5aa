// The sound of clips at another speed or backwards. Between half and double speed the pitch stays (WSOLA: overlapping
// pieces laid where they fit best); outside, the tape simply runs slower or faster.

import { designResampleFilter, inputRange, resample } from './resample.ts'
import { soundRate, type SoundSource, type StereoBlock } from './pcm.ts'

export interface Stretch {
  /** The stretch of the source, samples, played from `from` to `to`, or from `to` to `from` when reversed. */
  readonly from: number
  readonly to: number
  readonly speed: number
  readonly reverse: boolean
}

/** The source as it sounds at a speed: sample 0 is the stretch's beginning (its end when reversed). */
export function stretchedSource(source: SoundSource, stretch: Stretch): SoundSource {
  const played = stretch.reverse ? reversed(source, stretch.to) : shifted(source, stretch.from)
  if (stretch.speed === 1) return played
  return stretch.speed >= 0.5 && stretch.speed <= 2 ? overlapped(played, stretch.speed) : retuned(played, stretch.speed)
}

function shifted(source: SoundSource, by: number): SoundSource {
  return { durationMs: source.durationMs - (by * 1000) / soundRate, read: (from, count) => readPadded(source, from + by, count), close: () => source.close() }
}

// Files are decoded forwards: a large stretch is read at once and handed out from its end.
const reverseStretch = 8 * soundRate

function reversed(source: SoundSource, end: number): SoundSource {
  let cached: { readonly from: number; readonly block: StereoBlock } | undefined
  return {
    durationMs: (end * 1000) / soundRate,
    close: () => source.close(),
    async read(from, count) {
      const result = { left: new Float32Array(count), right: new Float32Array(count) }
      for (let index = 0; index < count; index++) {
        const place = end - 1 - from - index
        if (place < 0) break
        if (cached === undefined || place < cached.from || place >= cached.from + reverseStretch) {
          const start = Math.max(0, place - reverseStretch + 1)
          cached = { from: start, block: await readPadded(source, start, reverseStretch) }
        }
        result.left[index] = cached.block.left[place - cached.from]!
        result.right[index] = cached.block.right[place - cached.from]!
      }
      return result
    },
  }
}

// Exactly `count` samples, silence before the beginning and after the end.
async function readPadded(source: SoundSource, from: number, count: number): Promise<StereoBlock> {
  const lead = Math.max(0, -from)
  const got = lead < count ? await source.read(from + lead, count - lead) : { left: new Float32Array(0), right: new Float32Array(0) }
  if (got.left.length === count) return got
  const padded = { left: new Float32Array(count), right: new Float32Array(count) }
  padded.left.set(got.left, lead)
  padded.right.set(got.right, lead)
  return padded
}

// ------------------------------------------------------------------------------------------------ pitch kept

// 43 ms pieces hold two periods of the lowest voice; they may move by 11 ms to fall in step with what went before.
const piece = 2048
const hop = piece / 2
const reach = 512
const coarse = 4

function overlapped(source: SoundSource, speed: number): SoundSource {
  const window = Float32Array.from({ length: piece }, (_, index) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (index + 0.5)) / piece))
  let nextPiece = 0
  let previousAt = 0
  let ready: StereoBlock = { left: new Float32Array(piece), right: new Float32Array(piece) }
  let readyFrom = 0

  async function layPiece(): Promise<void> {
    const wished = Math.round(nextPiece * hop * speed) - hop
    const at = nextPiece === 0 ? wished : wished + await bestShift(source, wished, previousAt + hop)
    const samples = await readPadded(source, at, piece)
    const left = new Float32Array(piece)
    const right = new Float32Array(piece)
    left.set(ready.left.subarray(hop))
    right.set(ready.right.subarray(hop))
    for (let index = 0; index < piece; index++) {
      left[index]! += samples.left[index]! * window[index]!
      right[index]! += samples.right[index]! * window[index]!
    }
    ready = { left, right }
    readyFrom = (nextPiece - 1) * hop
    previousAt = at
    nextPiece++
  }

  function restart(at: number): void {
    nextPiece = Math.max(0, Math.floor(at / hop) - 1)
    previousAt = Math.round(nextPiece * hop * speed) - hop
    ready = { left: new Float32Array(piece), right: new Float32Array(piece) }
    readyFrom = (nextPiece - 2) * hop
  }

  restart(0)
  return {
    durationMs: source.durationMs / speed,
    close: () => source.close(),
    async read(from, count) {
      if (from < readyFrom) restart(from)
      if (from > readyFrom + 20 * hop) restart(from)
      const result = { left: new Float32Array(count), right: new Float32Array(count) }
      for (let done = 0; done < count;) {
        while (from + done >= readyFrom + hop) await layPiece()
        const offset = from + done - readyFrom
        const part = Math.min(count - done, hop - offset)
        result.left.set(ready.left.subarray(offset, offset + part), done)
        result.right.set(ready.right.subarray(offset, offset + part), done)
        done += part
      }
      return result
    },
  }
}

// Where, near the wished place, the source most resembles what would have come next.
async function bestShift(source: SoundSource, wished: number, natural: number): Promise<number> {
  const target = mono(await readPadded(source, natural, hop))
  const field = mono(await readPadded(source, wished - reach, hop + reach * 2))
  let best = 0
  let bestScore = -Infinity
  for (let shift = 0; shift <= reach * 2; shift += coarse) {
    let product = 0
    let energy = 1e-9
    for (let index = 0; index < hop; index += coarse) {
      const value = field[shift + index]!
      product += value * target[index]!
      energy += value * value
    }
    const score = product / Math.sqrt(energy)
    if (score > bestScore) { bestScore = score; best = shift }
  }
  return best - reach
}

function mono(block: StereoBlock): Float32Array {
  return block.left.map((value, index) => value + block.right[index]!)
}

// ------------------------------------------------------------------------------------------------ pitch moves along

function retuned(source: SoundSource, speed: number): SoundSource {
  // Speeds are rounded to a hundredth so that the filter table stays small.
  const filter = designResampleFilter(Math.round(speed * 100), 100)
  return {
    durationMs: source.durationMs / speed,
    close: () => source.close(),
    async read(from, count) {
      const { first, end } = inputRange(filter, from, count)
      const input = await readPadded(source, first, end - first)
      return { left: resample(filter, input.left, from, count), right: resample(filter, input.right, from, count) }
    },
  }
}
