// Whether a chunk shows a soft picture, told by a few of its frames before it is encoded.

import type { Painter } from './painter.ts'
import type { ChunkRange } from './plan.ts'
import { isSoft } from './softness.ts'

/** Frames by which a chunk is judged: neither its first nor its last, where films fade in from black. */
export function judgedFrames({ from, to }: Pick<ChunkRange, 'from' | 'to'>): number[] {
  return [1, 3, 5].map((sixths) => from + Math.floor(((to - from) * sixths) / 6))
}

/**
 * Whether one of the judged frames is soft. Those that show clips are not looked at: what moves there moves by itself, and to
 * paint them twice is to decode them twice. Throws what painting throws.
 */
export async function showsSoft(painter: Painter, range: Pick<ChunkRange, 'from' | 'to'>): Promise<boolean> {
  for (const frame of judgedFrames(range)) if (!painter.showsClip(frame) && isSoft((await painter.paint(frame)).planes)) return true
  return false
}
