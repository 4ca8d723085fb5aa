// The picture: transitions and fades, looks and adjustments, camera movement, turning, shape, platform, size, logo.

import { find, has, isNegated, ofKind, use, verbsAt, verbsOf, type Clause } from '../clause.ts'
import { means, sense, type Mark } from '../mark.ts'
import { said, type Slot } from '../plan.ts'
import { add, extend, gap, hasIntent, refuse, type Refiner, type Request } from '../request.ts'
import { readEnglishOrdinal } from '../numbers.ts'
import { targetOf, type Target } from './targets.ts'

function whichSlot(target: Target | undefined): { readonly which?: Slot } {
  return target === undefined ? {} : { which: said(target) }
}

export const refineTransitions: Refiner = (request, clause) => {
  const object = find(clause, 'object', 'transition')[0] ?? (has(clause, 'transition') && !has(clause, 'object', 'music') ? clause.marks.find((mark) => mark.text === '切换' && !clause.used.has(mark)) : undefined)
  if (/^(?:just|only|plain|simple|hard|straight|clean|use)(?: (?:plain|simple|hard|straight))? cuts?\W*$/.test(request.plain.slice(clause.start, clause.end))) return use(clause, ...clause.marks), void extend(request, 'transition', { kind: said('none') })
  const kinds = find(clause, 'transition').filter((mark) => !(means(mark, 'transition', 'smooth') && object === undefined && !/transition|转场|过渡|切换/.test(mark.text)))
  const ends = kinds.filter((mark) => isFilmFade(request, clause, mark, object))
  const between = kinds.filter((mark) => !ends.includes(mark))
  // "Start the song at 0:30 and fade it out": it is the song.
  if (ends.length > 0 && request.topic === 'music' && hasIntent(request, 'music', 'volume') && (has(clause, 'pronoun', 'it') || ends.some((mark) => / it\b/.test(mark.text))) && !has(clause, 'film')) {
    const outwards = ends.some((mark) => /out|出|隐/.test(mark.text)) || clause.marks.some((mark) => mark.text === 'out')
    const inwards = ends.some((mark) => /\bin\b|入|显/.test(mark.text)) || clause.marks.some((mark) => mark.text === 'in')
    const time = said(ofKind(clause, 'length')[0]?.value ?? 2000)
    use(clause, ...ends, ...ofKind(clause, 'length'))
    return extend(request, 'music', { ...(inwards ? { fadeIn: time } : {}), ...(outwards || !inwards ? { fadeOut: time } : {}) })
  }
  // A new film of several pictures: fading in and out is between them as well.
  if (ends.some((mark) => /淡入淡出|in and out|^fad(?:es|ing)$/.test(mark.text)) && !request.facts.hasFilm && request.facts.photos > 1 && between.length === 0 && object === undefined && !hasIntent(request, 'transition')) extend(request, 'transition', { kind: said('fade') })
  if (ends.length > 0) fadeTheFilm(request, clause, ends), use(clause, ...find(clause, 'object', 'effect'))
  if (object === undefined && between.length === 0) return
  const mark = object ?? between[0]!
  const verbs = verbsAt(clause, mark)
  use(clause, object, ...between, ...find(clause, 'object', 'effect'))
  if (isNegated(clause, mark) || ((verbs[0] === 'remove' || verbs[0] === 'cut-out') && !has(clause, 'verb', 'add')) || (between.length > 0 && isNegated(clause, between[0]!))) return void extend(request, 'transition', { kind: said('none'), ...whichSlot(cutOf(request, clause, mark)) })
  // "Slower transitions", "转场短一些": they are what takes longer, and not the film.
  const paced = clause.marks.filter((one) => means(one, 'compare', 'slower', 'faster', 'longer', 'shorter') || means(one, 'pace', 'slow', 'fast'))
  const measured = /[长短]一?[些点]/.exec(request.plain.slice(clause.start, clause.end))?.[0]
  if (object !== undefined && between.length === 0 && (paced.length > 0 || measured !== undefined) && !has(clause, 'film') && !has(clause, 'select')) {
    const longer = measured?.startsWith('长') ?? paced.some((one) => means(one, 'compare', 'slower', 'longer') || means(one, 'pace', 'slow'))
    use(clause, ...paced)
    return void extend(request, 'transition', request.facts.hasFilm ? sameTransitions(longer) : { kind: said('any'), duration: said(longer ? 1000 : 300) })
  }
  const length = ofKind(clause, 'length').find((one) => one.value <= 5000 && !has(clause, 'time-word', 'each')) ?? lengthBehind(request, clause)
  use(clause, length)
  const named = between.map((one) => (/black|黑/.test(one.text) ? 'dip-black' : /white|白/.test(one.text) && !/flash|闪/.test(one.text) ? 'dip-white' : sense(one, 'transition')!)).sort((left, right) => rank(left) - rank(right))[0]
  if (has(clause, 'object', 'beat')) extend(request, 'beat-sync', {})
  const at = cutOf(request, clause, mark) ?? laterOfPair(clause, targetOf(clause))
  const asTheyAre = length !== undefined && request.facts.hasFilm && (at === undefined || at.by === 'all') && !verbs.includes('add')
  extend(request, 'transition', { kind: said(named ?? (asTheyAre ? 'same' : 'any')), ...(length && { duration: said(length.value) }), ...whichSlot(at) })
}

