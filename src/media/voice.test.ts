// Voices for real: espeak and flite in their process, a speech server on loopback, and everything that can go wrong.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unwrap } from '../base/index.ts'
import { alignWords, estimateWords, measureLoudness, soundRate, timeWords } from '../sound/index.ts'
import { sayInProcess, voiceProcessId } from './voice-process.ts'
import { openSpeech, voiceHealth, type Spoken } from './voice.ts'

const folder = mkdtempSync(join(tmpdir(), 'kinora-voices-'))
test.after(() => rmSync(folder, { recursive: true, force: true }))

const hasEspeak = (await voiceHealth()).some(({ id, fault }) => id === 'espeak' && fault === undefined)
const skip = hasEspeak ? false : 'skipped: espeak-ng is not installed'

function checkWords(spoken: Spoken, text: string): void {
  spoken.words.forEach((word, index) => {
    assert.equal(text.slice(word.start, word.end), word.text)
    assert.ok(word.to > word.from, JSON.stringify(word))
    assert.ok(index === 0 || word.from >= spoken.words[index - 1]!.from, JSON.stringify(word))
  })
  assert.ok(spoken.words.at(-1)!.to <= spoken.durationMs)
}

async function heard(spoken: Spoken): Promise<number> {
  const block = await spoken.source.read(0, Math.ceil((spoken.durationMs / 1000) * soundRate) + 10)
  spoken.source.close()
  assert.ok(Math.abs(block.left.length - (spoken.durationMs / 1000) * soundRate) < 48)
  return measureLoudness(block).integrated
}

test('English is spoken at -17 LUFS, its words timed in order', { skip }, async () => {
  const text = 'Hello, 3 friends! This is a small film about the sea.'
  const spoken = unwrap(await openSpeech({ kind: 'speech', text, language: 'en' }))
  assert.equal(spoken.timing, 'native')
  assert.deepEqual(spoken.words.map((word) => word.text), ['Hello,', '3', 'friends!', 'This', 'is', 'a', 'small', 'film', 'about', 'the', 'sea.'])
  checkWords(spoken, text)
  assert.ok(Math.abs(await heard(spoken) - -17) < 0.5)
})

test('Mandarin with digits and a foreign word is spoken as Mandarin', { skip }, async () => {
  const text = '重庆的银行行长在2024年说：hello 世界。'
  const spoken = unwrap(await openSpeech({ kind: 'speech', text, language: 'zh' }))
  assert.equal(spoken.words.length, 14)
  checkWords(spoken, text)
  assert.ok(await heard(spoken) > -18)
  const { phonemes } = await sayInProcess({ engine: 'espeak', voice: 'cmn', text: '他有3只猫和25只狗。', rate: 1 })
  // English "three" and "twenty" would bring a th or a tw.
  assert.ok(phonemes.length > 20)
  assert.doesNotMatch(phonemes, /θ|t w/)
})

test('words of a voice without times are found by laying another reading onto it', { skip }, async () => {
  const text = 'Every morning the baker opens the heavy door and the whole street smells of fresh bread.'
  const [reference, other] = [await sayInProcess({ engine: 'espeak', voice: 'en-us', text, rate: 1 }), await sayInProcess({ engine: 'espeak', voice: 'en-gb-scotland', text, rate: 0.8 })]
  const timed = (one: typeof other) => timeWords(text, one.marks, (one.samples.length * 1000) / one.rate)
  const truth = timed(other)
  const errorOf = (words: readonly { readonly from: number }[]) => words.map((word, index) => Math.abs(word.from - truth[index]!.from)).sort((left, right) => left - right)
  const errors = errorOf(alignWords(timed(reference), reference, other))
  const shared = errorOf(estimateWords(text, (other.samples.length * 1000) / other.rate))
  const [median, most] = [errors[errors.length >> 1]!, errors.at(-1)!]
  assert.ok(median <= 40 && most <= 160, `median ${median} ms, largest ${most} ms; shared out by length: ${shared[shared.length >> 1]!} ms`)
  assert.ok(median < shared[shared.length >> 1]!)
})

test('a word is shown within 80 ms of the moment the voice says it begins', { skip }, async () => {
  const text = 'The quick brown fox jumps over the lazy dog near the old river bank.'
  const raw = await sayInProcess({ engine: 'espeak', voice: 'en-us', text, rate: 1 })
  const spoken = unwrap(await openSpeech({ kind: 'speech', text, language: 'en' }))
  spoken.source.close()
  for (const mark of raw.marks.filter((one) => one.isEnd !== true)) {
    const word = spoken.words.find(({ start, end }) => mark.place >= start && mark.place < end)
    assert.ok(word !== undefined && Math.abs(word.from - mark.time) <= 80, JSON.stringify([mark, word]))
  }
})

