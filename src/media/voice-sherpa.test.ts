// Neural voices with the real library and a model written by hand; and everything that can be missing or broken.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unwrap, type Fault } from '../base/index.ts'
import { espeakVoice } from './voice-provider.ts'
import { createSherpaVoice } from './voice-sherpa.ts'
import { writeBeepingModel } from './voice-sherpa.fixture.ts'
import { voiceSettings } from './voice-settings.ts'
import { openSpeech, voiceHealth } from './voice.ts'

const folder = mkdtempSync(join(tmpdir(), 'kinora-models-'))
test.after(() => rmSync(folder, { recursive: true, force: true }))

const whole = join(folder, 'vits-test-en')
writeBeepingModel(whole)
const fault = await createSherpaVoice({ folder: whole }).health()
const skip = fault?.code === 'voice-missing' ? 'skipped: sherpa-onnx-node is not installed' : false

test('without the library the health sentence says what to install', async () => {
  const health = await createSherpaVoice({ folder: whole, home: folder }).health()
  assert.equal(health?.code, 'voice-missing')
  assert.match(health!.message, /npm install sherpa-onnx-node/)
})

test('a model folder that lacks something is told by what it lacks', { skip }, async () => {
  const told = async (name: string, ...files: readonly string[]) => {
    mkdirSync(join(folder, name), { recursive: true })
    for (const file of files) writeFileSync(join(folder, name, file), 'x')
    const health = await createSherpaVoice({ folder: join(folder, name) }).health()
    return health?.code === 'voice-model-missing' ? health.message.replace(join(folder, name), 'FOLDER') : health?.code
  }
  assert.match(String(await createSherpaVoice({ folder: join(folder, 'nowhere') }).health().then((one) => one?.message)), /there is no such folder/)
  assert.match(String(await told('empty')), /FOLDER cannot be used: it lacks a model \(\*\.onnx\) and tokens\.txt/)
  assert.match(String(await told('kokoro', 'model.onnx', 'voices.bin', 'lexicon-us-en.txt')), /lacks tokens\.txt/)
  assert.match(String(await told('matcha', 'vocos-22khz.onnx', 'tokens.txt')), /lacks an acoustic model/)
  assert.match(String(await told('piper', 'amy.onnx', 'tokens.txt')), /neither espeak-ng-data nor a lexicon/)
})

test('a model that is there is preferred, speaks, and its words get times', { skip }, async () => {
  const spoken = unwrap(await openSpeech({ kind: 'speech', text: 'Hello world. Hello.', language: 'en' }, { models: { folder: whole } }))
  spoken.source.close()
  assert.equal(spoken.voice, 'sherpa:0')
  assert.deepEqual(spoken.words.map((word) => word.text), ['Hello', 'world.', 'Hello.'])
  assert.ok(spoken.words.at(-1)!.to <= spoken.durationMs)
})

test('a model that does not speak the language leaves it to others', { skip }, async () => {
  const chinese = await openSpeech({ kind: 'speech', text: '你好', language: 'zh' }, { models: { folder: whole } })
  if (chinese.ok) chinese.value.source.close()
  assert.ok(!chinese.ok || chinese.value.voice.startsWith('espeak'))
  const asked = await openSpeech({ kind: 'speech', text: '你好', language: 'zh', voice: 'sherpa:0' }, { models: { folder: whole } })
  assert.match(asked.ok ? '' : asked.faults[0]!.message, /sherpa does not speak "zh"/)
  const speaker = await openSpeech({ kind: 'speech', text: 'Hello', language: 'en', voice: 'sherpa:7' }, { models: { folder: whole } })
  assert.match(speaker.ok ? '' : speaker.faults[0]!.message, /speakers 0 to 0/)
})

test('a damaged model takes its own process down and nobody else, and is named', { skip }, async () => {
  const broken = join(folder, 'broken-en')
  writeBeepingModel(broken)
  writeFileSync(join(broken, 'model.onnx'), Buffer.alloc(4000, 7))
  const outcome = await openSpeech({ kind: 'speech', text: 'Hello', language: 'en', voice: 'sherpa:0' }, { models: { folder: broken } })
  assert.ok(!outcome.ok)
  assert.equal(outcome.faults[0]!.code, 'voice-died')
  assert.match(outcome.faults[0]!.message, /broken-en.*model\.onnx.*captions stay/)
  const again = unwrap(await openSpeech({ kind: 'speech', text: 'Hello world', language: 'en' }, { models: { folder: whole } }))
  again.source.close()
  assert.equal(again.voice, 'sherpa:0')
})

test('when a damaged model dies while it speaks and no voice was asked for, espeak speaks instead and says so', { skip }, async (t) => {
  const broken = join(folder, 'broken-again-en')
  writeBeepingModel(broken)
  writeFileSync(join(broken, 'model.onnx'), Buffer.alloc(4000, 7))
  const faults: Fault[] = []
  const outcome = await openSpeech({ kind: 'speech', text: 'Hello world', language: 'en' }, { models: { folder: broken }, onFault: (fault) => faults.push(fault) })
  if (!outcome.ok && await espeakVoice.health() !== undefined) return t.skip('skipped: espeak-ng is not installed')
  const spoken = unwrap(outcome)
  spoken.source.close()
  assert.equal(spoken.voice, 'espeak:en-us')
  assert.equal(spoken.timing, 'native')
  assert.deepEqual(faults.map(({ code }) => code), ['voice-replaced'])
  assert.match(faults[0]!.message, /espeak says this text/)
})

test('settings come from the environment; a child process learns no key', async () => {
  assert.deepEqual(voiceSettings({}), {})
  assert.deepEqual(voiceSettings({ KINORA_SHERPA_MODEL: '/models/amy', KINORA_SHERPA_LANGUAGES: 'en, zh' }), { models: { folder: '/models/amy', languages: ['en', 'zh'] } })
  assert.deepEqual(voiceSettings({ KINORA_VOICE_URL: 'http://127.0.0.1:1/v1/', KINORA_VOICE_KEY: 'secret' }).server, { address: 'http://127.0.0.1:1/v1', key: 'secret', model: 'tts-1', voice: 'alloy' })
  assert.throws(() => voiceSettings({ KINORA_VOICE_URL: 'file:///etc' }), /KINORA_VOICE_URL is not an address/)
  const health = await voiceHealth({ models: { folder: join(folder, 'nowhere') } })
  assert.deepEqual(health.map(({ id }) => id), ['sherpa', 'espeak', 'flite'])
})
