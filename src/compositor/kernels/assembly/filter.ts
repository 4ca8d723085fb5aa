// Neighbourhood filters on one plane: box blur and sharpening. Plain twins: ../plain/filter.ts.

/** Box blur along rows: each sample becomes the rounded mean of 2 * radius + 1 neighbours, edges repeated. Target is not source. */
export function blurRows(target: usize, source: usize, width: i32, height: i32, radius: i32): void {
  const size = 2 * radius + 1
  const scale = (65536 + (size >> 1)) / size
  const last = width - 1
  for (let row = 0; row < height; row++) {
    const from = source + <usize>(row * width)
    const to = target + <usize>(row * width)
    let sum = <i32>load<u8>(from) * (radius + 1)
    for (let column = 1; column <= radius; column++) sum += <i32>load<u8>(from + <usize>min(last, column))
    // Edges one by one; between them no neighbour is outside and nothing needs clamping.
    const middle = min(width, radius)
    const end = max(middle, last - radius)
    let column = 0
    for (; column < middle; column++) {
      store<u8>(to + <usize>column, <u8>min(255, (sum * scale + 32768) >> 16))
      sum += <i32>load<u8>(from + <usize>min(last, column + radius + 1)) - <i32>load<u8>(from + <usize>max(0, column - radius))
    }
    let leaving = from + <usize>(column - radius)
    let coming = from + <usize>(column + radius + 1)
    for (; column < end; column++) {
      store<u8>(to + <usize>column, <u8>min(255, (sum * scale + 32768) >> 16))
      sum += <i32>load<u8>(coming++) - <i32>load<u8>(leaving++)
    }
    for (; column < width; column++) {
      store<u8>(to + <usize>column, <u8>min(255, (sum * scale + 32768) >> 16))
      sum += <i32>load<u8>(from + <usize>min(last, column + radius + 1)) - <i32>load<u8>(from + <usize>max(0, column - radius))
    }
  }
}

/** Box blur along columns, radius at most 127; `sums` is scratch of 2 * width + 16 bytes. Target is not source. */
export function blurColumns(target: usize, source: usize, width: i32, height: i32, radius: i32, sums: usize): void {
  const size = 2 * radius + 1
  const scale = (65536 + (size >> 1)) / size
  const last = height - 1
  for (let column = 0; column < width; column++) store<u16>(sums + <usize>(column << 1), <u16>(<i32>load<u8>(source + <usize>column) * (radius + 1)))
  for (let row = 1; row <= radius; row++) moveSums(sums, source + <usize>(min(last, row) * width), 0, width)
  for (let row = 0; row < height; row++) {
    meansOf(target + <usize>(row * width), sums, width, scale)
    moveSums(sums, source + <usize>(min(last, row + radius + 1) * width), source + <usize>(max(0, row - radius) * width), width)
  }
}

// Adds one row to the sums and takes another away (none when 0).
function moveSums(sums: usize, added: usize, removed: usize, width: i32): void {
  let column = 0
  for (; column + 8 <= width; column += 8) {
    const at = <usize>column
    let sum = i16x8.add(v128.load(sums + (at << 1)), v128.load8x8_u(added + at))
    if (removed != 0) sum = i16x8.sub(sum, v128.load8x8_u(removed + at))
    v128.store(sums + (at << 1), sum)
  }
  for (; column < width; column++) {
    const at = <usize>column
    const less = removed == 0 ? 0 : <i32>load<u8>(removed + at)
    store<u16>(sums + (at << 1), <u16>(<i32>load<u16>(sums + (at << 1)) + <i32>load<u8>(added + at) - less))
  }
}

function meansOf(target: usize, sums: usize, width: i32, scale: i32): void {
  const scales = i32x4.splat(scale)
  const half = i32x4.splat(32768)
  let column = 0
  for (; column + 8 <= width; column += 8) {
    const words = v128.load(sums + (<usize>column << 1))
    const low = i32x4.shr_u(i32x4.add(i32x4.mul(i32x4.extend_low_i16x8_u(words), scales), half), 16)
    const high = i32x4.shr_u(i32x4.add(i32x4.mul(i32x4.extend_high_i16x8_u(words), scales), half), 16)
    const means = i16x8.narrow_i32x4_s(low, high)
    v128.store64_lane(target + <usize>column, i8x16.narrow_i16x8_u(means, means), 0)
  }
  for (; column < width; column++) {
    const sum = <i32>load<u16>(sums + (<usize>column << 1))
    store<u8>(target + <usize>column, <u8>min(255, (sum * scale + 32768) >>> 16))
  }
}

/** target = source + amount/256 of what a [1 2 1] blur both ways takes away, inside 0..255; amount 0..512. Target is not source. */
export function sharpen(target: usize, source: usize, width: i32, height: i32, amount: i32): void {
  const last = width - 1
  for (let row = 0; row < height; row++) {
    const here = source + <usize>(row * width)
    const above = source + <usize>(max(0, row - 1) * width)
    const below = source + <usize>(min(height - 1, row + 1) * width)
    const to = target + <usize>(row * width)
    store<u8>(to, sharpOne(above, here, below, 0, last, amount))
    let column = 1
    for (; column + 9 <= width; column += 8) {
      const at = <usize>column
      const left = columnSums(above + at - 1, here + at - 1, below + at - 1)
      const middle = columnSums(above + at, here + at, below + at)
      const right = columnSums(above + at + 1, here + at + 1, below + at + 1)
      const blurred = i16x8.add(i16x8.add(left, right), i16x8.add(middle, middle))
      const plain = v128.load8x8_u(here + at)
      // Sixteen times the difference fits 16 bits; its product with the amount does not.
      const difference = i16x8.sub(i16x8.shl(plain, 4), blurred)
      const low = i32x4.shr_s(i32x4.add(i32x4.mul(i32x4.extend_low_i16x8_s(difference), i32x4.splat(amount)), i32x4.splat(2048)), 12)
      const high = i32x4.shr_s(i32x4.add(i32x4.mul(i32x4.extend_high_i16x8_s(difference), i32x4.splat(amount)), i32x4.splat(2048)), 12)
      const result = i16x8.add(plain, i16x8.narrow_i32x4_s(low, high))
      v128.store64_lane(to + at, i8x16.narrow_i16x8_u(result, result), 0)
    }
    for (; column < width; column++) store<u8>(to + <usize>column, sharpOne(above, here, below, column, last, amount))
  }
}

// @ts-ignore: decorator
@inline
function columnSums(above: usize, here: usize, below: usize): v128 {
  return i16x8.add(i16x8.add(v128.load8x8_u(above), v128.load8x8_u(below)), i16x8.shl(v128.load8x8_u(here), 1))
}

function sharpOne(above: usize, here: usize, below: usize, column: i32, last: i32, amount: i32): u8 {
  const left = <usize>max(0, column - 1)
  const at = <usize>column
  const right = <usize>min(last, column + 1)
  const blurred = columnSum(above, here, below, left) + 2 * columnSum(above, here, below, at) + columnSum(above, here, below, right)
  const plain = <i32>load<u8>(here + at)
  const change = ((plain * 16 - blurred) * amount + 2048) >> 12
  return <u8>max(0, min(255, plain + change))
}

// @ts-ignore: decorator
@inline
function columnSum(above: usize, here: usize, below: usize, at: usize): i32 {
  return <i32>load<u8>(above + at) + 2 * <i32>load<u8>(here + at) + <i32>load<u8>(below + at)
}
