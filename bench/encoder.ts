// `npm run bench -- encoder [PRESET CRF PARAMS]`: the search for x264 options on photo motion. Encodes four chunks of a
// real film from memory with each candidate and measures CPU, bits, SSIM and XPSNR; names the candidates that no other
// one beats in all of CPU, bits and SSIM. Findings and choice: docs/decisions, encoder options. One JSON line.

import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { YuvPlanes } from '../src/compositor/index.ts'
import { renderParts, videoSettings } from '../src/render/index.ts'
import { filmOf, makeMaterial } from './material.ts'

const usual: readonly (readonly [string, number, string])[] = [
  ['veryfast', 20, ''], ['superfast', 22, ''], ['superfast', 23, ':mbtree=1:rc-lookahead=10'],
  ['veryfast', 20, ':subme=1'], ['veryfast', 20, ':subme=1:me=dia'], ['veryfast', 20, ':subme=1:me=dia:weightp=0'],
  ['veryfast', 20, ':subme=0:me=dia:weightp=0'], ['veryfast', 20, ':subme=1:me=dia:partitions=none'],
  ['veryfast', 20, ':subme=1:me=dia:partitions=i8x8,i4x4:weightp=0'], ['veryfast', 20, ':subme=1:me=dia:partitions=i8x8:weightp=0:b-adapt=0:bframes=3:b-pyramid=normal'],
  ['veryfast', 20, ':subme=1:me=dia:partitions=i8x8:weightp=0:b-adapt=0:bframes=2:b-pyramid=normal'], ['veryfast', 21, ':rc-lookahead=5:subme=1:me=dia:weightp=0'],
  ['veryfast', 20, ':rc-lookahead=20:subme=1:me=dia:weightp=0'], ['veryfast', 20, ':subme=1:me=dia:weightp=0:aq-mode=0'], ['faster', 20, ':bframes=3:b-pyramid=normal'],
]
const given = process.argv.slice(2)
const candidates = given.length === 0 ? usual : [[given[0]!, Number(given[1] ?? 20), given[2] ?? ''] as const]

const parts = await renderParts()
const { photos, origin } = await makeMaterial(join(tmpdir(), 'kinora-bench-material'))
console.log(`material: ${origin}`)
const draft = filmOf({ photos })
const base = videoSettings('mp4', 'standard', draft.canvas.width, draft.canvas.height, draft.canvas.frameRate)
const chunks = await drawChunks([60, 240, 480, 720])
const results = candidates.map(([preset, crf, params]) => measure(preset, crf, params))
const front = results.filter((one) => !results.some((other) => other !== one && other.cpu <= one.cpu && other.kbps <= one.kbps && other.ssim >= one.ssim))
console.log(JSON.stringify({ candidates: results, front: front.map(({ name }) => name) }))

async function drawChunks(starts: readonly number[]): Promise<YuvPlanes[][]> {
  const easel = parts.createEasel({ plateFolder: null, plateMemory: 96 * 1024 * 1024 })
  easel.addSources(Object.fromEntries(Object.values(draft.assets).map((asset) => [asset.hash ?? '', asset.source])))
  const painter = parts.createPainter(easel, parts.filmScene(draft, new Map()))
  const drawn: YuvPlanes[][] = []
  for (const start of starts) {
    const frames: YuvPlanes[] = []
    for (let frame = start; frame < start + base.chunkFrames; frame++) frames.push(parts.copyOf((await painter.paint(frame)).planes))
    drawn.push(frames)
  }
  return drawn
}

function measure(preset: string, crf: number, params: string): { name: string; cpu: number; kbps: number; ssim: number; xpsnr: number } {
  const fixed = `annexb=0:cpu-independent=1:scenecut=0:open-gop=0:keyint=${base.chunkFrames}:min-keyint=${base.chunkFrames}`
  const settings = { ...base, options: { preset, crf: String(crf), profile: 'high', 'x264-params': fixed + params } }
  let [cpu, bits, ssim, xpsnr] = [0, 0, 0, 0]
  for (const frames of chunks) {
    const before = process.cpuUsage()
    const encoder = parts.createChunkEncoder(settings)
    for (const frame of frames) encoder.add(frame)
    const chunk = encoder.finish()
    const spent = process.cpuUsage(before)
    cpu += (spent.user + spent.system) / 1000
    bits += chunk.packets.reduce((sum, packet) => sum + packet.length * 8, 0)
    const comparer = parts.createComparer(settings.width, settings.height)
    let index = 0
    parts.decodeChunk(chunk, settings, (frame) => comparer.add(frames[index++]!, frame))
    const likeness = comparer.finish()
    ssim += likeness.ssim / chunks.length
    xpsnr += likeness.xpsnr / chunks.length
  }
  const count = chunks.length * base.chunkFrames
  const result = { name: `${preset} crf ${crf} ${params}`, cpu: round(cpu / count, 1), kbps: Math.round((bits / count) * 30 / 1000), ssim: round(ssim, 5), xpsnr: round(xpsnr, 2) }
  console.log(`${result.cpu} ms a frame, ${result.kbps} kb/s, SSIM ${result.ssim}, XPSNR ${result.xpsnr}: ${result.name}`)
  return result
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
