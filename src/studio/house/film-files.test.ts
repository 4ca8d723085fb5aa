import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Asset, PhotoFacts } from '../../draft/index.ts'
import type { StoredAsset } from '../ports.ts'
import { filmFiles } from './film-files.ts'

function photo(id: string, facts: Partial<PhotoFacts> = {}, warnings: readonly string[] = []): StoredAsset {
  const asset: Asset = { id: `asset-${id}`, name: `${id}.jpg`, kind: 'photo', source: `object:${id}`, hash: id, facts: { kind: 'photo', width: 4000, height: 3000, bytes: 1, format: 'jpeg', ...facts } }
  return { id: `file_${id}`, user: 'u', session: '1', hash: id, name: `${id}.jpg`, mimeType: 'image/jpeg', bytes: 1, key: id, secret: id, asset, warnings, createdAt: 0 }
}

const problemsOf = (file: StoredAsset) => filmFiles([file], undefined)[0]!.problems

test('a photo is blurred when nothing in it is sharp, unless it is a good one all the same', () => {
  assert.deepEqual(problemsOf(photo('a', { sharpness: 131, score: 0.54 })).map(({ code }) => code), ['blurred'])
  assert.deepEqual(problemsOf(photo('fog', { sharpness: 80, score: 0.66 })), [])
  assert.deepEqual(problemsOf(photo('b', { sharpness: 900, score: 0.4, exposure: { mean: 0.05, dark: 0.9, bright: 0 } })).map(({ code }) => code), ['dark'])
  assert.deepEqual(problemsOf(photo('c', { sharpness: 900, score: 0.5, exposure: { mean: 0.95, dark: 0, bright: 0.6 } })).map(({ code }) => code), ['bright'])
  const [weak] = filmFiles([photo('d', { sharpness: 900, score: 0.3 })], undefined)
  assert.deepEqual([weak!.weak, weak!.problems.map(({ code }) => code)], [true, ['weak']])
  assert.deepEqual(problemsOf(photo('e')), [])
})

test('of two that show the same the better one is named', () => {
  const fingerprint = { hash: '00000000000000ff', grid: '40'.repeat(48) }
  const [worse, better] = filmFiles([photo('one', { fingerprint, score: 0.5 }), photo('two', { fingerprint, score: 0.8 })], undefined)
  assert.deepEqual([worse!.duplicateOf, worse!.problems[0]!.text.en, better!.duplicateOf], ['file_two', 'Shows the same as two.jpg.', undefined])
})

/** Every warning of media, filled in. */
const said = [
  'The file is cut off or damaged: a part of the picture may be grey.', 'It holds 3 pictures; the first one is used.', 'It is only 320 x 240 pixels and will look soft.',
  'The clip is cut off: 1.5 s of 9.0 s are missing at its end. The rest is used.', 'The clip is cut off: its file ends in the middle. The rest is used.', 'It has damaged places; pictures there repeat or show errors.',
  'It is an HDR clip (HLG); its colours are mapped to SDR.', 'The sound is damaged in one place; parts of it are missing or silent.', 'The sound is damaged in 4 places; parts of it are missing or silent.', 'It is silent: nothing will be heard of it.',
]

test('every sentence that media says of a file has a twin in Chinese', () => {
  const sources = ['photo-examine', 'clip-examine', 'sound-examine'].map((name) => readFileSync(new URL(`../../../../src/media/${name}.ts`, import.meta.url), 'utf8')).join('\n')
  const beginnings = [...sources.matchAll(/[`']((?:The (?:file|clip|sound) is|It (?:is|has|holds)) [a-zA-Z]+ )/g)].map(([, text]) => text!)
  assert.deepEqual(beginnings.filter((begin) => !said.some((text) => text.startsWith(begin))), [], 'media says something new')
  assert.equal(beginnings.length >= 6, true)
  for (const text of said) {
    const [problem] = problemsOf(photo('w', {}, [text]))
    assert.ok(/\p{Script=Han}/u.test(problem!.text.zh), `no twin of: ${text}`)
    assert.equal(problem!.text.en, text)
    assert.notEqual(problem!.code, 'warning')
  }
  assert.deepEqual(problemsOf(photo('x', {}, ['Something new.'])), [{ code: 'warning', text: { en: 'Something new.', zh: 'Something new.' } }])
})
