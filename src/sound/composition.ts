// A composition of the draft as scores: one song, or for long films several movements in one key and tempo, so that
// neither the music nor the memory it takes grows without end. Also its beat grid, for whoever cuts to it.

import { sampleAt, type Milliseconds } from '../base/index.ts'
import type { BeatFacts, Composition } from '../draft/index.ts'
import { compose } from './compose/compose.ts'
import type { Score } from './compose/score.ts'
import { soundRate } from './pcm.ts'

// Two minutes of stems are 140 MB while they are made; songs of film music are seldom longer.
const longestMovement = 120 * soundRate

/** Places in the film that music answers to, seconds from its beginning. */
export interface MusicalCues {
  readonly chapters?: readonly number[]
  readonly accents?: readonly number[]
}

/** The scores whose lengths add up to exactly `samples`, to be played one after the other. */
export function composeMovements(composition: Composition, samples: number, cues: MusicalCues = {}): readonly Score[] {
  const count = Math.max(1, Math.ceil(samples / longestMovement))
  const movements: Score[] = []
  for (let index = 0, from = 0; index < count; index++) {
    const to = Math.round((samples * (index + 1)) / count)
    const within = (times: readonly number[] | undefined) => times?.map((time) => time - from / soundRate).filter((time) => time >= 0 && time < (to - from) / soundRate)
    const { mood, seed, energy, withoutDrums, only } = composition
    const first = movements[0]
    movements.push(compose({
      mood, seed: seed + index * 7919, samples: to - from, energy, withoutDrums, only, tempo: composition.tempo ?? (first === undefined ? undefined : first.tempo),
      ...(first === undefined ? {} : { key: first.key.tonic }), chapters: within(cues.chapters), accents: within(cues.accents),
    }))
    from = to
  }
  return movements
}

/** Where the beats of a composition of a given length will lie. Certain: the composer puts them there. */
export function compositionGrid(composition: Composition, duration: Milliseconds, cues: MusicalCues = {}): BeatFacts {
  const beats: number[] = []
  const downbeats: number[] = []
  let from = 0
  const movements = composeMovements(composition, Math.max(1, sampleAt(duration, soundRate)), cues)
  for (const score of movements) {
    downbeats.push(...score.downbeats.map((index) => index + beats.length))
    beats.push(...score.beats.map((beat) => Math.round((from + beat) * 1000)))
    from += score.samples / soundRate
  }
  return { beatsPerMinute: Math.round(movements[0]!.tempo * 100) / 100, confidence: 1, beats, downbeats }
}
