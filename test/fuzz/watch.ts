// A thread that looks at the clock while a parser works. One that never comes back blocks its own thread, so this one keeps
// the input and ends the process: a run that was ended by it exits with SIGKILL and leaves a `found-…` file.

import { isMainThread, workerData } from 'node:worker_threads'
import { keep } from './corpus.ts'

export interface Watched {
  /** [0]: when the input was given, ms of Date.now() mod 2^31, 0 while nothing runs; [1]: its bytes; [2]: ms it may take. */
  readonly state: Int32Array
  readonly input: Uint8Array
  readonly target: string
}

/** A patient judge: the polite limit of a target is reported by the run itself, this one is for what never ends. */
const grace = 4

export const now = (): number => Date.now() & 0x7fffffff

if (!isMainThread) {
  const { state, input, target } = workerData as Watched
  setInterval(() => {
    const began = Atomics.load(state, 0)
    if (began === 0 || now() - began < grace * state[2]!) return
    const name = keep(target, input.slice(0, state[1]))
    process.stderr.write(`${target}: no end after ${grace * state[2]!} ms, kept as ${name}\n`)
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), 200)
  }, 250)
}
