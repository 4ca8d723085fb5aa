import { test } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unwrap } from '../base/index.ts'
import type { ClipFacts } from '../draft/index.ts'
import { constants as C } from './clip-av.ts'
import { examineClip, takenAtOf } from './clip-examine.ts'
import { clipFolder, cutFile, makeClip, type ClipWish } from './clip-fixture.ts'
import { bitDepthOf } from './clip-format.ts'
import { openClip } from './clip-reader.ts'

function facts(wish: ClipWish): ClipFacts {
  return unwrap(examineClip(makeClip(wish)))
}

test('a plain clip: size, length, rate, codec, sound', () => {
  const { width, height, duration, frameRate, codec, hasSound, format, bitDepth, dynamicRange, variableFrameRate, shots, warnings } = facts({ name: 'plain.mp4', frames: 90, sound: true, luma: () => 90 })
  assert.deepEqual({ width, height, format, codec, hasSound, bitDepth, dynamicRange, variableFrameRate, shots, warnings }, {
    width: 160, height: 96, format: 'mp4', codec: 'h264', hasSound: true, bitDepth: 8, dynamicRange: 'sdr', variableFrameRate: undefined, shots: undefined, warnings: undefined,
  })
  assert.ok(Math.abs(duration - 3000) <= 1)
  assert.ok(Math.abs(frameRate - 30) < 0.02)
})

test('sizes are as displayed: turned, with square pixels', () => {
  const turned = facts({ name: 'facts90.mp4', frames: 3, rotation: 90, aspect: { num: 4, den: 3 } })
  assert.deepEqual([turned.width, turned.height, turned.rotation, turned.hasSound], [96, 213, 90, false])
})

test('a gif is clear only when it is', () => {
  assert.equal(facts({ name: 'opaque.gif', encoder: 'gif', frames: 4, pixelFormat: C.AV_PIX_FMT_RGB8, luma: (frame) => frame * 30 }).hasAlpha, undefined)
  assert.equal(facts({ name: 'holes.apng', encoder: 'apng', frames: 4, pixelFormat: C.AV_PIX_FMT_RGBA }).hasAlpha, true)
})

test('variable frame rate, 10 bits and HDR are told', () => {
  assert.equal(facts({ name: 'factsvfr.mp4', times: [0, 33, 67, 300, 333, 800, 833, 867, 900] }).variableFrameRate, true)
  const hdr = facts({ name: 'factshdr.mkv', frames: 4, encoder: 'libx265', pixelFormat: C.AV_PIX_FMT_YUV420P10LE, colorTrc: C.AVCOL_TRC_ARIB_STD_B67, colorPrimaries: C.AVCOL_PRI_BT2020, colorSpace: C.AVCOL_SPC_BT2020_NCL, options: { preset: 'ultrafast', 'x265-params': 'log-level=none' } })
  assert.deepEqual([hdr.bitDepth, hdr.dynamicRange], [10, 'hlg'])
  assert.match(hdr.warnings![0]!, /HDR/u)
  assert.equal(bitDepthOf(C.AV_PIX_FMT_P010LE), 10)
  assert.equal(bitDepthOf(C.AV_PIX_FMT_YUV420P), 8)
})

test('shots are found at hard cuts, not at fades or flashes', () => {
  // Dark for one second, bright for one, a slow fade for one, and a flash of one picture in the first second.
  const luma = (frame: number): number => (frame === 12 ? 230 : frame < 30 ? 50 : frame < 60 ? 180 : 180 - (frame - 60) * 4)
  const { shots } = facts({ name: 'shots.mp4', frames: 90, luma })
  assert.deepEqual(shots, [1000])
})

test('a clip that was cut off in the middle is used up to there, with a warning', () => {
  const path = makeClip({ name: 'cut.mkv', frames: 150, gop: 10, luma: (frame) => 40 + (frame % 40) * 4, corner: 10 })
  const whole = unwrap(examineClip(path))
  cutFile(path, Math.round(statSync(path).size * 0.5))
  const half = unwrap(examineClip(path))
  assert.ok(half.duration < 0.75 * whole.duration && half.duration > 0.2 * whole.duration)
  assert.match(half.warnings!.join(' '), /cut off/u)
  const reader = unwrap(openClip(path))
  assert.equal(reader.planesAt(whole.duration, { width: 16, height: 16, fit: 'fill' }).y.length, 256)
  reader.close()
})

