// A sound file, or the sound of a clip, as stereo samples at 48 kHz that can be read anywhere. Holds a few seconds of
// decoded samples at most, whatever the length of the file. The same range gives the same samples after any reads.

import { failure, success, unwrap, type Outcome } from '../base/index.ts'
import { designResampleFilter, inputRange, resample, resampledLength, soundRate, type ResampleFilter, type SoundSource, type StereoBlock } from '../sound/index.ts'
import { openSoundDecoder, type DecodedStretch, type SoundDecoder } from './sound-decode.ts'

/** An opened file. `durationMs` is the container's word until the end has been read. */
export interface OpenSound extends SoundSource {
  /** The file's own rate, Hz, and channels. */
  readonly sampleRate: number
  readonly channels: number
  /** Packets so far that could not be decoded; where they were, there is silence. */
  damaged(): number
  /** Like `read`, at once. */
  readNow(from: number, count: number): StereoBlock
}

/**
 * Opens a local file for reading. Time zero is the first sample after the codec's priming, or for clips the first
 * picture; a clip whose sound starts later begins with silence. Faults: `file-missing`, `sound-empty`,
 * `sound-format-unknown`, `sound-absent`, `sound-corrupt`, `sound-codec-unknown`.
 */
export function openSound(path: string): Outcome<OpenSound> {
  const opened = openSoundDecoder(path)
  if (!opened.ok) return opened
  const { rate } = opened.value
  // A header that lies about the rate would cost minutes of filter design, or more memory than there is.
  if (!(rate >= 1000 && rate <= 768_000)) return failure({ code: 'sound-corrupt', path, message: `This sound says that it has ${rate} samples a second; 1000 to 768000 are read. Export it again.` })
  return success(reading(path, opened.value))
}

// What lies this far ahead is reached by decoding on (exact and cheap); farther, by seeking.
const seekSeconds = 8
// Nearer to the beginning than this, the file is opened again and decoded through: exact in every format.
const reopenSeconds = 20
// Kept behind the reading position for readers that step back a little (time stretching, reverse playing).
const keptSeconds = 2

function reading(path: string, decoder: SoundDecoder): OpenSound {
  const filter = decoder.rate === soundRate ? undefined : designResampleFilter(decoder.rate, soundRate)
  const window = sampleWindow(path, decoder)
  const readNow = (from: number, count: number): StereoBlock => (filter === undefined ? window.read(from, count) : readResampled(window, filter, from, count))
  return {
    durationMs: (decoder.statedLength * 1000) / decoder.rate,
    sampleRate: decoder.rate,
    channels: decoder.channels,
    damaged: () => window.damaged(),
    readNow,
    read: (from, count) => Promise.resolve(readNow(from, count)),
    close: () => window.close(),
  }
}

function readResampled(window: SampleWindow, filter: ResampleFilter, from: number, count: number): StereoBlock {
  if (count <= 0) return { left: new Float32Array(0), right: new Float32Array(0) }
  const { first, end } = inputRange(filter, from, count)
  const lead = Math.max(0, -first)
  const got = window.read(Math.max(0, first), end - Math.max(0, first))
  const ended = Math.max(0, first) + got.left.length < end
  const available = ended ? Math.min(count, Math.max(0, resampledLength(filter, Math.max(0, first) + got.left.length) - from)) : count
  const channel = (samples: Float32Array): Float32Array => {
    const padded = new Float32Array(end - first)
    padded.set(samples, lead)
    return resample(filter, padded, from, available)
  }
  return { left: channel(got.left), right: channel(got.right) }
}

interface SampleWindow {
  /** Samples of the file's own rate; shorter at the end of the file. */
  read(from: number, count: number): StereoBlock
  damaged(): number
  close(): void
}

function sampleWindow(path: string, opened: SoundDecoder): SampleWindow {
  let decoder = opened
  const kept = Math.round(keptSeconds * decoder.rate)
  let left = new Float32Array(decoder.rate * 4)
  let right = new Float32Array(decoder.rate * 4)
  let start = 0
  let end = 0
  let atEnd = false

  function append(at: number, from: StereoBlock): void {
    const skip = Math.max(0, end - at)
    const count = from.left.length - skip
    if (count <= 0) return
    const target = Math.max(at, end)
    reserve(target + count - start)
    left.fill(0, end - start, target - start)
    right.fill(0, end - start, target - start)
    left.set(from.left.subarray(skip), target - start)
    right.set(from.right.subarray(skip), target - start)
    end = target + count
  }

  function reserve(count: number): void {
    if (count <= left.length) return
    left = grown(left, count)
    right = grown(right, count)
  }

  function forget(before: number): void {
    const drop = Math.min(before, end) - start
    if (drop < kept) return
    left.copyWithin(0, drop, end - start)
    right.copyWithin(0, drop, end - start)
    start += drop
  }

  // Where a container can only seek past the wanted place, everything is decoded from the beginning instead.
  function restart(at: number): void {
    start = end = at
    let first: DecodedStretch | undefined
    if (at > reopenSeconds * decoder.rate) {
      decoder.seek(at)
      first = decoder.next()
    }
    if (first === undefined || first.at > at) {
      decoder.close()
      decoder = unwrap(openSoundDecoder(path))
      first = decoder.next()
    }
    atEnd = first === undefined
    if (first !== undefined) append(first.at, first)
  }

  return {
    read(from, count) {
      if (atEnd && from >= end) return { left: new Float32Array(0), right: new Float32Array(0) }
      if (from < start || from > end + seekSeconds * decoder.rate) restart(from)
      while (!atEnd && end < from + count) {
        const stretch = decoder.next()
        if (stretch === undefined) { atEnd = true; break }
        append(stretch.at, stretch)
        forget(from - kept)
      }
      const until = Math.max(from, Math.min(end, from + count))
      return { left: left.slice(from - start, until - start), right: right.slice(from - start, until - start) }
    },
    damaged: () => decoder.damaged(),
    close: () => decoder.close(),
  }
}

function grown(samples: Float32Array, count: number): Float32Array<ArrayBuffer> {
  const larger = new Float32Array(Math.max(count, samples.length * 2))
  larger.set(samples)
  return larger
}