/** The transitions of a film as they are, and longer or shorter than before. */
export function sameTransitions(longer: boolean): Readonly<Record<string, Slot>> {
  return { kind: said('same'), scale: said(longer ? 1.6 : 0.6) }
}

// "Dissolves, 1 second long": a clause that is a short length and nothing else goes on about the transition before it.
function lengthBehind(request: Request, clause: Clause): Mark & { readonly kind: 'length' } | undefined {
  const next = request.clauses[request.clauses.indexOf(clause) + 1]
  const length = next === undefined ? undefined : ofKind(next, 'length')[0]
  if (next === undefined || length === undefined || length.value > 3000) return undefined
  if (!next.marks.every((mark) => mark === length || means(mark, 'padding') || means(mark, 'compare', 'longer') || means(mark, 'object', 'duration') || mark.text === 'long')) return undefined
  use(next, ...next.marks)
  return length
}

// "Between clip 2 and clip 3" is one cut: the one before clip 3.
// "The first transition", "第二个转场": the one into the picture after it.
function cutOf(request: Request, clause: Clause, transition: Mark): Target | undefined {
  const before = clause.marks.slice(0, clause.marks.indexOf(transition)).filter((mark) => !means(mark, 'padding')).at(-1)
  const position = before?.kind === 'which' && before.value.noun === 'any' && before.value.positions?.length === 1 ? before.value.positions[0]! : before === undefined ? undefined : /\b(?:last|final) $|最后一?个$/.test(request.plain.slice(clause.start, transition.start)) ? -1 : readEnglishOrdinal(before.text)
  if (position === undefined) return undefined
  use(clause, before)
  return { by: 'which', which: { noun: 'any', positions: [position > 0 ? position + 1 : position] } }
}

function laterOfPair(clause: Clause, target: Target | undefined): Target | undefined {
  const numbers = ofKind(clause, 'number')
  // "Between 2 and 3", without a word for what they are.
  if (target === undefined && has(clause, 'time-word', 'between') && numbers.length === 2 && Math.abs(numbers[0]!.value - numbers[1]!.value) === 1) {
    use(clause, ...numbers)
    return { by: 'which', which: { noun: 'any', positions: [Math.max(numbers[0]!.value, numbers[1]!.value)] } }
  }
  if (target?.by !== 'which' || !has(clause, 'time-word', 'between')) return target
  const positions = target.which.positions ?? []
  return positions.length === 2 && Math.abs(positions[0]! - positions[1]!) === 1 ? { by: 'which', which: { ...target.which, positions: [Math.max(...positions)] } } : target
}

// A named kind says more than "smooth"; "fade" says less than "zoom".
function rank(kind: string): number {
  return kind === 'smooth' ? 3 : kind === 'fade' ? 2 : kind === 'cut' ? 1 : 0
}

