// Time: what goes and what stays, how long the film, a photo or a clip is, where it is split.
// The readings of "cut" are policy and numbered in SPEC.md (C1 to C6).

import { find, has, isNegated, ofKind, use, verbsAt, verbsOf, type Clause } from '../clause.ts'
import { means, type Mark, type Which } from '../mark.ts'
import { assumed, said, type Slot } from '../plan.ts'
import { readEnglishOrdinal } from '../numbers.ts'
import { add, extend, gap, hasIntent, type Refiner, type Request } from '../request.ts'
import { sameTransitions } from './picture.ts'
import { textStyle } from './style.ts'
import { targetOf, type Target } from './targets.ts'

/** A stretch to take away or to keep: absolute, or a length at one side; null = to the end. */
export type Stretch =
  | { readonly from: number; readonly to: number | null }
  | { readonly side: 'first' | 'last' | 'middle'; readonly length: number }
  | { readonly share: readonly [number, number] }

export const refineSilence: Refiner = (request, clause) => {
  const mark = find(clause, 'object', 'silence')[0]
  if (mark === undefined) return
  const verbs = verbsAt(clause, mark)
  if (!verbs.some((verb) => ['remove', 'cut-out', 'cut', 'change', 'speed'].includes(verb))) return
  // "Three seconds of silence at the end" is a stretch; the words only say why.
  if (ofKind(clause, 'edge').length + ofKind(clause, 'range').length > 0) return use(clause, mark)
  use(clause, mark, ...find(clause, 'verb', 'remove', 'cut-out', 'cut'), ...find(clause, 'time-word', 'ending', 'beginning'))
  add(request, 'remove-silence', has(clause, 'time-word', 'ending') ? { side: said('last') } : has(clause, 'time-word', 'beginning') ? { side: said('first') } : {})
}

/** The stretch that a mark of time names; undefined when it names none. */
export function stretchOf(mark: Mark): Stretch | undefined {
  if (mark.kind === 'range') return mark.value
  if (mark.kind === 'edge') return { side: mark.value.side, length: mark.value.length }
  return mark.kind === 'part' ? { share: [mark.value.from, mark.value.to] } : undefined
}

// "Trim the start of clip2 to 0:10": the start moves to that time.
function moveEdge(request: Request, clause: Clause): boolean {
  const side = find(clause, 'object', 'intro', 'outro')[0] ?? find(clause, 'time-word', 'beginning', 'ending')[0]
  const time = ofKind(clause, 'time')[0]
  if (side === undefined || time === undefined || !(has(clause, 'verb', 'cut', 'move', 'change', 'put') || isWhatToDo(clause, side, time))) return false
  use(clause, side, time, ...find(clause, 'verb', 'cut'))
  const ends = means(side, 'object', 'outro') || means(side, 'time-word', 'ending')
  const which = targetOf(clause)
  if (which !== undefined) return add(request, 'keep-ranges', { stretches: said([ends ? { from: 0, to: time.value } : { from: time.value, to: null }]), which: said(which) }), true
  // Of the whole film the rest goes, so that "lose the first minute and end it at 4:00" counts on the film as it was.
  const gone = (request.intents.find((intent) => intent.name === 'remove-ranges')?.slots['stretches']?.value as Stretch[] | undefined) ?? []
  extend(request, 'remove-ranges', { stretches: said([...gone, ends ? { from: time.value, to: null } : { from: 0, to: time.value }]) })
  return true
}

// "Start at 12s", "end it at 0:45": the word for a side is itself the wish, when nothing but "it" stands before the time.
function isWhatToDo(clause: Clause, side: Mark, time: Mark): boolean {
  const idle = (mark: Mark) => means(mark, 'padding') || means(mark, 'object', 'thing') || means(mark, 'film')
  const [at, until] = [clause.marks.indexOf(side), clause.marks.indexOf(time)]
  return /^(?:start|begin|end|finish|stop|开始|结束)s?$/.test(side.text) && clause.marks.slice(0, at).every(idle) && clause.marks.slice(at + 1, until).every(idle)
}

