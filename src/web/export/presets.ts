// Where a film goes, and what that place wants: shape, file and size. Pure tables; the words stand in words.ts.

import type { Platform } from '../../draft/index.ts'

export type Format = 'mp4' | 'mov' | 'webm' | 'gif'
export type Quality = 'draft' | 'standard' | 'high'
/** Lines of the shorter side; `film`: as the film is. */
export type Size = 'film' | '2160p' | '1080p' | '720p' | '480p'

export interface Output {
  readonly format: Format
  readonly quality: Quality
  readonly size: Size
}

export interface Preset extends Output {
  readonly name: PresetName
  /** Width to height that the place shows best; absent: any. */
  readonly shape?: readonly [number, number]
  readonly platform?: Platform
}

export type PresetName = 'youtube' | 'vertical' | 'square' | 'message' | 'loop'

export const presets: readonly Preset[] = [
  { name: 'youtube', format: 'mp4', quality: 'high', size: '1080p', shape: [16, 9], platform: 'youtube' },
  { name: 'vertical', format: 'mp4', quality: 'standard', size: '1080p', shape: [9, 16], platform: 'shorts' },
  { name: 'square', format: 'mp4', quality: 'standard', size: '1080p', shape: [1, 1], platform: 'instagram' },
  { name: 'message', format: 'mp4', quality: 'draft', size: '720p' },
  { name: 'loop', format: 'gif', quality: 'draft', size: '480p' },
]

/** Whether a canvas has the shape that a place wants, within a hundredth. */
export function hasShape({ width, height }: { readonly width: number; readonly height: number }, shape: readonly [number, number]): boolean {
  return Math.abs(width / height - shape[0] / shape[1]) < 0.01
}

/** Pixels of the file: the shorter side bent to `size`, never larger than the film. */
export function pixelsOf({ width, height }: { readonly width: number; readonly height: number }, size: Size): { readonly width: number; readonly height: number } {
  const lines = size === 'film' ? Infinity : Number.parseInt(size, 10)
  const factor = Math.min(1, lines / Math.min(width, height))
  const even = (value: number) => 2 * Math.round((value * factor) / 2)
  return { width: even(width), height: even(height) }
}

/** A name of its own for an export, by which its file is called too, in the letters that the contract lets such names have: the film's name and four signs of the moment. */
export function exportName(film: string | undefined, now: number = Date.now()): string {
  const plain = (film ?? '').normalize('NFKD').replace(/\p{M}+/gu, '').replace(/[^A-Za-z0-9]+/g, '-').slice(0, 60).replace(/^-+|-+$/g, '')
  return `${plain === '' ? 'film' : plain}-${Math.floor(now / 1000).toString(36).slice(-4)}`
}
