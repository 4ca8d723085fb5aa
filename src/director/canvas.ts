// From aspect and platform to pixels. One table, so that every door means the same by "vertical" and "for Reels".

import type { Canvas, Platform } from '../draft/index.ts'
import type { Aspect } from './brief.ts'

/** The shape a platform shows by default; a platform that takes several implies none. */
const platformAspects: Readonly<Partial<Record<Platform, Aspect>>> = {
  youtube: '16:9', bilibili: '16:9', shorts: '9:16', tiktok: '9:16', douyin: '9:16', reels: '9:16', stories: '9:16', channels: '9:16', xiaohongshu: '3:4',
}

const sizes: Readonly<Record<Aspect, { readonly width: number; readonly height: number }>> = {
  '16:9': { width: 1920, height: 1080 }, '9:16': { width: 1080, height: 1920 }, '1:1': { width: 1080, height: 1080 },
  '4:5': { width: 1080, height: 1350 }, '4:3': { width: 1440, height: 1080 }, '3:4': { width: 1080, height: 1440 }, '21:9': { width: 1920, height: 824 },
}

export function aspectOfPlatform(platform: Platform): Aspect | undefined {
  return platformAspects[platform]
}

/** Pixels of a shape with a short side (21:9: long side 1920), scaled so that the shorter side is `shortSide`. */
export function sizeOfAspect(aspect: Aspect, shortSide = 1080): { readonly width: number; readonly height: number } {
  const size = sizes[aspect]
  const factor = shortSide / 1080
  return { width: even(size.width * factor), height: even(size.height * factor) }
}

/** The named shape nearest to a canvas, within 2 %; undefined when none is. */
export function aspectOfCanvas(canvas: Pick<Canvas, 'width' | 'height'>): Aspect | undefined {
  const ratio = canvas.width / canvas.height
  return (Object.keys(sizes) as Aspect[]).find((name) => Math.abs(sizes[name].width / sizes[name].height / ratio - 1) < 0.02)
}

// yuv420p holds one colour sample per 2x2 pixels.
function even(value: number): number {
  return Math.round(value / 2) * 2
}
