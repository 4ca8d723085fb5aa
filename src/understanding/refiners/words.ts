// Titles, captions, subtitles, end cards, text marks: which words, where, when, in what style.

import { find, has, isNegated, ofKind, use, verbsAt, type Clause } from '../clause.ts'
import { means, sense, type Mark } from '../mark.ts'
import { said, type Intent, type Slot } from '../plan.ts'
import { add, gap, hasIntent, refuse, type Refiner, type Request } from '../request.ts'
import { isFontWord, textStyle, textTiming } from './style.ts'
import { targetOf } from './targets.ts'

const textual = ['title', 'section-title', 'text', 'caption', 'subtitles', 'outro', 'intro', 'logo'] as const

export const refineWords: Refiner = (request, clause) => {
  const quotes = ofKind(clause, 'quote')
  const source = find(clause, 'object', 'script')[0]
  // "a video of this text: '…'": with no pictures the quoted words are the script.
  if (source !== undefined && quotes.length > 0 && quotes[0]!.value.length >= 20 && request.facts.photos + request.facts.clips === 0 && source.start < quotes[0]!.start) return use(clause, source, ...quotes)
  // The same when the length stands between them: "a film of this text, 15 seconds: '…'".
  const spoken = request.clauses.slice(0, request.clauses.indexOf(clause)).some((one) => has(one, 'object', 'script')) && !has(clause, 'object', 'title', 'caption')
  if (spoken && quotes.length > 0 && quotes[0]!.value.length >= 20 && request.facts.photos + request.facts.clips === 0 && !request.facts.hasFilm) return use(clause, ...quotes)
  const mark = textMark(request, clause)
  if (mark === undefined && quotes.length === 0) return
  const announced = quotes[0] === undefined ? 'text' : kindBeforeQuote(request, quotes[0])
  // "名字叫…": what the name is for says more than that it is words.
  const kind = mark === undefined || (means(mark, 'object', 'text') && announced === 'title') ? announced : textual.find((value) => means(mark, 'object', value)) ?? 'text'
  // "加个片尾，写上…": the clause before only announced these words.
  if (mark === undefined && kind !== 'text') useStretch(request, request.clauses[Math.max(0, request.clauses.indexOf(clause) - 1)]!.start, quotes[0]!.start)
  const verbs = mark === undefined ? verbsAt(clause, quotes[0]!) : verbsAt(clause, mark)
  if (mark !== undefined && (isNegated(clause, mark) || (verbs.includes('remove') || verbs[0] === 'cut-out') && quotes.length === 0)) return removeWords(request, clause, mark, kind)
  // "Add a 3-second intro": a card, whose words may come in the next clause.
  if (means(mark, 'object', 'intro') && quotes.length === 0 && verbs.includes('add') && ofKind(clause, 'length').length > 0 && !has(clause, 'object', 'title', 'text', 'black')) return use(clause, mark), add(request, 'title', { card: said(true), ...textTiming(clause) })
  if (means(mark, 'object', 'intro', 'outro') && quotes.length === 0 && !has(clause, 'verb', 'write')) return
  if (clause.marks.some((one) => means(one, 'verb', 'ask')) && quotes.length === 0) return use(clause, mark), gap(request, 'ask-first')
  const words = contentOf(request, clause, mark, quotes)
  if (kind === 'logo') return textLogo(request, clause, mark, words)
  if (kind === 'subtitles' && words === undefined) return
  if (words !== undefined && changesText(verbs) && request.facts.hasTexts && quotes.length > 0 && !has(clause, 'verb', 'add')) return editWords(request, clause, mark, quotes, words)
  if (words === undefined) return missingWords(request, clause, mark, kind, verbs)
  addWords(request, clause, mark, kind, words)
}

