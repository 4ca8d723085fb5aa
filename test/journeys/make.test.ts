import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { hashOf, jsonOf, kinora, paintPictures, passingFolder, wav } from './kit.ts'

const small = ['--size', '320x180', '--fps', '25', '--quality', 'draft', '--music', 'none']

interface FilmJson {
  ok: boolean
  output: Record<string, unknown> & { video: Record<string, unknown>; audio: Record<string, unknown> }
  draft: { format: number }
  reply: string
  files: { path: string; used: boolean; reason: string | null }[]
  chunks: { total: number; encoded: number; reused: number }
  timings: { wall_s: number; cpu_s: number; stages: Record<string, number> }
  checks: { name: string; ok: boolean; detail: string }[]
}

test('make prints one JSON object with every promised key, and the film is what it says', async (t) => {
  const folder = passingFolder(t)
  paintPictures(join(folder, 'trip'), 3)
  const ran = await kinora(['make', 'trip', ...small, '--duration', '5', '-o', 'film.mp4', '--json'], { folder })
  assert.equal(ran.code, 0, ran.stderr)
  const film = jsonOf<FilmJson>(ran)
  assert.deepEqual(Object.keys(film).sort(), ['checks', 'chunks', 'draft', 'files', 'ok', 'output', 'reply', 'timings', 'warnings'])
  const { path, format, width, height, fps, frames, duration_s, bytes, video, audio } = film.output
  assert.deepEqual({ path, format, width, height, fps, frames, duration_s }, { path: join(folder, 'film.mp4'), format: 'mp4', width: 320, height: 180, fps: 25, frames: 125, duration_s: 5 })
  assert.equal(bytes, readFileSync(join(folder, 'film.mp4')).length)
  assert.deepEqual({ ...video, bitrate: 0 }, { codec: 'h264', profile: 'High', pix_fmt: 'yuv420p', bitrate: 0, color_space: 'bt709', color_range: 'tv', keyframe_interval_s: 2 })
  for (const key of ['codec', 'rate', 'channels', 'lufs', 'true_peak']) assert.ok(key in audio, key)
  assert.deepEqual(film.files.map((file) => [file.path, file.used]), ['p1.png', 'p2.png', 'p3.png'].map((name) => [join(folder, 'trip', name), true]))
  assert.equal(film.draft.format, 1)
  assert.ok(film.reply.length > 10)
  assert.ok(film.timings.wall_s > 0 && film.timings.cpu_s > 0)
  assert.ok(film.checks.length > 0 && film.checks.every((check) => check.ok), JSON.stringify(film.checks))
  assert.equal(film.chunks.total, film.chunks.encoded + film.chunks.reused)
})

test('one worker or two, cold or from the cache: the same bytes', async (t) => {
  const folder = passingFolder(t)
  paintPictures(join(folder, 'trip'), 4)
  const film = ['make', 'trip', ...small, '--duration', '8', '--title', 'Same']
  const one = await kinora([...film, '-o', 'one.mp4', '--workers', '1', '--cache', 'none'], { folder })
  const two = await kinora([...film, '-o', 'two.mp4', '--workers', '2', '--cache', 'kept', '--json'], { folder })
  const again = await kinora([...film, '-o', 'again.mp4', '--workers', '2', '--cache', 'kept', '--json'], { folder })
  assert.deepEqual([one.code, two.code, again.code], [0, 0, 0], one.stderr + two.stderr + again.stderr)
  assert.equal(hashOf(join(folder, 'two.mp4')), hashOf(join(folder, 'one.mp4')))
  assert.equal(hashOf(join(folder, 'again.mp4')), hashOf(join(folder, 'one.mp4')))
  const chunks = jsonOf<FilmJson>(again).chunks
  assert.deepEqual([chunks.encoded, chunks.reused], [0, chunks.total])
})

