// Every kernel and its plain twin leave the same bytes in the whole memory, on random planes of odd and even sizes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createDice } from '../../base/index.ts'
import { createKernels } from './kernels.ts'
import type { KernelOperations } from './operations.ts'

const BYTES = 1 << 19
const compiled = createKernels({ memoryBytes: BYTES })
const plain = createKernels({ memoryBytes: BYTES, plain: true })
const noise = Uint8Array.from({ length: BYTES }, dieOf(createDice('twins')))

function dieOf(dice: { below(sides: number): number }): () => number {
  // Many extremes among the noise, since that is where rounding and saturation differ.
  return () => (dice.below(4) === 0 ? dice.below(2) * 255 : dice.below(256))
}

/** Runs one operation on equal memories and compares everything, scratch aside. */
function agree(run: (operations: KernelOperations) => void, prepare?: () => (memory: ArrayBuffer) => void): void {
  const memories = [compiled, plain].map((kernels) => {
    const bytes = new Uint8Array(kernels.arena.memory.buffer)
    bytes.set(noise)
    prepare?.()(kernels.arena.memory.buffer)
    run(kernels.operations)
    return bytes.subarray(0, SCRATCH)
  })
  const different = memories[0]!.findIndex((byte, at) => byte !== memories[1]![at])
  assert.equal(different, -1, `first difference at ${different}: compiled ${memories[0]![different]}, plain ${memories[1]![different]}`)
}

const SCRATCH = 200_000
const A = 1024
const B = 50_000
const C = 100_000
const D = 150_000

// Entries of a table stay inside 0..32640, those of a clip map inside what looks need.
function tableEntries(address: number): (memory: ArrayBuffer) => void {
  return (memory) => {
    const dice = createDice('table')
    const entries = new DataView(memory, address)
    for (let at = 0; at < 33 ** 3 * 4; at++) entries.setInt16(at * 2, dice.below(32641), true)
  }
}

function smallMaps(address: number): (memory: ArrayBuffer) => void {
  return (memory) => {
    const dice = createDice('maps')
    const maps = new DataView(memory, address)
    for (let at = 0; at < 256 * 6; at++) maps.setInt32(at * 4, dice.below(2048) - 1024, true)
  }
}

const runs = { numRuns: 60 }
const length = fc.integer({ min: 0, max: 700 })
const offset = fc.integer({ min: 0, max: 17 })
const weight = fc.integer({ min: 0, max: 256 })

test('resample agrees with its twin at any size, step, phase and stride', () => {
  const size = fc.integer({ min: 1, max: 70 })
  const position = fc.oneof(fc.double({ min: -12, max: 80, noNaN: true }), fc.integer({ min: -3, max: 40 }))
  const step = fc.oneof(fc.double({ min: 0.01, max: 4, noNaN: true }), fc.constant(1), fc.constant(4))
  fc.assert(fc.property(size, size, size, size, offset, position, step, position, step, (sw, sh, tw, th, spare, x, stepX, y, stepY) => {
    agree((operations) => operations.resample(A + spare, tw, th, tw + spare, B + spare, sw, sh, sw + spare, x, stepX, y, stepY, SCRATCH))
  }), { numRuns: 200 })
})

test('crossfade, fade, glow and mask mixes agree with their twins at any length and alignment', () => {
  fc.assert(fc.property(length, offset, weight, fc.integer({ min: 0, max: 255 }), (count, shift, share, value) => {
    agree((operations) => operations.crossfade(A + shift, B, C + 1, count, share))
    agree((operations) => operations.crossfade(B, B, C + shift, count, share))
    agree((operations) => operations.fadeTo(A + shift, B, count, value, share))
    agree((operations) => operations.addGlow(A + shift, B + 3, count, share))
    agree((operations) => operations.blendMask(A + shift, B, C, D + 5, count))
  }), runs)
})

