// The 8x8 ordered pattern that spreads rounding over neighbours, so that soft gradients show no bands.

/** 64 thresholds, each once, in (0, 1): floor(value + threshold) instead of rounding. Index: (row & 7) * 8 + (column & 7). */
export const DITHER: readonly number[] = Array.from({ length: 64 }, (_, at) => {
  const x = at & 7
  const y = at >> 3
  let rank = 0
  for (let bit = 0; bit < 3; bit++) rank |= ((((x ^ y) >> bit) & 1) << (5 - 2 * bit)) | (((y >> bit) & 1) << (4 - 2 * bit))
  return (rank + 0.5) / 64
})
