// What hands do on the timeline, as operations of the catalogue: moving, reordering, trimming, splitting, deleting,
// duplicating. Pure: bars and times in, operations out; an empty list means that nothing would change.

import type { AssetFacts, ClipSegment, Draft, Operation, OverlaySegment, SegmentId, SoundSegment, TextSegment } from '../../draft/index.ts'
import type { Bar, Rows } from './rows.ts'

/** Shorter than this nothing can be seen or grasped, ms. */
export const shortest = 100

export type Edge = 'start' | 'end'

/** The position among the pictures that remain when the dragged ones are lifted out, for a pointer at a time. */
export function insertionIndex(rows: Rows, dragged: ReadonlySet<SegmentId>, time: number): number {
  const chain = rows.rows.find(({ kind }) => kind === 'picture')!.bars
  return chain.filter(({ id, start, end }) => !dragged.has(id) && (start + end) / 2 <= time).length
}

/** Film time at which pictures dropped at a position would begin, in the layout as it stands: where to draw the mark. */
export function insertionTime(rows: Rows, dragged: ReadonlySet<SegmentId>, index: number): number {
  const others = rows.rows.find(({ kind }) => kind === 'picture')!.bars.filter(({ id }) => !dragged.has(id))
  return others[index]?.start ?? rows.duration
}

/** Puts the dragged pictures at a position, in the order in which they stand. */
export function reorder(draft: Draft, dragged: ReadonlySet<SegmentId>, index: number): readonly Operation[] {
  const ids = draft.picture.segments.map(({ id }) => id)
  const moving = ids.filter((id) => dragged.has(id))
  const order = ids.filter((id) => !dragged.has(id)).toSpliced(index, 0, ...moving)
  if (moving.length === 0 || order.every((id, at) => id === ids[at])) return []
  return moving.length === 1 ? [{ name: 'move-segment', target: moving[0]!, to: index }] : [{ name: 'reorder-segments', order }]
}

/** Moves texts, overlays and sounds by a time; each stays inside the film as the draft room demands. */
export function shift(rows: Rows, bars: readonly Bar[], by: number): readonly Operation[] {
  const room = allowedShift(rows, bars, by)
  return room === 0 ? [] : bars.flatMap((bar) => {
    const { segment } = bar
    if (bar.kind === 'picture') return []
    const start = (segment as TextSegment).start + room
    return [timed(bar, { start })]
  })
}

/** The part of a shift that leaves every bar inside the film. */
export function allowedShift(rows: Rows, bars: readonly Bar[], by: number): number {
  const free = bars.filter(({ kind }) => kind !== 'picture')
  const least = Math.max(...free.map(({ start }) => -start), -Infinity)
  const most = Math.min(...free.map(({ start }) => rows.duration - shortest - start), Infinity)
  return free.length === 0 ? 0 : Math.round(Math.min(Math.max(by, Math.min(0, least)), Math.max(0, most)))
}

function timed(bar: Bar, time: { readonly start?: number; readonly duration?: number; readonly from?: number }): Operation {
  const { start, duration, from } = time
  const at = { ...(start !== undefined && { start }), ...(duration !== undefined && { duration }) }
  if (bar.kind === 'text') return { name: 'time-text', target: bar.id, ...at }
  if (bar.kind === 'overlay') return { name: 'place-overlay', target: bar.id, ...at }
  return { name: 'time-sound', target: bar.id, ...at, ...(from !== undefined && { from }) }
}

/** Where an edge may be dragged to, film time: sources end, and nothing becomes shorter than `shortest`. */
export function edgeRange(draft: Draft, rows: Rows, bar: Bar, edge: Edge): { readonly least: number; readonly most: number } {
  const { segment, start, end } = bar
  const length = end - start
  if (segment.kind === 'clip') {
    const source = sourceLength(draft, segment)
    const spare = edge === (segment.reverse ? 'end' : 'start') ? segment.from : source - segment.to
    const grow = Math.floor(spare / segment.speed)
    return edge === 'start' ? { least: start - grow, most: end - Math.min(shortest, length) } : { least: start + Math.min(shortest, length), most: end + grow }
  }
  if (bar.kind === 'picture') return edge === 'start' ? { least: -Infinity, most: end - Math.min(shortest, length) } : { least: start + Math.min(shortest, length), most: Infinity }
  const earliest = segment.kind === 'sound' && segment.content.kind === 'asset' ? Math.max(0, start - segment.from) : 0
  return edge === 'start' ? { least: earliest, most: end - Math.min(shortest, length) } : { least: start + Math.min(shortest, length), most: rows.duration }
}

/** Drags an edge of a bar to a time. Pictures are a chain: what follows closes up, so the start edge takes from the beginning. */
export function trim(draft: Draft, rows: Rows, bar: Bar, edge: Edge, time: number): readonly Operation[] {
  const { least, most } = edgeRange(draft, rows, bar, edge)
  const to = Math.round(Math.min(most, Math.max(least, time)))
  const { segment, start, end } = bar
  if (to === (edge === 'start' ? start : end)) return []
  if (segment.kind === 'clip') return trimClip(segment, edge, edge === 'start' ? to - start : to - end)
  if (bar.kind === 'picture') return [{ name: 'set-duration', targets: [bar.id], duration: edge === 'start' ? end - to : to - start }]
  if (edge === 'end') return [endAt(rows, bar, to)]
  const moved = to - start
  const free = segment as TextSegment | SoundSegment | OverlaySegment
  const duration = free.duration === undefined ? undefined : end - to
  const from = segment.kind === 'sound' && segment.content.kind === 'asset' && !segment.loop ? Math.max(0, segment.from + moved) : undefined
  return [timed(bar, { start: free.start + moved, ...(duration !== undefined && { duration }), ...(from !== undefined && { from }) })]
}

