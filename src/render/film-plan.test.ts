import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Draft } from '../draft/index.ts'
import { openChunkStore } from './chunk-store.ts'
import { planFilm } from './film-plan.ts'
import { inFolder, photoFilm, titled } from './fixture.ts'
import type { FoundGrounds } from './grounds.ts'
import { hasName, planChunks } from './plan.ts'
import { filmScene } from './scene.ts'
import { videoSettings } from './settings.ts'

const settings = videoSettings('mp4', 'draft', 320, 180, { numerator: 30, denominator: 1 })
// Five chunks of two seconds; the first text is seen in the first, the second in the third and the fourth.
const draft: Draft = titled(photoFilm(undefined, 2700), [{ start: 0, duration: 1500 }, { start: 5000, duration: 2500 }])
const strengths: FoundGrounds = [['t0', 0.3], ['t1', 0.7]]

test('chunks without a text of unknown ground have their names before the look is over, and all have the same names as ever', () => inFolder(async (folder) => {
  const store = await openChunkStore(folder, Infinity)
  const expected = await planChunks(filmScene(draft, new Map(strengths)), settings, [])
  let finish = (_found: FoundGrounds): void => undefined
  let wanted: readonly string[] = []
  const look = (segments: readonly string[]): Promise<FoundGrounds> => {
    wanted = segments
    return new Promise((resolve) => { finish = resolve })
  }
  const plan = await planFilm({ draft, settings, store, versions: [], look })
  assert.deepEqual(wanted, ['t0', 't1'])
  assert.deepEqual(plan.chunks.map((chunk) => (hasName(chunk) ? chunk.key : undefined)), expected.map(({ key, index }) => ([0, 2, 3].includes(index) ? undefined : key)))
  finish(strengths)
  assert.deepEqual((await plan.whole).chunks, expected)
  // What was seen is remembered: the next plan looks at nothing and waits for nothing.
  const again = await planFilm({ draft, settings, store, versions: [], look: () => assert.fail('looked at again') })
  assert.deepEqual(again.chunks, expected)
  assert.deepEqual((await again.whole).chunks, expected)
}))

test('a look that fails is heard of by whoever wants the whole plan', () => inFolder(async (folder) => {
  const store = await openChunkStore(folder, Infinity)
  const plan = await planFilm({ draft, settings, store, versions: [], look: () => Promise.reject(new Error('no light')) })
  assert.ok(plan.chunks.some(hasName))
  await assert.rejects(plan.whole, /no light/)
}))
