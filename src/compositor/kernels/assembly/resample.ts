// Separable four-tap (Lagrange) resampling of one plane: vertical pass into a padded line, horizontal pass from it.
// Positions are 64-bit floats, weights 14 bits, so a window moves without steps. At phase 0 and step 1 the result is the
// source, byte for byte. Plain twin: ../plain/resample.ts. Every position is clamped; nothing outside a plane is read.

const LEFT_PAD: i32 = 16
const RIGHT_PAD: i32 = 48
const GROUP_BYTES: i32 = 112
const UNIT: i32 = 16384
const HALF: i32 = 8192
const SIXTH: f64 = 16384.0 / 6.0
const HALF_UNIT: f64 = 8192.0

// The weights of the last phase asked for, as four whole numbers that sum to UNIT.
let w0: i32 = 0
let w1: i32 = 0
let w2: i32 = 0
let w3: i32 = 0

/**
 * target(i, j) = source(firstX + i * stepX, firstY + j * stepY), in whole-sample coordinates (sample k stands at k).
 * 0 < stepX <= 4. `scratch`: LEFT_PAD + sourceWidth + RIGHT_PAD bytes rounded up to 16, then GROUP_BYTES for each 8 target columns.
 */
export function resample(
  target: usize, targetWidth: i32, targetHeight: i32, targetStride: i32,
  source: usize, sourceWidth: i32, sourceHeight: i32, sourceStride: i32,
  firstX: f64, stepX: f64, firstY: f64, stepY: f64, scratch: usize,
): void {
  const line = scratch + LEFT_PAD
  const tables = scratch + (((LEFT_PAD + sourceWidth + RIGHT_PAD) + 15) & ~15)
  const groups = (targetWidth + 7) >> 3
  fillTables(tables, groups, firstX, stepX, sourceWidth)
  const lastX = firstX + stepX * <f64>(targetWidth - 1)
  const from = max<i32>(0, min<i32>(sourceWidth - 1, clampedFloor(firstX, sourceWidth) - 1)) & ~15
  const to = min<i32>(sourceWidth, max<i32>(1, clampedFloor(lastX, sourceWidth) + 3))
  for (let row = 0; row < targetHeight; row++) {
    verticalLine(line, source, sourceWidth, sourceHeight, sourceStride, firstY + stepY * <f64>row, from, to)
    horizontalLine(target + <usize>(row * targetStride), targetWidth, line, tables)
  }
}

function clampedFloor(position: f64, size: i32): i32 {
  return <i32>Math.floor(min<f64>(max<f64>(position, -8.0), <f64>(size + 8)))
}

function setWeights(phase: f64): void {
  const after = phase + 1.0
  const before = phase - 1.0
  const far = phase - 2.0
  w0 = <i32>Math.floor(-phase * before * far * SIXTH + 0.5)
  w2 = <i32>Math.floor(-after * phase * far * HALF_UNIT + 0.5)
  w3 = <i32>Math.floor(after * phase * before * SIXTH + 0.5)
  w1 = UNIT - w0 - w2 - w3
}

// Per group of 8 columns: byte offsets of the two halves' first taps (line-relative), two gather patterns, four weight vectors.
function fillTables(tables: usize, groups: i32, firstX: f64, stepX: f64, sourceWidth: i32): void {
  for (let group = 0; group < groups; group++) {
    const entry = tables + <usize>(group * GROUP_BYTES)
    for (let half = 0; half < 2; half++) {
      let base = 0
      for (let lane = 0; lane < 4; lane++) {
        const position = min<f64>(max<f64>(firstX + stepX * <f64>(group * 8 + half * 4 + lane), -8.0), <f64>(sourceWidth + 8))
        const whole = Math.floor(position)
        setWeights(position - whole)
        const tap = <i32>whole - 1
        if (lane == 0) {
          base = tap
          store<i32>(entry + <usize>(half * 4), base)
        }
        const pattern = entry + 16 + <usize>(half * 16 + lane * 4)
        store<u8>(pattern, <u8>(tap - base))
        store<u8>(pattern, 255, 1)
        store<u8>(pattern, <u8>(tap - base + 1), 2)
        store<u8>(pattern, 255, 3)
        const weights = entry + 48 + <usize>(half * 32 + lane * 4)
        store<i16>(weights, <i16>w0)
        store<i16>(weights, <i16>w1, 2)
        store<i16>(weights, <i16>w2, 16)
        store<i16>(weights, <i16>w3, 18)
      }
    }
  }
}

