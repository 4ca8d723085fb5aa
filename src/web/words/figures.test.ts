import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inMegabytes, inWords } from './figures.ts'

test('a time left reads as people say it', () => {
  assert.deepEqual([0.2, 40, 60, 130].map((seconds) => inWords(seconds, 'en')), ['1 s', '40 s', '1 min', '2 min 10 s'])
  assert.equal(inWords(130, 'zh'), '2 分钟 10 秒')
})

test('sizes have one figure behind the point while that says something', () => {
  assert.deepEqual([999, 120_000, 3_440_000, 340_000_000, 2_500_000_000].map((bytes) => inMegabytes(bytes, 'en')), ['1 KB', '120 KB', '3.4 MB', '340 MB', '2.5 GB'])
})