// "fade in", "淡出3秒", "fade from black" are about the film's ends; "fade transition" and "fades between" about cuts.
function isFilmFade(request: Request, clause: Clause, mark: Mark, object: Mark | undefined): boolean {
  if (!means(mark, 'transition', 'fade', 'fade-in', 'fade-out') && !/fade out to white|fade to white|淡出到白|淡白/.test(mark.text)) return false
  if (object !== undefined || has(clause, 'time-word', 'between')) return false
  const single = request.facts.clips + request.facts.photos <= 1
  return /in|out|入|出|from|to|黑|隐|显/.test(mark.text) || single
}

function fadeTheFilm(request: Request, clause: Clause, marks: readonly Mark[]): void {
  const length = ofKind(clause, 'length')[0]
  const edges = ofKind(clause, 'edge')
  const target = request.facts.hasFilm && ofKind(clause, 'which').length + ofKind(clause, 'name').length > 0 ? targetOf(clause) : undefined
  use(clause, ...marks, length, ...edges, ...find(clause, 'object', 'intro', 'outro', 'black', 'white'), ...find(clause, 'time-word', 'beginning', 'ending'))
  const words = marks.map((mark) => mark.text).join(' ')
  const atEnd = has(clause, 'object', 'outro') || has(clause, 'time-word', 'ending')
  const atStart = has(clause, 'object', 'intro') || has(clause, 'time-word', 'beginning')
  const everywhere = /both (?:ends|sides)|start and end|beginning and end|首尾|头尾|前后|两头/.test(request.plain.slice(clause.start, clause.end))
  const both = everywhere || atEnd === atStart && (/in and|and out|in\/|淡入淡出|入和/.test(words) || !/in|out|入|出|from|to|隐|显|黑/.test(words))
  const inwards = both || (atStart && !atEnd) || /in(?:$|[ -])|入|显|from/.test(words) || edges.some((one) => one.value.side === 'first')
  const outwards = both || (atEnd && !atStart) || /out|出|隐|to|黑/.test(words) || edges.some((one) => one.value.side === 'last')
  const time = said(length?.value ?? edges[0]?.value.length ?? 1000)
  if (marks.some((mark) => isNegated(clause, mark)) || verbsOf(clause).includes('remove')) return add(request, 'fades', { in: said(0), out: said(0) })
  const write = target === undefined ? extend : add
  write(request, 'fades', { ...(inwards ? { in: time } : {}), ...(outwards ? { out: time } : {}), ...(/white|白/.test(words) || has(clause, 'object', 'white') ? { color: said('white') } : {}), ...whichSlot(target) })
}

const adjustables = ['brightness', 'contrast', 'saturation', 'temperature'] as const

export const refineLooks: Refiner = (request, clause) => {
  const adjust = find(clause, 'object', ...adjustables)[0]
  if (adjust !== undefined && !means(adjust, 'look') && !has(clause, 'look')) return adjustLook(request, clause, adjust)
  const marks = find(clause, 'look').filter((mark) => isLook(request, clause, mark))
  const object = find(clause, 'object', 'look')[0]
  if (marks.length === 0) return withoutLook(request, clause, object)
  const mark = marks[0]!
  use(clause, ...marks, object, adjust, ...find(clause, 'object', 'effect'), ...find(clause, 'compare', 'bit', 'more', 'less'))
  if (isNegated(clause, mark) || verbsAt(clause, mark)[0] === 'remove') return add(request, 'look', { name: said('none') })
  // Grain and age make an old film of whatever else was said.
  const names = marks.map((one) => sense(one, 'look')!).sort((left, right) => Number(right === 'vintage') - Number(left === 'vintage'))
  const less = has(clause, 'compare', 'less', 'bit')
  if (has(clause, 'compare', 'less') && marks.every((one) => /saturat|鲜艳/.test(one.text))) return extend(request, 'look', { saturation: said(-0.25), ...whichSlot(targetOf(clause)) })
  const percent = ofKind(clause, 'percent')[0]
  use(clause, percent)
  const earlier = request.intents.find((intent) => intent.name === 'look' && intent.slots['name'] !== undefined && intent.slots['name'].value !== 'none' && intent.slots['which'] === undefined)
  if (earlier !== undefined && ofKind(clause, 'which').length === 0) return extend(request, 'look', { also: said([...((earlier.slots['also']?.value as string[] | undefined) ?? []), ...names]) })
  const target = targetOf(clause)
  const write = target !== undefined && target.by !== 'all' && hasIntent(request, 'look') ? add : extend
  write(request, 'look', { name: said(names[0]), words: said(marks.map((one) => one.text)), ...(names.length > 1 && { also: said(names.slice(1)) }), ...(less && { soft: said(true) }), ...(percent && { amount: said(((percent.sign ?? 1) * percent.value) / 100) }), ...whichSlot(target) })
}

