import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openServer, type Server } from './kit.ts'

let opened: Promise<Server> | undefined
const shared = () => (opened ??= openServer())

/** Seconds of sound in an MP4 of one fragment, by what its boxes say. */
function secondsOf(file: Buffer): number {
  const sizes = file.indexOf('trun')
  const count = file.readUInt32BE(sizes + 8)
  return (count * 1024) / 48_000
}

test('moods have names in both languages, a tempo, and songs that differ by seed and repeat by seed', async () => {
  const server = await shared()
  const { moods } = await server.good('own.music')
  assert.equal(moods.length, 10)
  assert.ok(moods.every(({ title, beatsPerMinute, preview }: any) => title.en !== '' && /\p{Script=Han}/u.test(title.zh) && beatsPerMinute > 40 && preview.startsWith('/api/v1/music/')))
  const play = async (seed: number, seconds = '5') => {
    const response = await server.ask('own.musicPreview', { path: { mood: 'lo-fi', seed: String(seed) }, query: { seconds } })
    assert.deepEqual([response.status, response.headers.get('content-type'), response.headers.get('accept-ranges')], [200, 'audio/mp4', 'bytes'])
    return Buffer.from(await response.arrayBuffer())
  }
  const first = await play(1)
  assert.equal(first.toString('latin1', 4, 8), 'ftyp')
  assert.ok(Math.abs(secondsOf(first) - 5) < 0.1, String(secondsOf(first)))
  assert.deepEqual(await play(1), first)
  assert.notDeepEqual(await play(2), first)
  const part = await server.ask('own.musicPreview', { path: { mood: 'lo-fi', seed: '1' }, query: { seconds: '5' }, headers: { Range: 'bytes=4-7' } })
  assert.deepEqual([part.status, await part.text()], [206, 'ftyp'])
  await server.bad('own.musicPreview', 'asset-unknown', { path: { mood: 'polka', seed: '1' } })
  await server.bad('own.musicPreview', 'asset-unknown', { path: { mood: 'constructor', seed: '1' } })
  for (const seed of ['10000', '-1', 'x', '1.5']) await server.bad('own.musicPreview', 'asset-unknown', { path: { mood: 'lo-fi', seed } })
  await server.bad('own.musicPreview', 'query-invalid', { path: { mood: 'lo-fi', seed: '1' }, query: { seconds: '3600' } })
})

test('voices are named with their languages, and say a sentence', async () => {
  const server = await shared()
  const { voices } = await server.good('own.voices')
  assert.ok(voices.some(({ voice, languages }: any) => voice === 'flite:slt' && languages.includes('en')))
  const working = voices.find(({ works, voice }: any) => works && voice === 'flite:slt') ?? assert.fail('no voice works')
  const response = await fetch(`${server.url}${working.sample}`)
  assert.deepEqual([response.status, response.headers.get('content-type')], [200, 'audio/mp4'])
  const seconds = secondsOf(Buffer.from(await response.arrayBuffer()))
  assert.ok(seconds > 1 && seconds < 8, String(seconds))
  await server.bad('own.voiceSample', 'asset-unknown', { path: { voice: 'flite:slt' }, query: { language: 'zh' } })
  await server.bad('own.voiceSample', 'asset-unknown', { path: { voice: 'http:../../x' } })
})

test('one address listens to so many songs a minute and no more', async () => {
  const server = await openServer({ api: { perMinute: { address: 3000, token: 0, wrongTokens: 0 } } })
  const codes = []
  for (let count = 0; count < 12; count++) codes.push((await server.ask('own.musicPreview', { path: { mood: 'polka', seed: '1' } })).status)
  assert.deepEqual([codes.slice(0, 10), codes.slice(10)], [new Array(10).fill(404), [429, 429]])
})
