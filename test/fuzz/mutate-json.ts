// Bends a JSON text as a value, so that it stays JSON and reaches what lies behind the JSON parser: a value of the wrong
// kind, a key gone or doubled, a branch grown over another, nesting without end.

import type { Dice } from '../../src/base/index.ts'

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** undefined: this is no JSON. */
export function bendJson(input: Buffer, words: readonly string[], dice: Dice): Buffer<ArrayBuffer> | undefined {
  let value: Json
  try {
    value = JSON.parse(input.toString('utf8')) as Json
  } catch {
    return undefined
  }
  const root = { root: value }
  const spots = spotsOf(root)
  const spot = dice.pick(spots)
  const old = read(spot)
  const next = dice.below(3) === 0 ? bendSame(old, dice) : dice.pick([
    () => strange(words, dice), () => structuredClone(read(dice.pick(spots))), () => nested(dice.pick([3, 70, 1000]), dice.below(2) === 0), () => [old, old], () => ({ [dice.pick(keys)]: old }), () => undefined,
  ])()
  write(spot, next, dice)
  try {
    return Buffer.from(JSON.stringify(root.root) ?? 'null')
  } catch {
    // Nested on nested until our own writer gives up.
    return undefined
  }
}

interface Spot {
  readonly within: Json[] | { [key: string]: Json }
  readonly key: string | number
}

/** Deeper than this nothing is changed any more; what stands there is nesting of ours. */
const deepest = 100

function spotsOf(value: Json, depth = 0): Spot[] {
  if (typeof value !== 'object' || value === null || depth > deepest) return []
  const own: Spot[] = Array.isArray(value) ? value.map((_, key) => ({ within: value, key })) : Object.keys(value).map((key) => ({ within: value, key }))
  return own.flatMap((spot) => [spot, ...spotsOf(read(spot), depth + 1)])
}

function read({ within, key }: Spot): Json {
  return (within as Record<string | number, Json>)[key]!
}

function write({ within, key }: Spot, next: Json | undefined, dice: Dice): void {
  if (Array.isArray(within)) within.splice(Number(key), dice.below(4) === 0 ? 0 : 1, ...(next === undefined ? [] : [next]))
  else if (next === undefined) delete within[key]
  else if (dice.below(8) === 0) Object.defineProperty(within, dice.pick(keys), { value: next, enumerable: true, configurable: true, writable: true })
  else within[key] = next
}

/** A value of the same kind that is only a little off. */
function bendSame(value: Json, dice: Dice): Json {
  if (typeof value === 'number') return dice.pick([value + 1, value - 1, -value, value * 1000, value / 3, 0, Number.MAX_SAFE_INTEGER, 1e300, 1e-300, 2 ** 31, -(2 ** 31)])
  if (typeof value === 'string') return dice.pick([`${value}${value}`, value.slice(1), value.toUpperCase(), `${value}\u0000`, `\ud800${value}`, ` ${value} `, value.repeat(Math.min(500, Math.ceil(2000 / Math.max(1, value.length))))])
  if (typeof value === 'boolean') return !value
  if (Array.isArray(value)) return dice.pick([[...value].reverse(), [...value, ...value], value.slice(1), []])
  return value === null ? 0 : dice.pick([{}, { ...value, ...Object.fromEntries(keys.map((key) => [key, 1])) }])
}

const keys = ['__proto__', 'constructor', 'toString', 'id', 'name', 'kind', 'extra', 'length', '', '0', '\u0000', '/~1']

function strange(words: readonly string[], dice: Dice): Json {
  return dice.pick<Json>([
    null, true, 0, -1, 0.1, 1e21, '', 'x', '__proto__', '-0', 'NaN', '#12', '\u202e\u0000\ud800', '../../etc/passwd', 'file:///etc/passwd', 'x'.repeat(10_000), [], {}, [[]], [null], words.length > 0 ? dice.pick(words) : 'y',
  ])
}

function nested(depth: number, asList: boolean): Json {
  let value: Json = 1
  for (let level = 0; level < depth; level++) value = asList ? [value] : { a: value }
  return value
}
