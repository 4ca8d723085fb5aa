// Edits of time: what is cut away, what stays, lengths and speeds.

import type { Milliseconds } from '../base/index.ts'
import { layOut, segmentDuration, type ClipFacts, type Operation, type PictureSegment, type Range } from '../draft/index.ts'
import { stretchesOfClip } from '../director/index.ts'
import { slot, type Intent, type Stretch, type Target } from '../understanding/index.ts'
import { assetOf, assume, edit, fail, layoutOf, lengthOf, pictures, type Desk } from './turn-desk.ts'
import { placeOf, segmentsOf } from './turn-targets.ts'

export function cutRanges(desk: Desk, intent: Intent, keep: boolean): void {
  const stretches = slot<readonly Stretch[]>(intent, 'stretches') ?? []
  const target = slot<Target>(intent, 'which')
  if (target?.by === 'all' && target.noun !== undefined && stretches.every((stretch) => 'side' in stretch) && pictures(desk).length > 1) return cutEach(desk, stretches, keep)
  const segments = target === undefined || target.by === 'all' ? undefined : segmentsOf(desk, target)
  if (target !== undefined && target.by !== 'all' && segments === undefined) return
  const placed = segments === undefined ? undefined : placeOf(desk, segments[0]!)
  const origin = placed?.start ?? 0
  const total = placed === undefined ? lengthOf(desk) : placed.end - placed.start
  const ranges = stretches.flatMap((stretch) => rangeOf(stretch, total) ?? [])
  if (ranges.length === 0) return fail(desk, `That stretch lies outside the film, which is ${seconds(total)} s long.`, `这段时间超出了影片（全长 ${seconds(total)} 秒）。`)
  const inFilm = ranges.map(({ from, to }) => ({ from: from + origin, to: to + origin }))
  if (!keep) return void edit(desk, [{ name: 'cut-ranges', ranges: merged(inFilm) }])
  if (intent.slots['stretches']?.source === 'assumed') assume(desk, `"Cut" with a start and an end is read as: keep ${ranges.map(clock).join(', ')}. Say "cut out" to remove it instead.`, `“剪”加起止时间按“保留 ${ranges.map(clock).join('、')}”理解；要去掉这段请说“剪掉”。`)
  if (placed === undefined) return void edit(desk, [{ name: 'keep-ranges', ranges: merged(inFilm) }])
  edit(desk, [{ name: 'cut-ranges', ranges: outside(merged(inFilm), placed.start, placed.end) }])
}

// "Two seconds off the start of every clip": counted in each of them, cut at once.
function cutEach(desk: Desk, stretches: readonly Stretch[], keep: boolean): void {
  const ranges = layoutOf(desk).picture.flatMap(({ segment, start, end }) => {
    if (segment.kind === 'card') return []
    const own = merged(stretches.flatMap((stretch) => rangeOf(stretch, end - start) ?? []).map(({ from, to }) => ({ from: from + start, to: to + start })))
    return keep ? outside(own, start, end) : own
  })
  if (ranges.length > 0) edit(desk, [{ name: 'cut-ranges', ranges: merged(ranges) }])
}

function clock(range: Range): string {
  return `${seconds(range.from)}-${seconds(range.to)} s`
}

export function rangeOf(stretch: Stretch, total: Milliseconds): Range | undefined {
  const [from, to] = 'from' in stretch ? [stretch.from, stretch.to ?? total] : 'share' in stretch ? [Math.round(stretch.share[0] * total), Math.round(stretch.share[1] * total)]
    : stretch.side === 'first' ? [0, stretch.length] : stretch.side === 'last' ? [total - stretch.length, total] : [Math.round((total - stretch.length) / 2), Math.round((total + stretch.length) / 2)]
  const range = { from: Math.max(0, from), to: Math.min(total, to) }
  return range.to > range.from ? range : undefined
}

function merged(ranges: readonly Range[]): Range[] {
  const sorted = [...ranges].sort((left, right) => left.from - right.from)
  return sorted.reduce<Range[]>((done, range) => {
    const last = done.at(-1)
    if (last === undefined || range.from > last.to) return [...done, range]
    return [...done.slice(0, -1), { from: last.from, to: Math.max(last.to, range.to) }]
  }, [])
}

