// A turn that a language model may take, when one is set up. The planner reads the words first: what is no edit (undo,
// export, credits, refusals) stays its own, and a new film begins as the director's. Whatever goes wrong with the model,
// the planner's turn stands and the reply says so.

import { emptyDraft, type Asset, type Draft, type OperationName, type Sentence } from '../draft/index.ts'
import type { Intent, IntentName, Plan } from '../understanding/index.ts'
import { openingFor } from './model-brief.ts'
import { workWithModel, type ModelOutcome, type ModelWork } from './model-loop.ts'
import type { ModelDoor, MusicPort, VoicePort } from './ports.ts'
import { composeReply } from './reply.ts'
import { rulesOf } from './skill-rules.ts'
import { createDesk } from './turn-desk.ts'
import { emptyHistory, remember } from './turn-history.ts'
import { turnInTime } from './turn-in-time.ts'
import { takeTurn, type TurnInput, type TurnResult } from './turn.ts'

/** Who understood the words, when a model was asked. */
export interface ModelUse {
  readonly name: string
  readonly steps: number
  readonly tokens: number
  /** Absent: the model's work is in the film. Else why it is not: `model-slow`, `model-did-nothing`, ... */
  readonly fallback?: string
}

export interface TurnHelpers {
  readonly music: MusicPort
  readonly voice: VoicePort
  readonly model?: ModelDoor
}

/** One turn by whoever is set up: the planner, or a model with the planner behind it. */
export async function turnByWords(input: TurnInput, { music, voice, model }: TurnHelpers, signal?: AbortSignal): Promise<TurnResult & { readonly model?: ModelUse }> {
  // A skill whose films are plain is kept to its word by the planner; a model would have to be watched.
  const plan = model === undefined || rulesOf(input.skill)?.plain === true ? undefined : planForModel(input)
  if (model === undefined || plan === undefined) return turnInTime(input, music, voice, signal)
  const planned = plan.action === 'create' ? await turnInTime(input, music, voice, signal) : undefined
  if (planned !== undefined && planned.draft.picture.segments.length === 0) return planned
  const draft = planned?.draft ?? input.draft ?? emptyDraft()
  const material = materialOf(input, draft)
  const outcome = await workWithModel(model, openingFor(wordsFor(input.text, planned), draft, material, input.world.script), draft, material, signal)
  const use: ModelUse = { name: model.model.name, steps: outcome.steps, tokens: outcome.tokens, ...(outcome.ok ? {} : { fallback: outcome.code }) }
  if (outcome.ok) return { ...resultOf(input, plan, draft, outcome, planned), model: use }
  // A new film that needs nothing more is no failure.
  if (planned !== undefined && outcome.code === 'model-did-nothing') return { ...planned, model: { name: use.name, steps: use.steps, tokens: use.tokens } }
  return { ...withNote(planned ?? await turnInTime(input, music, voice, signal), outcome), model: use }
}

// The plan when this is a turn for a model: an edit or a new film, asked for in words, that is no step through history.
function planForModel(input: TurnInput): Plan | undefined {
  if (input.text.trim() === '') return undefined
  const { plan, draft } = takeTurn(input)
  if (plan.action !== 'edit' && plan.action !== 'create') return undefined
  if (plan.intents.some(({ name }) => name === 'undo' || name === 'redo' || name === 'restore' || name === 'export')) return undefined
  return plan.action === 'edit' && (input.draft ?? draft).picture.segments.length === 0 ? undefined : plan
}

// What was sent and is not in the film; no two of one id.
function materialOf(input: TurnInput, draft: Draft): readonly Asset[] {
  return input.world.assets.filter((asset, index, all) => draft.assets[asset.id] === undefined && all.findIndex((other) => other.id === asset.id) === index)
}

function wordsFor(text: string, planned: TurnResult | undefined): string {
  return planned === undefined ? text : `${text}\n\n(The film above was just made for this message. Change only what the message asks for and the film does not do yet; when there is nothing, answer so without any call.)`
}

