// The form every operation has. A rule is one small object: what it is called, what it takes, what it does, what it says.
// The compiler holds schema and `Operation` type equal; the table in table.ts holds the list complete.

import { z } from 'zod'
import type { Outcome } from '../../base/index.ts'
import type { Draft } from '../document.ts'
import type { Operation, OperationName, Sentence } from '../operation.ts'
import type { Agreement } from '../schema/types.ts'
import { limits } from '../limits.ts'
import { segmentId, time } from '../schema/values.ts'

export type OperationOf<Name extends OperationName> = Extract<Operation, { readonly name: Name }>

/** What an operation takes, beside its name. */
export type ArgumentsOf<Name extends OperationName> = Omit<OperationOf<Name>, 'name'>

export interface OperationRule<Name extends OperationName = OperationName> {
  readonly name: Name
  /** Two to five words for lists and tools. */
  readonly title: string
  /** What it does, for somebody who chooses between operations. */
  readonly description: string
  /** The arguments without the name, strict. */
  readonly schema: z.ZodObject
  /** The new draft, or why not. Paths of faults begin at the arguments. Returns the same draft when nothing changes. */
  apply(draft: Draft, given: ArgumentsOf<Name>): Outcome<Draft>
  /** What changed. Called only when `after` differs from `before`. */
  describe(before: Draft, after: Draft, given: ArgumentsOf<Name>): Sentence
}

/** Makes a rule; does not compile when the schema and the operation's type differ. */
export function defineOperation<Name extends OperationName, Schema extends z.ZodObject>(
  name: Name,
  schema: Schema & (Agreement<z.infer<Schema>, ArgumentsOf<Name>> extends true ? unknown : Agreement<z.infer<Schema>, ArgumentsOf<Name>>),
  rule: Omit<OperationRule<Name>, 'name' | 'schema'>,
): OperationRule<Name> {
  return { name, schema, ...rule }
}

export const targets = z.union([z.array(segmentId).min(1).max(limits.segments), z.literal('all')])
  .describe('Ids of the segments, or "all" for every segment this applies to.')
export const someTargets = z.array(segmentId).min(1).max(limits.segments)
export const position = z.int().min(0).max(limits.segments)
export const range = z.strictObject({ from: time.describe('Milliseconds.'), to: time.describe('Milliseconds, greater than from.') })
  .refine(({ from, to }) => from < to, { error: 'must have from smaller than to' })
