// A film told by a voice: pictures follow the words, the length is exact, and without a voice the words stay readable.

import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { failure, success } from '../base/index.ts'
import { filmDuration, layOut, type Asset, type Draft, type Speech } from '../draft/index.ts'
import type { MusicPort, SpokenFile, VoicePort } from './ports.ts'
import { turnInTime } from './turn-in-time.ts'

const photos: Asset[] = [1, 2, 3, 4, 5, 6].map((number) => ({ id: `p${number}`, name: `photo${number}.jpg`, kind: 'photo', source: `photo${number}.jpg`, facts: { kind: 'photo', width: 4000, height: 3000, bytes: 1, format: 'jpeg' } }))
const clip: Asset = { id: 'c1', name: 'clip.mp4', kind: 'clip', source: 'clip.mp4', facts: { kind: 'clip', width: 1920, height: 1080, bytes: 1, format: 'mp4', duration: 9500, frameRate: 30, hasSound: false } }
const script = 'The kettle sings at dawn. A door opens on the quiet street, and somebody laughs. By noon the whole shop smells of bread. Nobody is in a hurry here. Come and taste it.'
const deaf: MusicPort = { beats: async () => undefined, grid: () => ({ beatsPerMinute: 120, confidence: 1, beats: [], downbeats: [] }), effect: () => assert.fail(), write: () => assert.fail('nobody asked') }

/** Says every word in 300 ms at the usual rate. */
function steady(): VoicePort & { readonly said: Speech[] } {
  const said: Speech[] = []
  return {
    said, say: () => assert.fail('nobody asked'), list: () => assert.fail('nobody asked'),
    async measure(speech) {
      said.push(speech)
      const each = 300 / (speech.rate ?? 1)
      const words = speech.text.split(/\s+|(?<=\p{Script=Han})/u).map((text, index) => ({ text, from: Math.round(index * each), to: Math.round((index + 0.9) * each) }))
      return success<SpokenFile>({ duration: Math.round(words.length * each + 100), words, timing: 'native', voice: 'steady:one' })
    },
  }
}

const mute: VoicePort = { say: () => assert.fail('nobody asked'), list: () => assert.fail('nobody asked'), measure: async () => failure({ code: 'voice-missing', message: 'The voice is not installed.' }) }

function film(text: string, voice: VoicePort, assets: readonly Asset[] = photos) {
  return turnInTime({ text, world: { assets, script }, seed: 's' }, deaf, voice)
}

function voicesOf(draft: Draft) {
  return layOut(draft).sounds.filter(({ segment }) => segment.role === 'voice')
}

function textsOf(draft: Draft, role: string) {
  return layOut(draft).texts.filter(({ segment }) => segment.role === role)
}

test('each sentence is said over its picture, word by word on the screen, one after the other', async () => {
  const voice = steady()
  const { draft } = await film('make a promo video with a voice-over', voice)
  const layout = layOut(draft)
  const voices = voicesOf(draft)
  assert.deepEqual(voices.map(({ segment }) => segment.content.kind === 'speech' && segment.content.text), ['The kettle sings at dawn.', 'A door opens on the quiet street, and somebody laughs.', 'By noon the whole shop smells of bread.', 'Nobody is in a hurry here.', 'Come and taste it.'])
  assert.equal(voice.said.length, 5, 'each sentence is said once')
  voices.forEach(({ segment, start, end }, index) => {
    const home = layout.picture.find((placed) => placed.segment.id === segment.anchor)!
    assert.ok(home.start <= start && start < home.end, 'it begins over its own picture')
    assert.ok(end <= (voices[index + 1]?.start ?? layout.duration), 'it ends before the next one begins')
  })
  const words = textsOf(draft, 'subtitle').flatMap(({ segment, start }) => (segment.words ?? []).map((word) => ({ text: word.text, at: start + word.from })))
  assert.equal(words.length, 29, 'every word but those on the end card')
  const first = words[0]!
  assert.deepEqual([first.text, first.at], ['The', voices[0]!.start])
  assert.equal(textsOf(draft, 'end-card')[0]!.segment.text, 'Come and taste it.')
  assert.equal(textsOf(draft, 'caption').length, 0)
})

test('an asked length is met exactly, with quicker speech or fewer sentences when it is short', async () => {
  await fc.assert(fc.asyncProperty(fc.integer({ min: 4, max: 90 }), fc.constantFrom(photos, [...photos, clip], [clip], []), async (seconds, assets) => {
    const { draft } = await film(`a ${seconds} second promo video with a voice-over`, steady(), assets)
    assert.equal(filmDuration(draft), seconds * 1000)
    const voices = voicesOf(draft)
    assert.ok(voices.length > 0 && voices.every(({ end, segment, start }) => end <= seconds * 1000 && end - start === segment.duration))
  }), { numRuns: 40 })
  const short = await film('an 8 second video with a voice-over', steady())
  assert.match(short.reply, /There is time to say \d of 5 sentences/)
})

test('without a voice the words stay as captions, and the reply says why', async () => {
  const { draft, reply } = await film('make a 30 second promo video with a voice-over', mute)
  assert.equal(voicesOf(draft).length, 0)
  assert.ok(textsOf(draft, 'caption').length > 2)
  assert.equal(filmDuration(draft), 30_000)
  assert.match(reply, /The voice is not installed/)
})

test('Chinese words are said in Chinese, and words alone become spoken cards', async () => {
  const { draft, reply } = await turnInTime({ text: '做一个20秒的宣传片，加旁白', world: { assets: [], script: '清晨的炉火已经温热。面团安静地醒着。欢迎来尝一尝。' }, seed: 's' }, deaf, steady())
  assert.equal(filmDuration(draft), 20_000)
  assert.deepEqual(voicesOf(draft).map(({ segment }) => segment.content.kind === 'speech' && segment.content.language), ['zh', 'zh', 'zh'])
  assert.match(reply, /旁白念 3 句/)
})

test('no subtitles means none, under a voice too', async () => {
  const { draft } = await film('make a promo video with a voice-over, no subtitles', steady())
  assert.ok(voicesOf(draft).length > 3)
  assert.equal(textsOf(draft, 'subtitle').length + textsOf(draft, 'caption').length, 0)
})
