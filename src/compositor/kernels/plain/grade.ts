// The plain twins of ../assembly/grade.ts.

import type { KernelOperations } from '../operations.ts'

export type GradeOperations = Pick<KernelOperations, 'applyTable' | 'applyClipTable' | 'fadeMask' | 'addNoise'>

const GRID = 33

/** See KernelOperations. */
export function createPlainGrade(bytesOf: () => Uint8Array): GradeOperations {
  return {
    applyTable(rgb, channels, pixels, table) {
      const bytes = bytesOf()
      const entries = new DataView(bytes.buffer, table)
      for (let at = rgb; at < rgb + pixels * channels; at += channels) {
        const color = throughTable(entries, [bytes[at]!, bytes[at + 1]!, bytes[at + 2]!])
        bytes.set(color, at)
      }
    },
    applyClipTable(y, u, v, width, height, curve, maps) {
      const bytes = bytesOf()
      const numbers = new DataView(bytes.buffer, maps)
      for (let row = 0; row < height / 2; row++) {
        for (let column = 0; column < width / 2; column++) {
          const at = row * (width / 2) + column
          const map = bytes[y + row * 2 * width + column * 2]! * 24
          const [a, b, c, d, e, f] = [0, 4, 8, 12, 16, 20].map((offset) => numbers.getInt32(map + offset, true)) as [number, number, number, number, number, number]
          const du = bytes[u + at]! - 128
          const dv = bytes[v + at]! - 128
          bytes[u + at] = chromaByte(a * du + b * dv + e)
          bytes[v + at] = chromaByte(c * du + d * dv + f)
        }
      }
      for (let at = y; at < y + width * height; at++) bytes[at] = bytes[curve + bytes[at]!]!
    },
    fadeMask(target, mask, length, value, gain) {
      const bytes = bytesOf()
      for (let at = 0; at < length; at++) {
        const part = (bytes[mask + at]! * gain + 128) >> 8
        const share = part + (part >> 7)
        bytes[target + at] = (bytes[target + at]! * (256 - share) + value * share + 128) >> 8
      }
    },
    addNoise(target, noise, length, gain) {
      const bytes = bytesOf()
      const grains = new Int8Array(bytes.buffer, noise)
      for (let at = 0; at < length; at++) bytes[target + at] = Math.max(16, Math.min(235, bytes[target + at]! + ((grains[at]! * gain + 128) >> 8)))
    },
  }
}

// From the dark corner of the colour's cell to the bright one, along the axis with the largest part first.
function throughTable(entries: DataView, color: readonly [number, number, number]): [number, number, number] {
  const places = color.map((value) => (value * 8225) >> 8)
  const corner = places.map((place) => Math.min(place >> 8, 31))
  const parts = places.map((place, axis) => place - corner[axis]! * 256)
  const axes = axesByPart(parts as [number, number, number])
  const sums = [16384, 16384, 16384] as [number, number, number]
  let before = 256
  for (const axis of [...axes, -1]) {
    const part = axis < 0 ? 0 : parts[axis]!
    const index = ((corner[0]! * GRID + corner[1]!) * GRID + corner[2]!) * 8
    for (let channel = 0; channel < 3; channel++) sums[channel]! += entries.getInt16(index + channel * 2, true) * (before - part)
    before = part
    if (axis >= 0) corner[axis]!++
  }
  return sums.map((sum) => sum >> 15) as [number, number, number]
}

// Ties do not matter: the step between equal parts has weight 0.
function axesByPart(parts: readonly [number, number, number]): number[] {
  return [0, 1, 2].sort((one, other) => parts[other]! - parts[one]!)
}

function chromaByte(sum: number): number {
  return 128 + Math.max(-112, Math.min(112, (sum + 128) >> 8))
}
