// How far a render is and how long it will still take, from nothing but its own measurements. Never goes back; says
// nothing about time until it has finished a chunk.

import type { RenderProgress } from '../studio/ports.ts'

/** What the render tells about itself. */
export interface ProgressState {
  stage: RenderProgress['stage']
  /** Chunks in all, finished now, and found finished. */
  total: number
  encoded: number
  reused: number
  /** Frames of the missing chunks, and how many of them are drawn. */
  frames: number
  framesDrawn: number
  /** 0..1 of the sound work. */
  sound: number
  /** Seconds since drawing began. */
  drawingSeconds: number
}

/** Share of the whole bar that is over when a stage begins; drawing is what takes the time. */
const begins = { prepare: 0, draw: 0.02, join: 0.95, check: 0.99 } as const
/** Joining copies bytes at hundreds of megabytes a second: a guess in seconds that is never far off. */
const joiningSeconds = 0.5

/** Makes reports out of states; each report's `done` is at least the one before. */
export function createProgress(): (state: ProgressState) => RenderProgress {
  let highest = 0
  return (state) => {
    highest = Math.max(highest, shareDone(state))
    const left = secondsLeft(state)
    return {
      stage: state.stage,
      done: highest,
      ...(left === undefined ? {} : { secondsLeft: left }),
      chunks: { total: state.total, encoded: state.encoded, reused: state.reused },
    }
  }
}

function shareDone(state: ProgressState): number {
  if (state.stage === 'prepare' || state.stage === 'join' || state.stage === 'check') return begins[state.stage]
  const drawn = state.frames === 0 ? 1 : state.framesDrawn / state.frames
  // Sound runs beside drawing; when drawing is done and sound is not, the bar waits just before the end of the stage.
  const both = Math.min(1, 0.95 * drawn + 0.05 * state.sound)
  return begins.draw + both * (begins.join - begins.draw)
}

function secondsLeft(state: ProgressState): number | undefined {
  if (state.stage === 'join') return joiningSeconds
  if (state.stage === 'check') return 0
  if (state.encoded === 0 || state.framesDrawn === 0) return undefined
  const pace = state.drawingSeconds / state.framesDrawn
  return (state.frames - state.framesDrawn) * pace + joiningSeconds
}
