// The door of understanding: a person's words and the film's facts in, a plan out. Pure, repeatable, never throws, in
// milliseconds. What it cannot read it says; it never guesses a whole sentence.

import { cutClauses, use, type Clause } from './clause.ts'
import type { FilmFacts } from './facts.ts'
import { means, type Concept, type Mark } from './mark.ts'
import { said, type Action, type Intent, type Plan } from './plan.ts'
import { readMarks } from './read.ts'
import { extend, gap, hasIntent, refuse, type Refiner, type Request } from './request.ts'
import { refineExcept, refineMerge, refineOrder, refineSegments, refineSpared } from './refiners/arrange.ts'
import { refineAsk, refineExport, refineFormat, refineHistory, refineImprove, refineKind, refinePlain } from './refiners/doors.ts'
import { refineContent, refineLimits, wantsInventedPictures } from './refiners/limits.ts'
import { refineInset, refineLogo, refineLooks, refineMotion, refineShape, refineTransitions, refineTurning } from './refiners/picture.ts'
import { targetOf, type Target } from './refiners/targets.ts'
import { refineBareMood, refineBeatGrid, refineBeats, refineComposition, refineEffects, refineMusic, refineSound, refineVoice } from './refiners/sound.ts'
import { refineDurations, refineFrames, refineHighlights, refineListedDurations, refineTimeOff, refineSilence, refineSplit, refineStretches } from './refiners/time.ts'
import { refinePace, refineSpeed } from './refiners/speed.ts'
import { refineTransitionSounds } from './refiners/transition-sounds.ts'
import { refineSubtitles, refineTextFollowUp, refineWords } from './refiners/words.ts'
import { detectLanguage, plainText, type Language } from './text.ts'

/** The order is grammar: whoever stands earlier may claim a word that a later one could also use. */
const refiners: readonly Refiner[] = [
  refinePlain, refineSpared, refineExcept, refineLimits, refineFormat, refineHistory, refineAsk, refineTextFollowUp, refineWords, refineSubtitles, refineTransitionSounds, refineEffects, refineVoice, refineComposition, refineBeatGrid, refineMusic, refineSound, refineLogo, refineBeats,
  refineTransitions, refineLooks, refineShape, refineMotion, refineTurning, refineInset, refineFrames, refineSilence, refineSplit, refineSpeed, refineStretches, refineHighlights,
  refineTimeOff, refineListedDurations, refineOrder, refineMerge, refineSegments, refineDurations, refinePace, refineKind, refineImprove, refineExport, refineBareMood, refineContent,
]

/** Longest text that is read as a request: a longer message is a request with a script behind it. What lies behind is reported. */
const longestText = 2000
/** Requests in one message; nobody asks for more, and each costs edits. */
const mostClauses = 60

/**
 * The last request with one thing put right: "no, 3" after "5 seconds per photo" asks for 3 seconds, "rather blue" after
 * "a red title" for blue. Undefined when the correction is no single thing, or the last request has none or several of it.
 */
export function putRight(last: string, correction: string, names: readonly string[]): string | undefined {
  const open = readMarks(correction.slice(0, 200), names).filter((mark) => !means(mark, 'no') && !means(mark, 'padding') && !means(mark, 'join') && !/^(?:rather|instead|actually|wait|sorry|mean|meant|改成|换成|应该是|我是说|错了|不对|不是)$/.test(mark.text))
  const [thing, ...others] = open
  if (thing === undefined || others.length > 0) return undefined
  const known = readMarks(last, names)
  const same = known.filter((mark) => isSameSort(mark, thing))
  // A bare number takes the unit of the length it corrects.
  const lengths = thing.kind === 'number' ? known.filter((mark) => mark.kind === 'length' || mark.kind === 'factor' || mark.kind === 'percent' || mark.kind === 'edge' || mark.kind === 'count') : []
  const [target] = same.length === 1 ? same : lengths.length === 1 ? lengths : []
  if (target === undefined) return undefined
  const figure = /\d+(?:\.\d+)?|[零一二两三四五六七八九十百半]+/
  const words = thing.kind === 'number' && target.kind !== 'number' ? target.text.replace(figure, thing.text) : correction.slice(thing.start, thing.end)
  return last.slice(0, target.start) + words + last.slice(target.end)
}

function isSameSort(left: Mark, right: Mark): boolean {
  if (left.kind !== right.kind) return left.kind === 'time' && right.kind === 'length' || left.kind === 'length' && right.kind === 'time'
  if (left.kind !== 'word' || right.kind !== 'word') return left.kind !== 'other' && left.kind !== 'name' && left.kind !== 'which'
  return ['quality', 'look', 'color', 'place', 'platform', 'transition', 'move', 'shape', 'font', 'animation', 'resolution'].some((concept) => means(left, concept as Concept) && means(right, concept as Concept))
}

