// A decoded picture of any kind to the planes that are drawn with: cropped, scaled, turned, and brought to BT.709 limited
// range by libav's filters, which are made once per kind of picture and wish. HDR is mapped to SDR on the way.

import type { FilterContext, FilterGraph, Frame } from 'node-av/lib'
import type { PicturePlate, YuvPlanes } from '../compositor/index.ts'
import { blurredGround } from './blurred-ground.ts'
import { constants as C, libav, must } from './clip-av.ts'
import { dynamicRangeOf, hasAlpha, isCombed, isRgb, matrixOf, rangeOf, type DynamicRange } from './clip-format.ts'
import { beforeTurn, thenTurn, turnFilters, upright, wishedTurn, type ClipTurn } from './clip-turn.ts'

/** Where the pictures of one clip go. */
export interface ClipConverter {
  /** Converts a picture for a wish, into planes from `allocate`. */
  convert(frame: Frame, wish: ClipWish, allocate?: AllocatePlanes): YuvPlanes
  close(): void
}

/** The part of a plate request that decides its pixels. */
export type ClipWish = Omit<PicturePlate, 'content'> & { readonly alpha?: boolean }

/** Gives planes to be filled; what they hold before does not matter. */
export type AllocatePlanes = (width: number, height: number, options: { readonly alpha: boolean }) => YuvPlanes

/** What the container says of the pictures. */
export interface ClipPicture {
  readonly turn: ClipTurn
  /** Width of a pixel over its height. */
  readonly pixelAspect: number
}

interface Graph {
  readonly graph: FilterGraph
  readonly source: FilterContext
  readonly sink: FilterContext
  /** Where the picture stands on its plate. */
  readonly x: number
  readonly y: number
  readonly alpha: boolean
  /** What came out last, in memory that JavaScript has seen before: to look at the planes of a new frame each time costs a collection of garbage every few frames. */
  held?: HeldFrame
}

interface HeldFrame {
  readonly frame: Frame
  readonly planes: readonly Buffer[]
  readonly strides: readonly number[]
}

/** Kinds of wish that are kept ready; a chunk seldom draws a clip in more sizes. */
const MOST_GRAPHS = 6

export function createClipConverter(picture: ClipPicture): ClipConverter {
  const graphs = new Map<string, Graph>()
  const output = new libav.Frame()
  output.alloc()

  function graphFor(frame: Frame, wish: ClipWish): Graph {
    const combed = isCombed(frame)
    const key = JSON.stringify([frame.width, frame.height, frame.format, frame.colorSpace, frame.colorRange, frame.colorTrc, frame.colorPrimaries, combed,
      wish.region, wish.rotate, wish.flipHorizontal, wish.flipVertical, wish.width, wish.height, wish.fit, wish.alpha])
    const known = graphs.get(key)
    if (known !== undefined) return known
    const made = makeGraph(frame, picture, wish, combed)
    graphs.set(key, made)
    if (graphs.size > MOST_GRAPHS) {
      const [oldest, graph] = graphs.entries().next().value!
      freeGraph(graph)
      graphs.delete(oldest)
    }
    return made
  }

  return {
    convert(frame, wish, allocate = newPlanes) {
      const graph = graphFor(frame, wish)
      const input = frame.clone()!
      // Time stamps play no part: every picture goes through alone.
      input.pts = 0n
      try {
        must(graph.source.buffersrcAddFrameSync(input, C.AV_BUFFERSRC_FLAG_KEEP_REF), 'filter a picture')
        must(graph.sink.buffersinkGetFrameSync(output), 'convert a picture')
        graph.held ??= holdLike(output)
        must(graph.held.frame.copy(output), 'copy a picture')
        return takePlanes(graph.held, graph, wish, allocate)
      } finally {
        input.free()
        output.unref()
      }
    },
    close() {
      for (const graph of graphs.values()) freeGraph(graph)
      graphs.clear()
      output.free()
    },
  }
}

