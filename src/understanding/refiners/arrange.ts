// Which pictures and in what order: remove, keep, move, swap, sort, replace, choose.

import { find, has, isNegated, ofKind, use, verbsOf, type Clause } from '../clause.ts'
import { means, type Mark, type Which } from '../mark.ts'
import { said } from '../plan.ts'
import { add, extend, gap, type Refiner, type Request } from '../request.ts'
import { chineseNumber, englishNumber, readNumber } from '../numbers.ts'
import { targetOf } from './targets.ts'

export const refineOrder: Refiner = (request, clause) => {
  const order = find(clause, 'object', 'order')[0]
  const verb = find(clause, 'verb', 'move')[0]
  const text = request.plain.slice(clause.start, clause.end)
  if (/shuffle|random order|打乱|随机/.test(text) && ofKind(clause, 'which').length === 0) return use(clause, order, verb), add(request, 'order', { by: said('random') })
  if (/(?:reverse|flip|invert) (?:the )?order|倒序排|反过来排|order reversed|倒着排|反着排|倒过来排|倒序|顺序倒|倒过来|颠倒顺序|反转顺序|顺序反/.test(text)) return use(clause, order, verb, ...find(clause, 'verb', 'reverse')), add(request, 'order', { by: said('reverse') })
  if (/chronolog|by date|by time|时间顺序|拍摄时间|拍摄顺序|按时间|oldest|earliest first/.test(text)) return use(clause, order, verb), add(request, 'order', { by: said('time') })
  if (/newest|latest first/.test(text)) return use(clause, order, verb), add(request, 'order', { by: said('time-reverse') })
  if (/by name|alphabetical|文件名|按名称/.test(text)) return use(clause, order, verb), add(request, 'order', { by: said('name') })
  if (/按照?(?:原来的|这个|给的)?顺序|in (?:this|that|the given|the same|their|upload) order|in sequence/.test(text) && ofKind(clause, 'which').length + ofKind(clause, 'name').length === 0) use(clause, order, verb, ...find(clause, 'verb', 'play'), ...find(clause, 'select', 'photos', 'clips'))
  const startsWith = /start(?:ing|s)? with|begin(?:ning)? with|open(?:ing)? with|以.*开头|先放|从.*开始/.test(text)
  const endsWith = /end(?:ing|s)? with|finish(?:ing)? with|以.*结尾|最后放/.test(text)
  if (startsWith || endsWith) return placeFirst(request, clause, endsWith ? 'last' : 'first')
  const names = ofKind(clause, 'name')
  if (order !== undefined && names.length > 1) return use(clause, order, verb, ...names), add(request, 'order', { names: said(names.map((mark) => mark.value)) })
  const numbers = clause.marks.filter((mark) => mark.kind === 'number' && !clause.used.has(mark)).map((mark) => (mark as Mark & { kind: 'number' }).value)
  if (order !== undefined && numbers.length > 1) return use(clause, order, verb, ...ofKind(clause, 'number')), add(request, 'order', { positions: said(numbers) })
  const put = find(clause, 'verb', 'put')[0] ?? find(clause, 'verb', 'add').find((mark) => /^[放摆排]/.test(mark.text))
  const places = has(clause, 'time-word', 'before', 'after', 'between', 'beginning', 'ending') && ofKind(clause, 'which').length + names.length > 0 && ofKind(clause, 'quote').length === 0
  const goes = verb === undefined && request.facts.hasFilm && has(clause, 'time-word', 'beginning', 'ending') && ofKind(clause, 'which').length + names.length === 1 && /\b(?:goes|go|comes|come|should be|to be|is|as)\b|放|在|当|做/.test(text) ? ofKind(clause, 'which')[0] ?? names[0] : undefined
  // "Put the photo at the end" of clips: one picture needs no number.
  const side = has(clause, 'time-word', 'ending') || has(clause, 'object', 'outro') ? 'clips' : has(clause, 'time-word', 'beginning') || has(clause, 'object', 'intro') ? 'photos' : undefined
  if (put !== undefined && side !== undefined && !request.facts.hasFilm && request.facts.photos === 1 && request.facts.clips > 0 && has(clause, 'select', 'photos')) return use(clause, put, ...find(clause, 'select', 'photos'), ...find(clause, 'time-word', 'beginning', 'ending'), ...find(clause, 'object', 'intro', 'outro')), add(request, 'order', { first: said(side) })
  if (goes !== undefined) return moveOne(request, clause, goes)
  if (verb !== undefined) moveOne(request, clause, verb)
  else if (put !== undefined && (places || (/(?:放|摆|排)到/.test(text) && ofKind(clause, 'which').length === 2))) moveOne(request, clause, put)
}