// 'Open with "…"', 'titled "…"', 'finish on "…"': the word before a quotation says what it is for.
function kindBeforeQuote(request: Request, quote: Mark): (typeof textual)[number] {
  const before = request.plain.slice(Math.max(0, quote.start - 24), quote.start).replace(/.*[.。!！?？;；\n]/s, '')
  if (/(?:open|start|begin)(?:s|ing)? (?:it )?(?:with|on)(?: the words)? ?$|(?:titled|called|named|entitled|headed) ?$|(?:call|name|title) (?:it|this|the (?:film|video|movie|reel)):? ?$|(?:名叫|名为|题为|叫做|叫它|片名|取名|起名|命名|名字叫|名字是|开头|开场|一开始)[写打上用放出现字幕一行句:：，, ]{0,6}$/.test(before)) return 'title'
  return /(?:end|close|finish|sign off|wrap up)(?:s|ing)? (?:it )?(?:with|on)(?: the words)? ?$|(?:结尾|片尾|最后|末尾|收尾)[写打上用放出现字幕一行句:：，, ]{0,6}$/.test(before) ? 'outro' : 'text'
}

function textMark(request: Request, clause: Clause): Mark | undefined {
  const marks = find(clause, 'object', ...textual).filter((mark) => !(means(mark, 'object', 'logo') && !isTextLogo(clause)) && !isSourceText(request, clause, mark))
  return marks.find((mark) => means(mark, 'object', 'title', 'outro')) ?? marks.find((mark) => !means(mark, 'object', 'intro')) ?? marks[0]
}

// "my article's text", "this text": what the film is made from, not what is to be written on it.
function isSourceText(request: Request, clause: Clause, mark: Mark): boolean {
  if (!means(mark, 'object', 'script') || ofKind(clause, 'quote').length > 0) return false
  const before = clause.marks[clause.marks.indexOf(mark) - 1]
  // "照片和文案": what was sent, beside other things that were sent.
  if (request.facts.hasScript && /^(?:文案|script|text|words|quote)$/.test(mark.text) && (has(clause, 'select', 'photos', 'clips') || has(clause, 'verb', 'make', 'transform', 'mix') || has(clause, 'object', 'voice', 'subtitles'))) return true
  return means(before, 'object', 'script') || /\b(?:from|this|my|these) $/.test(request.plain.slice(Math.max(0, mark.start - 6), mark.start)) || (means(before, 'padding') && /^(?:from|my)$/.test(before?.text ?? ''))
}

function isTextLogo(clause: Clause): boolean {
  return ofKind(clause, 'quote').length > 0 || handle.test(clause.marks.map((mark) => mark.text).join(' ')) || clause.marks.some((mark) => mark.kind === 'other' && mark.start >= 0 && means(clause.marks[clause.marks.indexOf(mark) - 1], 'object', 'logo') && /^[A-Za-z0-9\u3400-\u9fff]/.test(mark.text))
}

// "Watermark it with @name": what follows is what the mark says.
const handle = /(?:watermark|mark|水印).{0,24}@|\bwatermark (?:it|this|the (?:video|clip|film)|my (?:video|clip|film)) with (?!my |our |the |a |this )/

function changesText(verbs: readonly string[]): boolean {
  return verbs.some((verb) => verb === 'change' || verb === 'transform')
}

