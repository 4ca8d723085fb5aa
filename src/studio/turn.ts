// The door for a person's words: a message and the film so far in, the next film and an honest answer out. Pure: the
// command line, the evaluation and the server all come through here and see the same.

import type { Draft, Operation, Sentence } from '../draft/index.ts'
import { emptyDraft } from '../draft/index.ts'
import type { Brief, World } from '../director/index.ts'
import { detectLanguage, filmFacts, slot, understand, withLogo, type Action, type Gap, type Language, type Plan, type Question, type Refusal } from '../understanding/index.ts'
import { scriptInWords } from './script-in-words.ts'
import { rulesOf, underRules, type SkillRules } from './skill-rules.ts'
import { chaptersInWords, tellChapters } from './turn-chapters.ts'
import { ask, createDesk, fail, type Desk } from './turn-desk.ts'
import { performTurn } from './turn-perform.ts'
import { keepPlain } from './turn-plain.ts'
import { composeReply } from './reply.ts'
import { correctionOf } from './turn-corrections.ts'
import { emptyHistory, remember, type History } from './turn-history.ts'
import { travel } from './turn-travel.ts'

export interface TurnInput {
  readonly text: string
  /** The film so far; absent: none. */
  readonly draft?: Draft
  readonly history?: History
  /** Everything that was sent, as facts, in the person's order; and a script's words. */
  readonly world: Omit<World, 'draft'>
  /** Of the answer; absent: that of the words. */
  readonly language?: Language
  readonly seed?: string
  /** Name of the skill through which the person speaks; its films keep to its rules. */
  readonly skill?: string
  /** Exact wishes from options; they win over words. */
  readonly wishes?: Brief
}

/** How the finished film leaves the house. */
export interface OutputWish {
  readonly format: 'mp4' | 'mov' | 'webm'
  readonly width: number
  readonly height: number
  /** A smaller file was asked for. */
  readonly compress: boolean
}

export interface TurnResult {
  readonly action: Action
  readonly plan: Plan
  readonly question?: Question
  readonly refused: readonly Refusal[]
  readonly notUnderstood: readonly string[]
  readonly operations: readonly Operation[]
  readonly draft: Draft
  readonly history: History
  readonly output: OutputWish
  /** What changed, in the language of the answer, from the receipt. */
  readonly changes: readonly string[]
  /** What was decided without having been said. */
  readonly assumed: readonly string[]
  readonly reply: string
}

export function takeTurn(input: TurnInput): TurnResult {
  const draft = input.draft ?? emptyDraft()
  const history = input.history ?? emptyHistory
  const assets = withLogo(worldAssets(input, draft), input.text)
  const inWords = scriptInWords(input.text, { hasMaterial: assets.length > 0, hasFilm: draft.picture.segments.length > 0 })
  const said = input.world.script === undefined && inWords !== undefined && draft.picture.segments.length === 0 ? inWords.said : input.text
  const script = input.world.script ?? inWords?.script
  const world: World = { ...input.world, assets, ...(script !== undefined && { script }) }
  const factsOf = (film: Draft) => filmFacts(assets, script, film, history.past.at(-1)?.about)
  const { rest, chapters } = chaptersInWords(said)
  const language = input.language ?? detectLanguage(input.text)
  const heard = chapters !== undefined && rest === '' ? bareChapters(draft, language) : understand(rest, factsOf(draft), language)
  const correction = correctionOf(rest, heard, draft, history, factsOf)
  const { plan: wished, ...start } = correction ?? { plan: heard, draft, history }
  const rules = rulesOf(input.skill)
  const { plan, left } = underRules(wished, rules)
  const desk = createDesk(start.draft, world, input.seed ?? 'kinora')
  const travelled = plan.intents.some((intent) => ['undo', 'redo', 'restore'].includes(intent.name)) ? travel(desk, plan, history) : undefined
  if (travelled === undefined) perform(desk, plan, rest, rules, input.wishes)
  desk.failed.push(...left)
  tellChapters(desk, plan, start.draft, chapters)
  // A correction replaces the step it corrects, but an undo leads back to what the person saw before it.
  const about = plan.intents.map((intent) => intent.name)
  const words = correction === undefined ? input.text.slice(0, 200) : history.past.at(-1)!.words
  const next = travelled ?? (desk.draft === draft ? history : remember(history, draft, about, words))
  return result(desk, plan, draft, next, correction !== undefined && start.draft !== draft)
}

// A message of nothing but the names of chapters.
function bareChapters(draft: Draft, language: Plan['language'] = 'en'): Plan {
  const made = draft.picture.segments.length > 0
  return { action: made ? 'edit' : 'create', language, intents: made ? [] : [{ name: 'create', slots: {} }], gaps: [], refused: [], notUnderstood: [] }
}

function perform(desk: Desk, plan: Plan, text: string, rules: SkillRules | undefined, wishes: Brief | undefined): void {
  const pictures = desk.world.assets.some((asset) => asset.kind !== 'sound') || desk.draft.picture.segments.length > 0
  if (rules?.plain === true && plan.action === 'create' && !pictures) return ask(desk, { en: 'Which images? Please send them; nothing is drawn or generated here.', zh: '请先把图片发给我；这里不绘制也不生成任何画面。' }, [{ en: 'I will send them', zh: '我来发' }], { en: 'waiting for images', zh: '等图片' })
  performTurn(desk, plan, wishes)
  if (plan.action === 'create' && desk.world.script === undefined && /\b(?:my|this|the|our) script\b/i.test(text)) fail(desk, 'There are no words of a script yet; send them as a text file or behind "script:", and they are seen on the pictures.', '还没有收到文案；请发文本文件，或写在“文案：”后面。')
  if (rules?.plain === true) keepPlain(desk)
}

// Assets of the draft come first in the order they have there; what was sent since follows.
function worldAssets(input: TurnInput, draft: Draft): World['assets'] {
  const known = new Set(input.world.assets.map((asset) => asset.id))
  return [...Object.values(draft.assets).filter((asset) => !known.has(asset.id)), ...input.world.assets]
}

function result(desk: Desk, plan: Plan, before: Draft, history: History, instead = false): TurnResult {
  const language = plan.language === 'zh' ? 'zh' : 'en'
  if (instead) desk.done.unshift({ en: 'The last change is taken back and done like this instead.', zh: '上一步已撤回，改成这样。' })
  const words = (sentences: readonly Sentence[]) => sentences.map((sentence) => sentence[language])
  const format = plan.intents.find((intent) => intent.name === 'format')
  const question: Question | undefined = desk.question && { text: desk.question.text[language], options: words(desk.question.options), default: desk.question.default[language] }
  return {
    action: plan.action, plan, ...(question && { question }), refused: plan.refused, notUnderstood: plan.notUnderstood, operations: desk.operations, draft: desk.draft, history,
    output: {
      format: (format && slot<OutputWish['format']>(format, 'format')) ?? 'mp4', width: desk.draft.canvas.width, height: desk.draft.canvas.height,
      compress: plan.intents.some((intent) => intent.name === 'export' && slot(intent, 'compress') === true),
    },
    changes: words(desk.done), assumed: words(desk.assumed), reply: composeReply(desk, plan, before, language),
  }
}

export type { Gap }