// ------------------------------------------------------------------------------------------------ results

function resultOf(input: TurnInput, heard: Plan, before: Draft, work: ModelWork, planned: TurnResult | undefined): TurnResult {
  const language = heard.language === 'zh' ? 'zh' : 'en'
  const about = [...new Set(work.operations.map(({ name }) => subjects[name] ?? name))]
  const changes = work.sentences.map((sentence) => sentence[language])
  if (planned !== undefined) {
    return { ...planned, operations: [...planned.operations, ...work.operations], draft: work.draft, changes: [...planned.changes, ...changes], reply: `${planned.reply}\n${changes.join(language === 'zh' ? '' : ' ')}` }
  }
  const plan: Plan = { ...heard, intents: about.map((name): Intent => ({ name: name as IntentName, slots: {} })), gaps: [], notUnderstood: [] }
  const desk = createDesk(work.draft, input.world, input.seed ?? 'kinora')
  desk.operations.push(...work.operations)
  desk.done.push(...work.sentences)
  return {
    action: 'edit', plan, refused: plan.refused, notUnderstood: [], operations: work.operations, draft: work.draft, history: remember(input.history ?? emptyHistory, before, about, input.text.slice(0, 200)),
    output: { format: 'mp4', width: work.draft.canvas.width, height: work.draft.canvas.height, compress: false }, changes, assumed: [], reply: composeReply(desk, plan, before, language),
  }
}

// What a step was about, in the words with which people go back to it ("before the music").
const subjects: Partial<Readonly<Record<OperationName, IntentName>>> = {
  'set-music': 'music', 'set-composition': 'music', 'set-ducking': 'music', 'set-volume': 'volume', 'set-muted': 'mute', 'set-speech': 'voice', 'set-subtitles': 'subtitles', 'set-transition': 'transition',
  'set-transition-sounds': 'transition-sounds', 'set-look': 'look', 'set-motion': 'motion', 'set-canvas': 'aspect', 'set-film-duration': 'film-duration', 'set-duration': 'segment-duration', 'set-speed': 'speed',
  'cut-ranges': 'remove-ranges', 'keep-ranges': 'keep-ranges', 'remove-segments': 'remove-segments', 'add-text': 'title', 'edit-text': 'edit-text', 'style-text': 'text-style', 'move-segment': 'move', 'reorder-segments': 'order',
}

function withNote(result: TurnResult, { code }: Extract<ModelOutcome, { ok: false }>): TurnResult {
  const language = result.plan.language === 'zh' ? 'zh' : 'en'
  const why = reasons[code] ?? reasons['model-failed']!
  const note = { en: `The language model ${why.en}, so the built-in planner read your words.`, zh: `语言模型${why.zh}，这句话改由内置规划器来理解。` }[language]
  return { ...result, assumed: [...result.assumed, note], reply: `${result.reply}\n${note}` }
}

const reasons: Readonly<Record<string, Sentence>> = {
  'model-unreachable': { en: 'cannot be reached', zh: '连接不上' }, 'model-refused': { en: 'refused the request (check its key and name)', zh: '拒绝了请求（请检查密钥和模型名）' },
  'model-busy': { en: 'is asked too often just now', zh: '现在请求太多' }, 'model-slow': { en: 'did not finish in time', zh: '没有按时完成' }, 'model-failed': { en: 'failed', zh: '出错了' },
  'model-answer-wrong': { en: 'gave an answer that cannot be read', zh: '的回答无法读取' }, 'model-did-nothing': { en: 'changed nothing', zh: '没有做任何改动' },
  'model-costly': { en: 'needed more than one turn may cost', zh: '用量超过了一轮的上限' }, 'model-loops': { en: 'did not come to an end', zh: '一直没有结束' }, 'model-calls-wrong': { en: 'asked for edits that are not possible', zh: '要求了做不到的编辑' },
}