// "Cut the black at the start, about 3 seconds": the clause after says how much of that side.
function removesEdge(request: Request, clause: Clause): void {
  const next = request.clauses[request.clauses.indexOf(clause) + 1]
  const length = next === undefined ? undefined : ofKind(next, 'length')[0]
  const side = find(clause, 'object', 'intro', 'outro')[0]
  if (next === undefined || length === undefined || side === undefined || !next.marks.every((mark) => mark === length || means(mark, 'padding'))) return
  if (!verbsOf(clause).some((verb) => verb === 'remove' || verb === 'cut-out' || verb === 'cut') || has(clause, 'object', 'title', 'text', 'music', 'logo')) return
  use(clause, ...clause.marks)
  use(next, ...next.marks)
  extend(request, 'remove-ranges', { stretches: said([{ side: means(side, 'object', 'intro') ? 'first' : 'last', length: length.value }]) })
}

export const refineStretches: Refiner = (request, clause) => {
  const marks = clause.marks.filter((mark) => !clause.used.has(mark) && stretchOf(mark) !== undefined)
  if (marks.length === 0) return removesEdge(request, clause)
  const verbs = verbsAt(clause, marks[0]!)
  const family = familyOf(clause, marks[0]!, verbs) ?? familyAround(request, clause, marks[0]!)
  if (family === undefined) return
  const length = ofKind(clause, 'length')[0]
  const opening = marks.find((mark) => mark.kind === 'range' && mark.value.to === null)
  // "30 seconds starting at 1:20": where it begins and how long it is.
  const takes = opening?.kind === 'range' && length !== undefined
  const stretches = takes ? [{ from: opening.value.from, to: opening.value.from + length.value }] : marks.map((mark) => stretchOf(mark)!)
  use(clause, ...marks, ...find(clause, 'verb'), ...find(clause, 'film'), takes ? length : undefined)
  const which = targetOf(clause)
  if (has(clause, 'verb', 'mute') || (verbs.includes('mute'))) return add(request, 'mute', { on: said(true), at: said(stretches[0]) })
  const takesOut = takes && family === 'remove' && !clause.marks.some((mark) => /remove|delete|cut|删|去|剪掉/.test(mark.text))
  const name = takesOut || family === 'keep' || family === 'keep-assumed' ? 'keep-ranges' : 'remove-ranges'
  const earlier = request.intents.find((intent) => intent.name === name)
  const before = (earlier?.slots['stretches']?.value as Stretch[] | undefined) ?? []
  const value = [...before, ...stretches]
  extend(request, name, { stretches: family === 'keep-assumed' ? assumed(value, 'cut-reading') : said(value), ...whichSlot(which) })
  if (/展示|出现|where|showing|的镜头|的画面/.test(request.plain.slice(clause.start, clause.end)) && family === 'keep') gap(request, 'content-search')
}

// "The first 8 seconds are rubbish, take them out": what is to be done stands in the next clause, with a pronoun.
// "Give me 2:05 to 2:50", "从第40秒开始": a stretch that is wished for and nothing else stays.
function familyAround(request: Request, clause: Clause, mark: Mark): 'keep' | 'remove' | undefined {
  const next = request.clauses[request.clauses.indexOf(clause) + 1]
  const own = verbsOf(clause)
  const bare = next !== undefined && next.marks.every((one) => means(one, 'verb') || means(one, 'padding') || means(one, 'pronoun'))
  if (next !== undefined && own.length === 0 && (bare || has(next, 'object', 'thing')) && !next.marks.some((one) => stretchOf(one) !== undefined || one.kind === 'which')) {
    const then = verbsOf(next)
    if (then.some((verb) => verb === 'remove' || verb === 'cut-out' || verb === 'cut')) return use(next, ...next.marks), 'remove'
    if (then.some((verb) => verb === 'keep' || verb === 'extract')) return use(next, ...next.marks), 'keep'
  }
  // "0:30 to 0:40 and 1:20 to 1:30 can go": the verb stands behind the last of them.
  if (next !== undefined && own.length === 0 && clause.inheritedVerb === undefined && next.marks.some((one) => stretchOf(one) !== undefined) && !/[.。!！?？;；]/.test(request.plain.slice(clause.end, next.start))) {
    const then = verbsOf(next)
    if (then.some((verb) => verb === 'remove' || verb === 'cut-out')) return 'remove'
    if (then.some((verb) => verb === 'keep')) return 'keep'
  }
  if (request.facts.clips === 0 || mark.kind !== 'range') return undefined
  const text = request.plain.slice(clause.start, clause.end)
  if (/^(?:please |pls )?clip\b/.test(text)) return 'keep'
  const only = clause.marks.every((one) => one === mark || means(one, 'object', 'intro') || means(one, 'padding') || means(one, 'film') || means(one, 'verb', 'add', 'show', 'make', 'export') || one.kind === 'other' && /^(?:part|bit|section|segment|piece|stretch|just)$/.test(one.text) || means(one, 'only') || means(one, 'select') || means(one, 'time-word', 'between'))
  if (/\b(?:give|show|get) me\b|\bi (?:just |only )?(?:want|need)\b|给我|我要|我只要/.test(text) && only) return 'keep'
  return mark.value.to === null && only && own.length === 0 && /^(?:从|自|start|from)/.test(mark.text.trim()) ? 'keep' : undefined
}

