// The plain twins of ../assembly/measure.ts.

import type { KernelOperations } from '../operations.ts'

export type MeasureOperations = Pick<KernelOperations, 'histogram' | 'difference'>

/** See KernelOperations. */
export function createPlainMeasure(bytesOf: () => Uint8Array): MeasureOperations {
  return {
    histogram(source, length, counts) {
      const bytes = bytesOf()
      const places = new DataView(bytes.buffer, counts, 1024)
      const sums = new Uint32Array(256)
      for (let at = 0; at < length; at++) sums[bytes[source + at]!]!++
      sums.forEach((sum, value) => places.setUint32(value * 4, sum, true))
    },
    difference(one, other, length) {
      const bytes = bytesOf()
      let sum = 0
      for (let at = 0; at < length; at++) sum += Math.abs(bytes[one + at]! - bytes[other + at]!)
      return sum
    },
  }
}
