// Operations on the picture chain: what they do beside what they are asked for.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { frameAt } from '../../base/index.ts'
import type { Operation } from '../operation.ts'
import { edited, film, refused, segmentOf } from '../laws/fixture.ts'

const a: Operation = { name: 'add-photo', asset: 'a' }
const b: Operation = { name: 'add-photo', asset: 'b' }
const c: Operation = { name: 'add-photo', asset: 'c' }
const city: Operation = { name: 'add-clip', asset: 'city', from: 2000, to: 10_000 }
const crossfades: Operation = { name: 'set-transition', targets: 'all', transition: { kind: 'crossfade', duration: 500 } }
const half = { kind: 'crossfade', before: 250, after: 250 }
const order = (draft: ReturnType<typeof film>) => draft.picture.segments.map((segment) => segment.id)

test('D15: a removed picture takes along what hangs on it, and the sentence says so', () => {
  const { draft, receipt } = edited(
    film(a, b, { name: 'add-text', text: 'Pier', role: 'caption', start: 0, duration: 1000, anchor: 's2' }, { name: 'add-text', text: 'Days', role: 'title', start: 0, duration: 1000 }),
    { name: 'remove-segments', targets: ['s2'] },
  )
  assert.deepEqual(draft.texts.flatMap((track) => track.segments.map((text) => text.text)), ['Days'])
  assert.deepEqual(receipt.sentences, [{ en: 'Removed b.jpg (no. 2). Gone with it: "Pier".', zh: '移除了b.jpg（第 2 段）。一并移除：“Pier”。' }])
})

test('D15: a removed asset takes every segment that uses it', () => {
  const { draft } = edited(film(a, b, { name: 'add-overlay', asset: 'a', role: 'logo' }), { name: 'remove-asset', asset: 'a' })
  assert.deepEqual([order(draft), draft.overlays, Object.keys(draft.assets).includes('a')], [['s2'], [], false])
})

test('D16: a new picture joins with the transition that all cuts share, in front as well as behind', () => {
  const { draft } = edited(film(a, b, crossfades), c, { ...c, at: 0 })
  assert.deepEqual(draft.picture.segments.map((segment) => segment.transition), [undefined, half, half, half])
  const plain = edited(film(a, b), c).draft
  assert.deepEqual(plain.picture.segments.map((segment) => segment.transition), [undefined, undefined, undefined])
})

test('D17: fades stay at the ends of the film and no cut loses its transition when the order changes', () => {
  const faded = film(a, b, c, crossfades, { name: 'set-fades', targets: 'all', fadeIn: 300, fadeOut: 800 })
  const { draft } = edited(faded, { name: 'reorder-segments', order: ['s3', 's1', 's2'] })
  assert.deepEqual(draft.picture.segments.map(({ id, fadeIn, fadeOut, transition }) => [id, fadeIn, fadeOut, transition]), [
    ['s3', 300, undefined, undefined], ['s1', undefined, undefined, half], ['s2', undefined, 800, half],
  ])
  const shorter = edited(faded, { name: 'remove-segments', targets: ['s3'] }).draft
  assert.equal(shorter.picture.segments.at(-1)!.fadeOut, 800)
})

test('T4: a transition takes at most half of either neighbour, evenly', () => {
  const { draft, receipt } = edited(film({ ...a, duration: 301 } as Operation, b, c), { ...crossfades, transition: { kind: 'iris', duration: 1001 } } as Operation)
  assert.deepEqual(draft.picture.segments.map((segment) => segment.transition), [undefined, { kind: 'iris', before: 150, after: 501 }, { kind: 'iris', before: 500, after: 501 }])
  assert.equal(receipt.sentences[0]!.en, 'All cuts are now iris of 0.651 s to 1.001 s.')
})

