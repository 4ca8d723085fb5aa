// Everything of a server from a shell: a real house in a process of its own, and command lines as a script types them, with
// an empty home folder. What is printed is read back as a program would.

import assert from 'node:assert/strict'
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import { exitCodes, runCommandLine, type CliWorld } from '../../src/cli/index.ts'
import { startHouse, type HouseProcess } from '../house/house-process.ts'
import { paintPictures } from '../journeys/kit.ts'

let folder: string
let house: HouseProcess
let environment: Record<string, string>

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kinora-shell-'))
  house = await startHouse({ data: join(folder, 'data'), environment: { KINORA_LOG_LEVEL: 'error' } })
  environment = { HOME: join(folder, 'home'), NEMO_API_URL: house.url }
})
after(async () => {
  await house.stop()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

async function kinora(args: readonly string[], more: { readonly input?: string; readonly env?: Record<string, string> } = {}): Promise<Ran> {
  const written = { out: '', err: '' }
  const unreachable = (): never => assert.fail('commands of a server need nothing native')
  const world: CliWorld = {
    folder, clock: { now: () => Date.now() }, signal: new AbortController().signal, workshop: unreachable, diagnose: unreachable, drawSamples: unreachable, house: unreachable,
    environment: { ...environment, ...more.env }, ...(more.input !== undefined && { input: Readable.from([Buffer.from(more.input)]) as never }),
    terminal: { out: (text) => { written.out += text }, err: (text) => { written.err += text }, live: false, columns: 80 },
  }
  return { code: await runCommandLine(args, world, '0.0.1'), ...written }
}

/** A command line that must succeed, with --json; gives its one object. */
async function json(...args: string[]): Promise<any> {
  const { code, out, err } = await kinora([...args, '--json'])
  assert.equal(code, exitCodes.ok, `${args.join(' ')}: ${out}${err}`)
  assert.equal(out.trimEnd().split('\n').length, 1, out)
  const value = JSON.parse(out)
  assert.equal(value.ok, true)
  return value
}

/** A command line that must fail, with --json; gives its exit code and the error. */
async function refused(args: readonly string[], env: Record<string, string> = {}): Promise<{ readonly code: number; readonly error: any }> {
  const { code, out } = await kinora([...args, '--json'], { env })
  const value = JSON.parse(out)
  assert.equal(value.ok, false, out)
  assert.ok(value.error.message.length > 10)
  return { code, error: value.error }
}

test('a film from a shell: begun, filled, made, looked at, changed, taken back, exported', async () => {
  const photos = paintPictures(join(folder, 'photos'), 2)
  const sent = await json('upload', 'photos', '--new')
  assert.deepEqual([sent.files.length, sent.files[0].file_type, sent.failed], [photos.length, 'image', []])
  assert.deepEqual((await json('session', 'list')).sessions.map((one: any) => [one.id, one.version]), [[sent.session, 0]])
  assert.match((await kinora(['state'])).out, /Nothing was made yet.*kinora say/)

  const planned = await json('say', 'make a 2 second film of my photos, no music', '--plan')
  assert.deepEqual([planned.version, planned.changed, planned.action], [0, true, 'create'])
  assert.equal((await json('session', 'show')).version, 0)
  const made = await json('say', 'make a 2 second film of my photos, no music', '--key', 'one')
  assert.deepEqual([made.state, made.version, made.session], ['done', 1, sent.session])
  assert.equal(made.reply, planned.reply)
  assert.equal((await json('say', 'make a 2 second film of my photos, no music', '--key', 'one')).turn, made.turn)
  assert.deepEqual((await json('say', '--turn', made.turn)).reply, made.reply)

  const state = await json('state')
  assert.equal(state.duration_s, 2)
  assert.equal(state.draft.picture.segments.length, 2)
  assert.ok(!JSON.stringify(state).includes('/data/'))
  const [first] = state.draft.picture.segments
  assert.match((await kinora(['state'])).out, new RegExp(`^  ${first.id}  photo  "p?.*"  0-\\d+ ms$`, 'm'))

  const title = JSON.stringify({ name: 'set-title', title: 'Lisbon' })
  assert.equal((await json('ops', 'apply', title, '--dry-run')).dry_run, true)
  assert.equal((await json('session', 'show')).version, 1)
  assert.equal((await json('ops', 'apply', title)).version, 2)
  writeFileSync(join(folder, 'edits.json'), JSON.stringify({ operations: [{ name: 'set-title', title: 'Porto' }] }))
  assert.equal((await json('ops', 'apply', 'edits.json')).version, 3)
  assert.equal((await json('session', 'undo')).version, 4)
  assert.equal((await json('state')).draft.title, 'Lisbon')
  assert.equal((await json('session', 'redo')).version, 5)
  assert.equal((await json('session', 'restore', '1')).version, 6)
  assert.deepEqual((await json('session', 'versions', '--limit', '2')).versions.map((one: any) => one.version), [6, 5])
  assert.deepEqual((await json('session', 'messages')).messages.map((one: any) => one.text), ['make a 2 second film of my photos, no music'])

  const look = await json('session', 'sheet', '-o', 'look.jpg', '--count', '2', '--width', '320')
  assert.equal(readFileSync(look.output.path).subarray(0, 2).toString('hex'), 'ffd8')
  assert.equal(readFileSync((await json('session', 'frame', '-o', 'f.png', '--at', '0.5', '--height', '72')).output.path).subarray(1, 4).toString(), 'PNG')
  assert.match((await json('session', 'link')).url, /\/workspace\/claim\?ct=clm_/)
  assert.equal((await json('credits', 'estimate')).enough, true)

  const film = await json('export', '-o', 'trip.mp4', '--resolution', '144p', '--quality', 'draft', '--id', 'mine')
  assert.deepEqual([film.output.duration_s, film.output.bytes, film.render.id], [2, statSync(join(folder, 'trip.mp4')).size, 'mine'])
  assert.equal(readFileSync(join(folder, 'trip.mp4')).subarray(4, 8).toString(), 'ftyp')
  assert.deepEqual((await json('renders', 'list')).renders.map((one: any) => [one.id, one.state]), [['mine', 'completed']])
  assert.deepEqual(await json('token', 'apps'), { ok: true, apps: [] })
  const { render } = await json('export', '--no-wait', '--id', 'slow')
  const over = await refused(['renders', 'wait', 'slow', '--wait', '1ms'])
  assert.deepEqual([over.code, over.error.code, over.error.suggestion], [exitCodes.later, 'still-running', 'kinora renders wait slow'])
  await json('renders', 'cancel', render.id)
  assert.deepEqual((({ code, error }) => [code, error.code])(await refused(['renders', 'wait', 'slow'])), [exitCodes.failed, 'render-failed'])
  await json('renders', 'fetch', 'mine', '-o', 'again.mp4')
  assert.deepEqual(readFileSync(join(folder, 'again.mp4')), readFileSync(join(folder, 'trip.mp4')))
  assert.ok((await json('credits')).consumed > 0)
  assert.ok((await json('credits', 'usage')).items.some((one: any) => one.turn?.text.startsWith('make a 2 second film')))
})

test('what is kept is readable by its owner only, replaced whole, and forgotten when asked', async () => {
  const kept = join(folder, 'home/.config/kinora')
  assert.equal(statSync(kept).mode & 0o777, 0o700)
  for (const file of ['tokens.json', 'sessions.json', 'client-id']) assert.equal(statSync(join(kept, file)).mode & 0o777, 0o600, file)
  // A file that somebody opened to others is closed again by the next write.
  chmodSync(join(kept, 'sessions.json'), 0o644)
  const { id } = await json('session', 'new', 'another', 'film')
  assert.equal(statSync(join(kept, 'sessions.json')).mode & 0o777, 0o600)
  assert.equal((await json('session', 'show')).name, 'another film')
  const { token } = await json('token', 'new', 'reader', '--scopes', 'read')
  assert.deepEqual((await json('token', 'list')).tokens.map((one: any) => one.name).includes('reader'), true)
  const home = { HOME: join(folder, 'other-home') }
  const login = await kinora(['token', 'login', '--json'], { input: `${token}\n`, env: home })
  assert.equal(login.code, 0, login.out)
  assert.ok(!login.out.includes(token))
  assert.equal((await refused(['session', 'new'], home)).code, exitCodes.notAllowed)
  assert.equal((await refused(['session', 'new'], home)).error.code, 'scope-missing')
  await json('session', 'rename', 'the film')
  assert.equal((await json('session', 'delete', id)).deleted, id)
  assert.match((await refused(['state'])).error.message, /Which film\?/)
  assert.equal((await kinora(['token', 'logout'], { env: home })).code, 0)
  assert.deepEqual(JSON.parse(readFileSync(join(folder, 'other-home/.config/kinora/tokens.json'), 'utf8')), {})
})

test('every way to fail has its exit code, and says what to do', async () => {
  await json('session', 'new')
  const cases: readonly (readonly [readonly string[], number, string, Record<string, string>?])[] = [
    [['session', 'list'], exitCodes.unreachable, 'server-unreachable', { NEMO_API_URL: 'http://127.0.0.1:65533' }],
    [['credits'], exitCodes.notAllowed, 'token-invalid', { NEMO_TOKEN: 'nmv_usr_wrong' }],
    [['session', 'show', '1234567890123456789'], exitCodes.unknown, 'session-unknown'],
    [['session', 'restore', '7'], exitCodes.unknown, 'version-unknown'],
    [['renders', 'show', 'none'], exitCodes.unknown, 'render-unknown'],
    [['session', 'undo', '--expected-version', '9'], exitCodes.later, 'version-conflict'],
    [['export'], exitCodes.failed, 'draft-missing'],
    [['session', 'nwe'], exitCodes.usage, 'usage'],
    [['ops', 'show', 'set-titel'], exitCodes.usage, 'usage'],
    [['ops', 'apply', '{"name":"set-speed"'], exitCodes.usage, 'usage'],
    [['upload', 'nothing.jpg'], exitCodes.usage, 'usage'],
    [['say'], exitCodes.usage, 'usage'],
    [['credits'], exitCodes.usage, 'usage', { NEMO_API_URL: 'ftp://example.com' }],
  ]
  for (const [args, code, word, env] of cases) {
    const got = await refused(args, env)
    assert.deepEqual([got.code, got.error.code], [code, word], `${args.join(' ')}: ${JSON.stringify(got)}`)
  }
  writeFileSync(join(folder, 'broken.jpg'), 'no picture')
  assert.deepEqual((({ code, error }) => [code, error.code])(await refused(['upload', 'broken.jpg'])), [exitCodes.nothingUsable, 'file-unsupported'])
  const { err } = await kinora(['session', 'nwe'])
  assert.match(err, /Try: kinora session new/)
  assert.match((await kinora(['state'], { env: { KINORA_SESSION: '1234567890123456789' } })).err, /Try: kinora session list/)
})
