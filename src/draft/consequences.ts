// What an edit of the pictures did to everything else, found by comparing drafts, so that no operation can forget to say it.

import type { Draft } from './document.ts'
import { placedSegments, type PlacedSegment } from './find.ts'
import type { Sentence } from './operation.ts'
import { length, list, title } from './wording.ts'

/** Sentences about texts, sounds and overlays that went or became shorter; undefined when none did. `named` were asked for. */
export function consequences(before: Draft, after: Draft, named: ReadonlySet<string> = new Set()): Sentence | undefined {
  const later = new Map(placedSegments(after).map((segment) => [segment.id, segment]))
  const touched = placedSegments(before).filter((segment) => !named.has(segment.id))
  const gone = touched.filter((segment) => !later.has(segment.id))
  const cut = touched.filter((segment) => shorter(segment, later.get(segment.id)))
  if (gone.length === 0 && cut.length === 0) return undefined
  const lost = several(gone)
  const kept = shortened(cut, later)
  return {
    en: [gone.length > 0 && `Gone with it: ${lost.en}.`, cut.length > 0 && `Shortened: ${kept.en}.`].filter(Boolean).join(' '),
    zh: [gone.length > 0 && `一并移除：${lost.zh}。`, cut.length > 0 && `一并缩短：${kept.zh}。`].filter(Boolean).join(''),
  }
}

function shorter(segment: PlacedSegment, later: PlacedSegment | undefined): boolean {
  return later?.duration !== undefined && (segment.duration === undefined || later.duration < segment.duration)
}

function several(segments: readonly PlacedSegment[]): Sentence {
  const shown = segments.slice(0, 3).map(title)
  const more = segments.length - shown.length
  return more > 0 ? list([...shown, { en: `${more} more`, zh: `另外 ${more} 项` }]) : list(shown)
}

function shortened(segments: readonly PlacedSegment[], later: ReadonlyMap<string, PlacedSegment>): Sentence {
  const shown = segments.slice(0, 3).map((segment): Sentence => {
    const [name, time] = [title(segment), length(later.get(segment.id)!.duration!)]
    return { en: `${name.en} to ${time.en}`, zh: `${name.zh}缩短为 ${time.zh}` }
  })
  const more = segments.length - shown.length
  return more > 0 ? list([...shown, { en: `${more} more`, zh: `另外 ${more} 项` }]) : list(shown)
}
