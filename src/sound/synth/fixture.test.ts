// The onset check of the songs' law must be able to fail: bar lines that are wrong by a twentieth of a second are not hit.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compose } from '../compose/compose.ts'
import { soundRate } from '../pcm.ts'
import { downbeatHits } from './fixture.ts'
import { renderSong } from './song.ts'

test('drums are heard on the bar lines, and not 60 ms before them', async () => {
  const score = compose({ mood: 'lo-fi', seed: 9, samples: 12 * soundRate })
  const song = await renderSong(score)
  assert.equal(downbeatHits(score, song), 1)
  assert.ok(downbeatHits(score, song, -0.06)! < 0.5)
})
