// Edits of words on the picture: titles, captions, subtitles, end cards; and the logo, which is a mark like them.

import type { Milliseconds } from '../base/index.ts'
import { layOut, type Operation, type Rectangle, type TextRole, type TextSegment, type TextStyle } from '../draft/index.ts'
import { groundOf, subtitleLines, takenAt } from '../director/index.ts'
import { isLogo, slot, type Intent, type Target } from '../understanding/index.ts'
import { ask, assetOf, assume, edit, fail, layoutOf, lengthOf, pictures, type Desk } from './turn-desk.ts'
import { placeOf, segmentsOf } from './turn-targets.ts'
import { logoFrame, textPlace } from './turn-values.ts'

function texts(desk: Desk, role?: string): readonly TextSegment[] {
  const all = desk.draft.texts.flatMap((track) => track.segments)
  return role === undefined || role === 'any' ? all : all.filter((segment) => segment.role === role || (role === 'caption' && segment.role === 'lower-third'))
}

function styleOf(intent: Intent): Partial<TextStyle> {
  const color = slot<string>(intent, 'color')
  const font = slot<TextStyle['font']>(intent, 'font')
  const size = slot<string>(intent, 'size')
  const shadow = slot<boolean>(intent, 'shadow')
  return { ...(color && { color }), ...(font && { font }), ...(shadow !== undefined && { shadow }), ...(slot(intent, 'bold') === true && { weight: 800 }), ...(size === 'bigger' && { size: 0.14 }), ...(size === 'smaller' && { size: 0.045 }) }
}

function animationOf(intent: Intent): { readonly animation?: { readonly enter: 'typewriter' | 'pop' | 'rise' | 'slide' | 'words' | 'fade' } } {
  const enter = slot<'typewriter' | 'pop' | 'rise' | 'slide' | 'words' | 'fade'>(intent, 'animation')
  return enter === undefined ? {} : { animation: { enter } }
}

export function addTitle(desk: Desk, intent: Intent, kindWord: { readonly en: string; readonly zh: string }, language: 'en' | 'zh'): void {
  const said = slot<string>(intent, 'text')
  // "Make the title bigger" where there is none: nothing is invented to be changed.
  if (said === undefined && ['size', 'color', 'font', 'area', 'bold'].some((key) => intent.slots[key] !== undefined) && intent.slots['added'] === undefined) {
    return ask(desk, { en: 'There is no title yet. What should it say?', zh: '片子还没有标题。标题写什么？' }, [{ en: 'Type the words', zh: '直接打字告诉我' }, { en: 'No title', zh: '不要标题' }], { en: 'no title', zh: '不加标题' })
  }
  const words = said ?? (desk.draft.title || (language === 'zh' ? kindWord.zh : kindWord.en))
  if (said === undefined) {
    ask(desk, { en: 'What should the title say?', zh: '标题写什么？' }, [{ en: 'Type the words', zh: '直接打字告诉我' }, { en: `Keep "${words}"`, zh: `就用“${words}”` }], { en: `"${words}"`, zh: `“${words}”` })
    assume(desk, `You gave no words, so the title says "${words}".`, `没说文字，标题先写“${words}”。`)
  }
  const end = slot<string>(intent, 'place') === 'end'
  const wished = slot<number>(intent, 'duration') ?? 3000
  if (slot(intent, 'card') === true && slot<number>(intent, 'start') === undefined) return addCard(desk, words, wished, end, intent)
  const total = lengthOf(desk)
  const duration = Math.max(1, Math.min(wished, total))
  const start = slot<number>(intent, 'start') ?? (end ? total - duration : 0)
  addText(desk, 'title', words, start, duration, intent)
  if (said !== undefined && start === 0 && desk.draft.title === '') edit(desk, [{ name: 'set-title', title: said }], { quiet: true })
}

function addCard(desk: Desk, words: string, duration: Milliseconds, end: boolean, intent: Intent): void {
  const before = lengthOf(desk)
  const ground = groundOf(desk.world.assets)
  if (!edit(desk, [{ name: 'add-card', duration, ground, ...(end ? {} : { at: 0 }), label: end ? 'end card' : 'title card' }], { quiet: true })) return
  // What stands at fixed times of the film moves behind the new card, as it would if somebody spliced it in.
  const shifts: Operation[] = end ? [] : desk.draft.texts.flatMap((track) => track.segments.filter((segment) => segment.anchor === undefined).map((segment): Operation => ({ name: 'time-text', target: segment.id, start: segment.start + duration })))
  edit(desk, shifts, { quiet: true })
  addText(desk, end ? 'end-card' : 'title', words, end ? before : 0, duration, intent)
}

