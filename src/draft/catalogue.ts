// The vocabulary as a document: what every operation takes and does, for tools, API descriptions and models.

import { z } from 'zod'
import type { Operation, OperationName } from './operation.ts'
import { operationTable } from './ops/table.ts'

export interface OperationEntry {
  readonly title: string
  readonly description: string
  /** The arguments without the name, as a strict zod object. */
  readonly schema: z.ZodObject
}

/** Every operation by name, in the order of `operation.ts`. */
export const operationCatalogue: Readonly<Record<OperationName, OperationEntry>> = Object.fromEntries(
  Object.values(operationTable).map(({ name, title, description, schema }) => [name, { title, description, schema }]),
) as Record<OperationName, OperationEntry>

/** One schema for any operation, decided by its name. */
export const operationSchema = z.discriminatedUnion('name', Object.values(operationTable).map((rule) => (
  rule.schema.extend({ name: z.literal(rule.name) }).describe(rule.description)
)) as unknown as [z.ZodObject, ...z.ZodObject[]]) as unknown as z.ZodType<Operation>
