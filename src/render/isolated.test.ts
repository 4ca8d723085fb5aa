import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { inFolder, photoFilm, withoutPhotos } from './fixture.ts'
import { createHand } from './hand.ts'
import { startThread } from './isolated.ts'
import { createPieces } from './pieces-port.ts'
import { createRenderer } from './renderer.ts'
import { createControl, framesDrawn, stopFlag } from './thread.ts'
import type { HostileAnswer, HostileTask } from './hostile-worker.fixture.ts'

// A thread that does the worst that a file can make a decoder do (hostile-worker.fixture.ts), in a process of its own.
function hostileHand(memoryLimit = 1e9, patience = 60_000, keys: readonly string[] = []) {
  const control = createControl()
  const shared = new Int32Array(control)
  const hand = createHand<HostileTask, HostileAnswer>({
    start: () => startThread({ module: 'hostile-worker.fixture.js', data: { control }, isolated: true, memoryLimit, keys }),
    nameOf: () => 'Frames 0 to 59',
    watch: { progress: () => Atomics.load(shared, framesDrawn), patience },
  })
  return { hand, shared }
}

test('an isolated thread that crashes its process costs its own task only', async () => {
  const { hand } = hostileHand()
  const { process: first } = await hand.ask({ kind: 'live' })
  assert.notEqual(first, process.pid)
  await assert.rejects(hand.ask({ kind: 'crash' }), { code: 'drawing-thread-died', message: /ended by SIG/ })
  assert.notEqual((await hand.ask({ kind: 'live' })).process, first)
  await hand.close()
})

test('an isolated thread that takes too much memory is ended and told of', async () => {
  const { hand } = hostileHand(400e6)
  await assert.rejects(hand.ask({ kind: 'eat' }), { code: 'drawing-thread-died', message: /it took \d+ MB of memory/ })
  await hand.close()
})

test('an isolated thread that never comes back is ended with its process', { skip: existsSync('/proc/self') ? false : 'skipped: no /proc' }, async () => {
  const { hand, shared } = hostileHand(1e9, 60_000)
  const { process: first } = await hand.ask({ kind: 'live' })
  const hanging = hand.ask({ kind: 'hang' })
  await Promise.all([assert.rejects(hanging, { code: 'render-cancelled' }), hand.close()])
  assert.equal(existsSync(`/proc/${first}`), false)
  assert.equal(Atomics.load(shared, framesDrawn), 0)
})

test('when a process is killed its isolated threads go with it, also those that hang', { skip: existsSync('/proc/self') ? false : 'skipped: no /proc' }, async () => {
  const script = `import { startThread } from ${JSON.stringify(new URL('./isolated.js', import.meta.url).href)}
    const thread = startThread({ module: 'hostile-worker.fixture.js', data: { control: new SharedArrayBuffer(12) }, isolated: true, standBack: 5 })
    thread.on('message', ({ process }) => { console.log(process); thread.postMessage({ kind: 'hang' }) })
    thread.postMessage({ kind: 'live' })`
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(parent.stdout, 'data') as [Buffer]
  const child = Number(line.toString())
  assert.equal(getPriority(child), 5)
  parent.kill('SIGKILL')
  const deadline = performance.now() + 10_000
  while (isRunning(child) && performance.now() < deadline) await new Promise((resolve) => setImmediate(resolve))
  assert.equal(isRunning(child), false)
})

// One that nobody has waited for yet is gone, too.
function isRunning(process: number): boolean {
  const state = existsSync(`/proc/${process}/stat`) ? readFileSync(`/proc/${process}/stat`, 'latin1') : ''
  return state !== '' && !/\) [ZX]/.test(state)
}

test('a stop reaches an isolated thread, and its frames are counted here', async () => {
  const { hand, shared } = hostileHand()
  const counting = hand.ask({ kind: 'count' })
  while (Atomics.load(shared, framesDrawn) === 0) await new Promise((resolve) => setImmediate(resolve))
  Atomics.store(shared, stopFlag, 1)
  const { frames } = await counting
  assert.equal(Atomics.load(shared, framesDrawn), frames)
  await hand.close()
})

test('an isolated thread knows no secrets of the process', async () => {
  process.env['KINORA_TEST_SECRET'] = 'hidden'
  const { hand } = hostileHand()
  assert.equal((await hand.ask({ kind: 'live' })).secret, false)
  const { hand: trusted } = hostileHand(1e9, 60_000, ['KINORA_TEST_SECRET'])
  assert.equal((await trusted.ask({ kind: 'live' })).secret, true, 'only the one that needs it')
  await trusted.close()
  delete process.env['KINORA_TEST_SECRET']
  await hand.close()
})

test('chunks are the same bytes from threads and from isolated threads', { skip: withoutPhotos }, () => inFolder(async (folder) => {
  const film = { draft: photoFilm(['kayak.jpg']), format: 'mp4', quality: 'draft' } as const
  const chunks = await Promise.all([true, false].map(async (isolated) => {
    const pieces = createPieces({ cache: join(folder, String(isolated)), workers: 1, isolated })
    const { path } = await pieces.encodeChunk(film, 0)
    await pieces.close()
    return readFileSync(path)
  }))
  assert.ok(chunks[0]!.equals(chunks[1]!))
}))

test('a renderer whose threads are isolated makes the same film, picture and gif', { skip: withoutPhotos }, () => inFolder(async (folder) => {
  const draft = photoFilm(['kayak.jpg'], 600)
  const made = await Promise.all([true, false].map(async (isolated) => {
    const renderer = createRenderer({ cache: join(folder, `cache-${isolated}`), isolated })
    const output = join(folder, `${isolated}.mp4`)
    await renderer.render({ draft, output, workers: 1 })
    await renderer.render({ draft, output: join(folder, `${isolated}.gif`), format: 'gif', workers: 1, height: 64 })
    const frame = await renderer.frame(draft, 300)
    const refused = await renderer.check(join(folder, 'none.mp4')).catch((error: { code: string }) => error.code)
    await renderer.close()
    return { film: readFileSync(output), gif: readFileSync(join(folder, `${isolated}.gif`)), frame: Buffer.from(frame), refused }
  }))
  assert.deepEqual(made[0], made[1])
  assert.equal(made[0]!.refused, 'file-missing')
}))
