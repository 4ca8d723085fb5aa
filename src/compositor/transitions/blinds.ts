// Slats turn one after the other from top to bottom. 0.3 ms.

import { mixRows, smooth, sweep, type Cut } from './cut.ts'

const SLATS = 10
/** How much later the last slat begins than the first, as a share of the whole. */
const DELAY = 0.35

export function blinds(cut: Cut): void {
  mixRows(cut, (place) => {
    const slat = Math.floor(place * SLATS)
    const started = (DELAY * slat) / (SLATS - 1)
    const turned = smooth((cut.progress - started) / (1 - DELAY))
    return sweep(place * SLATS - slat, turned, 0.35)
  })
}
