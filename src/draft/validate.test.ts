// D: a draft from outside. Every kind of fault once, with its place and its way out.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { emptyDraft } from './defaults.ts'
import type { Asset, Draft } from './document.ts'
import { draftJsonSchema } from './json-schema.ts'
import { validateDraft } from './validate.ts'

const photo: Asset = { id: 'p1', name: 'pier.jpg', kind: 'photo', source: '/p' }
const clip: Asset = { id: 'c1', name: 'city.mp4', kind: 'clip', source: '/c', facts: { kind: 'clip', width: 10, height: 10, bytes: 1, format: 'mp4', duration: 5000, frameRate: 30, hasSound: false } }

const good: Draft = {
  ...emptyDraft(), assets: { p1: photo, c1: clip },
  picture: { id: 'v1', name: 'Video', segments: [
    { kind: 'photo', id: 's1', name: 'a', asset: 'p1', duration: 1000, fit: 'cover' },
    { kind: 'clip', id: 's2', name: 'b', asset: 'c1', from: 0, to: 5000, speed: 1, reverse: false, fit: 'cover', volume: 1, muted: false },
  ] },
  serial: 3,
}

/** The draft with something put at a path of keys and positions. */
function broken(path: string, value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(good)) as Record<string, unknown>
  const steps = path.split('/').slice(1)
  const holder = steps.slice(0, -1).reduce<Record<string, unknown>>((at, step) => at[step] as Record<string, unknown>, copy)
  if (value === undefined) delete holder[steps.at(-1)!]
  else holder[steps.at(-1)!] = value
  return copy
}

function faultsOf(input: unknown) {
  const read = validateDraft(input)
  assert.ok(!read.ok, 'expected faults')
  return read.faults.map(({ code, path, suggestion }) => [code, path, suggestion])
}

test('D7: a good draft is itself', () => {
  assert.deepEqual(validateDraft(JSON.parse(JSON.stringify(good))), { ok: true, value: good })
})