/** Pixels of the upright picture as displayed. */
export function displayedSize(width: number, height: number, { turn, pixelAspect }: ClipPicture): { width: number; height: number } {
  const across = pixelAspect > 1 ? Math.round(width * pixelAspect) : width
  const down = pixelAspect < 1 ? Math.round(height / pixelAspect) : height
  return turn.transpose ? { width: down, height: across } : { width: across, height: down }
}

// ------------------------------------------------------------------------------------------------ the graph

function makeGraph(frame: Frame, picture: ClipPicture, wish: ClipWish, combed: boolean): Graph {
  const alpha = hasAlpha(frame.format)
  const inner = innerSize(frame, picture, wish)
  const x = 2 * Math.round((wish.width - inner.width) / 4)
  const y = 2 * Math.round((wish.height - inner.height) / 4)
  const turn = thenTurn(picture.turn, wishedTurn(wish))
  const [width, height] = turn.transpose ? [inner.height, inner.width] : [inner.width, inner.height]
  const format = alpha ? 'yuva420p' : 'yuv420p'
  const chain = [...crop(frame, picture.turn, wish), ...(combed ? ['field=type=top'] : []), ...colours(frame, width, height, format), ...turnFilters(turn), `format=pix_fmts=${format}`]
  const blurred = wish.fit === 'blur' && (inner.width < wish.width || inner.height < wish.height)
  const description = blurred
    ? `${[source(frame), ...chain].join(',')},split[front][back];[back]${ground(inner, wish, format)}[ground];[ground][front]overlay=x=${x}:y=${y}:format=yuv420,format=pix_fmts=yuv420p,buffersink@out`
    : `${[source(frame), ...chain].join(',')},buffersink@out`
  const graph = new libav.FilterGraph()
  graph.alloc()
  graph.nbThreads = 1
  must(graph.parsePtr(description), 'set a conversion up')
  must(graph.configSync(), 'join a conversion')
  const own = { graph, source: graph.getFilter('buffer@in')!, sink: graph.getFilter('buffersink@out')! }
  return blurred ? { ...own, x: 0, y: 0, alpha: false } : { ...own, x, y, alpha }
}

function freeGraph({ graph, held }: Graph): void {
  graph.free()
  held?.frame.free()
}

function holdLike({ format, width, height }: Frame): HeldFrame {
  const frame = new libav.Frame()
  frame.alloc()
  frame.format = format
  frame.width = width
  frame.height = height
  must(frame.getBuffer(0), 'allocate a frame')
  return { frame, planes: frame.data!, strides: frame.linesize }
}

function source(frame: Frame): string {
  return `buffer@in=video_size=${frame.width}x${frame.height}:pix_fmt=${frame.format}:time_base=1/1000:pixel_aspect=1/1:colorspace=${frame.colorSpace}:range=${frame.colorRange}`
}

/** The size of the picture inside its plate, even: all of it, or the largest that shows the whole region. */
function innerSize(frame: Frame, picture: ClipPicture, wish: ClipWish): { width: number; height: number } {
  if (wish.fit === 'fill') return { width: wish.width, height: wish.height }
  const shown = displayedSize(frame.width, frame.height, picture)
  const across = shown.width * (wish.region?.width ?? 1)
  const down = shown.height * (wish.region?.height ?? 1)
  const aspect = wish.rotate === 90 || wish.rotate === 270 ? down / across : across / down
  const even = (value: number, most: number): number => Math.max(2, Math.min(most, 2 * Math.round(value / 2)))
  return { width: even(wish.height * aspect, wish.width), height: even(wish.width / aspect, wish.height) }
}

// Whole pixels, even ones, so that chroma stays where it belongs; at most one pixel off from what was asked for.
function crop(frame: Frame, turn: ClipTurn, wish: ClipWish): string[] {
  if (wish.region === undefined) return []
  const area = beforeTurn(turn, wish.region)
  const across = span(area.x, area.width, frame.width)
  const down = span(area.y, area.height, frame.height)
  if (across.size === frame.width && down.size === frame.height) return []
  return [`crop=w=${across.size}:h=${down.size}:x=${across.from}:y=${down.from}`]
}