function addText(desk: Desk, role: TextRole, text: string, start: Milliseconds, duration: Milliseconds, intent: Intent, anchor?: string): void {
  const place = textPlace(slot<string>(intent, 'area'))
  const style = styleOf(intent)
  const total = lengthOf(desk)
  const begins = anchor === undefined ? Math.max(0, Math.min(start, total - 1)) : start
  edit(desk, [{ name: 'add-text', role, text, start: begins, duration: anchor === undefined ? Math.max(1, Math.min(duration, total - begins)) : duration, ...(anchor && { anchor }), ...(Object.keys(style).length > 0 && { style }), ...(place && { place }), ...animationOf(intent) }])
}

export function addCaption(desk: Desk, intent: Intent): void {
  const text = slot<string>(intent, 'text') ?? ''
  const target = slot<Target>(intent, 'which')
  // "At the beginning" of a film that is one clip is its first seconds and not the whole of it.
  const edge = (target?.by === 'first' || target?.by === 'last') && pictures(desk).filter((segment) => segment.kind !== 'card').length === 1
  if (edge) return addCaption(desk, { ...intent, slots: { ...Object.fromEntries(Object.entries(intent.slots).filter(([key]) => key !== 'which')), duration: intent.slots['duration'] ?? { value: 3000, source: 'assumed' }, ...(target.by === 'last' ? { place: { value: 'end', source: 'said' as const } } : {}) } })
  const segments = target === undefined || target.by === 'all' ? undefined : segmentsOf(desk, target)
  if (target !== undefined && target.by !== 'all' && segments === undefined) return
  if (segments !== undefined) {
    const placed = layoutOf(desk).picture.filter((one) => segments.includes(one.segment))
    for (const { segment, start, end } of placed) addText(desk, 'caption', text, 0, end - start, intent, segment.id)
    return
  }
  const total = lengthOf(desk)
  const start = slot<number>(intent, 'start') ?? (slot<string>(intent, 'place') === 'end' ? Math.max(0, total - (slot<number>(intent, 'duration') ?? 3000)) : 0)
  const said = slot<number>(intent, 'duration')
  const whole = slot(intent, 'whole') === true || (said === undefined && slot<number>(intent, 'start') === undefined)
  if (whole && slot(intent, 'whole') !== true) assume(desk, `When was not said, so "${text}" is seen all along.`, `没说时间，“${text}”全程显示。`)
  addText(desk, 'caption', text, start, whole ? total : said ?? 3000, intent)
}

/** Captions were wished for and none given: what the files themselves say, a name in words or the day it was taken, and nothing made up. */
export function captionFromFiles(desk: Desk): void {
  const photos = layoutOf(desk).picture.filter(({ segment }) => segment.kind === 'photo')
  const found = photos.flatMap(({ segment, start, end }) => {
    const asset = segment.kind === 'photo' ? assetOf(desk, segment.asset) : undefined
    const words = asset === undefined ? undefined : wordsOfName(asset.name) ?? takenAt(asset)?.slice(0, 10)
    return words === undefined ? [] : [{ segment, words, duration: end - start }]
  })
  if (photos.length === 0 || found.length * 2 < photos.length || found.length !== pictures(desk).filter((segment) => segment.kind !== 'card').length && found.length < 2) return
  if (texts(desk, 'caption').length > 0) return
  edit(desk, found.map(({ segment, words, duration }): Operation => ({ name: 'add-text', role: 'caption', text: words, start: 0, duration, anchor: segment.id })), { quiet: true })
  desk.done.push({ en: `Added ${found.length} caption${found.length === 1 ? '' : 's'}.`, zh: `添加了 ${found.length} 条图片说明。` })
  assume(desk, 'You gave no words, so the captions are the names of the files, or the day a photo was taken.', '没说写什么，图片说明先用文件名或拍摄日期。')
}

