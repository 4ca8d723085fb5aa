// A gif by the program: the same film gives the same bytes, also where pictures stand still for seconds. (Frames were once
// read after their memory had been given back: other colours each time, and a crash with pictures in pictures.)

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { hashOf, kinora, paintPictures, passingFolder } from './kit.ts'

test('the same film gives the same gif', async (t) => {
  const folder = passingFolder(t)
  const pictures = paintPictures(join(folder, 'pictures'), 3, 960, 640)
  const hashes = await Promise.all(['one.gif', 'two.gif'].map(async (name) => {
    const ran = await kinora(['make', ...pictures, '-p', 'a 4 second slideshow without any AI effects, plain cuts', '-o', name], { folder })
    assert.equal(ran.code, 0, ran.stderr)
    return hashOf(join(folder, name))
  }))
  assert.equal(hashes[0], hashes[1])
})
