import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { hashOf, jsonOf, kinora, paintPictures, passingFolder, wav } from './kit.ts'

interface Grid {
  tempo: number
  beats: number[]
  downbeats: number[]
}

test('music is composed to the very sample, the same seed gives the same bytes, and its grid lies inside it', async (t) => {
  const folder = passingFolder(t)
  const ask = (seed: string, output: string) => kinora(['music', '--mood', 'lo-fi', '--duration', '4.37', '--seed', seed, '-o', output, '--grid', 'grid.json', '--cache', 'none', '--json'], { folder })
  const first = await ask('7', 'one.wav')
  assert.equal(first.code, 0, first.stdout + first.stderr)
  await ask('7', 'two.wav')
  await ask('8', 'three.wav')
  assert.equal(readFileSync(join(folder, 'one.wav')).length, 44 + 209760 * 4, '4.37 s at 48 kHz, 16 bit, stereo')
  assert.equal(hashOf(join(folder, 'one.wav')), hashOf(join(folder, 'two.wav')))
  assert.notEqual(hashOf(join(folder, 'one.wav')), hashOf(join(folder, 'three.wav')))
  const grid = JSON.parse(readFileSync(join(folder, 'grid.json'), 'utf8')) as Grid
  assert.ok(grid.beats.length > 3 && grid.beats.every((beat) => beat >= 0 && beat <= 4.4) && grid.downbeats.every((beat) => grid.beats.includes(beat)))
})

test('the beat of a click track is heard where it is', async (t) => {
  const folder = passingFolder(t)
  writeFileSync(join(folder, 'clicks.wav'), clicks(20, 120))
  const ran = await kinora(['beats', 'clicks.wav', '--tempo', '120', '--json'], { folder })
  assert.equal(ran.code, 0, ran.stdout + ran.stderr)
  const heard = jsonOf<Grid>(ran)
  assert.ok(Math.abs(heard.tempo - 120) < 1, `${heard.tempo} beats per minute`)
  const away = heard.beats.slice(2, -2).map((beat) => Math.abs(beat * 2 - Math.round(beat * 2)) / 2)
  assert.ok(away.length > 20 && Math.max(...away) < 0.03, `${away.length} beats, ${Math.max(...away)} s away at most`)
})

test('a text is spoken in both languages, with its words in time', async (t) => {
  const folder = passingFolder(t)
  for (const [text, language] of [['Welcome to Lisbon.', 'en'], ['欢迎来到里斯本。', 'zh']] as const) {
    const ran = await kinora(['say', text, '--lang', language, '-o', `${language}.wav`, '--json'], { folder })
    if (ran.code === 1 && jsonOf<{ error: { code: string } }>(ran).error.code === 'voice-missing') return t.skip('no voice is installed')
    assert.equal(ran.code, 0, ran.stdout + ran.stderr)
    const { output, words } = jsonOf<{ output: { duration_s: number }; words: { from_s: number; to_s: number }[] }>(ran)
    assert.ok(output.duration_s > 0.5 && output.duration_s < 6)
    assert.ok(words.length >= 3)
    assert.ok(words.every((word) => word.from_s < word.to_s && word.to_s <= output.duration_s + 0.01), JSON.stringify(words))
  }
})

test('a song that is none is a named error', async (t) => {
  const folder = passingFolder(t)
  writeFileSync(join(folder, 'song.mp3'), 'no song')
  const ran = await kinora(['beats', 'song.mp3', '--json'], { folder })
  assert.equal(ran.code, 1)
  assert.match(jsonOf<{ error: { message: string } }>(ran).error.message, /song\.mp3/)
})