// C1 "cut out", "remove": goes. C2 "keep", "extract", "to the first ...": stays. C3 "cut" with a side: goes.
// C4 "cut" or "trim" from A to B: stays, and the reply says so.
function familyOf(clause: Clause, mark: Mark, verbs: readonly string[]): 'keep' | 'keep-assumed' | 'remove' | undefined {
  if (isNegated(clause, mark) && !verbs.includes('remove')) return 'remove'
  if (clause.marks.some((one) => one.kind === 'edge' && /[剪去删裁掐]/.test(one.text))) return 'remove'
  // "Chop it down to its first 30 seconds": what it becomes.
  const at = clause.marks.indexOf(mark)
  const becomes = mark.kind !== 'range' && clause.marks.slice(Math.max(0, at - 3), at).some((one, index, before) => one.text === 'to' && before.slice(index + 1).every((other) => means(other, 'padding') || means(other, 'only') || other.kind === 'other' && /^its?$/.test(other.text)))
  if (becomes && verbs.some((verb) => verb === 'cut' || verb === 'cut-out')) return 'keep'
  // "Take the middle third" keeps it; "take ten seconds off" does not.
  const taken = clause.marks.find((one) => means(one, 'verb', 'cut-out'))
  if (taken?.text === 'take' && !verbs.includes('remove') && !clause.marks.some((one) => /^(?:off|out|away)$/.test(one.text)) && !/ (?:off|from|at) /.test(mark.text)) return 'keep'
  if (verbs.some((verb) => verb === 'remove' || verb === 'cut-out')) return has(clause, 'only') && verbs.includes('keep') ? 'keep' : 'remove'
  if (verbs.some((verb) => verb === 'keep' || verb === 'extract')) return 'keep'
  if (/^starts?/.test(mark.text) && /end|stop|finish/.test(mark.text)) return 'keep'
  if (mark.kind === 'range' && verbs.includes('cut') && (/^(?:everything )?(?:before|after)|onwards?$|[之以][前后]|[前后]面/.test(mark.text))) return 'remove'
  if (mark.kind === 'range' && /[剪截裁切]/.test(mark.text)) return 'keep-assumed'
  const before = clause.marks[clause.marks.indexOf(mark) - 1]
  const intoIt = (before?.text === 'to' || before?.text === '到' || clause.marks[clause.marks.indexOf(mark) - 2]?.text === 'to') && mark.kind !== 'range'
  if (verbs.includes('cut')) return intoIt || has(clause, 'only') ? 'keep' : mark.kind === 'range' ? 'keep-assumed' : 'remove'
  if (has(clause, 'only') || verbs.includes('pick')) return 'keep'
  if (verbs.includes('use') || verbs.includes('put')) return 'keep'
  return undefined
}

export function whichSlot(which: Target | undefined): { readonly which?: Slot } {
  return which === undefined ? {} : { which: said(which) }
}

