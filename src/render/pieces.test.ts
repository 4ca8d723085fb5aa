import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { readFile, readdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Worker } from 'node:worker_threads'
import type { Draft } from '../draft/index.ts'
import type { PieceFilm } from '../studio/ports.ts'
import { inFolder, photoFilm, withoutPhotos } from './fixture.ts'
import { createPieces } from './pieces-port.ts'
import { renderFilm } from './render.ts'

const skip = withoutPhotos
const setting = { cache: null }

function titled(draft: Draft): Draft {
  const style = { font: 'sans', size: 0.12, weight: 700, color: '#ffffff', shadow: true, ground: 'auto' } as const
  return { ...draft, texts: [{ id: 'titles', name: 'Titles', segments: [{ kind: 'text', id: 't0', role: 'title', text: 'By the sea', start: 500, duration: 1000, style, place: { area: 'center' }, animation: { enter: 'none', exit: 'none', duration: 0 } }] }] }
}

const film: PieceFilm = { draft: titled(photoFilm(['kayak.jpg', 'daisy.jpg', 'butterfly.jpg'])), format: 'mp4', quality: 'draft' }

// Node tells on this channel of every thread that starts.
async function countingThreads<Value>(run: () => Promise<Value>, onStart: (worker: Worker) => void = () => undefined): Promise<{ value: Value; threads: number }> {
  let threads = 0
  const listener = (message: unknown): void => {
    threads++
    onStart((message as { worker: Worker }).worker)
  }
  subscribe('worker_threads', listener)
  try {
    return { value: await run(), threads }
  } finally {
    unsubscribe('worker_threads', listener)
  }
}

test('a film made in pieces is joined without drawing, to the bytes of a plain render', { skip }, () => inFolder(async (folder) => {
  const cache = join(folder, 'pieces')
  const pieces = createPieces({ cache, workers: 2, isolated: false })
  const chunks = await pieces.chunks(film)
  assert.deepEqual(chunks.map(({ index, frames }) => [index, frames]), [[0, 60], [1, 60], [2, 15]])
  assert.deepEqual(await Promise.all(chunks.map(({ chunk }) => pieces.hasChunk(chunk))), [false, false, false])
  const made = await Promise.all(chunks.map(({ index }) => pieces.encodeChunk(film, index)))
  assert.deepEqual(made.map(({ path }) => path), chunks.map(({ chunk }) => join(cache, chunk)))
  assert.deepEqual(await Promise.all(made.map(async ({ path }) => (await readFile(path)).length)), made.map(({ bytes }) => bytes))
  await pieces.close()
  const { value: joined, threads } = await countingThreads(() => renderFilm({ ...film, output: join(folder, 'joined.mp4'), cache }, setting))
  assert.deepEqual(joined.chunks, { total: 3, encoded: 0, reused: 3 })
  assert.equal(threads, 1, 'the sound has a thread; nobody draws')
  await renderFilm({ ...film, output: join(folder, 'plain.mp4'), cache: null }, setting)
  assert.ok((await readFile(join(folder, 'joined.mp4'))).equals(await readFile(join(folder, 'plain.mp4'))))
}))

for (const format of ['mp4', 'webm'] as const) {
  test(`the sound of a film (${format}) made as a piece is the one that its joining looks for, and moves between folders like a chunk`, { skip }, () => inFolder(async (folder) => {
    const small: PieceFilm = { ...film, draft: photoFilm(['daisy.jpg']), format, height: 180 }
    const [one, two] = [join(folder, 'one'), join(folder, 'two')]
    const maker = createPieces({ cache: one, workers: 1, isolated: false })
    const sound = await maker.encodeSound(small)
    assert.deepEqual([sound.path, (await readFile(sound.path)).length], [join(one, sound.chunk), sound.bytes])
    assert.equal((await countingThreads(() => maker.encodeSound(small))).threads, 0, 'it is found')
    const other = createPieces({ cache: two, workers: 1, isolated: false })
    for (const { index } of await other.chunks(small)) await other.encodeChunk(small, index)
    assert.deepEqual([await other.hasChunk(sound.chunk), await other.adoptChunk(sound.chunk, sound.path), await other.hasChunk(sound.chunk)], [false, true, true])
    await truncate(sound.path, sound.bytes - 1)
    assert.deepEqual([await maker.hasChunk(sound.chunk), await other.adoptChunk('0'.repeat(64), sound.path)], [false, false])
    await Promise.all([maker.close(), other.close()])
    const { threads } = await countingThreads(() => renderFilm({ ...small, output: join(folder, 'joined'), cache: two }, setting))
    assert.equal(threads, 0, 'nobody draws, nobody mixes')
    await renderFilm({ ...small, output: join(folder, 'plain'), cache: null }, setting)
    assert.ok((await readFile(join(folder, 'joined'))).equals(await readFile(join(folder, 'plain'))))
  }))
}

