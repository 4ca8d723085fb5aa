// `npm run bench -- memory [SECONDS]`: 500 photos of 24 megapixels in one film, in a process of its own whose memory is
// watched (with all its children). Flat over time is the point: the slope is that of the later half. One JSON line.
// The photos are 500 names of 20 files, each drawn at another crop, so that every plate is prepared anew.

import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Draft, PhotoSegment } from '../src/draft/index.ts'
import { filmOf, makeMaterial } from './material.ts'

const seconds = Number(process.argv[2] ?? 600)
const folder = mkdtempSync(join(tmpdir(), 'kinora-bench-memory-'))
const { photos, music, origin } = await makeMaterial(join(tmpdir(), 'kinora-bench-material'), 20, 6000, 4000)
console.log(`material: ${origin}, ${seconds} s of film`)
writeFileSync(join(folder, 'draft.json'), JSON.stringify(longFilm()))
const script = `import { createRenderer } from ${JSON.stringify(new URL('../src/render/index.js', import.meta.url).href)}
  import { readFileSync } from 'node:fs'
  const renderer = createRenderer()
  await renderer.render({ draft: JSON.parse(readFileSync(${JSON.stringify(join(folder, 'draft.json'))})), output: ${JSON.stringify(join(folder, 'film.mp4'))}, quality: 'draft' })
  await renderer.close()`
writeFileSync(join(folder, 'run.mjs'), script)
const samples: { readonly minutes: number; readonly mb: number }[] = []
const begun = performance.now()
const child = spawn(process.execPath, [join(folder, 'run.mjs')], { stdio: 'inherit', cwd: dirname(fileURLToPath(import.meta.url)) })
const timer = setInterval(() => samples.push({ minutes: (performance.now() - begun) / 60_000, mb: memoryOf(child.pid!) }), 250)
const code = await new Promise((resolve) => child.on('exit', resolve))
clearInterval(timer)
rmSync(folder, { recursive: true, force: true })
if (code !== 0) throw new Error(`The render ended with ${String(code)}.`)
console.log(JSON.stringify({ peak_mb: Math.round(Math.max(...samples.map(({ mb }) => mb))), slope_mb_per_min: Number(slopeOf(samples.slice(samples.length >> 1)).toFixed(1)) }))

function longFilm(): Draft {
  const count = 500
  const film = filmOf({ photos, music: music[0], title: 'Five hundred', photoSize: [6000, 4000] })
  const segments = Array.from({ length: count }, (_, index): PhotoSegment => {
    const segment = film.picture.segments[index % photos.length] as PhotoSegment
    const shrink = 0.02 * Math.floor(index / photos.length) / 2
    return { ...segment, id: `s${index}`, duration: Math.round((seconds * 1000) / count), crop: { x: 0, y: 0, width: 1 - shrink, height: 1 - shrink } }
  })
  return { ...film, picture: { ...film.picture, segments } }
}

/** Resident memory of a process and everything below it, MB; Linux only. */
function memoryOf(pid: number): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1])
    const children = readdirSync(`/proc/${pid}/task`).flatMap((task) => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean))
    return (pages * 4096) / 1e6 + children.reduce((sum, one) => sum + memoryOf(Number(one)), 0)
  } catch {
    return 0
  }
}

function slopeOf(points: readonly { readonly minutes: number; readonly mb: number }[]): number {
  const mean = (pick: (point: { minutes: number; mb: number }) => number): number => points.reduce((sum, point) => sum + pick(point), 0) / points.length
  const [x, y] = [mean(({ minutes }) => minutes), mean(({ mb }) => mb)]
  const spread = points.reduce((sum, { minutes }) => sum + (minutes - x) ** 2, 0)
  return spread === 0 ? 0 : points.reduce((sum, { minutes, mb }) => sum + (minutes - x) * (mb - y), 0) / spread
}
