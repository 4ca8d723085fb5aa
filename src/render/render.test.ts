import assert from 'node:assert/strict'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { inFolder, photoFilm, titled, withoutPhotos } from './fixture.ts'
import { renderFilm } from './render.ts'

const setting = { cache: null }

test('a film has the same bytes with one worker, with two, and from the cache', { skip: withoutPhotos }, () => inFolder(async (folder) => {
  const draft = photoFilm()
  const cache = join(folder, 'cache')
  const one = await renderFilm({ draft, output: join(folder, 'one.mp4'), workers: 1, cache: null }, setting)
  const two = await renderFilm({ draft, output: join(folder, 'two.mp4'), workers: 2, cache }, setting)
  const again = await renderFilm({ draft, output: join(folder, 'again.mp4'), workers: 2, cache }, setting)
  assert.deepEqual([one.chunks, two.chunks, again.chunks], [{ total: 3, encoded: 3, reused: 0 }, { total: 3, encoded: 3, reused: 0 }, { total: 3, encoded: 0, reused: 3 }])
  const bytes = await readFile(join(folder, 'one.mp4'))
  assert.ok(bytes.equals(await readFile(join(folder, 'two.mp4'))))
  assert.ok(bytes.equals(await readFile(join(folder, 'again.mp4'))))
  assert.equal(one.output.frames, 180)
  assert.deepEqual(one.checks.filter((check) => !check.ok), [])
  assert.deepEqual((await readdir(folder)).sort(), ['again.mp4', 'cache', 'one.mp4', 'two.mp4'])
}))

test('a film with texts has the same bytes whoever draws first, and looks under a text once', { skip: withoutPhotos }, () => inFolder(async (folder) => {
  const draft = titled(photoFilm(), [{ start: 4200, duration: 1500 }])
  const cache = join(folder, 'cache')
  const made = [
    await renderFilm({ draft, output: join(folder, 'one.mp4'), workers: 1, cache: null }, setting),
    await renderFilm({ draft, output: join(folder, 'two.mp4'), workers: 2, cache }, setting),
    await renderFilm({ draft, output: join(folder, 'again.mp4'), workers: 2, cache }, setting),
  ]
  assert.deepEqual(made.map(({ chunks }) => chunks), [{ total: 3, encoded: 3, reused: 0 }, { total: 3, encoded: 3, reused: 0 }, { total: 3, encoded: 0, reused: 3 }])
  const [bytes, ...others] = await Promise.all(['one.mp4', 'two.mp4', 'again.mp4'].map((name) => readFile(join(folder, name))))
  for (const other of others) assert.ok(bytes!.equals(other))
  // A new text later in the film: only what shows it is made anew.
  const edited = await renderFilm({ draft: titled(photoFilm(), [{ start: 4200, duration: 1500 }, { start: 0, duration: 1000 }]), output: join(folder, 'edited.mp4'), workers: 2, cache }, setting)
  assert.deepEqual(edited.chunks, { total: 3, encoded: 1, reused: 2 })
}))