// "warm music", "a cool promo", "dark mode": the adjective belongs to what follows it.
function isLook(request: Request, clause: Clause, mark: Mark): boolean {
  const next = clause.marks[clause.marks.indexOf(mark) + 1]
  if (next !== undefined && means(next, 'object', 'music', 'voice', 'background', 'text', 'title')) return means(mark, 'look', 'cinematic', 'bw') && !means(next, 'object', 'music')
  if (means(next, 'object', 'transition') || means(next, 'transition')) return false
  if (has(clause, 'select', 'dark') && (verbsOf(clause).includes('remove') || verbsOf(clause).includes('keep'))) return false
  if (mark.text === 'cool') return has(clause, 'object', 'look') || has(clause, 'object', 'temperature')
  if (/^(?:golden|natural|bright|dark|sharp|fade|natural|电影|冷|暖|亮|暗)$/.test(mark.text)) return has(clause, 'object', 'look', 'effect', 'brightness') || has(clause, 'compare') || has(clause, 'verb', 'change', 'add', 'make', 'transform', 'raise') && !has(clause, 'film') || means(mark, 'look', 'warm')
  if (mark.text === 'clearer' && has(clause, 'object', 'sound', 'voice')) return false
  if (means(mark, 'look', 'cyber')) return !has(clause, 'scene') || request.facts.photos + request.facts.clips > 0
  return true
}

function adjustLook(request: Request, clause: Clause, mark: Mark): void {
  const name = sense(mark, 'object')!
  const percent = ofKind(clause, 'percent')[0]
  const down = has(clause, 'verb', 'lower') || has(clause, 'compare', 'lower', 'less') || percent?.sign === -1
  const size = percent === undefined ? 0.25 : Math.min(1, percent.value / 100)
  use(clause, mark, percent, ...find(clause, 'verb', 'raise', 'lower'), ...find(clause, 'compare'))
  extend(request, 'look', { [name]: said(down ? -size : size), ...whichSlot(targetOf(clause)) })
}

function withoutLook(request: Request, clause: Clause, object: Mark | undefined): void {
  if (object === undefined) return
  const verbs = verbsAt(clause, object)
  const isFilter = /filter|滤镜|grad|lut|调色|color|tone|色|look/.test(object.text)
  if (isFilter && (isNegated(clause, object) || verbs[0] === 'remove')) return use(clause, object), add(request, 'look', { name: said('none') })
  if (/grad|调色|correct|滤镜|filter/.test(object.text) && !hasIntent(request, 'create')) {
    use(clause, object)
    extend(request, 'look', { name: { value: 'enhance', source: 'assumed', because: 'look' } })
  }
}

