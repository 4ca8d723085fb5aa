// The film in one exact line, as agents print it. SPEC.md, S, numbers the rules; nothing here is a matter of taste.

import type { Milliseconds } from '../base/index.ts'
import type { Draft, OverlaySegment, PictureSegment, SoundSegment, TextSegment } from './document.ts'
import { layOut, type Layout } from './layout.ts'

/** Segments of one track that are named; of a longer track the first of them, then how many more. */
const named = 12
/** Characters of a quoted text. */
const quoted = 60

/** `Timeline (3 tracks): 1. Video: city timelapse (0-10s) 2. BGM: Lo-fi (0-10s, 35%) 3. Title: "Urban Dreams" (0-3s)` */
export function summaryLine(draft: Draft): string {
  const lines = trackLines(draft, layOut(draft))
  const head = `Timeline (${lines.length} ${lines.length === 1 ? 'track' : 'tracks'}):`
  return lines.length === 0 ? `${head} empty` : [head, ...lines.map((line, index) => `${index + 1}. ${line}`)].join(' ')
}

interface Entry {
  readonly from: Milliseconds
  readonly to: Milliseconds
  readonly text: string
}

function trackLines(draft: Draft, layout: Layout): string[] {
  const pictures = layout.picture.map(({ segment, start, end }) => entry(segment.name || segment.kind, start, end, clipVolume(segment)))
  return [
    line(draft.picture.name || 'Video', pictures),
    ...draft.overlays.map((track) => line(track.name || 'Overlay', onTrack(layout.overlays, track, overlayEntry))),
    ...draft.sounds.map((track) => line(track.name || 'Audio', onTrack(layout.sounds, track, soundEntry))),
    ...draft.texts.map((track) => line(track.name || 'Text', onTrack(layout.texts, track, textEntry))),
  ].filter((one) => one !== undefined)
}

function onTrack<Placed extends { readonly track: unknown }>(placed: readonly Placed[], track: unknown, write: (one: Placed) => Entry): Entry[] {
  return placed.filter((one) => one.track === track).map(write)
}

function line(name: string, entries: readonly Entry[]): string | undefined {
  if (entries.length === 0) return undefined
  if (entries.length <= named) return `${flat(name)}: ${entries.map((one) => one.text).join(', ')}`
  const rest = entries.slice(named - 1)
  const span = `${seconds(Math.min(...rest.map((one) => one.from)))}-${seconds(Math.max(...rest.map((one) => one.to)))}s`
  return `${flat(name)}: ${entries.slice(0, named - 1).map((one) => one.text).join(', ')}, and ${rest.length} more (${span})`
}

function entry(name: string, from: Milliseconds, to: Milliseconds, ...notes: readonly (string | undefined)[]): Entry {
  return { from, to, text: `${flat(name)} (${[`${seconds(from)}-${seconds(to)}s`, ...notes.filter((note) => note !== undefined)].join(', ')})` }
}

interface Placed<Segment> {
  readonly segment: Segment
  readonly start: Milliseconds
  readonly end: Milliseconds
}

function overlayEntry({ segment, start, end }: Placed<OverlaySegment>): Entry {
  return entry(segment.name || segment.role, start, end, segment.opacity === 1 ? undefined : `opacity ${percent(segment.opacity)}`)
}

function soundEntry({ segment, start, end }: Placed<SoundSegment>): Entry {
  return entry(segment.name || segment.role, start, end, segment.muted ? 'muted' : percent(segment.volume))
}

function textEntry({ segment, start, end }: Placed<TextSegment>): Entry {
  const characters = [...flat(segment.text).replaceAll('"', '\'')]
  const short = characters.length > quoted ? `${characters.slice(0, quoted - 3).join('')}...` : characters.join('')
  return entry(`"${short}"`, start, end)
}

function clipVolume(segment: PictureSegment): string | undefined {
  if (segment.kind !== 'clip') return undefined
  if (segment.muted) return 'muted'
  return segment.volume === 1 ? undefined : percent(segment.volume)
}

function seconds(time: Milliseconds): string {
  return String(time / 1000)
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`
}

// Everything on one line, whatever was in a name.
function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
