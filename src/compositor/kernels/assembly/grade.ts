// Colours and camera traces: look tables on RGB, look tables on planes, fading by a mask, grain.
// Plain twins: ../plain/grade.ts.

const GRID: i32 = 33

// Place of a byte on the grid, in 1/256 cells: 0 -> 0, 255 -> 32 cells.
// @ts-ignore: decorator
@inline
function gridPlace(value: i32): i32 {
  return (value * 8225) >> 8
}

// @ts-ignore: decorator
@inline
function entry(table: usize, red: i32, green: i32, blue: i32): v128 {
  return i32x4.extend_low_i16x8_s(v128.load64_zero(table + (<usize>((red * GRID + green) * GRID + blue) << 3)))
}

/** Changes RGB (3) or RGBA (4) bytes in place by a look table, interpolated over tetrahedra; alpha is left alone. */
export function applyTable(rgb: usize, channels: i32, pixels: i32, table: usize): void {
  let at = rgb
  const end = rgb + <usize>(pixels * channels)
  const half = i32x4.splat(16384)
  for (; at < end; at += <usize>channels) {
    const r = gridPlace(load<u8>(at))
    const g = gridPlace(load<u8>(at, 1))
    const b = gridPlace(load<u8>(at, 2))
    const r0 = min(r >> 8, 31)
    const g0 = min(g >> 8, 31)
    const b0 = min(b >> 8, 31)
    const fr = r - (r0 << 8)
    const fg = g - (g0 << 8)
    const fb = b - (b0 << 8)
    // Walk from the dark corner to the bright one along the axes, the largest part first.
    let high: i32, middle: i32, low: i32
    let r1 = r0, g1 = g0, b1 = b0
    let r2 = r0 + 1, g2 = g0 + 1, b2 = b0 + 1
    if (fr >= fg) {
      if (fg >= fb) { high = fr; middle = fg; low = fb; r1++; b2-- }
      else if (fr >= fb) { high = fr; middle = fb; low = fg; r1++; g2-- }
      else { high = fb; middle = fr; low = fg; b1++; g2-- }
    } else if (fb > fg) { high = fb; middle = fg; low = fr; b1++; r2-- }
    else if (fb > fr) { high = fg; middle = fb; low = fr; g1++; r2-- }
    else { high = fg; middle = fr; low = fb; g1++; b2-- }
    let sum = i32x4.mul(entry(table, r0, g0, b0), i32x4.splat(256 - high))
    sum = i32x4.add(sum, i32x4.mul(entry(table, r1, g1, b1), i32x4.splat(high - middle)))
    sum = i32x4.add(sum, i32x4.mul(entry(table, r2, g2, b2), i32x4.splat(middle - low)))
    sum = i32x4.add(sum, i32x4.mul(entry(table, r0 + 1, g0 + 1, b0 + 1), i32x4.splat(low)))
    sum = i32x4.shr_s(i32x4.add(sum, half), 15)
    store<u8>(at, <u8>i32x4.extract_lane(sum, 0))
    store<u8>(at, <u8>i32x4.extract_lane(sum, 1), 1)
    store<u8>(at, <u8>i32x4.extract_lane(sum, 2), 2)
  }
}

/** Changes planes in place by a clip table: `curve` 256 bytes, `maps` 256 times six 32-bit numbers in 1/256. */
export function applyClipTable(y: usize, u: usize, v: usize, width: i32, height: i32, curve: usize, maps: usize): void {
  const across = width >> 1
  for (let row = 0; row < height >> 1; row++) {
    const luma = y + <usize>(row * 2 * width)
    for (let column = 0; column < across; column++) {
      const at = <usize>(row * across + column)
      const map = maps + <usize>(<i32>load<u8>(luma + <usize>(column * 2)) * 24)
      const du = <i32>load<u8>(u + at) - 128
      const dv = <i32>load<u8>(v + at) - 128
      store<u8>(u + at, chromaByte(load<i32>(map) * du + load<i32>(map, 4) * dv + load<i32>(map, 16)))
      store<u8>(v + at, chromaByte(load<i32>(map, 8) * du + load<i32>(map, 12) * dv + load<i32>(map, 20)))
    }
  }
  const end = y + <usize>(width * height)
  for (let at = y; at < end; at++) store<u8>(at, load<u8>(curve + <usize>load<u8>(at)))
}

// @ts-ignore: decorator
@inline
function chromaByte(sum: i32): u8 {
  return <u8>(128 + max(-112, min(112, (sum + 128) >> 8)))
}

/** target mixed with one value where the mask says so: share = spread((mask * gain + 128) >> 8), gain 0..256. */
export function fadeMask(target: usize, mask: usize, length: i32, value: i32, gain: i32): void {
  const values = i16x8.splat(<i16>value)
  const gains = i16x8.splat(<i16>gain)
  const half = i16x8.splat(128)
  const full = i16x8.splat(256)
  let at: usize = 0
  const end = <usize>length
  for (; at + 16 <= end; at += 16) {
    const shares = v128.load(mask + at)
    if (!v128.any_true(shares)) continue
    const bytes = v128.load(target + at)
    const low = fadeWords(i16x8.extend_low_i8x16_u(bytes), i16x8.extend_low_i8x16_u(shares), values, gains, half, full)
    const high = fadeWords(i16x8.extend_high_i8x16_u(bytes), i16x8.extend_high_i8x16_u(shares), values, gains, half, full)
    v128.store(target + at, i8x16.narrow_i16x8_u(low, high))
  }
  for (; at < end; at++) {
    let share = (<i32>load<u8>(mask + at) * gain + 128) >> 8
    share += share >> 7
    store<u8>(target + at, <u8>((<i32>load<u8>(target + at) * (256 - share) + value * share + 128) >> 8))
  }
}

// @ts-ignore: decorator
@inline
function fadeWords(words: v128, mask: v128, values: v128, gains: v128, half: v128, full: v128): v128 {
  let share = i16x8.shr_u(i16x8.add(i16x8.mul(mask, gains), half), 8)
  share = i16x8.add(share, i16x8.shr_u(share, 7))
  const mixed = i16x8.add(i16x8.mul(words, i16x8.sub(full, share)), i16x8.mul(values, share))
  return i16x8.shr_u(i16x8.add(mixed, half), 8)
}

/** target = clamp(target + ((noise * gain + 128) >> 8), 16, 235); noise is signed bytes, gain 0..256. */
export function addNoise(target: usize, noise: usize, length: i32, gain: i32): void {
  const gains = i16x8.splat(<i16>gain)
  const half = i16x8.splat(128)
  const lowest = i8x16.splat(16)
  const highest = i8x16.splat(<i8>235)
  let at: usize = 0
  const end = <usize>length
  for (; at + 16 <= end; at += 16) {
    const grains = v128.load(noise + at)
    const bytes = v128.load(target + at)
    const low = i16x8.add(i16x8.extend_low_i8x16_u(bytes), i16x8.shr_s(i16x8.add(i16x8.mul(i16x8.extend_low_i8x16_s(grains), gains), half), 8))
    const high = i16x8.add(i16x8.extend_high_i8x16_u(bytes), i16x8.shr_s(i16x8.add(i16x8.mul(i16x8.extend_high_i8x16_s(grains), gains), half), 8))
    v128.store(target + at, i8x16.max_u(lowest, i8x16.min_u(highest, i8x16.narrow_i16x8_u(low, high))))
  }
  for (; at < end; at++) {
    const sum = <i32>load<u8>(target + at) + ((<i32>load<i8>(noise + at) * gain + 128) >> 8)
    store<u8>(target + at, <u8>max(16, min(235, sum)))
  }
}