export const refineMotion: Refiner = (request, clause) => {
  const object = find(clause, 'object', 'motion')[0]
  const marks = find(clause, 'move').filter((mark) => !means(mark, 'transition') || object !== undefined || !has(clause, 'object', 'transition'))
  const stirs = /\bmake .{1,40}\bmove\b(?! (?:to|up|down|before|after|into))|动起来|动一动|动一下/.test(request.plain.slice(clause.start, clause.end)) && has(clause, 'select', 'photos') ? clause.marks.find((one) => means(one, 'verb', 'move', 'transform') && !clause.used.has(one)) : undefined
  const mark = marks[0] ?? stirs ?? (object !== undefined && request.facts.photos + request.facts.clips > 0 ? object : undefined)
  const enlarged = ofKind(clause, 'which').length > 0 ? clause.marks.find((one) => /^放大/.test(one.text) && !clause.used.has(one)) : undefined
  if (mark === undefined && enlarged !== undefined) return use(clause, enlarged, ...find(clause, 'compare')), add(request, 'motion', { wish: said('in'), ...whichSlot(targetOf(clause)) })
  if (mark === undefined) return
  if (means(mark, 'move', 'pan', 'zoom') && has(clause, 'object', 'transition')) return
  const names = marks.map((one) => sense(one, 'move')!)
  use(clause, object, ...marks, ...find(clause, 'verb', 'zoom'), ...find(clause, 'pace', 'slow'), ...find(clause, 'object', 'effect'))
  const stop = clause.marks.find((one) => one.start < mark.start && /^(?:stop|stopping|停止|停掉)$/.test(one.text))
  use(clause, stop)
  const off = isNegated(clause, mark) || stop !== undefined || verbsAt(clause, mark)[0] === 'remove' || names.includes('still')
  extend(request, 'motion', { wish: said(off ? false : wishOf(names)), ...whichSlot(targetOf(clause)) })
}

function wishOf(names: readonly string[]): string {
  const direct = names.find((name) => name === 'in' || name === 'out' || name.startsWith('pan-'))
  return direct ?? (names.includes('pan') && !names.includes('zoom') && !names.includes('kenburns') ? 'pan' : 'auto')
}

export const refineTurning: Refiner = (request, clause) => {
  const rotate = find(clause, 'verb', 'rotate')[0]
  const flip = find(clause, 'verb', 'flip')[0]
  if (flip !== undefined && has(clause, 'object', 'order')) return
  if (flip !== undefined) {
    use(clause, flip)
    return add(request, 'flip', { axis: said(/上下|垂直|vertical|upside/.test(request.plain) ? 'vertical' : 'horizontal'), ...whichSlot(targetOf(clause)) })
  }
  const turned = /转了?\s*(\d+)\s*度/.exec(request.plain.slice(clause.start, clause.end))
  if (rotate === undefined && turned === null) return
  const number = ofKind(clause, 'number')[0] ?? (turned === null ? undefined : { value: Number(turned[1]) })
  use(clause, rotate, ...ofKind(clause, 'number'))
  const anti = /counter|anti|逆时针|to the left|向左|左转/.test(request.plain)
  const degrees = number?.value === 180 || /upside|颠倒|倒[了着]|是倒的/.test(rotate?.text ?? '') ? 180 : number?.value === 270 ? 270 : 90
  add(request, 'rotate', { degrees: said(anti ? (360 - degrees) % 360 : degrees), ...whichSlot(targetOf(clause)) })
}

export const refineShape: Refiner = (request, clause) => {
  const ratios = ofKind(clause, 'ratio')
  if (has(clause, 'verb', 'flip')) use(clause, ...find(clause, 'shape'))
  const shapes = find(clause, 'shape').filter((mark) => !describesPicture(clause, mark))
  const sizes = ofKind(clause, 'size')
  const keeps = has(clause, 'verb', 'keep') && has(clause, 'object', 'aspect')
  use(clause, ...ratios, ...shapes, ...find(clause, 'shape'))
  // What it is comes first in the sentence, what it should become last.
  const named = [...ratios, ...shapes].sort((left, right) => left.start - right.start)
  const figure = ratios.at(-1)
  // In "21:9 widescreen" the figure says exactly what the word says about; in "16:9 to vertical" they are two shapes.
  const last = figure !== undefined && !/ (?:to|into) |成|为|到/.test(request.plain.slice(figure.end, named.at(-1)!.start)) ? figure : named.at(-1)
  const ratio = last?.kind === 'ratio' ? last.value : sense(last, 'shape')
  if (ratio !== undefined && !keeps) extend(request, 'aspect', { ratio: said(knownRatio(ratio)) })
  for (const size of sizes) if (size.value.width >= 240 && size.value.height >= 240) use(clause, size), add(request, 'resolution', { width: said(size.value.width), height: said(size.value.height) })
  refinePlatform(request, clause)
  refineResolution(request, clause)
  refineFit(request, clause)
}