test('T6: texts and sounds behind a shortened end are shortened or removed, end titles move', () => {
  const { draft, receipt } = edited(
    film(
      a, b, c, { name: 'add-text', text: 'late', role: 'caption', start: 7000, duration: 1000 }, { name: 'add-text', text: 'across', role: 'caption', start: 5000, duration: 3000 },
      { name: 'add-text', text: 'The end', role: 'end-card', start: 7000, duration: 2000 }, { name: 'add-sound', role: 'voice', content: { kind: 'asset', asset: 'talk' }, start: 1000, duration: 8000 },
    ),
    { name: 'remove-segments', targets: ['s3'] },
  )
  assert.deepEqual(draft.texts.flatMap((track) => track.segments.map((text) => [text.text, text.start, text.duration])), [['across', 5000, 1000], ['The end', 4000, 2000]])
  assert.equal(draft.sounds[0]!.segments[0]!.duration, 5000)
  assert.equal(receipt.sentences[0]!.en, 'Removed c.jpg (no. 3). Gone with it: "late". Shortened: "across" to 1 s and talk.mp3 to 5 s.')
})

test('T6: pictures replaced within one edit cost no text', async () => {
  const { applyOperations } = await import('../apply.ts')
  const draft = film(a, b, { name: 'add-text', text: 'x', role: 'caption', start: 4000, duration: 1000 })
  const edit = applyOperations(draft, [{ name: 'remove-segments', targets: ['s1', 's2'] }, c, c])
  assert.ok(edit.ok)
  assert.equal(edit.draft.texts[0]!.segments[0]!.start, 4000)
})

test('T7: photos and cards give first, then clips; longer films take it from photos', () => {
  const draft = film(a, city, b)
  const lengths = (duration: number) => edited(draft, { name: 'set-film-duration', duration }).draft.picture.segments.map((segment) => (segment.kind === 'clip' ? segment.to - segment.from : segment.duration))
  assert.deepEqual(lengths(12_001), [2001, 8000, 2000])
  assert.deepEqual(lengths(5000), [1000, 3000, 1000])
  assert.deepEqual(lengths(600), [200, 200, 200])
  assert.deepEqual(lengths(20_000), [6000, 8000, 6000])
  assert.deepEqual(refused(draft, { name: 'set-film-duration', duration: 299 }), ['duration-unreachable', '/operations/0/duration', '300'])
  assert.deepEqual(refused(film(city), { name: 'set-film-duration', duration: 60_000 }), ['duration-unreachable', '/operations/0/duration', '18000'])
})

test('T9: a split camera movement goes on where it was', () => {
  const motion = { from: { x: 0.5, y: 0.5, zoom: 1 }, to: { x: 0.5, y: 0.5, zoom: 1.21 }, easing: 'linear' } as const
  const { draft } = edited(film({ ...a, style: { motion } } as Operation), { name: 'split-segment', target: 's1', at: 1500 })
  const [left, right] = [segmentOf(draft, 's1', 'photo').motion!, segmentOf(draft, 's2', 'photo').motion!]
  assert.deepEqual([left.from, right.to, left.easing, right.easing], [motion.from, motion.to, 'linear', 'linear'])
  // Constant speed to the eye means equal factors: half way to 1.21 is 1.1, and over the cut it is one frame's factor.
  assert.ok(Math.abs(left.to.zoom - 1.1) < 0.002 && Math.abs(right.from.zoom - 1.1) < 0.002)
  const frames = frameAt(segmentOf(film(a), 's1', 'photo').duration, draft.canvas.frameRate)
  assert.ok(Math.abs(right.from.zoom / left.to.zoom - 1.21 ** (1 / (frames - 1))) < 1e-5)
})

test('T9: texts stay where they were on screen when their picture is split', () => {
  const { draft } = edited(film(a, { name: 'add-text', text: 'x', role: 'caption', start: 2000, duration: 500, anchor: 's1' }), { name: 'split-segment', target: 's1', at: 1500 })
  const text = draft.texts[0]!.segments[0]!
  assert.deepEqual([text.anchor, text.start], ['s4', 500])
})

test('T10: what covered a picture still covers it, what no longer fits moves in', () => {
  const { draft } = edited(
    film(a, { name: 'add-text', text: 'all', role: 'caption', start: 0, duration: 3000, anchor: 's1' }, { name: 'add-text', text: 'late', role: 'caption', start: 2400, duration: 600, anchor: 's1' }),
    { name: 'set-duration', targets: ['s1'], duration: 2000 },
  )
  assert.deepEqual(draft.texts[0]!.segments.map((text) => [text.start, text.duration]), [[0, 2000], [1600, 400]])
})

