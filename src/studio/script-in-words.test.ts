import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scriptInWords } from './script-in-words.ts'

const photos = { hasMaterial: true, hasFilm: false }

test('a script in the message is found, and the wishes before it stay', () => {
  for (const [text, script, said] of [
    ['make a promo with this script: Fresh air. Clear water. Pure taste.', 'Fresh air. Clear water. Pure taste.', 'make a promo with this script'],
    ['make a 12 second promo, calm music, with the text: Fresh air. Clear water.', 'Fresh air. Clear water.', 'make a 12 second promo, calm music'],
    ['promo: Fresh air. Clear water. Don\u2019t wait.', 'Fresh air. Clear water. Don\u2019t wait.', 'promo'],
    ['用这段文案做个宣传片：清新空气。纯净水源。天然味道。', '清新空气。纯净水源。天然味道。', '用这段文案做个宣传片'],
    ['Upbeat product video with the lines:\nFresh air\nClear water', 'Fresh air\nClear water', 'Upbeat product video'],
  ] as const) assert.deepEqual(scriptInWords(text, photos), { script, said }, text)
})

test('a caption with wishes behind it, and a single sentence, are no script', () => {
  for (const text of ['add the text: Summer. Use upbeat music.', 'with the text: Hello there', 'text: "Fresh air." and make it vertical. Fast.', 'promo: 15 seconds. Fast.', '文字：夏天。配轻快的音乐。', 'make it warmer', 'my days in Canada: Banff. Jasper.', 'add text at 0:05 saying hello. Bye now.']) {
    assert.equal(scriptInWords(text, photos), undefined, text)
  }
  assert.equal(scriptInWords('change the text: Fresh air. Clear water.', { hasMaterial: true, hasFilm: true }), undefined)
})

test('without pictures the words after "article:" are the material', () => {
  const text = 'turn this article: The sea was calm that day.'
  assert.equal(scriptInWords(text, photos), undefined)
  assert.equal(scriptInWords(text, { ...photos, hasMaterial: false })?.script, 'The sea was calm that day.')
})