test('a mix by order agrees with its twin for any front and gain', () => {
  fc.assert(fc.property(length, offset, fc.integer({ min: -131_071, max: 131_071 }), fc.integer({ min: 1, max: 8192 }), (count, shift, front, gain) => {
    agree((operations) => operations.blendOrder(A + shift, B, C, D + 1, count, front, gain))
  }), runs)
})

test('alpha painting, alpha halving and row copies agree with their twins', () => {
  const side = fc.integer({ min: 0, max: 60 })
  fc.assert(fc.property(side, side, offset, weight, (width, height, spare, opacity) => {
    agree((operations) => operations.blendAlpha(A + spare, width + spare, B, width + 3, C + spare, width, width, height, opacity))
    agree((operations) => operations.halve(A + spare, B, width * 2, height * 2))
    agree((operations) => operations.copyRows(A, width + spare, B + spare, width, width, height))
    agree((operations) => operations.fillRows(A + spare, width + spare, width, height, opacity & 255))
  }), runs)
})

test('colour conversions agree with their twins for three and four channels', () => {
  const half = fc.integer({ min: 1, max: 50 })
  fc.assert(fc.property(half, fc.integer({ min: 1, max: 6 }), fc.constantFrom(3, 4), fc.boolean(), (columns, rows, channels, withAlpha) => {
    const alpha = withAlpha ? D + 30_000 : 0
    agree((operations) => operations.rgbToYuv(B, channels, columns * 2, rows * 2, A, D, D + 9000, alpha, SCRATCH))
    agree((operations) => operations.yuvToRgb(B, C, C + 5000, alpha, columns * 2, rows * 2, A, channels))
  }), runs)
})

test('look tables agree with their twins, on RGB and on planes', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 300 }), fc.constantFrom(3, 4), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 9 }), (pixels, channels, columns, rows) => {
    agree((operations) => operations.applyTable(A + 1, channels, pixels, SCRATCH - 700), () => tableEntries(SCRATCH - 700))
    agree((operations) => operations.applyClipTable(A, B, C, columns * 2, rows * 2, D, D + 256), () => smallMaps(D + 256))
  }), { numRuns: 20 })
})

test('mask fades and noise agree with their twins', () => {
  fc.assert(fc.property(length, offset, weight, fc.integer({ min: 0, max: 255 }), (count, shift, gain, value) => {
    agree((operations) => operations.fadeMask(A + shift, B + 1, count, value, gain))
    agree((operations) => operations.addNoise(A + shift, B + 1, count, gain))
  }), runs)
})

test('blurs and sharpening agree with their twins', () => {
  const side = fc.integer({ min: 1, max: 45 })
  fc.assert(fc.property(side, side, fc.integer({ min: 0, max: 127 }), fc.integer({ min: 0, max: 512 }), (width, height, radius, amount) => {
    agree((operations) => operations.blurRows(A, B, width, height, radius))
    agree((operations) => operations.blurColumns(A, B, width, height, radius, SCRATCH))
    agree((operations) => operations.sharpen(A, B, width, height, amount))
  }), runs)
})

test('histograms and differences agree with their twins', () => {
  fc.assert(fc.property(length, offset, (count, shift) => {
    agree((operations) => operations.histogram(B + shift, count, A))
    const [one, other] = [compiled, plain].map((kernels) => kernels.operations.difference(B + shift, C, count))
    assert.equal(one, other)
  }), runs)
})

test('soft discs agree with their twins, also half outside', () => {
  const side = fc.integer({ min: 1, max: 60 })
  const place = fc.double({ min: -30, max: 90, noNaN: true })
  fc.assert(fc.property(side, side, place, place, fc.double({ min: 0.5, max: 40, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 16, max: 235 }),
    (width, height, x, y, radius, opacity, value) => {
      agree((operations) => operations.blendDisc(A, width, height, x, y, radius, Math.max(1, radius * 0.12), opacity, value))
    }), runs)
})
