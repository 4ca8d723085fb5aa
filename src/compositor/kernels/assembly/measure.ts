// Looking at finished planes: how often each value occurs, and how far two planes differ. Plain twins: ../plain/measure.ts.

/** Counts values into 256 32-bit numbers at `counts` (cleared first). */
export function histogram(source: usize, length: i32, counts: usize): void {
  memory.fill(counts, 0, 1024)
  const end = source + <usize>length
  for (let at = source; at < end; at++) {
    const place = counts + (<usize>load<u8>(at) << 2)
    store<u32>(place, load<u32>(place) + 1)
  }
}

/** Sum of absolute differences; exact for up to 16 million samples. */
export function difference(one: usize, other: usize, length: i32): f64 {
  let sums = i32x4.splat(0)
  let at: usize = 0
  const end = <usize>length
  for (; at + 16 <= end; at += 16) {
    const a = v128.load(one + at)
    const b = v128.load(other + at)
    const apart = v128.or(i8x16.sub_sat_u(a, b), i8x16.sub_sat_u(b, a))
    sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(apart)))
  }
  let sum = <f64>(<u32>i32x4.extract_lane(sums, 0)) + <f64>(<u32>i32x4.extract_lane(sums, 1)) + <f64>(<u32>i32x4.extract_lane(sums, 2)) + <f64>(<u32>i32x4.extract_lane(sums, 3))
  for (; at < end; at++) sum += <f64>abs<i32>(<i32>load<u8>(one + at) - <i32>load<u8>(other + at))
  return sum
}