function outside(ranges: readonly Range[], from: Milliseconds, to: Milliseconds): Range[] {
  const gaps: Range[] = []
  let at = from
  for (const range of ranges) {
    if (range.from > at) gaps.push({ from: at, to: range.from })
    at = range.to
  }
  return at < to ? [...gaps, { from: at, to }] : gaps
}

export function removeSilence(desk: Desk, intent: Intent): void {
  const side = slot<string>(intent, 'side')
  const quiet = layoutOf(desk).picture.flatMap(({ segment, start }) => {
    if (segment.kind !== 'clip') return []
    const silences = (assetOf(desk, segment.asset)?.facts as ClipFacts | undefined)?.silences ?? []
    return silences.filter(({ from, to }) => to > segment.from && from < segment.to && to - from >= 400).map(({ from, to }) => ({
      from: Math.round(start + (Math.max(from, segment.from) - segment.from) / segment.speed) + 80, to: Math.round(start + (Math.min(to, segment.to) - segment.from) / segment.speed) - 80,
    })).filter(({ from, to }) => to > from)
  })
  const total = lengthOf(desk)
  const chosen = side === 'last' ? quiet.filter((range) => range.to > total - 1500) : side === 'first' ? quiet.filter((range) => range.from < 1500) : quiet
  if (chosen.length === 0) return fail(desk, 'I found no silent stretch in the sound, so nothing was cut for that.', '声音里没有测到静音段，所以这一项没有剪。')
  edit(desk, [{ name: 'cut-ranges', ranges: merged(chosen) }])
}

export function setFilmDuration(desk: Desk, intent: Intent): void {
  const now = lengthOf(desk)
  const change = slot<number>(intent, 'change')
  const scale = slot<number>(intent, 'scale')
  const said = slot<number>(intent, 'ms')
  const bound = slot<string>(intent, 'bound')
  let wished = said ?? (change !== undefined ? now + change : Math.round((now * (scale ?? 1)) / 100) * 100)
  if (bound === 'under' && said !== undefined) {
    if (now < said) return assume(desk, `The film is ${seconds(now)} s, already under ${seconds(said)} s.`, `影片现在 ${seconds(now)} 秒，已经在 ${seconds(said)} 秒以内。`)
    wished = said - Math.min(500, Math.round(said * 0.05))
  }
  if (said === undefined && intent.slots['scale']?.source === 'assumed') assume(desk, `By how much was not said; I took ${seconds(wished)} s.`, `没说改多少，我改成了 ${seconds(wished)} 秒。`)
  if (wished < 100) return fail(desk, `The film is only ${seconds(now)} s long.`, `影片只有 ${seconds(now)} 秒。`)
  if (!fillClips(desk, wished)) edit(desk, [{ name: 'set-film-duration', duration: wished }])
  else edit(desk, [{ name: 'set-film-duration', duration: wished }], { quiet: lengthOf(desk) === wished })
  if (said !== undefined && slot(intent, 'cut') === true && pictures(desk).every((segment) => segment.kind === 'clip')) assume(desk, 'The beginning is kept, the end was cut; say "keep the best parts" for a selection.', '保留开头、剪掉结尾；想挑精彩片段可以说“只留精彩部分”。')
}

// Clips alone cannot get longer than they are: they are slowed, at most to half speed, and then shown again.
function fillClips(desk: Desk, wished: Milliseconds): boolean {
  const chain = pictures(desk)
  const now = lengthOf(desk)
  if (wished <= now || chain.some((segment) => segment.kind !== 'clip')) return false
  const full = chain.reduce((sum, segment) => sum + (segment.kind === 'clip' ? ((assetOf(desk, segment.asset)?.facts as ClipFacts | undefined)?.duration ?? segment.to) / segment.speed : 0), 0)
  if (full >= wished) return false
  const factor = Math.max(0.5, full / wished)
  for (const segment of chain) if (segment.kind === 'clip') edit(desk, [{ name: 'set-speed', targets: [segment.id], speed: Math.max(0.1, segment.speed * factor) }], { quiet: true })
  assume(desk, `The material is only ${seconds(full)} s long, so it plays slower${factor === 0.5 ? ' and is shown again' : ''} to fill ${seconds(wished)} s.`, `素材只有 ${seconds(full)} 秒，放慢${factor === 0.5 ? '并重复' : ''}播放以满 ${seconds(wished)} 秒。`)
  for (let turn = 0; lengthOf(desk) < wished && turn < 50; turn++) {
    const again = chain[turn % chain.length]!
    if (again.kind !== 'clip' || !edit(desk, [{ name: 'add-clip', asset: again.asset, from: again.from, to: again.to }], { quiet: true })) break
  }
  return true
}

