// Films without a SoundFont, and films with sounds on their cuts: from the command line to the finished file.

import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { jsonOf, kinora, paintPictures, passingFolder } from './kit.ts'

const tiny = ['--size', '160x90', '--fps', '24', '--quality', 'draft', '--json']

interface Film {
  output: { duration_s: number; audio: { duration_s: number; loudness_lufs?: number } }
  draft: { sounds: { segments: { role: string; content: { kind: string } }[] }[] }
  warnings: { code: string; message: string }[]
}

test('without a SoundFont the film is made with the built-in synthesis, and a warning says what to do', async (t) => {
  const folder = passingFolder(t)
  paintPictures(join(folder, 'trip'), 2, 160, 90)
  writeFileSync(join(folder, 'damaged.sf3'), Buffer.alloc(5000, 3))
  for (const [font, says] of [['nowhere.sf3', /nowhere\.sf3 is not there.*built-in synthesis alone.*KINORA_SOUNDFONT/], ['damaged.sf3', /damaged\.sf3 cannot be read.*built-in synthesis alone/]] as const) {
    const environment = { KINORA_SOUNDFONT: join(folder, font) }
    const ran = await kinora(['make', 'trip', '--music', 'cinematic', '--duration', '6', '-o', 'film.mp4', ...tiny], { folder, environment })
    assert.equal(ran.code, 0, ran.stdout + ran.stderr)
    const film = jsonOf<Film>(ran)
    assert.deepEqual([film.output.duration_s, film.output.audio.duration_s], [6, 6])
    const warning = film.warnings.find(({ code }) => code === 'instruments-missing')
    assert.match(warning?.message ?? JSON.stringify(film.warnings), says)
  }
  const told = await kinora(['doctor', '--json'], { folder, environment: { KINORA_SOUNDFONT: join(folder, 'nowhere.sf3') } })
  assert.match(told.stdout, /nowhere\.sf3 is not there/)
  const asked = jsonOf<Film>(await kinora(['make', 'trip', '--music', 'cinematic', '--duration', '6', '-o', 'film.mp4', ...tiny], { folder, environment: { KINORA_SOUNDFONT: 'none' } }))
  assert.deepEqual(asked.warnings.filter(({ code }) => code === 'instruments-missing'), [])
})

test('sounds on transitions are in the film when the words ask for them, and only then', async (t) => {
  const folder = passingFolder(t)
  paintPictures(join(folder, 'trip'), 3, 160, 90)
  const make = async (...words: readonly string[]) => jsonOf<Film>(await kinora(['make', 'trip', '--duration', '6', '--music', 'none', '-p', ...words, '-o', 'film.mp4', ...tiny], { folder }))
  const effects = (film: Film) => film.draft.sounds.flatMap((track) => track.segments).filter(({ role, content }) => role === 'effect' && content.kind === 'effect')
  const film = await make('a slideshow with whoosh sounds on the transitions')
  assert.equal(effects(film).length, 2)
  assert.deepEqual([film.output.audio.duration_s, film.warnings], [6, []])
  assert.ok(existsSync(join(folder, 'film.mp4')))
  assert.equal(effects(await make('a slideshow with transitions')).length, 0)
})
