// `npm run bench -- sound`: CPU of composing, of finished music, of a mixed 30-second film's sound, and of the beat
// tracker. CPU seconds of the whole process, so that a busy machine changes little.

import { rmSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { layOut, type Draft, type Mood } from '../src/draft/index.ts'
import { createSoundOpener, openComposition } from '../src/media/hearing.ts'
import { compose, createBeatListener, createMaster, createMixer, createMixMeter, masteredLoudness, mixPlan, solveMaster, soundRate, type StereoBlock } from '../src/sound/index.ts'

const moods: readonly Mood[] = ['lo-fi', 'upbeat', 'happy', 'cinematic', 'ambient', 'sad', 'epic', 'jazz', 'corporate', 'holiday']
const folder = mkdtempSync(join(tmpdir(), 'kinora-bench-sound-'))

compose({ mood: 'jazz', seed: 0, samples: 60 * soundRate })
const composing = await cpuOf(async () => { for (const mood of moods) compose({ mood, seed: 1, samples: 60 * soundRate }) }) / moods.length

// The first song pays for reading the font; films pay that once too, so it is told apart.
const font = await cpuOf(() => finish('ambient', 1))
const songs = await cpuOf(async () => { for (const mood of moods) await finish(mood, 60) }) / moods.length

const film = await cpuOf(mixFilm)
const song = await openComposition({ kind: 'composed', mood: 'happy', seed: 1 }, 45 * soundRate, { cache: folder })
const samples = await song.read(0, 45 * soundRate)
song.close()
const beats = await cpuOf(async () => {
  const listener = createBeatListener()
  listener.add(samples)
  if (listener.result() === undefined) throw new Error('The benchmark song has no beat.')
})
rmSync(folder, { recursive: true, force: true })

console.log(`composing a minute: ${(composing * 1000).toFixed(1)} ms; reading the font: ${font.toFixed(2)} s; a minute of finished music: ${songs.toFixed(2)} s`)
console.log(`composing, rendering and mixing lo-fi music for 30 s of film: ${film.toFixed(2)} s (${(film / 30).toFixed(3)} of real time); beats of 45 s: ${beats.toFixed(2)} s`)
console.log(JSON.stringify({ compose_ms: round(composing * 1000), cpu_s_per_minute: round(songs), font_s: round(font), film_ratio_to_real_time: round(film / 30), beats_cpu_s: round(beats) }))

async function cpuOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

async function finish(mood: Mood, seconds: number): Promise<void> {
  (await openComposition({ kind: 'composed', mood, seed: 9 }, seconds * soundRate, { cache: folder })).close()
}

// Everything that "add lo-fi music" costs a 30-second film besides pictures and AAC.
async function mixFilm(): Promise<void> {
  const draft: Draft = {
    format: 1, title: '', canvas: { width: 1920, height: 1080, frameRate: { numerator: 30, denominator: 1 }, background: '#000000' }, assets: {}, overlays: [], texts: [], serial: 1,
    picture: { id: 'p', name: 'Video', segments: [{ id: 'k', kind: 'card', name: 'card', duration: 30_000, ground: { kind: 'solid', color: '#000000' } }] },
    sounds: [{ id: 't', name: 'Music', segments: [{ id: 'm', kind: 'sound', name: 'Lo-fi', role: 'music', content: { kind: 'composed', mood: 'lo-fi', seed: 77 }, start: 0, from: 0, loop: false, volume: 0.35, muted: false }] }],
  }
  const plan = mixPlan(draft, layOut(draft))
  const meter = createMixMeter()
  const spool: StereoBlock[] = []
  for await (const block of createMixer(plan, createSoundOpener({ cache: folder })).blocks()) {
    meter.add(block)
    spool.push(block)
  }
  const master = createMaster(solveMaster(meter.result(), (master) => masteredLoudness(spool, master)))
  let length = 0
  for (const block of spool) length += master.push(block).left.length
  if (length + master.flush().left.length !== plan.samples) throw new Error('The mix is not as long as the film.')
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
