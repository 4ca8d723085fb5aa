// One chunk from a painter's frames to a file of packets: what every drawing thread does, whoever asks. A fresh encoder
// and nothing but the film's own frames, so that any thread of any process makes the same packets.

import type { ChunkRange } from './plan.ts'
import { createChunkEncoder, type ChunkEncoder } from './encoder.ts'
import { outputError } from './output-file.ts'
import { writePacketFile, type ChunkHeader } from './packet-file.ts'
import type { Painter } from './painter.ts'
import { createFactsCollector, type FactsCollector } from './picture-facts.ts'
import type { VideoSettings } from './settings.ts'
import { showsSoft } from './soft-chunk.ts'

export interface ChunkWish {
  readonly range: Pick<ChunkRange, 'from' | 'to'>
  readonly settings: VideoSettings
  /** Where the finished chunk goes. */
  readonly path: string
  /** Called after each frame; may throw to stop. */
  readonly onFrame: () => void
}

/** Draws, encodes and writes a chunk. Returns its size in bytes. Leaves no file when it fails. */
export async function drawChunk(painter: Painter, wish: ChunkWish): Promise<number> {
  const soft = wish.settings.soft !== undefined && await showsSoft(painter, wish.range)
  const encoder = createChunkEncoder(wish.settings, soft)
  const facts = createFactsCollector()
  try {
    await drawFrames(painter, encoder, facts, wish)
  } catch (error) {
    encoder.close()
    throw error
  }
  const chunk = encoder.finish()
  const header: ChunkHeader = {
    configuration: chunk.configuration.toString('base64'),
    sizes: chunk.packets.map((packet) => packet.length),
    shown: chunk.shown,
    facts: facts.finish(),
  }
  return writePacketFile(wish.path, header, chunk.packets).catch((error: unknown) => { throw outputError(error, wish.path) })
}

async function drawFrames(painter: Painter, encoder: ChunkEncoder, facts: FactsCollector, { range, onFrame }: ChunkWish): Promise<void> {
  for (let frame = range.from; frame < range.to; frame++) {
    const { planes, still, clip } = await painter.paint(frame)
    facts.add(planes.y, planes.width, planes.width, planes.height, still, clip)
    encoder.add(planes)
    onFrame()
  }
}
