// `npm run bench -- preview`: how long somebody waits for a picture after an edit of a 30-s film with ten photos of 10
// megapixels: for one frame, and for the first part of the stream, with threads that are warm from the version before, as
// on a server. Each edit is new to the cache. Seconds depend on the machine and on who else uses it, so the ratios to the
// length of what is made, and to a frame that is known, stand beside them. Ends with one JSON line.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Draft } from '../src/draft/index.ts'
import { createPieces, createRenderer } from '../src/render/index.ts'
import { filmOf, makeMaterial } from './material.ts'

const folder = mkdtempSync(join(tmpdir(), 'kinora-bench-preview-'))
const { photos, music, origin } = await makeMaterial(join(tmpdir(), 'kinora-bench-material'), 14)
console.log(`material: ${origin}`)
// Not isolated, so that the threads' processor time is counted; in child processes it takes as long.
const pieces = createPieces({ cache: folder, isolated: false })
const renderer = createRenderer({ cache: folder })
const ten = photos.slice(0, 10)
const draft = filmOf({ photos: ten, music: music[0], title: 'By the sea' })

const cold = { frame: await cost(() => frame(draft)), segment: await cost(() => firstSegment(draft)), sound: await cost(() => pieces.segment(draft, 'sound', 0)) }
console.log(`new film, cold threads: frame ${said(cold.frame)}, first part ${said(cold.segment)}, sound ${said(cold.sound)}`)
const edits: [string, Draft][] = [
  ...['Autumn on the coast', 'Winter', 'Spring at last'].map((title): [string, Draft] => ['title', filmOf({ photos: ten, music: music[0], title })]),
  // A photo that nothing is known of comes first.
  ...[10, 11, 12].map((index): [string, Draft] => ['photo', filmOf({ photos: ten.with(0, photos[index]!), music: music[0], title: 'By the sea' })]),
]
const frames: Cost[] = []
const segments: Cost[] = []
for (const [what, edited] of edits) {
  frames.push(await cost(() => frame(edited)))
  segments.push(await cost(() => firstSegment(edited)))
  console.log(`${what}: frame ${said(frames.at(-1)!)}, first part ${said(segments.at(-1)!)}`)
}
const knownSegment = await cost(() => firstSegment(draft))
const knownFrame = await cost(() => frame(draft))
await pieces.close()
await renderer.close()
rmSync(folder, { recursive: true, force: true })
console.log(JSON.stringify({
  frame_s: median(frames, 'wall'), frame_cpu_s: median(frames, 'cpu'), segment_s: median(segments, 'wall'), segment_cpu_s: median(segments, 'cpu'),
  frame_to_known: round(median(frames, 'wall') / knownFrame.wall), segment_to_its_length: round(median(segments, 'wall') / 2),
  known_segment_s: round(knownSegment.wall), sound_to_its_length: round(cold.sound.wall / 30),
}))

function frame(film: Draft): Promise<unknown> {
  return renderer.frame(film, 1500, { height: 540, format: 'jpeg' })
}

// What a player does before it shows a picture: the list, the header, the first part.
async function firstSegment(film: Draft): Promise<void> {
  await pieces.stream(film)
  await Promise.all([pieces.segment(film, 'picture', 'header'), pieces.segment(film, 'picture', 0)])
}

interface Cost {
  /** Seconds somebody waits, and seconds of processors; the second one says more on a busy machine. */
  readonly wall: number
  readonly cpu: number
}

async function cost(run: () => Promise<unknown>): Promise<Cost> {
  const begun = { wall: performance.now(), cpu: process.cpuUsage() }
  await run()
  const { user, system } = process.cpuUsage(begun.cpu)
  return { wall: (performance.now() - begun.wall) / 1000, cpu: (user + system) / 1e6 }
}

function said({ wall, cpu }: Cost): string {
  return `${wall.toFixed(2)} s (${cpu.toFixed(2)} s CPU)`
}

function median(costs: readonly Cost[], of: keyof Cost): number {
  return round(costs.map((one) => one[of]).sort((left, right) => left - right)[Math.floor(costs.length / 2)]!)
}

function round(value: number): number {
  return Number(value.toFixed(3))
}