test('flite speaks English when asked', async () => {
  const text = 'A quick test of another voice.'
  const spoken = unwrap(await openSpeech({ kind: 'speech', text, language: 'en', voice: 'flite:slt' }))
  assert.equal(spoken.timing, hasEspeak ? 'aligned' : 'estimated')
  checkWords(spoken, text)
  assert.ok(Math.abs(await heard(spoken) - -17) < 0.5)
})

test('speech is kept by content and found again', { skip }, async () => {
  const cache = join(folder, 'cache')
  const speech = { kind: 'speech' as const, text: 'Once is enough.', language: 'en' }
  const first = unwrap(await openSpeech(speech, { cache }))
  first.source.close()
  const names = readdirSync(cache).sort()
  const second = unwrap(await openSpeech(speech, { cache }))
  second.source.close()
  assert.deepEqual(second.words, first.words)
  assert.deepEqual(readdirSync(cache).sort(), names)
  assert.equal(names.length, 2)
})

test('a voice process that is killed is a fault, and the next sentence is spoken by a new one', { skip }, async () => {
  const long = 'This sentence is said many times. '.repeat(17)
  const speaking = openSpeech({ kind: 'speech', text: long, language: 'en' })
  while (voiceProcessId() === undefined) await new Promise(setImmediate)
  process.kill(voiceProcessId()!, 'SIGKILL')
  const outcome = await speaking
  assert.equal(outcome.ok ? 'spoken' : outcome.faults[0]!.code, 'voice-died')
  unwrap(await openSpeech({ kind: 'speech', text: 'Here again.', language: 'en' })).source.close()
})

test('a text without words, an unknown engine and an unknown language are named faults', async () => {
  const code = async (speech: Parameters<typeof openSpeech>[0]): Promise<string> => {
    const outcome = await openSpeech(speech)
    return outcome.ok ? 'fine' : outcome.faults[0]!.code
  }
  assert.equal(await code({ kind: 'speech', text: ' … ', language: 'en' }), 'speech-empty')
  assert.equal(await code({ kind: 'speech', text: 'Hi', language: 'en', voice: 'nobody:x' }), 'voice-unknown')
  assert.equal(await code({ kind: 'speech', text: 'Hi', language: 'zh', voice: 'flite' }), 'voice-language')
})

async function withServer(answer: (request: IncomingMessage, body: string, response: ServerResponse) => void, use: (address: string) => Promise<void>): Promise<void> {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => { body += part })
    request.on('end', () => answer(request, body, response))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

const speech = { kind: 'speech' as const, text: 'Spoken far away.', language: 'en' }

test('a speech server is asked as its interface says, and heard', async () => {
  let asked: Record<string, unknown> = {}
  await withServer((request, body, response) => {
    asked = { path: request.url, key: request.headers.authorization, ...JSON.parse(body) as object }
    const pcm = Int16Array.from({ length: 24_000 }, (_, index) => (index < 2400 ? 0 : 8000 * Math.sin(index / 8)))
    response.end(Buffer.from(pcm.buffer))
  }, async (address) => {
    const spoken = unwrap(await openSpeech(speech, { server: { address, key: 'secret', model: 'm1', voice: 'alloy' } }))
    assert.deepEqual(asked, { path: '/v1/audio/speech', key: 'Bearer secret', model: 'm1', input: speech.text, voice: 'alloy', speed: 1, response_format: 'pcm' })
    assert.equal(spoken.durationMs, 1000)
    assert.ok(spoken.words[0]!.from >= 90, 'the silence at the beginning belongs to no word')
    checkWords(spoken, speech.text)
    assert.ok(Math.abs(await heard(spoken) - -17) < 0.5)
  })
})

test('a server that refuses, says nothing or is not there is a named fault', async () => {
  const codeOf = async (address: string, patience?: number): Promise<string> => {
    const outcome = await openSpeech(speech, { server: { address, model: 'm', voice: 'v', patience } })
    if (!outcome.ok) assert.doesNotMatch(outcome.faults[0]!.message, /secret/)
    return outcome.ok ? 'fine' : outcome.faults[0]!.code
  }
  await withServer((_request, _body, response) => { response.statusCode = 401; response.end('no') }, async (address) => assert.equal(await codeOf(address), 'voice-refused'))
  await withServer((_request, _body, response) => response.end('tiny'), async (address) => assert.equal(await codeOf(address), 'voice-failed'))
  await withServer(() => undefined, async (address) => assert.equal(await codeOf(address, 50), 'voice-unreachable'))
  assert.equal(await codeOf('http://127.0.0.1:9/v1'), 'voice-unreachable')
})
