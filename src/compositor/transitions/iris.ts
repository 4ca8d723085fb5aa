// A soft circle opens from the middle. 1.0 ms; the map is made once per size.

import { mixByOrder, smooth, type Cut } from './cut.ts'

export function iris(cut: Cut): void {
  mixByOrder({ ...cut, progress: smooth(cut.progress) }, 'iris', 0.08, () => (x, y, width, height) => {
    const across = x - width / 2
    const down = y - height / 2
    return Math.sqrt((across * across + down * down) / (width * width + height * height)) * 2
  })
}