export function setPhotoDuration(desk: Desk, intent: Intent): void {
  const duration = slot<number>(intent, 'ms')
  if (duration === undefined) return
  const noun = slot<'photo' | 'clip'>(intent, 'noun') ?? 'photo'
  const photos = pictures(desk).filter((segment) => segment.kind === noun && (noun === 'photo' || segmentDuration(segment) > duration)).map((segment) => segment.id)
  edit(desk, [{ name: 'set-duration', targets: photos.length > 0 ? photos : 'all', duration }])
}

export function setSegmentDuration(desk: Desk, intent: Intent): void {
  const segments = segmentsOf(desk, slot<Target>(intent, 'which'))
  if (segments === undefined) return
  const exact = slot<number>(intent, 'ms')
  const change = slot<number>(intent, 'change')
  const scale = slot<number>(intent, 'scale')
  for (const segment of segments) {
    const now = segmentDuration(segment)
    edit(desk, [{ name: 'set-duration', targets: [segment.id], duration: Math.max(100, exact ?? (change !== undefined ? now + change : Math.round(now * (scale ?? 1)))) }])
  }
}

export function setSpeed(desk: Desk, intent: Intent): void {
  const factor = slot<number>(intent, 'factor') ?? 1
  const at = slot<Stretch | { readonly at: number }>(intent, 'at')
  if (intent.slots['factor']?.source === 'assumed') assume(desk, `No factor was said; I took ${factor}×.`, `没说倍数，我用了 ${factor} 倍。`)
  const target = slot<Target>(intent, 'which')
  const single = (target?.by === 'first' || target?.by === 'last') && pictures(desk).length === 1
  if (single) assume(desk, `The ${target.by === 'first' ? 'intro' : 'outro'} is taken to be the ${target.by} 5 s.`, `${target.by === 'first' ? '开头' : '结尾'}按 5 秒算。`)
  const segments = at !== undefined ? isolate(desk, at) : single ? isolate(desk, { side: target.by, length: 5000 }) : segmentsOf(desk, target)
  if (segments === undefined) return
  const clips = segments.filter((segment) => segment.kind === 'clip')
  if (clips.length === 0) return pacePhotos(desk, segments, factor)
  for (const segment of clips) if (segment.kind === 'clip') edit(desk, [{ name: 'set-speed', targets: [segment.id], speed: clamp(intent.slots['factor']?.source === 'said' ? factor : segment.speed * factor) }])
}

// Photos have no speed: they are shown shorter or longer instead.
function pacePhotos(desk: Desk, segments: readonly PictureSegment[], factor: number): void {
  const whole = segments.length === pictures(desk).length
  assume(desk, 'Photos have no playing speed, so they are shown for a shorter or longer time.', '照片没有播放速度，所以改的是每张显示的时间。')
  if (whole) return void edit(desk, [{ name: 'set-film-duration', duration: Math.max(500, Math.round(lengthOf(desk) / factor)) }])
  for (const segment of segments) edit(desk, [{ name: 'set-duration', targets: [segment.id], duration: Math.max(200, Math.round(segmentDuration(segment) / factor)) }])
}

function clamp(speed: number): number {
  return Math.min(16, Math.max(0.1, Math.round(speed * 1000) / 1000))
}

