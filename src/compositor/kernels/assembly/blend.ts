// Mixing of byte runs and rectangles. All mixes share one rounding: (a * (256 - w) + b * w + 128) >> 8 with w in 0..256,
// so that weight 0 gives a and weight 256 gives b exactly. Plain twins: ../plain/blend.ts.

// @ts-ignore: decorator
@inline
function mixBytes(a: v128, b: v128, keepLow: v128, keepHigh: v128, takeLow: v128, takeHigh: v128, half: v128): v128 {
  const low = i16x8.add(i16x8.mul(i16x8.extend_low_i8x16_u(a), keepLow), i16x8.mul(i16x8.extend_low_i8x16_u(b), takeLow))
  const high = i16x8.add(i16x8.mul(i16x8.extend_high_i8x16_u(a), keepHigh), i16x8.mul(i16x8.extend_high_i8x16_u(b), takeHigh))
  return i8x16.narrow_i16x8_u(i16x8.shr_u(i16x8.add(low, half), 8), i16x8.shr_u(i16x8.add(high, half), 8))
}

// @ts-ignore: decorator
@inline
function mixOne(a: i32, b: i32, weight: i32): u8 {
  return <u8>((a * (256 - weight) + b * weight + 128) >> 8)
}

/** target = left mixed with right; weight 0..256 is right's share. Target may be left or right. */
export function crossfade(target: usize, left: usize, right: usize, length: i32, weight: i32): void {
  const take = i16x8.splat(<i16>weight)
  const keep = i16x8.splat(<i16>(256 - weight))
  const half = i16x8.splat(128)
  let at: usize = 0
  const end = <usize>length
  for (; at + 16 <= end; at += 16) {
    v128.store(target + at, mixBytes(v128.load(left + at), v128.load(right + at), keep, keep, take, take, half))
  }
  for (; at < end; at++) store<u8>(target + at, mixOne(load<u8>(left + at), load<u8>(right + at), weight))
}

/** target = source mixed with one value; weight 0..256 is the value's share. */
export function fadeTo(target: usize, source: usize, length: i32, value: i32, weight: i32): void {
  const take = i16x8.splat(<i16>(weight * value + 128))
  const keep = i16x8.splat(<i16>(256 - weight))
  let at: usize = 0
  const end = <usize>length
  for (; at + 16 <= end; at += 16) {
    const bytes = v128.load(source + at)
    const low = i16x8.add(i16x8.mul(i16x8.extend_low_i8x16_u(bytes), keep), take)
    const high = i16x8.add(i16x8.mul(i16x8.extend_high_i8x16_u(bytes), keep), take)
    v128.store(target + at, i8x16.narrow_i16x8_u(i16x8.shr_u(low, 8), i16x8.shr_u(high, 8)))
  }
  for (; at < end; at++) store<u8>(target + at, mixOne(load<u8>(source + at), value, weight))
}

/** target = left mixed with right by a mask of 0..255 each (255 = right). */
export function blendMask(target: usize, left: usize, right: usize, mask: usize, length: i32): void {
  let at: usize = 0
  const end = <usize>length
  const half = i16x8.splat(128)
  const full = i16x8.splat(256)
  for (; at + 16 <= end; at += 16) {
    const bytes = v128.load(mask + at)
    const low = spread(i16x8.extend_low_i8x16_u(bytes))
    const high = spread(i16x8.extend_high_i8x16_u(bytes))
    v128.store(target + at, mixBytes(v128.load(left + at), v128.load(right + at), i16x8.sub(full, low), i16x8.sub(full, high), low, high, half))
  }
  for (; at < end; at++) {
    const share = <i32>load<u8>(mask + at)
    store<u8>(target + at, mixOne(load<u8>(left + at), load<u8>(right + at), share + (share >> 7)))
  }
}

// 0..255 to 0..256, keeping both ends.
// @ts-ignore: decorator
@inline
function spread(words: v128): v128 {
  return i16x8.add(words, i16x8.shr_u(words, 7))
}

/**
 * target = left mixed with right where `order` (16 bits each) has been passed: right's share is
 * clamp(((front - order) * gain) >> 8, 0, 256). `front` -32768..98304 passes over orders 0..65535; a small gain is a soft edge.
 */
