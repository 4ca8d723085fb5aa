// Which texts must keep out of each other's way. Decided once per text from who shares its time, so that nothing jumps
// while it can be read: the text that is placed first stays, the later one stands clear of it.

import type { Layout, Placed, Point, TextRole, TextSegment, TextTrack } from '../../draft/index.ts'
import type { TextBlock } from '../scene.ts'

type PlacedText = Placed<TextSegment, TextTrack>

/** Who stays: a place that was given, then subtitles (they change all the time), then big before small. */
const ORDER: readonly TextRole[] = ['subtitle', 'title', 'end-card', 'lower-third', 'caption']
/** Subtitles keep this many lines free for themselves, whatever they say. */
const SUBTITLE_LINES = 2
/** More texts than this at once are a poster, not a film; each of them would make the name of the plate longer. */
const MOST = 4

/** What each text steps aside for besides other texts: its neighbours must know where it really stands. */
type SubjectsOf = (placed: PlacedText) => readonly Point[]

/** The texts that this one must stand clear of, in the order of their placing. */
export function neighboursOf(layout: Layout, segment: TextSegment, subjectsOf: SubjectsOf): TextBlock[] {
  const own = layout.texts.find((placed) => placed.segment.id === segment.id)
  return own === undefined || segment.place.at !== undefined ? [] : blocksBefore(layout, own, subjectsOf, 0)
}

function blocksBefore(layout: Layout, own: PlacedText, subjectsOf: SubjectsOf, depth: number): TextBlock[] {
  const rank = rankOf(layout, own)
  const others = layout.texts.filter((other) => other !== own && other.start < own.end && other.end > own.start
    && mayMeet(other.segment, own.segment) && rankOf(layout, other) < rank && other.segment.text.trim() !== '')
  const bands = new Map<string, TextBlock>()
  const blocks: { block: TextBlock; rank: number }[] = []
  for (const other of others) {
    const { text, role, style, place } = other.segment
    if (role === 'subtitle' && place.at === undefined) {
      const key = JSON.stringify([style.size, place])
      if (!bands.has(key)) bands.set(key, { text: '', role, style: plainStyle(style), place, lines: SUBTITLE_LINES })
      continue
    }
    const clearOf = depth < 1 && place.at === undefined ? blocksBefore(layout, other, subjectsOf, depth + 1) : []
    const avoid = subjectsOf(other)
    const block = { text, role, style, place, ...(avoid.length > 0 ? { avoid } : {}), ...(clearOf.length > 0 ? { clearOf } : {}) }
    blocks.push({ block, rank: rankOf(layout, other) })
  }
  blocks.sort((left, right) => left.rank - right.rank)
  return [...bands.values(), ...blocks.map(({ block }) => block)].slice(0, MOST)
}

// Colours do not change where a band is, so they must not change the name of a plate that keeps clear of it.
function plainStyle(style: TextSegment['style']): TextSegment['style'] {
  return { font: style.font, size: style.size, weight: style.weight, color: '#ffffff' }
}

function rankOf(layout: Layout, placed: PlacedText): number {
  const role = placed.segment.place.at === undefined ? 1 + ORDER.indexOf(placed.segment.role) : 0
  return role * 1e6 + layout.texts.indexOf(placed)
}

/** A text at the top never meets one at the bottom; the middle may meet both. Subtitles of one track follow each other. */
function mayMeet(left: TextSegment, right: TextSegment): boolean {
  return Math.abs(zoneOf(left) - zoneOf(right)) <= 1
}

function zoneOf({ place }: TextSegment): number {
  if (place.at !== undefined) return place.at.y < 0.33 ? 0 : place.at.y > 0.67 ? 2 : 1
  return place.area.startsWith('top') ? 0 : place.area.startsWith('bottom') || place.area === 'lower-third' ? 2 : 1
}
