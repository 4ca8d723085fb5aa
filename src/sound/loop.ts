// A source that begins again where its loop ends. The seam is a short crossfade of equal power: what follows the loop's
// end in the source fades out under the loop's beginning, so that reverb tails and held notes are not cut.

import { soundRate, type SoundSource, type StereoBlock } from './pcm.ts'

const seam = Math.round(0.04 * soundRate)
// A loop shorter than this would buzz; it is played once instead.
const shortest = 0.25 * soundRate

/** Repeats `[loop.from, loop.to)` for ever once it has been played; `to` absent: the source's end. */
export function loopedSource(source: SoundSource, loop: { readonly from: number; readonly to?: number }): SoundSource {
  const end = Math.min(loop.to ?? Infinity, Math.floor((source.durationMs * soundRate) / 1000))
  const hasTail = end + seam <= (source.durationMs * soundRate) / 1000
  // Without anything behind its end, a loop gives up its own last moments for the crossfade.
  const turn = hasTail ? end : end - seam
  const period = turn - loop.from
  if (period < shortest) return source
  return {
    durationMs: Infinity,
    close: () => source.close(),
    async read(from, count) {
      const block = { left: new Float32Array(count), right: new Float32Array(count) }
      for (let done = 0; done < count;) {
        const place = from + done
        const passes = place < turn ? 0 : Math.floor((place - loop.from) / period)
        const at = place - passes * period
        const piece = Math.min(count - done, turn - at)
        put(block, done, await source.read(at, piece))
        if (passes > 0 && at < loop.from + seam) await fadeSeam(source, block, done, at - loop.from, Math.min(piece, loop.from + seam - at), turn)
        done += piece
      }
      return block
    },
  }
}

function put(block: StereoBlock, at: number, piece: StereoBlock): void {
  block.left.set(piece.left, at)
  block.right.set(piece.right, at)
}

async function fadeSeam(source: SoundSource, block: StereoBlock, at: number, into: number, count: number, turn: number): Promise<void> {
  const tail = await source.read(turn + into, count)
  for (let index = 0; index < count; index++) {
    const angle = (Math.PI / 2) * ((into + index + 0.5) / seam)
    const rising = Math.sin(angle)
    const falling = Math.cos(angle)
    block.left[at + index] = block.left[at + index]! * rising + (tail.left[index] ?? 0) * falling
    block.right[at + index] = block.right[at + index]! * rising + (tail.right[index] ?? 0) * falling
  }
}