test('T11: subtitles stay with what is said when their clip is trimmed', () => {
  const subtitle = (text: string, start: number): Operation => ({ name: 'add-text', text, role: 'subtitle', start, duration: 1000, anchor: 's1' })
  const { draft } = edited(film(city, subtitle('gone', 0), subtitle('cut', 1500), subtitle('kept', 4000)), { name: 'trim-clip', target: 's1', from: 4000 })
  assert.deepEqual(draft.texts[0]!.segments.map((text) => [text.text, text.start, text.duration]), [['cut', 0, 500], ['kept', 2000, 1000]])
})

test('D19: a photo becomes a clip and back; a short clip makes the segment shorter', () => {
  const draft = film({ ...a, duration: 6000, style: { fit: 'blur', focus: { x: 0, y: 0 }, look: { name: 'warm', strength: 1 } } } as Operation)
  const clip = segmentOf(edited(draft, { name: 'replace-asset', target: 's1', asset: 'pier' }).draft, 's1', 'clip')
  assert.deepEqual([clip.name, clip.from, clip.to, clip.fit, clip.focus, clip.look?.name], ['pier.mp4', 0, 4000, 'blur', undefined, 'warm'])
  const photo = segmentOf(edited(film(city), { name: 'replace-asset', target: 's1', asset: 'b' }).draft, 's1', 'photo')
  assert.deepEqual([photo.name, photo.duration, 'speed' in photo], ['b.jpg', 8000, false])
})

test('a clip cannot be made to last longer than its source by name, but "all" does what it can', () => {
  const draft = film({ name: 'add-clip', asset: 'pier' }, a)
  assert.deepEqual(refused(draft, { name: 'set-duration', targets: ['s1'], duration: 9000 }), ['duration-unreachable', '/operations/0/duration', '4000'])
  const { receipt } = edited(film({ name: 'add-clip', asset: 'pier', to: 2000 }, a), { name: 'set-duration', targets: 'all', duration: 9000 })
  assert.equal(receipt.sentences[0]!.en, 'a.jpg (no. 2) now lasts 9 s. As long as the source allows: pier.mp4 (no. 1) 4 s.')
})

test('D20: a logo keeps its shape and corner on every canvas', () => {
  const draft = film(a, { name: 'add-overlay', asset: 'b', role: 'logo', frame: { x: 0.85, y: 0.05, width: 0.1, height: 0.1 } })
  const tall = segmentOf(edited(draft, { name: 'set-canvas', width: 1080, height: 1920 }).draft, 's2', 'overlay').frame
  assert.ok(Math.abs((tall.width * 1080) / (tall.height * 1920) - (0.1 * 1920) / (0.1 * 1080)) < 1e-4)
  assert.ok(tall.x + tall.width < 1 && tall.x > 0.7 && tall.y < 0.06)
})

test('D6: refusals name the way out', () => {
  const draft = film(a, city)
  assert.deepEqual(refused(draft, { name: 'split-segment', target: 's1', at: 5000 }), ['split-outside', '/operations/0/at', '1500'])
  assert.deepEqual(refused(draft, { name: 'move-segment', target: 's1', to: 9 }), ['position-outside', '/operations/0/to', '1'])
  assert.deepEqual(refused(draft, { name: 'trim-clip', target: 's2', to: 30_000 }), ['range-outside-source', '/operations/0/to', '20000'])
  assert.deepEqual(refused(draft, { name: 'set-look', targets: ['a.jpg'], look: null }), ['segment-unknown', '/operations/0/targets/0', 's1'])
  assert.deepEqual(refused(draft, { name: 'set-speed', targets: ['s1'], speed: 2 }), ['segment-wrong-kind', '/operations/0/targets/0', undefined])
  assert.deepEqual(refused(draft, { name: 'add-text', text: 'x', role: 'title', start: 60_000, duration: 1000 }), ['start-outside-film', '/operations/0/start', '10000'])
  assert.deepEqual(refused(draft, { name: 'merge-segments', targets: ['s2', 's2'] }), ['cannot-merge', '/operations/0/targets', undefined])
})