test('making a sound ends soon when nobody wants it any more, and leaves nothing half', { skip }, () => inFolder(async (folder) => {
  const pieces = createPieces({ cache: folder, isolated: false })
  await assert.rejects(pieces.encodeSound(film, { signal: AbortSignal.abort() }), { code: 'render-cancelled' })
  assert.deepEqual((await readdir(folder)).filter((name) => /^[0-9a-f]{64}|tmp$/.test(name)), [])
  await pieces.close()
}))

test('chunks of two processes with folders of their own make the film of one', { skip }, () => inFolder(async (folder) => {
  await writeFile(join(folder, 'film.json'), JSON.stringify(film))
  const made = await Promise.all([[0, 2], [1]].map((indexes, which) => makeElsewhere(folder, `process-${which}`, indexes)))
  const cache = join(folder, 'third')
  const pieces = createPieces({ cache })
  const chunks = await pieces.chunks(film)
  for (const { path, chunk } of made.flat()) assert.equal(await pieces.adoptChunk(chunk, path), true)
  assert.deepEqual(await Promise.all(chunks.map(({ chunk }) => pieces.hasChunk(chunk))), [true, true, true])
  await pieces.close()
  const joined = await renderFilm({ ...film, output: join(folder, 'joined.mp4'), cache }, setting)
  assert.equal(joined.chunks.encoded, 0)
  await renderFilm({ ...film, output: join(folder, 'plain.mp4'), workers: 1, cache: null }, setting)
  assert.ok((await readFile(join(folder, 'joined.mp4'))).equals(await readFile(join(folder, 'plain.mp4'))))
}))

async function makeElsewhere(folder: string, name: string, indexes: readonly number[]): Promise<{ path: string; chunk: string }[]> {
  const script = `import { createPieces } from ${JSON.stringify(new URL('./pieces-port.js', import.meta.url).href)}
    import { readFileSync } from 'node:fs'
    const film = JSON.parse(readFileSync(${JSON.stringify(join(folder, 'film.json'))}, 'utf8'))
    const pieces = createPieces({ cache: ${JSON.stringify(join(folder, name))}, workers: 1, isolated: false })
    const chunks = await pieces.chunks(film)
    for (const index of ${JSON.stringify(indexes)}) console.log(JSON.stringify({ ...await pieces.encodeChunk(film, index), chunk: chunks[index].chunk }))`
  // Not closed on purpose: warm threads without work must not keep a process alive.
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (part: Buffer) => { said += part.toString() })
  assert.equal(await new Promise((resolve) => child.on('exit', resolve)), 0)
  return said.trim().split('\n').map((line) => JSON.parse(line) as { path: string; chunk: string })
}

test('many texts are looked under by all threads, to the same film', { skip }, () => inFolder(async (folder) => {
  const [text] = film.draft.texts[0]!.segments
  const texts = Array.from({ length: 10 }, (_, index) => ({ ...text!, id: `t${index}`, text: `Line ${index}`, start: index * 400, duration: 400 }))
  const captioned: PieceFilm = { ...film, draft: { ...film.draft, texts: [{ id: 'lines', name: 'Lines', segments: texts }] } }
  const cache = join(folder, 'pieces')
  const pieces = createPieces({ cache, workers: 2, isolated: false })
  const { value: chunks, threads } = await countingThreads(() => pieces.chunks(captioned))
  assert.equal(threads, 2)
  await pieces.close()
  const plain = await renderFilm({ ...captioned, output: join(folder, 'plain.mp4'), workers: 1, cache: join(folder, 'plain') }, setting)
  assert.equal(plain.chunks.total, 3)
  const names = new Set(await readdir(join(folder, 'plain')))
  assert.deepEqual(chunks.filter(({ chunk }) => !names.has(chunk)), [])
}))

