// How an asset sits in a canvas, from its facts when it has any.

import type { Milliseconds } from '../base/index.ts'
import { roomIn, type Asset, type Fit, type Motion, type PhotoFacts, type Point, type Room } from '../draft/index.ts'
import { framing } from './framing.ts'

/** Fit, the crop's middle, and where a camera move should go. Without facts: fill the frame, a little above the middle. */
export function framePicture(asset: Asset, canvasRatio: number, index: number, visible: Milliseconds = 0): { readonly sweep?: Motion; readonly fit: Fit; readonly focus?: Point; readonly toward: Point; readonly still: boolean } {
  const facts = asset.facts
  if (facts === undefined || facts.kind === 'sound' || facts.width <= 0 || facts.height <= 0) return { fit: 'cover', toward: { x: 0.5, y: 0.45 }, still: false }
  const { fit, focus, motionHint } = framing(facts, { width: canvasRatio, height: 1 })
  const sweep = fit === 'blur' && facts.kind === 'photo' && facts.width / facts.height > canvasRatio ? sweepAcross(facts, canvasRatio, index, visible) : undefined
  if (sweep !== undefined) return { fit: 'cover', toward: motionHint.toward, still: false, sweep }
  return { fit, ...(focus === undefined ? {} : { focus }), toward: motionHint.toward, still: motionHint.kind === 'still' }
}

/** What a window at zoom 1 covers of an asset in a canvas of this ratio. */
export function roomOfAsset({ facts }: Asset, canvasRatio: number, fit: Fit): Room {
  if (facts === undefined || facts.kind === 'sound' || !(facts.width > 0 && facts.height > 0)) return { width: 1, height: 1 }
  return roomIn(facts, { width: canvasRatio, height: 1 }, fit)
}

/** A sweep needs time: never faster than this share of the picture's long side a second. */
const fastestSweep = 0.22
/** Below this share in the window a sweep would be a keyhole. */
const leastWindow = 0.3
// Flowers, animals and people in the distance are above the first, wide landscapes below the second; faces that fill a
// picture lie between, and a sweep would show half of them for half of its way.
const leastCertainty = 0.5
const mostOfLandscapes = 0.15

/**
 * A slow pan over all of a picture that is much wider than the canvas, filling it: it ends where the picture's subject
 * is. (Pictures much taller than the canvas stand whole: a window moving down them cuts heads for half of its way.) Where that is doubtful the picture stands whole over its blurred self; without any subject it may sweep.
 */
function sweepAcross(facts: PhotoFacts, canvasRatio: number, index: number, visible: Milliseconds): Motion | undefined {
  const window = canvasRatio / (facts.width / facts.height)
  const certainty = facts.focus?.certainty
  const certain = certainty !== undefined && certainty >= leastCertainty
  if (window < leastWindow || certainty === undefined || (!certain && certainty > mostOfLandscapes)) return undefined
  const travel = Math.min(1 - window, (fastestSweep * visible) / 1000)
  if (travel < (1 - window) * 0.8) return undefined
  const place = certain ? facts.focus!.x : index % 4 === 1 ? 1 : 0
  const ends = [0.5 - travel / 2, 0.5 + travel / 2].map((at) => ({ x: Math.round(at * 10000) / 10000, y: 0.5, zoom: 1 }))
  const [from, to] = place >= 0.5 ? [ends[0]!, ends[1]!] : [ends[1]!, ends[0]!]
  return { from, to, easing: 'linear' }
}
