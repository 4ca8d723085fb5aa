// What a decoded picture is made of: its pixel format and its colours, as the file says or as custom has it where it says
// nothing. Read by conversion and examination.

import type { Frame } from 'node-av/lib'
import { constants as C, libav } from './clip-av.ts'

/** Whether pictures of a pixel format may be clear in places. */
export function hasAlpha(format: number): boolean {
  return ALPHA_FORMATS.has(format)
}

const ALPHA_FORMATS: ReadonlySet<number> = new Set<number>([
  C.AV_PIX_FMT_YUVA420P, C.AV_PIX_FMT_YUVA422P, C.AV_PIX_FMT_YUVA444P, C.AV_PIX_FMT_RGBA, C.AV_PIX_FMT_BGRA, C.AV_PIX_FMT_ARGB, C.AV_PIX_FMT_ABGR,
  C.AV_PIX_FMT_PAL8, C.AV_PIX_FMT_GBRAP, C.AV_PIX_FMT_RGBA64LE, C.AV_PIX_FMT_RGBA64BE, C.AV_PIX_FMT_YUVA444P10LE, C.AV_PIX_FMT_YUVA444P12LE, C.AV_PIX_FMT_YA8, C.AV_PIX_FMT_GBRAP10LE, C.AV_PIX_FMT_GBRAP12LE,
])

/** Whether a picture is clear anywhere: animated gifs always could be and seldom are. */
export function isClearSomewhere(frame: Frame): boolean {
  if (!hasAlpha(frame.format)) return false
  const packed = frame.format === C.AV_PIX_FMT_RGBA || frame.format === C.AV_PIX_FMT_BGRA
  const plane = frame.data?.[packed ? 0 : 3]
  if (plane === undefined) return true
  const stride = frame.linesize[packed ? 0 : 3]!
  for (let row = 0; row < frame.height; row++) {
    for (let column = 0; column < frame.width; column++) if (plane[row * stride + (packed ? column * 4 + 3 : column)]! < 250) return true
  }
  return false
}

export function isRgb(format: number): boolean {
  return RGB_FORMATS.has(format)
}

const RGB_FORMATS: ReadonlySet<number> = new Set<number>([
  C.AV_PIX_FMT_RGB24, C.AV_PIX_FMT_BGR24, C.AV_PIX_FMT_RGBA, C.AV_PIX_FMT_BGRA, C.AV_PIX_FMT_ARGB, C.AV_PIX_FMT_ABGR, C.AV_PIX_FMT_PAL8, C.AV_PIX_FMT_GBRP, C.AV_PIX_FMT_GBRAP,
  C.AV_PIX_FMT_RGB8, C.AV_PIX_FMT_BGR8, C.AV_PIX_FMT_RGB555LE, C.AV_PIX_FMT_RGB565LE, C.AV_PIX_FMT_RGB48LE, C.AV_PIX_FMT_RGB48BE, C.AV_PIX_FMT_RGBA64LE, C.AV_PIX_FMT_RGBA64BE, C.AV_PIX_FMT_GBRP10LE, C.AV_PIX_FMT_GBRP12LE, C.AV_PIX_FMT_RGB0, C.AV_PIX_FMT_BGR0, C.AV_PIX_FMT_0RGB, C.AV_PIX_FMT_0BGR, C.AV_PIX_FMT_GBRAP10LE, C.AV_PIX_FMT_GBRAP12LE,
])

/** Pixel formats whose very name says full range. */
const FULL_FORMATS: ReadonlySet<number> = new Set<number>([C.AV_PIX_FMT_YUVJ420P, C.AV_PIX_FMT_YUVJ422P, C.AV_PIX_FMT_YUVJ444P, C.AV_PIX_FMT_GRAY8, C.AV_PIX_FMT_YA8])

export type DynamicRange = 'sdr' | 'hlg' | 'pq'

/** From the transfer characteristic. */
export function dynamicRangeOf(transfer: number): DynamicRange {
  return transfer === C.AVCOL_TRC_ARIB_STD_B67 ? 'hlg' : transfer === C.AVCOL_TRC_SMPTE2084 ? 'pq' : 'sdr'
}

/** Full or limited range, as the picture says or its format implies. */
export function rangeOf(frame: Frame): 'full' | 'limited' {
  return frame.colorRange === C.AVCOL_RANGE_JPEG || (frame.colorRange === C.AVCOL_RANGE_UNSPECIFIED && FULL_FORMATS.has(frame.format)) ? 'full' : 'limited'
}

/** The matrix of the pictures; pictures that do not say so follow the old rule: BT.601 up to 576 lines, BT.709 above. */
export function matrixOf(frame: Frame): string {
  switch (frame.colorSpace as number) {
    case C.AVCOL_SPC_BT709: return 'bt709'
    case C.AVCOL_SPC_BT470BG:
    case C.AVCOL_SPC_SMPTE170M: return 'bt601'
    case C.AVCOL_SPC_SMPTE240M: return 'smpte240m'
    case C.AVCOL_SPC_FCC: return 'fcc'
    case C.AVCOL_SPC_BT2020_NCL:
    case C.AVCOL_SPC_BT2020_CL: return 'bt2020'
    default: return Math.min(frame.width, frame.height) > 576 || Math.max(frame.width, frame.height) >= 1280 ? 'bt709' : 'bt601'
  }
}

/** Bits of a component, from libav's name of the format: `yuv420p10le`, `p010le`, `rgb48le`. */
export function bitDepthOf(format: number): number {
  const name = libav.avGetPixFmtName(format as never) ?? ''
  if (/^(?:rgb|bgr)48|^(?:rgba|bgra)64|16[lb]e$/u.test(name)) return 16
  const planar = /p(\d{1,2})[lb]e$/u.exec(name) ?? /^p[02]1(\d)/u.exec(name)
  if (planar === null) return 8
  return name.startsWith('p0') || name.startsWith('p2') ? 10 + Number(planar[1]) : Number(planar[1])
}

/** A pixel sticks out from both its vertical neighbours by this much where two moments are woven into one picture. */
const COMB_STEP = 14
/** Share of sticking pixels from which a picture counts as combed: fine detail alone stays under a third of it. */
const COMB_SHARE = 0.02

/**
 * Whether a picture shows two moments in alternate lines. Many recordings are marked interlaced and are not; only those
 * that are seen to be lose half of their lines.
 */
export function isCombed(frame: Frame): boolean {
  if (!frame.hasFlags(C.AV_FRAME_FLAG_INTERLACED) || bitDepthOf(frame.format) !== 8 || isRgb(frame.format)) return false
  const plane = frame.data?.[0]
  if (plane === undefined) return false
  const [width, height, stride] = [frame.width, frame.height, frame.linesize[0]!]
  let seen = 0
  let combed = 0
  for (let row = 1; row + 1 < height; row += 3) {
    for (let column = 2; column < width; column += 9) {
      const at = row * stride + column
      const above = plane[at]! - plane[at - stride]!
      const below = plane[at]! - plane[at + stride]!
      seen++
      if (above * below > COMB_STEP * COMB_STEP) combed++
    }
  }
  return combed > COMB_SHARE * seen
}
