// The chunk plan: which frames belong together, and what each chunk is called. A chunk is one closed group of pictures
// of two seconds, aligned to frame 0; its name is a hash of exactly what its bytes depend on. Pure arithmetic and a
// hash; reads no file, knows no worker.

import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { canonicalJson } from '../base/index.ts'
import type { Scene } from '../compositor/index.ts'
import { pixelVersion } from './scene.ts'
import type { VideoSettings } from './settings.ts'

export interface ChunkRange {
  readonly index: number
  /** First frame. */
  readonly from: number
  /** One past the last frame. */
  readonly to: number
}

/** A chunk with its name. */
export interface Chunk extends ChunkRange {
  /** SHA-256, hex. */
  readonly key: string
}

export function hasName(chunk: Chunk | ChunkRange): chunk is Chunk {
  return 'key' in chunk
}

/** All chunks of a film of so many frames. An empty film has none. */
export function chunkRanges(frameCount: number, chunkFrames: number): ChunkRange[] {
  const ranges: ChunkRange[] = []
  for (let from = 0; from < frameCount; from += chunkFrames) {
    ranges.push({ index: ranges.length, from, to: Math.min(frameCount, from + chunkFrames) })
  }
  return ranges
}

/** Milliseconds of naming before others in the same process have their turn. */
const breath = 15

/**
 * All chunks of a film with their names. Half an hour of film takes seconds, in which the process still answers.
 * `onChunk` is called after each; may throw to stop.
 */
export function planChunks(scene: Pick<Scene, 'commands' | 'frameCount'>, settings: VideoSettings, versions: readonly string[], onChunk?: () => void): Promise<Chunk[]> {
  return nameChunks(chunkRanges(scene.frameCount, settings.chunkFrames), scene, chunkMaker(settings, versions), onChunk)
}

/** The same for some of the chunks. `maker` as chunkMaker gives it. */
export async function nameChunks(ranges: readonly ChunkRange[], scene: Pick<Scene, 'commands'>, maker: string, onChunk: () => void = () => undefined): Promise<Chunk[]> {
  const chunks: Chunk[] = []
  let begun = performance.now()
  for (const range of ranges) {
    chunks.push({ ...range, key: chunkKey(scene, range, maker) })
    onChunk()
    if (performance.now() - begun < breath) continue
    await setImmediate()
    begun = performance.now()
  }
  return chunks
}

/** Everything beside a film's frames that decides the bytes of its chunks. */
export function chunkMaker(settings: VideoSettings, versions: readonly string[]): string {
  return canonicalJson({ settings, versions, pixels: pixelVersion })
}

/**
 * The name of a chunk: SHA-256 over the maker (encoder settings, library and kernel versions, as canonical JSON) and
 * the commands of each of its frames. The commands of one frame are held at a time, so a film of any length fits.
 * The position in the film is left out on purpose: the same pictures elsewhere are the same chunk.
 */
export function chunkKey(scene: Pick<Scene, 'commands'>, range: ChunkRange, maker: string): string {
  const hash = createHash('sha256').update(maker)
  for (let frame = range.from; frame < range.to; frame++) hash.update('\n').update(canonicalJson(scene.commands(frame)))
  return hash.digest('hex')
}
