// The beats that cuts may fall on: those that were heard in a song, as far as they can be trusted, in film time.

import type { Milliseconds } from '../base/index.ts'
import type { BeatFacts } from '../draft/index.ts'
import type { BeatGrid } from './pacing.ts'

/** Below this a heard beat is a guess: cuts would look as if they missed it. */
export const leastConfidence = 0.1

/**
 * The grid of a song that begins `from` ms into itself, for a film of `total` ms; undefined when its beat is not sure
 * enough. A song that is shorter than the film starts again at its first bar when it comes to its last one.
 */
export function gridOf(tempo: BeatFacts | undefined, from: Milliseconds, total: Milliseconds): BeatGrid | undefined {
  if (tempo === undefined || tempo.confidence < leastConfidence) return undefined
  const strong = new Set(tempo.downbeats.flatMap((index) => tempo.beats[index] ?? []))
  const bars = [...strong].filter((bar) => bar >= from)
  const [first, last] = [bars[0] ?? 0, bars.at(-1) ?? 0]
  const length = last - first
  const once = tempo.beats.filter((beat) => beat > from)
  if (length <= leastLoop || total <= last - from) return placed(once, strong, -from, total)
  const passes = Math.ceil((total - (last - from)) / length)
  const later = Array.from({ length: passes }, (_none, pass) => placed(once.filter((beat) => beat >= first && beat < last), strong, (pass + 1) * length - from, total))
  const all = [placed(once.filter((beat) => beat < last), strong, -from, total), ...later]
  return { beats: all.flatMap(({ beats }) => beats), downbeats: all.flatMap(({ downbeats }) => downbeats) }
}

// The mixer loops from bar to bar when at least this much lies between, ms.
const leastLoop = 8000

function placed(beats: readonly Milliseconds[], strong: ReadonlySet<Milliseconds>, shift: Milliseconds, total: Milliseconds): Required<BeatGrid> {
  const inside = beats.filter((beat) => beat + shift > 0 && beat + shift < total)
  return { beats: inside.map((beat) => Math.round(beat + shift)), downbeats: inside.filter((beat) => strong.has(beat)).map((beat) => Math.round(beat + shift)) }
}