// Numbered frames are a film already: each stays one frame.
export const refineFrames: Refiner = (request, clause) => {
  const mark = find(clause, 'object', 'frames')[0]
  if (mark === undefined || request.facts.photos < 2) return
  const fps = request.clauses.flatMap((one) => one.marks).find((one) => one.kind === 'fps')
  use(clause, mark)
  if (fps === undefined && (hasIntent(request, 'film-duration') || request.clauses.some((one) => ofKind(one, 'length').length > 0))) return extend(request, 'create', {})
  const rate = fps?.kind === 'fps' ? fps.value : 24
  extend(request, 'create', {})
  extend(request, 'film-duration', { ms: said(Math.round((request.facts.photos * 1000) / rate)), frames: said(true) })
}

const shortens = String.raw`\b(?:take|cut|trim|shave|knock|lop)\b`
const takesOff = new RegExp(String.raw`${shortens} .*\b(?:off|from)\b|[减少剪缩去][短少掉去]?[\d一二两三四五六七八九十半]`)
const shortensBy = new RegExp(shortens)

/** "Take 2 seconds off the last photo", "最后一张减2秒": the picture stays, for less time. */
export const refineTimeOff: Refiner = (request, clause) => {
  const lengths = ofKind(clause, 'length')
  const named = ofKind(clause, 'which')
  const elsewhere = ofKind(clause, 'edge').length + ofKind(clause, 'range').length + ofKind(clause, 'time').length > 0 || has(clause, 'time-word', 'beginning', 'ending') || has(clause, 'object', 'intro', 'outro')
  if (lengths.length !== 1 || named.length !== 1 || named[0]!.value.noun === 'clip' || elsewhere || !takesOff.test(request.plain.slice(clause.start, clause.end))) return
  use(clause, ...clause.marks)
  add(request, 'segment-duration', { which: said({ by: 'which', which: named[0]!.value }), change: said(-lengths[0]!.value) })
}

const theOthers = /\b(?:rest|others?|remaining|remainder|everything else|everyone else)\b|其余|其他|其它|剩下|剩余|余下|[后其]面的/

/** What goes on after "the first photo 4 seconds": ", the second 2 seconds", ", the last one for 6", ", the rest one second each". */
export const refineListedDurations: Refiner = (request, clause) => {
  const isOfEach = (name: string): boolean => name === 'segment-duration' || name === 'photo-duration'
  const first = request.intents.findIndex(({ name, slots }) => isOfEach(name) && slots['ms'] !== undefined)
  const length = ofKind(clause, 'length')[0] ?? ofKind(clause, 'number')[0]
  const ms = length?.kind === 'number' ? length.value * 1000 : length?.value
  if (first < 0 || ms === undefined || ms > 60_000 || has(clause, 'film')) return
  const named = clause.marks.filter((mark) => mark !== length && !means(mark, 'padding') && !means(mark, 'time-word', 'each'))
  const which = named.length === 1 ? whichOf(named[0]!, request.intents[first]!.slots['which']?.value as Target | undefined) : undefined
  if (which !== undefined) return use(clause, ...clause.marks), add(request, 'segment-duration', { which: said({ by: 'which', which }), ms: said(ms) })
  if (request.intents[first]!.name === 'photo-duration' || ofKind(clause, 'which').length > 0 || !theOthers.test(request.plain.slice(clause.start, clause.end))) return
  use(clause, ...clause.marks)
  add(request, 'photo-duration', { ms: said(ms) })
}

// "The last one", or "second" alone after "the first photo".
function whichOf(mark: Mark, earlier: Target | undefined): Which | undefined {
  if (mark.kind === 'which') return mark.value
  const position = mark.kind === 'other' ? readEnglishOrdinal(mark.text) : undefined
  return position === undefined || earlier?.by !== 'which' ? undefined : { noun: earlier.which.noun, positions: [position] }
}

