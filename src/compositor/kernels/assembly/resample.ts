// Separable four-tap (Lagrange) resampling of one plane, four rows at a time: a vertical pass into padded lines of 16 bits
// (7 of them behind the point), a horizontal pass from those, rounded once at the end. Positions are 64-bit floats, so a
// window moves without steps. At phase 0 and step 1 the result is the source, byte for byte. Plain twin:
// ../plain/resample.ts. Every position is clamped; nothing outside a plane is read.

const ROWS: i32 = 4
/** Bytes from one line to the next: known when this is compiled, so that one address serves all four. Room for 32,768 columns. */
const PITCH: usize = 65600
/** Samples of a line before its first and after its last column. */
const PAD: i32 = 16
const GROUP_BYTES: i32 = 80
/** Up to this step the first taps of four neighbours and their three followers lie within eight samples. */
const NARROW_STEP: f64 = 4.0 / 3.0
const CONSTANTS_BYTES: usize = 80
/** For the last columns, which are fewer than are drawn at a time. */
const REST_BYTES: usize = 16
const FINE_UNIT: i32 = 16384
const COARSE_UNIT: i32 = 128
// Lines hold (value - 128) * 128 + 64: signed, and the half that rounds the last shift is in it already.
const BIAS: i32 = 64 - 128 * COARSE_UNIT
const SHIFT: i32 = 21

// The weights of the last phase asked for.
let w0: i32 = 0
let w1: i32 = 0
let w2: i32 = 0
let w3: i32 = 0

/**
 * target(i, j) = source(firstX + i * stepX, firstY + j * stepY), in whole-sample coordinates (sample k stands at k).
 * 0 < stepX <= 4; sourceWidth up to 32,768. `scratch`: see resampleScratchBytes.
 */
export function resample(
  target: usize, targetWidth: i32, targetHeight: i32, targetStride: i32,
  source: usize, sourceWidth: i32, sourceHeight: i32, sourceStride: i32,
  firstX: f64, stepX: f64, firstY: f64, stepY: f64, scratch: usize,
): void {
  const lines = scratch + CONSTANTS_BYTES + <usize>(PAD << 1)
  const tables = scratch + CONSTANTS_BYTES + ROWS * PITCH + REST_BYTES
  fillTables(tables, (targetWidth + 3) >> 2, firstX, stepX, sourceWidth)
  const lastX = firstX + stepX * <f64>(targetWidth - 1)
  const from = max<i32>(0, min<i32>(sourceWidth - 1, clampedFloor(firstX, sourceWidth) - 1)) & ~7
  const to = min<i32>(sourceWidth, max<i32>(1, clampedFloor(lastX, sourceWidth) + 3))
  const last = targetHeight - 1
  // The rows that the last four lack are its last one again.
  for (let row = 0; row < targetHeight; row += ROWS) {
    for (let side = 0; side < ROWS; side++) {
      verticalLine(lines + <usize>side * PITCH, source, sourceWidth, sourceHeight, sourceStride, firstY + stepY * <f64>min(last, row + side), from, to, scratch)
    }
    horizontalRows(
      target + <usize>(row * targetStride), target + <usize>(min(last, row + 1) * targetStride),
      target + <usize>(min(last, row + 2) * targetStride), target + <usize>(min(last, row + 3) * targetStride),
      targetWidth, lines, tables, stepX > NARROW_STEP)
  }
}

function clampedFloor(position: f64, size: i32): i32 {
  return <i32>Math.floor(min<f64>(max<f64>(position, -8.0), <f64>(size + 8)))
}

function setFineWeights(phase: f64): void {
  const after = phase + 1.0
  const before = phase - 1.0
  const far = phase - 2.0
  w0 = <i32>Math.floor(-phase * before * far * (16384.0 / 6.0) + 0.5)
  w2 = <i32>Math.floor(-after * phase * far * 8192.0 + 0.5)
  w3 = <i32>Math.floor(after * phase * before * (16384.0 / 6.0) + 0.5)
  w1 = FINE_UNIT - w0 - w2 - w3
}

// Seven bits, so that four products fit 16. The third weight makes up for what rounding the outer two does to the place.
function setCoarseWeights(phase: f64): void {
  const after = phase + 1.0
  const before = phase - 1.0
  const far = phase - 2.0
  const first = -phase * before * far * (128.0 / 6.0)
  const fourth = after * phase * before * (128.0 / 6.0)
  w0 = <i32>Math.floor(first + 0.5)
  w3 = <i32>Math.floor(fourth + 0.5)
  const moved = (<f64>w0 - first) - 2.0 * (<f64>w3 - fourth)
  w2 = <i32>Math.floor(-after * phase * far * 64.0 + moved + 0.5)
  w1 = COARSE_UNIT - w0 - w2 - w3
}