function span(from: number, size: number, whole: number): { from: number; size: number } {
  const start = Math.max(0, Math.min(whole - 2, 2 * Math.round((from * whole) / 2)))
  const end = Math.min(whole, Math.max(start + 2, 2 * Math.round(((from + size) * whole) / 2)))
  return { from: start, size: end - start }
}

function ground(inner: { readonly width: number; readonly height: number }, wish: ClipWish, format: string): string {
  const scale = blurredGround.side / Math.max(wish.width, wish.height)
  const width = Math.max(2, Math.round(wish.width * scale))
  const height = Math.max(2, Math.round(wish.height * scale))
  const cover = Math.max(wish.width / inner.width, wish.height / inner.height)
  const across = 2 * Math.round(wish.width / cover / 2)
  const down = 2 * Math.round(wish.height / cover / 2)
  const dark = (zero: number): string => `${zero}+(val-${zero})*${blurredGround.brightness}`
  return [
    `crop=w=${Math.min(across, inner.width)}:h=${Math.min(down, inner.height)}`, `scale=w=${width}:h=${height}:flags=area`, ...(format === 'yuva420p' ? ['format=pix_fmts=yuv420p'] : []),
    `gblur=sigma=${blurredGround.sigma}`, `scale=w=${wish.width}:h=${wish.height}:flags=bicubic+accurate_rnd+bitexact`, `lutyuv=y=${dark(16)}:u=${dark(128)}:v=${dark(128)}`,
  ].join(',')
}

// ------------------------------------------------------------------------------------------------ colours

// Bit-exact and carefully rounded, so that every processor gives the same pixels.
const SCALER = 'bicubic+accurate_rnd+bitexact+full_chroma_int'

/** Scales and converts to BT.709 limited range in an 8-bit 4:2:0 format. */
function colours(frame: Frame, width: number, height: number, format: string): string[] {
  const range = dynamicRangeOf(frame.colorTrc)
  const wide = frame.colorPrimaries === C.AVCOL_PRI_BT2020
  if (range !== 'sdr') return hdrFilters(frame, width, height, range)
  if (wide && !isRgb(frame.format)) return wideFilters(frame, width, height)
  const matrix = isRgb(frame.format) ? '' : `:in_color_matrix=${matrixOf(frame)}:in_range=${rangeOf(frame)}`
  return [`scale=w=${width}:h=${height}:flags=${SCALER}${matrix}:out_color_matrix=bt709:out_range=limited`, `format=pix_fmts=${format}`]
}

// BT.2020 primaries without HDR (some cameras): only the primaries and the matrix change.
function wideFilters(frame: Frame, width: number, height: number): string[] {
  return [
    `scale=w=${width}:h=${height}:flags=${SCALER}`,
    `zscale=min=2020_ncl:pin=2020:tin=709:rin=${rangeOf(frame)}:m=709:p=709:t=709:r=limited`, 'format=pix_fmts=yuv420p',
  ]
}

/**
 * To linear light with paper white (203 nits, ITU-R BT.2408) at 1, to BT.709 primaries, then the highlights above are
 * rolled off. The picture is made small first: everything here is computed in floating point.
 */
function hdrFilters(frame: Frame, width: number, height: number, range: DynamicRange): string[] {
  const transfer = range === 'hlg' ? 'arib-std-b67' : 'smpte2084'
  return [
    `scale=w=${width}:h=${height}:flags=${SCALER}`,
    `zscale=min=2020_ncl:pin=2020:tin=${transfer}:rin=${rangeOf(frame)}:t=linear:npl=${PAPER_WHITE}`, 'format=pix_fmts=gbrpf32le',
    'zscale=pin=2020:tin=linear:p=709', `tonemap=tonemap=mobius:param=0.5:desat=0:peak=${HDR_PEAK / PAPER_WHITE}`,
    'zscale=pin=709:tin=linear:t=709:m=709:r=limited', 'format=pix_fmts=yuv420p',
  ]
}

