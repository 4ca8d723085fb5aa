// Cues from spoken words: where they end, how long they stay, and that files of them read back the same.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { readTimedText } from './script.ts'
import { subtitlesFromWords, writeSrt, writeVtt, type SaidWord } from './subtitles.ts'

function said(text: readonly string[], step = 300, pauseAfter?: number): SaidWord[] {
  return text.map((word, index) => {
    const from = 1000 + index * step + (pauseAfter !== undefined && index > pauseAfter ? 1000 : 0)
    return { text: word, from, to: from + step - 20 }
  })
}

test('a cue ends at the end of a sentence and at a breath', () => {
  const sentences = subtitlesFromWords(said(['Hello', 'there.', 'How', 'are', 'you?']), 60_000)
  assert.deepEqual(sentences.map((cue) => cue.text), ['Hello there.', 'How are you?'])
  assert.deepEqual(subtitlesFromWords(said(['one', 'two', 'three'], 300, 1), 60_000).map((cue) => cue.text), ['one two', 'three'])
})

test('Chinese stands without spaces, foreign words with them', () => {
  const [cue] = subtitlesFromWords(said(['他', '说', 'hello', '世', '界。']), 60_000)
  assert.equal(cue!.text, '他说 hello 世界。')
})

test('long sentences are parted at a clause, else where two lines are full', () => {
  const long = subtitlesFromWords(said('The harbour was still asleep when we arrived, and nobody had told the gulls about it yet, so they slept too'.split(' ')), 60_000)
  assert.ok(long.every((cue) => cue.text.length <= 72), JSON.stringify(long.map((cue) => cue.text)))
  assert.ok(long[0]!.text.endsWith('arrived,'))
  const chinese = subtitlesFromWords(said([...'这是一个没有任何标点的很长很长的句子它必须在某个地方被切开因为屏幕只有两行']), 60_000)
  assert.ok(chinese.length === 2 && chinese.every((cue) => [...cue.text].length <= 28))
})

test('words keep their times within the cue', () => {
  const [cue] = subtitlesFromWords(said(['Say', 'it.']), 60_000)
  assert.deepEqual(cue, { text: 'Say it.', start: 1000, duration: 1280, words: [{ text: 'Say', from: 0, to: 280 }, { text: 'it.', from: 300, to: 580 }] })
})

test('cues never overlap, never pass the end, never lose a word', () => {
  fc.assert(fc.property(fc.array(fc.record({ text: fc.constantFrom('sea', 'wind,', 'home.', '海', '风，', '家。'), gap: fc.integer({ min: 0, max: 1500 }), length: fc.integer({ min: 1, max: 900 }) }), { minLength: 1, maxLength: 60 }), (list) => {
    let at = 0
    const words = list.map(({ text, gap, length }) => { const from = at + gap; at = from + length; return { text, from, to: at } })
    const cues = subtitlesFromWords(words, at + 500)
    assert.deepEqual(cues.flatMap((cue) => cue.words!.map((word) => word.text)), words.map((word) => word.text))
    cues.forEach((cue, index) => {
      assert.ok(cue.duration > 0 && cue.start + cue.duration <= (cues[index + 1]?.start ?? at + 500))
    })
  }), { seed: 3 })
})

test('SRT and VTT read back as they were written', () => {
  const cues = [{ text: 'Where are we?', start: 0, duration: 1500 }, { text: '在海边。\n很安静。', start: 3_661_042, duration: 2000 }]
  for (const file of [writeSrt(cues), writeVtt(cues)]) assert.deepEqual(readTimedText(file), cues)
  assert.match(writeSrt(cues), /^1\n00:00:00,000 --> 00:00:01,500\n/)
  assert.match(writeVtt([{ text: 'a < b --> c', start: 0, duration: 10 }]), /a &lt; b --&gt; c/)
})
