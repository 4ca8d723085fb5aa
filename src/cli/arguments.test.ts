import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KinoraError } from '../base/index.ts'
import { readArguments, readTime, type Option } from './arguments.ts'

const options: readonly Option[] = [
  { name: 'prompt', short: 'p', value: 'TEXT', meaning: '' }, { name: 'output', short: 'o', value: 'OUT', meaning: '' }, { name: 'duration', value: 'S', meaning: '' },
  { name: 'size', value: 'WxH', meaning: '' }, { name: 'fps', value: 'N', meaning: '' }, { name: 'quality', value: 'Q', meaning: '' }, { name: 'workers', value: 'N', meaning: '' },
  { name: 'json', meaning: '' },
]

for (const [text, milliseconds] of [
  ['30', 30000], ['30s', 30000], ['1.5', 1500], ['0.04', 40], ['1:30', 90000], ['1:02:03.5', 3723500], ['1m30s', 90000], ['2min', 120000], ['1h', 3600000], ['500ms', 500],
  ['', undefined], ['abc', undefined], ['-3', undefined], ['1:', undefined], ['3 apples', undefined], ['NaN', undefined], ['Infinity', undefined],
] as const) {
  test(`the time "${text}" is ${milliseconds ?? 'nothing'}`, () => assert.equal(readTime(text), milliseconds))
}

test('options, short options, values with equals signs and positionals are told apart', () => {
  const given = readArguments(['a.jpg', '-p', 'make it short', '--output=x.mp4', '--json', 'b.jpg', '--', '--odd.jpg'], options)
  assert.deepEqual(given.positionals, ['a.jpg', 'b.jpg', '--odd.jpg'])
  assert.deepEqual([given.text('prompt'), given.text('output'), given.has('json'), given.has('fps')], ['make it short', 'x.mp4', true, false])
})

test('sizes, frame rates and whole numbers are read', () => {
  const given = readArguments(['--size', '1280x720', '--fps', '29.97', '--workers', '2', '--duration', '1:30'], options)
  assert.deepEqual(given.size('size'), { width: 1280, height: 720 })
  assert.deepEqual(given.frameRate('fps'), { numerator: 30000, denominator: 1001 })
  assert.deepEqual([given.whole('workers', 1, 64), given.time('duration')], [2, 90000])
})

/** What the error for a command line says, and what it suggests. */
function complaint(args: readonly string[], read: (given: ReturnType<typeof readArguments>) => unknown = () => undefined): readonly [string, string | undefined] {
  try {
    read(readArguments(args, options))
  } catch (thrown) {
    assert.ok(thrown instanceof KinoraError)
    assert.equal(thrown.code, 'usage')
    return [thrown.message, thrown.suggestion]
  }
  return assert.fail('nothing was wrong with it')
}

test('every complaint names the option, what was wrong, and the nearest thing that works', () => {
  assert.deepEqual(complaint(['--ouput', 'x.mp4']), ['There is no option --ouput.', '--output'])
  assert.deepEqual(complaint(['--frobnicate']), ['There is no option --frobnicate.', 'kinora help shows every option.'])
  assert.deepEqual(complaint(['--output']), ['--output needs a value: --output OUT.', undefined])
  assert.deepEqual(complaint(['--json=yes']), ['--json is a switch and takes no value.', undefined])
  assert.match(complaint(['--duration', 'soon'], (given) => given.time('duration'))[0], /--duration soon: expected a time/)
  assert.match(complaint(['--duration', '0'], (given) => given.time('duration'))[0], /above zero/)
  assert.match(complaint(['--size', '1281x720'], (given) => given.size('size'))[0], /even/)
  assert.match(complaint(['--size', '99999x720'], (given) => given.size('size'))[0], /3840/)
  assert.match(complaint(['--fps', '31'], (given) => given.frameRate('fps'))[0], /24, 25, 30/)
  assert.match(complaint(['--workers', '0'], (given) => given.whole('workers', 1, 64))[0], /from 1 to 64/)
  assert.deepEqual(complaint(['--quality', 'standart'], (given) => given.oneOf('quality', ['draft', 'standard', 'high'])), ['--quality standart: expected one of draft, standard, high.', '--quality standard'])
})
