// The threads of a render: they draw, and one of them makes the sound in between; isolated ones leave that to one of its own.
// A team outlives its film for as long as its renderer likes, so that the next export of the same film finds its photos
// prepared and its code warm; it makes one film at a time.

import { createHand, type Hand } from './hand.ts'
import { startThread } from './isolated.ts'
import { framesDrawn, soundDone, type DrawingAnswer, type DrawingBegin, type DrawingOrder, type DrawingTask, type SoundAnswer, type SoundOrder } from './thread.ts'

export type Drawer = Hand<DrawingTask, Exclude<DrawingAnswer, { kind: 'failed' }>>
export type Mixer = Hand<SoundOrder, Exclude<SoundAnswer, { kind: 'failed' }>>

export interface Team {
  /** So many drawing threads, told of this film; none is started yet that is not there from the film before. */
  drawers(order: DrawingOrder, count: number): readonly Drawer[]
  /** The thread that makes the sound; absent: any drawing thread does. */
  readonly mixer?: Mixer
  /** Starts so many drawing threads before it is known what for. */
  ready(count: number): void
  /** Ends all threads; the next film starts others. */
  rest(): void
  close(): Promise<void>
}

/** Many texts are looked under without a frame being counted; what takes longer hangs. */
const drawingPatience = 600_000

/** `control`: what isolated threads share with us instead of the film's own; absent: threads that are not isolated. */
export function createTeam(control?: SharedArrayBuffer): Team {
  const isolated = control !== undefined
  const drawers: Drawer[] = []
  // Isolated, only the one that makes the sound is given the keys to voices.
  const mixer = isolated ? createMixer({ isolated, control }) : undefined
  const others = mixer === undefined ? [] : [mixer]
  let begin: DrawingBegin | undefined

  // Only a process can be ended while native code holds it.
  const watch = control === undefined ? {} : { watch: { progress: () => Atomics.load(new Int32Array(control), framesDrawn), patience: drawingPatience } }

  function drawer(): Drawer {
    return createHand<DrawingTask, DrawingAnswer>({
      start() {
        const thread = startThread({ module: 'drawing-worker.js', data: isolated ? { control } : {}, isolated })
        if (begin !== undefined) thread.postMessage(begin)
        return thread
      },
      nameOf,
      ...watch,
    })
  }

  function grow(count: number): readonly Drawer[] {
    while (drawers.length < count) drawers.push(drawer())
    return drawers.slice(0, count)
  }

  return {
    ...(mixer && { mixer }),
    drawers(order, count) {
      begin = { kind: 'begin', order: isolated ? { ...order, control: undefined } : order }
      const hands = grow(count)
      for (const hand of drawers) hand.tell(begin)
      return hands
    },
    ready(count) {
      for (const hand of grow(count)) hand.ready()
    },
    rest() {
      for (const hand of [...drawers, ...others]) hand.rest()
    },
    close: async () => void await Promise.all([...drawers, ...others].map((hand) => hand.close())),
  }
}

function nameOf(task: DrawingTask): string {
  if (task.kind === 'chunk') return `Frames ${task.from} to ${task.to - 1}`
  return task.kind === 'look' ? 'The ground under the texts' : 'The sound'
}

export interface MixerWish {
  readonly isolated: boolean
  /** Needed when isolated, where it is told how far the sound is. */
  readonly control: SharedArrayBuffer | undefined
  /** See isolated.ts. */
  readonly standBack?: number | undefined
}

/** Half an hour of music is composed in a fifth of this, in one go; what takes longer hangs. */
const mixingPatience = 600_000

/** What could not be kept is said again in the sound thread, perhaps by a speech server. */
const speechKeys = ['KINORA_VOICE_KEY']

/** A thread for sound. */
export function createMixer({ isolated, control, standBack = 0 }: MixerWish): Mixer {
  const shared = control === undefined ? undefined : new Int32Array(control)
  return createHand<SoundOrder, SoundAnswer>({
    start: () => startThread({ module: 'sound-worker.js', data: isolated ? { control } : {}, isolated, standBack, keys: speechKeys }),
    nameOf: () => 'The sound',
    ...(isolated && shared !== undefined ? { watch: { progress: () => Atomics.load(shared, soundDone), patience: mixingPatience } } : {}),
  })
}
