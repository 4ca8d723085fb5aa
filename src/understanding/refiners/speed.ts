// Speed and pace: how fast clips play, there and back, and how quickly the cuts follow each other.

import { find, has, isNegated, ofKind, use, type Clause } from '../clause.ts'
import { means, type Mark } from '../mark.ts'
import { assumed, said } from '../plan.ts'
import { add, extend, hasIntent, type Refiner, type Request } from '../request.ts'
import { targetOf } from './targets.ts'
import { stretchOf, whichSlot, type Stretch } from './time.ts'

export const refineSpeed: Refiner = (request, clause) => {
  const verb = find(clause, 'verb', 'speed', 'slow').find((mark) => !describesNext(clause, mark))
  const object = find(clause, 'object', 'speed')[0]
  const factors = ofKind(clause, 'factor').filter((mark) => !/long|length|duration|running|时长|长度/.test(mark.text))
  const compare = find(clause, 'compare', 'faster', 'slower')[0]
  const pace = find(clause, 'pace').find((mark) => !describesNext(clause, mark))
  const loop = find(clause, 'verb', 'loop')[0]
  if (bounces(request, clause)) return
  if (loop !== undefined) {
    use(clause, loop, ...factors)
    const which = targetOf(clause)
    const copies = /duplicate|copy|复制|再放/.test(loop.text)
    if (which !== undefined && which.by !== 'all') return use(clause, ...find(clause, 'time-word'), ...find(clause, 'object', 'outro')), add(request, 'again', { times: said(factors[0]?.value ?? 2), which: said(which), ...(has(clause, 'time-word', 'ending') || has(clause, 'object', 'outro') ? { to: said('last') } : {}) })
    if (factors[0] !== undefined || copies) add(request, 'again', { times: said(factors[0]?.value ?? 2) })
    return
  }
  const reverse = find(clause, 'verb', 'reverse')[0]
  if (reverse !== undefined && !has(clause, 'object', 'order') && !/顺序|排/.test(request.plain)) {
    use(clause, reverse)
    add(request, 'reverse', { ...(isNegated(clause, reverse) ? { off: said(true) } : {}), ...whichSlot(targetOf(clause)) })
    return
  }
  // "Slow everything down to 40 seconds": the length is said, and speed is the way.
  const goal = ofKind(clause, 'length').find((one) => one.value >= 2000 && /^(?:to|到|成|为)$/.test(clause.marks[clause.marks.indexOf(one) - 1]?.text ?? ''))
  if (verb !== undefined && goal !== undefined && factors.length === 0 && !has(clause, 'time-word')) return use(clause, verb, goal, ...find(clause, 'object', 'all', 'thing')), void extend(request, 'film-duration', { ms: said(goal.value) })
  if (object !== undefined && has(clause, 'verb', 'undo') || /原速|normal speed|original speed/.test(request.plain.slice(clause.start, clause.end))) return use(clause, object, verb, ...find(clause, 'verb', 'undo')), add(request, 'speed', { factor: said(1), ...whichSlot(targetOf(clause)) })
  if (has(clause, 'object', 'rhythm') && verb === undefined && factors.length === 0) return
  const factor = factors[0] ?? (verb !== undefined || object !== undefined || (compare !== undefined && ofKind(clause, 'percent').length > 0) ? speedNumber(clause) : has(clause, 'verb', 'play') && !has(clause, 'object', 'volume', 'sound', 'music') ? ofKind(clause, 'percent')[0] : undefined)
  if (verb === undefined && object === undefined && factor === undefined && !(compare !== undefined && isSpeedWish(clause))) return
  if (factor === undefined && verb === undefined && compare === undefined && pace === undefined) return
  const slows = means(verb, 'verb', 'slow') || means(compare, 'compare', 'slower') || means(pace, 'pace', 'slow')
  const halved = factor === undefined && verb !== undefined && /一半|\b(?:by|in|to) half\b/.test(request.plain.slice(clause.start, clause.end))
  const value = halved ? (slows ? 0.5 : 1.5) : factorOf(clause, factor, slows)
  const dramatic = /motion|mo\b|动作|镜头|升格/.test(verb?.text ?? '')
  use(clause, verb, object, ...factors, compare, ...find(clause, 'verb', 'play'), ...find(clause, 'pace'), ...find(clause, 'compare'))
  const time = ofKind(clause, 'time')[0] ?? ofKind(clause, 'range')[0] ?? ofKind(clause, 'edge')[0] ?? ofKind(clause, 'part')[0]
  const which = time === undefined ? targetOf(clause) : undefined
  use(clause, time)
  const earlier = request.intents.findIndex((intent) => intent.name === 'speed' && intent.slots['which'] === undefined && intent.slots['at'] === undefined)
  if (earlier >= 0 && which === undefined && time !== undefined && value !== undefined && request.intents[earlier]!.slots['factor']?.source === 'assumed') request.intents.splice(earlier, 1)
  else if (earlier >= 0 && which === undefined && time === undefined) {
    // "Slow motion, 0.25x": one speed in two words.
    if (value === undefined) return
    if (request.intents[earlier]!.slots['factor']?.source === 'assumed') request.intents.splice(earlier, 1)
  }
  add(request, 'speed', {
    ...(value === undefined ? { direction: said(slows ? 'slower' : 'faster'), factor: assumed(slows ? (dramatic ? 0.5 : 0.75) : 1.5, 'speed') } : { factor: said(value) }),
    ...(time === undefined ? whichSlot(which) : { at: said(timeValue(time)) }),
  })
}