test('a film that is to be cut to the beat of composed music has each cut on the grid that is heard, bars first', async (t) => {
  const folder = passingFolder(t)
  paintPictures(join(folder, 'trip'), 8, 160, 120)
  const ran = await kinora(['plan', 'trip', '-p', '24 seconds, upbeat music, cut to the beat', '--json'], { folder })
  assert.equal(ran.code, 0, ran.stderr)
  const { draft } = jsonOf<{ draft: CutDraft }>(ran)
  const { mood, seed } = draft.sounds[0]!.segments[0]!.content
  const song = await kinora(['music', '--mood', mood, '--seed', String(seed), '--duration', '24', '-o', 'song.wav', '--json'], { folder })
  const { beats, downbeats } = jsonOf<{ grid: Grid }>(song).grid
  const cuts = cutsOf(draft)
  assert.equal(cuts.pop(), 24_000, 'the length is exact')
  const away = (grid: number[], cut: number) => Math.min(...grid.map((beat) => Math.abs(beat * 1000 - cut)))
  for (const cut of cuts) assert.ok(away(beats, cut) <= 1000 / 30, `the cut at ${cut} ms is ${away(beats, cut)} ms from a beat`)
  const bars = cuts.filter((cut) => away(downbeats, cut) <= 1000 / 30).length
  assert.ok(bars * 2 > cuts.length, `${bars} of ${cuts.length} cuts on the first beat of a bar`)
  // What is heard in the finished file agrees with the grid that the cuts were made to.
  const heard = jsonOf<Grid>(await kinora(['beats', 'song.wav', '--tempo', '120', '--json'], { folder })).beats
  for (const cut of cuts) assert.ok(away(heard, cut) <= 50, `the cut at ${cut} ms is ${away(heard, cut)} ms from a beat that is heard`)
})

test('a film is cut to the beat of a song that was sent, past its end too; a song without a beat gets an even pace', async (t) => {
  const folder = passingFolder(t)
  paintPictures(join(folder, 'trip'), 9, 160, 120)
  writeFileSync(join(folder, 'clicks.wav'), clicks(16, 120))
  const ran = await kinora(['plan', 'trip', 'clicks.wav', '-p', '27 seconds, cut to the beat', '--json'], { folder })
  assert.equal(ran.code, 0, ran.stderr)
  const { draft } = jsonOf<{ draft: CutDraft }>(ran)
  const cuts = cutsOf(draft)
  assert.equal(cuts.pop(), 27_000)
  // Clicks at 120 a minute, one every half second, and so they stay where the song starts again from a bar.
  for (const cut of cuts) assert.ok(Math.abs(cut / 500 - Math.round(cut / 500)) * 500 <= 1000 / 30, `the cut at ${cut} ms`)
  writeFileSync(join(folder, 'silence.wav'), wav(8).fill(0, 44))
  const even = jsonOf<{ reply: string; draft: CutDraft }>(await kinora(['plan', 'trip', 'silence.wav', '-p', '27 seconds, cut to the beat', '--json'], { folder }))
  assert.match(even.reply, /cannot be heard clearly enough/)
  assert.ok(even.draft.picture.segments.every(({ duration }) => duration === 3000), 'an even pace')
})

interface CutDraft {
  picture: { segments: { duration: number }[] }
  sounds: { segments: { content: { mood: string; seed: number } }[] }[]
}

/** Ends of the pictures, ms. */
function cutsOf(draft: CutDraft): number[] {
  let at = 0
  return draft.picture.segments.map(({ duration }) => (at += duration))
}

/** A WAV of short clicks at a tempo, over silence. */
function clicks(seconds: number, tempo: number): Buffer {
  const file = wav(seconds)
  file.fill(0, 44)
  for (let beat = 0; beat < (seconds * tempo) / 60; beat++) {
    const start = Math.round((beat * 60 * 48000) / tempo)
    for (let index = 0; index < 480 && start + index < seconds * 48000; index++) {
      const value = Math.round(Math.sin((2 * Math.PI * 1000 * index) / 48000) * 20000 * Math.exp(-index / 120))
      file.writeInt16LE(value, 44 + (start + index) * 4)
      file.writeInt16LE(value, 46 + (start + index) * 4)
    }
  }
  return file
}