export function blendOrder(target: usize, left: usize, right: usize, order: usize, length: i32, front: i32, gain: i32): void {
  let at: usize = 0
  const end = <usize>length
  const half = i16x8.splat(128)
  const full = i16x8.splat(256)
  const fronts = i32x4.splat(front)
  const gains = i32x4.splat(gain)
  for (; at + 16 <= end; at += 16) {
    const low = orderWeights(v128.load(order + (at << 1)), fronts, gains)
    const high = orderWeights(v128.load(order + (at << 1), 16), fronts, gains)
    v128.store(target + at, mixBytes(v128.load(left + at), v128.load(right + at), i16x8.sub(full, low), i16x8.sub(full, high), low, high, half))
  }
  for (; at < end; at++) {
    const share = max(0, min(256, ((front - <i32>load<u16>(order + (at << 1))) * gain) >> 8))
    store<u8>(target + at, mixOne(load<u8>(left + at), load<u8>(right + at), share))
  }
}

// @ts-ignore: decorator
@inline
function orderWeights(orders: v128, fronts: v128, gains: v128): v128 {
  const full = i32x4.splat(256)
  const zero = i32x4.splat(0)
  const low = i32x4.shr_s(i32x4.mul(i32x4.sub(fronts, i32x4.extend_low_i16x8_u(orders)), gains), 8)
  const high = i32x4.shr_s(i32x4.mul(i32x4.sub(fronts, i32x4.extend_high_i16x8_u(orders)), gains), 8)
  return i16x8.narrow_i32x4_s(i32x4.max_s(zero, i32x4.min_s(full, low)), i32x4.max_s(zero, i32x4.min_s(full, high)))
}

/** Paints a rectangle of a full-size plane: alpha 0..255 per sample, opacity 0..256 over all. */
export function blendAlpha(
  target: usize, targetStride: i32, source: usize, sourceStride: i32, alpha: usize, alphaStride: i32,
  width: i32, height: i32, opacity: i32,
): void {
  for (let row = 0; row < height; row++) {
    alphaRow(target + <usize>(row * targetStride), source + <usize>(row * sourceStride), alpha + <usize>(row * alphaStride), width, opacity)
  }
}

function alphaRow(target: usize, source: usize, alpha: usize, width: i32, opacity: i32): void {
  const half = i16x8.splat(128)
  const full = i16x8.splat(256)
  const opacities = i16x8.splat(<i16>opacity)
  let at: usize = 0
  const end = <usize>width
  for (; at + 16 <= end; at += 16) {
    const shares = v128.load(alpha + at)
    if (!v128.any_true(shares)) continue
    const low = spread(i16x8.shr_u(i16x8.add(i16x8.mul(i16x8.extend_low_i8x16_u(shares), opacities), half), 8))
    const high = spread(i16x8.shr_u(i16x8.add(i16x8.mul(i16x8.extend_high_i8x16_u(shares), opacities), half), 8))
    const under = v128.load(target + at)
    v128.store(target + at, mixBytes(under, v128.load(source + at), i16x8.sub(full, low), i16x8.sub(full, high), low, high, half))
  }
  for (; at < end; at++) store<u8>(target + at, mixOne(load<u8>(target + at), load<u8>(source + at), shareOf(load<u8>(alpha + at), opacity)))
}

// Opacity first and spreading last keeps every product inside 16 bits, and full alpha at full opacity exactly full.
// @ts-ignore: decorator
@inline
function shareOf(alpha: i32, opacity: i32): i32 {
  const share = (alpha * opacity + 128) >> 8
  return share + (share >> 7)
}