test('a chunk that is cut off, changed, foreign or called like a path is not taken', { skip }, () => inFolder(async (folder) => {
  const pieces = createPieces({ cache: join(folder, 'one'), workers: 1, isolated: false })
  const other = createPieces({ cache: join(folder, 'two'), workers: 1, isolated: false })
  const [first] = await pieces.chunks(film)
  const { path, bytes } = await pieces.encodeChunk(film, 0)
  const chunk = first!.chunk
  const whole = await readFile(path)
  const copy = join(folder, 'copy')
  const changed = Buffer.from(whole)
  changed[bytes - 9]! ^= 1
  for (const bad of [whole.subarray(0, bytes - 1), whole.subarray(0, 10), Buffer.alloc(0), changed, Buffer.from('{}'.padEnd(bytes)), Buffer.concat([whole, whole])]) {
    await writeFile(copy, bad)
    assert.equal(await other.adoptChunk(chunk, copy), false)
  }
  assert.equal(await other.adoptChunk(chunk, join(folder, 'none')), false)
  assert.equal(await other.adoptChunk(chunk, folder), false)
  assert.equal(await other.adoptChunk('../outside', path), false)
  assert.deepEqual(await readdir(join(folder, 'two')), [])
  assert.equal(await other.adoptChunk(chunk, path), true)
  assert.equal(await other.hasChunk(chunk), true)
  await truncate(join(folder, 'two', chunk), bytes - 1)
  assert.equal(await other.hasChunk(chunk), false)
  assert.equal(await other.hasChunk('../one'), false)
  await pieces.close()
  await other.close()
}))

test('a thread that dies in the middle of a chunk is replaced, and the chunk is made', { skip }, () => inFolder(async (folder) => {
  const pieces = createPieces({ cache: folder, workers: 1, isolated: false })
  let started = 0
  const { value } = await countingThreads(() => pieces.encodeChunk(film, 0), (worker) => { if (started++ === 0) dieAtChunk(worker) })
  assert.equal(started, 2)
  assert.equal((await readFile(value.path)).length, value.bytes)
  await pieces.close()
  await assert.rejects(pieces.encodeChunk(film, 1), { code: 'render-cancelled' })
}))

function dieAtChunk(worker: Worker): void {
  const post = worker.postMessage.bind(worker)
  worker.postMessage = (task: { readonly kind: string }) => {
    post(task)
    if (task.kind === 'chunk') void worker.terminate()
  }
}

test('a cancelled chunk leaves no file and the thread goes on with the next one', { skip }, () => inFolder(async (folder) => {
  const pieces = createPieces({ cache: folder, workers: 1, isolated: false })
  const chunks = await pieces.chunks(film)
  const controller = new AbortController()
  const making = [pieces.encodeChunk(film, 0, { signal: controller.signal }), pieces.encodeChunk(film, 1, { signal: controller.signal })]
  controller.abort()
  for (const end of await Promise.allSettled(making)) assert.equal(end.status === 'rejected' && (end.reason as { code: string }).code, 'render-cancelled')
  assert.equal(await pieces.hasChunk(chunks[0]!.chunk), false)
  assert.ok((await pieces.encodeChunk(film, 2)).bytes > 0)
  assert.deepEqual((await readdir(folder)).filter((name) => name.endsWith('.tmp')), [])
  await pieces.close()
}))

test('what cannot be made says why: no such chunk, a photo that is gone, a photo that is broken', { skip }, () => inFolder(async (folder) => {
  const pieces = createPieces({ cache: join(folder, 'cache'), workers: 1, isolated: false })
  assert.deepEqual(await pieces.chunks({ ...film, format: 'gif' }), [])
  await assert.rejects(pieces.encodeChunk(film, 3), { code: 'chunk-unknown' })
  const withSource = (source: string): PieceFilm => ({ ...film, draft: { ...film.draft, assets: { ...film.draft.assets, a0: { ...film.draft.assets['a0']!, source } } } })
  await assert.rejects(pieces.chunks(withSource(join(folder, 'gone.jpg'))), { code: 'asset-missing' })
  await writeFile(join(folder, 'broken.jpg'), '<html>not a photo</html>')
  await assert.rejects(pieces.encodeChunk(withSource(join(folder, 'broken.jpg')), 0), { code: 'photo-unreadable' })
  assert.ok((await pieces.encodeChunk(film, 0)).bytes > 0)
  await pieces.close()
}))
