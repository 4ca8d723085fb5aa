// How an asset sits in a canvas, from its facts when it has any.

import type { Milliseconds } from '../base/index.ts'
import type { Asset, Fit, Motion, PhotoFacts, Point } from '../draft/index.ts'
import { framing } from './framing.ts'

/** Fit, the crop's middle, and where a camera move should go. Without facts: fill the frame, a little above the middle. */
export function framePicture(asset: Asset, canvasRatio: number, index: number, visible: Milliseconds = 0): { readonly sweep?: Motion; readonly fit: Fit; readonly focus?: Point; readonly toward: Point; readonly still: boolean } {
  const facts = asset.facts
  if (facts === undefined || facts.kind === 'sound' || facts.width <= 0 || facts.height <= 0) return { fit: 'cover', toward: { x: 0.5, y: 0.45 }, still: false }
  const { fit, focus, motionHint } = framing(facts, { width: canvasRatio, height: 1 })
  const sweep = fit === 'blur' && facts.kind === 'photo' ? sweepAcross(facts, canvasRatio, index, visible) : undefined
  if (sweep !== undefined) return { fit: 'cover', toward: motionHint.toward, still: false, sweep }
  return { fit, ...(focus === undefined ? {} : { focus }), toward: motionHint.toward, still: motionHint.kind === 'still' }
}

/** A sweep needs time: never faster than this share of the picture's long side a second. */
const fastestSweep = 0.22
/** Below this share in the window a sweep would be a keyhole. */
const leastWindow = 0.3
// A focus that is hardly more certain than the middle says nothing about heads.
const leastCertainty = 0.5

/**
 * A slow pan over all of a picture that is much wider (or taller) than the canvas, filling it: it ends where the picture's
 * subject is. Where that is not certain a standing crop could cut a head and a sweep shows all of it in passing, so every
 * second such picture sweeps and the others stand whole over their blurred selves.
 */
function sweepAcross(facts: PhotoFacts, canvasRatio: number, index: number, visible: Milliseconds): Motion | undefined {
  const ratio = facts.width / facts.height
  const wide = ratio > canvasRatio
  const window = wide ? canvasRatio / ratio : ratio / canvasRatio
  const certain = (facts.focus?.certainty ?? 0) >= leastCertainty
  if (window < leastWindow || (!certain && index % 2 === 0)) return undefined
  const travel = Math.min(1 - window, (fastestSweep * visible) / 1000)
  if (travel < (1 - window) * 0.8) return undefined
  const place = certain ? (wide ? facts.focus!.x : facts.focus!.y) : index % 4 === 1 ? 1 : 0
  const [low, high] = [0.5 - travel / 2, 0.5 + travel / 2].map((at) => Math.round(at * 10000) / 10000) as [number, number]
  const [from, to] = place >= 0.5 ? [low, high] : [high, low]
  const view = (at: number) => (wide ? { x: at, y: 0.5, zoom: 1 } : { x: 0.5, y: at, zoom: 1 })
  return { from: view(from), to: view(to), easing: 'ease-in-out' }
}