/** "Make it smaller and move it to the bottom", "换成黄色" when words on the film were spoken of last. */
export const refineTextFollowUp: Refiner = (request, clause) => {
  if (request.topic !== 'title' || find(clause, 'object', ...textual).some((mark) => !isFontWord(mark)) || has(clause, 'object', 'look', 'music', 'sound', 'volume', 'logo') || has(clause, 'film') || has(clause, 'select') || ofKind(clause, 'quote').length > 0) return
  const text = request.plain.slice(clause.start, clause.end)
  const small = /\bmake (?:it|them|that) (?:a (?:bit|little) )?(?:smaller|tinier)\b/.test(text) ? find(clause, 'verb', 'compress') : []
  const styled = has(clause, 'color') || has(clause, 'font') || has(clause, 'animation') || has(clause, 'place') || has(clause, 'compare', 'bigger', 'smaller', 'higher', 'lower') || ofKind(clause, 'color').length > 0 || small.length > 0
  const idle = clause.marks.every((mark) => means(mark, 'padding') || isFontWord(mark) || means(mark, 'pronoun') || means(mark, 'verb', 'use', 'make', 'move', 'put', 'change', 'transform', 'add', 'show', 'compress', 'raise', 'lower') || means(mark, 'color') || means(mark, 'font') || means(mark, 'animation') || means(mark, 'place') || means(mark, 'compare') || means(mark, 'join') || means(mark, 'no') || mark.kind === 'color' || mark.kind === 'length' && styled || mark.kind === 'other' && /^(?:screen|frame|side)$/.test(mark.text))
  if (!styled || !idle) return
  const slots = { ...textStyle(clause), ...textTiming(clause), ...compareSlot(clause), ...(small.length > 0 ? { compare: said('smaller') } : {}) }
  use(clause, ...clause.marks)
  const at = request.intents.findLastIndex((intent) => intent.name === 'title' || intent.name === 'caption' || intent.name === 'end-card')
  // Words of this very message are styled where they are made.
  if (at >= 0) return void (request.intents[at] = { name: request.intents[at]!.name, slots: { ...request.intents[at]!.slots, ...slots } as Intent['slots'] })
  add(request, 'text-style', { role: said('any'), ...slots })
}

/** The words themselves: between quotes, after a colon, or a plain run right after the object. */
function contentOf(request: Request, clause: Clause, mark: Mark | undefined, quotes: readonly Mark[]): string | undefined {
  if (quotes.length > 0) {
    const chosen = quotes.at(-1)!
    use(clause, ...quotes)
    return chosen.kind === 'quote' ? chosen.value : undefined
  }
  const writing = clause.marks.find((one) => means(one, 'verb', 'write') && (mark === undefined || one.start > mark.start))
  const after = writing ?? mark
  if (after === undefined) return undefined
  const tail = request.text.slice(after.end).match(/^\s*(?:的?(?:内容|文字|文案))?(?:就?叫做?|名为|是|为|改为|改成|就?写|is|reads?|says?)?\s*[:：]\s*((?:(?!\.\s| [—–-] )[^\n。；;—])+)/)?.[1] ?? (/^(?:叫|saying|says|that says|reading|reads|titled|写着|写上|内容是|内容为|文字为|文字是)$/.test(after.text) ? request.text.slice(after.end).match(/^\s*([^\n，。；;,.!！]+)/)?.[1] : undefined)
  const styled = styledColon(request, clause, after)
  if (styled !== undefined) return styled
  const described = clause.marks.find((one) => one.start >= after.end)
  const isStyle = described !== undefined && (means(described, 'font') || means(described, 'color') || means(described, 'quality') || means(described, 'place')) && /^[a-z]/.test(request.text.slice(described.start, described.end))
  const called = tail ?? (means(after, 'object', 'title') ? request.text.slice(after.end).match(/^\s*(?:就?叫做?|就写|写上|写着)\s*([^\n，。；;,.!！]+)/)?.[1] : undefined)
  if (called !== undefined && called.trim() !== '' && !isStyle) {
    const start = request.text.indexOf(called, after.end)
    const words = wordsAlone(request, start, called)
    useStretch(request, start, start + words.length)
    return words.trim()
  }
  const marked = means(after, 'object', 'logo') ? request.text.slice(after.end, clause.end + 24).match(/^.{0,30}?(?:\bwith |[:：]\s*|上)?(@[\p{L}\p{N}_.-]{1,40}(?<![.])|(?<=\bwith )[^\n,.;，。；]{1,40})/u)?.[1] : undefined
  if (marked !== undefined) {
    const start = request.text.indexOf(marked, after.end)
    useStretch(request, start, start + marked.length)
    return marked.trim()
  }
  return plainRun(request, clause, after)
}

