// "Did you mean": the nearest of some known words, for misspelled commands, options and values.

/** The known word within a third of its letters (at least two) of what was typed; absent when none is near. */
export function nearestOf(typed: string, known: readonly string[]): string | undefined {
  const ranked = known.map((word) => ({ word, distance: distance(typed.toLowerCase(), word.toLowerCase()) })).sort((left, right) => left.distance - right.distance)
  const best = ranked[0]
  return best !== undefined && best.distance <= Math.max(2, Math.floor(best.word.length / 3)) ? best.word : undefined
}

/** Letters to insert, remove, replace or swap with their neighbour (optimal string alignment). */
function distance(left: string, right: string): number {
  const rows = Array.from({ length: left.length + 1 }, (_, row) => Array.from({ length: right.length + 1 }, (_, column) => (row === 0 ? column : column === 0 ? row : 0)))
  for (let row = 1; row <= left.length; row++) {
    for (let column = 1; column <= right.length; column++) {
      const replace = rows[row - 1]![column - 1]! + (left[row - 1] === right[column - 1] ? 0 : 1)
      rows[row]![column] = Math.min(rows[row - 1]![column]! + 1, rows[row]![column - 1]! + 1, replace)
      const swapped = row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]
      if (swapped) rows[row]![column] = Math.min(rows[row]![column]!, rows[row - 2]![column - 2]! + 1)
    }
  }
  return rows[left.length]![right.length]!
}
