// W: short keys. The round-trip law W1 is held on random drafts in ../laws.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applyOperations } from '../apply.ts'
import { emptyDraft } from '../defaults.ts'
import type { Asset, Draft } from '../document.ts'
import { layOut } from '../layout.ts'
import type { Operation } from '../operation.ts'
import { summaryLine } from '../summary.ts'
import { decodeWire } from './decode.ts'
import { encodeWire } from './encode.ts'

const city: Asset = { id: 'city', name: 'city.mp4', kind: 'clip', source: '/secret/city.mp4', facts: { kind: 'clip', width: 1920, height: 1080, bytes: 1, format: 'mp4', duration: 20_000, frameRate: 30, hasSound: true } }
const pier: Asset = { id: 'pier', name: 'pier.jpg', kind: 'photo', source: '/secret/pier.jpg' }
const assets = { city, pier }

function film(...operations: Operation[]): Draft {
  const edit = applyOperations(emptyDraft(), [{ name: 'add-asset', asset: city }, { name: 'add-asset', asset: pier }, ...operations])
  assert.ok(edit.ok, JSON.stringify(edit))
  return edit.draft
}

function decoded(wire: unknown): Draft {
  const read = decodeWire(wire, { assets, urlOf: (asset) => `https://self.example/f/9/${asset.id}` })
  assert.ok(read.ok, JSON.stringify(read))
  return read.value
}

function faultsOf(wire: unknown) {
  const read = decodeWire(wire, { assets })
  assert.ok(!read.ok)
  return read.faults
}

test('W2, W4: a usual film is small, and says no secret', () => {
  const draft = film(
    { name: 'add-clip', asset: 'city', from: 1500, to: 7500 }, { name: 'add-photo', asset: 'pier', duration: 4000 },
    { name: 'set-transition', targets: 'all', transition: { kind: 'crossfade', duration: 500 } }, { name: 'add-text', text: 'Urban Dreams', role: 'title', start: 0, duration: 3000, place: { area: 'top' } },
  )
  const wire = encodeWire(draft, { urlOf: (asset) => `https://self.example/${asset.id}` })
  assert.deepEqual(wire, {
    v: 1, d: 10_000, m: { width: 1920, height: 1080, fps: 30 },
    t: [
      { id: 'v1', tt: 0, n: 'Video', sg: [
        { id: 's1', n: 'city.mp4', src: 'https://self.example/city', aid: 'city', st: 0, d: 6000, so: 1500 },
        { id: 's2', n: 'pier.jpg', src: 'https://self.example/pier', aid: 'pier', st: 6000, d: 4000, tr: { type: 'crossfade', d: 500 } },
      ] },
      { id: 'x4', tt: 7, n: 'Title', sg: [{ id: 's3', tx: 'Urban Dreams', st: 0, d: 3000, pos: 'top' }] },
    ],
  })
  assert.ok(!JSON.stringify(wire).includes('secret'))
  assert.deepEqual(decodeWire(JSON.stringify(wire), { assets: draft.assets }), { ok: true, value: draft })
})

test('W5: a sender who changes only durations moves what travels with a picture; one who changes a start moves just that', () => {
  const draft = film(
    { name: 'add-photo', asset: 'pier' }, { name: 'add-photo', asset: 'pier' }, { name: 'add-text', text: 'here', role: 'caption', start: 500, duration: 1000, anchor: 's2' },
  )
  const wire = JSON.parse(JSON.stringify(encodeWire(draft))) as { t: { sg: { d: number; st: number }[] }[] }
  wire.t[0]!.sg[0]!.d = 1000
  assert.equal(layOut(decoded(wire)).texts[0]!.start, 1500)
  wire.t[0]!.sg[0]!.d = 3000
  wire.t[1]!.sg[0]!.st = 4000
  assert.equal(layOut(decoded(wire)).texts[0]!.start, 4000)
})

test('W6: a changed duration wins over the old end of the source and over "to the end"', () => {
  const draft = film({ name: 'add-clip', asset: 'city', to: 5001 }, { name: 'set-speed', targets: ['s1'], speed: 2 }, { name: 'set-music', content: { kind: 'composed', mood: 'jazz', seed: 1 } })
  const wire = JSON.parse(JSON.stringify(encodeWire(draft))) as { t: { sg: { d: number }[] }[] }
  wire.t[0]!.sg[0]!.d = 2000
  wire.t[1]!.sg[0]!.d = 1000
  const changed = decoded(wire)
  const clip = changed.picture.segments[0]!
  assert.equal(clip.kind === 'clip' && clip.to, 4000)
  assert.equal(changed.sounds[0]!.segments[0]!.duration, 1000)
})

