import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { applyOperations, emptyDraft, encodeWire, validateDraft, type Asset } from '../../draft/index.ts'
import type { StoredAsset } from '../ports.ts'
import { holdsFilm, readClientDraft } from './client-draft.ts'
import { defaultSettings } from './default-settings.ts'
import { linksOf } from './material.ts'
import { applyClientOperations } from './operations.ts'

const world = { settings: defaultSettings }
const secret = 'AbCdEfGhIjKlMnOpQrStUvWx'
const photo: Asset = { id: 'asset-1', name: 'beach.jpg', kind: 'photo', source: 'object:files/u/ab/abcd', hash: 'ab'.repeat(32), facts: { kind: 'photo', width: 400, height: 300, bytes: 1, format: 'jpeg' } }
const stored: readonly StoredAsset[] = [{ id: 'file_1', user: 'u', session: '1', hash: 'abcd', name: 'beach.jpg', mimeType: 'image/jpeg', bytes: 1, key: 'files/u/ab/abcd', secret, asset: photo, warnings: [], createdAt: 0 }]
const made = applyOperations(emptyDraft(), [{ name: 'add-asset', asset: photo }, { name: 'add-photo', asset: photo.id }])
assert.ok(made.ok, JSON.stringify(made))
const film = encodeWire(made.draft, { urlOf: linksOf(stored, world) })

const address = fc.oneof(
  fc.constantFrom(photo.id, 'beach.jpg', `https://other.example/f/${secret}/x`, '/mnt/userdata/u/p/beach.jpg', 'file:///etc/passwd', '/etc/passwd', '../../beach.jpg', 'object:files/u/ab/abcd', 'javascript:0', 'HTTP://x/beach.jpg', '//x/beach.jpg', ''),
  fc.webUrl(), fc.string(),
)
const segment = fc.oneof({ weight: 4, arbitrary: fc.record({ src: address, aid: fc.oneof(address, fc.integer()), d: fc.oneof(fc.integer({ min: -5, max: 9000 }), fc.jsonValue()), st: fc.integer(), tx: fc.string() }, { requiredKeys: [] }) }, { weight: 1, arbitrary: fc.jsonValue() })
const wire = fc.record({ t: fc.array(fc.record({ tt: fc.constantFrom(0, 1, 7, 3), sg: fc.array(segment, { maxLength: 4 }) }, { requiredKeys: [] }), { maxLength: 4 }), m: fc.jsonValue(), picture: fc.jsonValue() }, { requiredKeys: ['t'] })

test('whatever is sent as a draft, it is a film of our own material or a fault; nothing is thrown, no stranger\'s place gets in', () => {
  fc.assert(fc.property(fc.oneof(wire, fc.jsonValue(), fc.json(), fc.string(), wire.map((value) => JSON.stringify(value))), (sent) => {
    holdsFilm(sent)
    const read = readClientDraft(sent, { stored }, world)
    if (!read.ok) return assert.ok(read.faults.length > 0 && read.faults.every(({ message }) => message !== ''))
    assert.deepEqual(read.value.assets, { [photo.id]: photo })
    assert.equal(validateDraft(read.value).ok, true)
  }), { numRuns: 1500 })
})

test('a good draft with any one address in it is still our own film, or refused', () => {
  fc.assert(fc.property(address, (src) => {
    const sent = JSON.parse(JSON.stringify(film)) as { t: { sg: Record<string, unknown>[] }[] }
    sent.t[0]!.sg[0]!['src'] = src
    delete sent.t[0]!.sg[0]!['aid']
    const read = readClientDraft(sent, { stored }, world)
    const known = src === photo.id || src === 'beach.jpg' || src.includes(`/f/${secret}/`) || src === '/mnt/userdata/u/p/beach.jpg'
    if (read.ok) assert.deepEqual(read.value.assets[photo.id], photo)
    assert.ok(!read.ok || known || src === '' || !/[:/]/.test(src) || src.startsWith('/mnt/userdata/'), src)
    assert.ok(read.ok || !known, src)
  }), { numRuns: 500 })
})

test('whatever is sent as operations, material stays what it is', () => {
  const names = ['add-asset', 'add-photo', 'apply-changes', 'set-title', 'remove-asset', 'set-music', 'replace-asset', 'nothing'] as const
  const operation = fc.oneof({ weight: 5, arbitrary: fc.record({
    name: fc.constantFrom(...names), asset: fc.oneof(fc.constantFrom<unknown>(photo.id, 'x', { ...photo, source: '/etc/passwd' }, { id: photo.id }), fc.jsonValue()), title: fc.string(),
    changes: fc.oneof(fc.array(fc.record({ path: fc.constantFrom('/assets/asset-1/source', '/assets', '', '/title', '//', '/assets~1x', '/extra'), before: fc.constant(photo.source), after: fc.constant('/etc/passwd') }, { requiredKeys: ['path'] }), { maxLength: 3 }), fc.jsonValue()),
  }, { requiredKeys: ['name'] }) }, { weight: 1, arbitrary: fc.jsonValue() })
  fc.assert(fc.property(fc.array(operation, { maxLength: 5 }), (operations) => {
    const edit = applyClientOperations(made.draft, operations, { [photo.id]: photo })
    for (const asset of Object.values(edit.draft.assets)) assert.deepEqual(asset, photo)
  }), { numRuns: 1000 })
})
