import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { chmod, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Worker } from 'node:worker_threads'
import { inFolder, photoFilm, withoutPhotos } from './fixture.ts'
import { renderFilm } from './render.ts'

const setting = { cache: null }
const skip = withoutPhotos

test('a render that is killed goes on from its finished chunks, to the same bytes', { skip }, () => inFolder(async (folder) => {
  const draft = photoFilm(undefined, 4000)
  const cache = join(folder, 'cache')
  const job = { draft, output: join(folder, 'film.mp4'), workers: 1, cache }
  await writeFile(join(folder, 'job.json'), JSON.stringify(job))
  await killWhenChunksExist(folder, cache, 2)
  assert.ok(!(await readdir(folder)).includes('film.mp4'))
  const resumed = await renderFilm(job, setting)
  assert.ok(resumed.chunks.reused >= 2 && resumed.chunks.encoded >= 1, JSON.stringify(resumed.chunks))
  await renderFilm({ ...job, output: join(folder, 'fresh.mp4'), cache: null }, setting)
  assert.ok((await readFile(job.output)).equals(await readFile(join(folder, 'fresh.mp4'))))
  assert.deepEqual((await readdir(folder)).filter((name) => name.endsWith('.part')), [])
}))

// Runs the same render in a process of its own and kills it as soon as so many chunks are finished.
async function killWhenChunksExist(folder: string, cache: string, count: number): Promise<void> {
  const script = `import { renderFilm } from ${JSON.stringify(new URL('./render.js', import.meta.url).href)}
    import { readFileSync } from 'node:fs'
    await renderFilm({ ...JSON.parse(readFileSync(${JSON.stringify(join(folder, 'job.json'))})),
      onProgress: ({ chunks }) => { if (chunks.encoded >= ${count}) process.kill(process.pid, 'SIGKILL') } }, { cache: null })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' })
  const signal = await new Promise((resolve) => child.on('exit', (_code, name) => resolve(name)))
  assert.equal(signal, 'SIGKILL')
  assert.ok((await readdir(cache)).length >= count)
}

test('a cancelled render stops, says so and leaves no file', { skip }, () => inFolder(async (folder) => {
  const controller = new AbortController()
  const output = join(folder, 'film.mp4')
  const begun = renderFilm({
    draft: photoFilm(undefined, 4000), output, workers: 2, cache: null, signal: controller.signal,
    onProgress: ({ stage }) => { if (stage === 'draw') controller.abort() },
  }, setting)
  await assert.rejects(begun, { code: 'render-cancelled' })
  assert.deepEqual(await readdir(folder), [])
}))

test('an output that can never be written is refused before any work', { skip }, () => inFolder(async (folder) => {
  const draft = photoFilm()
  await mkdir(join(folder, 'film.mp4'))
  await assert.rejects(renderFilm({ draft, output: join(folder, 'film.mp4'), cache: null }, setting), { code: 'output-is-folder' })
  await assert.rejects(renderFilm({ draft, output: join(folder, 'none', 'film.mp4'), cache: null }, setting), { code: 'output-folder-missing' })
  await writeFile(join(folder, 'file'), '')
  await assert.rejects(renderFilm({ draft, output: join(folder, 'file', 'film.mp4'), cache: null }, setting), { code: 'output-unwritable' })
  await assert.rejects(renderFilm({ draft, output: join(folder, 'ok.mp4'), cache: join(folder, 'file') }, setting), { code: 'cache-unwritable' })
  assert.deepEqual((await readdir(folder)).sort(), ['file', 'film.mp4'])
  await chmod(folder, 0o700)
}))

test('a film without pictures and a film without its material are named errors', { skip }, () => inFolder(async (folder) => {
  const draft = photoFilm()
  const output = join(folder, 'film.mp4')
  await assert.rejects(renderFilm({ draft: { ...draft, picture: { ...draft.picture, segments: [] } }, output, cache: null }, setting), { code: 'film-empty' })
  const gone = { ...draft.assets['a0']!, source: join(folder, 'gone.jpg') }
  await assert.rejects(renderFilm({ draft: { ...draft, assets: { ...draft.assets, a0: gone } }, output, cache: null }, setting), { code: 'asset-missing' })
  assert.deepEqual(await readdir(folder), [])
}))

test('a photo that cannot be decoded is a named error, and no half film is left', { skip }, () => inFolder(async (folder) => {
  const draft = photoFilm(['kayak.jpg'])
  const source = join(folder, 'broken.jpg')
  await writeFile(source, '<html>not a photo</html>')
  const broken = { ...draft, assets: { a0: { ...draft.assets['a0']!, source } } }
  await assert.rejects(renderFilm({ draft: broken, output: join(folder, 'film.mp4'), cache: null }, setting), { code: 'photo-unreadable' })
  assert.deepEqual(await readdir(folder), ['broken.jpg'])
}))

test('a damaged chunk in the cache is made again', { skip }, () => inFolder(async (folder) => {
  const draft = photoFilm(['kayak.jpg', 'daisy.jpg'])
  const cache = join(folder, 'cache')
  const first = await renderFilm({ draft, output: join(folder, 'one.mp4'), workers: 1, cache }, setting)
  for (const name of await readdir(cache)) {
    const bytes = await readFile(join(cache, name)).catch(() => undefined)
    if (bytes?.toString('latin1', 0, 8) !== 'KINPACK1') continue
    bytes[bytes.length - 5]! ^= 0xff
    await writeFile(join(cache, name), bytes)
  }
  const second = await renderFilm({ draft, output: join(folder, 'two.mp4'), workers: 1, cache }, setting)
  assert.equal(second.chunks.total, first.chunks.total)
  assert.ok((await readFile(join(folder, 'one.mp4'))).equals(await readFile(join(folder, 'two.mp4'))))
}))

// A limit on the size of files stops a write in the middle as a full disk does, and needs no rights.
test('a file that cannot grow on is a named error, for the film and for a chunk, and nothing half is left', { skip: skip === false && process.platform === 'win32' ? 'skipped: no ulimit here' : skip }, () => inFolder(async (folder) => {
  const draft = photoFilm(['kayak.jpg', 'daisy.jpg'], 1200)
  const cache = join(folder, 'cache')
  await renderFilm({ draft, output: join(folder, 'whole.mp4'), workers: 1, cache }, setting)
  const sizes = await Promise.all((await readdir(cache)).map(async (name) => (await stat(join(cache, name))).size))
  // All chunks fit, the film of them does not.
  const film = await withFilesOf(Math.max(...sizes) + 1024, { draft, output: join(folder, 'film.mp4'), workers: 1, cache })
  assert.equal(film, 'disk-full')
  const chunk = await withFilesOf(8 * 1024, { draft, output: join(folder, 'film.mp4'), workers: 1, cache: join(folder, 'second') })
  assert.equal(chunk, 'disk-full')
  assert.deepEqual((await readdir(folder)).filter((name) => name.includes('film')), [])
  assert.deepEqual((await readdir(join(folder, 'second'))).filter((name) => name.endsWith('.tmp')), [])
}))

// Renders in a process whose files may have so many bytes (rounded up to a kilobyte); gives the code of what it throws.
async function withFilesOf(bytes: number, job: object): Promise<string> {
  const script = `import { renderFilm } from ${JSON.stringify(new URL('./render.js', import.meta.url).href)}
    await renderFilm(${JSON.stringify(job)}, { cache: null }).then(() => console.log('made'), (error) => console.log(error.code ?? error))`
  const child = spawn('bash', ['-c', `ulimit -f ${Math.ceil(bytes / 1024)} && exec "$0" --input-type=module -e "$1"`, process.execPath, script], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (part) => { said += String(part) })
  await new Promise((resolve) => child.on('close', resolve))
  return said.trim()
}

test('a full disk is a named error, for the film and for the cache', { skip }, (context) => inFolder(async (folder) => {
  const small = join(folder, 'small')
  await mkdir(small)
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=100k', 'tmpfs', small]).status !== 0) {
    context.skip('skipped: a small file system cannot be mounted here')
    return
  }
  try {
    const draft = photoFilm()
    await assert.rejects(renderFilm({ draft, output: join(small, 'film.mp4'), workers: 1, cache: null }, setting), { code: 'disk-full' })
    assert.deepEqual(await readdir(small), [])
    await assert.rejects(renderFilm({ draft, output: join(folder, 'film.mp4'), workers: 1, cache: join(small, 'cache') }, setting), { code: 'disk-full' })
    assert.ok(!(await readdir(folder)).includes('film.mp4'))
  } finally {
    spawnSync('umount', [small])
    await rm(small, { recursive: true, force: true })
  }
}))

test('a render whose threads all die ends with a clear error and no film; the next one goes on', { skip: withoutPhotos }, () => inFolder(async (folder) => {
  const cache = join(folder, 'cache')
  const film = { draft: photoFilm(['kayak.jpg', 'daisy.jpg']), quality: 'draft', workers: 1, cache } as const
  const kill = (message: unknown): void => void (message as { worker: Worker }).worker.terminate()
  subscribe('worker_threads', kill)
  try {
    await assert.rejects(renderFilm({ ...film, output: join(folder, 'film.mp4') }, { cache: null }), (error: { code: string }) => /^(drawing|sound)-thread-died$/.test(error.code))
  } finally {
    unsubscribe('worker_threads', kill)
  }
  assert.deepEqual(await readdir(folder), ['cache'])
  await renderFilm({ ...film, output: join(folder, 'film.mp4') }, { cache: null })
  await renderFilm({ ...film, output: join(folder, 'plain.mp4'), cache: null }, { cache: null })
  assert.ok((await readFile(join(folder, 'film.mp4'))).equals(await readFile(join(folder, 'plain.mp4'))))
}))
