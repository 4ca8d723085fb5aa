// All facts that pixels give, measured on one picture of about 1024 pixels. Pure: pixels in, plain numbers out.

import type { PhotoFacts } from '../draft/index.ts'
import type { Pixels } from './turn.ts'

export type MeasuredFacts = Pick<PhotoFacts, 'sharpness' | 'score' | 'exposure' | 'fingerprint' | 'palette' | 'focus'>

export function measurePixels(_pixels: Pixels): MeasuredFacts {
  return {}
}
