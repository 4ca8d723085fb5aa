// Between RGB bytes and BT.709 limited-range 4:2:0 planes. Chroma stands where H.264 puts it: on the even columns
// ([1 2 1] across), between the two rows. 15-bit coefficients whose sums are exact: white is 235/128/128, black 16/128/128.
// Plain twins: ../plain/convert.ts.

// 219/255 and 224/255 of the BT.709 weights, times 32768, rounded so that each row sums to its exact total.
const YR: i32 = 5983
const YG: i32 = 20127
const YB: i32 = 2032
const UR: i32 = -3298
const UG: i32 = -11094
const UB: i32 = 14392
const VR: i32 = 14392
const VG: i32 = -13072
const VB: i32 = -1320

/**
 * Converts `rows` (even) rows of `width` (even) pixels of `channels` 3 (RGB) or 4 (RGBA) bytes. `alpha` is written when
 * channels is 4 and alpha is not 0. `scratch`: 3 * (width + 32) * 2 + 64 bytes.
 */
export function rgbToYuv(
  rgb: usize, channels: i32, width: i32, rows: i32,
  y: usize, u: usize, v: usize, alpha: usize, scratch: usize,
): void {
  const lane = ((width + 32) * 2 + 15) & ~15
  const reds = scratch + 16
  const greens = reds + <usize>lane
  const blues = greens + <usize>lane
  for (let row = 0; row < rows; row += 2) {
    for (let side = 0; side < 2; side++) {
      const at = rgb + <usize>((row + side) * width * channels)
      const out = <usize>((row + side) * width)
      lumaRow(at, channels, width, y + out, reds, greens, blues, side == 1)
      if (channels == 4 && alpha != 0) alphaOfRow(at, width, alpha + out)
    }
    padFirst(reds, greens, blues)
    chromaRow(width >> 1, reds, greens, blues, u + <usize>((row >> 1) * (width >> 1)), v + <usize>((row >> 1) * (width >> 1)))
  }
}

function alphaOfRow(rgba: usize, width: i32, alpha: usize): void {
  for (let column: usize = 0; column < <usize>width; column++) store<u8>(alpha + column, load<u8>(rgba + (column << 2), 3))
}

function lumaRow(rgb: usize, channels: i32, width: i32, y: usize, reds: usize, greens: usize, blues: usize, add: bool): void {
  let column = 0
  const rg = i32x4.splat(YR | (YG << 16))
  const b1 = i32x4.splat(YB)
  const bias = i32x4.splat((16 << 15) + 16384)
  // The wide path reads 32 bytes for 8 pixels; the last pixels go one by one so that nothing past the row is read.
  const wide = channels == 3 ? width - 11 : width - 7
  for (; column < wide; column += 8) {
    const at = rgb + <usize>(column * channels)
    let red: v128, green: v128, blue: v128
    if (channels == 3) {
      const a = v128.load(at)
      const b = v128.load(at, 16)
      red = i16x8.extend_low_i8x16_u(i8x16.shuffle(a, b, 0, 3, 6, 9, 12, 15, 18, 21, 0, 0, 0, 0, 0, 0, 0, 0))
      green = i16x8.extend_low_i8x16_u(i8x16.shuffle(a, b, 1, 4, 7, 10, 13, 16, 19, 22, 0, 0, 0, 0, 0, 0, 0, 0))
      blue = i16x8.extend_low_i8x16_u(i8x16.shuffle(a, b, 2, 5, 8, 11, 14, 17, 20, 23, 0, 0, 0, 0, 0, 0, 0, 0))
    } else {
      const a = v128.load(at)
      const b = v128.load(at, 16)
      red = i16x8.extend_low_i8x16_u(i8x16.shuffle(a, b, 0, 4, 8, 12, 16, 20, 24, 28, 0, 0, 0, 0, 0, 0, 0, 0))
      green = i16x8.extend_low_i8x16_u(i8x16.shuffle(a, b, 1, 5, 9, 13, 17, 21, 25, 29, 0, 0, 0, 0, 0, 0, 0, 0))
      blue = i16x8.extend_low_i8x16_u(i8x16.shuffle(a, b, 2, 6, 10, 14, 18, 22, 26, 30, 0, 0, 0, 0, 0, 0, 0, 0))
    }
    const zero = i16x8.splat(0)
    const low = i32x4.add(i32x4.dot_i16x8_s(pairLow(red, green), rg), i32x4.dot_i16x8_s(pairLow(blue, zero), b1))
    const high = i32x4.add(i32x4.dot_i16x8_s(pairHigh(red, green), rg), i32x4.dot_i16x8_s(pairHigh(blue, zero), b1))
    const words = i16x8.narrow_i32x4_s(i32x4.shr_s(i32x4.add(low, bias), 15), i32x4.shr_s(i32x4.add(high, bias), 15))
    v128.store64_lane(y + <usize>column, i8x16.narrow_i16x8_u(words, words), 0)
    const offset = <usize>(column << 1)
    if (add) {
      red = i16x8.add(red, v128.load(reds + offset))
      green = i16x8.add(green, v128.load(greens + offset))
      blue = i16x8.add(blue, v128.load(blues + offset))
    }
    v128.store(reds + offset, red)
    v128.store(greens + offset, green)
    v128.store(blues + offset, blue)
  }
  for (; column < width; column++) {
    const at = rgb + <usize>(column * channels)
    const red = <i32>load<u8>(at)
    const green = <i32>load<u8>(at, 1)
    const blue = <i32>load<u8>(at, 2)
    store<u8>(y + <usize>column, <u8>((red * YR + green * YG + blue * YB + (16 << 15) + 16384) >> 15))
    const offset = <usize>(column << 1)
    store<i16>(reds + offset, <i16>(red + (add ? <i32>load<i16>(reds + offset) : 0)))
    store<i16>(greens + offset, <i16>(green + (add ? <i32>load<i16>(greens + offset) : 0)))
    store<i16>(blues + offset, <i16>(blue + (add ? <i32>load<i16>(blues + offset) : 0)))
  }
}