export const refineDurations: Refiner = (request, clause) => {
  const lengths = ofKind(clause, 'length')
  const compare = find(clause, 'compare', 'longer', 'shorter')[0]
  const each = find(clause, 'time-word', 'each')[0] ?? everyLength(request, clause) ?? oneOfThem(clause)
  const heavy = clause.marks.filter((mark) => !means(mark, 'padding'))
  const near = lengths.some((length) => Math.abs(heavy.indexOf(length) - heavy.indexOf(each!)) <= 4 && length.value <= 60_000) || lengths.length === 0
  // "The first three photos 2 seconds each": these, and no others.
  const named = ofKind(clause, 'which').find((mark) => mark.value.positions !== undefined || mark.value.many !== undefined)
  if (each !== undefined && named !== undefined && lengths.length === 1 && !verbsOf(clause).some((verb) => ['use', 'pick', 'keep', 'extract', 'add'].includes(verb))) return use(clause, each, lengths[0]), segmentLength(request, clause, targetOf(clause)!, lengths[0]!)
  if (each !== undefined && near && lengths.length + ofKind(clause, 'number').length > 0) return perPhoto(request, clause, each, lengths)
  const shown = lengths[0] ?? clockLength(request, clause)
  if (shown === undefined || ofKind(clause, 'factor').some((mark) => /as long|length|时长|长度/.test(mark.text))) return relativeDuration(request, clause, compare)
  // "Turn my 5 minute vlog into a 60 second Short": what it is, then what it should be.
  const wished = lengths.length > 1 ? lengths.slice(1).find((one) => /\b(?:into|to|down)\b|成|到|为/.test(request.plain.slice(lengths[0]!.end, one.start))) : undefined
  if (wished !== undefined) use(clause, lengths[0]!)
  const length = wished ?? shown
  const verbs = verbsAt(clause, length)
  if (timesEarlierWords(request, clause, length, verbs)) return
  const which = targetOf(clause)
  use(clause, length, ...find(clause, 'object', 'duration'))
  if (which !== undefined && which.by !== 'all' && request.facts.hasFilm || which?.by === 'which') return segmentLength(request, clause, which, length)
  if (request.facts.photos > 0 && request.facts.clips > 0 && !request.facts.hasFilm && has(clause, 'select', 'photos') && !has(clause, 'film') && length.value <= 20_000) return void extend(request, 'photo-duration', { ms: said(length.value) })
  if (which?.by === 'all' && (which.noun !== undefined || has(clause, 'select', 'photos', 'clips'))) return use(clause, ...find(clause, 'verb', 'cut', 'extend', 'change', 'make')), void extend(request, 'photo-duration', { ms: said(length.value), ...(which.noun && { noun: said(which.noun) }) })
  const previous = clause.marks[clause.marks.indexOf(length) - 1]?.text
  if ((compare !== undefined || verbs.includes('extend')) && previous !== 'to' && !/到|为|成/.test(previous ?? '') && verbsText(clause, 'extend', /到$/) === false) return use(clause, compare), add(request, 'film-duration', { change: said(means(compare, 'compare', 'shorter') ? -length.value : length.value) })
  const isOff = request.facts.hasFilm && which === undefined && /^ (?:off|from)\b/.test(request.plain.slice(length.end)) && shortensBy.test(request.plain.slice(clause.start, length.start))
  if (isOff || verbs.some((verb) => verb === 'cut' || verb === 'cut-out') && (previous === 'by')) return add(request, 'film-duration', { change: said(-length.value) })
  // "Show photo 1 longer, 8 seconds": the figure says how long.
  const vague = request.intents.findIndex((intent) => intent.name === 'segment-duration' && intent.slots['scale']?.source === 'assumed')
  if (vague >= 0 && which === undefined && clause.marks.every((mark) => mark === length || means(mark, 'padding'))) return void (request.intents[vague] = { name: 'segment-duration', slots: { which: request.intents[vague]!.slots['which']!, ms: said(length.value) } })
  // After "4 seconds a photo", "make it 6" is about each photo again.
  if (request.facts.lastAbout.length === 1 && request.facts.lastAbout[0] === 'photo-duration' && length.value <= 20_000 && request.facts.hasFilm && !has(clause, 'film') && !has(clause, 'object', 'duration', 'all')) return use(clause, ...find(clause, 'verb')), void extend(request, 'photo-duration', { ms: said(length.value) })
  const before = request.intents.find((intent) => intent.name === 'film-duration')
  // "Make it longer, like 30 seconds": the figure says how long.
  if (before !== undefined && before.slots['scale']?.source === 'assumed') request.intents.splice(request.intents.indexOf(before), 1)
  if (hasIntent(request, 'film-duration') && !verbs.some((verb) => ['cut', 'extend', 'change'].includes(verb))) return
  use(clause, ...find(clause, 'verb', 'cut', 'extend', 'change', 'keep'))
  extend(request, 'film-duration', { ms: said(length.value), ...(length.about && { bound: said(length.about) }), ...(verbs.includes('cut') && { cut: said(true) }) })
}