for (const [name, wish] of Object.entries({
  'short.mkv': {}, 'short.webm': { encoder: 'libvpx', options: { deadline: 'realtime', 'cpu-used': '8', b: '2000000' } }, 'short.avi': { encoder: 'mpeg4', clock: 25, step: 40 },
} satisfies Record<string, Partial<ClipWish>>)) {
  test(`${name} of a second and a half, cut in half, is used with a note; whole it has none`, () => {
    const path = makeClip({ name, frames: 45, gop: 5, luma: (frame) => 40 + (frame % 20) * 8, ...wish })
    const whole = unwrap(examineClip(path))
    assert.equal(whole.warnings, undefined)
    cutFile(path, Math.round(statSync(path).size * 0.5))
    const half = unwrap(examineClip(path))
    assert.ok(half.duration < 0.8 * whole.duration, `${half.duration} of ${whole.duration}`)
    assert.match(half.warnings!.join(' '), /cut off.*The rest is used/u)
  })
}

test('a recording that never wrote its length down is not called cut off', () => {
  const path = makeClip({ name: 'live.mkv', frames: 30 })
  const bytes = readFileSync(path)
  // The segment's length becomes "not known", as a recorder that streams leaves it.
  const at = bytes.indexOf(Buffer.from([0x18, 0x53, 0x80, 0x67])) + 4
  bytes.set([0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], at)
  writeFileSync(path, bytes)
  assert.equal(unwrap(examineClip(path)).warnings, undefined)
})

test('a recording without its index is refused with the reason', () => {
  const path = makeClip({ name: 'noindex.mp4', frames: 30 })
  cutFile(path, Math.round(statSync(path).size * 0.6))
  const outcome = examineClip(path)
  assert.ok(!outcome.ok)
  assert.equal(outcome.faults[0]!.code, 'clip-corrupt')
  assert.match(outcome.faults[0]!.message, /index/u)
})

test('playlists, scripts, stream descriptions, pages and nonsense posing as video are refused', () => {
  const posing: Record<string, string | Buffer> = {
    'list.mp4': '#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:10,\nfile:///etc/passwd\n', 'concat.mov': "ffconcat version 1.0\nfile '/etc/passwd'\n", 'stream.mkv': 'v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n',
    'page.webm': '<!doctype html><html><body>video</body></html>', 'empty.mp4': '', 'noise.avi': Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919) & 255)),
    'ismbox.mp4': Buffer.concat([Buffer.from([0, 0, 0, 20]), Buffer.from('ftypisom'), Buffer.alloc(3000, 65)]), 'fake.mkv': Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), Buffer.from('matroska V_'), Buffer.alloc(2000, 9)]),
  }
  for (const [name, content] of Object.entries(posing)) {
    const path = join(clipFolder(), name)
    writeFileSync(path, content)
    const outcome = examineClip(path)
    assert.ok(!outcome.ok, name)
    assert.ok(outcome.faults[0]!.message.includes(name), name)
  }
  assert.ok(!examineClip(join(clipFolder(), 'nowhere.mp4')).ok)
})

test('a tiny file that claims enormous pictures is refused before memory is taken', () => {
  const path = makeClip({ name: 'bomb.gif', encoder: 'gif', frames: 4, pixelFormat: C.AV_PIX_FMT_RGB8 })
  const bytes = readFileSync(path)
  bytes.writeUInt16LE(65535, 6)
  bytes.writeUInt16LE(65535, 8)
  writeFileSync(path, bytes)
  const outcome = examineClip(path)
  assert.ok(!outcome.ok)
  assert.equal(outcome.faults[0]!.code, 'clip-too-large')
})

test('a clip with flipped bits does not stop anything', () => {
  const path = makeClip({ name: 'bits.mkv', frames: 60, gop: 15, luma: (frame) => 40 + frame * 3, corner: 200 })
  const bytes = readFileSync(path)
  for (let at = 2000; at < bytes.length; at += 97) bytes[at]! ^= 0x5a
  writeFileSync(path, bytes)
  const outcome = examineClip(path)
  if (!outcome.ok) return assert.equal(outcome.faults[0]!.code, 'clip-corrupt')
  const reader = unwrap(openClip(path))
  for (const time of [0, 900, 1900, 100]) reader.planesAt(time, { width: 32, height: 32, fit: 'fill' })
  reader.close()
})

test('a clip longer than the budget still has its stated length', () => {
  const path = makeClip({ name: 'long.mp4', frames: 600, gop: 30, luma: () => 70 })
  let clock = 0
  const { duration } = unwrap(examineClip(path, { budget: 0, now: () => clock++ }))
  assert.ok(Math.abs(duration - 20000) < 50)
})

test('times of phones and of others become camera-local text', () => {
  assert.equal(takenAtOf('2024-06-01T09:30:05+0800'), '2024-06-01T09:30:05')
  assert.equal(takenAtOf('2024-06-01T01:30:05.000000Z'), '2024-06-01T01:30:05')
  assert.equal(takenAtOf('1904-01-01T00:00:00Z'), undefined)
  assert.equal(takenAtOf(undefined), undefined)
})
