import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Draft, TextSegment } from '../draft/index.ts'
import type { PiecePort } from '../studio/ports.ts'
import { constants, libav, must } from './av.ts'
import { inFolder, photoFilm, withTone, withoutPhotos } from './fixture.ts'
import { createPieces } from './pieces-port.ts'

const skip = withoutPhotos
const probe = spawnSync('ffprobe', ['-version']).status === 0

// Five seconds and a bit at 29.97, with a tone that sounds from beginning to end.
async function filmIn(folder: string): Promise<Draft> {
  const film = await withTone(photoFilm(undefined, 1280), folder)
  return { ...film, canvas: { ...film.canvas, frameRate: { numerator: 30000, denominator: 1001 } } }
}

type Track = 'picture' | 'sound'

async function partsOf(pieces: PiecePort, draft: Draft, track: Track, order: readonly number[]): Promise<Buffer> {
  const parts = new Map<number, Uint8Array>()
  for (const part of order) parts.set(part, await pieces.segment(draft, track, part))
  return Buffer.concat([await pieces.segment(draft, track, 'header'), ...[...parts].sort(([left], [right]) => left - right).map(([, bytes]) => bytes)])
}

interface Heard {
  /** Time of each packet in ticks of the track. */
  readonly times: readonly number[]
  readonly keys: readonly boolean[]
  readonly frames: number
  readonly samples: Float32Array
}

// Reads a file as a player does: demux, decode, count.
async function play(path: string, bytes: Uint8Array): Promise<Heard> {
  await writeFile(path, bytes)
  const format = new libav.FormatContext()
  must(format.openInputSync(path, null, null), 'open a preview')
  must(format.findStreamInfoSync(null), 'look at a preview')
  const stream = format.streams![0]!
  const context = new libav.CodecContext()
  const decoder = libav.Codec.findDecoder(stream.codecpar.codecId)!
  context.allocContext3(decoder)
  must(context.parametersToContext(stream.codecpar), 'set up a decoder')
  context.pktTimebase = stream.timeBase
  must(context.open2Sync(decoder, null), 'open a decoder')
  const packet = new libav.Packet()
  packet.alloc()
  const frame = new libav.Frame()
  frame.alloc()
  const times: number[] = []
  const keys: boolean[] = []
  const samples: number[] = []
  let frames = 0
  const drain = (): void => {
    while (context.receiveFrameSync(frame) >= 0) {
      frames++
      // Some versions of libav leave out what lies before 0, some hand it on.
      if (stream.codecpar.codecType === constants.AVMEDIA_TYPE_AUDIO && frame.pts >= 0n) {
        const plane = frame.data![0]!
        samples.push(...new Float32Array(plane.buffer, plane.byteOffset, frame.nbSamples))
      }
      frame.unref()
    }
  }
  while (format.readFrameSync(packet) >= 0) {
    times.push(Number(packet.pts))
    keys.push(packet.isKeyframe)
    must(context.sendPacketSync(packet), 'decode a preview')
    drain()
    packet.unref()
  }
  context.sendPacketSync(null)
  drain()
  packet.free()
  frame.free()
  context.freeContext()
  format.closeInputSync()
  return { times, keys, frames, samples: Float32Array.from(samples) }
}

test('parts fetched in any order play as one film: every frame at its time, the sound without a gap', { skip }, () => inFolder(async (folder) => {
  const pieces = createPieces({ cache: join(folder, 'cache') })
  const draft = await filmIn(folder)
  const { duration, segments, hasSound } = await pieces.stream(draft)
  assert.equal(hasSound, true)
  assert.deepEqual(segments, [{ start: 0, duration: 2002 }, { start: 2002, duration: 2002 }, { start: 4004, duration: duration - 4004 }])
  const [picture, sound] = await Promise.all([
    partsOf(pieces, draft, 'picture', [2, 0, 1]).then((bytes) => play(join(folder, 'picture.mp4'), bytes)),
    partsOf(pieces, draft, 'sound', [1, 2, 0]).then((bytes) => play(join(folder, 'sound.mp4'), bytes)),
  ])
  const frames = Math.round((duration * 30) / 1001)
  assert.equal(picture.frames, frames)
  assert.deepEqual(picture.times, Array.from({ length: frames }, (_, frame) => frame * 1001))
  assert.deepEqual(picture.keys.flatMap((key, frame) => (key ? [frame] : [])), [0, 60, 120])
  // What the encoder put at the start lies before 0, and is not heard.
  assert.deepEqual(sound.times, sound.times.map((_, packet) => (packet - 1) * 1024))
  const heard = sound.samples
  assert.ok(heard.length >= duration * 48 && heard.length < duration * 48 + 2048)
  const { late, rest } = compareWithTone(heard.subarray(0, 48 * (duration - 200)))
  assert.ok(Math.abs(late) < 2, `the sound is ${late} samples late`)
  assert.ok(rest < 0.01, `${rest} of the sound is something else`)
  await pieces.close()
}))

