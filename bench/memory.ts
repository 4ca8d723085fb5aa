// `npm run bench -- memory [SECONDS]`: 500 distinct photos of 24 megapixels in one film, looked at and rendered in a process of
// its own whose memory is watched (with all its children), then a film of 30 minutes. Flat over time is the point: the slope
// is that of the later half of the time in which frames are drawn. SECONDS measures one film of that length instead: 600 take
// nine minutes on two cores with twenty other programs in line, half of that for looking at the photos. The photos are drawn by formula (small on disk, every one different); so that a run ends in
// minutes, the film is 640x360 in draft quality - photos are decoded at full length all the same, and what a film keeps
// per photo, frame and packet does not depend on its size. `SIZE=1080` makes it full size. One JSON line.

import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDice } from '../src/base/index.ts'
import type { YuvPlanes } from '../src/compositor/index.ts'
import { encodePicture } from '../src/media/drawing.ts'
import { makeMaterial } from './material.ts'

const photoCount = 500
const [photoWidth, photoHeight] = [6000, 4000] as const
const lengths = process.argv[2] === undefined ? [600, 1800] : [Number(process.argv[2])]
const size = process.env['SIZE'] === '1080' ? '1920x1080' : '640x360'

interface Sample {
  readonly minutes: number
  readonly mb: number
}

const folder = mkdtempSync(join(tmpdir(), 'kinora-bench-memory-'))
const material = join(tmpdir(), 'kinora-bench-material')
const { music } = await makeMaterial(material, 1)
const photos = await makePhotos(join(material, 'many'))
let [peak, slope] = [0, -Infinity]
for (const seconds of lengths) {
  const { samples, drawingFrom } = await watched(['make', photos, '--music', music[0], '--duration', String(seconds), '--size', size, '--quality', 'draft', '--title', 'Five hundred', '-o', join(folder, 'film.mp4'), '--cache', 'none', '--json'])
  const drawing = samples.filter(({ minutes }) => minutes >= drawingFrom)
  const found = { peak: Math.max(...samples.map(({ mb }) => mb)), slope: slopeOf(drawing.slice(drawing.length >> 1)) }
  console.log(`${seconds} s of film at ${size}: peak ${Math.round(found.peak)} MB, slope ${found.slope.toFixed(1)} MB a minute, ${samples.at(-1)!.minutes.toFixed(1)} minutes, of which ${(samples.at(-1)!.minutes - drawingFrom).toFixed(1)} drawing`)
  peak = Math.max(peak, found.peak)
  slope = Math.max(slope, found.slope)
}
rmSync(folder, { recursive: true, force: true })
console.log(JSON.stringify({ peak_mb: Math.round(peak), slope_mb_per_min: Number(slope.toFixed(1)) }))

async function makePhotos(where: string): Promise<string> {
  mkdirSync(where, { recursive: true })
  for (let index = 0; index < photoCount; index++) {
    const path = join(where, `photo-${String(index).padStart(3, '0')}.jpg`)
    if (!existsSync(path)) writeFileSync(path, await encodePicture(patches(index), { format: 'jpeg', quality: 80 }))
  }
  return where
}

// Large patches of a few brightnesses: rows are repeated, so that a picture is made in milliseconds and is small on disk.
function patches(index: number): YuvPlanes {
  const dice = createDice(`memory photo ${index}`)
  const paint = (width: number, height: number, least: number, most: number): Uint8Array => {
    const plane = new Uint8Array(width * height)
    const [across, down] = [width / 24, height / 16]
    for (let row = 0; row < 16; row++) {
      const line = new Uint8Array(width)
      for (let column = 0; column < 24; column++) line.fill(least + dice.below(most - least), column * across, (column + 1) * across)
      for (let one = 0; one < down; one++) plane.set(line, (Math.floor(row * down) + one) * width)
    }
    return plane
  }
  return { width: photoWidth, height: photoHeight, y: paint(photoWidth, photoHeight, 40, 200), u: paint(photoWidth / 2, photoHeight / 2, 100, 156), v: paint(photoWidth / 2, photoHeight / 2, 100, 156) }
}

async function watched(args: readonly string[]): Promise<{ samples: Sample[]; drawingFrom: number }> {
  const samples: Sample[] = []
  const begun = performance.now()
  let drawingFrom = 0
  const child = spawn(process.execPath, [new URL('../program/main.js', import.meta.url).pathname, ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
  child.stderr.on('data', (said: Buffer) => {
    process.stderr.write(said)
    if (drawingFrom === 0 && said.includes('drawing')) drawingFrom = (performance.now() - begun) / 60_000
  })
  const timer = setInterval(() => samples.push({ minutes: (performance.now() - begun) / 60_000, mb: memoryOf(child.pid!) }), 500)
  const code = await new Promise((resolve) => child.on('exit', resolve))
  clearInterval(timer)
  if (code !== 0) throw new Error(`The render ended with ${String(code)}.`)
  return { samples, drawingFrom }
}

/**
 * Memory of a process and everything below it, MB; Linux only. Proportional: pages that several processes share, such as the
 * program itself, count once.
 */
function memoryOf(pid: number): number {
  try {
    const kilobytes = Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
    const children = readdirSync(`/proc/${pid}/task`).flatMap((task) => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean))
    return (kilobytes * 1024) / 1e6 + children.reduce((sum, one) => sum + memoryOf(Number(one)), 0)
  } catch {
    return 0
  }
}

function slopeOf(points: readonly Sample[]): number {
  const mean = (pick: (point: Sample) => number): number => points.reduce((sum, point) => sum + pick(point), 0) / points.length
  const [x, y] = [mean(({ minutes }) => minutes), mean(({ mb }) => mb)]
  const spread = points.reduce((sum, { minutes }) => sum + (minutes - x) ** 2, 0)
  return spread === 0 ? 0 : points.reduce((sum, { minutes, mb }) => sum + (minutes - x) * (mb - y), 0) / spread
}
