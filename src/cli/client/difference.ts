// What changed between two looks at a film, in a sentence. Used when a server made an edit and said nothing, or when the
// line broke before it could. Pure.

import { seconds, type FilmState, type Segment, type Track } from './film-state.ts'
import type { Language } from './routing.ts'

type Kind = Track['kind']

const kinds: Readonly<Record<Language, Readonly<Record<Kind, string>>>> = {
  en: { picture: 'picture', sound: 'sound', text: 'text', other: 'part' },
  zh: { picture: '画面', sound: '声音', text: '文字', other: '片段' },
}
const mostNamed = 4

/** `Done: added the text "Summer"; the film is now 12 s long (before: 10 s).` Undefined when nothing changed. */
export function describeDifference(before: FilmState, after: FilmState, language: Language): string | undefined {
  if (before.fingerprint === after.fingerprint) return undefined
  const changes = before.tracks.length === 0 ? [newFilm(after, language)] : changesBetween(before, after, language)
  if (changes.length === 0) return language === 'zh' ? '好了：影片已修改。' : 'Done: the film was changed.'
  return language === 'zh' ? `好了：${changes.join('；')}。` : `Done: ${changes.join('; ')}.`
}

function newFilm(film: FilmState, language: Language): string {
  const pictures = film.tracks.filter(({ kind }) => kind === 'picture').flatMap(({ segments }) => segments).length
  return language === 'zh' ? `影片做好了，${seconds(film.duration)} 秒，${pictures} 个画面` : `the film is made, ${seconds(film.duration)} s with ${pictures} ${pictures === 1 ? 'picture' : 'pictures'}`
}

function changesBetween(before: FilmState, after: FilmState, language: Language): string[] {
  const zh = language === 'zh'
  const [earlier, later] = [placed(before), placed(after)]
  const changes: string[] = []
  const added = [...later].filter(([id]) => !earlier.has(id)).map(([, one]) => one)
  const removed = [...earlier].filter(([id]) => !later.has(id)).map(([, one]) => one)
  if (added.length > 0) changes.push(`${zh ? '加了' : 'added '}${named(added, language)}`)
  if (removed.length > 0) changes.push(`${zh ? '去掉了' : 'removed '}${named(removed, language)}`)
  for (const [id, one] of later) {
    const other = earlier.get(id)
    if (other !== undefined) changes.push(...changesOf(other.segment, one, language))
  }
  if (orderOf(before, later) !== orderOf(after, earlier)) changes.push(zh ? '顺序变了' : 'the order changed')
  if (transitionsOf(before, later) !== transitionsOf(after, earlier)) changes.push(zh ? '转场变了' : 'the transitions changed')
  if (before.duration !== after.duration) changes.push(zh ? `影片现在 ${seconds(after.duration)} 秒（原来 ${seconds(before.duration)} 秒）` : `the film is now ${seconds(after.duration)} s long (before: ${seconds(before.duration)} s)`)
  if (before.size !== after.size) changes.push(zh ? `画面现在是 ${after.size}` : `the picture is now ${after.size}`)
  return [...new Set(changes)]
}

interface Placed {
  readonly kind: Kind
  readonly segment: Segment
}

function placed({ tracks }: FilmState): Map<string, Placed> {
  return new Map(tracks.flatMap(({ kind, segments }) => segments.map((segment, index) => [segment.id || `${kind} ${segment.name} ${index}`, { kind, segment }] as const)))
}

function changesOf(before: Segment, { segment: after }: Placed, language: Language): string[] {
  const zh = language === 'zh'
  const name = after.words === undefined ? after.name : `"${after.words}"`
  const changes: string[] = []
  if (before.words !== after.words) changes.push(zh ? `文字改成“${after.words}”` : `the text now says "${after.words}"`)
  if (before.volume !== after.volume) changes.push(zh ? `${name} 音量 ${after.volume ?? 100}%` : `${name} at ${after.volume ?? 100}% volume`)
  return changes
}

function named(items: readonly Placed[], language: Language): string {
  const groups = grouped(items)
  const texts = [...groups].map(([kind, group]) => {
    const shown = group.slice(0, mostNamed).map(({ segment }) => (segment.words === undefined ? segment.name : `"${segment.words}"`)).join(language === 'zh' ? '、' : ', ')
    const rest = group.length - mostNamed
    const more = rest <= 0 ? '' : language === 'zh' ? `等 ${group.length} 个` : ` and ${rest} more`
    return language === 'zh' ? `${kinds.zh[kind]} ${shown}${more}` : `the ${kinds.en[kind]}${group.length > 1 && kind !== 'other' ? 's' : ''} ${shown}${more}`
  })
  return texts.join(language === 'zh' ? '和' : ' and ')
}

function grouped(items: readonly Placed[]): Map<Kind, Placed[]> {
  const groups = new Map<Kind, Placed[]>()
  for (const item of items) groups.set(item.kind, [...groups.get(item.kind) ?? [], item])
  return groups
}

/** The order of those pictures that both films have. */
function orderOf({ tracks }: FilmState, other: ReadonlyMap<string, Placed>): string {
  return tracks.filter(({ kind }) => kind === 'picture').flatMap(({ segments }) => segments.filter(({ id }) => other.has(id)).map(({ id }) => id)).join(' ')
}

function transitionsOf({ tracks }: FilmState, other: ReadonlyMap<string, Placed>): string {
  return tracks.flatMap(({ segments }) => segments.filter(({ id }) => other.has(id)).map(({ id, transition }) => [id, transition ?? 'cut'] as const)).sort().join(' ')
}