// "tower-bridge.jpg" is words, "IMG_2034.jpg" and "picture1.jpg" are not.
function wordsOfName(name: string): string | undefined {
  const words = name.replace(/\.[^.]+$/, '').replace(/[-_]+/g, ' ').trim()
  if (/\d/.test(words) || words.length < 3 || words.length > 40 || /^(?:img|dsc|pxl|image|photo|picture|screenshot|untitled|scan|wechat|微信图片|照片|图片|截图|未命名)/i.test(words) || !/^[\p{L} ',.&]+$/u.test(words)) return undefined
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export function addEndCard(desk: Desk, intent: Intent): void {
  addCard(desk, slot<string>(intent, 'text') ?? '', slot<number>(intent, 'duration') ?? 3000, true, intent)
}

export function editText(desk: Desk, intent: Intent): void {
  const words = slot<string>(intent, 'text') ?? ''
  const old = slot<string>(intent, 'old')
  const target = (old === undefined ? undefined : texts(desk).find((segment) => segment.text.toLowerCase().includes(old.toLowerCase()))) ?? texts(desk, 'title')[0] ?? texts(desk)[0]
  if (target === undefined) return addTitle(desk, intent, { en: words, zh: words }, 'en')
  edit(desk, [{ name: 'edit-text', target: target.id, text: words }])
  const style = styleOf(intent)
  if (Object.keys(style).length > 0) edit(desk, [{ name: 'style-text', targets: [target.id], style }])
}

export function styleText(desk: Desk, intent: Intent): void {
  const role = slot<string>(intent, 'role') ?? 'any'
  const found = texts(desk, role).length > 0 ? texts(desk, role) : texts(desk)
  if (found.length === 0) return fail(desk, 'There are no words on the film to change.', '片子上还没有文字可以改。')
  const targets = found.map((segment) => segment.id)
  const { size: _size, ...style } = styleOf(intent)
  const compare = slot<string>(intent, 'compare') ?? slot<string>(intent, 'size')
  if (Object.keys(style).length > 0) edit(desk, [{ name: 'style-text', targets, style }])
  const scale = compare === 'bigger' || compare === 'more' ? 1.3 : compare === 'smaller' || compare === 'less' ? 0.75 : undefined
  if (scale !== undefined) for (const segment of found) edit(desk, [{ name: 'style-text', targets: [segment.id], style: { size: Math.min(0.5, Math.max(0.02, Math.round(segment.style.size * scale * 1000) / 1000)) } }])
  const stay = compare === 'longer' || compare === 'slower' ? 1.5 : compare === 'shorter' || compare === 'faster' ? 0.67 : undefined
  const total = lengthOf(desk)
  const said = slot<number>(intent, 'duration')
  if (stay !== undefined || said !== undefined) for (const segment of found) edit(desk, [{ name: 'time-text', target: segment.id, duration: Math.max(300, Math.min(total, said ?? Math.round(segment.duration * stay!))) }])
  const start = slot<number>(intent, 'start') ?? startOf(desk, slot<Target>(intent, 'which'))
  if (start !== undefined) edit(desk, [{ name: 'time-text', target: found[0]!.id, start }])
  if (slot(intent, 'whole') === true) edit(desk, [{ name: 'time-text', target: found[0]!.id, start: 0, duration: total }])
  if (slot(intent, 'place') === 'end') edit(desk, [{ name: 'time-text', target: found[0]!.id, start: Math.max(0, total - found[0]!.duration) }])
  const place = textPlace(slot<string>(intent, 'area') ?? (compare === 'higher' ? 'top' : compare === 'lower' ? 'bottom' : undefined))
  if (place !== undefined) edit(desk, [{ name: 'place-text', targets, place }])
  const { animation } = animationOf(intent)
  if (animation !== undefined) edit(desk, [{ name: 'animate-text', targets, animation }])
}

// When a picture is first seen.
function startOf(desk: Desk, target: Target | undefined): Milliseconds | undefined {
  const segment = target === undefined ? undefined : segmentsOf(desk, target)?.[0]
  return segment === undefined ? undefined : placeOf(desk, segment).start
}

export function removeText(desk: Desk, intent: Intent): void {
  const role = slot<string>(intent, 'role') ?? 'any'
  const found = texts(desk, role)
  if (found.length === 0) return assume(desk, 'There were no such words on the film.', '片子上本来没有这类文字。')
  edit(desk, [{ name: 'remove-segments', targets: found.map((segment) => segment.id) }])
}

/** Subtitles: from timed lines or a script when there is one; otherwise the reply asks for the words and nothing is drawn. */
export function setSubtitles(desk: Desk, intent: Intent): void {
  if (slot(intent, 'remove') === true) return void edit(desk, [{ name: 'set-subtitles', lines: [] }])
  const total = lengthOf(desk)
  if (total === 0) return
  const lines = desk.world.script === undefined ? [] : subtitleLines(desk.world.script, total)
  const style = styleOf(intent)
  if (lines.length > 0) {
    edit(desk, [{ name: 'set-subtitles', lines, ...(Object.keys(style).length > 0 && { style }) }])
    return assume(desk, 'The subtitles are the words you sent, timed by reading length.', '字幕用的是你发来的文字，按阅读时长分配时间。')
  }
  ask(desk, { en: 'I cannot hear words without a speech recogniser. Can you send the words of the subtitles (an SRT file or the text)?', zh: '这里没有语音识别，我听不出台词。能把字幕文字发给我吗（SRT 文件或文本）？' }, [{ en: 'I will send them', zh: '我来发' }, { en: 'No subtitles', zh: '不要字幕' }], { en: 'no subtitles for now', zh: '先不加字幕' })
}

export function setLogo(desk: Desk, intent: Intent): void {
  const present = desk.draft.overlays.flatMap((track) => track.segments).filter((segment) => segment.role === 'logo')
  if (slot(intent, 'remove') === true) return present.length > 0 ? void edit(desk, [{ name: 'remove-segments', targets: present.map((segment) => segment.id) }]) : assume(desk, 'The film carries no logo or watermark.', '片子上没有 logo 或水印。')
  const ratio = desk.draft.canvas.width / desk.draft.canvas.height
  const area = slot<string>(intent, 'area')
  const size = slot<string>(intent, 'size')
  if (present[0] !== undefined) {
    const base = area === undefined ? present[0].frame : logoFrame(area, ratio)
    const scale = size === 'bigger' ? 1.4 : size === 'smaller' ? 0.7 : 1
    return void edit(desk, [{ name: 'place-overlay', target: present[0].id, frame: { x: Math.min(base.x, 1 - Math.min(1, base.width * scale)), y: Math.min(base.y, 1 - Math.min(1, base.height * scale)), width: Math.min(1, base.width * scale), height: Math.min(1, base.height * scale) } }])
  }
  const used = new Set(pictures(desk).flatMap((segment) => (segment.kind === 'card' ? [] : [segment.asset])))
  const asset = desk.world.assets.find(isLogo) ?? desk.world.assets.find((one) => one.kind === 'photo' && /\.png$/i.test(one.name) && !used.has(one.id)) ?? desk.world.assets.find((one) => one.kind === 'photo' && !used.has(one.id))
  if (asset === undefined) return ask(desk, { en: 'Which picture is the logo? Please send it.', zh: '请把 logo 图片发给我。' }, [{ en: 'I will send it', zh: '我来发' }], { en: 'no logo for now', zh: '暂不加 logo' })
  if (area === undefined) assume(desk, 'The logo stands in the upper right corner.', 'logo 放在右上角。')
  edit(desk, [...(desk.draft.assets[asset.id] === undefined ? [{ name: 'add-asset', asset } as const] : []), { name: 'add-overlay', asset: asset.id, role: 'logo', frame: scaled(logoFrame(area, ratio), size === 'bigger' ? 1.4 : size === 'smaller' ? 0.7 : 1), ...(slot<string>(intent, 'place') === 'end' ? { start: Math.max(0, layOut(desk.draft).duration - 4000) } : {}) }])
}

// A frame of another size that keeps to the corner in which it stands.
function scaled({ x, y, width, height }: Rectangle, by: number): Rectangle {
  const size = { width: Math.min(1, width * by), height: Math.min(1, height * by) }
  const slide = (at: number, before: number, after: number) => (at < 0.3 ? at : at + before > 0.7 ? at + before - after : at + (before - after) / 2)
  return { x: slide(x, width, size.width), y: slide(y, height, size.height), ...size }
}
