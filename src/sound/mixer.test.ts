// The mix: lengths to the sample, seams, changeovers, speed, ducking, and sources that fail.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { canonicalJson, failure, success } from '../base/index.ts'
import { layOut, type ClipSegment, type Draft, type SoundSegment } from '../draft/index.ts'
import { measureLoudness } from './loudness.ts'
import { loopedSource } from './loop.ts'
import { filmSamples, mixPlan, type MixPlan } from './mix-plan.ts'
import { createMixer, type OpenContent } from './mixer.ts'
import { silence, soundRate, sourceOf, type SoundSource, type StereoBlock } from './pcm.ts'
import { stretchedSource } from './stretch.ts'

function sine(seconds: number, hertz: number, amplitude = 0.5): StereoBlock {
  const left = Float32Array.from({ length: Math.round(seconds * soundRate) }, (_, index) => amplitude * Math.sin((2 * Math.PI * hertz * index) / soundRate))
  return { left, right: left.slice() }
}

function film(parts: { readonly clips?: readonly Partial<ClipSegment>[]; readonly sounds?: readonly Partial<SoundSegment>[]; readonly cards?: number }): Draft {
  const clips = (parts.clips ?? []).map((clip, index): ClipSegment => ({
    id: `c${index}`, kind: 'clip', name: 'clip', asset: 'a1', from: 0, to: 4000, speed: 1, reverse: false, fit: 'cover', volume: 1, muted: false, ...clip,
  }))
  const sounds = (parts.sounds ?? []).map((sound, index): SoundSegment => ({
    id: `s${index}`, kind: 'sound', name: 'sound', role: 'music', content: { kind: 'asset', asset: 'a2' }, start: 0, from: 0, loop: false, volume: 1, muted: false, ...sound,
  }))
  return {
    format: 1, title: '', canvas: { width: 640, height: 360, frameRate: { numerator: 30, denominator: 1 }, background: '#000000' },
    assets: {
      a1: { id: 'a1', name: 'clip.mp4', kind: 'clip', source: '/clip.mp4' },
      a2: { id: 'a2', name: 'song.mp3', kind: 'sound', source: '/song.mp3', facts: { kind: 'sound', bytes: 1, format: 'mp3', duration: 5000, sampleRate: 48_000, channels: 2, loudness: -14 } },
    },
    picture: { id: 'p', name: 'Video', segments: [
      ...clips, ...(parts.cards === undefined ? [] : [{ id: 'k', kind: 'card' as const, name: 'card', duration: parts.cards, ground: { kind: 'solid' as const, color: '#000000' } }]),
    ] },
    overlays: [], texts: [], sounds: [{ id: 't', name: 'Sound', segments: sounds }], serial: 1,
  }
}

const openTone: OpenContent = (content) => Promise.resolve(success(sourceOf(content.kind === 'file' && content.asset === 'a1' ? sine(10, 220) : sine(5, 440))))

async function mixed(plan: MixPlan, open = openTone): Promise<StereoBlock> {
  const all = silence(plan.samples)
  let at = 0
  for await (const block of createMixer(plan, open).blocks()) {
    all.left.set(block.left, at)
    all.right.set(block.right, at)
    at += block.left.length
  }
  assert.equal(at, plan.samples)
  return all
}

function planOf(draft: Draft, spoken?: Parameters<typeof mixPlan>[2]): MixPlan {
  return mixPlan(draft, layOut(draft), spoken)
}

function largestStep(block: StereoBlock): number {
  let most = 0
  for (let index = 1; index < block.left.length; index++) most = Math.max(most, Math.abs(block.left[index]! - block.left[index - 1]!))
  return most
}

function level(block: StereoBlock, fromSecond: number, toSecond: number): number {
  let sum = 0
  const [from, to] = [Math.round(fromSecond * soundRate), Math.round(toSecond * soundRate)]
  for (let index = from; index < to; index++) sum += block.left[index]! ** 2
  return Math.sqrt(sum / (to - from))
}