function placeFirst(request: Request, clause: Clause, side: 'first' | 'last'): void {
  const which = targetOf(clause)
  if (which !== undefined) return add(request, 'move', { which: said(which), to: said(side) })
  const clips = has(clause, 'film') || has(clause, 'select', 'clips')
  use(clause, ...find(clause, 'film'), ...find(clause, 'select', 'photos', 'clips'))
  if (clips && request.facts.clips > 0 && request.facts.photos > 0) add(request, 'order', { first: said(side === 'first' ? 'clips' : 'photos') })
}

/** Two places that one word names: "photos 1 and 2", "the first two", "the last two". */
function pairOf({ positions, many }: Which): readonly number[] | undefined {
  if (positions?.length === 2) return positions
  return many?.count === 2 ? (many.side === 'first' ? [1, 2] : [-2, -1]) : undefined
}

function moveOne(request: Request, clause: Clause, verb: Mark): void {
  const swaps = /swap|switch|exchange|交换|对调|互换|调换|换个?位置|trade places/.test(request.plain.slice(clause.start, clause.end))
  const marks = ofKind(clause, 'which')
  const names = ofKind(clause, 'name')
  if (swaps) {
    const pair = marks[0] === undefined ? undefined : pairOf(marks[0].value)
    const both = marks.length === 2 ? marks.map((mark) => ({ by: 'which', which: mark.value })) : names.length === 2 ? names.map((mark) => ({ by: 'name', names: [mark.value] })) : pair?.map((position) => ({ by: 'which', which: { noun: marks[0]!.value.noun, positions: [position] } }))
    if (both === undefined) return
    use(clause, verb, ...marks, ...names)
    return add(request, 'swap', { left: said(both[0]), right: said(both[1]) })
  }
  const subject = marks[0] ?? names[0]
  if (subject === undefined) return
  const place = marks[1] ?? (marks.length > 0 ? names[0] : names[1])
  use(clause, verb, subject, place)
  const which = subject.kind === 'which' ? { by: 'which', which: subject.value } : { by: 'name', names: [subject.value] }
  const ending = find(clause, 'time-word', 'ending', 'after').length > 0 || find(clause, 'object', 'outro').length > 0
  const beginning = has(clause, 'time-word', 'beginning') || has(clause, 'object', 'intro')
  const number = ofKind(clause, 'number')[0]
  use(clause, number, ...find(clause, 'time-word'), ...find(clause, 'object', 'intro', 'outro'))
  // "Between the 2nd and the 3rd" is after the earlier of them.
  const both = place?.kind === 'which' && has(clause, 'time-word', 'between') && place.value.positions?.length === 2 ? Math.min(...place.value.positions) : undefined
  if (both !== undefined && place?.kind === 'which') return add(request, 'move', { which: said(which), after: said({ by: 'which', which: { ...place.value, positions: [both] } }) })
  const target = place === undefined ? undefined : place.kind === 'which' ? { by: 'which', which: place.value } : { by: 'name', names: [place.value] }
  if (target !== undefined && (has(clause, 'time-word', 'before', 'after'))) return add(request, 'move', { which: said(which), [has(clause, 'time-word', 'after') ? 'after' : 'before']: said(target) })
  if (target !== undefined && place?.kind === 'which' && place.value.positions?.length === 1) return add(request, 'move', { which: said(which), position: said(place.value.positions[0]) })
  add(request, 'move', { which: said(which), ...(number === undefined ? { to: said(ending && !beginning ? 'last' : 'first') } : { position: said(number.value) }) })
}

const spareable = String.raw`(?:near-?)?duplicates?|(?:similar|repeated|blurr(?:y|ed)|weak|bad|dark|out[- ]of[- ]focus) (?:ones?|photos?|pictures?|pics?|images?|shots?)`
const several = String.raw`(?:the |all |all the |any )?(?:${spareable})(?: (?:and|or) (?:the )?(?:${spareable}))*(?: (?:too|as well|also|in))?`
const spares = new RegExp(String.raw`\b(?:keep|include|leave in|also use)\b (?:in )?${several}|(?:don'?t|do not|never) (?:remove|drop|delete|leave out|skip|throw (?:away|out)|cut) ${several}`
  + '|(?:保留|留下|留着|也?别去掉|不要去掉|不要删除?|别删|不删|也要用?|也用上)[^，。,；]{0,3}(?:重复|相似|雷同|模糊|糊掉|质量差)[^，。,；]{0,4}(?:照片|图片|图|的)')
/** What goes on after a clause that spares: "keep the duplicates, and the blurry ones". */
const sparedToo = new RegExp(`^(?:and )?${several}$`)

