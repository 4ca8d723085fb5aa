// The kernels as the rest of the compositor knows them: planes in, planes out, sizes checked. One set per thread; not
// shared between threads. Made from the compiled module, or from the plain twins where WebAssembly SIMD is missing.

import { KinoraError } from '../../base/index.ts'
import type { Color } from '../../draft/index.ts'
import type { PixelRectangle, YuvPlanes } from '../scene.ts'
import { yuvOfColor } from './color.ts'
import { kernelsModule } from './kernels.wasm.ts'
import { createArena, type Arena } from './memory.ts'
import { resampleScratchBytes, rgbScratchBytes, type Address, type KernelOperations } from './operations.ts'
import { colourBytes, planesAt, type Planes } from './planes.ts'
import { createPlainOperations } from './plain/index.ts'

/** Rows converted at a time: small enough to stay in the second-level cache, even. */
const STRIP_ROWS = 32
const WIDEST_COMPILED_STEP = 4
/** Columns of a source that the compiled kernel has room for; plates are never so wide. */
const WIDEST_COMPILED_SOURCE = 32_768

export interface KernelsOptions {
  /** Memory to begin with; grows as needed. Default 64 MB. */
  readonly memoryBytes?: number
  /** Use the plain TypeScript twins: slow, for comparison and for engines without SIMD. */
  readonly plain?: boolean
}

export interface Kernels {
  readonly operations: KernelOperations
  readonly arena: Arena
  /** Planes of even width and height, not cleared. With `alpha`, an alpha plane too. */
  allocate(width: number, height: number, options?: { readonly alpha?: boolean }): Planes
  /** Gives planes back; using them afterwards is a fault of the caller. */
  release(planes: Planes): void
  /** A copy of planes from elsewhere in the kernels' memory. */
  adopt(planes: YuvPlanes): Planes
  /** Scratch planes that stay allocated, one per slot, made anew when the size changes; contents do not survive the next use of the slot. */
  scratch(slot: string, width: number, height: number, options?: { readonly alpha?: boolean }): Planes
  /** Scratch bytes that stay allocated per slot; made larger when needed. */
  scratchBytes(slot: string, bytes: number): Address
  /** Bytes that are computed once per name and stay (masks, noise); `make` fills a view of that many bytes. */
  made(name: string, bytes: number, make: (view: Uint8Array) => void): Address
  /** Colour planes of one picture into another of the same size. */
  copy(source: YuvPlanes, target: Planes): void
  fill(target: Planes, color: Color): void
  /** The window of the source, stretched over the target. Identity (a copy) when it maps 1:1. Alpha follows when both have it. */
  resample(source: Planes, window: PixelRectangle, target: Planes): void
  /** share 0..1 of right. Target may be either. */
  crossfade(left: Planes, right: Planes, share: number, target: Planes): void
  /** share 0..1 of the colour. Target may be the source. */
  fadeTo(source: Planes, color: Color, share: number, target: Planes): void
  /** RGB (3) or RGBA (4) bytes of target's size to planes, through a look table if given; alpha goes to target's alpha plane if it has one. */
  rgbToYuv(rgb: Uint8Array, channels: 3 | 4, target: Planes, table?: Int16Array): void
  /** Bytes for looking at: PNG, JPEG, canvas. */
  yuvToRgb(source: Planes, channels: 3 | 4): Uint8Array
}