// The count of upward zero crossings a second.
function pitch(block: StereoBlock, fromSecond: number, toSecond: number): number {
  let count = 0
  for (let index = Math.round(fromSecond * soundRate); index < toSecond * soundRate; index++) if (block.left[index - 1]! < 0 && block.left[index]! >= 0) count++
  return count / (toSecond - fromSecond)
}

test('the mix is as long as the frames of the film, to the sample', () => {
  const odd = { ...film({ cards: 12_345 }), canvas: { ...film({}).canvas, frameRate: { numerator: 30_000, denominator: 1001 } } }
  // 12.345 s are 370 frames of 1001/30000 s: 592,592 samples.
  assert.equal(filmSamples(odd, layOut(odd)), 592_592)
})

test('music plays at its volume and leaves with a fade when the film ends first', async () => {
  const block = await mixed(planOf(film({ cards: 4000, sounds: [{ volume: 0.5 }] })))
  assert.ok(Math.abs(level(block, 0.5, 1.5) - 0.25 * Math.SQRT1_2) < 0.002)
  assert.ok(level(block, 3.9, 4) < 0.03)
})

test('looped music goes on without a click and without a hole', async () => {
  const block = await mixed(planOf(film({ cards: 12_000, sounds: [{ loop: true }] })))
  assert.ok(largestStep(block) < 0.06, String(largestStep(block)))
  for (let second = 0.5; second < 9; second += 0.5) assert.ok(level(block, second, second + 0.02) > 0.2, String(second))
})

test('with a trusted beat grid a song is repeated from bar line to bar line', () => {
  const draft = film({ cards: 40_000, sounds: [{ loop: true }] })
  const beats = Array.from({ length: 64 }, (_, index) => 250 + index * 500)
  const song = { ...draft.assets['a2']!, facts: { kind: 'sound' as const, bytes: 1, format: 'mp3', duration: 33_000, sampleRate: 48_000, channels: 2, tempo: { beatsPerMinute: 120, confidence: 0.5, beats, downbeats: beats.flatMap((_, index) => (index % 4 === 0 ? [index] : [])) } } }
  const plan = planOf({ ...draft, assets: { ...draft.assets, a2: song } })
  assert.deepEqual(plan.entries[0]!.loop, { from: 12_000, to: Math.round((250 + 60 * 500) * 48) })
})

test('clips change over with micro-fades at cuts and crossfades in transitions', async () => {
  const cut = planOf(film({ clips: [{ to: 1000 }, { from: 5000, to: 6000 }] }))
  assert.deepEqual(cut.entries.map(({ start, end, from, fadeIn }) => [start, end, from, fadeIn]), [[0, 48_000, 0, 240], [48_000, 96_000, 240_000, 240]])
  assert.ok(largestStep(await mixed(cut)) < 0.03)
  const faded = planOf(film({ clips: [{ to: 2000 }, { from: 5000, to: 7000, transition: { kind: 'crossfade', before: 250, after: 250 } }] }))
  assert.deepEqual(faded.entries.map(({ start, end, from, fadeIn, fadeOut }) => [start, end, from, fadeIn, fadeOut]), [[0, 108_000, 0, 240, 24_000], [84_000, 192_000, 228_000, 24_000, 240]])
  const block = await mixed(faded)
  for (let second = 1.5; second < 2.4; second += 0.1) assert.ok(level(block, second, second + 0.05) > 0.2, String(second))
})

test('a clip at another speed keeps its pitch between half and double, and changes length', async () => {
  for (const speed of [0.5, 0.8, 1.5, 2]) {
    const block = await mixed(planOf(film({ clips: [{ to: 4000, speed }] })))
    assert.equal(block.left.length, (4 * soundRate) / speed)
    assert.ok(Math.abs(pitch(block, 0.5, 1.5) - 220) < 4, `${speed}: ${pitch(block, 0.5, 1.5)}`)
    assert.ok(level(block, 0.3, 1.5) > 0.3)
  }
  assert.ok(Math.abs(pitch(await mixed(planOf(film({ clips: [{ to: 4000, speed: 4 }] }))), 0.2, 0.8) - 880) < 8)
  assert.deepEqual(planOf(film({ clips: [{ to: 4000, speed: 8 }] })).entries, [])
})