/** Half the size: the rounded mean of each 2x2. Width and height are even, those of the large plane. */
export function halve(target: usize, source: usize, width: i32, height: i32): void {
  for (let row = 0; row < height; row += 2) {
    const upper = source + <usize>(row * width)
    const lower = upper + <usize>width
    const out = target + <usize>((row >> 1) * (width >> 1))
    let column = 0
    for (; column + 16 <= width; column += 16) {
      const sum = i16x8.add(
        i16x8.extadd_pairwise_i8x16_u(v128.load(upper + <usize>column)), i16x8.extadd_pairwise_i8x16_u(v128.load(lower + <usize>column)))
      const mean = i16x8.shr_u(i16x8.add(sum, i16x8.splat(2)), 2)
      v128.store64_lane(out + <usize>(column >> 1), i8x16.narrow_i16x8_u(mean, mean), 0)
    }
    for (; column < width; column += 2) {
      const at = <usize>column
      const sum = <i32>load<u8>(upper + at) + <i32>load<u8>(upper + at + 1) + <i32>load<u8>(lower + at) + <i32>load<u8>(lower + at + 1)
      store<u8>(out + (at >> 1), <u8>((sum + 2) >> 2))
    }
  }
}

/** target = min(235, target + ((glow * gain + 128) >> 8)); gain 0..256. Light that is added on luma, up to white. */
export function addGlow(target: usize, glow: usize, length: i32, gain: i32): void {
  const gains = i16x8.splat(<i16>gain)
  const half = i16x8.splat(128)
  const white = i8x16.splat(<i8>235)
  let at: usize = 0
  const end = <usize>length
  for (; at + 16 <= end; at += 16) {
    const bytes = v128.load(glow + at)
    const low = i16x8.shr_u(i16x8.add(i16x8.mul(i16x8.extend_low_i8x16_u(bytes), gains), half), 8)
    const high = i16x8.shr_u(i16x8.add(i16x8.mul(i16x8.extend_high_i8x16_u(bytes), gains), half), 8)
    v128.store(target + at, i8x16.min_u(white, i8x16.add_sat_u(v128.load(target + at), i8x16.narrow_i16x8_u(low, high))))
  }
  for (; at < end; at++) {
    const sum = <i32>load<u8>(target + at) + ((<i32>load<u8>(glow + at) * gain + 128) >> 8)
    store<u8>(target + at, <u8>min(235, sum))
  }
}

/** Copies a rectangle; the rectangles may overlap only when they are the same rows moved left or right. */
export function copyRows(target: usize, targetStride: i32, source: usize, sourceStride: i32, width: i32, height: i32): void {
  for (let row = 0; row < height; row++) memory.copy(target + <usize>(row * targetStride), source + <usize>(row * sourceStride), <usize>width)
}

/** Fills a rectangle with one value. */
export function fillRows(target: usize, stride: i32, width: i32, height: i32, value: i32): void {
  for (let row = 0; row < height; row++) memory.fill(target + <usize>(row * stride), <u8>value, <usize>width)
}

/**
 * Blends a soft disc of one value over a plane: middle x, y and radius in samples, an edge `soft` wide, share `opacity`
 * (0..1) at the rim and 0.8 of it in the middle. 64-bit floats, one sample at a time, so that the twin agrees to the bit.
 */
export function blendDisc(plane: usize, width: i32, height: i32, x: f64, y: f64, radius: f64, soft: f64, opacity: f64, value: i32): void {
  const top = <i32>Math.max(0, Math.floor(y - radius - soft))
  const bottom = <i32>Math.min(<f64>(height - 1), Math.ceil(y + radius + soft))
  const left = <i32>Math.max(0, Math.floor(x - radius - soft))
  const right = <i32>Math.min(<f64>(width - 1), Math.ceil(x + radius + soft))
  const outer = (radius + soft / 2) * (radius + soft / 2)
  for (let row = top; row <= bottom; row++) {
    const down = <f64>row + 0.5 - y
    for (let column = left; column <= right; column++) {
      const across = <f64>column + 0.5 - x
      const square = across * across + down * down
      if (square >= outer) continue
      const outwards = square / (radius * radius)
      const edge = (radius + soft / 2 - Math.sqrt(square)) / soft
      const share = Math.min(1, edge) * opacity * (0.8 + 0.2 * Math.min(1, outwards * outwards))
      const at = plane + <usize>(row * width + column)
      const under = <f64>load<u8>(at)
      store<u8>(at, <u8>Math.floor(under + (<f64>value - under) * share + 0.5))
    }
  }
}