// How late a tone of 440 Hz is heard (of 109 samples), and which share of the sound is not that tone: a packet that is lost
// or heard twice where parts meet puts the rest out of step.
function compareWithTone(samples: Float32Array): { late: number; rest: number } {
  const step = (2 * Math.PI * 440) / 48_000
  let sine = 0
  let cosine = 0
  let energy = 0
  samples.forEach((sample, index) => {
    sine += sample * Math.sin(step * index)
    cosine += sample * Math.cos(step * index)
    energy += sample * sample
  })
  return { late: Math.atan2(-cosine, sine) / step, rest: 1 - (2 * (sine * sine + cosine * cosine)) / (samples.length * energy) }
}

test('after an edit only the parts that changed are drawn; a part that was cleared away is drawn again', { skip }, () => inFolder(async (folder) => {
  const cache = join(folder, 'cache')
  const pieces = createPieces({ cache, isolated: false })
  const draft = await filmIn(folder)
  const before = await partsOf(pieces, draft, 'picture', [0, 1, 2])
  const made = new Set(await readdir(cache))
  const last = draft.picture.segments.at(-1)!
  const edited: Draft = { ...draft, title: 'Another title', picture: { ...draft.picture, segments: [...draft.picture.segments.slice(0, -1), { ...last, fit: 'contain' } as typeof last] } }
  assert.equal((await pieces.stream(edited)).segments.length, 3)
  for (const part of [0, 1]) await pieces.segment(edited, 'picture', part)
  const packets = async (): Promise<string[]> => (await readdir(cache)).filter((name) => /^[0-9a-f]{64}$/.test(name) && !made.has(name))
  assert.deepEqual((await packets()).length, 1, 'the photo before the changed one fades into it in the second part')
  await pieces.segment(edited, 'picture', 2)
  assert.deepEqual((await packets()).length, 2)
  for (const name of made) await rm(join(cache, name), { recursive: true })
  assert.ok(before.equals(await partsOf(pieces, draft, 'picture', [0, 1, 2])))
  await pieces.close()
}))

test('nobody draws for a viewer who has gone; another one who waits for the same part gets it', { skip }, () => inFolder(async (folder) => {
  const cache = join(folder, 'cache')
  const pieces = createPieces({ cache })
  const draft = await filmIn(folder)
  const kept = async (): Promise<number> => (await readdir(cache)).filter((name) => /^[0-9a-f]{64}$/.test(name)).length
  await pieces.segment(draft, 'picture', 'header')
  const before = await kept()
  const leaving = new AbortController()
  const gone = [0, 1, 2].map((part) => pieces.segment(draft, 'picture', part, { signal: leaving.signal }))
  const refused = Promise.all(gone.map((part) => assert.rejects(part, { code: 'render-cancelled' })))
  const staying = pieces.segment(draft, 'picture', 1, { signal: new AbortController().signal })
  // They have asked by now, and no part is drawn as quickly.
  await new Promise((resolve) => setImmediate(resolve))
  leaving.abort()
  await refused
  const part = await staying
  assert.ok(Buffer.from(part).equals(Buffer.from(await pieces.segment(draft, 'picture', 1))))
  // Two threads at most, so the line is empty once this is made.
  await pieces.segment({ ...draft, title: 'Another' }, 'picture', 1)
  assert.equal(await kept() - before, 1, 'the part that somebody waited for, and no other')
  await pieces.close()
}))