function endAt(rows: Rows, bar: Bar, to: number): Operation {
  const toTheEnd = to >= rows.duration
  if (bar.kind === 'sound') return { name: 'time-sound', target: bar.id, duration: toTheEnd ? null : to - bar.start }
  if (bar.kind === 'overlay') return { name: 'place-overlay', target: bar.id, duration: toTheEnd ? null : to - bar.start }
  return { name: 'time-text', target: bar.id, duration: to - bar.start }
}

function trimClip(clip: ClipSegment, edge: Edge, by: number): readonly Operation[] {
  const source = Math.round(by * clip.speed)
  if (source === 0) return []
  // A reversed clip begins on screen where its source ends.
  if (edge === 'start') return [clip.reverse ? { name: 'trim-clip', target: clip.id, to: clip.to - source } : { name: 'trim-clip', target: clip.id, from: Math.max(0, clip.from + source) }]
  return [clip.reverse ? { name: 'trim-clip', target: clip.id, from: Math.max(0, clip.from - source) } : { name: 'trim-clip', target: clip.id, to: clip.to + source }]
}

/** The length of a clip's source, ms; what is used of it when nobody measured. */
export function sourceLength(draft: Draft, clip: ClipSegment): number {
  const facts: AssetFacts | undefined = draft.assets[clip.asset]?.facts
  return facts?.kind === 'clip' ? facts.duration : clip.to
}

/** Splits the pictures that are on at a time; of those selected, if any is. */
export function split(rows: Rows, selected: readonly SegmentId[], time: number): readonly Operation[] {
  const chain = rows.rows.find(({ kind }) => kind === 'picture')!.bars
  const here = chain.find(({ start, end }) => start < time && time < end)
  if (here === undefined) return []
  const pictures = selected.filter((id) => rows.bars.get(id)?.kind === 'picture')
  return pictures.length > 0 && !pictures.includes(here.id) ? [] : [{ name: 'split-segment', target: here.id, at: Math.round(time - here.start) }]
}

export function remove(rows: Rows, selected: readonly SegmentId[]): readonly Operation[] {
  const targets = selected.filter((id) => rows.bars.has(id))
  return targets.length === 0 ? [] : [{ name: 'remove-segments', targets }]
}

/** The selected segments once more, each right behind itself. */
export function duplicate(rows: Rows, selected: readonly SegmentId[]): readonly Operation[] {
  let added = 0
  return selected.map((id) => rows.bars.get(id)).filter((bar) => bar !== undefined).toSorted((left, right) => left.start - right.start).flatMap((bar): readonly Operation[] => {
    const { segment } = bar
    switch (segment.kind) {
      case 'photo': return [{ name: 'add-photo', asset: segment.asset, at: bar.index + 1 + added++, duration: segment.duration, style: styleOf(segment) }]
      case 'clip': return [{ name: 'add-clip', asset: segment.asset, at: bar.index + 1 + added++, from: segment.from, to: segment.to, style: styleOf(segment) }]
      case 'card': return [{ name: 'add-card', at: bar.index + 1 + added++, duration: segment.duration, ground: segment.ground, label: segment.name }]
      case 'text': {
        const start = Math.min(bar.end, Math.max(0, rows.duration - segment.duration))
        return [{ name: 'add-text', text: segment.text, role: segment.role, start, duration: segment.duration, style: segment.style, place: segment.place, animation: segment.animation }]
      }
      case 'sound': return [{ name: 'add-sound', role: segment.role, content: segment.content, label: segment.name, start: Math.min(bar.end, Math.max(0, rows.duration - shortest)), from: segment.from, volume: segment.volume, loop: segment.loop, ...(segment.duration !== undefined && { duration: segment.duration }) }]
      case 'overlay': return [{ name: 'add-overlay', asset: segment.asset, role: segment.role, frame: segment.frame, start: bar.start, opacity: segment.opacity, fit: segment.fit, ...(segment.duration !== undefined && { duration: segment.duration }) }]
    }
  })
}

function styleOf(segment: Extract<Bar['segment'], { kind: 'photo' | 'clip' }>) {
  const { fit, focus, crop, rotate, flipHorizontal, flipVertical, motion, look } = segment
  return {
    fit, ...(focus && { focus }), ...(crop && { crop }), ...(rotate !== undefined && { rotate }), ...(flipHorizontal !== undefined && { flipHorizontal }), ...(flipVertical !== undefined && { flipVertical }), ...(motion && { motion }), ...(look && { look }),
  }
}

/** A bar's length changed by keyboard, at its end. */
export function lengthen(draft: Draft, rows: Rows, bars: readonly Bar[], by: number): readonly Operation[] {
  return bars.flatMap((bar) => trim(draft, rows, bar, 'end', bar.end + by))
}