function verticalLine(line: usize, source: usize, width: i32, height: i32, stride: i32, position: f64, from: i32, to: i32): void {
  const clamped = min<f64>(max<f64>(position, -8.0), <f64>(height + 8))
  const whole = Math.floor(clamped)
  const row = <i32>whole
  setWeights(clamped - whole)
  const last = height - 1
  const row0 = source + <usize>(min(last, max(0, row - 1)) * stride)
  const row1 = source + <usize>(min(last, max(0, row)) * stride)
  const row2 = source + <usize>(min(last, max(0, row + 1)) * stride)
  const row3 = source + <usize>(min(last, max(0, row + 2)) * stride)
  if (w1 == UNIT) memory.copy(line + <usize>from, row1 + <usize>from, <usize>(to - from))
  else mixRows(line, row0, row1, row2, row3, from, to)
  if (from == 0) memory.fill(line - LEFT_PAD, load<u8>(line), LEFT_PAD)
  if (to == width) memory.fill(line + <usize>to, load<u8>(line + <usize>(to - 1)), RIGHT_PAD)
}

function mixRows(line: usize, row0: usize, row1: usize, row2: usize, row3: usize, from: i32, to: i32): void {
  const early = i32x4.splat((w0 & 0xffff) | (w1 << 16))
  const late = i32x4.splat((w2 & 0xffff) | (w3 << 16))
  const half = i32x4.splat(HALF)
  let column = from
  for (; column + 16 <= to; column += 16) {
    const a = v128.load(row0 + <usize>column)
    const b = v128.load(row1 + <usize>column)
    const c = v128.load(row2 + <usize>column)
    const d = v128.load(row3 + <usize>column)
    const abLow = i8x16.shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
    const abHigh = i8x16.shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)
    const cdLow = i8x16.shuffle(c, d, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
    const cdHigh = i8x16.shuffle(c, d, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)
    const s0 = fourSums(i16x8.extend_low_i8x16_u(abLow), i16x8.extend_low_i8x16_u(cdLow), early, late, half)
    const s1 = fourSums(i16x8.extend_high_i8x16_u(abLow), i16x8.extend_high_i8x16_u(cdLow), early, late, half)
    const s2 = fourSums(i16x8.extend_low_i8x16_u(abHigh), i16x8.extend_low_i8x16_u(cdHigh), early, late, half)
    const s3 = fourSums(i16x8.extend_high_i8x16_u(abHigh), i16x8.extend_high_i8x16_u(cdHigh), early, late, half)
    v128.store(line + <usize>column, i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(s0, s1), i16x8.narrow_i32x4_s(s2, s3)))
  }
  for (; column < to; column++) {
    const at = <usize>column
    const sum = <i32>load<u8>(row0 + at) * w0 + <i32>load<u8>(row1 + at) * w1 + <i32>load<u8>(row2 + at) * w2 + <i32>load<u8>(row3 + at) * w3
    store<u8>(line + at, <u8>max(0, min(255, (sum + HALF) >> 14)))
  }
}

// @ts-ignore: decorator
@inline
function fourSums(earlyPairs: v128, latePairs: v128, earlyWeights: v128, lateWeights: v128, half: v128): v128 {
  const sum = i32x4.add(i32x4.dot_i16x8_s(earlyPairs, earlyWeights), i32x4.dot_i16x8_s(latePairs, lateWeights))
  return i32x4.shr_s(i32x4.add(sum, half), 14)
}

function horizontalLine(target: usize, width: i32, line: usize, tables: usize): void {
  const two = i16x8.splat(2)
  const half = i32x4.splat(HALF)
  let entry = tables
  let column = 0
  for (; column + 8 <= width; column += 8) {
    v128.store64_lane(target + <usize>column, eightColumns(line, entry, two, half), 0)
    entry += GROUP_BYTES
  }
  if (column == width) return
  const rest = eightColumns(line, entry, two, half)
  v128.store64_lane(entry, rest, 0, 8)
  memory.copy(target + <usize>column, entry + 8, <usize>(width - column))
}

// @ts-ignore: decorator
@inline
function eightColumns(line: usize, entry: usize, two: v128, half: v128): v128 {
  const first = v128.load(line + <usize>load<i32>(entry))
  const second = v128.load(line + <usize>load<i32>(entry, 4))
  const firstPattern = v128.load(entry, 16)
  const secondPattern = v128.load(entry, 32)
  const s0 = fourSums(
    i8x16.swizzle(first, firstPattern), i8x16.swizzle(first, i16x8.add(firstPattern, two)),
    v128.load(entry, 48), v128.load(entry, 64), half)
  const s1 = fourSums(
    i8x16.swizzle(second, secondPattern), i8x16.swizzle(second, i16x8.add(secondPattern, two)),
    v128.load(entry, 80), v128.load(entry, 96), half)
  const words = i16x8.narrow_i32x4_s(s0, s1)
  return i8x16.narrow_i16x8_u(words, words)
}
