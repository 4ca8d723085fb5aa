// The published description of both forms of a draft, generated from the schemas that check them.

import { z } from 'zod'
import { draftSchema } from './schema/document.ts'
import { wireDraft } from './wire/shape.ts'

export interface DraftJsonSchema {
  readonly $schema: string
  readonly title: string
  readonly description: string
  readonly anyOf: readonly { readonly $ref: string }[]
  readonly $defs: { readonly draft: object; readonly wire: object }
}

/** JSON Schema (draft 2020-12) of a draft in whole names (`#/$defs/draft`) and in short keys (`#/$defs/wire`). */
export function draftJsonSchema(): DraftJsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Kinora draft',
    description: 'A film on paper. Times are whole milliseconds. Ids, references and lengths of sources are checked beyond this schema; see src/draft/SPEC.md.',
    anyOf: [{ $ref: '#/$defs/draft' }, { $ref: '#/$defs/wire' }],
    $defs: { draft: described(draftSchema), wire: described(wireDraft) },
  }
}

function described(schema: z.ZodType): object {
  const { $schema: _dialect, ...body } = z.toJSONSchema(schema, { io: 'input', override: ({ jsonSchema }) => allowForeignKeys(jsonSchema as Record<string, unknown>) }) as Record<string, unknown>
  return body
}

// Drafts, assets, tracks and segments take keys of other programs; they alone have an `extra`.
function allowForeignKeys(schema: Record<string, unknown>): void {
  const properties = schema['properties'] as Record<string, unknown> | undefined
  if (properties !== undefined && Object.hasOwn(properties, 'extra')) delete schema['additionalProperties']
}
