// A voice model small enough to write by hand: an ONNX graph that beeps for a tenth of a second per token, with the
// metadata of a VITS voice. It lets the real library load, speak and fail without anybody's weights.

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes the model's folder: model.onnx, tokens.txt, lexicon.txt. It knows the words "hello" and "world". */
export function writeBeepingModel(folder: string): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'model.onnx'), beepingModel())
  writeFileSync(join(folder, 'tokens.txt'), [' ', 'a', 'b', 'c', ',', '.'].map((token, id) => `${token} ${id}\n`).join(''))
  writeFileSync(join(folder, 'lexicon.txt'), 'hello a b\nworld b c a\n')
}

/** 16 kHz, 1600 samples a token, 220 Hz. */
function beepingModel(): Buffer {
  const graph = message(
    node('Gather', ['x_length', 'first'], 'length', number('axis', 0)), node('Squeeze', ['length', 'first'], 'tokens'), node('Mul', ['tokens', 'hop'], 'samples'),
    node('Range', ['zero', 'samples', 'one'], 'steps'), node('Cast', ['steps'], 'time', number('to', 1)), node('Mul', ['time', 'turn'], 'phase'), node('Sin', ['phase'], 'wave'),
    node('Mul', ['wave', 'level'], 'soft'), node('Unsqueeze', ['soft', 'both'], 'y'), field(2, 'beeps'),
    tensor('first', 7, [1], longs(0)), tensor('hop', 7, [], longs(1600)), tensor('zero', 7, [], longs(0)), tensor('one', 7, [], longs(1)), tensor('both', 7, [2], longs(0, 1)),
    tensor('turn', 1, [], single((2 * Math.PI * 220) / 16_000)), tensor('level', 1, [], single(0.3)),
    value(11, 'x', 7, [1, 'N']), value(11, 'x_length', 7, [1]), value(11, 'noise_scale', 1, [1]), value(11, 'length_scale', 1, [1]), value(11, 'noise_scale_w', 1, [1]), value(12, 'y', 1, [1, 1, 'T']),
  )
  const facts = { sample_rate: '16000', n_speakers: '1', language: 'English', comment: 'other', add_blank: '1', punctuation: ', .' }
  return message(field(1, 8), field(2, 'kinora'), field(7, graph), field(8, message(field(1, ''), field(2, 13))), ...Object.entries(facts).map(([name, said]) => field(14, message(field(1, name), field(2, said)))))
}

// ---------------------------------------------------------------------------------------------------- protocol buffers

function varint(value: number): Buffer {
  const bytes: number[] = []
  let rest = value
  do {
    const low = rest % 128
    rest = Math.floor(rest / 128)
    bytes.push(rest > 0 ? low + 128 : low)
  } while (rest > 0)
  return Buffer.from(bytes)
}

function field(id: number, content: number | string | Buffer): Buffer {
  if (typeof content === 'number') return Buffer.concat([varint(id * 8), varint(content)])
  const bytes = Buffer.from(content)
  return Buffer.concat([varint(id * 8 + 2), varint(bytes.length), bytes])
}

function message(...fields: readonly Buffer[]): Buffer {
  return Buffer.concat(fields)
}

// ---------------------------------------------------------------------------------------------------- ONNX

function node(operator: string, inputs: readonly string[], output: string, ...attributes: readonly Buffer[]): Buffer {
  return field(1, message(...inputs.map((name) => field(1, name)), field(2, output), field(3, `make ${output}`), field(4, operator), ...attributes))
}

function number(name: string, content: number): Buffer {
  return field(5, message(field(1, name), field(3, content), field(20, 2)))
}

function tensor(name: string, type: number, shape: readonly number[], bytes: Buffer): Buffer {
  return field(5, message(...shape.map((size) => field(1, size)), field(2, type), field(8, name), field(9, bytes)))
}

function value(id: number, name: string, type: number, shape: readonly (number | string)[]): Buffer {
  const sizes = shape.map((size) => field(1, message(typeof size === 'string' ? field(2, size) : field(1, size))))
  return field(id, message(field(1, name), field(2, message(field(1, message(field(1, type), field(2, message(...sizes))))))))
}

function longs(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 8)
  values.forEach((one, index) => bytes.writeBigInt64LE(BigInt(one), index * 8))
  return bytes
}

function single(one: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeFloatLE(one)
  return bytes
}
