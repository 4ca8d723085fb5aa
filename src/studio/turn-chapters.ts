// Chapters: names that somebody gives to the parts of a film ("chapters: the hotel, the beach, the old town"). Each is
// seen in the lower third where its part begins, and the answer lists them the way a video's description wants them.

import { layOut, type Draft, type PhotoFacts } from '../draft/index.ts'
import { chaptersOf } from '../director/index.ts'
import type { Plan } from '../understanding/index.ts'
import { assetOf, assume, edit, fail, layoutOf, type Desk } from './turn-desk.ts'

export interface NamedChapter {
  /** ms of the film. */
  readonly start: number
  readonly name: string
}

const patterns = [
  /(?:[,;.]\s*)?(?:\b(?:and|with|add|in|use|put in|split (?:it )?into)\s+)*(?:\b(?:the|these|\d+|two|three|four|five|six)\s+)*\bchapters?\s*:\s*([^.;:\n]{3,400})\.?/i,
  /[，。；]?\s*(?:加上?|添加|分成?|设置?|做成?)?(?:[\d一二两三四五六七八九十]+个?)?章节?(?:分别)?(?:是|为)?\s*[:：]\s*([^。；;:：\n]{2,400})。?/,
]
const mostChapters = 20
const longestName = 40
/** Long enough to be read, ms. */
const nameTime = 2500
/** What YouTube asks for before it shows chapters of its own. */
const youtube = { least: 3, shortest: 10_000 }

/** The names, and the message without them. */
export function chaptersInWords(text: string): { readonly rest: string; readonly chapters?: readonly string[] } {
  for (const pattern of patterns) {
    const found = pattern.exec(text.slice(0, 1000))
    const chapters = found?.[1]!.split(/\s*(?:,\s*(?:and|then)\s|[,，、/]|\s(?:and|then)\s|然后|以及|和(?=[^和]*$))\s*/i).map((name) => name.replace(/^["'“”「『]+|["'“”」』]+$/g, '').trim()).filter((name) => name !== '')
    if (chapters === undefined || chapters.length < 2 || chapters.length > mostChapters || chapters.some((name) => name.length > longestName)) continue
    return { rest: `${text.slice(0, found!.index)} ${text.slice(found!.index + found![0].length)}`.trim(), chapters }
  }
  return { rest: text }
}

/** Puts names in when some were given, and lists the chapters when they are new or begin at other times than before. */
export function tellChapters(desk: Desk, plan: Plan, before: Draft, names: readonly string[] | undefined): void {
  if (names !== undefined && (plan.action === 'create' || plan.action === 'edit')) setChapters(desk, names)
  const now = chaptersIn(desk.draft)
  if (now.length === 0 || JSON.stringify(now) === JSON.stringify(chaptersIn(before))) return
  const list = now.map(({ start, name }) => `${clockOf(start)} ${name}`).join('\n')
  desk.done.push({ en: `\nChapters for the description:\n${list}`, zh: `\n章节（可放进视频简介）：\n${list}` })
  if (desk.draft.canvas.platform === 'youtube' && !fitsYoutube(now, layoutOf(desk).duration)) assume(desk, 'YouTube itself lists chapters from three on, of at least ten seconds each; here they are seen in the film only.', 'YouTube 要至少三章、每章十秒以上才会显示章节；这里只在画面上显示。')
}

/** The chapters of a film: names in the lower third that come with a picture. */
export function chaptersIn(draft: Draft): readonly NamedChapter[] {
  return layOut(draft).texts
    .filter(({ segment }) => segment.role === 'lower-third' && segment.anchor !== undefined && segment.start === 0)
    .map(({ segment, start }) => ({ start, name: segment.text })).sort((left, right) => left.start - right.start)
}

function setChapters(desk: Desk, names: readonly string[]): void {
  const placed = layoutOf(desk).picture.filter(({ segment }) => segment.kind !== 'card')
  if (placed.length < names.length) return fail(desk, `There are ${placed.length} pictures for ${names.length} chapters; each needs one at least.`, `只有 ${placed.length} 个画面，不够分成 ${names.length} 章，每章至少要一个。`)
  const old = layOut(desk.draft).texts.filter(({ segment }) => segment.role === 'lower-third' && segment.anchor !== undefined && segment.start === 0).map(({ segment }) => segment.id)
  if (old.length > 0) edit(desk, [{ name: 'remove-segments', targets: old }], { quiet: true })
  const firsts = beginnings(desk, placed.map(({ segment }) => segment), names.length)
  const ends = [...firsts.slice(1).map((first) => placed[first]!.start), placed.at(-1)!.end]
  edit(desk, names.map((text, index) => {
    const { segment, start } = placed[firsts[index]!]!
    return { name: 'add-text', role: 'lower-third', text, anchor: segment.id, start: 0, duration: Math.min(nameTime, ends[index]! - start) } as const
  }), { quiet: true })
}

// Where the camera's clock knows just as many parts of the day, they are the chapters; otherwise equal numbers of pictures.
function beginnings(desk: Desk, segments: readonly ReturnType<typeof layoutOf>['picture'][number]['segment'][], count: number): readonly number[] {
  const facts = segments.map((segment) => (segment.kind === 'photo' ? (assetOf(desk, segment.asset)?.facts as PhotoFacts | undefined) : undefined) ?? {})
  const parts = chaptersOf(facts as readonly Pick<PhotoFacts, 'takenAt'>[])
  const inOrder = parts.flatMap(({ members }) => members).every((member, index) => member === index)
  if (parts.length === count && inOrder) return parts.map(({ members }) => members[0]!)
  return Array.from({ length: count }, (_none, index) => Math.round((index * segments.length) / count))
}

function fitsYoutube(chapters: readonly NamedChapter[], total: number): boolean {
  return chapters.length >= youtube.least && chapters.every(({ start }, index) => (chapters[index + 1]?.start ?? total) - start >= youtube.shortest)
}

/** `1:05`, `1:02:05`: seconds rounded up, so that a jump never lands before the cut. */
function clockOf(time: number): string {
  const seconds = Math.ceil(time / 1000)
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const [hours, minutes, rest] = parts as [number, number, number]
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${String(rest).padStart(2, '0')}` : `${minutes}:${String(rest).padStart(2, '0')}`
}
