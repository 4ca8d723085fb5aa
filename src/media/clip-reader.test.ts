import { test } from 'node:test'
import assert from 'node:assert/strict'
import { unwrap } from '../base/index.ts'
import type { YuvPlanes } from '../compositor/index.ts'
import { constants as C } from './clip-av.ts'
import { makeClip, type ClipWish } from './clip-fixture.ts'
import { openClip, type ClipReader } from './clip-reader.ts'

const whole = { width: 160, height: 96, fit: 'fill' } as const

function open(wish: ClipWish): ClipReader {
  return unwrap(openClip(makeClip(wish)))
}

/** Mean luma of the four quarters: left upper, right upper, left lower, right lower. */
function quarters(planes: YuvPlanes): number[] {
  return [[0, 0], [1, 0], [0, 1], [1, 1]].map(([right, lower]) => {
    const x = Math.round(planes.width * (0.25 + 0.5 * right!))
    const y = Math.round(planes.height * (0.25 + 0.5 * lower!))
    return planes.y[y * planes.width + x]!
  })
}

function near(actual: number, expected: number, by: number, what = ''): void {
  assert.ok(Math.abs(actual - expected) <= by, `${what} ${actual} is not ${expected} ± ${by}`)
}

// Frame n has luma 40 + 4n (the fixture's own) and is shown at round(n × 1000/30) ms.
const lumaAt = (reader: ClipReader, time: number, step = 4): number => (reader.planesAt(time, whole).y[80 * 160 - 20]! - 40) / step

test('the last picture at or before a time is shown, in any order of asking', () => {
  const reader = open({ name: 'order.mp4', frames: 60, gop: 20, options: { bf: '2' }, luma: (frame) => 40 + frame * 3 })
  for (const [time, frame] of [[0, 0], [33, 1], [34, 1], [66, 1], [67, 2], [1000, 30], [999, 29], [1900, 57], [100, 3], [99999, 59], [-50, 0], [500, 15], [467, 14]] as const) {
    near(lumaAt(reader, time, 3), frame, 0.4, `at ${time} ms`)
  }
  reader.close()
})

test('clips of every container and codec give the same pictures', () => {
  const kinds: ClipWish[] = [
    { name: 'kind.mov' }, { name: 'kind.mkv' }, { name: 'kind.webm', encoder: 'libvpx-vp9', options: { crf: '8', 'cpu-used': '8' } },
    { name: 'kind.avi', encoder: 'mpeg4', clock: 30, step: 1000 / 30, options: { qmin: '1', qmax: '2' } },
    { name: 'mjpeg.mov', encoder: 'mjpeg', pixelFormat: C.AV_PIX_FMT_YUVJ420P, colorRange: C.AVCOL_RANGE_JPEG, luma: (frame) => Math.round(((40 + frame * 4 - 16) * 255) / 219) },
    { name: 'prores.mov', encoder: 'prores_ks', pixelFormat: C.AV_PIX_FMT_YUV422P10LE, luma: (frame) => (40 + frame * 4) * 4 },
    { name: 'deep.mkv', encoder: 'libx265', pixelFormat: C.AV_PIX_FMT_YUV420P10LE, luma: (frame) => (40 + frame * 4) * 4, options: { preset: 'ultrafast', 'x265-params': 'log-level=none:qp=10' } },
    { name: 'full444.mp4', pixelFormat: C.AV_PIX_FMT_YUV444P },
    { name: 'moving.apng', encoder: 'apng', pixelFormat: C.AV_PIX_FMT_RGB24, luma: (frame) => Math.round(((40 + frame * 4 - 16) * 255) / 219) },
  ]
  for (const kind of kinds) {
    const reader = open({ frames: 30, ...kind })
    for (const frame of [0, 7, 20, 3]) near(lumaAt(reader, frame * (1000 / 30) + 10), frame, 0.6, `${kind.name}, frame ${frame}:`)
    reader.close()
  }
})

test('a phone held any way gives upright pictures', () => {
  // The stored picture has its bright corner at the left top; turned clockwise it goes to the right top, and so on.
  const corner = { 0: 0, 90: 1, 180: 3, 270: 2 } as const
  for (const rotation of [0, 90, 180, 270] as const) {
    const reader = open({ name: `turn${rotation}.mp4`, frames: 3, rotation, luma: () => 60, corner: 220 })
    const lying = rotation % 180 !== 0
    const found = quarters(reader.planesAt(0, { width: lying ? 96 : 160, height: lying ? 160 : 96, fit: 'fill' }))
    assert.deepEqual(found.map((luma) => luma > 150), [0, 1, 2, 3].map((index) => index === corner[rotation]), String(rotation))
    reader.close()
  }
})

