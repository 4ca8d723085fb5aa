// The film as a whole: its canvas and its title.

import { z } from 'zod'
import { success } from '../../base/index.ts'
import type { Canvas, Draft, Rectangle } from '../document.ts'
import { patched } from '../patch.ts'
import { mapPlaced } from '../place.ts'
import { color, frameRate, name, platform, side } from '../schema/values.ts'
import { platformName, quote } from '../wording.ts'
import { defineOperation } from './define.ts'

export const setCanvas = defineOperation('set-canvas', z.strictObject({
  width: side.describe('Pixels, even, 16..3840.').optional(), height: side.describe('Pixels, even, 16..3840.').optional(),
  frameRate: frameRate.optional(), background: color.describe('Colour where no picture is, and of fades; #rrggbb.').optional(),
  platform: platform.nullable().describe('The place the film is made for; null = none.').optional(),
}), {
  title: 'Set the canvas',
  description: 'Changes size, shape, frame rate, background or platform. Everything is laid out anew: crops follow the focus, text keeps its share of the shorter side, logos and insets keep their shape and corner.',
  apply(draft, { platform, ...wished }) {
    const canvas = patched(draft.canvas, { ...wished, ...(platform === undefined ? {} : { platform: platform ?? undefined }) })
    return success(reframeOverlays(patched(draft, { canvas }), draft.canvas, canvas))
  },
  describe: (before, after) => canvasSentence(before.canvas, after.canvas),
})

function reframeOverlays(draft: Draft, before: Canvas, after: Canvas): Draft {
  if (before.width * after.height === before.height * after.width) return draft
  return mapPlaced(draft, (segment) => (segment.kind === 'overlay' ? patched(segment, { frame: reframed(segment.frame, before, after) }) : segment))
}

/** The same frame on another canvas: same shape, same share of the shorter side, same corner. A frame that covers all still does. */
export function reframed(frame: Rectangle, before: Canvas, after: Canvas): Rectangle {
  if (frame.width >= 0.999 && frame.height >= 0.999) return frame
  const scale = Math.min(after.width, after.height) / Math.min(before.width, before.height)
  const wide = (frame.width * before.width * scale) / after.width
  const high = (frame.height * before.height * scale) / after.height
  const fitting = Math.min(1, 1 / wide, 1 / high)
  const [width, height] = [wide * fitting, high * fitting]
  return {
    x: round(alignment(frame.x, frame.width) * (1 - width)), y: round(alignment(frame.y, frame.height) * (1 - height)), width: round(width), height: round(height),
  }
}

// 0 = at the left or upper edge, 1 = at the right or lower edge.
function alignment(at: number, extent: number): number {
  return extent >= 0.999 ? 0.5 : Math.min(1, Math.max(0, at / (1 - extent)))
}

// A millionth of the canvas is far below a pixel; more digits only make drafts long.
function round(value: number): number {
  return Math.round(value * 1_000_000) / 1_000_000
}

function canvasSentence(before: Canvas, after: Canvas) {
  const en: string[] = []
  const zh: string[] = []
  if (before.width !== after.width || before.height !== after.height) {
    en.push(`${after.width}×${after.height} (${aspectName(after)})`)
    zh.push(`${after.width}×${after.height}（${aspectName(after)}）`)
  }
  if (before.frameRate !== after.frameRate) {
    const rate = Math.round((after.frameRate.numerator / after.frameRate.denominator) * 1000) / 1000
    en.push(`${rate} frames per second`)
    zh.push(`每秒 ${rate} 帧`)
  }
  if (before.background !== after.background) {
    en.push(`on ${after.background}`)
    zh.push(`背景色 ${after.background}`)
  }
  if (before.platform !== after.platform) {
    en.push(after.platform === undefined ? 'for no platform in particular' : `made for ${platformName(after.platform).en}`)
    zh.push(after.platform === undefined ? '不限平台' : `面向${platformName(after.platform).zh}`)
  }
  return { en: `The film is now ${en.join(', ')}.`, zh: `影片现在${before.platform !== after.platform && zh.length === 1 ? '' : '为 '}${zh.join('，')}。` }
}

function aspectName({ width, height }: Canvas): string {
  const divisor = greatestDivisor(width, height)
  const [across, down] = [width / divisor, height / divisor]
  return across <= 64 && down <= 64 ? `${across}:${down}` : `${Math.round((width / height) * 100) / 100}:1`
}

function greatestDivisor(left: number, right: number): number {
  return right === 0 ? left : greatestDivisor(right, left % right)
}

export const setTitle = defineOperation('set-title', z.strictObject({ title: name.describe('The title; empty = none.') }), {
  title: 'Set the film\'s title',
  description: 'Names the film, in lists and file names. It shows nothing on screen: for that add a text with the role title.',
  apply: (draft, { title }) => success(patched(draft, { title })),
  describe(_before, _after, { title }) {
    return title === '' ? { en: 'The film has no title any more.', zh: '影片不再有片名。' } : { en: `The film is called ${quote(title).en}.`, zh: `影片名为${quote(title).zh}。` }
  },
})
