// Finds the part of a schema that a value was checked against, so that faults can name what would have been allowed.

import type { z } from 'zod'

interface Definition {
  readonly type: string
  readonly shape?: Readonly<Record<string, z.ZodType>>
  readonly innerType?: z.ZodType
  readonly element?: z.ZodType
  readonly items?: readonly z.ZodType[]
  readonly rest?: z.ZodType | null
  readonly valueType?: z.ZodType
  readonly options?: readonly z.ZodType[]
  readonly discriminator?: string
}

function definition(schema: z.ZodType): Definition {
  return schema._zod.def as unknown as Definition
}

/** The keys an object may have at a place; empty when it is not an object there. */
export function knownKeysAt(schema: z.ZodType, path: readonly PropertyKey[], input: unknown): readonly string[] {
  const found = schemaAt(schema, path, input)
  return found === undefined ? [] : Object.keys(definition(found).shape ?? {})
}

/** The values that the deciding key (`kind`, `name`) of a union may have. */
export function discriminatorsAt(schema: z.ZodType, path: readonly PropertyKey[], input: unknown): readonly string[] {
  const union = walk(schema, path, input)?.schema
  const { options, discriminator } = union === undefined ? { options: undefined, discriminator: undefined } : definition(unwrapped(union))
  return (options ?? []).flatMap((option) => [...(option._zod.propValues?.[discriminator ?? ''] ?? [])].map(String))
}

function schemaAt(schema: z.ZodType, path: readonly PropertyKey[], input: unknown): z.ZodType | undefined {
  const end = walk(schema, path, input)
  return end && chosen(end.schema, end.input)
}

function walk(schema: z.ZodType, path: readonly PropertyKey[], input: unknown): { readonly schema: z.ZodType; readonly input: unknown } | undefined {
  const [step, ...rest] = path
  if (step === undefined) return { schema, input }
  const { shape, element, items, rest: others, valueType } = definition(chosen(schema, input))
  const inner = shape?.[String(step)] ?? element ?? items?.[Number(step)] ?? others ?? valueType
  const value = typeof input === 'object' && input !== null ? (input as Record<PropertyKey, unknown>)[step] : undefined
  return inner === undefined ? undefined : walk(inner, rest, value)
}

function unwrapped(schema: z.ZodType): z.ZodType {
  const { innerType } = definition(schema)
  return innerType === undefined ? schema : unwrapped(innerType)
}

// The alternative of a union that the value's deciding key asks for.
function chosen(schema: z.ZodType, input: unknown): z.ZodType {
  const bare = unwrapped(schema)
  const { options, discriminator } = definition(bare)
  if (options === undefined || discriminator === undefined) return bare
  const wished = typeof input === 'object' && input !== null ? (input as Record<string, unknown>)[discriminator] : undefined
  const option = options.find((one) => one._zod.propValues?.[discriminator]?.has(wished as string))
  return option === undefined ? bare : chosen(option, input)
}
