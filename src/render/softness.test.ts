// Which pictures count as soft, and that chunks encoded with more care join others in one film.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { createDice } from '../base/index.ts'
import type { YuvPlanes } from '../compositor/index.ts'
import { decodeMovie } from './compare.ts'
import { createChunkEncoder } from './encoder.ts'
import { inFolder } from './fixture.ts'
import { joinMovie } from './join.ts'
import { openOutput } from './output-file.ts'
import { writePacketFile, type ChunkHeader } from './packet-file.ts'
import type { Painter } from './painter.ts'
import { createFactsCollector } from './picture-facts.ts'
import { videoSettings } from './settings.ts'
import { judgedFrames, showsSoft } from './soft-chunk.ts'
import { isSoft, textureShare } from './softness.ts'

const [width, height] = [320, 192]

function pictureOf(luma: (x: number, y: number) => number): YuvPlanes {
  return {
    width, height, y: Uint8Array.from({ length: width * height }, (_, at) => luma(at % width, Math.floor(at / width))),
    u: new Uint8Array((width * height) / 4).fill(120), v: new Uint8Array((width * height) / 4).fill(136),
  }
}

const sky = (shift = 0) => pictureOf((x, y) => 40 + Math.round((x + shift) / 4 + y / 3))
const dice = createDice('leaves')
const noise = Array.from({ length: width * height }, () => 30 + dice.below(160))
const leaves = (shift = 0) => pictureOf((x, y) => noise[y * width + ((x + shift) % width)]!)

test('a sky is soft, leaves are not, and a part of leaves in a sky is enough', () => {
  assert.equal(isSoft(sky()), true)
  assert.equal(isSoft(leaves()), false)
  assert.equal(textureShare(sky()), 0)
  assert.ok(textureShare(leaves()) > 0.95)
  assert.equal(isSoft(pictureOf((x, y) => (x < width / 4 ? noise[y * width + x]! : 90))), false)
  assert.equal(isSoft(pictureOf((x, y) => (x < 24 && y < 24 ? noise[y * width + x]! : 90))), true)
})

test('a chunk is soft when one of its judged frames is; those lie inside it, however short it is', async () => {
  for (let length = 1; length <= 70; length++) {
    for (const frame of judgedFrames({ from: 60, to: 60 + length })) assert.ok(frame >= 60 && frame < 60 + length, `${frame} of ${length}`)
  }
  const painted: number[] = []
  const painter = {
    paint: async (frame: number) => (painted.push(frame), { planes: frame > 40 ? sky() : leaves(), still: false, clip: false }),
    showsClip: (frame: number) => frame >= 100,
  } as unknown as Painter
  assert.equal(await showsSoft(painter, { from: 0, to: 60 }), true)
  assert.deepEqual(painted, [10, 30, 50])
  assert.equal(await showsSoft(painter, { from: 0, to: 40 }), false)
  painted.length = 0
  assert.equal(await showsSoft(painter, { from: 100, to: 160 }), false, 'a sky in a clip')
  assert.deepEqual(painted, [], 'no picture of a clip is decoded for it')
})

test('chunks of soft and of other pictures are one film: the same configuration, and every frame as it was drawn', () => inFolder(async (folder) => {
  const settings = videoSettings('mp4', 'standard', width, height, { numerator: 30, denominator: 1 })
  const frames = 20
  const shots = [leaves, sky, leaves]
  const chunks: { key: string; path: string }[] = []
  for (const [index, shot] of shots.entries()) {
    const encoder = createChunkEncoder({ ...settings, chunkFrames: frames }, isSoft(shot()))
    const facts = createFactsCollector()
    for (let frame = 0; frame < frames; frame++) {
      const planes = shot(frame)
      facts.add(planes.y, width, width, height, false)
      encoder.add(planes)
    }
    const { configuration, packets, shown } = encoder.finish()
    const path = join(folder, `${index}.chunk`)
    const header: ChunkHeader = { configuration: configuration.toString('base64'), sizes: packets.map((packet) => packet.length), shown, facts: facts.finish() }
    await writePacketFile(path, header, packets)
    chunks.push({ key: String(index), path })
  }
  const [one, other] = [createChunkEncoder(settings, true), createChunkEncoder(settings, false)]
  assert.deepEqual(one.configuration(), other.configuration())
  one.close()
  other.close()
  assert.notDeepEqual(settings.soft?.options, settings.options)
  const film = join(folder, 'film.mp4')
  const output = await openOutput(film)
  await joinMovie({ format: 'mp4', title: 'Sky', settings: { ...settings, chunkFrames: frames }, chunks }, output)
  await output.finish()
  const away: number[] = []
  decodeMovie(film, (decoded) => {
    const drawn = shots[Math.floor(away.length / frames)]!(away.length % frames).y
    const rows = decoded.data![0]!
    const stride = decoded.linesize[0]!
    let sum = 0
    for (let row = 0; row < height; row++) for (let column = 0; column < width; column++) sum += Math.abs(rows[row * stride + column]! - drawn[row * width + column]!)
    away.push(sum / drawn.length)
  })
  assert.equal(away.length, frames * shots.length)
  assert.ok(Math.max(...away) < 8, String(Math.max(...away)))
}))
