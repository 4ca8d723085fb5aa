// `npm run bench -- preview`: how long somebody waits for a picture after an edit of a 30-s film with ten photos of 10
// megapixels: for one frame, and for the first part of the stream, with threads that are warm from the version before, as
// on a server. Each edit is new to the cache. Ratios to drawing and encoding the same frames with everything at hand tell
// how much is waiting for other things; seconds depend on the machine. Ends with one JSON line.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Draft } from '../src/draft/index.ts'
import { createPieces, createRenderer } from '../src/render/index.ts'
import { filmOf, makeMaterial } from './material.ts'

const folder = mkdtempSync(join(tmpdir(), 'kinora-bench-preview-'))
const { photos, music, origin } = await makeMaterial(join(tmpdir(), 'kinora-bench-material'), 14)
console.log(`material: ${origin}`)
const pieces = createPieces({ cache: folder })
const renderer = createRenderer({ cache: folder })
const ten = photos.slice(0, 10)
const draft = filmOf({ photos: ten, music: music[0], title: 'By the sea' })

const cold = { frame: await seconds(() => frame(draft)), segment: await seconds(() => firstSegment(draft)), sound: await seconds(() => pieces.segment(draft, 'sound', 0)) }
console.log(`new film, cold threads: frame ${cold.frame.toFixed(2)} s, first part ${cold.segment.toFixed(2)} s, sound ${cold.sound.toFixed(2)} s`)
const edits: [string, Draft][] = [
  ...['Autumn on the coast', 'Winter', 'Spring at last'].map((title): [string, Draft] => ['title', filmOf({ photos: ten, music: music[0], title })]),
  // A photo that nothing is known of comes first.
  ...[10, 11, 12].map((index): [string, Draft] => ['photo', filmOf({ photos: ten.with(0, photos[index]!), music: music[0], title: 'By the sea' })]),
]
const frames: number[] = []
const segments: number[] = []
for (const [what, edited] of edits) {
  frames.push(await seconds(() => frame(edited)))
  segments.push(await seconds(() => firstSegment(edited)))
  console.log(`${what}: frame ${frames.at(-1)!.toFixed(3)} s, first part ${segments.at(-1)!.toFixed(3)} s`)
}
const again = await seconds(() => firstSegment(draft))
const frameAgain = await seconds(() => frame(draft))
await pieces.close()
await renderer.close()
rmSync(folder, { recursive: true, force: true })
console.log(JSON.stringify({
  frame_s: round(median(frames)), segment_s: round(median(segments)), frame_worst_s: round(Math.max(...frames)), segment_worst_s: round(Math.max(...segments)),
  frame_ratio_to_known: round(median(frames) / frameAgain), segment_share_of_realtime: round(median(segments) / 2), known_segment_s: round(again), sound_30s_s: round(cold.sound),
}))

function frame(film: Draft): Promise<unknown> {
  return renderer.frame(film, 1500, { height: 540, format: 'jpeg' })
}

// What a player does before it shows a picture: the list, the header, the first part.
async function firstSegment(film: Draft): Promise<void> {
  await pieces.stream(film)
  await Promise.all([pieces.segment(film, 'picture', 'header'), pieces.segment(film, 'picture', 0)])
}

async function seconds(run: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await run()
  return (performance.now() - begun) / 1000
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)]!
}

function round(value: number): number {
  return Number(value.toFixed(3))
}
