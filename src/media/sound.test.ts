// Decoding real files of every format, whole and broken; the files are encoded here.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AV_CHANNEL_LAYOUT_STEREO, AV_SAMPLE_FMT_FLTP, AV_SAMPLE_FMT_S16 } from 'node-av/constants'
import { Codec, CodecContext, FormatContext, Frame, Packet, Rational } from 'node-av/lib'
import { unwrap } from '../base/index.ts'
import { soundRate } from '../sound/index.ts'
import { examineSound } from './sound-examine.ts'
import { openSound } from './sound-open.ts'

const folder = mkdtempSync(join(tmpdir(), 'kinora-sound-'))
test.after(() => rmSync(folder, { recursive: true, force: true }))

const seconds = 3

// A tone that rises by 40 Hz a second, so that every place in it is unlike any other.
function toneAt(second: number): number {
  return 0.5 * Math.sin(2 * Math.PI * (300 + 40 * second) * second)
}

function writeWav(name: string, rate: number, channels: number, length: number, valueAt: (second: number) => number): string {
  const data = Buffer.alloc(length * channels * 2)
  for (let frame = 0; frame < length; frame++) {
    for (let channel = 0; channel < channels; channel++) data.writeInt16LE(Math.round(valueAt(frame / rate) * 32767), (frame * channels + channel) * 2)
  }
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + data.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(channels, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * channels * 2, 28)
  head.writeUInt16LE(channels * 2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(data.length, 40)
  return save(name, Buffer.concat([head, data]))
}

function save(name: string, bytes: Buffer | string): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

function encode(name: string, codecName: 'libmp3lame' | 'aac' | 'flac' | 'libvorbis', rate = 44_100, length = seconds * 44_100): string {
  const path = join(folder, name)
  const codec = Codec.findEncoderByName(codecName as never)!
  const output = new FormatContext()
  output.allocOutputContext2(null, null, path)
  const context = new CodecContext()
  context.allocContext3(codec)
  const packed = codecName === 'flac'
  context.sampleFormat = packed ? AV_SAMPLE_FMT_S16 : AV_SAMPLE_FMT_FLTP
  context.sampleRate = rate
  context.channelLayout = AV_CHANNEL_LAYOUT_STEREO
  context.bitRate = 192_000n
  context.timeBase = new Rational(1, rate)
  context.setFlags(1 << 22 as never)
  assert.ok(context.open2Sync(codec) >= 0)
  const stream = output.newStream(null)
  stream.timeBase = new Rational(1, rate)
  stream.codecpar.fromContext(context)
  assert.ok(output.openOutputSync() >= 0)
  assert.ok(output.writeHeaderSync() >= 0)
  const packet = new Packet()
  packet.alloc()
  const drain = () => {
    while (context.receivePacketSync(packet) >= 0) {
      packet.streamIndex = 0
      packet.rescaleTs(context.timeBase, stream.timeBase)
      output.interleavedWriteFrameSync(packet)
    }
  }
  const size = context.frameSize > 0 ? context.frameSize : 1024
  for (let at = 0; at < length; at += size) {
    const count = Math.min(size, length - at)
    const values = Float32Array.from({ length: count }, (_, index) => toneAt((at + index) / rate))
    const buffer = packed
      ? Buffer.from(Int16Array.from({ length: count * 2 }, (_, index) => Math.round(values[index >> 1]! * 32767)).buffer)
      : Buffer.concat([Buffer.from(values.buffer), Buffer.from(values.buffer)])
    const frame = Frame.fromAudioBuffer(buffer, { nbSamples: count, format: context.sampleFormat, sampleRate: rate, channelLayout: AV_CHANNEL_LAYOUT_STEREO, pts: BigInt(at) })
    assert.ok(context.sendFrameSync(frame) >= 0)
    frame.free()
    drain()
  }
  context.sendFrameSync(null)
  drain()
  output.writeTrailerSync()
  output.closeOutputSync()
  context.freeContext()
  return path
}

function readAll(path: string): { readonly left: Float32Array; readonly right: Float32Array } {
  const sound = unwrap(openSound(path))
  const block = sound.readNow(0, soundRate * 60)
  sound.close()
  return block
}

function largestError(samples: Float32Array, from: number, to: number): number {
  let worst = 0
  for (let index = from; index < to; index++) worst = Math.max(worst, Math.abs(samples[index]! - toneAt(index / soundRate)))
  return worst
}

test('every format decodes to the exact number of samples, in place to the sample', () => {
  const files = [
    ['tone.mp3', encode('tone.mp3', 'libmp3lame'), 0.03], ['tone.m4a', encode('tone.m4a', 'aac'), 0.03], ['tone.flac', encode('tone.flac', 'flac'), 0.001],
    ['tone.ogg', encode('tone.ogg', 'libvorbis'), 0.03], ['tone.wav', writeWav('tone.wav', 44_100, 2, seconds * 44_100, toneAt), 0.001],
  ] as const
  for (const [name, path, tolerance] of files) {
    const block = readAll(path)
    assert.equal(block.left.length, seconds * soundRate, name)
    assert.equal(block.right.length, seconds * soundRate, name)
    // One sample of delay alone would be an error of 0.02 to 0.027 at these pitches; codecs add a little of their own.
    assert.ok(largestError(block.left, 4800, seconds * soundRate - 4800) < tolerance, `${name}: ${largestError(block.left, 4800, seconds * soundRate - 4800)}`)
  }
})

test('a stretch is the same after jumping about as when read in one go', () => {
  for (const path of [encode('jump.mp3', 'libmp3lame', 44_100, 44_100 * 45), encode('jump.ogg', 'libvorbis', 44_100, 44_100 * 45)]) {
    const whole = readAll(path)
    const sound = unwrap(openSound(path))
    for (const at of [0, 40 * soundRate + 17, 12_345, 30 * soundRate, 29 * soundRate + 1]) {
      assert.deepEqual(sound.readNow(at, 3000).left, whole.left.slice(at, at + 3000), `${path} at ${at}`)
    }
    assert.equal(sound.readNow(45 * soundRate - 10, 100).left.length, 10)
    assert.equal(sound.readNow(45 * soundRate + 10, 100).left.length, 0)
    sound.close()
  }
})

test('mono at 8 kHz comes out on both sides at 48 kHz', () => {
  const block = readAll(writeWav('telephone.wav', 8000, 1, 16_000, toneAt))
  assert.equal(block.left.length, 96_000)
  assert.deepEqual(block.left, block.right)
  assert.ok(largestError(block.left, 4800, 90_000) < 0.002)
})

test('facts tell format, length, rate, channels and loudness', async () => {
  const facts = unwrap(await examineSound(encode('facts.mp3', 'libmp3lame')))
  assert.equal(facts.format, 'mp3')
  assert.equal(facts.duration, 3000)
  assert.equal(facts.sampleRate, 44_100)
  assert.equal(facts.channels, 2)
  // A sine at half of full scale on both sides lies near -6 dBFS RMS on the K-weighted scale.
  assert.ok(Math.abs(facts.loudness! - -6.1) < 1, String(facts.loudness))
})

test('a silent file is fine and says so', async () => {
  const facts = unwrap(await examineSound(writeWav('silent.wav', 44_100, 2, 44_100, () => 0)))
  assert.equal(facts.loudness, undefined)
  assert.match(facts.warnings![0]!, /^It is silent/)
})

test('every bad file is a named fault', async () => {
  const whole = readFileSync(encode('whole.m4a', 'aac'))
  const cases: [string, string | Buffer | undefined, string][] = [
    ['missing.mp3', undefined, 'file-missing'], ['empty.mp3', '', 'sound-empty'], ['page.mp3', '<html><body>404</body></html>', 'sound-format-unknown'],
    ['list.m4a', '#EXTM3U\nhttp://example.org/a.ts\n', 'sound-format-unknown'], ['list.wav', 'ffconcat version 1.0\nfile /etc/passwd\n', 'sound-format-unknown'],
    ['cut.m4a', whole.subarray(0, whole.length >> 1), 'sound-corrupt'], ['head.wav', 'RIFF\x10\0\0\0WAVEfmt ', 'sound-corrupt'], ['tiny.mp3', Buffer.from([0xff, 0xfb, 0x90]), 'sound-format-unknown'],
  ]
  for (const [name, bytes, code] of cases) {
    const outcome = await examineSound(bytes === undefined ? join(folder, name) : save(name, bytes as string))
    assert.equal(outcome.ok ? 'fine' : outcome.faults[0]!.code, code, name)
    if (!outcome.ok) assert.match(outcome.faults[0]!.message, /\. [A-Z]/, 'says what to do')
  }
})

test('a cut mp3 is used as far as it goes, and damage is told', async () => {
  const whole = readFileSync(encode('long.mp3', 'libmp3lame'))
  const cut = unwrap(await examineSound(save('cut.mp3', whole.subarray(0, whole.length >> 1))))
  assert.ok(cut.duration > 1300 && cut.duration < 1700, String(cut.duration))
  const m4a = readFileSync(encode('noise.m4a', 'aac'))
  for (let at = m4a.indexOf('mdat') + 2000; at < m4a.indexOf('mdat') + 30_000; at++) m4a[at] = (at * 7919) & 255
  const noisy = unwrap(await examineSound(save('noise.m4a', m4a)))
  assert.match(noisy.warnings![0]!, /damaged/)
})
