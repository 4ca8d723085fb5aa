// The film in a short paragraph, for people who ask what they have.

import type { Draft, PictureSegment, TextRole } from './document.ts'
import { layOut, type Layout } from './layout.ts'
import { length, list, percent, quote, span, textRoleName, transitionName } from './wording.ts'
import type { Sentence } from './operation.ts'

/** What the film is: length, shape, pictures, transitions, words and sound. */
export function describeDraft(draft: Draft, language: 'en' | 'zh'): string {
  const layout = layOut(draft)
  if (layout.picture.length === 0) {
    return language === 'en' ? 'The film is still empty: it has no photo, clip or card yet.' : '影片还是空的：还没有照片、视频片段或卡片。'
  }
  const parts = [shape(draft, layout), pictures(draft, layout), texts(layout), sounds(layout), overlays(layout)].filter((part) => part !== undefined)
  return parts.map((part) => part[language]).join(language === 'en' ? ' ' : '')
}

function shape({ title, canvas }: Draft, { duration }: Layout): Sentence {
  const name = title === '' ? { en: 'The film', zh: '影片' } : { en: `"${title}"`, zh: `《${title}》` }
  const rate = Math.round((canvas.frameRate.numerator / canvas.frameRate.denominator) * 100) / 100
  return {
    en: `${name.en} is ${length(duration).en} long, ${canvas.width}×${canvas.height} at ${rate} frames per second.`, zh: `${name.zh}时长 ${length(duration).zh}，画面 ${canvas.width}×${canvas.height}，每秒 ${rate} 帧。`,
  }
}

const kinds: Readonly<Record<PictureSegment['kind'], readonly [one: string, many: string, zh: string]>> = {
  photo: ['photo', 'photos', '张照片'], clip: ['clip', 'clips', '个视频片段'], card: ['card', 'cards', '张卡片'],
}

function pictures({ picture }: Draft, layout: Layout): Sentence {
  const counted = (['photo', 'clip', 'card'] as const).flatMap((kind): Sentence[] => {
    const count = picture.segments.filter((segment) => segment.kind === kind).length
    return count === 0 ? [] : [{ en: `${count} ${kinds[kind][count === 1 ? 0 : 1]}`, zh: `${count} ${kinds[kind][2]}` }]
  })
  const transitions = [...new Set(layout.picture.flatMap(({ transition }) => (transition === undefined ? [] : [transition.kind])))].map(transitionName)
  const all = list(counted)
  if (transitions.length === 0) return { en: `It shows ${all.en}.`, zh: `包含 ${all.zh}。` }
  return { en: `It shows ${all.en}, joined by ${list(transitions).en}.`, zh: `包含 ${all.zh}，转场为${list(transitions).zh}。` }
}

/** Texts of a kind that are quoted one by one; more are counted. */
const quotedTexts = 2

function texts({ texts: placed }: Layout): Sentence | undefined {
  if (placed.length === 0) return undefined
  const roles = [...new Set(placed.map(({ segment }) => segment.role))]
  const all = list(roles.flatMap((role) => textsOf(role, placed)))
  return { en: `Words: ${all.en}.`, zh: `文字：${all.zh}。` }
}

function textsOf(role: TextRole, placed: Layout['texts']): Sentence[] {
  const mine = placed.filter(({ segment }) => segment.role === role)
  const name = textRoleName(role)
  if (mine.length > quotedTexts) return [{ en: `${mine.length} ${name.en}s`, zh: `${mine.length} 条${name.zh}` }]
  return mine.map(({ segment, start, end }) => {
    const [words, when] = [quote(segment.text), span(start, end)]
    return { en: `the ${name.en} ${words.en} (${when.en})`, zh: `${name.zh}${words.zh}（${when.zh}）` }
  })
}

function sounds({ sounds: placed }: Layout): Sentence | undefined {
  if (placed.length === 0) return undefined
  const shown = placed.slice(0, 3).map(({ segment, start, end }): Sentence => {
    const [when, level] = [span(start, end), segment.muted ? { en: 'muted', zh: '静音' } : { en: percent(segment.volume), zh: percent(segment.volume) }]
    return { en: `${segment.name} (${when.en}, ${level.en})`, zh: `${segment.name}（${when.zh}，${level.zh}）` }
  })
  const more = placed.length - shown.length
  const all = list(more > 0 ? [...shown, { en: `${more} more`, zh: `另外 ${more} 项` }] : shown)
  return { en: `Sound: ${all.en}.`, zh: `声音：${all.zh}。` }
}

function overlays({ overlays: placed }: Layout): Sentence | undefined {
  if (placed.length === 0) return undefined
  const all = list(placed.slice(0, 3).map(({ segment }) => ({ en: segment.name, zh: segment.name })))
  return { en: `Above the picture: ${all.en}.`, zh: `画面之上：${all.zh}。` }
}