test('reversed sound is the source from its end', async () => {
  const ramp = { left: Float32Array.from({ length: 9600 }, (_, index) => index / 9600), right: new Float32Array(9600) }
  const source = stretchedSource(sourceOf(ramp), { from: 0, to: 9600, speed: 1, reverse: true })
  const block = await source.read(100, 50)
  assert.deepEqual(block.left, ramp.left.slice(9600 - 150, 9600 - 100).reverse())
})

test('music lies the asked number of LU under the voice, and comes back', async () => {
  for (const duck of [12, 15, 20]) {
    const spoken = new Map([['s1', { durationMs: 3000, intervals: [{ from: 0, to: 1200 }, { from: 1500, to: 3000 }] }]])
    const draft = film({ cards: 10_000, sounds: [{ loop: true, duck }, { role: 'voice', content: { kind: 'speech', text: 'Hello there.', language: 'en' }, start: 4000, duration: 3000 }] })
    const plan = planOf(draft, spoken)
    assert.deepEqual(plan.voices, [{ from: 192_000, to: 336_000 }])
    // The tone stands for music of -14 LUFS (its facts say so); only its change matters here.
    const tone = sine(5, 440)
    const block = await mixed(plan, (content) => Promise.resolve(success(sourceOf(content.kind === 'speech' ? silence(144_000) : tone))))
    const stretch = (from: number, to: number) => measureLoudness({ left: block.left.slice(from * soundRate, to * soundRate), right: block.right.slice(from * soundRate, to * soundRate) }).integrated
    assert.ok(Math.abs(stretch(1, 3) - stretch(4.2, 6.8) - (-14 - -17 + duck)) < 0.05, String(duck))
    assert.ok(Math.abs(stretch(1, 3) - stretch(7.7, 7.95)) < 0.3)
  }
})

test('a source that cannot be opened or dies is silence and a fault, and the rest is heard', async () => {
  const plan = planOf(film({ cards: 3000, sounds: [{}, { content: { kind: 'speech', text: 'Hi', language: 'en' }, role: 'voice' }], clips: [{ to: 2000 }] }))
  const dying: SoundSource = { durationMs: 5000, read: () => Promise.reject(new Error('the disk is gone')), close() {} }
  const open: OpenContent = (content) => Promise.resolve(
    content.kind === 'speech' ? failure({ code: 'voice-missing', message: 'No voice.' }) : content.kind === 'file' && content.asset === 'a2' ? success(dying) : success(sourceOf(sine(10, 220))))
  const mixer = createMixer(plan, open)
  let loudest = 0
  for await (const block of mixer.blocks()) for (const value of block.left) loudest = Math.max(loudest, value)
  assert.deepEqual(mixer.faults.map(({ code }) => code).sort(), ['sound-unreadable', 'voice-missing'])
  assert.ok(loudest > 0.49)
})

test('a composition is asked for in exactly the length of its place', () => {
  const plan = planOf(film({ cards: 10_010, sounds: [{ content: { kind: 'composed', mood: 'lo-fi', seed: 1 } }] }))
  assert.equal(plan.samples, 480_000)
  assert.equal(plan.entries[0]!.content.kind === 'composed' && plan.entries[0]!.content.samples, plan.samples)
})

test('the plan is canonical data: muted things are not in it, and it survives JSON', () => {
  const plan = planOf(film({ cards: 3000, sounds: [{ muted: true }, { volume: 0 }, {}] }))
  assert.equal(plan.entries.length, 1)
  assert.deepEqual(JSON.parse(canonicalJson(plan)), plan)
})

test('a loop gives the same samples wherever reading starts', async () => {
  const source = () => loopedSource(sourceOf(sine(1, 333)), { from: 4800 })
  const whole = await source().read(0, 200_000)
  for (const at of [0, 47_000, 90_123, 150_000]) assert.deepEqual((await source().read(at, 9000)).left, whole.left.slice(at, at + 9000))
})

test('a film without pictures or sounds mixes to nothing or to silence', async () => {
  assert.equal((await mixed(planOf(film({})))).left.length, 0)
  assert.equal(Math.max(...(await mixed(planOf(film({ cards: 40 })))).left), 0)
})
