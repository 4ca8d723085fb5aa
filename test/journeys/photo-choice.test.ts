// From files to choices across rooms: media measures real photos, the director knows which of them show the same.

import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { createMedia } from '../../src/media/index.ts'
import { duplicatesOf } from '../../src/director/index.ts'

const photos = resolve('../shared/photos')
const skip = existsSync(photos) ? false : 'skipped: no ../shared'

test('near-duplicates among real photos are known as such, and no others', { skip }, async () => {
  const files = readdirSync(photos).filter((name) => /\.(jpg|heic|webp)$/.test(name)).map((name) => join(photos, name))
  const assets = (await createMedia().examine(files)).map((result) => (result.ok && 'asset' in result ? result.asset : assert.fail(JSON.stringify(result))))
  const facts = assets.map((asset) => (asset.facts?.kind === 'photo' ? asset.facts : assert.fail(asset.name)))
  const groups = duplicatesOf(facts).map(({ members }) => members.map((index) => assets[index]!.name).join(' ')).sort()
  assert.deepEqual(groups, [
    'fig-plain.heic fig.jpg',
    'near-dup-hdr-a.jpg near-dup-hdr-b.jpg',
    [1, 2, 3, 4, 5, 6, 7, 8].map((orientation) => `orientation-portrait-${orientation}.jpg`).join(' '),
  ])
})