// "Wedding slideshow, romantic, 1:30": a clock that stands alone while nothing is cut is how long the film should be.
function clockLength(request: Request, clause: Clause): (Mark & { readonly kind: 'length' }) | undefined {
  const time = ofKind(clause, 'time')[0]
  if (time === undefined || !/^\d{1,2}:\d{2}$/.test(time.text) || request.facts.hasFilm || request.facts.photos + request.facts.clips < 2 && !has(clause, 'object', 'duration')) return undefined
  const alone = clause.marks.every((mark) => mark === time || means(mark, 'padding') || means(mark, 'object', 'duration') || means(mark, 'film') || means(mark, 'kind'))
  if (!alone && !/\blong\b|时长|长度|length|duration/.test(request.plain.slice(clause.start, clause.end))) return undefined
  use(clause, time)
  return { ...time, kind: 'length', value: time.value }
}

// "A picture every four seconds", "每3秒换一张": how long each stays.
function everyLength(request: Request, clause: Clause): Mark | undefined {
  const length = ofKind(clause, 'length')[0]
  if (length === undefined || length.value > 60_000 || request.facts.photos === 0 && !request.facts.hasFilm) return undefined
  const text = request.plain.slice(clause.start, clause.end)
  return /\bevery (?:\d|[a-z]+)[ -]?s|\bevery [a-z-]+ seconds?/.test(text) || /每隔?[\d一二三四五六七八九十两半.]+秒|秒钟?(?:换|切换?|一)一?张/.test(text) ? length : undefined
}

// "一张三秒": one of them, and how long.
function oneOfThem(clause: Clause): Mark | undefined {
  return ofKind(clause, 'count').find((mark) => mark.value === 1 && clause.marks[clause.marks.indexOf(mark) + 1]?.kind === 'length')
}

// "Add the title X, centred, for 3 seconds": a clause that goes on about the words before it.
function timesEarlierWords(request: Request, clause: Clause, length: Mark & { readonly kind: 'length' }, verbs: readonly string[]): boolean {
  const at = request.intents.findLastIndex((intent) => intent.name === 'title' || intent.name === 'caption')
  const previous = request.clauses[request.clauses.indexOf(clause) - 1]
  const bare = previous !== undefined && previous.marks.some((mark) => mark.kind === 'quote' || means(mark, 'object', 'title', 'text', 'caption') || means(mark, 'color') || means(mark, 'place') || means(mark, 'font')) && (request.facts.hasFilm || request.facts.clips === 1 && request.facts.photos === 0) && length.value <= 15_000 && clause.marks.every((mark) => mark === length || means(mark, 'padding') || means(mark, 'object', 'duration') || mark.kind === 'other' && /^(?:lasting|lasts|持续|停留)$/.test(mark.text))
  const continues = bare || verbs.includes('show') || has(clause, 'place') || has(clause, 'animation')
  if (at < 0 || request.topic !== 'title' || !continues || has(clause, 'film') || has(clause, 'kind') || length.value > 30_000) return false
  const style = textStyle(clause)
  use(clause, length, ...find(clause, 'verb', 'show'), ...find(clause, 'object', 'duration'))
  request.intents[at] = { name: request.intents[at]!.name, slots: { ...request.intents[at]!.slots, ...style, duration: said(length.value) } }
  return true
}

