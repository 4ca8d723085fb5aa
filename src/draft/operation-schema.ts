// Operations as documents: the JSON Schema of each, made from the very schema that checks it, and a short signature for
// places where every word is paid for (a model's tools) or read on a terminal. Everything is made when asked for, so that
// whoever changes the catalogue changes every document.

import { z } from 'zod'
import { operationCatalogue } from './catalogue.ts'
import type { OperationName } from './operation.ts'

type Schema = Readonly<Record<string, any>>

/** Works, but is not taught: raw changes skip the sentences, and material is added where an operation first names it. */
const untaught: ReadonlySet<string> = new Set<OperationName>(['apply-changes', 'add-asset'])

/** The operations that documents list, in the order of the catalogue. */
export function taughtOperations(): readonly OperationName[] {
  return (Object.keys(operationCatalogue) as OperationName[]).filter((name) => !untaught.has(name))
}

/** JSON Schema (draft 2020-12) of an operation's arguments. */
export function operationJsonSchema(name: string): Schema {
  return plain(z.toJSONSchema(operationCatalogue[name as OperationName].schema, { io: 'input', unrepresentable: 'any' }))
}

/** The same with the name among its properties and without what only a checker needs: for models and API descriptions. */
export function operationTeachingSchema(name: string): Schema {
  const { title, description, schema } = operationCatalogue[name as OperationName]
  const { properties, required = [], ...rest } = plain(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', override: ({ jsonSchema }) => shorten(jsonSchema as Record<string, any>) }))
  return { description: `${title}. ${description}`, ...rest, properties: { name: { const: name }, ...properties }, required: ['name', ...required] }
}

function plain({ $schema: _dialect, ...body }: Record<string, any>): Record<string, any> {
  return body
}

function shorten(schema: Record<string, any>): void {
  delete schema['pattern']
  if (schema['minimum'] === Number.MIN_SAFE_INTEGER) delete schema['minimum']
  if (schema['maximum'] === Number.MAX_SAFE_INTEGER) delete schema['maximum']
  const words = (schema['anyOf'] as readonly Schema[] | undefined)?.map((one) => one['const'] as unknown)
  if (words === undefined || words.some((word) => word === undefined)) return
  delete schema['anyOf']
  schema['enum'] = words
}

/** `set-speed {targets: id[] | "all", speed: 0.1..16}`: an operation on one line; what has `?` may be left out, `{…}` has more inside, `ms` is whole milliseconds. */
export function operationSignature(name: string): string {
  const { properties, required = [] } = operationTeachingSchema(name)
  const { name: _, ...rest } = properties as Record<string, Schema>
  return `${name} {${Object.entries(rest).map(([key, one]) => `${key}${required.includes(key) ? '' : '?'}: ${typeText(key, one, 0)}`).join(', ')}}`
}

/** Texts under these keys are ids of segments or material. */
const idKeys: ReadonlySet<string> = new Set(['target', 'targets', 'asset', 'order', 'anchor'])
/** Bound of every time; a number up to it is one. */
const longestTime = 86_400_000

/** Objects of so many fields are written out; larger ones are looked up. */
const fewFields = 5

function typeText(key: string, schema: Schema, depth: number): string {
  if (schema['const'] !== undefined) return JSON.stringify(schema['const'])
  const words = schema['enum'] as readonly unknown[] | undefined
  if (words !== undefined) return words.map((word) => JSON.stringify(word)).join(' | ')
  const choices = (schema['anyOf'] ?? schema['oneOf']) as readonly Schema[] | undefined
  if (choices !== undefined) return choices.map((one) => typeText(key, one, depth)).join(' | ')
  switch (schema['type']) {
    case 'array': return arrayText(typeText(key, (schema['items'] ?? {}) as Schema, depth + 1))
    case 'object': return objectText(schema, depth)
    case 'number': case 'integer': return rangeText(schema)
    case 'string': return idKeys.has(key) ? 'id' : 'text'
    case 'boolean': case 'null': return String(schema['type'])
    default: return 'any'
  }
}

function arrayText(item: string): string {
  return item.includes(' | ') ? `(${item})[]` : `${item}[]`
}

function objectText({ properties = {}, required = [] }: Schema, depth: number): string {
  const fields = Object.entries(properties as Record<string, Schema>)
  if (fields.length === 0 || fields.length > fewFields || depth > 1) return '{…}'
  return `{${fields.map(([key, one]) => `${key}${required.includes(key) ? '' : '?'}: ${typeText(key, one, depth + 1)}`).join(', ')}}`
}

function rangeText({ type, minimum, maximum }: Schema): string {
  const kind = type === 'integer' ? 'int' : 'number'
  if (minimum === undefined && maximum === undefined) return kind
  if (maximum === longestTime) return 'ms'
  return `${minimum ?? ''}..${maximum ?? ''}`
}
