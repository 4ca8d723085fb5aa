import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { inFolder, photoFilm, withoutPhotos } from './fixture.ts'
import { createRenderer } from './renderer.ts'

test('single frames, contact sheets and checks come from one renderer', { skip: withoutPhotos }, () => inFolder(async (folder) => {
  const renderer = createRenderer({ cache: join(folder, 'cache') })
  const draft = photoFilm(['kayak.jpg', 'daisy.jpg'])
  const png = await renderer.frame(draft, 500)
  assert.deepEqual([...png.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47])
  const late = await renderer.frame(draft, 1_000_000, { format: 'jpeg', height: 90 })
  assert.deepEqual([...late.subarray(0, 2)], [0xff, 0xd8])
  const webp = await renderer.frame(draft, 500, { format: 'webp' })
  assert.equal(Buffer.from(webp).toString('latin1', 8, 12), 'WEBP')
  const sheet = await renderer.sheet(draft, { count: 4, columns: 2, width: 400 })
  assert.deepEqual([...sheet.subarray(0, 2)], [0xff, 0xd8])
  const output = join(folder, 'film.mp4')
  const rendered = await renderer.render({ draft, output, workers: 1 })
  const { report, checks } = await renderer.check(output)
  assert.deepEqual(checks.filter((check) => !check.ok && check.name !== 'loudness'), [])
  // What the render says of itself is what a stranger measures.
  assert.deepEqual({ ...report, format: 'mp4' }, rendered.output)
  await assert.rejects(renderer.check(join(folder, 'none.mp4')), { code: 'file-missing' })
  await renderer.close()
}))

test('pictures that nobody waits for any more are not drawn, and those behind them come at once', { skip: withoutPhotos }, () => inFolder(async (folder) => {
  const renderer = createRenderer({ cache: join(folder, 'cache') })
  const draft = photoFilm(['kayak.jpg', 'daisy.jpg'])
  const gone = new AbortController()
  const first = renderer.frame(draft, 0, { height: 90 })
  const unwanted = Array.from({ length: 20 }, (_, index) => renderer.frame(draft, index * 100, { height: 540, signal: gone.signal }))
  const strip = renderer.strip(draft, { times: [0, 500], columns: 2, height: 48 }, AbortSignal.abort())
  const last = renderer.frame(draft, 500, { height: 90, format: 'jpeg' })
  gone.abort()
  const ends = await Promise.allSettled([...unwanted, strip])
  assert.deepEqual(ends.filter((end) => end.status === 'fulfilled' || end.reason.code !== 'render-cancelled'), [])
  assert.deepEqual([...(await first).subarray(0, 4), ...(await last).subarray(0, 2)], [0x89, 0x50, 0x4e, 0x47, 0xff, 0xd8])
  await renderer.close()
}))
