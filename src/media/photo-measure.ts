// All facts that pixels give, measured on one picture of about 1024 pixels. Pure: pixels in, plain numbers out.

import type { PhotoFacts } from '../draft/index.ts'
import { fingerprintOf } from './photo-fingerprint.ts'
import { paletteOf } from './photo-palette.ts'
import { focusOf, saliencyOf, saliencySide } from './photo-saliency.ts'
import { halveColors, shrinkColors } from './photo-shrink.ts'
import { colorfulnessOf, lumaOf, scoreOf, sharpnessOf, tonesOf } from './photo-tone.ts'
import type { Pixels } from './turn.ts'

export type MeasuredFacts = Required<Pick<PhotoFacts, 'sharpness' | 'score' | 'exposure' | 'fingerprint' | 'palette' | 'focus'>>

/** Facts are rounded, so that they read well and compare equal. */
export function measurePixels(pixels: Pixels): MeasuredFacts {
  const luma = lumaOf(pixels)
  const colors = shrinkColors(pixels, saliencySide, saliencySide)
  const tones = tonesOf(luma)
  const sharpness = sharpnessOf(luma)
  return {
    sharpness: Math.round(sharpness),
    score: thousandths(scoreOf(sharpness, tones, colorfulnessOf(pixels))),
    exposure: { mean: thousandths(tones.mean), dark: thousandths(tones.dark), bright: thousandths(tones.bright) },
    fingerprint: fingerprintOf(halveColors(colors, saliencySide, saliencySide)),
    palette: paletteOf(pixels),
    focus: focusOf(saliencyOf(colors)),
  }
}

function thousandths(value: number): number {
  return Math.round(value * 1000) / 1000
}