test('a film gets its name from its title, and a second one does not write over it', async (t) => {
  const folder = passingFolder(t)
  paintPictures(join(folder, 'trip'), 1)
  const film = ['make', 'trip', ...small, '--duration', '1', '--title', 'Lisbon, 海边!']
  assert.equal((await kinora(film, { folder })).code, 0)
  assert.equal((await kinora(film, { folder })).code, 0)
  assert.deepEqual(readdirSync(folder).filter((name) => name.endsWith('.mp4')).sort(), ['kinora-lisbon-海边-2.mp4', 'kinora-lisbon-海边.mp4'])
})

test('a saved draft renders to the same film', async (t) => {
  const folder = passingFolder(t)
  paintPictures(join(folder, 'trip'), 2)
  const made = await kinora(['make', 'trip', ...small, '--duration', '3', '-o', 'film.mp4', '--save-draft', 'film.json'], { folder })
  assert.equal(made.code, 0, made.stderr)
  const rendered = await kinora(['render', 'film.json', '-o', 'again.mp4', '--quality', 'draft'], { folder })
  assert.equal(rendered.code, 0, rendered.stderr)
  assert.equal(hashOf(join(folder, 'again.mp4')), hashOf(join(folder, 'film.mp4')))
})

test('a frame and a sheet can be taken from a draft, and a finished film can be checked', async (t) => {
  const folder = passingFolder(t)
  paintPictures(join(folder, 'trip'), 2)
  const made = await kinora(['make', 'trip', ...small, '--duration', '3', '-o', 'film.mp4', '--save-draft', 'film.json'], { folder })
  assert.equal(made.code, 0, made.stderr)
  const frame = await kinora(['frame', 'film.json', '--at', '1.5', '-o', 'frame.png'], { folder })
  assert.equal(frame.code, 0, frame.stderr)
  assert.equal(readFileSync(join(folder, 'frame.png')).subarray(1, 4).toString('latin1'), 'PNG')
  const sheet = await kinora(['sheet', 'film.json', '-o', 'sheet.jpg', '--count', '4'], { folder })
  assert.equal(sheet.code, 0, sheet.stderr)
  assert.equal(readFileSync(join(folder, 'sheet.jpg')).readUInt16BE(0), 0xffd8)
  const checked = await kinora(['check', 'film.mp4', '--json'], { folder })
  assert.equal(checked.code, 0, checked.stdout + checked.stderr)
  assert.equal(jsonOf<FilmJson>(checked).output['frames'], 75)
})

test('a music file plays to the end of the film at the loudness of the house', async (t) => {
  const folder = passingFolder(t)
  paintPictures(join(folder, 'trip'), 2)
  writeFileSync(join(folder, 'chord.wav'), wav(3))
  const ran = await kinora(['make', 'trip', '--size', '320x180', '--fps', '25', '--quality', 'draft', '--music', 'chord.wav', '--duration', '6', '-o', 'film.mp4', '--json'], { folder })
  assert.equal(ran.code, 0, ran.stderr)
  const { audio } = jsonOf<FilmJson>(ran).output
  assert.deepEqual([audio['codec'], audio['rate'], audio['channels'], audio['duration_s']], ['aac', 48000, 2, 6])
  assert.ok(Math.abs((audio['lufs'] as number) + 14) <= 1, `loudness ${String(audio['lufs'])} LUFS`)
  assert.ok((audio['true_peak'] as number) <= -0.9, `true peak ${String(audio['true_peak'])} dB`)
})

test('progress goes to standard error and nothing but the result to standard output', async (t) => {
  const folder = passingFolder(t)
  paintPictures(join(folder, 'trip'), 1)
  const ran = await kinora(['make', 'trip', ...small, '--duration', '1', '-o', 'film.mp4'], { folder })
  assert.match(ran.stdout, /^.*film\.mp4: 320x180, 25 fps, 1\.0 s, .*\n$/)
  assert.match(ran.stderr, /%/)
  assert.ok(existsSync(join(folder, 'film.mp4')))
})
