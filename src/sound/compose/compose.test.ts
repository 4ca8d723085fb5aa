// The composer's promises: exact length, a true grid, one stream of chance per aspect, notes that do not grate.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Mood } from '../../draft/index.ts'
import { soundRate } from '../pcm.ts'
import { compose } from './compose.ts'
import { moods } from './moods.ts'
import { chordOf, voiceChord } from './theory.ts'
import type { Score } from './score.ts'

const names = Object.keys(moods) as Mood[]
const song = (mood: Mood, seconds: number, seed = 1): Score => compose({ mood, seed, samples: Math.round(seconds * soundRate) })

test('ten moods are there', () => assert.equal(names.length, 10))

test('the last beat plus the tail is the length, every note lies inside, for any mood, length and seed', () => {
  fc.assert(fc.property(fc.constantFrom(...names), fc.integer({ min: 2400, max: 300 * soundRate }), fc.integer({ min: 0, max: 1e6 }), (mood, samples, seed) => {
    const score = compose({ mood, seed, samples })
    const seconds = samples / soundRate
    assert.ok(Math.abs(score.beats.at(-1)! + score.tail - seconds) < 1e-6)
    for (const track of score.tracks) {
      for (const note of track.notes) {
        assert.ok(note.start >= 0 && note.start + note.length <= seconds + 1e-6, `${track.role} ${JSON.stringify(note)}`)
        assert.ok(note.pitch >= 24 && note.pitch <= 100 && note.velocity > 0 && note.velocity <= 1, `${track.role} ${JSON.stringify(note)}`)
      }
    }
    assert.ok(score.tracks.some((track) => track.notes.length > 0))
    assert.equal(score.sections.length === 0 ? seconds : score.sections.at(-1)!.end, seconds)
  }), { numRuns: 150, seed: 7 })
})

test('from nine seconds on the tempo stays within six per cent of the mood', () => {
  for (const mood of names) {
    for (let seconds = 9; seconds < 200; seconds += 7.3) {
      const { low, high } = moods[mood].tempo
      const { tempo } = song(mood, seconds)
      assert.ok(tempo > low * 0.939 && tempo < high * 1.061, `${mood} ${seconds}: ${tempo}`)
    }
  }
})

test('a song is composed in under 50 ms', () => {
  song('upbeat', 60)
  const before = process.cpuUsage()
  for (const mood of names) song(mood, 180)
  const { user, system } = process.cpuUsage(before)
  assert.ok((user + system) / 1000 / names.length < 50, `${(user + system) / 1000 / names.length} ms`)
})

test('equal requests give equal songs, other seeds other ones', () => {
  for (const mood of names) {
    assert.deepEqual(song(mood, 30), song(mood, 30))
    const melodies = new Set(Array.from({ length: 30 }, (_, seed) => JSON.stringify(song(mood, 30, seed).tracks.find((track) => track.role === 'melody')?.notes.map((note) => note.pitch))))
    assert.ok(melodies.size >= 24, `${mood}: ${melodies.size} melodies in 30 seeds`)
  }
})

test('taking the drums away leaves everybody else as they were', () => {
  const whole = compose({ mood: 'upbeat', seed: 3, samples: 30 * soundRate })
  const without = compose({ mood: 'upbeat', seed: 3, samples: 30 * soundRate, withoutDrums: true })
  assert.deepEqual(without.tracks, whole.tracks.filter((track) => track.role !== 'drums'))
})

test('only piano is only piano, in every mood', () => {
  for (const mood of names) {
    const { tracks } = compose({ mood, seed: 1, samples: 30 * soundRate, only: 'piano' })
    assert.deepEqual([...new Set(tracks.map((track) => track.instrument))], ['piano'], mood)
    assert.ok(tracks.flatMap((track) => track.notes).length > 20)
  }
})