test('the user turns, mirrors and crops the upright picture', () => {
  const reader = open({ name: 'wishes.mp4', frames: 3, rotation: 90, luma: () => 60, corner: 220 })
  const bright = (wish: object): number => quarters(reader.planesAt(0, { width: 96, height: 96, fit: 'fill', ...wish })).findIndex((luma) => luma > 150)
  assert.equal(bright({}), 1)
  assert.equal(bright({ rotate: 90 }), 3)
  assert.equal(bright({ rotate: 180 }), 2)
  assert.equal(bright({ rotate: 270 }), 0)
  assert.equal(bright({ flipHorizontal: true }), 0)
  assert.equal(bright({ flipVertical: true }), 3)
  assert.equal(bright({ rotate: 90, flipHorizontal: true }), 2)
  const right = reader.planesAt(0, { width: 96, height: 96, fit: 'fill', region: { x: 0.5, y: 0, width: 0.5, height: 0.5 } })
  assert.ok(quarters(right).every((luma) => luma > 200))
  const left = reader.planesAt(0, { width: 96, height: 96, fit: 'fill', region: { x: 0, y: 0, width: 0.5, height: 1 } })
  assert.ok(quarters(left).every((luma) => luma < 80))
  reader.close()
})

test('pictures with oblong pixels keep their proportions inside a plate', () => {
  // 96 wide with pixels 2:1 is a square picture of 192; it stands in the middle of a plate of 2:1.
  const reader = open({ name: 'oblong.mp4', width: 96, height: 192, frames: 2, aspect: { num: 2, den: 1 }, luma: () => 200 })
  const planes = reader.planesAt(0, { width: 384, height: 192, fit: 'contain', background: '#000000' })
  const row = planes.y.subarray(96 * 384, 97 * 384)
  assert.equal(row[90], 16)
  near(row[100]!, 200, 2)
  near(row[280]!, 200, 2)
  assert.equal(row[292], 16)
  reader.close()
})

test('blur fills the plate with a darker copy, and the background shows its exact colour', () => {
  const reader = open({ name: 'blur.mp4', frames: 2, luma: () => 180 })
  const blurred = reader.planesAt(0, { width: 90, height: 160, fit: 'blur' })
  near(blurred.y[10 * 90 + 45]!, 16 + (180 - 16) * 0.6, 3)
  near(blurred.y[80 * 90 + 45]!, 180, 2)
  const contained = reader.planesAt(0, { width: 90, height: 160, fit: 'contain', background: '#ff0000' })
  assert.deepEqual([contained.y[10 * 90 + 45], contained.u[5 * 45 + 22], contained.v[5 * 45 + 22]], [63, 102, 240])
  reader.close()
})

test('matrices and ranges become BT.709 limited', () => {
  // Pure red: BT.601 limited is 81, 90, 240; BT.709 limited is 63, 102, 240; BT.601 full is 76, 85, 255.
  const red = (wish: ClipWish): number[] => {
    const reader = open({ frames: 2, ...wish })
    const planes = reader.planesAt(0, whole)
    reader.close()
    return [planes.y[1000]!, planes.u[1000]!, planes.v[1000]!]
  }
  const expect = (actual: number[], name: string): void => [63, 102, 240].forEach((value, index) => near(actual[index]!, value, 3, name))
  expect(red({ name: 'm601.mp4', colorSpace: C.AVCOL_SPC_SMPTE170M, luma: () => 81, chroma: [90, 240] }), 'BT.601')
  expect(red({ name: 'munsaid.mp4', luma: () => 81, chroma: [90, 240] }), 'unsaid, small')
  expect(red({ name: 'm709.mp4', colorSpace: C.AVCOL_SPC_BT709, luma: () => 63, chroma: [102, 240] }), 'BT.709')
  expect(red({ name: 'mfull.mp4', colorSpace: C.AVCOL_SPC_SMPTE170M, colorRange: C.AVCOL_RANGE_JPEG, luma: () => 76, chroma: [85, 255] }), 'full range')
})

test('HLG and PQ are mapped to SDR: paper white is nearly white, black is black, and grey stays grey', () => {
  const deep = { encoder: 'libx265', pixelFormat: C.AV_PIX_FMT_YUV420P10LE, frames: 8, colorSpace: C.AVCOL_SPC_BT2020_NCL, colorPrimaries: C.AVCOL_PRI_BT2020, options: { preset: 'ultrafast', 'x265-params': 'log-level=none:qp=8' } }
  // Levels in 10-bit limited range: black, 18 % grey card and paper white (203 nits) per ITU-R BT.2408, and the peak.
  const levels = { hlg: [64, 64 + 0.38 * 876, 64 + 0.75 * 876, 940], pq: [64, 64 + 0.38 * 876, 64 + 0.58 * 876, 64 + 0.75 * 876] }
  for (const [kind, transfer] of [['hlg', C.AVCOL_TRC_ARIB_STD_B67], ['pq', C.AVCOL_TRC_SMPTE2084]] as const) {
    const reader = open({ name: `${kind}.mkv`, ...deep, colorTrc: transfer, luma: (frame) => Math.round(levels[kind][Math.min(3, frame >> 1)]!) })
    const [black, card, paper, peak] = [0, 2, 4, 6].map((frame) => reader.planesAt(frame * (1000 / 30) + 5, whole))
    const share = (planes: YuvPlanes): number => (planes.y[5000]! - 16) / 219
    near(share(black!), 0, 0.02, `${kind} black`)
    assert.ok(share(card!) > 0.33 && share(card!) < 0.55, `${kind} card ${share(card!)}`)
    assert.ok(share(paper!) > 0.75 && share(paper!) < 0.97, `${kind} paper ${share(paper!)}`)
    assert.ok(share(peak!) > share(paper!) && share(peak!) > 0.95, `${kind} peak ${share(peak!)}`)
    near(card!.u[1000]!, 128, 2)
    near(card!.v[1000]!, 128, 2)
    reader.close()
  }
})

