import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { jsonOf, kinora, passingFolder, sharedPhotos, withoutPhotos } from './kit.ts'

interface FilmJson {
  ok: boolean
  output: { duration_s: number }
  draft: { picture: { segments: { asset?: string }[] } }
  files: { path: string; used: boolean; reason: string | null }[]
}

test('one film of every real photo: each is in the film or named with its reason, and none is lost', { skip: withoutPhotos }, async (t) => {
  const folder = passingFolder(t)
  const photos = readdirSync(sharedPhotos).filter((name) => /\.(jpe?g|heic|webp)$/.test(name))
  assert.equal(photos.length, 34)
  // A second and a half for each: in less time a film leaves doubles out.
  const ran = await kinora(['make', sharedPhotos, '--size', '160x90', '--fps', '24', '--quality', 'draft', '--music', 'none', '--duration', '51', '-o', 'film.mp4', '--json'], { folder })
  const film = jsonOf<FilmJson>(ran)
  assert.ok(ran.code === 0 || ran.code === 5, ran.stderr)
  const pictures = film.files.filter((file) => photos.some((name) => file.path.endsWith(name)))
  assert.equal(pictures.length, 34)
  for (const file of film.files) assert.ok(file.used || (file.reason ?? '').length > 10, `${file.path}: ${String(file.reason)}`)
  assert.deepEqual(pictures.filter((file) => !file.used).map((file) => file.path), [], 'nobody asked to leave any out')
  assert.equal(film.draft.picture.segments.filter((segment) => segment.asset !== undefined).length, 34)
  assert.equal(film.output.duration_s, 51)
})