const PAPER_WHITE = 203
/** Phones and cameras grade for 1000 nits; what is brighter becomes white. */
const HDR_PEAK = 1000

// ------------------------------------------------------------------------------------------------ planes

function newPlanes(width: number, height: number, { alpha }: { readonly alpha: boolean }): YuvPlanes {
  const plane = (share: number): Uint8Array => new Uint8Array((width * height) / share)
  return { width, height, y: plane(1), u: plane(4), v: plane(4), ...(alpha ? { alpha: plane(1) } : {}) }
}

function takePlanes({ frame, planes: data, strides }: HeldFrame, graph: Graph, wish: ClipWish, allocate: AllocatePlanes): YuvPlanes {
  const { width, height } = wish
  const keepAlpha = graph.alpha && wish.alpha === true
  const planes = allocate(width, height, { alpha: keepAlpha })
  const ground = yuvOf(wish.background ?? '#000000')
  const targets = [planes.y, planes.u, planes.v] as const
  const small = frame.width < width || frame.height < height
  targets.forEach((target, index) => {
    if (small) target.fill(ground[index]!)
    const share = index === 0 ? 0 : 1
    copyRows(data[index]!, strides[index]!, frame.width >> share, frame.height >> share, target, width >> share, graph.x >> share, graph.y >> share)
  })
  if (keepAlpha) {
    if (small) planes.alpha!.fill(0)
    copyRows(data[3]!, strides[3]!, frame.width, frame.height, planes.alpha!, width, graph.x, graph.y)
  } else if (graph.alpha) flatten(targets, width, { alpha: data[3]!, stride: strides[3]!, frame }, graph, ground)
  return planes
}

function copyRows(source: Uint8Array, stride: number, width: number, height: number, target: Uint8Array, targetStride: number, x: number, y: number): void {
  if (stride === width && targetStride === width) {
    target.set(source.subarray(0, width * height), y * targetStride)
    return
  }
  for (let row = 0; row < height; row++) target.set(source.subarray(row * stride, row * stride + width), (y + row) * targetStride + x)
}

// Clear parts of an animated picture show the background of the film.
function flatten([y, u, v]: readonly [Uint8Array, Uint8Array, Uint8Array], width: number, { alpha, stride, frame }: { readonly alpha: Uint8Array; readonly stride: number; readonly frame: Frame }, { x, y: top }: Graph, ground: readonly number[]): void {
  for (let row = 0; row < frame.height; row++) {
    for (let column = 0; column < frame.width; column++) {
      const cover = alpha[row * stride + column]!
      if (cover === 255) continue
      const at = (top + row) * width + x + column
      y[at] = mix(y[at]!, ground[0]!, cover)
      if ((row | column) & 1) continue
      const chroma = ((top + row) >> 1) * (width >> 1) + ((x + column) >> 1)
      u[chroma] = mix(u[chroma]!, ground[1]!, cover)
      v[chroma] = mix(v[chroma]!, ground[2]!, cover)
    }
  }
}

function mix(value: number, ground: number, cover: number): number {
  return Math.round((value * cover + ground * (255 - cover)) / 255)
}

/** BT.709 limited range of an sRGB colour. */
function yuvOf(color: string): readonly [number, number, number] {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) / 255) as [number, number, number]
  const grey = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  return [Math.round(16 + 219 * grey), Math.round(128 + (224 * (blue - grey)) / 1.8556), Math.round(128 + (224 * (red - grey)) / 1.5748)]
}

/** A clip that lies as it is stored. */
export const plainPicture: ClipPicture = { turn: upright, pixelAspect: 1 }