// "this landscape video", "横版视频转成竖版", "my portrait photo": what the material is, not what the film should be.
function describesPicture(clause: Clause, mark: Mark): boolean {
  const at = clause.marks.indexOf(mark)
  const next = clause.marks[at + 1]
  const isNoun = means(next, 'select', 'photos', 'clips') || means(next, 'kind') || means(next, 'film')
  // "This single portrait into a clip": a picture of somebody.
  if (mark.text === 'portrait' && !isNoun && !means(next, 'object', 'aspect') && clause.marks.slice(Math.max(0, at - 2), at).some((one) => /^(?:this|my|single|her|his|our|a)$/.test(one.text)) && has(clause, 'verb', 'transform', 'add', 'zoom')) return true
  const later = clause.marks.slice(at + 1).some((one) => means(one, 'shape') || one.kind === 'ratio')
  if (later) return true
  if (/^(?:landscape|portrait)$/.test(mark.text)) return isNoun && means(next, 'select') || means(clause.marks[at - 1], 'kind', 'travel') || (next?.kind === 'other' && means(clause.marks[at + 2], 'select'))
  return /^(?:横|竖)$/.test(mark.text) && isNoun && means(next, 'select')
}

function knownRatio(ratio: string): string {
  const near: Readonly<Record<string, string>> = { '2:3': '3:4', '3:2': '4:3', '5:4': '4:5', '2.35:1': '21:9', '2.39:1': '21:9', '1.85:1': '16:9', '1.91:1': '16:9' }
  return near[ratio] ?? ratio
}

function refinePlatform(request: Request, clause: Clause): void {
  // A "Short" with a capital is the place, a "short" a film.
  const short = clause.marks.find((mark) => /^shorts?$/.test(mark.text) && means(mark, 'film') && /^S/.test(request.text.slice(mark.start, mark.end)) && mark.start > 0)
  if (short !== undefined && !has(clause, 'platform')) return use(clause, short), extend(request, 'platform', { name: said('shorts') })
  const marks = find(clause, 'platform').filter((mark) => !(mark.text === 'reel' && means(clause.marks[clause.marks.indexOf(mark) - 1], 'kind', 'highlight')))
  if (marks.length === 0) return
  use(clause, ...marks)
  const values = marks.map((mark) => sense(mark, 'platform')!)
  // "this YouTube video into a TikTok clip": the last one is where it goes; "Instagram Reels" is one place.
  const chosen = values.at(-1) === 'instagram' && values.length > 1 ? values.at(-2)! : values.at(-1)!
  const earlier = request.intents.find((intent) => intent.name === 'platform')
  if (earlier !== undefined && chosen === 'instagram') return
  extend(request, 'platform', { name: said(chosen) })
}

function refineResolution(request: Request, clause: Clause): void {
  const marks = find(clause, 'resolution')
  const fps = ofKind(clause, 'fps')[0]
  if (fps !== undefined) use(clause, fps), add(request, 'frame-rate', { fps: said(fps.value) })
  if (marks.length === 0) return
  const chosen = marks.at(-1)!
  use(clause, ...marks, ...find(clause, 'object', 'resolution'))
  const height = Number(sense(chosen, 'resolution'))
  const isSource = marks.length === 1 && /\b(?:my|this|the) $/.test(request.plain.slice(Math.max(0, chosen.start - 5), chosen.start))
  if (height > 1440 && isSource) return
  if (height > 1440) return refuse(request, '4k', chosen.text)
  extend(request, 'resolution', { short: said(height) })
}