test('a reversed clip is decoded a few times over at most, not once per picture', () => {
  const reader = unwrap(openClip(makeClip({ name: 'back.mp4', frames: 240, gop: 240, luma: (frame) => 30 + (frame % 50) * 4 })))
  for (let frame = 239; frame >= 0; frame--) near(reader.frameTime(frame * (1000 / 30) + 10), frame * (1000 / 30), 1)
  assert.ok(reader.decoded() < 3 * 240, `${reader.decoded()} pictures were decoded`)
  reader.close()
})

test('pictures of open groups are the same however they are reached', () => {
  const path = makeClip({ name: 'open.mp4', frames: 90, gop: 15, options: { 'x264-params': 'open-gop=1:bframes=3:scenecut=0:b-adapt=0' }, luma: (frame) => 30 + frame * 2, corner: 99 })
  const forward = unwrap(openClip(path))
  const expected = Array.from({ length: 90 }, (_, frame) => forward.planesAt(frame * (1000 / 30) + 10, whole))
  for (const frame of [44, 46, 14, 76, 59, 61, 29, 89, 1]) {
    const fresh = unwrap(openClip(path))
    assert.deepEqual(fresh.planesAt(frame * (1000 / 30) + 10, whole), expected[frame], `frame ${frame}`)
    fresh.close()
  }
  forward.close()
})

test('interlaced pictures that are combed are shown from one field, others whole', () => {
  const combed = open({ name: 'combed.mp4', frames: 4, comb: 60, luma: () => 80 })
  const planes = combed.planesAt(40, whole)
  for (let row = 10; row < 80; row++) near(planes.y[row * 160 + 60]!, 80, 6, `row ${row}:`)
  combed.close()
  const calm = open({ name: 'calm.mp4', frames: 4, comb: 0, luma: () => 80, corner: 200 })
  const lines = calm.planesAt(40, whole).y
  near(lines[47 * 160 + 20]!, 200, 12)
  near(lines[48 * 160 + 20]!, 80, 12)
  calm.close()
})

test('variable frame rates follow the time stamps', () => {
  const times = [0, 40, 80, 480, 500, 1500, 1510]
  const reader = open({ name: 'vfr.mp4', times })
  for (const [time, frame] of [[39, 0], [100, 2], [479, 2], [481, 3], [1499, 4], [1505, 5], [3000, 6]] as const) near(lumaAt(reader, time), frame, 0.3, `at ${time}`)
  reader.close()
})

test('an animated picture with clear parts shows the background, or keeps them when asked', () => {
  const reader = open({ name: 'clear.apng', encoder: 'apng', pixelFormat: C.AV_PIX_FMT_RGBA, frames: 4, luma: () => 255 })
  const flat = reader.planesAt(0, { ...whole, background: '#00ff00' })
  near(flat.y[5 * 160 + 80]!, 173, 2)
  near(flat.y[80 * 160 + 80]!, 235, 1)
  const kept = reader.planesAt(0, { ...whole, alpha: true })
  assert.equal(kept.alpha![5 * 160 + 80], 0)
  assert.equal(kept.alpha![80 * 160 + 80], 255)
  reader.close()
})

test('a VP9 clip keeps its transparency', () => {
  const reader = open({ name: 'clear.webm', encoder: 'libvpx-vp9', pixelFormat: C.AV_PIX_FMT_YUVA420P, frames: 4, luma: () => 200, options: { 'cpu-used': '8', 'auto-alt-ref': '0' } })
  const kept = reader.planesAt(0, { ...whole, alpha: true })
  assert.ok(kept.alpha![5 * 160 + 80]! < 10)
  assert.ok(kept.alpha![80 * 160 + 80]! > 245)
  near(kept.y[80 * 160 + 80]!, 200, 4)
  reader.close()
})

test('the same picture gives the same bytes, however it was reached, and goes where it is told to', () => {
  const path = makeClip({ name: 'same.mp4', frames: 40, gop: 40 })
  const [one, two] = [unwrap(openClip(path)), unwrap(openClip(path))]
  for (let frame = 0; frame < 30; frame++) one.planesAt(frame * (1000 / 30), whole)
  const wish = { width: 80, height: 48, fit: 'fill' } as const
  const first = one.planesAt(600, wish)
  two.planesAt(1300, whole)
  const into = two.planesAt(100, wish)
  assert.equal(two.planesAt(600, wish, () => into), into)
  assert.deepEqual(into, first)
  one.close()
  two.close()
})