/** The segments that lie exactly in a stretch of film time; clips are split at its ends. A bare time means two seconds from there. */
function isolate(desk: Desk, at: Stretch | { readonly at: number }): readonly PictureSegment[] | undefined {
  const total = lengthOf(desk)
  const range = 'at' in at ? rangeOf({ from: at.at, to: at.at + 2000 }, total) : rangeOf(at, total)
  if (range === undefined) {
    fail(desk, `The film is only ${seconds(total)} s long.`, `影片只有 ${seconds(total)} 秒。`)
    return undefined
  }
  if ('at' in at) assume(desk, `From ${seconds(range.from)} s for two seconds.`, `从 ${seconds(range.from)} 秒起持续两秒。`)
  splitAt(desk, range.from)
  splitAt(desk, range.to)
  return layoutOf(desk).picture.filter(({ start, end }) => start >= range.from && end <= range.to).map(({ segment }) => segment)
}

/** Splits whatever is on screen at a film time; nothing happens on a cut. */
export function splitAt(desk: Desk, time: Milliseconds, quiet = true): boolean {
  const placed = layoutOf(desk).picture.find(({ start, end }) => time > start && time < end)
  return placed !== undefined && edit(desk, [{ name: 'split-segment', target: placed.segment.id, at: time - placed.start }], { quiet })
}

export function split(desk: Desk, intent: Intent): void {
  const target = slot<Target>(intent, 'which')
  const segments = target === undefined ? undefined : segmentsOf(desk, target)
  if (target !== undefined && segments === undefined) return
  const origin = segments === undefined ? 0 : placeOf(desk, segments[0]!).start
  const length = segments === undefined || segments.length > 1 ? lengthOf(desk) : segmentDuration(segments[0]!)
  const times = slot<readonly number[]>(intent, 'at') ?? splitTimes(length, slot<number>(intent, 'parts'), slot<number>(intent, 'every'))
  for (const time of times) if (!splitAt(desk, origin + time, false)) fail(desk, `There is nothing to split at ${seconds(time)} s.`, `${seconds(time)} 秒处没有可以分割的画面。`)
}

function splitTimes(length: Milliseconds, parts: number | undefined, every: number | undefined): readonly number[] {
  const count = every === undefined ? parts ?? 2 : Math.min(200, Math.ceil(length / Math.max(200, every)))
  return Array.from({ length: count - 1 }, (_none, index) => (every === undefined ? Math.round((length * (index + 1)) / count) : every * (index + 1)))
}

/** The whole chain once more, and again. */
export function repeat(desk: Desk, intent: Intent): void {
  const times = Math.min(20, Math.max(2, Math.round(slot<number>(intent, 'times') ?? 2)))
  if (intent.slots['which'] !== undefined) return repeatOne(desk, intent, times)
  const chain = pictures(desk).filter((segment) => segment.kind !== 'card')
  const back = slot(intent, 'back') === true
  if (chain.length * times > 500) return fail(desk, 'That would be too many pictures.', '画面太多了。')
  const copies = Array.from({ length: times - 1 }, () => chain).flat().flatMap((segment): Operation[] => (segment.kind === 'photo' ? [{ name: 'add-photo', asset: segment.asset, duration: segment.duration }] : segment.kind === 'clip' ? [{ name: 'add-clip', asset: segment.asset, from: segment.from, to: segment.to }] : []))
  const known = new Set(chain.map((segment) => segment.id))
  if (!edit(desk, copies, { quiet: true })) return
  if (back) {
    const again = pictures(desk).filter((segment) => segment.kind !== 'card' && !known.has(segment.id)).map((segment) => segment.id)
    edit(desk, [{ name: 'reorder-segments', order: [...chain.map((segment) => segment.id), ...again.reverse()] }, ...(chain.some((segment) => segment.kind === 'clip') ? [{ name: 'set-reverse', targets: again, reverse: true } as const] : [])], { quiet: true })
    desk.done.push({ en: `The film now plays forwards and then backwards, ${seconds(lengthOf(desk))} s in all.`, zh: `影片先正放再倒放，共 ${seconds(lengthOf(desk))} 秒。` })
  } else desk.done.push({ en: `The film now plays ${times} times in a row, ${seconds(lengthOf(desk))} s in all.`, zh: `影片连续播放 ${times} 遍，共 ${seconds(lengthOf(desk))} 秒。` })
}

