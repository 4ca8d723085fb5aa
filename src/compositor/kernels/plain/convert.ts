// The plain twins of ../assembly/convert.ts: BT.709 limited range, chroma on even columns and between rows.

import type { KernelOperations } from '../operations.ts'

export type ConvertOperations = Pick<KernelOperations, 'rgbToYuv' | 'yuvToRgb'>

// BT.709 weights times 219/255 (luma) and 224/255 (chroma) times 32768; rows sum exactly.
const LUMA = [5983, 20127, 2032] as const
const BLUENESS = [-3298, -11094, 14392] as const
const REDNESS = [14392, -13072, -1320] as const

type Weights = readonly [number, number, number]

/** See KernelOperations. */
export function createPlainConvert(bytesOf: () => Uint8Array): ConvertOperations {
  return {
    rgbToYuv(rgb, channels, width, rows, y, u, v, alpha) {
      const bytes = bytesOf()
      for (let pixel = 0; pixel < width * rows; pixel++) {
        const at = rgb + pixel * channels
        bytes[y + pixel] = (weigh(LUMA, bytes[at]!, bytes[at + 1]!, bytes[at + 2]!) + (16 << 15) + 16384) >> 15
        if (channels === 4 && alpha !== 0) bytes[alpha + pixel] = bytes[at + 3]!
      }
      for (let row = 0; row < rows; row += 2) {
        for (let column = 0; column < width; column += 2) {
          const sums = [0, 1, 2].map((channel) => chromaSum(bytes, rgb + channel, channels, width, column, row)) as [number, number, number]
          const out = (row / 2) * (width / 2) + column / 2
          bytes[u + out] = (weigh(BLUENESS, ...sums) + (128 << 18) + (1 << 17)) >> 18
          bytes[v + out] = (weigh(REDNESS, ...sums) + (128 << 18) + (1 << 17)) >> 18
        }
      }
    },
    yuvToRgb(y, u, v, alpha, width, height, rgb, channels) {
      const bytes = bytesOf()
      for (let pixel = 0; pixel < width * height; pixel++) {
        const chroma = (Math.floor(pixel / width) >> 1) * (width / 2) + ((pixel % width) >> 1)
        const light = (bytes[y + pixel]! - 16) * 19077 + 8192
        const blueness = bytes[u + chroma]! - 128
        const redness = bytes[v + chroma]! - 128
        const out = rgb + pixel * channels
        bytes[out] = clampByte((light + redness * 29372) >> 14)
        bytes[out + 1] = clampByte((light - redness * 8731 - blueness * 3494) >> 14)
        bytes[out + 2] = clampByte((light + blueness * 34610) >> 14)
        if (channels === 4) bytes[out + 3] = alpha === 0 ? 255 : bytes[alpha + pixel]!
      }
    },
  }
}

function weigh(weights: Weights, red: number, green: number, blue: number): number {
  return weights[0] * red + weights[1] * green + weights[2] * blue
}

// Two rows, [1 2 1] across, the first column repeated to its left: weighs 8.
function chromaSum(bytes: Uint8Array, channel: number, channels: number, width: number, column: number, row: number): number {
  const at = (across: number, down: number) => bytes[channel + ((row + down) * width + across) * channels]!
  const left = Math.max(0, column - 1)
  return at(left, 0) + at(left, 1) + 2 * (at(column, 0) + at(column, 1)) + at(column + 1, 0) + at(column + 1, 1)
}

function clampByte(value: number): number {
  return Math.max(0, Math.min(255, value))
}
