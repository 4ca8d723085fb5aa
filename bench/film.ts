// `npm run bench -- film`: ten photos of 10 megapixels, 30 s, 1080p30, motion, transitions, title and a music file, as a
// whole process from files on disk to the finished film; against the floor (encoding the very same frames and samples
// from memory, bench/floor.ts) and against FFmpeg's zoompan and xfade at equal SSIM. All in turns, three times. Ends with
// one JSON line.

import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeMaterial } from './material.ts'
import { costOf, isInstalled, type Cost } from './processes.ts'

const here = dirname(fileURLToPath(import.meta.url))
const program = join(here, '../program/main.js')
/** Seconds of film on which likeness is measured. */
const compared = 10
/** How often each side is run, in turns; the least of each counts, since whatever else the machine does only adds. */
const rounds = 3

const folder = mkdtempSync(join(tmpdir(), 'kinora-bench-film-'))
const { photos, music, origin } = await makeMaterial(join(tmpdir(), 'kinora-bench-material'))
console.log(`material: ${origin}`)
const film = join(folder, 'film.mp4')
const draft = join(folder, 'draft.json')
makeFilm()
const { ssim: likenessOfFloor } = runFloor()
const crf = isInstalled('ffmpeg') ? equalCrf(likenessOfFloor) : undefined
const costs: { readonly ours: Cost; readonly floor: { readonly cpu: number }; readonly theirs: Cost | undefined }[] = []
for (let round = 0; round < rounds; round++) {
  const ours = makeFilm()
  const floor = runFloor()
  const theirs = crf === undefined ? undefined : makeRecipe(crf.crf)
  console.log(`ours ${told(ours)}; floor ${floor.cpu.toFixed(1)} s CPU; ffmpeg ${theirs === undefined ? 'not installed' : told(theirs)}`)
  costs.push({ ours, floor, theirs })
}
const least = (pick: (cost: typeof costs[number]) => number): number => Math.min(...costs.map(pick))
const bytes = statSync(film).size
const theirBytes = crf === undefined ? undefined : statSync(join(folder, 'recipe.mp4')).size
rmSync(folder, { recursive: true, force: true })
console.log(JSON.stringify({
  cpu_ratio_to_floor: round(least(({ ours }) => ours.cpuSeconds) / least(({ floor }) => floor.cpu)),
  speedup_vs_ffmpeg: crf === undefined ? null : round(least(({ theirs }) => theirs!.wallSeconds) / least(({ ours }) => ours.wallSeconds)),
  ssim_ours: round(likenessOfFloor, 5),
  ssim_ffmpeg: crf === undefined ? null : round(crf.ssim, 5),
  bits_ratio: theirBytes === undefined ? null : round(bytes / theirBytes),
  realtime_factor: round(30 / least(({ ours }) => ours.wallSeconds)),
}))

function makeFilm(): Cost {
  return costOf(process.execPath, [program, 'make', ...photos, '--music', music[0], '--title', 'By the sea', '--duration', '30', '-o', film, '--cache', 'none', '--json', '--save-draft', draft])
}

// After our film, whose draft it draws.
function runFloor(): { readonly cpu: number; readonly ssim: number } {
  return JSON.parse(costOf(process.execPath, [join(here, 'floor.js'), draft, String(compared)]).output.trim().split('\n').at(-1)!) as { cpu: number; ssim: number }
}

function told({ cpuSeconds, wallSeconds }: Cost): string {
  return `${cpuSeconds.toFixed(1)} s CPU, ${wallSeconds.toFixed(1)} s wall`
}

// The CRF that gives the recipe our likeness, to a quarter, found on a lossless copy of its own first seconds.
function equalCrf(ssim: number): { readonly crf: number; readonly ssim: number } {
  const lossless = join(folder, 'lossless.mp4')
  costOf('ffmpeg', [...graph(), '-t', String(compared), '-an', '-c:v', 'libx264', '-qp', '0', '-preset', 'ultrafast', lossless])
  const known = new Map<number, number>()
  let [best, reached] = [20, likenessAt(20)]
  for (const step of [1, 0.5, 0.25]) {
    for (const direction of [-step, step]) {
      for (;;) {
        const next = likenessAt(best + direction)
        if (Math.abs(next - ssim) >= Math.abs(reached - ssim)) break
        best += direction
        reached = next
      }
    }
  }
  console.log(`equal likeness: ours ${ssim.toFixed(5)}, ffmpeg ${reached.toFixed(5)} at CRF ${best}`)
  return { crf: best, ssim: reached }

  function likenessAt(crf: number): number {
    const before = known.get(crf)
    if (before !== undefined) return before
    const copy = join(folder, `crf${crf}.mp4`)
    costOf('ffmpeg', ['-v', 'error', '-y', '-i', lossless, '-c:v', 'libx264', '-preset', 'veryfast', '-crf', String(crf), copy])
    const found = likeness(copy, lossless)
    known.set(crf, found)
    return found
  }
}

// The usual recipe: each photo looped through zoompan, neighbours through xfade, x264 veryfast.
function makeRecipe(crf: number): Cost {
  return costOf('ffmpeg', [...graph(), '-c:v', 'libx264', '-preset', 'veryfast', '-crf', String(crf), '-c:a', 'aac', '-b:a', '256k', '-shortest', join(folder, 'recipe.mp4')])
}

function graph(): string[] {
  const each = 3.5
  const inputs = photos.flatMap((path) => ['-i', path])
  const shots = photos.map((_, index) => {
    const zoom = index % 2 === 0 ? '1+0.12*on/105' : '1.12-0.12*on/105'
    return `[${index}:v]scale=2304:1296:force_original_aspect_ratio=increase,crop=2304:1296,zoompan=z='${zoom}':x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2':d=105:s=1920x1080:fps=30,format=yuv420p[v${index}]`
  })
  const fades = photos.slice(1).map((_, index) => `[${index === 0 ? 'v0' : `x${index}`}][v${index + 1}]xfade=transition=fade:duration=0.5:offset=${((index + 1) * (each - 0.5)).toFixed(2)}[x${index + 1}]`)
  const title = "drawtext=text='By the sea':fontsize=120:fontcolor=white:x=(w-tw)/2:y=(h-th)/2:enable='lt(t,3)'"
  const last = `[x${photos.length - 1}]${hasDrawtext() ? title : 'null'}[out]`
  return ['-v', 'error', '-y', ...inputs, '-i', music[0], '-filter_complex', [...shots, ...fades, last].join(';'), '-map', '[out]', '-map', `${photos.length}:a`, '-t', '30']
}

function hasDrawtext(): boolean {
  return costOf('ffmpeg', ['-hide_banner', '-filters']).output.includes(' drawtext ')
}

function likeness(copy: string, original: string): number {
  const log = join(folder, 'ssim.txt')
  costOf('ffmpeg', ['-v', 'error', '-i', copy, '-i', original, '-lavfi', `ssim=stats_file=${log}`, '-f', 'null', '-'])
  if (!existsSync(log)) return NaN
  const values = [...readFileSync(log, 'utf8').matchAll(/Y:([\d.]+)/g)].map((match) => Number(match[1]))
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function round(value: number, digits = 3): number {
  return Number(value.toFixed(digits))
}