test('a wished tempo is met within eight per cent, a wished key exactly', () => {
  for (const tempo of [70, 100, 140]) {
    const score = compose({ mood: 'corporate', seed: 1, samples: 40 * soundRate, tempo, key: 7 })
    assert.ok(Math.abs(score.tempo / tempo - 1) < 0.08, `${tempo}: ${score.tempo}`)
    assert.equal(score.key.tonic, 7)
    assert.equal(score.chords.at(-1)!.tones[0], 7)
  }
})

test('more energy means more notes and no slower tempo', () => {
  for (const mood of names) {
    const [calm, wild] = [0.2, 1].map((energy) => compose({ mood, seed: 2, samples: 60 * soundRate, energy }))
    const notes = (score: Score): number => score.tracks.reduce((sum, track) => sum + track.notes.length, 0)
    assert.ok(notes(wild!) > notes(calm!), mood)
    assert.ok(wild!.tempo >= calm!.tempo - 1)
  }
})

test('sections start where chapters start, within a quarter of a bar on average', () => {
  const chapters = [12, 25, 41]
  const score = compose({ mood: 'cinematic', seed: 4, samples: 60 * soundRate, chapters })
  const starts = score.sections.map((section) => section.start)
  const away = chapters.map((time) => Math.min(...starts.map((start) => Math.abs(start - time))))
  assert.ok(away.reduce((sum, one) => sum + one, 0) / 3 < (240 / score.tempo) / 4, String(away))
})

test('accents are hit exactly', () => {
  const score = compose({ mood: 'epic', seed: 1, samples: 20 * soundRate, accents: [3.217, 11.5] })
  const hits = score.tracks.find((track) => track.role === 'accent')!.notes.map((note) => note.start)
  assert.deepEqual([...new Set(hits)], [3.217, 11.5])
})

test('few notes sound a semitone apart', () => {
  for (const mood of names) {
    for (let seed = 0; seed < 8; seed++) {
      const share = semitoneShare(song(mood, 30, seed))
      assert.ok(share < (mood === 'lo-fi' || mood === 'jazz' ? 0.06 : 0.025), `${mood} ${seed}: ${share}`)
    }
  }
})

test('in moods with drums something is hit on nearly every downbeat', () => {
  for (const mood of names.filter((name) => moods[name].drums !== undefined)) {
    const score = song(mood, 61.37, 5)
    const starts = score.tracks.flatMap((track) => track.notes.map((note) => note.start))
    const hit = score.downbeats.filter((index) => starts.some((start) => Math.abs(start - score.beats[index]!) < 0.02))
    assert.ok(hit.length >= score.downbeats.length * 0.9, `${mood}: ${hit.length} of ${score.downbeats.length}`)
  }
})

test('chords are spelt from their numerals', () => {
  assert.deepEqual(chordOf('V13', 0, 'major').tones, [7, 11, 5, 9, 4])
  assert.deepEqual(chordOf('iv7', 9, 'minor').tones, [2, 5, 9, 0])
  assert.throws(() => chordOf('H7', 0, 'major'), /"H7" is not a chord/)
})

test('a chord moves little when it is near, and stays in its register', () => {
  const first = voiceChord(chordOf('I', 0, 'major'), undefined, 52, 74)
  const second = voiceChord(chordOf('vi', 0, 'major'), first, 52, 74)
  assert.ok(first.concat(second).every((pitch) => pitch >= 52 && pitch <= 74))
  assert.ok(second.reduce((sum, pitch, index) => sum + Math.abs(pitch - first[index]!), 0) <= 4)
})

// Of all time in which two notes sound together, the share in which they are a semitone apart.
function semitoneShare(score: Score): number {
  const notes = score.tracks.filter((track) => track.role !== 'drums').flatMap((track) => track.notes).sort((a, b) => a.start - b.start)
  let together = 0
  let grating = 0
  notes.forEach((note, index) => {
    for (let other = index + 1; other < notes.length && notes[other]!.start < note.start + note.length; other++) {
      const overlap = Math.min(note.start + note.length, notes[other]!.start + notes[other]!.length) - notes[other]!.start
      together += overlap
      if (Math.abs(note.pitch - notes[other]!.pitch) === 1) grating += overlap
    }
  })
  return together === 0 ? 0 : grating / together
}