/** "Keep the blurry ones too", "不要去掉重复的照片": nothing of what was sent may be left out. */
export const refineSpared: Refiner = (request, clause) => {
  if (request.facts.hasFilm || has(clause, 'only') || ofKind(clause, 'quote').length > 0) return
  const text = request.plain.slice(clause.start, clause.end)
  const found = spares.exec(text) ?? (request.intents.some((intent) => intent.name === 'select' && intent.slots['all'] !== undefined) ? sparedToo.exec(text.trim()) : null)
  if (found === null) return
  const from = clause.start + text.indexOf(found[0])
  use(clause, ...clause.marks.filter((mark) => mark.start < from + found[0].length && mark.end > from))
  extend(request, 'select', { all: said(true) })
}

const leavingOut = /(?:\b(?:except(?: for)?|other than|apart from|without|minus|excluding)|除了|除开|除去)\s*$/

/**
 * "Everything except the third photo", "without the last one", "除了第三张都用上": that one goes; "remove everything but …" keeps it.
 * What is to happen to all others ("black and white except the second") is a gap: better nothing than the opposite.
 */
export const refineExcept: Refiner = (request, clause) => {
  const left = ofKind(clause, 'which').find((mark) => leavingOut.test(request.plain.slice(clause.start, mark.start)))
  if (left === undefined) return
  const word = clause.marks[clause.marks.indexOf(left) - 1]
  const others = clause.marks.filter((mark) => means(mark, 'look') || means(mark, 'quality') || means(mark, 'move') || means(mark, 'transition') || means(mark, 'verb', 'mute', 'speed', 'slow', 'rotate', 'flip', 'crop') || means(mark, 'compare'))
  if (request.facts.hasFilm && others.length > 0) return use(clause, ...clause.marks), gap(request, 'effect')
  use(clause, left, word, ...clause.marks.filter((mark) => means(mark, 'object', 'all', 'thing') || means(mark, 'select', 'photos', 'clips')), ...find(clause, 'verb', 'remove', 'cut-out', 'keep', 'use', 'add'))
  add(request, verbsOf(clause).some((verb) => verb === 'remove' || verb === 'cut-out') ? 'keep-segments' : 'remove-segments', { which: said({ by: 'which', which: left.value }) })
}

export const refineSegments: Refiner = (request, clause) => {
  const text = request.plain.slice(clause.start, clause.end)
  if (has(clause, 'verb', 'change') && /replace|swap out|替换|换成|换掉/.test(text)) return replaceOne(request, clause)
  if (/\b(?:the rest|everything else|the others?)\b|其余|其他|剩下/.test(text) && (request.intents.some((intent) => intent.name === 'keep-ranges' || intent.name === 'keep-segments' || intent.name === 'segment-duration') || has(clause, 'time-word', 'keepsame')) && ofKind(clause, 'which').length === 0) return use(clause, ...clause.marks)
  const verbs = verbsOf(clause).length > 0 ? verbsOf(clause) : clause.inheritedVerb === undefined ? [] : [clause.inheritedVerb]
  const no = clause.marks.find((mark) => means(mark, 'no'))
  const takes = !request.facts.hasFilm && sifts(clause)
  const removes = !takes && verbs.some((verb) => verb === 'remove' || verb === 'cut-out') || (no !== undefined && clause.marks.some((mark) => means(mark, 'select') && isNegated(clause, mark)))
  const keeps = verbs.some((verb) => verb === 'keep' || verb === 'pick' || verb === 'extract') || (has(clause, 'only') && !removes && !(ofKind(clause, 'length').length > 0 && ofKind(clause, 'which').length > 0)) || takes
  const chosen = keeps ? bestOf(request, clause) : undefined
  const tops = clause.marks.find((mark) => means(mark, 'kind', 'highlight') || means(mark, 'select', 'best'))
  if (chosen !== undefined && tops !== undefined && request.facts.photos > 0) return chooseBest(request, clause, tops)
  if (removes || keeps) {
    const best = find(clause, 'select', 'best')[0]
    if (keeps && best !== undefined) return chooseBest(request, clause, best)
    const which = targetOf(clause)
    if (which !== undefined && which.by !== 'all') {
      use(clause, ...find(clause, 'verb', 'remove', 'cut-out', 'keep', 'pick', 'extract'), ...find(clause, 'select', 'photos', 'clips', 'duplicate'))
      const selects = which.by === 'kind'
      if (removes && selects) return add(request, 'select', { without: said(which.select) })
      return add(request, removes ? 'remove-segments' : 'keep-segments', { which: said(which) })
    }
    if (keeps && isContentSearch(request, clause)) return gap(request, 'content-search')
  }
  const best = find(clause, 'select', 'best')[0]
  const duplicate = find(clause, 'select', 'duplicate', 'blurry', 'weak').find((mark) => isNegated(clause, mark))
  if (duplicate !== undefined) return use(clause, duplicate), add(request, 'select', { without: said(means(duplicate, 'select', 'blurry') ? 'blurry' : 'duplicate') })
  if (best !== undefined && has(clause, 'verb', 'pick', 'use', 'put')) chooseBest(request, clause, best)
}