export function understand(text: string, facts: FilmFacts, language?: Language): Plan {
  const read = text.slice(0, longestText)
  const all = cutClauses(read, readMarks(read, facts.names))
  const clauses = all.slice(0, mostClauses)
  const request: Request = { text: read, plain: plainText(read), clauses, facts, intents: [], gaps: [], refused: [], ...topicOf(facts) }
  for (const clause of clauses) for (const refine of refiners) refine(request, clause)
  const invented = wantsInventedPictures(request)
  if (invented !== undefined) refuse(request, 'generate', invented)
  const action = actionOf(request)
  const intents = settle(request, action)
  const notUnderstood = [...leftOver(request), ...(text.length > longestText || all.length > clauses.length ? ['…'] : [])]
  return { action, language: language ?? detectLanguage(text), intents, gaps: request.gaps, refused: request.refused, notUnderstood }
}

// What the turn before was about is what a bare follow-up is about.
function topicOf(facts: FilmFacts): Pick<Request, 'topic'> {
  if (facts.lastAbout.includes('music') && facts.hasMusic) return { topic: 'music' }
  return facts.lastAbout.length === 1 && ['title', 'caption', 'edit-text', 'text-style', 'end-card'].includes(facts.lastAbout[0]!) && facts.hasTexts ? { topic: 'title' } : {}
}

/** Which picture a message names; undefined when it names none. */
export function readTarget(text: string, names: readonly string[]): Target | undefined {
  const read = text.slice(0, 200)
  return cutClauses(read, readMarks(read, names)).map(targetOf).findLast((target) => target !== undefined && target.by !== 'all')
}

/** Intents that only say how a finished film leaves the house. */
const leaving = new Set(['export', 'format', 'resolution', 'frame-rate'])
/** Intents that a film to be made can carry without being an edit of something. */
const core = new Set(['content', 'talking-head', 'bring-alive', 'object-removal', 'upscale', 'restyle', 'generate', 'face', 'gif', 'audio', 'still', 'container', '4k', 'record', 'fetch', 'people', 'copy', 'translate', '3d', 'publish', 'track'])
const whole = new Set(['talking-head', 'bring-alive', 'generate', 'gif', 'audio', 'still', 'container', 'upscale', '4k'])

function actionOf(request: Request): Action {
  const names = new Set(request.intents.map((intent) => intent.name))
  const edits = request.intents.filter((intent) => !leaving.has(intent.name) && intent.name !== 'create' && intent.name !== 'plain' && !(intent.name === 'subtitles' && intent.slots['remove'] !== undefined && !request.facts.hasTexts && request.facts.hasFilm))
  if (request.refused.length > 0 && isRefusal(request, edits)) return 'refuse'
  if (names.has('credits') && edits.every((intent) => intent.name === 'credits' || intent.name === 'state')) return 'credits'
  if (names.has('upload')) return 'upload'
  if (names.has('state') && edits.every((intent) => intent.name === 'state')) return 'state'
  const { photos, clips, hasFilm } = request.facts
  const create = request.intents.find((intent) => intent.name === 'create')
  if (edits.length === 0 && (hasFilm || photos + clips === 1 || names.has('resolution')) && (names.has('export') || names.has('resolution') || names.has('format') || names.has('frame-rate')) && !(create !== undefined && photos > 0 && !hasFilm)) return photos + clips > 1 && !hasFilm && create !== undefined ? 'create' : 'export'
  if (hasFilm) return 'edit'
  if (photos + clips === 0) return edits.length > 0 && create === undefined && !names.has('film-duration') && request.facts.sounds > 0 ? 'edit' : 'create'
  if (photos === 0 && clips === 1) return create !== undefined && makesFromNothing(request) ? 'create' : 'edit'
  if (photos > 0 && create === undefined && edits.length > 0 && edits.every((intent) => ['look', 'rotate', 'flip', 'fit', 'focus'].includes(intent.name))) return 'edit'
  if (photos > 0 && clips === 0 && create !== undefined && create.slots['film'] === undefined && create.slots['kind'] === undefined && edits.length > 0 && edits.every((intent) => ['look', 'rotate', 'flip', 'fit', 'focus'].includes(intent.name))) return 'edit'
  return 'create'
}

// "制作一个产品介绍视频": a film is made and the clip is not named as what is to be changed.
function makesFromNothing(request: Request): boolean {
  const create = request.intents.find((intent) => intent.name === 'create')!
  if (create.slots['verb'] === undefined || create.slots['film'] === undefined && create.slots['kind'] === undefined) return false
  return !/\b(?:this|my|the|it|from|into|turn|convert|feel|look)\b|把|将|用|从|剪|给|素材|改|转|变/.test(request.plain)
}