// "Text: Fresh every day, vertical", "saying Goodbye at the end": what follows the words is a wish for the film, or says where they stand.
function wordsAlone(request: Request, start: number, text: string): string {
  const place = text.match(/ (?:at|in|on|near) the (?:very )?(?:end|beginning|start|top|bottom|middle|cent(?:er|re))(?: of (?:the|my) (?:film|video|movie|reel))?$/i)
  if (place !== null && place.index! > 0 && !/[:：]\s*$/.test(request.text.slice(0, start))) return text.slice(0, place.index)
  const comma = Math.max(text.lastIndexOf(','), text.lastIndexOf('，'))
  const last = comma < 0 ? undefined : request.clauses.find((clause) => clause.start > start + comma && clause.end <= start + text.trimEnd().length)
  return last !== undefined && last.marks.every((mark) => isWish(mark)) ? wordsAlone(request, start, text.slice(0, comma)) : text
}

function isWish(mark: Mark): boolean {
  return mark.kind === 'ratio' || mark.kind === 'size' || mark.kind === 'length' || means(mark, 'shape') || means(mark, 'platform') || means(mark, 'object', 'music')
}

// "Big title in the middle: HELLO": how it should look stands between the object and its words.
function styledColon(request: Request, clause: Clause, after: Mark): string | undefined {
  const found = request.text.slice(after.end, clause.end).match(/^([^:：\n]{1,60})[:：]\s*([^\n。；;]+)/)
  if (found === null) return undefined
  const start = after.end + found[0].length - found[2]!.length
  const between = clause.marks.filter((mark) => mark.start >= after.end && mark.end <= start)
  if (!between.every((mark) => means(mark, 'place') || means(mark, 'color') || means(mark, 'font') || means(mark, 'animation') || means(mark, 'compare') || means(mark, 'padding') || means(mark, 'time-word') || means(mark, 'object', 'intro', 'outro') || mark.kind === 'length' || mark.kind === 'range' || mark.kind === 'edge' || mark.kind === 'time')) return undefined
  useStretch(request, start, start + found[2]!.length)
  return found[2]!.trim()
}

// "加标题 Aurora", "加字幕今日特价", "Add title Urban Dreams": what follows is a name, not grammar.
function plainRun(request: Request, clause: Clause, after: Mark): string | undefined {
  const at = clause.marks.indexOf(after)
  const rest = clause.marks.slice(at + 1)
  const first = rest[0]
  if (first === undefined || request.text.slice(after.end, first.start).trim() !== '') return undefined
  const typed = request.text.slice(first.start, clause.end)
  const isChinese = /^[\u3400-\u9fff]/.test(typed)
  const looksLikeName = /^[A-Z][\p{L}\p{N}]*/u.test(typed)
  if (!(isChinese ? first.kind === 'other' && !/^(?:的|到|在|说|对|持|跟)/.test(typed) && /[\u3400-\u9fff]$|\s$/.test(request.text.slice(0, after.end)) : looksLikeName)) return undefined
  if (isChinese && verbsAt(clause, after).length === 0) return undefined
  const stop = isChinese ? rest.length : rest.findIndex((mark, index) => !/^[\p{Lu}\p{N}]/u.test(request.text.slice(mark.start, mark.end)) && rest[index - 1]?.end !== mark.start)
  const run = stop < 0 ? rest : rest.slice(0, stop)
  if (run.length === 0) return undefined
  use(clause, ...run)
  return request.text.slice(run[0]!.start, run.at(-1)!.end).trim()
}

function useStretch(request: Request, start: number, end: number): void {
  for (const clause of request.clauses) for (const mark of clause.marks) if (mark.start >= start && mark.end <= end) clause.used.add(mark)
}

