// A model at work on a draft: it calls operations, each is checked and applied or refused, until it is done. Bounded in
// answers, calls, refusals, tokens and time. All or nothing: whoever runs into a bound has changed nothing.

import { KinoraError, faultOf, type Fault } from '../base/index.ts'
import { applyOperations, nearestName, type Asset, type Draft, type Operation, type Sentence } from '../draft/index.ts'
import { isKeptBack, operationTools } from './model-tools.ts'
import type { ModelAnswer, ModelCall, ModelDoor, ModelLimits, ModelMessage } from './ports.ts'

export interface ModelWork {
  readonly draft: Draft
  readonly operations: readonly Operation[]
  /** From the receipts, one per change. */
  readonly sentences: readonly Sentence[]
  readonly steps: number
  readonly tokens: number
}

export type ModelOutcome =
  | ({ readonly ok: true } & ModelWork)
  /** Why the planner should take the turn; `code` is one of the port's or of `endings`. */
  | { readonly ok: false; readonly code: string; readonly steps: number; readonly tokens: number }

/** Enough for a film of twenty pictures changed one by one, and no bill that anybody would notice. */
export const usualLimits: ModelLimits = { steps: 12, calls: 200, refusals: 10, tokens: 250_000, time: 60_000 }
// Tokens of one answer: fifty calls.
const longestAnswer = 4000

interface Bench {
  draft: Draft
  readonly operations: Operation[]
  readonly sentences: Sentence[]
  calls: number
  refusals: number
}

/** Lets a model edit a draft. Throws only when `signal` aborts. */
export async function workWithModel({ model, clock, limits: wished }: ModelDoor, opening: readonly ModelMessage[], draft: Draft, material: readonly Asset[], signal?: AbortSignal): Promise<ModelOutcome> {
  const limits = { ...usualLimits, ...wished }
  const bench: Bench = { draft, operations: [], sentences: [], calls: 0, refusals: 0 }
  const messages = [...opening]
  const [end, tools] = [clock.now() + limits.time, operationTools()]
  let [steps, tokens, idle] = [0, 0, 0]
  const ended = (code: string): ModelOutcome => ({ ok: false, code, steps, tokens })
  while (steps < limits.steps) {
    const patience = end - clock.now()
    if (patience <= 0) return ended('model-slow')
    let answer: ModelAnswer
    try {
      answer = await model.answer({ messages, tools, longest: longestAnswer, patience }, signal)
    } catch (thrown) {
      signal?.throwIfAborted()
      return ended(thrown instanceof KinoraError ? faultOf(thrown).code : 'model-failed')
    }
    signal?.throwIfAborted()
    steps++
    tokens += answer.tokens
    // Two answers may come at once; the last one that counts is the one that was paid for.
    if (answer.calls.length === 0) return bench.operations.length === 0 ? ended('model-did-nothing') : { ok: true, draft: bench.draft, operations: bench.operations, sentences: bench.sentences, steps, tokens }
    if (tokens > limits.tokens) return ended('model-costly')
    messages.push({ role: 'assistant', text: answer.text, calls: answer.calls })
    const before = bench.draft
    for (const call of answer.calls) {
      if (++bench.calls > limits.calls) return ended('model-loops')
      messages.push({ role: 'tool', call: call.id, text: JSON.stringify(perform(bench, call, material)) })
    }
    if (bench.refusals > limits.refusals) return ended('model-calls-wrong')
    idle = bench.draft === before ? idle + 1 : 0
    if (idle >= mostIdle) return ended(bench.refusals > 0 ? 'model-calls-wrong' : 'model-loops')
  }
  return ended('model-loops')
}

/** Answers in a row whose calls change nothing: the second correction of a mistake does not come any more. */
const mostIdle = 3

// ------------------------------------------------------------------------------------------------ one call

type CallReport = { readonly ok: true; readonly changed: readonly string[]; readonly newIds?: readonly string[] } | { readonly ok: false; readonly faults: readonly Fault[] }

function perform(bench: Bench, call: ModelCall, material: readonly Asset[]): CallReport {
  const read = operationIn(call)
  const report = 'code' in read ? { ok: false as const, faults: [read] } : applyCall(bench, read, material)
  if (!report.ok) bench.refusals++
  return report
}

function operationIn({ name, arguments: text }: ModelCall): { readonly name: string } | Fault {
  const known = operationTools().map((tool) => tool.name)
  if (isKeptBack(name) || !known.includes(name)) {
    const meant = nearestName(name, known)
    return { code: 'operation-unknown', path: '/name', message: `There is no tool ${JSON.stringify(name.slice(0, 80))}.${meant === undefined ? '' : ` Did you mean "${meant}"?`}` }
  }
  try {
    const given: unknown = text.trim() === '' ? {} : JSON.parse(text)
    if (typeof given === 'object' && given !== null && !Array.isArray(given)) return { ...given, name }
  } catch {
    // Said below: whatever stands there is no object.
  }
  return { code: 'arguments-not-json', path: '/arguments', message: 'The arguments are not one JSON object. Send them again as JSON.' }
}

function applyCall(bench: Bench, operation: { readonly name: string }, material: readonly Asset[]): CallReport {
  const edit = applyOperations(bench.draft, [...materialFor(operation, bench.draft, material), operation])
  if (!edit.ok) return { ok: false, faults: edit.faults.slice(0, 5).map(({ code, message, path, suggestion }) => ({ code, message, ...(path === undefined ? {} : { path: path.replace(/^\/operations\/\d+/, '') }), ...(suggestion === undefined ? {} : { suggestion }) })) }
  const had = idsOf(bench.draft)
  bench.draft = edit.draft
  bench.operations.push(...edit.receipt.operations)
  const said = edit.receipt.sentences.filter((_sentence, index) => edit.receipt.operations[index]!.name !== 'add-asset')
  bench.sentences.push(...said)
  const newIds = [...idsOf(edit.draft)].filter((id) => !had.has(id))
  return { ok: true, changed: said.map((sentence) => sentence.en), ...(newIds.length > 0 ? { newIds } : {}) }
}

// Material that is named for the first time comes along.
function materialFor(operation: object, draft: Draft, material: readonly Asset[]): readonly Operation[] {
  const named = JSON.stringify(operation)
  return material.filter((asset) => draft.assets[asset.id] === undefined && named.includes(JSON.stringify(asset.id))).map((asset) => ({ name: 'add-asset', asset }))
}

function idsOf(draft: Draft): ReadonlySet<string> {
  return new Set([draft.picture, ...draft.texts, ...draft.sounds, ...draft.overlays].flatMap((track) => track.segments.map((segment) => segment.id)))
}
