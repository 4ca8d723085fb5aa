// Who makes a film's sound: the first drawing thread that has nothing to draw. A thread of its own would have to be started
// and would take the processor from the others in the middle; at the end, one of them waits for the last chunk anyway. Another
// one that is there and has nothing to draw either listens to what comes out.

import { soundRate } from '../sound/index.ts'
import { closeEars, createEars } from './listening.ts'
import type { SoundMaker } from './sound.ts'
import type { Drawer } from './team.ts'
import type { SoundAnswer, SoundOrder } from './thread.ts'

/** The sound of one film at a time, until a thread has time for it. */
export interface Mixing extends SoundMaker {
  /** The thread with this number has something to draw from now on. */
  occupy(thread: number): void
  /** It has nothing to draw any more. Resolves when it has made the sound, if that was waiting; never throws: whoever asked hears. */
  release(thread: number): Promise<void>
  /** Lets it make the sound that waits, if one does, before it goes on drawing. Never throws. */
  lend(thread: number): Promise<void>
  /** About how long the sound that waits will take; 0 when none does. */
  seconds(): number
}

type Made = Exclude<SoundAnswer, { kind: 'failed' }>

/** Seconds of work for a second of sound: mixing, measuring and encoding (bench -- sound). */
const pace = 0.03

/** Threads that have made sound: their code for it is warm. */
const practised = new WeakSet<Drawer>()

/** `looking`: by thread, what it does before all else. */
export function createMixing(hands: readonly Drawer[], looking: readonly Promise<void>[]): Mixing {
  const idle = new Set(hands.keys())
  let waiting: { readonly order: SoundOrder; readonly answer: (answer: Promise<Made>) => void } | undefined

  async function lend(thread: number): Promise<void> {
    if (waiting === undefined) return
    const { order, answer } = waiting
    waiting = undefined
    practised.add(hands[thread]!)
    const made = Promise.allSettled([looking[thread]]).then(() => make(thread, order))
    answer(made)
    await Promise.allSettled([made])
  }

  async function make(thread: number, order: SoundOrder): Promise<Made> {
    // To start a thread takes longer than it would save.
    const other = [...idle].find((one) => one !== thread && hands[one]!.isReady())
    if (other === undefined) return hands[thread]!.ask({ kind: 'sound', order }) as Promise<Made>
    const ears = createEars(order.plan.samples)
    // Whichever ends first, for whatever reason: the other one must not wait for it.
    const close = (): void => closeEars(ears)
    const listened = Promise.allSettled([looking[other]]).then(() => hands[other]!.ask({ kind: 'listen', ears })).then(close, close)
    const made = hands[thread]!.ask({ kind: 'sound', order: { ...order, ears } }) as Promise<Made>
    return made.finally(close).finally(() => listened)
  }

  async function release(thread: number): Promise<void> {
    if (waiting !== undefined) idle.delete(thread)
    await lend(thread)
    idle.add(thread)
  }

  return {
    occupy: (thread) => void idle.delete(thread),
    release, lend,
    seconds: () => (waiting === undefined ? 0 : (waiting.order.plan.samples / soundRate) * pace),
    ask: (order) => new Promise((answer) => {
      waiting = { order, answer }
      const free = [...idle]
      const best = free.find((thread) => practised.has(hands[thread]!)) ?? free[0]
      if (best !== undefined) void release(best)
    }),
  }
}