function addWords(request: Request, clause: Clause, mark: Mark | undefined, kind: string, words: string): void {
  use(clause, mark, ...find(clause, 'object', 'logo'))
  const common = { text: said(words), ...textTiming(clause), ...textStyle(clause), ...targetSlot(clause) }
  const ends = kind === 'outro' || (has(clause, 'object', 'outro') && !has(clause, 'object', 'intro')) || (has(clause, 'time-word', 'ending') && kind !== 'title')
  request.topic = 'title'
  const open = request.intents.findLastIndex((intent) => intent.name === 'title' && intent.slots['text'] === undefined)
  if (open >= 0 && !ends) return void (request.intents[open] = { name: 'title', slots: { ...request.intents[open]!.slots, ...common } as Intent['slots'] })
  if (ends && kind !== 'title') return add(request, 'end-card', common)
  if (kind === 'title' || kind === 'section-title' || kind === 'intro') {
    const card = mark !== undefined && /card|slide|卡/.test(mark.text)
    const isEnd = has(clause, 'object', 'outro') || has(clause, 'time-word', 'ending') || /最后|结尾|片尾|closing/.test(mark?.text ?? '')
    return add(request, 'title', { ...common, ...(card ? { card: said(true) } : {}), ...(isEnd && common.start === undefined ? { place: said('end') } : {}) })
  }
  add(request, 'caption', { ...common, ...(kind === 'subtitles' ? { area: common.area ?? said('bottom') } : {}) })
}

function targetSlot(clause: Clause): { readonly which?: Slot } {
  const which = targetOf(clause)
  return which === undefined ? {} : { which: said(which) }
}

function editWords(request: Request, clause: Clause, mark: Mark | undefined, quotes: readonly Mark[], words: string): void {
  use(clause, mark)
  const old = quotes.length > 1 && quotes[0]!.kind === 'quote' ? said(quotes[0]!.value) : undefined
  add(request, 'edit-text', { text: said(words), ...(old && { old }), ...textStyle(clause) })
  request.topic = 'title'
}

function removeWords(request: Request, clause: Clause, mark: Mark, kind: string): void {
  if (kind === 'outro' || kind === 'intro') return
  use(clause, mark, ...find(clause, 'verb', 'remove', 'cut-out'))
  // Words in raw footage are part of the picture.
  const inside = /[里中上]的|\b(?:in|from|on) (?:the|this|my) (?:photo|picture|image|video|clip)/.test(request.plain.slice(clause.start, clause.end))
  if (!request.facts.hasTexts && !request.facts.hasFilm && (request.facts.clips > 0 || request.facts.photos > 0 && inside) && !isNegated(clause, mark)) return refuse(request, 'object-removal', mark.text)
  if (kind === 'logo') return request.facts.hasLogo ? add(request, 'logo', { remove: said(true) }) : refuse(request, 'object-removal', mark.text)
  add(request, 'remove-text', { role: said(kind === 'title' ? 'title' : kind === 'subtitles' ? 'subtitle' : kind === 'caption' ? 'caption' : 'any') })
}

function missingWords(request: Request, clause: Clause, mark: Mark | undefined, kind: string, verbs: readonly string[]): void {
  if (mark === undefined || kind === 'logo') return
  const style = textStyle(clause)
  const changes = Object.keys(style).length > 0 || clause.marks.some((one) => means(one, 'compare'))
  if (request.facts.hasTexts && changes && !verbs.includes('add')) {
    use(clause, mark)
    request.topic = 'title'
    return add(request, 'text-style', { role: said(kind === 'title' ? 'title' : kind === 'subtitles' ? 'subtitle' : 'any'), ...style, ...textTiming(clause), ...compareSlot(clause) })
  }
  if (kind === 'intro' || kind === 'outro') return
  use(clause, mark)
  request.topic = 'title'
  if (kind === 'title') {
    if (verbs.includes('keep') || has(clause, 'time-word', 'keepsame')) return
    if (request.facts.hasTexts && changesText(verbs)) return gap(request, 'which-title')
    if (changesTitle(request, clause, verbs)) return
    const card = /card|slide|screen|卡/.test(mark.text)
    return add(request, 'title', { ...(card ? { card: said(true) } : {}), ...textTiming(clause), ...style, ...(verbs.includes('add') || verbs.includes('put') ? { added: said(true) } : {}) })
  }
  if (verbs.includes('keep') || has(clause, 'time-word', 'during')) return
  if (/hashtags?|话题标签/.test(request.plain) && !request.facts.hasFilm) return refuse(request, 'copy', mark.text)
  // The words of a film that is made from a script are the script.
  if (request.facts.hasScript && !request.facts.hasFilm) return request.facts.photos + request.facts.clips > 0 && !hasIntent(request, 'subtitles') ? add(request, 'subtitles', style) : undefined
  if (kind === 'caption' && request.facts.clips > 0 && request.facts.photos === 0 && !/on-screen/.test(request.plain)) return use(clause), add(request, 'subtitles', style)
  gap(request, 'caption-text')
}

