// The floor of a film: what it costs to encode exactly its frames and samples from memory, with the same encoder options
// and nothing else. `floor.js DRAFT.json OUR-SECONDS`: draws a chunk into memory (not counted), encodes it (counted),
// compares it with what was drawn (not counted). Run by bench/film.ts in a process of its own; prints one JSON line.

import { readFileSync } from 'node:fs'
import type { Draft } from '../src/draft/index.ts'
import type { YuvPlanes } from '../src/compositor/index.ts'
import { renderParts, videoSettings } from '../src/render/index.ts'

const [path, compared] = process.argv.slice(2)
const draft = JSON.parse(readFileSync(path!, 'utf8')) as Draft
const comparedFrames = Number(compared ?? 10) * 30
const parts = await renderParts()
const settings = videoSettings('mp4', 'standard', draft.canvas.width, draft.canvas.height, draft.canvas.frameRate)
const easel = parts.createEasel({ plateFolder: null, plateMemory: 96 * 1024 * 1024 })
easel.addSources(Object.fromEntries(Object.values(draft.assets).map((asset) => [asset.hash ?? '', asset.source])))
const painter = parts.createPainter(easel, parts.filmScene(draft, new Map()))
const comparer = parts.createComparer(settings.width, settings.height)
let cpu = 0
let bytes = 0

for (let from = 0; from < painter.scene.frameCount; from += settings.chunkFrames) {
  const frames: YuvPlanes[] = []
  for (let frame = from; frame < Math.min(painter.scene.frameCount, from + settings.chunkFrames); frame++) frames.push(parts.copyOf((await painter.paint(frame)).planes))
  const chunk = counted(() => {
    const encoder = parts.createChunkEncoder(settings)
    for (const frame of frames) encoder.add(frame)
    return encoder.finish()
  })
  bytes += chunk.packets.reduce((sum, packet) => sum + packet.length, 0)
  if (from >= comparedFrames) continue
  let index = 0
  parts.decodeChunk(chunk, settings, (frame) => comparer.add(frames[index++]!, frame))
}

// Any samples cost the same: a tone with noise, as long as the film.
const encoder = parts.createSoundEncoder('aac')
const count = Math.ceil((painter.scene.frameCount * 1600) / encoder.packetSamples)
const packets = Array.from({ length: count }, (_, packet) => Float32Array.from({ length: encoder.packetSamples }, (_sample, index) => 0.3 * Math.sin((packet * encoder.packetSamples + index) / 20) + 0.05 * Math.sin(index * index)))
counted(() => {
  for (const packet of packets) encoder.add(packet, packet)
  return encoder.finish()
})
console.log(JSON.stringify({ cpu, bytes, ...comparer.finish() }))

function counted<Value>(work: () => Value): Value {
  const before = process.cpuUsage()
  const value = work()
  const spent = process.cpuUsage(before)
  cpu += (spent.user + spent.system) / 1e6
  return value
}