/** Kernels with their own memory. Throws `compositor-simd` when the engine cannot run them and `plain` is not set. */
export function createKernels(options: KernelsOptions = {}): Kernels {
  const arena = createArena(options.memoryBytes ?? 64 * 1024 * 1024)
  const operations = options.plain === true ? createPlainOperations(arena.memory) : instantiate(arena.memory)
  let twins: KernelOperations | undefined
  const plainly = (): KernelOperations => (twins ??= createPlainOperations(arena.memory))
  const planesBySlot = new Map<string, Planes>()
  const madeByName = new Map<string, Address>()
  const bytesBySlot = new Map<string, { address: Address; bytes: number }>()

  function allocate(width: number, height: number, { alpha = false }: { readonly alpha?: boolean } = {}): Planes {
    if (!isEven(width) || !isEven(height)) {
      throw new KinoraError({ code: 'plane-size', message: `Planes of ${width}x${height} are impossible: width and height must be whole, even and at least 2.` })
    }
    return planesAt(arena, arena.take(colourBytes(width, height) + (alpha ? width * height : 0)), width, height, alpha)
  }

  function scratch(slot: string, width: number, height: number, { alpha = false }: { readonly alpha?: boolean } = {}): Planes {
    const known = planesBySlot.get(slot)
    if (known !== undefined && known.width === width && known.height === height && (known.alphaAddress !== 0) === alpha) return known
    if (known !== undefined) arena.giveBack(known.yAddress)
    const fresh = allocate(width, height, { alpha })
    planesBySlot.set(slot, fresh)
    return fresh
  }

  function scratchBytes(slot: string, bytes: number): Address {
    const known = bytesBySlot.get(slot)
    if (known !== undefined && known.bytes >= bytes) return known.address
    if (known !== undefined) arena.giveBack(known.address)
    const address = arena.take(bytes)
    bytesBySlot.set(slot, { address, bytes })
    return address
  }

  function made(name: string, bytes: number, make: (view: Uint8Array) => void): Address {
    const known = madeByName.get(name)
    if (known !== undefined) return known
    const address = arena.take(bytes)
    make(arena.view(address, bytes))
    madeByName.set(name, address)
    return address
  }

  function copy(source: YuvPlanes, target: Planes): void {
    requireSameSize('copy', source, target)
    target.y.set(source.y)
    target.u.set(source.u)
    target.v.set(source.v)
    if (source.alpha !== undefined && target.alpha !== undefined) target.alpha.set(source.alpha)
  }

  function adopt(planes: YuvPlanes): Planes {
    const target = allocate(planes.width, planes.height, { alpha: planes.alpha !== undefined })
    copy(planes, target)
    return target
  }

  function fill(target: Planes, color: Color): void {
    const { y, u, v } = yuvOfColor(color)
    target.y.fill(y)
    target.u.fill(u)
    target.v.fill(v)
  }

  function resample(source: Planes, window: PixelRectangle, target: Planes): void {
    const stepX = window.width / target.width
    const stepY = window.height / target.height
    if (!(stepX > 0 && stepY > 0)) {
      throw new KinoraError({ code: 'resample-window', message: `A window of ${window.width}x${window.height} cannot be drawn: both sides must be above 0.` })
    }
    // The compiled kernel gathers few neighbours at once; tiny pictures of large plates go the slow way.
    const resampling = stepX <= WIDEST_COMPILED_STEP && source.width <= WIDEST_COMPILED_SOURCE ? operations.resample : plainly().resample
    if (stepX === 1 && stepY === 1 && isEvenPlace(window.x) && isEvenPlace(window.y) && isInside(window, source)) return cut(source, window, target)
    const scratchAddress = scratchBytes('resample', resampleScratchBytes(target.width))
    const firstX = window.x + stepX / 2 - 0.5
    const firstY = window.y + stepY / 2 - 0.5
    const full = (from: Address, to: Address) => resampling(
      to, target.width, target.height, target.width, from, source.width, source.height, source.width, firstX, stepX, firstY, stepY, scratchAddress)
    // Chroma stands on the even columns and between rows: half of luma's place across, half of the window down.
    const half = (from: Address, to: Address) => resampling(
      to, target.width / 2, target.height / 2, target.width / 2, from, source.width / 2, source.height / 2, source.width / 2,
      firstX / 2, stepX, window.y / 2 + stepY / 2 - 0.5, stepY, scratchAddress)
    full(source.yAddress, target.yAddress)
    half(source.uAddress, target.uAddress)
    half(source.vAddress, target.vAddress)
    if (source.alphaAddress !== 0 && target.alphaAddress !== 0) full(source.alphaAddress, target.alphaAddress)
  }

  // What resampling gives for a window that maps 1:1 on even pixels, as copies.
  function cut(source: Planes, { x, y }: PixelRectangle, target: Planes): void {
    const { width, height } = target
    const full = (from: Address, to: Address) => operations.copyRows(to, width, from + y * source.width + x, source.width, width, height)
    const half = (from: Address, to: Address) =>
      operations.copyRows(to, width / 2, from + (y * source.width) / 4 + x / 2, source.width / 2, width / 2, height / 2)
    full(source.yAddress, target.yAddress)
    half(source.uAddress, target.uAddress)
    half(source.vAddress, target.vAddress)
    if (source.alphaAddress !== 0 && target.alphaAddress !== 0) full(source.alphaAddress, target.alphaAddress)
  }

  function crossfade(left: Planes, right: Planes, share: number, target: Planes): void {
    requireSameSize('crossfade', left, right)
    requireSameSize('crossfade', left, target)
    operations.crossfade(target.yAddress, left.yAddress, right.yAddress, colourBytes(target.width, target.height), weightOf(share))
  }

  function fadeTo(source: Planes, color: Color, share: number, target: Planes): void {
    requireSameSize('fade', source, target)
    const { y, u, v } = yuvOfColor(color)
    const weight = weightOf(share)
    const luma = target.width * target.height
    operations.fadeTo(target.yAddress, source.yAddress, luma, y, weight)
    operations.fadeTo(target.uAddress, source.uAddress, luma / 4, u, weight)
    operations.fadeTo(target.vAddress, source.vAddress, luma / 4, v, weight)
  }

  function rgbToYuv(rgb: Uint8Array, channels: 3 | 4, target: Planes, table?: Int16Array): void {
    const { width, height } = target
    if (rgb.length !== width * height * channels) {
      throw new KinoraError({ code: 'plane-size', message: `${rgb.length} bytes are not ${width}x${height} pixels of ${channels} channels (${width * height * channels} bytes).` })
    }
    const strip = scratchBytes('rgb-strip', STRIP_ROWS * width * channels)
    const scratchAddress = scratchBytes('rgb-sums', rgbScratchBytes(width))
    const tableAddress = table === undefined ? 0 : scratchBytes('look-table', table.byteLength)
    if (table !== undefined) new Int16Array(arena.memory.buffer, tableAddress, table.length).set(table)
    for (let row = 0; row < height; row += STRIP_ROWS) {
      const rows = Math.min(STRIP_ROWS, height - row)
      const bytes = rgb.subarray(row * width * channels, (row + rows) * width * channels)
      arena.view(strip, bytes.length).set(bytes)
      if (table !== undefined) operations.applyTable(strip, channels, width * rows, tableAddress)
      const luma = row * width
      const alpha = target.alphaAddress === 0 ? 0 : target.alphaAddress + luma
      operations.rgbToYuv(strip, channels, width, rows, target.yAddress + luma, target.uAddress + luma / 4, target.vAddress + luma / 4, alpha, scratchAddress)
    }
    if (channels === 3 && target.alpha !== undefined) target.alpha.fill(255)
  }

  function yuvToRgb(source: Planes, channels: 3 | 4): Uint8Array {
    const bytes = source.width * source.height * channels
    const address = arena.take(bytes)
    operations.yuvToRgb(source.yAddress, source.uAddress, source.vAddress, source.alphaAddress, source.width, source.height, address, channels)
    const result = arena.view(address, bytes).slice()
    arena.giveBack(address)
    return result
  }

  return {
    operations, arena, allocate, adopt, scratch, scratchBytes, made, copy, fill, resample, crossfade, fadeTo, rgbToYuv, yuvToRgb,
    release: (planes) => arena.giveBack(planes.yAddress),
  }
}