// "Show the title for 5 seconds", "give the title a shadow", "标题全程显示": the one that is there.
function changesTitle(request: Request, clause: Clause, verbs: readonly string[]): boolean {
  if (!request.facts.hasTexts || !request.facts.hasFilm) return false
  const text = request.plain.slice(clause.start, clause.end)
  const isMeant = /\bgive (?:the|this|that) title\b|^(?:the )?title (?:should|must|needs|has to|appears|comes|goes)\b/.test(text) || !verbs.includes('add') && /\b(?:the|this|that) title\b|^title\b/.test(text)
  if (!isMeant && (verbs.includes('add') || !/标题/.test(text))) return false
  const shadow = clause.marks.find((mark) => /^(?:shadow|shadows|阴影|投影)$/.test(mark.text))
  const changes = { ...textTiming(clause), ...targetSlot(clause), ...(shadow && { shadow: said(!isNegated(clause, shadow)) }) }
  if (Object.keys(changes).length === 0) return isMeant && (gap(request, 'effect'), true)
  use(clause, shadow, ...find(clause, 'verb', 'show', 'put', 'add', 'make', 'keep'))
  add(request, 'text-style', { role: said('title'), ...changes })
  return true
}

export function compareSlot(clause: Clause): { readonly compare?: Slot } {
  const values = ['bigger', 'smaller', 'longer', 'shorter', 'faster', 'slower', 'higher', 'lower', 'louder', 'quieter', 'more', 'less']
  const value = values.find((one) => has(clause, 'compare', one))
  return value === undefined ? {} : { compare: said(value) }
}

function textLogo(request: Request, clause: Clause, mark: Mark | undefined, words: string | undefined): void {
  if (words === undefined) return
  use(clause, mark)
  add(request, 'caption', { text: said(words), whole: said(true), ...textStyle(clause), ...(textStyle(clause).area === undefined ? { area: { value: 'bottom-right', source: 'assumed', because: 'watermark' } as const } : {}) })
}

export const refineSubtitles: Refiner = (request, clause) => {
  const mark = find(clause, 'object', 'subtitles')[0]
  if (mark === undefined) return
  use(clause, mark, ...find(clause, 'language'), ...find(clause, 'verb', 'add', 'make', 'write'))
  request.topic = 'subtitles'
  const verbs = verbsAt(clause, mark)
  const off = /\b(?:subtitles?|subs|captions?) (?:turned )?off\b/.test(request.plain.slice(clause.start, clause.end))
  if (off || isNegated(clause, mark) || verbs.includes('remove')) return add(request, 'subtitles', { remove: said(true) })
  if (request.refused.some((one) => one.what === 'translate') && !request.facts.hasScript) return
  const languages = clause.marks.flatMap((one) => (means(one, 'language') ? [sense(one, 'language')!] : []))
  const changes = request.facts.hasTexts && !verbs.includes('add') && (verbs.includes('change') || has(clause, 'compare') || has(clause, 'place'))
  if (changes) return add(request, 'text-style', { role: said('subtitle'), ...textStyle(clause), ...compareSlot(clause) })
  const words = has(clause, 'animation', 'words') || /karaoke|逐词|关键词|高亮/.test(request.plain)
  add(request, 'subtitles', { ...(languages.length > 0 ? { languages: said(languages) } : {}), ...(words ? { words: said(true) } : {}), ...textStyle(clause) })
}
