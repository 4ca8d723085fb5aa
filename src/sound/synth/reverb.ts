// A room: eight delay lines that feed each other through a Hadamard matrix (Jot's feedback delay network), with highs
// that die sooner, a short pre-delay and no lows. In place, on a whole song.

import { soundRate, type StereoBlock } from '../pcm.ts'

// Primes, so that echoes do not fall together.
const lengths = [1687, 1931, 2203, 2503, 2833, 3191, 3643, 4127]
const preDelay = Math.round(0.018 * soundRate)

// Shorter than the shortest line, so that nothing that a stretch puts in comes out within it: lines can be read one by one.
const stretch = 1024

/** Turns a send into its reverb. `seconds` until it is 60 dB down. */
export function reverberate(send: StereoBlock, seconds: number): void {
  const lines = lengths.map((length) => new Float32Array(length))
  const gains = lengths.map((length) => 10 ** ((-3 * length) / (seconds * soundRate)))
  const values = lengths.map(() => new Float32Array(stretch))
  const highs = new Float32Array(8)
  const places = new Int32Array(8)
  const inputs = { left: roomInput(), right: roomInput() }
  const entering = { left: new Float64Array(stretch), right: new Float64Array(stretch) }
  for (let from = 0; from < send.left.length; from += stretch) {
    const count = Math.min(stretch, send.left.length - from)
    inputs.left(send.left, from, count, entering.left)
    inputs.right(send.right, from, count, entering.right)
    for (let line = 0; line < 8; line++) highs[line] = readLine(lines[line]!, places[line]!, gains[line]!, highs[line]!, values[line]!, count)
    leave(send.left, from, count, values[0]!, values[2]!, values[4]!, values[6]!)
    leave(send.right, from, count, values[1]!, values[3]!, values[5]!, values[7]!)
    mixHadamard(values, count)
    for (let line = 0; line < 8; line++) places[line] = writeLine(lines[line]!, places[line]!, values[line]!, line % 2 === 0 ? entering.left : entering.right, count)
  }
}

// What enters: 18 ms late, without what lies under 140 Hz.
function roomInput(): (samples: Float32Array, from: number, count: number, into: Float64Array) => void {
  const waiting = new Float32Array(preDelay)
  const lowCut = Math.exp((-2 * Math.PI * 140) / soundRate)
  let kept = 0
  let place = 0
  return (samples, from, count, into) => {
    let low = kept
    let wait = place
    for (let index = 0; index < count; index++) {
      const input = waiting[wait]!
      waiting[wait] = samples[from + index]!
      wait = wait + 1 === preDelay ? 0 : wait + 1
      low = input + (low - input) * lowCut
      into[index] = (input - low) * 0.5
    }
    kept = low
    place = wait
  }
}

// One-pole low-pass at about 5 kHz inside each line.
const damping = 0.45

function readLine(line: Float32Array, from: number, gain: number, before: number, into: Float32Array, count: number): number {
  const length = line.length
  let high = before
  for (let index = 0, place = from; index < count; index++) {
    const out = line[place]!
    high = Math.fround(out + (high - out) * damping)
    into[index] = high * gain
    place = place + 1 === length ? 0 : place + 1
  }
  return high
}

function writeLine(line: Float32Array, from: number, values: Float32Array, input: Float64Array, count: number): number {
  const length = line.length
  let place = from
  for (let index = 0; index < count; index++) {
    line[place] = values[index]! + input[index]!
    place = place + 1 === length ? 0 : place + 1
  }
  return place
}

function leave(side: Float32Array, from: number, count: number, first: Float32Array, second: Float32Array, third: Float32Array, fourth: Float32Array): void {
  for (let index = 0; index < count; index++) side[from + index] = (first[index]! - second[index]! + third[index]! - fourth[index]!) * 0.6
}

function mixHadamard(values: readonly Float32Array[], count: number): void {
  for (let half = 1; half < 8; half <<= 1) {
    for (let start = 0; start < 8; start += half * 2) {
      for (let offset = start; offset < start + half; offset++) butterfly(values[offset]!, values[offset + half]!, half === 4 ? 0.35355339059327373 : 1, count)
    }
  }
}

function butterfly(first: Float32Array, second: Float32Array, scale: number, count: number): void {
  for (let index = 0; index < count; index++) {
    const [a, b] = [first[index]!, second[index]!]
    first[index] = Math.fround(a + b) * scale
    second[index] = Math.fround(a - b) * scale
  }
}