const cases: readonly (readonly [path: string, value: unknown, code: string, at: string, suggestion?: string])[] = [
  ['/format', 2, 'draft-too-new', '/format'],
  ['/format', '1', 'value-unknown', '/format', '1'],
  ['/title', undefined, 'value-missing', '/title'],
  ['/canvas/width', 1921, 'value-not-multiple', '/canvas/width', '1922'],
  ['/canvas/height', 8000, 'value-too-big', '/canvas/height', '3840'],
  ['/canvas/frameRate', { numerator: 31, denominator: 1 }, 'value-wrong', '/canvas/frameRate'],
  ['/canvas/background', 'black', 'value-wrong-form', '/canvas/background'],
  ['/canvas/platform', 'tiktak', 'value-unknown', '/canvas/platform', 'tiktok'],
  ['/canvas/depth', 8, 'key-unknown', '/canvas/depth'],
  ['/assets/p1/id', 'p2', 'id-differs', '/assets/p1/id', 'p1'],
  ['/assets/p1/kind', 'clip', 'asset-wrong-kind', '/picture/segments/0/asset'],
  ['/assets/c1/facts/duration', 1000, 'range-outside-source', '/picture/segments/1/to', '1000'],
  ['/assets/7', { ...photo, id: '7' }, 'value-wrong-form', '/assets/7'],
  ['/picture/segments/0/id', 'v1', 'id-twice', '/picture/segments/0/id'],
  ['/picture/segments/0/kind', 'foto', 'value-unknown', '/picture/segments/0/kind', 'photo'],
  ['/picture/segments/0/asset', 'pl', 'asset-unknown', '/picture/segments/0/asset', 'p1'],
  ['/picture/segments/0/duration', 0, 'value-too-small', '/picture/segments/0/duration', '1'],
  ['/picture/segments/0/duration', 1.5, 'value-wrong-type', '/picture/segments/0/duration'],
  ['/picture/segments/0/duration', 9e9, 'value-too-big', '/picture/segments/0/duration', '86400000'],
  ['/picture/segments/0/transitoin', { kind: 'iris', before: 1, after: 1 }, 'key-unknown', '/picture/segments/0/transitoin', 'transition'],
  ['/picture/segments/0/crop', { x: 0.5, y: 0, width: 0.6, height: 1 }, 'value-wrong', '/picture/segments/0/crop'],
  ['/picture/segments/0/look', { name: 'waarm', strength: 1 }, 'value-unknown', '/picture/segments/0/look/name', 'warm'],
  ['/picture/segments/1/to', 0, 'value-too-small', '/picture/segments/1/to', '1'],
  ['/picture/segments/1/from', 5000, 'range-empty', '/picture/segments/1/to'],
  ['/picture/segments/1/speed', 100, 'value-too-big', '/picture/segments/1/speed', '16'],
  ['/sounds', {}, 'value-wrong-type', '/sounds'],
  ['/extra', { big: 'x'.repeat(30_000) }, 'extra-too-big', '/extra'],
  ['/picture/segments', Array.from({ length: 2001 }, () => good.picture.segments[0]), 'value-too-big', '/picture/segments'],
  ['/texts', [{ id: 'x1', name: 'T', segments: [{ kind: 'text', id: 's9', role: 'title', text: 'x'.repeat(10_001), start: 0, duration: 1, style: { font: 'sans', size: 0.1, weight: 400, color: '#ffffff' }, place: { area: 'top' }, animation: { enter: 'none', exit: 'none', duration: 0 } }] }], 'value-too-big', '/texts/0/segments/0/text'],
  ['/texts', [{ id: 'x1', name: 'T', segments: [{ kind: 'text', id: 's9', role: 'title', text: 'x', anchor: 's11', start: 0, duration: 1, style: { font: 'sans', size: 0.1, weight: 400, color: '#ffffff' }, place: { area: 'top' }, animation: { enter: 'none', exit: 'none', duration: 0 } }] }], 'anchor-unknown', '/texts/0/segments/0/anchor', 's1'],
]

for (const [path, value, code, at, suggestion] of cases) {
  test(`D6: ${path} as ${JSON.stringify(value)?.slice(0, 40)} is ${code}`, () => {
    const faults = faultsOf(broken(path, value))
    assert.deepEqual(faults.find((fault) => fault[0] === code && fault[1] === at)?.[2] ?? undefined, suggestion, JSON.stringify(faults))
    assert.ok(faults.some((fault) => fault[0] === code && fault[1] === at), JSON.stringify(faults))
  })
}

test('D6: things that are not JSON data are refused with their place', () => {
  assert.deepEqual(faultsOf({ ...good, title: Number.NaN })[0]!.slice(0, 2), ['not-json', '/title'])
  assert.deepEqual(faultsOf({ ...good, extra: { when: new Date() } })[0]!.slice(0, 2), ['not-json', '/extra/when'])
  assert.deepEqual(faultsOf(JSON.parse('{"format":1,"__proto__":{}}'))[0]!.slice(0, 2), ['not-json', '/__proto__'])
  for (const input of [null, 3, 'x', [], undefined]) assert.equal(validateDraft(input).ok, false)
})

test('D14: keys of other programs are kept in extra', () => {
  const read = validateDraft(broken('/picture/segments/0/vendorColour', 'red'))
  assert.ok(read.ok)
  assert.deepEqual(read.value.picture.segments[0]!.extra, { vendorColour: 'red' })
  assert.deepEqual(validateDraft(JSON.parse(JSON.stringify(read.value))), read)
})

test('the published JSON Schema is current (node scripts/draft-schema.mjs writes it)', () => {
  const published = readFileSync(new URL('../../../docs/draft.schema.json', import.meta.url), 'utf8')
  assert.equal(published, `${JSON.stringify(draftJsonSchema(), null, 1)}\n`)
})