function verbsText(clause: Clause, family: string, pattern: RegExp): boolean {
  return clause.marks.some((mark) => means(mark, 'verb', family) && pattern.test(mark.text))
}

function perPhoto(request: Request, clause: Clause, each: Mark, lengths: readonly (Mark & { readonly kind: 'length' })[]): void {
  const nearest = [...lengths].sort((left, right) => Math.abs(left.start - each.start) - Math.abs(right.start - each.start))[0]
  const number = ofKind(clause, 'number')[0]
  const value = nearest?.value ?? (number === undefined ? undefined : number.value * 1000)
  use(clause, each, nearest, nearest === undefined ? number : undefined)
  const grows = clause.marks.find((mark) => means(mark, 'verb', 'extend') || means(mark, 'compare', 'longer'))
  const shrinks = clause.marks.find((mark) => means(mark, 'compare', 'shorter') || /^缩短$|^减少$/.test(mark.text))
  if (value !== undefined && nearest !== undefined && (grows ?? shrinks) !== undefined && request.facts.hasFilm && !/到|至|为|成|\bto\b/.test(request.plain.slice(clause.start, nearest.start))) return use(clause, grows, shrinks), add(request, 'segment-duration', { which: said({ by: 'all' }), change: said(grows === undefined ? -value : value) })
  if (value !== undefined) extend(request, 'photo-duration', { ms: said(value) })
  const other = lengths.find((one) => one !== nearest && one.value > (value ?? 0))
  if (other !== undefined) use(clause, other), extend(request, 'film-duration', { ms: said(other.value) })
}

function segmentLength(request: Request, clause: Clause, which: Target, length: Mark & { readonly kind: 'length' }): void {
  const compare = find(clause, 'compare', 'longer', 'shorter')[0]
  const previous = clause.marks[clause.marks.indexOf(length) - 1]?.text
  use(clause, compare, ...find(clause, 'verb', 'cut', 'extend', 'change', 'make', 'put', 'keep', 'show'))
  const relative = compare !== undefined && previous !== 'to'
  // "Add two seconds to the last photo."
  if (compare === undefined && /\b(?:add|give) .*\bto\b|\bby\b|再加|多加/.test(request.plain.slice(clause.start, clause.end)) && !/\bto (?:\d|[a-z]+ sec)/.test(request.plain.slice(clause.start, clause.end))) return add(request, 'segment-duration', { which: said(which), change: said(has(clause, 'verb', 'cut', 'remove', 'cut-out') ? -length.value : length.value) })
  add(request, 'segment-duration', { which: said(which), ...(relative ? { change: said(means(compare, 'compare', 'shorter') ? -length.value : length.value) } : { ms: said(length.value) }) })
}

// "make it longer", "再短一点", "make the third photo stay longer", without a figure.
function relativeDuration(request: Request, clause: Clause, compare: Mark | undefined): void {
  const verb = find(clause, 'verb', 'extend')[0]
  const scaled = ofKind(clause, 'factor').some((mark) => /long|length|duration|running|时长|长度/.test(mark.text))
  if (compare === undefined && verb === undefined && !scaled) return
  if (/too long|太长|too short|太短/.test(compare?.text ?? '') && has(clause, 'object', 'title', 'music', 'subtitles')) return
  const which = targetOf(clause)
  const factor = ofKind(clause, 'factor')[0] ?? ofKind(clause, 'percent')[0]
  use(clause, compare, verb, factor, ...find(clause, 'compare'), ...find(clause, 'object', 'thing', 'duration', 'all'))
  const shorter = means(compare, 'compare', 'shorter')
  const scale = factor === undefined ? assumed(shorter ? 0.75 : 1.25, 'relative') : said(factor.kind === 'percent' ? 1 + ((shorter ? -1 : 1) * factor.value) / 100 : factor.value)
  if (which !== undefined && which.by !== 'all') return add(request, 'segment-duration', { which: said(which), scale })
  if (request.facts.lastAbout.length === 1 && request.facts.lastAbout[0] === 'transition' && !has(clause, 'film')) return add(request, 'transition', sameTransitions(!shorter))
  if (request.topic === 'title' && !has(clause, 'film')) return add(request, 'text-style', { role: said('any'), compare: said(shorter ? 'shorter' : 'longer') })
  add(request, 'film-duration', { scale })
}

