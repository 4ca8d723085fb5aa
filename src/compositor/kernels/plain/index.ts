// All plain twins as one set of operations over one memory.

import type { KernelOperations } from '../operations.ts'
import { createPlainBlend } from './blend.ts'
import { createPlainConvert } from './convert.ts'
import { createPlainFilter } from './filter.ts'
import { createPlainGrade } from './grade.ts'
import { createPlainMeasure } from './measure.ts'
import { createPlainResample } from './resample.ts'

/** The kernels in plain TypeScript; slow, and right by inspection. */
export function createPlainOperations(memory: WebAssembly.Memory): KernelOperations {
  const bytesOf = () => new Uint8Array(memory.buffer)
  return {
    resample: createPlainResample(bytesOf),
    ...createPlainBlend(bytesOf), ...createPlainConvert(bytesOf), ...createPlainGrade(bytesOf), ...createPlainFilter(bytesOf), ...createPlainMeasure(bytesOf),
  }
}
