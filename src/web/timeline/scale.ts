// Time and pixels: the scale of the timeline, its ruler, and snapping. Pure; times are ms of film time, `scale` is pixels per ms.

/** From one pixel for half a second (an hour in a window) to half a pixel a ms (single frames). */
export const scales = { least: 0.0002, most: 0.5 } as const

/** The scale at which the whole film fits into a width. */
export function fittingScale(duration: number, width: number): number {
  return clampScale(duration <= 0 ? 0.05 : Math.max(1, width) / duration)
}

export function clampScale(scale: number): number {
  return Math.min(scales.most, Math.max(scales.least, scale))
}

/** Where the view must be scrolled to so that the moment under `x` (from the left of the view) stays under it at another scale. */
export function scrollAfterZoom(scroll: number, x: number, before: number, after: number): number {
  return Math.max(0, ((scroll + x) / before) * after - x)
}

export interface Tick {
  readonly time: number
  /** Absent on small ticks. */
  readonly label?: string
}

/** Steps of labels that people count in, ms, with how many small ticks divide each. */
const steps: readonly (readonly [number, number])[] = [
  [100, 2], [200, 2], [500, 5], [1000, 5], [2000, 4], [5000, 5], [10_000, 5], [15_000, 3], [30_000, 6], [60_000, 6], [120_000, 4], [300_000, 5], [600_000, 5], [1_800_000, 6], [3_600_000, 6],
]
/** Labels stand at least so far apart, pixels. */
const labelRoom = 72

/** The ticks of a stretch of film. */
export function ticks(from: number, to: number, scale: number): readonly Tick[] {
  const [step, parts] = steps.find(([one]) => one * scale >= labelRoom) ?? steps.at(-1)!
  const small = step / parts
  const found: Tick[] = []
  for (let index = Math.max(0, Math.floor(from / small)); index * small <= to; index += 1) {
    found.push(index % parts === 0 ? { time: index * small, label: tickLabel(index * small, step) } : { time: index * small })
  }
  return found
}

function tickLabel(time: number, step: number): string {
  const seconds = time / 1000
  const minutes = Math.floor(seconds / 60)
  const rest = step < 1000 ? (seconds % 60).toFixed(1).padStart(4, '0') : String(Math.round(seconds % 60)).padStart(2, '0')
  const hours = Math.floor(minutes / 60)
  return hours > 0 ? `${hours}:${String(minutes % 60).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}

/** A place worth snapping to. */
export interface SnapPoint {
  readonly time: number
  readonly kind: 'cut' | 'playhead' | 'beat' | 'end'
}

export interface Snap {
  /** What to add to the dragged times, ms. */
  readonly shift: number
  /** Where the guide stands; absent: nothing is near. */
  readonly at?: SnapPoint
}

/** Points win over farther ones; at the same distance cuts win over the playhead, and that over beats. */
const order: Readonly<Record<SnapPoint['kind'], number>> = { cut: 0, end: 0, playhead: 1, beat: 2 }

/** The nearest snap for any of the dragged edges within a reach, ms. `points` must be sorted by time. */
export function snap(edges: readonly number[], points: readonly SnapPoint[], reach: number): Snap {
  let best: Snap = { shift: 0 }
  let bestRank = Infinity
  for (const edge of edges) {
    for (let index = firstAtOrAfter(points, edge - reach); index < points.length && points[index]!.time <= edge + reach; index += 1) {
      const point = points[index]!
      const rank = Math.abs(point.time - edge) + order[point.kind] / 10
      if (rank < bestRank) {
        bestRank = rank
        best = { shift: point.time - edge, at: point }
      }
    }
  }
  return best
}

function firstAtOrAfter(points: readonly SnapPoint[], time: number): number {
  let [low, high] = [0, points.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (points[middle]!.time < time) low = middle + 1
    else high = middle
  }
  return low
}
