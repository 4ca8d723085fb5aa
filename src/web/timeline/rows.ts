// What the timeline shows, as rows of bars: a draft laid out, every segment with its place, its row and its lane. Pure.

import { layOut, type Draft, type OverlaySegment, type PictureSegment, type SegmentId, type SoundSegment, type TextSegment, type Transition } from '../../draft/index.ts'

export type RowKind = 'picture' | 'overlay' | 'text' | 'sound'

/** One segment on the timeline. Times in ms of film time. */
export interface Bar {
  readonly id: SegmentId
  readonly kind: RowKind
  readonly segment: PictureSegment | OverlaySegment | TextSegment | SoundSegment
  readonly start: number
  readonly end: number
  /** Beside others of its row that overlap it, 0 = top. */
  readonly lane: number
  /** Counted in its row, by time. */
  readonly index: number
  /** On the cut before; pictures only. */
  readonly transition?: Transition
  /** Film time of the segment it hangs on, or 0. */
  readonly origin: number
}

export interface Row {
  readonly id: string
  readonly kind: RowKind
  /** As the draft names the track. */
  readonly name: string
  readonly lanes: number
  readonly bars: readonly Bar[]
}

export interface Rows {
  readonly duration: number
  readonly rows: readonly Row[]
  readonly bars: ReadonlyMap<SegmentId, Bar>
}

/** Top to bottom: overlays and texts above the pictures they lie on, sounds below. */
export function rowsOf(draft: Draft): Rows {
  const { duration, picture, overlays, texts, sounds } = layOut(draft)
  const starts = new Map(picture.map(({ segment, start }) => [segment.id, start]))
  const free = <Segment extends TextSegment | SoundSegment | OverlaySegment>(kind: RowKind, tracks: readonly { readonly id: string; readonly name: string }[], placed: readonly { readonly segment: Segment; readonly track: { readonly id: string }; readonly start: number; readonly end: number }[]) => tracks.map((track): Row => {
    const own = placed.filter((one) => one.track.id === track.id).toSorted((left, right) => left.start - right.start || left.end - right.end)
    const lanes = lanesOf(own)
    const bars = own.map(({ segment, start, end }, index): Bar => ({ id: segment.id, kind, segment, start, end, lane: lanes[index]!, index, origin: segment.anchor === undefined ? 0 : starts.get(segment.anchor) ?? 0 }))
    return { id: track.id, kind, name: track.name, lanes: Math.max(1, ...lanes.map((lane) => lane + 1)), bars }
  })
  const chain: Row = {
    id: draft.picture.id, kind: 'picture', name: draft.picture.name, lanes: 1,
    bars: picture.map(({ segment, start, end, index, transition }): Bar => ({ id: segment.id, kind: 'picture', segment, start, end, lane: 0, index, origin: 0, ...(transition && { transition }) })),
  }
  const rows = [...free('overlay', draft.overlays, overlays), ...free('text', draft.texts, texts), chain, ...free('sound', draft.sounds, sounds)].filter(({ kind, bars }) => kind === 'picture' || bars.length > 0)
  return { duration, rows, bars: new Map(rows.flatMap((row) => row.bars.map((bar) => [bar.id, bar] as const))) }
}

/** The lowest lane that is free for each, in order of start: no two in one lane overlap. */
export function lanesOf(spans: readonly { readonly start: number; readonly end: number }[]): readonly number[] {
  const ends: number[] = []
  return spans.map(({ start, end }) => {
    const free = ends.findIndex((one) => one <= start)
    const lane = free === -1 ? ends.length : free
    ends[lane] = end
    return lane
  })
}

/** The bar of a row that is on at a time, or the nearest one. */
export function barAt(row: Row, time: number): Bar | undefined {
  const distance = ({ start, end }: Bar) => (time < start ? start - time : time >= end ? time - end + 1 : 0)
  return row.bars.reduce<Bar | undefined>((best, bar) => (best === undefined || distance(bar) < distance(best) ? bar : best), undefined)
}
