// A room: eight delay lines that feed each other through a Hadamard matrix (Jot's feedback delay network), with highs
// that die sooner, a short pre-delay and no lows. In place, on a whole song.

import { soundRate, type StereoBlock } from '../pcm.ts'

// Primes, so that echoes do not fall together.
const lengths = [1687, 1931, 2203, 2503, 2833, 3191, 3643, 4127]
const preDelay = Math.round(0.018 * soundRate)

/** Turns a send into its reverb. `seconds` until it is 60 dB down. */
export function reverberate(send: StereoBlock, seconds: number): void {
  const count = send.left.length
  const lines = lengths.map((length) => new Float32Array(length))
  const gains = lengths.map((length) => 10 ** ((-3 * length) / (seconds * soundRate)))
  const highs = new Float32Array(8)
  const values = new Float32Array(8)
  const places = new Int32Array(8)
  const waiting = { left: new Float32Array(preDelay), right: new Float32Array(preDelay) }
  // One-pole high-pass at 140 Hz on what goes in, low-pass at about 5 kHz inside each line.
  const lowCut = Math.exp((-2 * Math.PI * 140) / soundRate)
  const damping = 0.45
  let lowLeft = 0
  let lowRight = 0
  for (let index = 0, wait = 0; index < count; index++) {
    const inLeft = waiting.left[wait]!
    const inRight = waiting.right[wait]!
    waiting.left[wait] = send.left[index]!
    waiting.right[wait] = send.right[index]!
    wait = wait + 1 === preDelay ? 0 : wait + 1
    lowLeft = inLeft + (lowLeft - inLeft) * lowCut
    lowRight = inRight + (lowRight - inRight) * lowCut
    for (let line = 0; line < 8; line++) {
      const out = lines[line]![places[line]!]!
      highs[line] = out + (highs[line]! - out) * damping
      values[line] = highs[line]! * gains[line]!
    }
    send.left[index] = (values[0]! - values[2]! + values[4]! - values[6]!) * 0.6
    send.right[index] = (values[1]! - values[3]! + values[5]! - values[7]!) * 0.6
    mixHadamard(values)
    for (let line = 0; line < 8; line++) {
      lines[line]![places[line]!] = values[line]! + (line % 2 === 0 ? inLeft - lowLeft : inRight - lowRight) * 0.5
      places[line] = places[line]! + 1 === lengths[line] ? 0 : places[line]! + 1
    }
  }
}

function mixHadamard(values: Float32Array): void {
  for (let half = 1; half < 8; half <<= 1) {
    for (let start = 0; start < 8; start += half * 2) {
      for (let offset = start; offset < start + half; offset++) {
        const [a, b] = [values[offset]!, values[offset + half]!]
        values[offset] = a + b
        values[offset + half] = a - b
      }
    }
  }
  for (let line = 0; line < 8; line++) values[line]! *= 0.35355339059327373
}
