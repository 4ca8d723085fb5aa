// What the automatic enhancement needs to know of a picture: its darkest and brightest tones, its middle, its cast.
// Measured once per picture, best on a small copy (512 px is plenty).

export interface PictureStatistics {
  /** Luma (0..1) below which 0.5 % and 99.5 % of the pixels lie. */
  readonly darkest: number
  readonly brightest: number
  /** Median luma, 0..1. */
  readonly middle: number
  /** Share of pixels below luma 0.024 (6 of 255). */
  readonly black: number
  /** Mean of each channel, 0..1. */
  readonly red: number
  readonly green: number
  readonly blue: number
}

/** Measures RGB (3) or RGBA (4) bytes. An empty picture counts as even grey. */
export function measurePicture(rgb: Uint8Array, channels: 3 | 4): PictureStatistics {
  const histogram = new Uint32Array(256)
  const count = Math.floor(rgb.length / channels)
  const sums = [0, 0, 0]
  for (let pixel = 0, at = 0; pixel < count; pixel++, at += channels) {
    const red = rgb[at]!, green = rgb[at + 1]!, blue = rgb[at + 2]!
    sums[0]! += red
    sums[1]! += green
    sums[2]! += blue
    histogram[(red * 54 + green * 183 + blue * 19) >> 8]!++
  }
  if (count === 0) return { darkest: 0, brightest: 1, middle: 0.5, black: 0, red: 0.5, green: 0.5, blue: 0.5 }
  const dark = histogram.subarray(0, 6).reduce((sum, value) => sum + value, 0)
  const mean = (channel: number) => sums[channel]! / count / 255
  return {
    darkest: percentile(histogram, count * 0.005), brightest: percentile(histogram, count * 0.995), middle: percentile(histogram, count * 0.5),
    black: dark / count, red: mean(0), green: mean(1), blue: mean(2),
  }
}

function percentile(histogram: Uint32Array, below: number): number {
  let seen = 0
  const level = histogram.findIndex((count) => (seen += count) >= below)
  return Math.max(0, level) / 255
}