test('W7: an address finds known material only', () => {
  const source = (src: string) => decoded({ t: [{ tt: 0, sg: [{ src, d: 1000 }] }] }).picture.segments[0]!
  for (const src of ['https://self.example/f/9/pier', '/mnt/userdata/u1/p1/pier.jpg', 'https://cdn.example/x/pier.jpg?token=1', 'pier']) {
    const segment = source(src)
    assert.equal(segment.kind === 'photo' && segment.asset, 'pier')
  }
  for (const src of ['/etc/passwd', 'http://169.254.169.254/latest', 'file:///secret/pier.png']) {
    assert.equal(faultsOf({ t: [{ tt: 0, sg: [{ src, d: 1000 }] }] })[0]?.code, 'asset-unknown')
  }
})

test('W8, W9: a hand-written draft of t, tt, sg and d is made whole', () => {
  const draft = decoded('{"t":[{"tt":0,"sg":[{"d":3000},{"src":"city.mp4","d":2000.4}]},{"tt":1,"sg":[{"n":"Jazz","v":0.5}]},{"tt":7,"sg":[{"tx":"Hi","d":1000,"style":{"size":108,"color":"#FFF","fontFamily":"Arial"}}]}]}')
  assert.equal(summaryLine(draft), 'Timeline (3 tracks): 1. Video: Card (0-3s), city.mp4 (3-5s) 2. BGM: Jazz (0-5s, 50%) 3. Captions: "Hi" (0-1s)')
  const text = draft.texts[0]!.segments[0]!
  assert.deepEqual([text.style.size, text.style.color], [0.1, '#ffffff'])
  const content = draft.sounds[0]!.segments[0]!.content
  assert.equal(content.kind === 'composed' && content.mood, 'jazz')
})

test('W9: unknown keys survive, beside ours', () => {
  const wire = { t: [{ tt: 0, id: 'v', sg: [{ id: 1, d: 1000, hue: 3 }], lock: true }], m: { maker: 'x' }, theme: { a: 1 } }
  const draft = decoded(wire)
  assert.deepEqual([draft.extra, draft.picture.extra, draft.picture.segments[0]!.extra], [{ 'm.maker': 'x', theme: { a: 1 } }, { lock: true }, { hue: 3 }])
  const again = encodeWire(draft) as { m: { maker: string }; theme: object; t: { lock: boolean; sg: { hue: number }[] }[] }
  assert.deepEqual([again.m.maker, again.theme, again.t[0]!.lock, again.t[0]!.sg[0]!.hue], ['x', { a: 1 }, true, 3])
})

test('W10: faults point into what was sent', () => {
  const at = (wire: unknown) => faultsOf(wire).map(({ path, code, suggestion }) => [path, code, suggestion])
  assert.deepEqual(at({ t: [{ tt: 0, sg: [{ aid: 'piar', d: 100, tr: { type: 'crosfade' } }] }, { tt: 3, sg: [] }] }), [
    ['/t/1/tt', 'track-type-unknown', undefined], ['/t/0/sg/0/aid', 'asset-unknown', 'pier'], ['/t/0/sg/0/tr/type', 'value-unknown', 'crossfade'],
  ])
  assert.deepEqual(at({ t: [{ tt: 1, sg: [] }, { tt: 0, sg: [{ aid: 'city', so: 19_000, d: 3000 }, { aid: 'pier', d: 0 }] }] }).map(([path]) => path), ['/t/1/sg/1/d'])
  assert.deepEqual(at({ t: [{ tt: 0, sg: [{ aid: 'city', so: 19_000, d: 3000 }] }] }), [['/t/0/sg/0/d', 'range-outside-source', '20000']])
  assert.deepEqual(at({ t: [{ tt: 7, sg: [{ d: 100 }] }] }), [['/t/0/sg/0/tx', 'value-missing', undefined]])
  assert.deepEqual(at({ m: { fps: 31 }, t: [] }), [['/m/fps', 'frame-rate-unknown', '30']])
  assert.deepEqual(at({}), [['/t', 'value-missing', undefined]])
  assert.equal(faultsOf('{"t":[')[0]!.code, 'not-json')
})
