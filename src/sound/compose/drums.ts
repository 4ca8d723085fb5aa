// Drums from the rows of a mood: what is hit on which sixteenth, from which energy on, with fills into louder sections
// and a cymbal where one begins.

import type { Dice } from '../../base/index.ts'
import type { Bar, BeatNote } from './bar.ts'
import type { MoodRecipe } from './moods.ts'

const velocities: Readonly<Record<string, number>> = { X: 0.95, x: 0.76, o: 0.48 }
const crash = 49

export function playDrums(bar: Bar, drums: NonNullable<MoodRecipe['drums']>, dice: Dice): BeatNote[] {
  const fills = drums.fill && bar.isLastOfSection && bar.beats === 4 && bar.energy >= 0.55
  const notes: BeatNote[] = []
  for (const row of drums.rows) {
    if (bar.energy < row.from || (row.until !== undefined && bar.energy >= row.until) || (row.second === true && bar.index % 2 === 0)) continue
    for (let step = 0; step < bar.beats * 4; step++) {
      const velocity = velocities[row.steps[step]!]
      // A fill takes the last half of the bar from everything but the bass drum.
      if (velocity === undefined || (fills && step >= 8 && row.key !== 36)) continue
      notes.push({ beat: bar.start + step / 4, length: 0.2, pitch: row.key, velocity })
    }
  }
  if (fills) notes.push(...fill(bar, dice))
  if (bar.inSection === 0 && bar.index > 0 && bar.energy >= 0.7) notes.push({ beat: bar.start, length: 2, pitch: crash, velocity: 0.5 })
  return notes
}

function fill(bar: Bar, dice: Dice): BeatNote[] {
  const drums = dice.pick([[38, 38, 45, 45, 43, 43, 41, 41], [38, 38, 38, 38, 45, 43, 41, 41], [45, 45, 43, 43, 41, 41, 41, 41]])
  return drums.map((key, index) => ({ beat: bar.start + 2 + index / 4, length: 0.2, pitch: key, velocity: 0.5 + index * 0.05 }))
}
