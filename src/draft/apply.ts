// The front door of change: operations in, a new draft and a receipt out, or faults and the old draft. All or nothing.

import { failure, success, type Fault, type Outcome } from '../base/index.ts'
import { deepEqual, differences, invert } from './change.ts'
import { consequences } from './consequences.ts'
import type { Draft } from './document.ts'
import { readWith } from './issues.ts'
import { filmDuration } from './layout.ts'
import { limits } from './limits.ts'
import { nearestName } from './nearest.ts'
import type { OperationRule } from './ops/define.ts'
import { operationTable } from './ops/table.ts'
import { settleEffects } from './ops/transition-sounds.ts'
import type { Edit, Operation, OperationName, Receipt, Sentence } from './operation.ts'
import { plainData } from './plain.ts'
import { settleBehindEnd } from './place.ts'
import { pointer } from './pointer.ts'

/**
 * Applies operations in order. Input is checked like a stranger's: unknown names, keys, ids and impossible wishes come
 * back as faults whose paths begin with `/operations/<position>`. Operations that change nothing leave no trace.
 */
export function applyOperations(draft: Draft, operations: readonly unknown[]): Edit {
  const run = runAll(draft, operations)
  return run.ok ? { ok: true, ...run.value } : { ok: false, draft, faults: run.faults }
}

/** One operation that changed something, and what it said. */
interface Step {
  readonly operation: Operation
  readonly sentence: Sentence
  /** Whether it made the film shorter (bringing back an older state does not count). */
  readonly shortens: boolean
}

function runAll(draft: Draft, operations: readonly unknown[]): Outcome<{ readonly draft: Draft; readonly receipt: Receipt }> {
  if (operations.length > limits.operations) {
    return failure({ code: 'too-many-operations', path: '/operations', message: `${operations.length} operations are more than the ${limits.operations} that one edit may hold. Send them in several edits.` })
  }
  let current = draft
  const steps: Step[] = []
  for (const [index, input] of operations.entries()) {
    const done = runOne(current, input, pointer('operations', index))
    if (!done.ok) return done
    if (done.value.step !== undefined) steps.push(done.value.step)
    current = done.value.draft
  }
  return success(finished(draft, settled(draft, current, steps), steps))
}

function runOne(draft: Draft, input: unknown, at: string): Outcome<{ readonly draft: Draft; readonly step?: Step }> {
  const read = readOperation(input, at)
  if (!read.ok) return read
  const operation = read.value
  const { name, ...given } = operation
  const rule = operationTable[name] as unknown as OperationRule
  const applied = rule.apply(draft, given)
  if (!applied.ok) return failure(...applied.faults.map((fault) => ({ ...fault, path: at + (fault.path ?? '') })))
  const after = applied.value
  if (after === draft || (deepEqual(draft, after) && differences(draft, after).length === 0)) return success({ draft })
  const side = saysItAll.has(operation.name) ? undefined : consequences(draft, after, namedIn(operation))
  const step: Step = {
    operation, sentence: joinedSentence(rule.describe(draft, after, given), side),
    shortens: operation.name !== 'apply-changes' && filmDuration(after) < filmDuration(draft),
  }
  return success({ draft: after, step })
}

// Their own sentences name what goes; a second mention would be an echo.
const saysItAll: ReadonlySet<OperationName> = new Set(['apply-changes', 'set-transition-sounds', 'set-music'])

/** An operation as plain, checked data. */
export function readOperation(input: unknown, at = ''): Outcome<Operation> {
  const plain = plainData(input, at)
  if (!plain.ok) return plain
  if (typeof plain.value !== 'object' || plain.value === null || Array.isArray(plain.value)) {
    return failure({ code: 'operation-wrong-type', path: at, message: `${at || 'The whole'} is not an operation. An operation is an object with a "name" and its arguments.` })
  }
  const { name, ...given } = plain.value as Record<string, unknown>
  if (typeof name !== 'string' || !Object.hasOwn(operationTable, name)) return failure(unknownOperation(name, at))
  const read = readWith(operationTable[name as OperationName].schema, given, at)
  return read.ok ? success({ name, ...read.value } as Operation) : read
}

function unknownOperation(name: unknown, at: string): Fault {
  const meant = typeof name === 'string' ? nearestName(name, Object.keys(operationTable)) : undefined
  return {
    code: 'operation-unknown', path: at + pointer('name'), ...(meant === undefined ? {} : { suggestion: meant }),
    message: name === undefined ? `${at} has no "name" of an operation.`
      : `There is no operation ${JSON.stringify(name)}.${meant === undefined ? ` Known: ${Object.keys(operationTable).join(', ')}.` : ` Did you mean "${meant}"?`}`,
  }
}

// What was asked for by id needs no second mention.
function namedIn(operation: Operation): ReadonlySet<string> {
  if ('targets' in operation) return new Set(operation.targets === 'all' ? [] : operation.targets)
  return new Set('target' in operation ? [operation.target] : [])
}

// Only when the whole edit is over is it known where the film ends: pictures removed first may be replaced right after.
function settled(before: Draft, after: Draft, steps: Step[]): Draft {
  const last = steps.findLastIndex((step) => step.shortens)
  if (last < 0 || filmDuration(after) >= filmDuration(before)) return settledCuts(before, after, steps)
  const result = settleBehindEnd(settledCuts(before, after, steps))
  steps[last] = { ...steps[last]!, sentence: joinedSentence(steps[last]!.sentence, consequences(after, result)) }
  return result
}

function settledCuts(before: Draft, after: Draft, steps: Step[]): Draft {
  const last = steps.findLastIndex((step) => step.operation.name !== 'apply-changes')
  const result = last < 0 ? after : settleEffects(before, after)
  if (result !== after) steps[last] = { ...steps[last]!, sentence: joinedSentence(steps[last]!.sentence, consequences(after, result)) }
  return result
}

function finished(before: Draft, after: Draft, steps: readonly Step[]): { readonly draft: Draft; readonly receipt: Receipt } {
  const changes = differences(before, after)
  if (changes.length === 0) return { draft: before, receipt: { operations: [], changes: [], sentences: [], inverse: [] } }
  return {
    draft: after,
    receipt: {
      operations: steps.map((step) => step.operation), changes, sentences: steps.map((step) => step.sentence),
      inverse: [{ name: 'apply-changes', changes: invert(changes) }],
    },
  }
}

function joinedSentence(main: Sentence, side: Sentence | undefined): Sentence {
  const whole = side === undefined ? main : { en: `${main.en} ${side.en}`, zh: main.zh + side.zh }
  // "all 5 pictures" may stand at the beginning; a bracket needs no space before Chinese.
  return { en: whole.en.replace(/^all /, 'All '), zh: whole.zh.replaceAll('段） ', '段）') }
}
