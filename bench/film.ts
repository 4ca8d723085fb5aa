// `npm run bench -- film`: ten photos of 10 megapixels, 30 s, 1080p30, motion, transitions, title and a music file, as a
// whole process from files on disk to the finished film; against the floor (encoding the very same frames and samples
// from memory, bench/floor.ts) and against FFmpeg's zoompan and xfade at equal SSIM. Ends with one JSON line.

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

const folder = mkdtempSync(join(tmpdir(), 'kinora-bench-film-'))
const { photos, music, origin } = await makeMaterial(join(tmpdir(), 'kinora-bench-material'))
console.log(`material: ${origin}`)
const film = join(folder, 'film.mp4')
const draft = join(folder, 'draft.json')
const ours = costOf(process.execPath, [program, 'make', ...photos, '--music', music[0], '--title', 'By the sea', '--duration', '30', '-o', film, '--cache', 'none', '--json', '--save-draft', draft])
const bytes = statSync(film).size
console.log(`ours: ${ours.cpuSeconds.toFixed(1)} s CPU, ${ours.wallSeconds.toFixed(1)} s wall, ${bytes} bytes`)
const floor = JSON.parse(costOf(process.execPath, [join(here, 'floor.js'), draft, String(compared)]).output.trim().split('\n').at(-1)!) as { cpu: number; ssim: number }
console.log(`floor: ${floor.cpu.toFixed(1)} s CPU, SSIM ${floor.ssim.toFixed(5)}`)
const theirs = isInstalled('ffmpeg') ? recipe(floor.ssim) : undefined
if (theirs === undefined) console.log('no ffmpeg is installed: its figures are left out')
else console.log(`ffmpeg: ${theirs.cost.cpuSeconds.toFixed(1)} s CPU, ${theirs.cost.wallSeconds.toFixed(1)} s wall, CRF ${theirs.crf}, SSIM ${theirs.ssim.toFixed(5)}`)
rmSync(folder, { recursive: true, force: true })
console.log(JSON.stringify({
  cpu_ratio_to_floor: round(ours.cpuSeconds / floor.cpu),
  speedup_vs_ffmpeg: theirs === undefined ? null : round(theirs.cost.wallSeconds / ours.wallSeconds),
  ssim_ours: round(floor.ssim, 5),
  ssim_ffmpeg: theirs === undefined ? null : round(theirs.ssim, 5),
  bits_ratio: theirs === undefined ? null : round(bytes / theirs.bytes),
  realtime_factor: round(30 / ours.wallSeconds),
}))

// The usual recipe: each photo looped through zoompan, neighbours through xfade, x264 veryfast. First the CRF that gives
// our likeness is found on a lossless copy of its own first seconds, then the whole film is made and timed.
function recipe(ssim: number): { cost: Cost; crf: number; ssim: number; bytes: number } {
  const lossless = join(folder, 'lossless.mp4')
  costOf('ffmpeg', [...graph(), '-t', String(compared), '-an', '-c:v', 'libx264', '-qp', '0', '-preset', 'ultrafast', lossless])
  let best = { crf: 0, ssim: 0, apart: Infinity }
  for (const crf of [18, 19, 20, 21, 22, 23]) {
    const copy = join(folder, `crf${crf}.mp4`)
    costOf('ffmpeg', ['-v', 'error', '-y', '-i', lossless, '-c:v', 'libx264', '-preset', 'veryfast', '-crf', String(crf), copy])
    const reached = likeness(copy, lossless)
    if (Math.abs(reached - ssim) < best.apart) best = { crf, ssim: reached, apart: Math.abs(reached - ssim) }
  }
  const output = join(folder, 'recipe.mp4')
  const cost = costOf('ffmpeg', [...graph(), '-c:v', 'libx264', '-preset', 'veryfast', '-crf', String(best.crf), '-c:a', 'aac', '-b:a', '256k', '-shortest', output])
  return { cost, crf: best.crf, ssim: best.ssim, bytes: statSync(output).size }
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