// "Boomerang", "forwards then backwards", "正放再倒放": there and back.
function bounces(request: Request, clause: Clause): boolean {
  const text = request.plain.slice(clause.start, clause.end)
  const forwards = request.clauses[request.clauses.indexOf(clause) + 1]
  const both = /(?:forwards?|正放|正着)/.test(text) && forwards !== undefined && has(forwards, 'verb', 'reverse')
  if (!both && !/boomerang|ping-?pong|back and forth|there and back|来回播放|正反(?:播放|循环)|回旋镖|正放.{0,6}倒放/.test(text)) return false
  use(clause, ...clause.marks)
  if (both) use(forwards, ...forwards.marks)
  add(request, 'again', { times: said(2), back: said(true) })
  return true
}

// "slow dissolves", "slow zoom", "slow music": an adjective of what follows.
function describesNext(clause: Clause, mark: Mark): boolean {
  const next = clause.marks[clause.marks.indexOf(mark) + 1]
  return means(next, 'transition') || means(next, 'move') || means(next, 'quality') || means(next, 'object', 'transition', 'motion', 'music', 'rhythm', 'title', 'text')
}

function isSpeedWish(clause: Clause): boolean {
  return has(clause, 'verb', 'make', 'change', 'speed', 'slow') || has(clause, 'object', 'thing') || has(clause, 'compare', 'bit') || clause.marks.length <= 3 || ofKind(clause, 'which').length > 0
}

// "slow it down to 0.5", "speed 1.5": a bare number near a speed word.
function speedNumber(clause: Clause): (Mark & { readonly kind: 'factor' | 'percent' | 'number' }) | undefined {
  return ofKind(clause, 'percent')[0] ?? ofKind(clause, 'number').find((mark) => mark.value >= 0.1 && mark.value <= 16)
}

function factorOf(clause: Clause, mark: Mark | undefined, slows: boolean): number | undefined {
  if (mark === undefined) return undefined
  use(clause, mark)
  if (mark.kind === 'percent') {
    const absolute = has(clause, 'verb', 'play') || /(?:to|at|到|为|成|至|的)$/.test(clause.marks[clause.marks.indexOf(mark) - 1]?.text ?? '') || mark.value >= 100 && !slows
    if (absolute) return mark.value / 100
    return slows ? Math.max(0.1, 1 - mark.value / 100) : 1 + mark.value / 100
  }
  if (mark.kind !== 'factor' && mark.kind !== 'number') return undefined
  // 一倍 is as much again: "快一倍" is twice as fast, "慢一倍" half.
  if (mark.kind === 'factor' && mark.text.includes('一倍')) return slows ? 0.5 : 2
  // "2x slower" is half speed; "slow down to 0.5x" is half speed as well.
  return slows && mark.value > 1 ? 1 / mark.value : mark.value
}

function timeValue(mark: Mark): Stretch | { readonly at: number } {
  if (mark.kind === 'time') return { at: mark.value }
  return stretchOf(mark)!
}

export const refinePace: Refiner = (request, clause) => {
  const mark = find(clause, 'pace')[0]
  const rhythm = find(clause, 'object', 'rhythm')[0]
  const energetic = find(clause, 'quality', 'energetic')[0]
  if (mark === undefined && (rhythm === undefined || energetic === undefined)) return
  if (mark !== undefined && !has(clause, 'object', 'rhythm') && (!/pac|cut|节奏|剪|切|闪|snappy|punchy|rapid/.test(mark.text) || /^(?:fast|quick|quicker|faster|rapid)$/.test(mark.text)) && !hasIntent(request, 'create') && !has(clause, 'film') && !has(clause, 'kind')) return
  use(clause, mark, rhythm)
  const fast = mark === undefined ? true : means(mark, 'pace', 'fast')
  extend(request, 'pace', { pace: said(isNegated(clause, mark ?? rhythm!) ? 'medium' : fast ? 'fast' : 'slow') })
}
