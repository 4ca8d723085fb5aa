// A request is a row of clauses: "trim it, add music and export". A clause keeps its marks in order, knows which of
// them have been understood, and takes verb and negation from the clause before when it has none of its own.

import { means, sense, type Concept, type Mark } from './mark.ts'

export interface Clause {
  readonly marks: readonly Mark[]
  /** Marks that some refiner has understood. */
  readonly used: Set<Mark>
  /** Verb family of the clause before, when this one is a continuation. */
  readonly inheritedVerb?: string
  readonly inheritedNo: boolean
  readonly start: number
  readonly end: number
}

const breaks = /[,;，。；、!?！？\n…]|\.(?=\s|$|["'”])|\s[-–—|/>]\s|[—+➕]/

/** Marks cut into clauses at punctuation and joining words. A list under one verb stays under that verb. */
export function cutClauses(text: string, marks: readonly Mark[]): Clause[] {
  const groups: Mark[][] = [[]]
  const joints: string[] = ['']
  let previous: Mark | undefined
  for (const [index, mark] of marks.entries()) {
    const gap = previous === undefined ? '' : text.slice(previous.end, mark.start)
    // A full stop ends a sentence only when something other than a letter follows it.
    const inWord = gap === '.' && /[\p{L}\p{N}]/u.test(text[mark.start] ?? '')
    const joint = joinsAlike(marks, index) || isDegree(mark, groups.at(-1)!) ? undefined : means(mark, 'join') ? mark.text : !inWord && breaks.test(gap) || /[:：]/.test(gap) && groups.at(-1)!.some((one) => means(one, 'no')) ? gap.trim() : undefined
    if (joint !== undefined && groups.at(-1)!.length > 0) {
      groups.push([])
      joints.push(joint)
    }
    if (!means(mark, 'join') || (mark.kind === 'word' && mark.senses.length > 1)) groups.at(-1)!.push(mark)
    previous = mark
  }
  for (const group of groups) readPhrases(group)
  return inherit(groups.filter((group) => group.length > 0), joints)
}

// "颜色再鲜艳些": once more of it; "对比度也调高": of it too; "剪短再加音乐": and then.
function isDegree(mark: Mark, group: readonly Mark[]): boolean {
  return /^[再也]$/.test(mark.text) && group.length > 0 && !group.some((one) => means(one, 'verb') || one.kind === 'quote')
}

// "第一段和第三段", "a.mp4 and b.mp4": two of a kind under one verb are one clause.
function joinsAlike(marks: readonly Mark[], index: number): boolean {
  const at = means(marks[index], 'join') ? index : index - 1
  const [left, joint, right] = [marks[at - 1], marks[at], marks[at + 1]]
  if (left?.text === 'in' && right?.text === 'out') return true
  if (!means(joint, 'join') || !/^(?:and|&|和|与|跟|及)$/.test(joint?.text ?? '')) return false
  return left !== undefined && right !== undefined && left.kind === right.kind && (left.kind === 'which' || left.kind === 'name' || left.kind === 'edge' || left.kind === 'range' || left.kind === 'number' && means(marks[at - 2], 'time-word', 'between'))
}

function inherit(groups: readonly Mark[][], joints: readonly string[]): Clause[] {
  const clauses: Clause[] = []
  groups.forEach((marks, index) => {
    const before = clauses.at(-1)
    const hasVerb = marks.some((mark) => means(mark, 'verb') && !isNounHere(mark, marks))
    const hasNo = marks.some((mark) => means(mark, 'no'))
    const sentenceEnd = /[.。!?！？\n;；]/.test(joints[index] ?? '')
    const carries = before !== undefined && !hasVerb && !sentenceEnd
    const earlier = carries ? verbsOf(before).at(-1) ?? before.inheritedVerb : undefined
    // "remove 0:05-0:10, black and white": a verb that cut time says nothing about a look.
    const cutsTime = before !== undefined && before.marks.some(isTime) && ['remove', 'cut-out', 'cut', 'keep', 'extract'].includes(earlier ?? '')
    const verb = cutsTime && !marks.some(isTime) || takesAway.has(earlier ?? '') && namesMood(marks) ? undefined : earlier
    const no = carries && !hasNo && !beginsAnew(marks) && goesOnDenying(groups, joints, index) && (before.marks.some((mark) => means(mark, 'no')) || before.inheritedNo)
    clauses.push({ marks, used: new Set(), inheritedNo: no, start: marks[0]!.start, end: marks.at(-1)!.end, ...(verb === undefined ? {} : { inheritedVerb: verb }) })
  })
  return clauses
}

const takesAway: ReadonlySet<string> = new Set(['remove', 'cut-out', 'cut'])

// "Remove the title, upbeat music" wants music of that kind; "remove the title, the sad music" speaks of what is there.
function namesMood(marks: readonly Mark[]): boolean {
  return marks.some((mark) => means(mark, 'object', 'music')) && means(marks[0], 'quality')
}

// "No music, titles or effects" denies all three, "no transitions, upbeat music" and "no text, warm colors" the first: what is
// only named goes on with a list, what is described is a wish of its own, except in lists that end with "or".
function goesOnDenying(groups: readonly Mark[][], joints: readonly string[], index: number): boolean {
  const joint = joints[index] ?? ''
  const marks = groups[index]!
  if (/^(?:or|nor|、|或|或者)$/.test(joint)) return true
  if (/^(?:and|和|与|及|跟)$/.test(joint)) return !isDescribed(marks)
  if (!/^[,，]$/.test(joint)) return false
  const next = joints.findIndex((one, at) => at > index && !/^[,，]$/.test(one))
  return !isDescribed(marks) && marks.every(isThing) || /^(?:or|nor|或|或者)$/.test(joints[next] ?? '')
}

function isThing(mark: Mark): boolean {
  return mark.kind === 'other' || ['padding', 'object', 'transition', 'move', 'select', 'refuse'].some((concept) => means(mark, concept as Concept))
}

// "Upbeat music", "title Summer".
function isDescribed(marks: readonly Mark[]): boolean {
  const named = marks.findIndex((mark) => means(mark, 'object', 'title', 'caption', 'text'))
  return marks.some((mark) => means(mark, 'quality')) || (named >= 0 && marks[named + 1]?.kind === 'other')
}

// "Not frantic, something modern behind it": a clause with an article, a quotation or much of its own says its own thing.
function beginsAnew(marks: readonly Mark[]): boolean {
  return /^(?:an?|the|some|something|my|with|just|about|around|要|用|配|加)$/.test(marks[0]?.text ?? '') && marks.length > 1 || marks.some((mark) => mark.kind === 'quote' || mark.kind === 'length') || marks.filter((mark) => !means(mark, 'padding')).length > 4
}

function isTime(mark: Mark): boolean {
  return mark.kind === 'range' || mark.kind === 'edge' || mark.kind === 'part' || mark.kind === 'length' || mark.kind === 'time' || mark.kind === 'which' || means(mark, 'object', 'silence')
}

// "cuts", "edits", "fades" and the like are verbs and nouns; beside "fast" or at the end they are nouns.
function isNounHere(mark: Mark, marks: readonly Mark[]): boolean {
  const before = marks[marks.indexOf(mark) - 1]
  return /^(?:cuts|edits|slides|design|speed|order|silence|layers)$/.test(mark.text) && before !== undefined
}

/** Families of the clause's own verbs, in order. */
export function verbsOf(clause: Clause): string[] {
  const own = clause.marks.flatMap((mark) => (means(mark, 'verb') && !isNounHere(mark, clause.marks) ? senses(mark, 'verb') : []))
  return own.length === 0 && endsInRefusal(clause) ? ['remove'] : own
}

// "第三张不要", "音乐不要": what is spoken of first and then not wanted goes.
function endsInRefusal(clause: Clause): boolean {
  const last = clause.marks.filter((mark) => !means(mark, 'padding')).at(-1)
  return clause.marks.length > 1 && means(last, 'no') && /^(?:不要|不用|不需要|不想要|别要)$/.test(last?.text ?? '')
}

function senses(mark: Mark, concept: Concept): string[] {
  const phrasal = concept === 'verb' ? phrases.get(mark) : undefined
  if (phrasal !== undefined) return [...phrasal]
  return mark.kind === 'word' ? mark.senses.filter((one) => one.concept === concept).map((one) => one.value) : []
}

// Verbs whose little word stands apart: "drop my logo into the corner" puts it there, "take my logo" takes nothing away,
// "turn the music off" does.
const phrases = new WeakMap<Mark, readonly string[]>()

function readPhrases(marks: readonly Mark[]): void {
  marks.forEach((mark, index) => {
    const later = marks.slice(index + 1, index + 8)
    const says = (pattern: RegExp) => later.some((one) => pattern.test(one.text))
    if (/^drop(?:ping|ped)?$/.test(mark.text) && later.some((one) => /^(?:into|onto)$/.test(one.text) || means(one, 'place') && !means(one, 'padding'))) phrases.set(mark, ['add'])
    else if (/^(?:take|takes|taking)$/.test(mark.text) && !says(/^(?:off|out|away|down|from)$/) && !marks.some((one) => one.kind === 'edge' && /off|from/.test(one.text))) phrases.set(mark, [])
    else if (/^(?:turn|turning|switch|shut)$/.test(mark.text) && says(/^off$/)) phrases.set(mark, ['remove'])
    else if (/^(?:cut|trim|clip|leave|throw)$/.test(mark.text) && later.at(-1) !== undefined && /^(?:out|away)$/.test(later.at(-1)!.text)) phrases.set(mark, ['cut-out'])
  })
}

/** Marks with a sense under the concept, of one of the values when any is named; understood ones left out. */
export function find(clause: Clause, concept: Concept, ...values: string[]): Mark[] {
  return clause.marks.filter((mark) => !clause.used.has(mark) && means(mark, concept, ...values))
}

export function has(clause: Clause, concept: Concept, ...values: string[]): boolean {
  return clause.marks.some((mark) => means(mark, concept, ...values))
}

export function ofKind<Kind extends Mark['kind']>(clause: Clause, kind: Kind): (Mark & { readonly kind: Kind })[] {
  return clause.marks.filter((mark): mark is Mark & { readonly kind: Kind } => mark.kind === kind && !clause.used.has(mark))
}

export function use(clause: Clause, ...marks: readonly (Mark | undefined)[]): void {
  for (const mark of marks) if (mark !== undefined) clause.used.add(mark)
}

/** Verb families that govern a mark: the nearest verb before it, else the first after it, else the inherited one. */
export function verbsAt(clause: Clause, mark: Mark): readonly string[] {
  const at = clause.marks.indexOf(mark)
  const verbal = (one: Mark) => means(one, 'verb') && one !== mark && !isNounHere(one, clause.marks)
  const before = clause.marks.slice(0, at).filter(verbal).at(-1)
  const after = clause.marks.slice(at + 1).find(verbal)
  const families = [...(before === undefined ? [] : senses(before, 'verb')), ...(after === undefined ? [] : senses(after, 'verb'))]
  return families.length > 0 ? families : endsInRefusal(clause) ? ['remove'] : clause.inheritedVerb === undefined ? [] : [clause.inheritedVerb]
}

/** True when the clause says no to this mark: "no music", "without captions", "不要转场". */
export function isNegated(clause: Clause, mark: Mark): boolean {
  if (clause.inheritedNo) return true
  const at = clause.marks.indexOf(mark)
  const before = clause.marks.slice(Math.max(0, at - 4), at)
  const no = before.findLastIndex((one) => means(one, 'no'))
  if (no < 0) return false
  // "not too fast, add music": something else was already denied.
  return before.slice(no + 1).every((one) => means(one, 'padding') || means(one, 'verb') || means(one, 'look') || means(one, 'quality') || one.kind === 'other' || means(one, 'object') || means(one, 'refuse') || means(one, 'select'))
}

/** Value of the first mark with a sense under the concept, as understood. */
export function valueOf(clause: Clause, concept: Concept): string | undefined {
  const mark = find(clause, concept)[0]
  return sense(mark, concept)
}
