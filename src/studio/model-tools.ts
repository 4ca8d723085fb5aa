// The catalogue as tools for a model: one per operation, with the very schema that checks it. Two are kept back: raw
// changes, which skip the sentences, and adding material, which is done by itself when an operation names it.

import { z } from 'zod'
import { operationCatalogue, type OperationName } from '../draft/index.ts'
import type { ModelTool } from './ports.ts'

const keptBack: readonly OperationName[] = ['apply-changes', 'add-asset']

let tools: readonly ModelTool[] | undefined

/** Every operation a model may call. */
export function operationTools(): readonly ModelTool[] {
  return (tools ??= Object.entries(operationCatalogue).filter(([name]) => !keptBack.includes(name as OperationName)).map(([name, { title, description, schema }]) => ({
    name, description: `${title}. ${description}`, parameters: parametersOf(schema),
  })))
}

/** True for a name that is an operation but not a tool. */
export function isKeptBack(name: string): boolean {
  return (keptBack as readonly string[]).includes(name)
}

// What only a checker needs is left out: the arguments are checked by the schema itself, and every word of a tool is paid
// for with every answer.
function parametersOf(schema: z.ZodObject): Readonly<Record<string, unknown>> {
  const { $schema: _dialect, ...body } = z.toJSONSchema(schema, {
    io: 'input', unrepresentable: 'any',
    override({ jsonSchema }) {
      delete jsonSchema.pattern
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    },
  }) as Record<string, unknown>
  return body
}