let compiled: WebAssembly.Module | undefined

function instantiate(memory: WebAssembly.Memory): KernelOperations {
  try {
    compiled ??= new WebAssembly.Module(Uint8Array.from(atob(kernelsModule), (letter) => letter.charCodeAt(0)))
    return new WebAssembly.Instance(compiled, { env: { memory } }).exports as unknown as KernelOperations
  } catch (cause) {
    throw new KinoraError({ code: 'compositor-simd', message: 'This JavaScript engine cannot run the drawing kernels (WebAssembly SIMD). Use Node 20 or newer.' }, { cause })
  }
}

function requireSameSize(what: string, one: YuvPlanes, other: YuvPlanes): void {
  if (one.width === other.width && one.height === other.height) return
  throw new KinoraError({ code: 'plane-size', message: `Cannot ${what} planes of ${one.width}x${one.height} and ${other.width}x${other.height}: the sizes must be equal.` })
}

/** 0..1 as the kernels' weight 0..256; what is outside is cut. */
export function weightOf(share: number): number {
  return Math.round(Math.max(0, Math.min(1, share)) * 256)
}

function isEvenPlace(position: number): boolean {
  return Number.isInteger(position) && position % 2 === 0
}

function isInside({ x, y, width, height }: PixelRectangle, planes: YuvPlanes): boolean {
  return x >= 0 && y >= 0 && x + width <= planes.width && y + height <= planes.height
}

function isEven(size: number): boolean {
  return Number.isInteger(size) && size >= 2 && size % 2 === 0
}