// "Duplicate the first clip at the end": the copies stand behind it, or at the end.
function repeatOne(desk: Desk, intent: Intent, times: number): void {
  const segments = segmentsOf(desk, slot<Target>(intent, 'which'))?.filter((segment) => segment.kind !== 'card')
  if (segments === undefined || segments.length === 0) return
  const last = slot(intent, 'to') === 'last'
  const at = pictures(desk).findIndex((segment) => segment.id === segments.at(-1)!.id) + 1
  const copies = Array.from({ length: times - 1 }, () => segments).flat().map((segment, index): Operation => {
    const place = last ? {} : { at: at + index }
    return segment.kind === 'photo' ? { name: 'add-photo', asset: segment.asset, duration: segment.duration, ...place } : { name: 'add-clip', asset: (segment as Extract<PictureSegment, { kind: 'clip' }>).asset, from: (segment as Extract<PictureSegment, { kind: 'clip' }>).from, to: (segment as Extract<PictureSegment, { kind: 'clip' }>).to, ...place }
  })
  edit(desk, copies)
}

export function setReverse(desk: Desk, intent: Intent): void {
  const segments = segmentsOf(desk, slot<Target>(intent, 'which'))
  if (segments === undefined) return
  const clips = segments.filter((segment) => segment.kind === 'clip')
  if (clips.length === 0) {
    assume(desk, 'Photos cannot play backwards; their order is reversed.', '照片不能倒放，所以把顺序倒过来了。')
    return void edit(desk, [{ name: 'reorder-segments', order: [...pictures(desk)].reverse().map((segment) => segment.id) }])
  }
  edit(desk, [{ name: 'set-reverse', targets: clips.map((segment) => segment.id), reverse: slot(intent, 'off') !== true }])
}

/** "Faster pacing": photos get shorter, one long clip becomes its best stretches, cut hard. */
export function setPace(desk: Desk, intent: Intent): void {
  const fast = slot(intent, 'pace') === 'fast'
  const clips = pictures(desk).filter((segment) => segment.kind === 'clip')
  const total = lengthOf(desk)
  if (clips.length > 0 && fast) return selectStretches(desk, total > 40_000 ? 30_000 : Math.round(total * 0.75), 2500)
  if (clips.length > 0) return assume(desk, 'Slower cutting needs several shots; the clip itself is left as it is.', '放慢剪辑节奏需要多个镜头，片段本身没有改动。')
  edit(desk, [{ name: 'set-film-duration', duration: Math.max(1000, Math.round(total * (fast ? 0.75 : 1.3))) }])
}

/** The clips of the film as a selection of exactly `wished` ms in stretches of about `each` ms. */
export function selectStretches(desk: Desk, wished: Milliseconds, each: Milliseconds): void {
  const clips = pictures(desk).filter((segment) => segment.kind === 'clip')
  const total = clips.reduce((sum, segment) => sum + segmentDuration(segment), 0)
  if (clips.length === 0 || wished >= total) return
  const operations: Operation[] = clips.flatMap((segment) => {
    if (segment.kind !== 'clip') return []
    const facts = assetOf(desk, segment.asset)?.facts as ClipFacts | undefined
    const share = Math.round((wished * segmentDuration(segment)) / total)
    return stretchesOfClip({ from: segment.from, to: segment.to, shots: facts?.shots ?? [], silences: facts?.silences ?? [] }, share, each).map(({ from, to }): Operation => ({
      name: 'add-clip', asset: segment.asset, from, to, style: { fit: segment.fit, ...(segment.focus && { focus: segment.focus }), ...(segment.look && { look: segment.look }) },
    }))
  })
  edit(desk, [...operations, { name: 'remove-segments', targets: clips.map((segment) => segment.id) }], { quiet: true })
  if (lengthOf(desk) !== wished) edit(desk, [{ name: 'set-film-duration', duration: wished }], { quiet: true })
  const count = layOut(desk.draft).picture.length
  desk.done.push({ en: `The film is now ${count} stretches of your footage, ${seconds(lengthOf(desk))} s in all.`, zh: `现在由素材中的 ${count} 个片段组成，共 ${seconds(lengthOf(desk))} 秒。` })
  assume(desk, 'Stretches are spread over the whole footage, at shot changes where there are any and away from silence; what they show I cannot see.', '片段均匀取自全片，尽量在镜头切换处下刀并避开静音；画面内容我看不懂。')
}

function seconds(time: Milliseconds): string {
  return String(Math.round(time / 100) / 10)
}
