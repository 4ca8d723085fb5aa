// How an asset sits in a canvas, from its facts when it has any.

import type { Asset, Fit, Point } from '../draft/index.ts'
import { framing } from './framing.ts'

/** Fit, the crop's middle, and where a camera move should go. Without facts: fill the frame, a little above the middle. */
export function framePicture(asset: Asset, canvasRatio: number, _index: number): { readonly fit: Fit; readonly focus?: Point; readonly toward: Point; readonly still: boolean } {
  const facts = asset.facts
  if (facts === undefined || facts.kind === 'sound' || facts.width <= 0 || facts.height <= 0) return { fit: 'cover', toward: { x: 0.5, y: 0.45 }, still: false }
  const { fit, focus, motionHint } = framing(facts, { width: canvasRatio, height: 1 })
  return { fit, ...(focus === undefined ? {} : { focus }), toward: motionHint.toward, still: motionHint.kind === 'still' }
}