// Per group of 4 columns: where in a line the eight samples begin that they are made of (in wide steps those of the first two
// columns, then those of the last two); the patterns that gather first and second taps from these (240 and more: nothing);
// the weights of first and second taps, those of third and fourth.
function fillTables(tables: usize, groups: i32, firstX: f64, stepX: f64, sourceWidth: i32): void {
  const each = stepX <= NARROW_STEP ? 4 : 2
  for (let group = 0; group < groups; group++) {
    const entry = tables + <usize>(group * GROUP_BYTES)
    v128.store(entry, i8x16.splat(-16), 16)
    v128.store(entry, i8x16.splat(-16), 32)
    let base = 0
    for (let lane = 0; lane < 4; lane++) {
      const position = min<f64>(max<f64>(firstX + stepX * <f64>(group * 4 + lane), -8.0), <f64>(sourceWidth + 8))
      const whole = Math.floor(position)
      setFineWeights(position - whole)
      const tap = <i32>whole - 1
      const half = lane / each
      if (lane % each == 0) {
        base = tap
        store<i32>(entry + <usize>(half << 2), base << 1)
      }
      const at = (tap - base) << 1
      const place = <usize>(lane << 2)
      store<i32>(entry + 16 + <usize>(half << 4) + place, at | ((at + 1) << 8) | ((at + 2) << 16) | ((at + 3) << 24))
      store<i32>(entry + 48 + place, (w0 & 0xffff) | (w1 << 16))
      store<i32>(entry + 64 + place, (w2 & 0xffff) | (w3 << 16))
    }
  }
}

function verticalLine(line: usize, source: usize, width: i32, height: i32, stride: i32, position: f64, from: i32, to: i32, constants: usize): void {
  const clamped = min<f64>(max<f64>(position, -8.0), <f64>(height + 8))
  const whole = Math.floor(clamped)
  const row = <i32>whole
  setCoarseWeights(clamped - whole)
  const last = height - 1
  mixRows(
    line, source + <usize>(min(last, max(0, row - 1)) * stride), source + <usize>(min(last, max(0, row)) * stride),
    source + <usize>(min(last, max(0, row + 1)) * stride), source + <usize>(min(last, max(0, row + 2)) * stride), from, to, constants)
  if (from == 0) pad(line - <usize>(PAD << 1), load<i16>(line))
  if (to == width) pad(line + <usize>(to << 1), load<i16>(line + <usize>((to - 1) << 1)))
}

function pad(at: usize, value: i16): void {
  const all = i16x8.splat(value)
  v128.store(at, all)
  v128.store(at, all, 16)
}

// The constants come from memory because the engine would make them anew in every round if it could see what they are.
function mixRows(line: usize, row0: usize, row1: usize, row2: usize, row3: usize, from: i32, to: i32, constants: usize): void {
  v128.store(constants, i16x8.splat(<i16>w0))
  v128.store(constants, i16x8.splat(<i16>w1), 16)
  v128.store(constants, i16x8.splat(<i16>w2), 32)
  v128.store(constants, i16x8.splat(<i16>w3), 48)
  v128.store(constants, i16x8.splat(<i16>BIAS), 64)
  const v0 = v128.load(constants)
  const v1 = v128.load(constants, 16)
  const v2 = v128.load(constants, 32)
  const v3 = v128.load(constants, 48)
  const bias = v128.load(constants, 64)
  let column = <usize>from
  const end = <usize>to
  for (; column + 32 <= end; column += 32) {
    const a = row0 + column
    const b = row1 + column
    const c = row2 + column
    const d = row3 + column
    const out = line + (column << 1)
    v128.store(out, mixed(v128.load8x8_u(a), v128.load8x8_u(b), v128.load8x8_u(c), v128.load8x8_u(d), v0, v1, v2, v3, bias))
    v128.store(out, mixed(v128.load8x8_u(a, 8), v128.load8x8_u(b, 8), v128.load8x8_u(c, 8), v128.load8x8_u(d, 8), v0, v1, v2, v3, bias), 16)
    v128.store(out, mixed(v128.load8x8_u(a, 16), v128.load8x8_u(b, 16), v128.load8x8_u(c, 16), v128.load8x8_u(d, 16), v0, v1, v2, v3, bias), 32)
    v128.store(out, mixed(v128.load8x8_u(a, 24), v128.load8x8_u(b, 24), v128.load8x8_u(c, 24), v128.load8x8_u(d, 24), v0, v1, v2, v3, bias), 48)
  }
  for (; column < end; column++) {
    const sum = <i32>load<u8>(row0 + column) * w0 + <i32>load<u8>(row1 + column) * w1 + <i32>load<u8>(row2 + column) * w2 + <i32>load<u8>(row3 + column) * w3
    store<i16>(line + (column << 1), <i16>(sum + BIAS))
  }
}

