import assert from 'node:assert/strict'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { inFolder, photoFilm, withoutPhotos } from './fixture.ts'
import { renderFilm } from './render.ts'

test('a gif shows the film at fifteen frames a second, in its own colours', { skip: withoutPhotos }, () => inFolder(async (folder) => {
  const output = join(folder, 'film.gif')
  const made = await renderFilm({ draft: photoFilm(['kayak.jpg', 'daisy.jpg']), output, format: 'gif' }, { cache: null })
  assert.equal(made.output.frames, 45)
  assert.equal(made.output.framesPerSecond, 15)
  const bytes = await readFile(output)
  assert.equal(bytes.toString('latin1', 0, 6), 'GIF89a')
  assert.deepEqual([bytes.readUInt16LE(6), bytes.readUInt16LE(8)], [320, 180])
  // Loops for ever, and every frame carries its delay: three seconds in all.
  assert.ok(bytes.includes('NETSCAPE2.0'))
  let delays = 0
  for (let at = bytes.indexOf('21f904', 0, 'hex'); at >= 0; at = bytes.indexOf('21f904', at + 1, 'hex')) {
    // The pixels of a frame may hold these three bytes by chance; a real block ends with 0, and an image follows it.
    if (bytes[at + 7] === 0 && bytes[at + 8] === 0x2c) delays += bytes.readUInt16LE(at + 4)
  }
  assert.ok(Math.abs(delays - 300) <= 7, String(delays))
  assert.deepEqual(await readdir(folder), ['film.gif'])
}))
