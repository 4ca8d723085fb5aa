// What the kernels can do, in the only words a WebAssembly module knows: addresses and numbers. Two things fit this
// interface: the compiled module and the plain TypeScript twins; a test holds them to the same bytes. Callers use
// ./kernels.ts, which knows planes and checks sizes; nothing here checks anything.

/** Byte offset into the kernels' memory. */
export type Address = number

export interface KernelOperations {
  /** target(i, j) = source(firstX + i·stepX, firstY + j·stepY), four-tap, clamped at edges; 0 < step <= 4, sourceWidth <= 32,768. */
  resample(
    target: Address, targetWidth: number, targetHeight: number, targetStride: number,
    source: Address, sourceWidth: number, sourceHeight: number, sourceStride: number,
    firstX: number, stepX: number, firstY: number, stepY: number, scratch: Address,
  ): void
  /** weight 0..256 is right's share. */
  crossfade(target: Address, left: Address, right: Address, length: number, weight: number): void
  /** weight 0..256 is the value's share. */
  fadeTo(target: Address, source: Address, length: number, value: number, weight: number): void
  /** mask 0..255 per byte is right's share. */
  blendMask(target: Address, left: Address, right: Address, mask: Address, length: number): void
  /** Right's share is clamp(((front - order) · gain) >> 8, 0, 256); order is 16 bits; |front| < 131072, gain 1..8192. */
  blendOrder(target: Address, left: Address, right: Address, order: Address, length: number, front: number, gain: number): void
  /** opacity 0..256 */
  blendAlpha(
    target: Address, targetStride: number, source: Address, sourceStride: number, alpha: Address, alphaStride: number,
    width: number, height: number, opacity: number,
  ): void
  /** Rounded mean of each 2x2; width and height even. */
  halve(target: Address, source: Address, width: number, height: number): void
  /** Adds light to luma, up to white (235); gain 0..256. */
  addGlow(target: Address, glow: Address, length: number, gain: number): void
  copyRows(target: Address, targetStride: number, source: Address, sourceStride: number, width: number, height: number): void
  fillRows(target: Address, stride: number, width: number, height: number, value: number): void
  /** A soft disc of one value: middle, radius and edge in samples, opacity 0..1 at its rim. */
  blendDisc(plane: Address, width: number, height: number, x: number, y: number, radius: number, soft: number, opacity: number, value: number): void
  /** channels 3 or 4; rows and width even; alpha 0 = not wanted. scratch: see rgbScratchBytes. */
  rgbToYuv(
    rgb: Address, channels: number, width: number, rows: number,
    y: Address, u: Address, v: Address, alpha: Address, scratch: Address,
  ): void
  yuvToRgb(y: Address, u: Address, v: Address, alpha: Address, width: number, height: number, rgb: Address, channels: number): void
  /** Look table on RGB(A) bytes in place: 33³ entries of four 16-bit numbers 0..32640, red slowest. */
  applyTable(rgb: Address, channels: number, pixels: number, table: Address): void
  /** Look table on planes in place: `curve` 256 bytes, `maps` 256 × six 32-bit numbers in 1/256. */
  applyClipTable(y: Address, u: Address, v: Address, width: number, height: number, curve: Address, maps: Address): void
  /** Mixes one value in where the mask (0..255) says so, times gain 0..256. */
  fadeMask(target: Address, mask: Address, length: number, value: number, gain: number): void
  /** Adds signed noise times gain 0..256, inside 16..235. */
  addNoise(target: Address, noise: Address, length: number, gain: number): void
  /** Box blur of 2·radius + 1 along rows; target is not source. */
  blurRows(target: Address, source: Address, width: number, height: number, radius: number): void
  /** Box blur along columns, radius <= 127; `sums`: 2·width + 16 bytes of scratch; target is not source. */
  blurColumns(target: Address, source: Address, width: number, height: number, radius: number, sums: Address): void
  /** Unsharp mask with a 3x3 [1 2 1] blur; amount 256 adds the difference once; target is not source. */
  sharpen(target: Address, source: Address, width: number, height: number, amount: number): void
  /** Counts values into 256 32-bit numbers. */
  histogram(source: Address, length: number, counts: Address): void
  /** Sum of absolute differences. */
  difference(one: Address, other: Address, length: number): number
}

/** Scratch that resample needs, bytes: constants, four lines, a rest, and a table of its columns. */
export function resampleScratchBytes(targetWidth: number): number {
  return 80 + 4 * 65_600 + 16 + (Math.ceil(targetWidth / 4) + 1) * 80
}

/** Scratch that rgbToYuv needs, bytes. */
export function rgbScratchBytes(width: number): number {
  return 3 * (width + 40) * 2 + 96
}
