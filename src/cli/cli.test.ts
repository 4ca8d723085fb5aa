import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { CliWorld } from './command.ts'
import { commands } from './commands/index.ts'
import { exitCodes } from './exit-codes.ts'
import { runCommandLine } from './index.ts'
import { describeSeconds, showProgress } from './progress.ts'

/** A world whose parts must not be reached, and a terminal that remembers. */
function world(live = false) {
  const written = { out: '', err: '' }
  const unreachable = (): never => assert.fail('nothing native is needed for this')
  const given: CliWorld = {
    folder: '/', clock: { now: () => 0 }, signal: new AbortController().signal, workshop: unreachable, diagnose: unreachable, drawSamples: unreachable, house: unreachable, environment: {},
    terminal: { out: (text) => { written.out += text }, err: (text) => { written.err += text }, live, columns: 80 },
  }
  return { given, written }
}

async function run(...args: string[]) {
  const { given, written } = world()
  return { code: await runCommandLine(args, given, '9.9.9'), ...written }
}

test('without words, and with help, it teaches by example', async () => {
  const { code, out } = await run()
  assert.equal(code, exitCodes.ok)
  for (const command of commands) assert.match(out, new RegExp(`^  ${command.name} `, 'm'))
  assert.equal((await run('help')).out, out)
  assert.equal((await run('--version')).out, '9.9.9\n')
})

for (const command of commands) {
  test(`kinora help ${command.name} shows examples that begin with it and every option`, async () => {
    const { code, out } = await run('help', command.name)
    assert.equal(code, exitCodes.ok)
    assert.equal((await run(command.name, '--help')).out, out)
    for (const option of command.options) assert.ok(out.includes(`--${option.name}`), option.name)
    assert.ok(command.examples.length > 0)
    for (const [line] of command.examples) assert.ok(line.startsWith(`kinora ${command.name}`), line)
    for (const line of out.split('\n')) assert.ok(line.length <= 130, `too long for a terminal: ${line}`)
  })
}

test('a misspelled command is answered with the nearest one and exit code 2', async () => {
  const { code, err } = await run('rendr', 'x.json')
  assert.equal(code, exitCodes.usage)
  assert.match(err, /There is no command "rendr"[^]*Try: kinora render/)
})

test('with --json a usage error is one object on standard output', async () => {
  const { code, out, err } = await run('make', '--json', '--ouput', 'x')
  assert.equal(code, exitCodes.usage)
  assert.equal(err, '')
  assert.deepEqual(JSON.parse(out), { ok: false, error: { code: 'usage', message: 'There is no option --ouput.', suggestion: '--output' } })
})

test('a command without its file says what is missing', async () => {
  for (const name of ['make', 'render', 'frame', 'sheet', 'check']) {
    const { code, err } = await run(name)
    assert.equal(code, exitCodes.usage, name)
    assert.match(err, /needs|needed/, name)
  }
})

test('on a terminal progress is one line that is redrawn and wiped; in a log it is a few plain lines', () => {
  const states = Array.from({ length: 101 }, (_, step) => ({ stage: 'draw' as const, done: step / 100, secondsLeft: 100 - step, chunks: { total: 10, encoded: Math.floor(step / 10), reused: 0 } }))
  let now = 0
  const clock = { now: () => (now += 250) }
  const terminal = world(true)
  const live = showProgress(terminal.given.terminal, clock)
  states.forEach((state) => live.rendering(state))
  live.end()
  assert.ok(!terminal.written.err.includes('\n'))
  assert.ok(terminal.written.err.endsWith('\r\x1b[2K'))
  const log = world(false)
  const plain = showProgress(log.given.terminal, clock)
  states.forEach((state) => plain.rendering(state))
  const lines = log.written.err.trimEnd().split('\n')
  assert.ok(lines.length >= 5 && lines.length <= 11, `${lines.length} lines`)
  assert.match(lines[1]!, /^ 1\d % drawing and encoding, \d of 10 chunks, 1 min \d+ s left$/)
  assert.ok(!log.written.err.includes('\x1b'))
})

test('seconds are said as people say them', () => {
  assert.deepEqual([0, 7.2, 60, 80, 3600, 7500].map(describeSeconds), ['0 s', '8 s', '1 min', '1 min 20 s', '1 h 0 min', '2 h 5 min'])
})

test('README.md lists every exit code and every command', () => {
  const page = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')
  for (const [name, code] of Object.entries(exitCodes)) assert.match(page, new RegExp(`^\\| ${code} \\|`, 'm'), name)
  for (const command of commands) assert.ok(page.includes(`kinora ${command.name}`), command.name)
})