// @ts-ignore: decorator
@inline
function mixed(a: v128, b: v128, c: v128, d: v128, v0: v128, v1: v128, v2: v128, v3: v128, bias: v128): v128 {
  return i16x8.add(i16x8.add(i16x8.add(i16x8.mul(a, v0), i16x8.mul(b, v1)), i16x8.add(i16x8.mul(c, v2), i16x8.mul(d, v3))), bias)
}

// Columns of four rows at a time: each group's table is read once for all of them.
function horizontalRows(target0: usize, target1: usize, target2: usize, target3: usize, width: i32, line: usize, tables: usize, wide: bool): void {
  let entry = tables
  let column: usize = 0
  const end = <usize>width
  for (; column + 8 <= end; column += 8) {
    const left = wide ? wideFourByFour(line, entry) : fourByFour(line, entry)
    const right = wide ? wideFourByFour(line, entry + GROUP_BYTES) : fourByFour(line, entry + GROUP_BYTES)
    const upper = i32x4.shuffle(left, right, 0, 4, 1, 5)
    const lower = i32x4.shuffle(left, right, 2, 6, 3, 7)
    v128.store64_lane(target0 + column, upper, 0)
    v128.store64_lane(target1 + column, upper, 1)
    v128.store64_lane(target2 + column, lower, 0)
    v128.store64_lane(target3 + column, lower, 1)
    entry += 2 * GROUP_BYTES
  }
  while (column < end) {
    const count = min<usize>(4, end - column)
    const rest = tables - REST_BYTES
    v128.store(rest, wide ? wideFourByFour(line, entry) : fourByFour(line, entry))
    memory.copy(target0 + column, rest, count)
    memory.copy(target1 + column, rest + 4, count)
    memory.copy(target2 + column, rest + 8, count)
    memory.copy(target3 + column, rest + 12, count)
    entry += GROUP_BYTES
    column += count
  }
}

// @ts-ignore: decorator
@inline
function fourByFour(line: usize, entry: usize): v128 {
  const at = line + <usize>load<i32>(entry)
  const pattern = v128.load(entry, 16)
  const later = i8x16.add(pattern, i8x16.splat(4))
  const early = v128.load(entry, 48)
  const late = v128.load(entry, 64)
  return packed(
    sums(v128.load(at), pattern, later, early, late), sums(v128.load(at, PITCH), pattern, later, early, late),
    sums(v128.load(at, 2 * PITCH), pattern, later, early, late), sums(v128.load(at, 3 * PITCH), pattern, later, early, late))
}

// @ts-ignore: decorator
@inline
function sums(samples: v128, pattern: v128, later: v128, early: v128, late: v128): v128 {
  return i32x4.shr_s(i32x4.add(i32x4.dot_i16x8_s(i8x16.swizzle(samples, pattern), early), i32x4.dot_i16x8_s(i8x16.swizzle(samples, later), late)), SHIFT)
}

// @ts-ignore: decorator
@inline
function wideFourByFour(line: usize, entry: usize): v128 {
  return packed(wideSums(line, entry), wideSums(line + PITCH, entry), wideSums(line + 2 * PITCH, entry), wideSums(line + 3 * PITCH, entry))
}

function wideSums(line: usize, entry: usize): v128 {
  const pattern = v128.load(entry, 16)
  const other = v128.load(entry, 32)
  const four = i8x16.splat(4)
  const samples = v128.load(line + <usize>load<i32>(entry))
  const others = v128.load(line + <usize>load<i32>(entry, 4))
  const firsts = v128.or(i8x16.swizzle(samples, pattern), i8x16.swizzle(others, other))
  const lasts = v128.or(i8x16.swizzle(samples, i8x16.add(pattern, four)), i8x16.swizzle(others, i8x16.add(other, four)))
  return i32x4.shr_s(i32x4.add(i32x4.dot_i16x8_s(firsts, v128.load(entry, 48)), i32x4.dot_i16x8_s(lasts, v128.load(entry, 64))), SHIFT)
}

// Four rows of four sums as bytes, the first row first.
// @ts-ignore: decorator
@inline
function packed(row0: v128, row1: v128, row2: v128, row3: v128): v128 {
  return v128.xor(i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(row0, row1), i16x8.narrow_i32x4_s(row2, row3)), i8x16.splat(-128))
}
