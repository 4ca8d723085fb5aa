// A hand turns once round from twelve o'clock. 1.0 ms; the map is made once per size.

import { mixByOrder, smooth, type Cut } from './cut.ts'

export function clock(cut: Cut): void {
  mixByOrder({ ...cut, progress: smooth(cut.progress) }, 'clock', 0.03, () => (x, y, width, height) => {
    const turned = Math.atan2(x - width / 2, height / 2 - y) / (2 * Math.PI)
    return turned < 0 ? turned + 1 : turned
  })
}
