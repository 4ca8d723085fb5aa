import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { openChunkStore, type ChunkStore } from './chunk-store.ts'
import { inFolder, photoFilm, withoutPhotos } from './fixture.ts'
import { renderFilm } from './render.ts'

// Files of 1000 bytes, each used a minute later than the one before.
async function filled(folder: string, limit: number, names: readonly string[]): Promise<ChunkStore> {
  const store = await openChunkStore(folder, limit)
  for (const [minute, name] of names.entries()) {
    await writeFile(store.pathOf(name), Buffer.alloc(1000))
    await utimes(store.pathOf(name), new Date(minute * 60_000), new Date(minute * 60_000))
  }
  return store
}

test('a folder over its limit loses what was not used for longest, until it is within', () => inFolder(async (folder) => {
  const store = await filled(folder, 3500, ['a', 'b', 'c', 'd', 'e'])
  await store.touch('a')
  await store.shrink(new Set())
  assert.deepEqual((await readdir(folder)).sort(), ['a', 'd', 'e'])
}))

test('what the film at hand needs is kept even when it alone is over the limit', () => inFolder(async (folder) => {
  const store = await filled(folder, 1500, ['a', 'b', 'c', 'd'])
  await store.shrink(new Set(['a', 'b']))
  assert.deepEqual((await readdir(folder)).sort(), ['a', 'b'])
}))

test('a folder within its limit is left alone, but for what dead processes left half written', () => inFolder(async (folder) => {
  const store = await filled(folder, 10_000, ['a', 'b'])
  const dead = spawnSync(process.execPath, ['-e', '0']).pid
  await writeFile(join(folder, `c.${dead}-1.tmp`), 'half')
  await writeFile(join(folder, `d.${process.pid}-1.tmp`), 'half, and still being written')
  await store.shrink(new Set())
  assert.deepEqual((await readdir(folder)).sort(), ['a', 'b', `d.${process.pid}-1.tmp`])
}))

test('marking or removing a file that is gone is no error', () => inFolder(async (folder) => {
  const store = await filled(folder, 1, [])
  await store.touch('gone')
  await store.remove('gone')
}))

test('a render leaves the cache within the limit asked for, and the next one still finds its own chunks', { skip: withoutPhotos }, () => inFolder(async (folder) => {
  const cache = join(folder, 'cache')
  const draft = photoFilm(['kayak.jpg'], 500)
  const render = (title: string, cacheLimit: number) => renderFilm({ draft: { ...draft, title }, output: join(folder, 'film.mp4'), quality: 'draft', workers: 1, cache, cacheLimit }, { cache: null })
  await openChunkStore(cache, 0)
  await writeFile(join(cache, 'old'), Buffer.alloc(5_000_000))
  await utimes(join(cache, 'old'), new Date(0), new Date(0))
  await render('One', 4_000_000)
  assert.ok(!(await readdir(cache)).includes('old'))
  assert.deepEqual((await render('Two', 1)).chunks, { total: 1, encoded: 0, reused: 1 })
}))
