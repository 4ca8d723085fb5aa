// What is said, as text: the whole subtitle track at once.

import { z } from 'zod'
import { failure, success } from '../../base/index.ts'
import { deepEqual } from '../change.ts'
import { textDefaults } from '../defaults.ts'
import type { Draft, TextSegment } from '../document.ts'
import { withNewId } from '../find.ts'
import { limits } from '../limits.ts'
import { placeText, removePlaced } from '../place.ts'
import { duration, textStyle, time, timedWords, words } from '../schema/values.ts'
import { span } from '../wording.ts'
import { defineOperation } from './define.ts'
import { startFaults, textsOf } from './text.ts'

const line = z.strictObject({
  text: words, start: time.describe('Film time, ms.'), duration: duration.describe('Milliseconds.'),
  words: timedWords.describe('Times of single words, for word-by-word showing.').optional(),
})

export const setSubtitles = defineOperation('set-subtitles', z.strictObject({
  lines: z.array(line).max(limits.segments).describe('All subtitles in order; an empty list removes them.'),
  style: z.strictObject(textStyle).partial().describe('Differences from the subtitle style, for all lines.').optional(),
}), {
  title: 'Set the subtitles',
  description: 'Replaces all subtitles of the film by these lines, or removes them.',
  apply(draft, { lines, style }) {
    const faults = lines.flatMap((line, index) => startFaults(draft, line.start, line.duration, undefined).map((fault) => ({ ...fault, path: `/lines/${index}${fault.path}` })))
    if (faults.length > 0) return failure(...faults)
    const mixed = lines.findIndex((line) => line.words?.some((word, place, all) => word.to < word.from || word.from < (all[place - 1]?.from ?? 0)))
    if (mixed >= 0) return failure({ code: 'words-out-of-order', path: `/lines/${mixed}/words`, message: `The words of line ${mixed + 1} are not in the order in which they are said.`, suggestion: 'Sort them by from; each ends after it begins.' })
    const look = textDefaults.subtitle
    const wished = lines.map((line): Omit<TextSegment, 'id'> => ({
      kind: 'text', role: 'subtitle', text: line.text, start: line.start, duration: line.duration, style: { ...look.style, ...style }, place: look.place,
      animation: line.words === undefined ? look.animation : { ...look.animation, enter: 'words' }, ...(line.words === undefined ? {} : { words: line.words }),
    }))
    return success(sameLines(draft, wished) ? draft : wished.reduce<Draft>(addLine, removePlaced(draft, (segment) => segment.kind === 'text' && segment.role === 'subtitle')))
  },
  describe(before, _after, { lines }) {
    const old = subtitlesOf(before).length
    if (lines.length === 0) return { en: `Removed the ${old} ${old === 1 ? 'subtitle' : 'subtitles'}.`, zh: `移除了 ${old} 条字幕。` }
    const when = span(lines[0]!.start, Math.max(...lines.map((line) => line.start + line.duration)))
    return {
      en: `The film now has ${lines.length} ${lines.length === 1 ? 'subtitle' : 'subtitles'} (${when.en})${old > 0 ? `, in place of ${old}` : ''}.`,
      zh: `影片现在有 ${lines.length} 条字幕（${when.zh}）${old > 0 ? `，替换了原来的 ${old} 条` : ''}。`,
    }
  },
})

function subtitlesOf(draft: Draft): TextSegment[] {
  return textsOf(draft).filter((text) => text.role === 'subtitle')
}

// Saying the same thing twice must change nothing, not even ids.
function sameLines(draft: Draft, wished: readonly Omit<TextSegment, 'id'>[]): boolean {
  return deepEqual(subtitlesOf(draft).map(({ id: _id, ...rest }) => rest), wished)
}

function addLine(draft: Draft, line: Omit<TextSegment, 'id'>): Draft {
  const { id, draft: counted } = withNewId(draft, 's')
  return placeText(counted, { ...line, id })
}