export const refineHighlights: Refiner = (request, clause) => {
  const mark = find(clause, 'object', 'highlight')[0]
  // The bright parts of a picture are called highlights too.
  const light = clause.marks.find((one) => one.text === 'highlights')
  if (light !== undefined && clause.marks.some((one) => means(one, 'verb', 'lower', 'raise') || /^(?:bring|recover|blown|shadows)$/.test(one.text))) return use(clause, ...clause.marks), add(request, 'unsupported-effect', { text: said(light.text) })
  const kind = clause.marks.find((one) => means(one, 'kind', 'highlight'))
  if (mark === undefined && !(kind !== undefined && request.facts.clips > 0 && /高光|精彩|highlight|best/.test(kind.text))) return
  use(clause, mark, kind, ...find(clause, 'verb', 'pick', 'keep', 'extract', 'cut'))
  extend(request, 'highlights', {})
}

// "Split clip 2 at 5 seconds and delete the second part": what is left of it is what counts.
function splitsAndDrops(request: Request, clause: Clause, verb: Mark | undefined, times: readonly (Mark & { readonly kind: 'time' })[]): boolean {
  const next = request.clauses[request.clauses.indexOf(clause) + 1]
  const time = times[0] ?? ofKind(clause, 'length')[0]
  if (verb === undefined || next === undefined || time === undefined || times.length > 1 || !verbsOf(next).some((one) => one === 'remove' || one === 'cut-out')) return false
  const text = request.plain.slice(next.start, next.end)
  const later = /(?:second|latter|last|other|right|back) (?:part|half|piece|one|bit)|the rest|后(?:半|面|一)?(?:段|部分)|后面/.test(text)
  const earlier = /(?:first|left|front) (?:part|half|piece|one|bit)|前(?:半|面|一)?(?:段|部分)|前面/.test(text)
  if (later === earlier) return false
  const which = targetOf(clause)
  use(clause, verb, time)
  use(next, ...next.marks)
  add(request, 'remove-ranges', { stretches: said([later ? { from: time.value, to: null } : { from: 0, to: time.value }]), ...whichSlot(which) })
  return true
}

export const refineSplit: Refiner = (request, clause) => {
  if (moveEdge(request, clause)) return
  const verb = find(clause, 'verb', 'split')[0]
  const time = ofKind(clause, 'time')
  const halves = /in half|in two|对半|两半/.test(request.plain.slice(clause.start, clause.end))
  const cutsAt = verb === undefined && (time.length > 0 || halves) ? find(clause, 'verb', 'cut')[0] : undefined
  if (verb === undefined && cutsAt === undefined) return
  if (splitsAndDrops(request, clause, verb, time)) return
  const which = targetOf(clause)
  const parts = ofKind(clause, 'number')[0] ?? ofKind(clause, 'count')[0]
  const every = find(clause, 'time-word', 'each')[0]
  if (verb !== undefined && every !== undefined && ofKind(clause, 'length').length > 0) {
    const each = ofKind(clause, 'length')[0]!
    return use(clause, verb, every, each), add(request, 'split', { every: said(each.value), ...whichSlot(which) })
  }
  if (verb !== undefined && parts !== undefined && time.length === 0 && parts.value >= 2 && parts.value <= 50) return use(clause, verb, parts), add(request, 'split', { parts: said(parts.value), ...whichSlot(which) })
  const half = /half|two|一半|两半|两段|中间|middle/.test(request.plain.slice(clause.start, clause.end))
  const marks = time.length > 0 ? time : ofKind(clause, 'length')
  if (marks.length === 0 && !half) return
  use(clause, verb, cutsAt, ...marks, ...ofKind(clause, 'count'))
  if (cutsAt !== undefined && !halves) gap(request, 'cut-reading')
  add(request, 'split', { ...(marks.length > 0 ? { at: said(marks.map((mark) => mark.value)) } : { half: said(true) }), ...whichSlot(which) })
}