test('a part looks the same whichever parts were asked for before it', { skip }, () => inFolder(async (folder) => {
  const draft = await filmIn(folder)
  const style = { font: 'sans', size: 0.12, weight: 700, color: '#ffffff', shadow: true, ground: 'auto' } as const
  const line = (index: number): TextSegment => ({
    kind: 'text', id: `t${index}`, role: 'title', text: `Line ${index}`, start: index * 1200, duration: 1200, style,
    place: { area: 'center' }, animation: { enter: 'none', exit: 'none', duration: 0 },
  })
  const titled: Draft = { ...draft, texts: [{ id: 'titles', name: 'Titles', segments: [0, 1, 2, 3].map(line) }] }
  const forwards = createPieces({ cache: join(folder, 'forwards'), isolated: false })
  const backwards = createPieces({ cache: join(folder, 'backwards'), isolated: false })
  const one = await partsOf(forwards, titled, 'picture', [0, 1])
  const two = await partsOf(backwards, titled, 'picture', [1, 0])
  assert.ok(one.equals(two))
  await Promise.all([forwards.close(), backwards.close()])
}))

test('a preview is 540 pixels on its shorter side, never larger than the film', { skip }, () => inFolder(async (folder) => {
  const pieces = createPieces({ cache: folder, isolated: false })
  for (const [[width, height], expected] of [[[1920, 1080], [960, 540]], [[1080, 1920], [540, 960]], [[320, 180], [320, 180]]] as const) {
    const film = photoFilm(['kayak.jpg'])
    const header = Buffer.from(await pieces.segment({ ...film, canvas: { ...film.canvas, width, height } }, 'picture', 'header'))
    const entry = header.indexOf('avc1', header.indexOf('stsd'))
    assert.deepEqual([header.readUInt16BE(entry + 28), header.readUInt16BE(entry + 30)], expected)
    assert.equal(header.subarray(header.indexOf('avcC') + 5).toString('hex', 0, 3), '4d401f', 'lists name the codec as avc1.4d401f')
  }
  await pieces.close()
}))

test('what a preview does not have is a named error', { skip }, () => inFolder(async (folder) => {
  const pieces = createPieces({ cache: folder, isolated: false })
  const draft = photoFilm(['kayak.jpg'])
  assert.equal((await pieces.stream(draft)).hasSound, false)
  for (const part of [1, -1, 0.5, NaN]) await assert.rejects(pieces.segment(draft, 'picture', part), { code: 'part-unknown' })
  const empty = { ...draft, picture: { ...draft.picture, segments: [] } }
  await assert.rejects(pieces.stream(empty), { code: 'film-empty' })
  await assert.rejects(pieces.segment(empty, 'picture', 'header'), { code: 'film-empty' })
  await pieces.close()
}))

test('ffprobe reads the list of parts as one film', { skip: skip === false && !probe ? 'skipped: no ffprobe' : skip }, () => inFolder(async (folder) => {
  const pieces = createPieces({ cache: join(folder, 'cache') })
  const draft = await filmIn(folder)
  const { segments } = await pieces.stream(draft)
  for (const track of ['picture', 'sound'] as const) {
    const names = segments.map((_, part) => `${track}-${part}.m4s`)
    await writeFile(join(folder, `${track}.mp4`), await pieces.segment(draft, track, 'header'))
    for (const [part, name] of names.entries()) await writeFile(join(folder, name), await pieces.segment(draft, track, part))
    const lines = segments.map(({ duration }, part) => `#EXTINF:${duration / 1000},\n${names[part]}`)
    await writeFile(join(folder, `${track}.m3u8`), ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-TARGETDURATION:3', '#EXT-X-PLAYLIST-TYPE:VOD', `#EXT-X-MAP:URI="${track}.mp4"`, ...lines, '#EXT-X-ENDLIST', ''].join('\n'))
    const said = spawnSync('ffprobe', ['-v', 'error', '-count_packets', '-show_entries', 'stream=codec_name,nb_read_packets', '-of', 'csv=p=0', join(folder, `${track}.m3u8`)], { encoding: 'utf8' })
    assert.equal(said.stderr, '')
    assert.match(said.stdout, track === 'picture' ? /^h264,15[0-9]/ : /^aac,2[0-9][0-9]/)
  }
  await pieces.close()
}))