function isRefusal(request: Request, edits: readonly Intent[]): boolean {
  if (request.refused.some((one) => whole.has(one.what))) return true
  const own = edits.filter((intent) => !['film-duration', 'look', 'aspect', 'platform', 'pace', 'improve', 'segment-duration', 'state'].includes(intent.name))
  return own.length === 0 && request.refused.some((one) => core.has(one.what))
}

// Stretches of clauses from which nothing at all was read.
function leftOver(request: Request): string[] {
  return request.clauses.flatMap((clause) => {
    const open = clause.marks.filter((mark) => !clause.used.has(mark) && matters(mark))
    const something = clause.marks.some((mark) => clause.used.has(mark))
    if (open.length === 0 || something) return []
    return [request.text.slice(clause.start, clause.end).trim().slice(0, 80)]
  }).filter((one) => one !== '').slice(0, 8)
}

function matters(mark: Mark): boolean {
  return mark.kind === 'other' ? mark.text.length > 1 : mark.kind === 'word' && (means(mark, 'verb') || means(mark, 'object') || means(mark, 'quality') || means(mark, 'refuse')) && !means(mark, 'object', 'thing', 'all') && !means(mark, 'padding')
}

/** Last touches that need the whole message: what stays open, what belongs together. */
function settle(request: Request, action: Action): Intent[] {
  if (action === 'create' && request.intents.length === 0) request.intents.push({ name: 'create', slots: {} })
  if (action === 'create' && !hasIntent(request, 'create')) request.intents.unshift({ name: 'create', slots: {} })
  if (action === 'edit' && !hasEdit(request)) gap(request, 'effect')
  if (action === 'create' && request.facts.photos + request.facts.clips === 0 && !request.facts.hasScript && !request.intents.some((intent) => intent.name === 'title' || intent.name === 'caption') && !request.clauses.some((clause) => clause.marks.some((mark) => mark.kind === 'quote' && mark.value.length >= 20))) gap(request, 'material')
  if (action === 'create' && !request.intents.some((intent) => intent.name === 'select' && intent.slots['best'] !== undefined) && request.clauses.some((clause) => namesAll(request, clause) && (use(clause, ...clause.marks.filter((mark) => means(mark, 'object', 'all') || means(mark, 'select') || mark.kind === 'count' || means(mark, 'verb', 'put', 'keep'))), true))) extend(request, 'select', { all: said(true) })
  if (action === 'create') silenceAtBirth(request)
  return request.intents.filter((intent) => !(action === 'edit' && intent.name === 'create' && Object.keys(intent.slots).length === 0))
}

// "Use all photos", "每一张", "my 34 photos" where 34 were sent: none may be left out.
function namesAll(request: Request, clause: Clause): boolean {
  if (clause.marks.some((mark) => mark.kind === 'count' && mark.value === request.facts.photos)) return true
  if (/每一张都|每张都|全部(?:照片|图片|用上|都)|所有(?:照片|图片|的照片)|一张都?别?不?[要落少]/.test(request.plain.slice(clause.start, clause.end))) return true
  return clause.marks.some((mark, index) => means(mark, 'object', 'all') && /^(?:all|every|everything|all of them)$/.test(mark.text) && (mark.text !== 'all' && mark.text !== 'every' || clause.marks.slice(index + 1, index + 5).some((one) => means(one, 'select', 'photos'))))
}

// A film that is only being made is silent when it gets no music: "no sound" over photos, "a clean look. No music."
function silenceAtBirth(request: Request): void {
  const { intents, facts } = request
  const muted = intents.findIndex((intent) => intent.name === 'mute' && intent.slots['on']?.value === true)
  const music = intents.some((intent) => intent.name === 'music' && intent.slots['remove'] === undefined && intent.slots['mood'] !== undefined)
  if (muted >= 0 && facts.clips === 0) intents.splice(muted, 1, ...(music ? [] : [{ name: 'music', slots: { remove: said(true) } } as const]))
  if (!intents.some((intent) => intent.name === 'music' && intent.slots['remove'] !== undefined)) return
  const kept = intents.findIndex((intent) => intent.name === 'music' && intent.slots['remove'] !== undefined)
  intents.splice(0, intents.length, ...intents.filter((intent, index) => intent.name !== 'music' || index === kept).map((intent) => (intent.name === 'music' ? { name: 'music', slots: { remove: said(true) } } as const : intent)))
}

function hasEdit(request: Request): boolean {
  return request.intents.some((intent) => intent.name !== 'create' && intent.name !== 'improve')
}
