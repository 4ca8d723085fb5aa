// Cutting in film time: stretches that go, or the only stretches that stay.

import { z } from 'zod'
import { failure, success, type Outcome } from '../../base/index.ts'
import type { Draft } from '../document.ts'
import { filmDuration } from '../layout.ts'
import { limits } from '../limits.ts'
import type { Range, Sentence } from '../operation.ts'
import { recut } from '../recut.ts'
import { length, list, span } from '../wording.ts'
import { defineOperation, range } from './define.ts'

const ranges = z.array(range).min(1).max(limits.segments)

export const cutRanges = defineOperation('cut-ranges', z.strictObject({ ranges: ranges.describe('Stretches of the film that go, film time in ms.') }), {
  title: 'Cut stretches out',
  description: 'Removes stretches of the film and closes up. Texts, voices and overlays behind them move along; what lies inside is cut or goes. Music flows on.',
  apply(draft, { ranges }) {
    const end = filmDuration(draft)
    const outside = outsideFault(ranges, end)
    if (!outside.ok) return outside
    const goes = united(ranges, end)
    const stays = complement(goes, end)
    if (stays.length === 0) return failure({ code: 'nothing-left', path: '/ranges', message: 'This would cut the whole film away. Name less, or remove the segments instead.' })
    return success(recut(draft, stays))
  },
  describe: (before, after, { ranges }) => sentence(after, united(ranges, filmDuration(before)), { en: 'Cut out', zh: '剪去了' }),
})

export const keepRanges = defineOperation('keep-ranges', z.strictObject({ ranges: ranges.describe('Stretches of the film that stay, film time in ms.') }), {
  title: 'Keep only stretches',
  description: 'Keeps only these stretches of the film, in their order in the film, and closes up.',
  apply(draft, { ranges }) {
    const end = filmDuration(draft)
    const outside = outsideFault(ranges, end)
    if (!outside.ok) return outside
    const stays = united(ranges, end)
    return success(complement(stays, end).length === 0 ? draft : recut(draft, stays))
  },
  describe: (before, after, { ranges }) => sentence(after, united(ranges, filmDuration(before)), { en: 'Kept only', zh: '只保留了' }),
})

function outsideFault(ranges: readonly Range[], end: number): Outcome<undefined> {
  const wrong = ranges.flatMap((range, index) => (range.from < end ? [] : [{
    code: 'range-outside-film', path: `/ranges/${index}/from`, suggestion: String(Math.max(0, end - 1)),
    message: `The stretch ${span(range.from, range.to).en} lies behind the end of the film, which is ${length(end).en} long.`,
  }]))
  return wrong.length > 0 ? failure(...wrong) : success(undefined)
}

/** Ascending, within the film, without overlaps; stretches that touch become one. */
function united(ranges: readonly Range[], end: number): Range[] {
  const result: { from: number; to: number }[] = []
  for (const range of ranges.toSorted((one, other) => one.from - other.from)) {
    const last = result.at(-1)
    if (last !== undefined && range.from <= last.to) last.to = Math.max(last.to, Math.min(end, range.to))
    else result.push({ from: range.from, to: Math.min(end, range.to) })
  }
  return result
}

function complement(ranges: readonly Range[], end: number): Range[] {
  const edges = [0, ...ranges.flatMap(({ from, to }) => [from, to]), end]
  return edges.flatMap((from, index) => (index % 2 === 0 && edges[index + 1]! > from ? [{ from, to: edges[index + 1]! }] : []))
}

function sentence(after: Draft, ranges: readonly Range[], did: Sentence): Sentence {
  const shown = ranges.slice(0, 4).map(({ from, to }) => span(from, to))
  const more = ranges.length - shown.length
  const all = list(more > 0 ? [...shown, { en: `${more} more stretches`, zh: `另外 ${more} 段` }] : shown)
  const now = length(filmDuration(after))
  return { en: `${did.en} ${all.en}; the film is now ${now.en} long.`, zh: `${did.zh} ${all.zh}；影片现在 ${now.zh}。` }
}