// @ts-ignore: decorator
@inline
function pairLow(a: v128, b: v128): v128 {
  return i16x8.shuffle(a, b, 0, 8, 1, 9, 2, 10, 3, 11)
}

// @ts-ignore: decorator
@inline
function pairHigh(a: v128, b: v128): v128 {
  return i16x8.shuffle(a, b, 4, 12, 5, 13, 6, 14, 7, 15)
}

// The sample left of the first column repeats the first.
function padFirst(reds: usize, greens: usize, blues: usize): void {
  store<i16>(reds - 2, load<i16>(reds))
  store<i16>(greens - 2, load<i16>(greens))
  store<i16>(blues - 2, load<i16>(blues))
}

// Sums of two rows and [1 2 1] columns weigh 8; with 15 bits of coefficient the shift is 18.
function chromaRow(width: i32, reds: usize, greens: usize, blues: usize, u: usize, v: usize): void {
  let column = 0
  for (; column + 4 <= width; column += 4) {
    const offset = <usize>(column << 2)
    const red = tripleSums(reds + offset)
    const green = tripleSums(greens + offset)
    const blue = tripleSums(blues + offset)
    storeFour(u + <usize>column, red, green, blue, UR, UG, UB)
    storeFour(v + <usize>column, red, green, blue, VR, VG, VB)
  }
  for (; column < width; column++) {
    const offset = <usize>(column << 2)
    const red = tripleSum(reds + offset)
    const green = tripleSum(greens + offset)
    const blue = tripleSum(blues + offset)
    store<u8>(u + <usize>column, <u8>((red * UR + green * UG + blue * UB + (128 << 18) + (1 << 17)) >> 18))
    store<u8>(v + <usize>column, <u8>((red * VR + green * VG + blue * VB + (128 << 18) + (1 << 17)) >> 18))
  }
}

// Four sums left + 2 * middle + right at even columns, as 32-bit lanes.
// @ts-ignore: decorator
@inline
function tripleSums(at: usize): v128 {
  const here = v128.load(at)
  const before = v128.load(at - 2)
  const middleAndRight = i32x4.dot_i16x8_s(here, i32x4.splat(2 | (1 << 16)))
  const left = i32x4.dot_i16x8_s(before, i32x4.splat(1))
  return i32x4.add(middleAndRight, left)
}

// @ts-ignore: decorator
@inline
function tripleSum(at: usize): i32 {
  return <i32>load<i16>(at - 2) + 2 * <i32>load<i16>(at) + <i32>load<i16>(at, 2)
}

// @ts-ignore: decorator
@inline
function storeFour(target: usize, red: v128, green: v128, blue: v128, kr: i32, kg: i32, kb: i32): void {
  const sum = i32x4.add(i32x4.add(i32x4.mul(red, i32x4.splat(kr)), i32x4.mul(green, i32x4.splat(kg))), i32x4.mul(blue, i32x4.splat(kb)))
  const shifted = i32x4.shr_s(i32x4.add(sum, i32x4.splat((128 << 18) + (1 << 17))), 18)
  const words = i16x8.narrow_i32x4_s(shifted, shifted)
  v128.store32_lane(target, i8x16.narrow_i16x8_u(words, words), 0)
}

/**
 * Converts planes to RGB (channels 3) or RGBA (4, alpha 255 or from `alpha`). Chroma is the nearest sample to the left:
 * good for looking, not for another round trip. 14-bit coefficients.
 */
export function yuvToRgb(y: usize, u: usize, v: usize, alpha: usize, width: i32, height: i32, rgb: usize, channels: i32): void {
  for (let row = 0; row < height; row++) {
    const luma = y + <usize>(row * width)
    const chroma = <usize>((row >> 1) * (width >> 1))
    let out = rgb + <usize>(row * width * channels)
    for (let column = 0; column < width; column++) {
      const light = (<i32>load<u8>(luma + <usize>column) - 16) * 19077 + 8192
      const blueness = <i32>load<u8>(u + chroma + <usize>(column >> 1)) - 128
      const redness = <i32>load<u8>(v + chroma + <usize>(column >> 1)) - 128
      store<u8>(out, clampByte((light + redness * 29372) >> 14))
      store<u8>(out, clampByte((light - redness * 8731 - blueness * 3494) >> 14), 1)
      store<u8>(out, clampByte((light + blueness * 34610) >> 14), 2)
      if (channels == 4) store<u8>(out, alpha == 0 ? 255 : load<u8>(alpha + <usize>(row * width + column)), 3)
      out += <usize>channels
    }
  }
}

// @ts-ignore: decorator
@inline
function clampByte(value: i32): u8 {
  return <u8>max(0, min(255, value))
}