function refineFit(request: Request, clause: Clause): void {
  const crop = find(clause, 'verb', 'crop')[0]
  const text = request.plain.slice(clause.start, clause.end)
  if (/(?:\b(?:no|without|remove|delete|lose|hate|don't want|get rid of)|去掉|去除|不要|不想要|别留|没有)\W{0,2}(?:the |any |those )?(?:black bars|letterbox|黑边)/.test(text)) return use(clause, ...clause.marks.filter((mark) => !means(mark, 'shape'))), hasIntent(request, 'fit') ? undefined : add(request, 'fit', { fit: said(/blur|模糊/.test(request.plain) ? 'blur' : 'cover') })
  if (/black bars|letterbox|whole picture|uncropped|without cropping|nothing (?:is )?(?:cut off|cropped)|everything (?:stays? )?(?:visible|in frame|in view)|whole (?:image|frame|photo)|don't crop|不裁|完整显示|黑边|不要裁/.test(text)) return use(clause, crop), add(request, 'fit', { fit: said(/blur|模糊/.test(text) ? 'blur' : 'contain') })
  if (/blurred background|blur background fill|模糊背景|背景模糊填充/.test(text)) return add(request, 'fit', { fit: said('blur') })
  if (/fill the (?:frame|screen)|铺满|填满|撑满|充满/.test(text)) return add(request, 'fit', { fit: said('cover') })
  if (/keep .{1,30}(?:cent(?:er|re)(?:d|ed)?|in (?:the )?(?:middle|center|centre|frame|view|shot))|居中|在(?:画面)?(?:中间|中央)/.test(text) && hasIntent(request, 'aspect', 'platform')) use(clause, ...clause.marks)
  if (crop !== undefined && hasIntent(request, 'aspect', 'resolution', 'platform')) use(clause, crop, ...find(clause, 'place', 'center'))
}

export const refineLogo: Refiner = (request, clause) => {
  const mark = find(clause, 'object', 'logo')[0]
  if (mark === undefined) return refineLogoFollowUp(request, clause)
  request.topic = 'logo'
  const verbs = verbsAt(clause, mark)
  const place = find(clause, 'place')[0]
  const compare = find(clause, 'compare', 'bigger', 'smaller')[0]
  use(clause, mark, place, compare, ...ofKind(clause, 'size'))
  if (isNegated(clause, mark)) return
  if (verbs[0] === 'remove' || verbs[0] === 'cut-out') return request.facts.hasLogo || !request.facts.hasFilm && request.facts.clips + request.facts.photos === 0 ? add(request, 'logo', { remove: said(true) }) : refuse(request, 'object-removal', mark.text)
  extend(request, 'logo', { ...(place && { area: said(sense(place, 'place')) }), ...(compare && { size: said(sense(compare, 'compare')) }), ...(has(clause, 'object', 'outro') || has(clause, 'time-word', 'ending') ? { place: said('end') } : {}) })
}

// "…, a bit smaller", "小一点" behind words about the logo.
function refineLogoFollowUp(request: Request, clause: Clause): void {
  if (request.topic !== 'logo' || !hasIntent(request, 'logo') || has(clause, 'object', 'text', 'title', 'music', 'sound')) return
  const place = find(clause, 'place')[0]
  const text = request.plain.slice(clause.start, clause.end)
  const size = /\b(?:small|smaller|tiny|little)\b|小/.test(text) ? 'smaller' : /\b(?:big|bigger|large|larger)\b|大/.test(text) ? 'bigger' : undefined
  if (place === undefined && size === undefined) return
  use(clause, ...clause.marks)
  extend(request, 'logo', { ...(place && { area: said(sense(place, 'place')) }), ...(size && { size: said(size) }) })
}

export const refineInset: Refiner = (request, clause) => {
  const pip = find(clause, 'object', 'pip')[0]
  const grid = find(clause, 'object', 'grid')[0]
  const timer = find(clause, 'object', 'countdown')[0]
  if (pip !== undefined) use(clause, pip), add(request, 'inset', {})
  if (grid !== undefined && has(clause, 'platform')) use(clause, grid)
  else if (grid !== undefined) use(clause, grid), add(request, 'grid', { columns: said(ofKind(clause, 'number')[0]?.value ?? ofKind(clause, 'count')[0]?.value ?? 2) })
  if (timer !== undefined) use(clause, timer, ...find(clause, 'object', 'effect'), ...find(clause, 'place')), add(request, 'unsupported-effect', { text: said(timer.text) })
  const effect = find(clause, 'object', 'effect')[0]
  if (effect === undefined) return
  use(clause, effect)
  if (isNegated(clause, effect) || hasIntent(request, 'look', 'motion', 'transition', 'plain') || clause.marks.some((mark) => mark !== effect && clause.used.has(mark) && !means(mark, 'padding'))) return
  gap(request, 'effect')
}