// "Use photos 3 to 8", "取前五张": of what was sent, only these.
function sifts(clause: Clause): boolean {
  const takes = clause.marks.some((mark) => means(mark, 'verb') && /^(?:use|using|take|取|用|使用|挑|选)$/.test(mark.text)) || (clause.marks[0]?.kind === 'other' && /^[取用挑选]/.test(clause.marks[0].text)) || ofKind(clause, 'which').some((mark) => mark.value.step !== undefined && verbsOf(clause).length === 0)
  // "用前五张" and nothing else; "用第一张做封面" takes none away.
  const alone = clause.marks[0]?.text === '用' && clause.marks.every((mark) => mark.kind === 'which' || means(mark, 'padding') || means(mark, 'select', 'photos', 'clips'))
  const times = ofKind(clause, 'length').length > 0 && !has(clause, 'time-word', 'each')
  return (takes || alone) && ofKind(clause, 'which').length > 0 && !times && ofKind(clause, 'quote').length === 0
}

function chooseBest(request: Request, clause: Clause, best: Mark): void {
  const number = bestOf(request, clause) ?? ofKind(clause, 'count')[0] ?? ofKind(clause, 'number')[0]
  const length = ofKind(clause, 'length')[0] ?? ofKind(clause, 'edge')[0]
  if (request.facts.photos === 0 && length === undefined) return use(clause, best, ...ofKind(clause, 'count'), ...ofKind(clause, 'number')), extend(request, 'highlights', {})
  use(clause, best, ...ofKind(clause, 'count'), ...ofKind(clause, 'number'), length, ...find(clause, 'verb', 'pick', 'keep', 'use'))
  if (length !== undefined) return extend(request, 'film-duration', { ms: said(length.kind === 'edge' ? length.value.length : length.value) }), extend(request, 'highlights', {})
  extend(request, 'select', { best: said(true), ...(number && { count: said(number.value) }) })
}

// "The ten best of my 20 photos", "top 5", "最好的六张": how many of them.
function bestOf(request: Request, clause: Clause): { readonly value: number } | undefined {
  const text = request.plain.slice(clause.start, clause.end)
  const found = text.match(new RegExp(`(\\d{1,3}|${englishNumber}) (?:best|top|strongest|nicest|sharpest|favou?rite)|(?:best|top|strongest|nicest|sharpest) (\\d{1,3}|${englishNumber})|(?:最好|最佳|最棒|好看|精选)的? ?(\\d{1,3}|${chineseNumber}) ?[张个段]|(\\d{1,3}|${chineseNumber}) ?[张个段]最`))
  const value = found === null ? undefined : readNumber((found[1] ?? found[2] ?? found[3] ?? found[4])!)
  return value === undefined ? undefined : { value }
}

// "only where the girl in red appears": nobody here can see what is in a picture.
function isContentSearch(request: Request, clause: Clause): boolean {
  const where = request.plain.slice(clause.start, clause.end).search(/\b(?:where|with|when|showing|of)\b|画面|镜头|出现/)
  const unknown = clause.marks.filter((mark) => mark.kind === 'other' && !clause.used.has(mark) && (where < 0 || mark.start >= clause.start + where || /[\u3400-\u9fff]/.test(mark.text))).reduce((sum, mark) => sum + mark.text.length, 0)
  return unknown >= 2 && (has(clause, 'select', 'clips', 'photos') || /where|with|when|画面|镜头|出现/.test(request.plain.slice(clause.start, clause.end)))
}

function replaceOne(request: Request, clause: Clause): void {
  const which = ofKind(clause, 'which')
  const names = ofKind(clause, 'name')
  if (which.length + names.length < 2) return
  use(clause, ...which, ...names, ...find(clause, 'verb', 'change'))
  const target = which.length > 0 ? { by: 'which', which: which[0]!.value } : { by: 'name', names: [names[0]!.value] }
  add(request, 'replace', { which: said(target), name: said(names.at(-1)?.value ?? '') })
}

export const refineMerge: Refiner = (request, clause) => {
  const verb = find(clause, 'verb', 'merge')[0]
  if (verb === undefined || has(clause, 'object', 'music', 'sound', 'voice') || /\b(?:the|a) link\b/.test(request.plain.slice(clause.start, clause.end))) return
  const names = ofKind(clause, 'name')
  const marks = ofKind(clause, 'which')
  use(clause, verb, ...names, ...marks)
  extend(request, 'merge', names.length > 1 ? { names: said(names.map((mark) => mark.value)) } : marks.length > 0 ? { which: said({ by: 'which', which: marks[0]!.value }) } : {})
}
