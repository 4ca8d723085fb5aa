// How a picture sits in a canvas of another shape: cropped about its focus when at least 70 % of it stays in view,
// whole over a blurred copy of itself otherwise (below that, every crop method we measured cuts heads).

import type { Asset, Fit, Point } from '../draft/index.ts'

const leastKept = 0.7

export function framePicture(asset: Asset, canvasRatio: number): { readonly fit: Fit; readonly focus?: Point } {
  const facts = asset.facts
  if (facts === undefined || facts.kind === 'sound' || facts.width <= 0 || facts.height <= 0) return { fit: 'cover' }
  const ratio = facts.width / facts.height
  const kept = Math.min(ratio / canvasRatio, canvasRatio / ratio)
  const focus = facts.kind === 'photo' && facts.focus !== undefined && facts.focus.certainty >= 0.5 ? { x: facts.focus.x, y: facts.focus.y } : { x: 0.5, y: 0.45 }
  return { fit: kept >= leastKept ? 'cover' : 'blur', focus }
}
