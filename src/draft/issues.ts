// From what zod found to faults for people: exact place, what was there, what is allowed, and the nearest thing that works.

import { z } from 'zod'
import { failure, success, type Fault, type Outcome } from '../base/index.ts'
import { nearestName } from './nearest.ts'
import { pointer } from './pointer.ts'
import { discriminatorsAt, knownKeysAt } from './schema/walk.ts'

type Issue = z.core.$ZodIssue

/** No reader wants more faults than this at once; a document that is wrong everywhere has one cause. */
const mostFaults = 50

/** Checks plain data against a schema. `at` is the pointer that the paths of faults begin with. */
export function readWith<Schema extends z.ZodType>(schema: Schema, input: unknown, at = ''): Outcome<z.infer<Schema>> {
  const result = schema.safeParse(input, { reportInput: true })
  if (result.success) return success(result.data)
  return failure(...result.error.issues.flatMap((issue) => faultsOf(issue, { schema, input, at })).slice(0, mostFaults))
}

/** What was checked against what, and the pointer to where it stands. */
interface Reading {
  readonly schema: z.ZodType
  readonly input: unknown
  readonly at: string
}

function faultsOf(issue: Issue, reading: Reading): Fault[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(issue, key, reading))
  if (issue.code === 'invalid_union' && issue.errors.length > 0) return unionFaults(issue, reading)
  const path = pathOf(issue, reading)
  const { message, ...fault } = issue.code === 'invalid_union'
    ? oneOf(discriminatorsAt(reading.schema, issue.path.slice(0, -1), reading.input), valueAt(reading.input, issue.path))
    : explain(issue, valueAt(reading.input, issue.path))
  return [{ ...fault, path, message: `${place(path)} ${message}` }]
}

function pathOf(issue: Issue, { at }: Reading): string {
  return at + pointer(...(issue.path as (string | number)[]))
}

function place(path: string): string {
  return path === '' ? 'The whole' : path
}

function unknownKey(issue: Issue & { code: 'unrecognized_keys' }, key: string, reading: Reading): Fault {
  const holder = pathOf(issue, reading)
  const meant = nearestName(key, knownKeysAt(reading.schema, issue.path, reading.input))
  return {
    code: 'key-unknown', path: holder + pointer(key),
    message: `${holder + pointer(key)} is not a key that exists here.${meant === undefined ? '' : ` Did you mean "${meant}"?`}`,
    ...(meant === undefined ? {} : { suggestion: meant }),
  }
}

// Of several alternatives the one that came furthest tells most.
function unionFaults(issue: Issue & { code: 'invalid_union' }, reading: Reading): Fault[] {
  const inner = valueAt(reading.input, issue.path)
  const path = pathOf(issue, reading)
  const branches = issue.errors.map((issues) => ({ issues, depth: Math.max(0, ...issues.map((one) => one.path.length)) }))
  const furthest = branches.reduce((best, branch) => (branch.depth > best.depth ? branch : best))
  if (furthest.depth > 0) {
    return furthest.issues.flatMap((one) => faultsOf(one as Issue, { schema: reading.schema, input: inner, at: path }))
  }
  const wishes = branches.flatMap(({ issues }) => issues.map((one) => explain(one as Issue, inner).message))
  return [{ code: 'value-wrong', path, message: `${place(path)} ${[...new Set(wishes)].join('; or ')}` }]
}

function explain(issue: Issue, found: unknown): Omit<Fault, 'path'> {
  switch (issue.code) {
    case 'invalid_type':
      if (found === undefined) return { code: 'value-missing', message: `is missing; it must be ${kindName(issue.expected)}.` }
      return { code: 'value-wrong-type', message: `is ${show(found)}; it must be ${kindName(issue.expected)}.` }
    case 'invalid_value': return oneOf(issue.values.map(String), found)
    case 'too_small': return bound('at least', issue.minimum, issue.origin, issue.inclusive !== false, found)
    case 'too_big': return bound('at most', issue.maximum, issue.origin, issue.inclusive !== false, found)
    case 'not_multiple_of': return { code: 'value-not-multiple', message: `is ${show(found)}; it must be a multiple of ${issue.divisor}.`, ...nearestMultiple(found, issue.divisor) }
    case 'invalid_format': return { code: 'value-wrong-form', message: `is ${show(found)}; ${formWish(issue)}` }
    case 'invalid_key': return { code: 'value-wrong-form', message: 'is not an id: letters, digits and _ . : - only, starting with a letter or digit, not a plain number.' }
    default: return { code: 'value-wrong', message: `${issue.message}.` }
  }
}

function oneOf(allowed: readonly string[], found: unknown): Omit<Fault, 'path'> {
  const meant = typeof found === 'string' ? nearestName(found, allowed) : undefined
  const wish = allowed.length === 1 ? `it must be ${allowed[0]}` : `it must be one of: ${allowed.join(', ')}`
  const message = found === undefined ? `is missing; ${wish}.` : `is ${show(found)}; ${wish}.`
  return { code: found === undefined ? 'value-missing' : 'value-unknown', message: meant === undefined ? message : `${message} Did you mean "${meant}"?`, ...(meant === undefined ? {} : { suggestion: meant }) }
}

function bound(words: 'at least' | 'at most', limit: number | bigint, origin: string, inclusive: boolean, found: unknown): Omit<Fault, 'path'> {
  const code = words === 'at least' ? 'value-too-small' : 'value-too-big'
  const edge = inclusive ? `${words} ${limit}` : words === 'at least' ? `more than ${limit}` : `less than ${limit}`
  if (origin === 'string') return { code, message: `has ${typeof found === 'string' ? found.length : 'too few or too many'} characters; it must have ${edge}.` }
  if (origin === 'array' || origin === 'set' || origin === 'map') return { code, message: `holds ${Array.isArray(found) ? found.length : 'too few or too many'} items; it must hold ${edge}.` }
  return { code, message: `is ${show(found)}; it must be ${edge}.`, ...(inclusive ? { suggestion: String(limit) } : {}) }
}

function nearestMultiple(found: unknown, divisor: number | bigint): { readonly suggestion?: string } {
  return typeof found === 'number' ? { suggestion: String(Math.round(found / Number(divisor)) * Number(divisor)) } : {}
}

function formWish(issue: Issue & { code: 'invalid_format' }): string {
  const form = String((issue as { pattern?: string }).pattern ?? '')
  if (form.includes('#[0-9a-f]')) return 'it must be a colour such as #1a2b3c.'
  if (form.includes('{64}')) return 'it must be 64 hex digits, lower case.'
  if (form.includes('A-Za-z]{2,3}')) return 'it must be a language tag such as en or zh.'
  return 'it must be an id: letters, digits and _ . : - only, starting with a letter or digit, not a plain number.'
}

function kindName(expected: string): string {
  const names: Readonly<Record<string, string>> = {
    int: 'a whole number', number: 'a number', string: 'a text', boolean: 'true or false', object: 'an object', array: 'a list', tuple: 'a list', record: 'an object', null: 'null',
  }
  return names[expected] ?? expected
}

/** A value as it may stand in a message: short, and on one line. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value)
  return String(value)
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, step) => (typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined), input)
}
