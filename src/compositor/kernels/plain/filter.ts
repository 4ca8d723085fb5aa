// The plain twins of ../assembly/filter.ts.

import type { KernelOperations } from '../operations.ts'

export type FilterOperations = Pick<KernelOperations, 'blurRows' | 'blurColumns' | 'sharpen'>

/** See KernelOperations. */
export function createPlainFilter(bytesOf: () => Uint8Array): FilterOperations {
  return {
    blurRows(target, source, width, height, radius) {
      for (let row = 0; row < height; row++) blurLine(bytesOf(), target + row * width, source + row * width, width, 1, radius)
    },
    blurColumns(target, source, width, height, radius) {
      for (let column = 0; column < width; column++) blurLine(bytesOf(), target + column, source + column, height, width, radius)
    },
    sharpen(target, source, width, height, amount) {
      const bytes = bytesOf()
      const at = (column: number, row: number) =>
        bytes[source + Math.max(0, Math.min(height - 1, row)) * width + Math.max(0, Math.min(width - 1, column))]!
      for (let row = 0; row < height; row++) {
        for (let column = 0; column < width; column++) {
          let blurred = 0
          for (let down = -1; down <= 1; down++) {
            for (let across = -1; across <= 1; across++) blurred += at(column + across, row + down) * (2 - Math.abs(down)) * (2 - Math.abs(across))
          }
          const plain = at(column, row)
          const change = ((plain * 16 - blurred) * amount + 2048) >> 12
          bytes[target + row * width + column] = Math.max(0, Math.min(255, plain + change))
        }
      }
    },
  }
}

function blurLine(bytes: Uint8Array, target: number, source: number, length: number, stride: number, radius: number): void {
  const size = 2 * radius + 1
  const scale = Math.floor((65536 + (size >> 1)) / size)
  for (let place = 0; place < length; place++) {
    let sum = 0
    for (let near = place - radius; near <= place + radius; near++) sum += bytes[source + Math.max(0, Math.min(length - 1, near)) * stride]!
    bytes[target + place * stride] = Math.min(255, (sum * scale + 32768) >>> 16)
  }
}
