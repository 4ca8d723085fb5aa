import assert from 'node:assert/strict'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { inFolder, photoFilm, withTone, withoutPhotos } from './fixture.ts'
import { createRenderer } from './renderer.ts'

// How many threads are started while something happens.
async function startsDuring(work: () => Promise<unknown>): Promise<number> {
  let starts = 0
  const count = (): void => void starts++
  subscribe('worker_threads', count)
  try {
    await work()
  } finally {
    unsubscribe('worker_threads', count)
  }
  return starts
}

test('threads that stay make the next film too, to the same bytes as new ones', { skip: withoutPhotos }, () => inFolder(async (folder) => {
  const warm = createRenderer({ cache: null, idle: 60_000 })
  const cold = createRenderer({ cache: null })
  const first = { draft: photoFilm(['kayak.jpg', 'daisy.jpg'], 1200), quality: 'draft', workers: 2 } as const
  const second = { ...first, draft: photoFilm(['daisy.jpg', 'kayak.jpg'], 1500) }
  const made = async (renderer: typeof warm, film: typeof first, name: string): Promise<Buffer> => {
    await renderer.render({ ...film, output: join(folder, name) })
    return readFile(join(folder, name))
  }
  try {
    warm.ready?.(2)
    assert.equal(await startsDuring(() => made(warm, first, 'first.mp4')), 0)
    assert.equal(await startsDuring(() => made(warm, second, 'second.mp4')), 0)
    assert.ok(await startsDuring(() => made(cold, first, 'cold-first.mp4')) > 0)
    await made(cold, second, 'cold-second.mp4')
    for (const name of ['first.mp4', 'second.mp4']) assert.ok((await readFile(join(folder, name))).equals(await readFile(join(folder, `cold-${name}`))), name)
  } finally {
    await Promise.all([warm.close(), cold.close()])
  }
}))

test('other music alone is made by threads that stay, one listening to the other, to the same bytes as by one', { skip: withoutPhotos }, () => inFolder(async (folder) => {
  const warm = createRenderer({ cache: join(folder, 'cache'), idle: 60_000 })
  const film = { draft: photoFilm(['kayak.jpg', 'daisy.jpg'], 1200), quality: 'draft' } as const
  const other = { ...film, draft: await withTone(film.draft, folder) }
  try {
    await warm.render({ ...film, workers: 2, output: join(folder, 'silent.mp4') })
    const { chunks } = await warm.render({ ...other, workers: 2, output: join(folder, 'warm.mp4') })
    assert.equal(chunks.reused, chunks.total)
    await createRenderer().render({ ...other, workers: 1, output: join(folder, 'cold.mp4') })
    assert.ok((await readFile(join(folder, 'warm.mp4'))).equals(await readFile(join(folder, 'cold.mp4'))))
  } finally {
    await warm.close()
  }
}))

test('a film that comes while the threads are busy has threads of its own, and one that was cancelled spoils nothing', { skip: withoutPhotos }, () => inFolder(async (folder) => {
  const renderer = createRenderer({ cache: null, idle: 60_000 })
  const film = { draft: photoFilm(['kayak.jpg', 'daisy.jpg'], 1200), quality: 'draft', workers: 1 } as const
  try {
    const both = await Promise.all(['one.mp4', 'two.mp4'].map((name) => renderer.render({ ...film, output: join(folder, name) })))
    assert.ok(both.every(({ chunks }) => chunks.encoded === chunks.total))
    const stop = new AbortController()
    await assert.rejects(renderer.render({ ...film, output: join(folder, 'never.mp4'), signal: stop.signal, onProgress: ({ stage }) => { if (stage === 'draw') stop.abort() } }), { code: 'render-cancelled' })
    await renderer.render({ ...film, output: join(folder, 'three.mp4') })
    const [one, two, three] = await Promise.all(['one.mp4', 'two.mp4', 'three.mp4'].map((name) => readFile(join(folder, name))))
    assert.ok(one!.equals(two!) && one!.equals(three!))
  } finally {
    await renderer.close()
  }
}))
