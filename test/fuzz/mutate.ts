// Bends an input with seeded dice: flipped bits, lying numbers, cuts, copies, splices with another input, words that the
// parser looks for. The same dice bend the same way on every machine.

import type { Dice } from '../../src/base/index.ts'
import { bendJson } from './mutate-json.ts'
import type { Form } from './target.ts'

/** Nothing is bent to more bytes than this: long inputs are a matter of limits, which have tests of their own. */
const longest = 256 * 1024

export interface Bending {
  readonly form: Form
  readonly words: readonly string[]
  /** Other inputs to splice with. */
  readonly others: readonly Uint8Array[]
  readonly dice: Dice
}

/** One to eight changes; few are likelier, since many at once only hide each other. */
export function bend(input: Uint8Array, { form, words, others, dice }: Bending): Uint8Array {
  const rounds = 1 + Math.floor(8 * dice.next() ** 3)
  let bent = Buffer.from(input)
  for (let round = 0; round < rounds; round++) bent = bendOnce(bent, form, words, others, dice)
  return bent.subarray(0, longest)
}

function bendOnce(input: Buffer, form: Form, words: readonly string[], others: readonly Uint8Array[], dice: Dice): Buffer<ArrayBuffer> {
  if (form === 'request') return bendRequest(input, words, others, dice)
  if (form === 'json' && dice.below(4) > 0) return bendJson(input, words, dice) ?? bendBytes(input, words, others, dice)
  return bendBytes(input, words, others, dice)
}

// A bent request line hides everything behind it, so the body is bent more often than the head.
function bendRequest(input: Buffer, words: readonly string[], others: readonly Uint8Array[], dice: Dice): Buffer<ArrayBuffer> {
  const at = input.indexOf('\n\n')
  if (at < 0 || dice.below(10) === 0) return bendBytes(input, words, others, dice)
  const [head, body] = [input.subarray(0, at + 2), input.subarray(at + 2)]
  if (body.length === 0 || dice.below(3) === 0) return Buffer.concat([bendBytes(head, words, [], dice), body])
  const json = dice.below(4) > 0 ? bendJson(body, words, dice) : undefined
  return Buffer.concat([head, json ?? bendBytes(body, words, others.map((other) => other.subarray(Buffer.from(other).indexOf('\n\n') + 2)), dice)])
}

type Bend = (input: Buffer, dice: Dice, words: readonly string[], others: readonly Uint8Array[]) => Buffer<ArrayBuffer>

/** Sizes and counts that parsers believe too easily. */
const lies = [0, 1, 2, 7, 8, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff]

const bends: readonly Bend[] = [
  function flipBit(input, dice) {
    const bent = Buffer.from(input)
    bent[place(bent, dice)]! ^= 1 << dice.below(8)
    return bent
  },
  function setByte(input, dice) {
    const bent = Buffer.from(input)
    bent[place(bent, dice)] = dice.pick([0, 0xff, 0x7f, 0x80, 0x0a, 0x0d, 0x22, 0x2f, dice.below(256)])
    return bent
  },
  // Lengths stand in front, in two or four bytes, either end first.
  function lie(input, dice) {
    const bent = Buffer.from(input)
    if (bent.length < 4) return bent
    const at = Math.min(bent.length - 4, place(bent, dice))
    const value = dice.pick(lies)
    const write = dice.pick(['writeUInt32BE', 'writeUInt32LE', 'writeUInt16BE', 'writeUInt16LE'] as const)
    bent[write](write.includes('16') ? value & 0xffff : value, at)
    return bent
  },
  function nudge(input, dice) {
    const bent = Buffer.from(input)
    const at = place(bent, dice)
    bent[at] = (bent[at]! + dice.pick([1, -1, 2, -2, 16, -16])) & 0xff
    return bent
  },
  function cut(input, dice) {
    return Buffer.from(input.subarray(0, place(input, dice)))
  },
  function remove(input, dice) {
    const [from, to] = stretch(input, dice)
    return Buffer.concat([input.subarray(0, from), input.subarray(to)])
  },
  function repeat(input, dice) {
    const [from, to] = stretch(input, dice)
    const times = dice.pick([1, 1, 2, 8, 64])
    return Buffer.concat([input.subarray(0, to), ...Array.from({ length: times }, () => input.subarray(from, to)), input.subarray(to)])
  },
  function move(input, dice) {
    const [from, to] = stretch(input, dice)
    const at = place(input, dice)
    const piece = input.subarray(from, to)
    return Buffer.concat([input.subarray(0, at), piece, input.subarray(at)])
  },
  function zero(input, dice) {
    const bent = Buffer.from(input)
    const [from, to] = stretch(bent, dice)
    return bent.fill(dice.pick([0, 0xff, 0x20]), from, to)
  },
  function word(input, dice, words) {
    const at = place(input, dice)
    const piece = Buffer.from(words.length > 0 ? dice.pick(words) : '\0', 'latin1')
    const over = dice.below(2) === 0 ? piece.length : 0
    return Buffer.concat([input.subarray(0, at), piece, input.subarray(Math.min(input.length, at + over))])
  },
  function splice(input, dice, _words, others) {
    if (others.length === 0) return Buffer.from(input)
    const other = Buffer.from(dice.pick(others))
    return Buffer.concat([input.subarray(0, place(input, dice)), other.subarray(place(other, dice))])
  },
  // ASCII numbers in texts: larger, smaller, absurd.
  function number(input, dice) {
    const text = input.toString('latin1')
    const numbers = [...text.matchAll(/\d+/g)]
    if (numbers.length === 0) return Buffer.from(input)
    const { 0: found, index } = dice.pick(numbers)
    return Buffer.from(text.slice(0, index) + dice.pick(['0', '-1', '1e309', '99999999999999999999', '4294967296', '0.5', '00', `${found}${found}`]) + text.slice(index + found.length), 'latin1')
  },
]

export function bendBytes(input: Buffer, words: readonly string[], others: readonly Uint8Array[], dice: Dice): Buffer<ArrayBuffer> {
  return dice.pick(bends)(input, dice, words, others)
}

// Headers decide more than what follows them: every other change falls into the first bytes.
function place(input: Uint8Array, dice: Dice): number {
  if (input.length === 0) return 0
  return dice.below(dice.below(2) === 0 ? Math.min(input.length, 200) : input.length)
}

function stretch(input: Uint8Array, dice: Dice): readonly [number, number] {
  const from = place(input, dice)
  return [from, Math.min(input.length, from + 1 + Math.floor(input.length * dice.next() ** 4))]
}
