import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { jsonOf, kinora, paintPictures, passingFolder, wav } from './kit.ts'

const tiny = ['--size', '160x90', '--fps', '24', '--quality', 'draft', '--json']

interface Film {
  ok: boolean
  reply: string
  output: { duration_s: number; audio: { duration_s: number } }
  files: { path: string; used: boolean; reason: string | null }[]
  draft: { texts: { segments: { role: string; start: number; words?: object[] }[] }[]; sounds: { segments: { role: string; content: { kind: string } }[] }[] }
  warnings: object[]
}

const songs: readonly { readonly name: string; readonly make: () => Buffer; readonly used: boolean; readonly says: RegExp }[] = [
  { name: 'silent.wav', make: () => wav(5).fill(0, 44), used: true, says: /is silent/ },
  { name: 'telephone.wav', make: () => wav(5, 8000, 1), used: true, says: /^$/ },
  { name: 'broken.m4a', make: () => Buffer.concat([Buffer.from('0000001c667479704d344120', 'hex'), Buffer.alloc(3000, 0x5a)]), used: false, says: /broken\.m4a/ },
  { name: 'three-hours.mp3', make: threeHours, used: true, says: /is silent/ },
]

for (const { name, make, used, says } of songs) {
  test(`a film is finished with ${name}, and the reason is said`, async (t) => {
    const folder = passingFolder(t)
    paintPictures(join(folder, 'trip'), 2, 160, 90)
    writeFileSync(join(folder, name), make())
    const ran = await kinora(['make', 'trip', name, '--duration', '3', '-o', 'film.mp4', ...tiny], { folder })
    assert.ok(existsSync(join(folder, 'film.mp4')), ran.stdout + ran.stderr)
    const film = jsonOf<Film>(ran)
    assert.deepEqual([film.output.duration_s, film.output.audio.duration_s], [3, 3])
    const file = film.files.find(({ path }) => path.endsWith(name))!
    assert.equal(file.used, used, file.reason ?? '')
    assert.match(file.reason ?? '', says)
  })
}

const script = 'The kettle sings at dawn. A door opens on the quiet street. By noon the shop smells of bread. Come and taste it.'

test('a voice tells a script: words in time on the picture and in an SRT file, in a film of exactly the asked length', async (t) => {
  const folder = passingFolder(t)
  paintPictures(join(folder, 'trip'), 3, 160, 90)
  writeFileSync(join(folder, 'script.txt'), script)
  const ran = await kinora(['make', 'trip', 'script.txt', '--voice', 'en', '--subtitles', '--duration', '14', '--music', 'corporate', '--srt', 'film.srt', '--save-draft', 'film.json', '-o', 'film.mp4', ...tiny], { folder })
  assert.equal(ran.code, 0, ran.stdout + ran.stderr)
  const film = jsonOf<Film>(ran)
  if (/There is no voice/.test(film.reply)) return t.skip('no voice is installed')
  assert.equal(film.output.duration_s, 14)
  const lines = film.draft.texts.flatMap((track) => track.segments).filter(({ role }) => role === 'subtitle')
  assert.ok(lines.length >= 4 && lines.every(({ words }) => (words ?? []).length > 0))
  assert.equal(film.draft.sounds.flatMap((track) => track.segments).filter(({ role }) => role === 'voice').length, 4)
  const srt = readFileSync(join(folder, 'film.srt'), 'utf8')
  assert.match(srt, /^1\n00:00:0\d,\d{3} --> 00:00:0\d,\d{3}\nThe kettle sings at dawn\.\n/)
  const again = await kinora(['subtitles', 'film.json', '-o', 'film.vtt'], { folder })
  assert.equal(again.code, 0, again.stderr)
  assert.match(readFileSync(join(folder, 'film.vtt'), 'utf8'), /^WEBVTT\n\n00:00:0\d\.\d{3} -->/)
})

test('a voice that is killed costs the voice and not the film', async (t) => {
  if (process.platform !== 'linux') return t.skip('finds the voice process in /proc')
  const folder = passingFolder(t)
  paintPictures(join(folder, 'trip'), 3, 160, 90)
  writeFileSync(join(folder, 'script.txt'), script)
  let killed = 0
  const ran = await kinora(['make', 'trip', 'script.txt', '--voice', 'en', '--duration', '12', '--music', 'none', '--cache', 'none', '-o', 'film.mp4', ...tiny], {
    folder,
    started(child) {
      const watch = setInterval(() => {
        const voice = voiceOf(child.pid!)
        if (voice === undefined) return
        process.kill(voice, 'SIGKILL')
        killed++
        clearInterval(watch)
      }, 5)
      child.on('exit', () => clearInterval(watch))
    },
  })
  assert.equal(ran.code, 0, ran.stdout + ran.stderr)
  const film = jsonOf<Film>(ran)
  if (killed === 0) return t.skip('no voice is installed')
  assert.match(film.reply, /There is no voice.*stopped working/)
  assert.equal(film.output.duration_s, 12)
  assert.ok(film.draft.texts.flatMap((track) => track.segments).some(({ role }) => role === 'caption'), 'the words stay as captions')
})

/** The voice process that belongs to a running program. */
function voiceOf(parent: number): number | undefined {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).find((id) => {
    try {
      return readFileSync(`/proc/${id}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[1] === String(parent) && readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('voice-child')
    } catch {
      return false
    }
  })
}

/** A silent MPEG-2 layer III file of three hours: 26-byte frames of 576 samples at 22,050 Hz, 8 kbit/s, mono. */
function threeHours(): Buffer {
  const frame = Buffer.alloc(26)
  frame.set([0xff, 0xf3, 0x10, 0xc0])
  return Buffer.alloc(26 * Math.round((3 * 3600 * 22_050) / 576), frame)
}
