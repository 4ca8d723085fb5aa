// One slice of fuzzing: bends seeds and feeds them to one target until its time is over. Whatever breaks a promise is kept
// in the corpus. Memory is judged once the caches are warm.

import { readFileSync, readdirSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Worker } from 'node:worker_threads'
import { createDice } from '../../src/base/index.ts'
import { keep, keptInputs } from './corpus.ts'
import { bend } from './mutate.ts'
import type { OpenTarget, Place, Target } from './target.ts'
import { now, type Watched } from './watch.ts'

export interface Slice {
  readonly target: Target
  readonly place: Place
  readonly seed: string
  readonly milliseconds: number
  readonly tell: (line: string) => void
}

export interface SliceReport {
  readonly target: string
  readonly seed: string
  readonly inputs: number
  /** Inputs that were taken; the rest was refused with a reason. */
  readonly taken: number
  readonly seconds: number
  /** Milliseconds of the longest input. */
  readonly slowest: number
  /** MB by which this process, and its largest child, grew after the first quarter. */
  readonly growth: number
  readonly childGrowth: number
  readonly findings: readonly string[]
}

/** MB; garbage that waits for its collector is some tens, a leak grows with every input. */
const mostGrowth = 192
/** Different findings after which a slice has told enough. */
const enough = 20

export async function fuzz({ target, place, seed, milliseconds, tell }: Slice): Promise<SliceReport> {
  const dice = createDice(seed).fork(target.name)
  const seeds = keptInputs(target.name).map(({ bytes }) => bytes)
  const findings = new Map<string, string>()
  const strays: unknown[] = []
  const stray = (thrown: unknown) => { strays.push(thrown) }
  process.on('uncaughtException', stray).on('unhandledRejection', stray)
  const watch = startWatch(target)
  const opened = await target.open(place)
  const began = Date.now()
  let [inputs, taken, slowest] = [0, 0, 0]
  let warm: Memory | undefined
  const pool = [...seeds]
  try {
    while (Date.now() - began < milliseconds && findings.size < enough) {
      // Seeds as they are come first: a target that cannot bear its seeds needs no dice.
      const base = inputs < seeds.length ? seeds[inputs]! : dice.pick(pool)
      const input = inputs < seeds.length ? base : bend(base, { form: target.form, words: target.words, others: seeds, dice })
      const result = await feedOnce(opened, input, watch)
      inputs++
      slowest = Math.max(slowest, result.milliseconds)
      const trouble = result.trouble ?? strays.shift() ?? (result.milliseconds > target.slowest ? new Error(`slow: ${result.milliseconds} ms`) : undefined)
      if (trouble !== undefined) report(trouble, input)
      if (result.taken) {
        taken++
        // What was taken is worth bending further; the pool stays small, or it would pass for a leak.
        if (dice.below(20) === 0 && input.length < 32_768) pool[pool.length < 200 ? pool.length : seeds.length + dice.below(200 - seeds.length)] = input
      }
      if (warm === undefined && Date.now() - began > milliseconds / 4) warm = memory()
    }
    await new Promise((resolve) => setImmediate(resolve))
    for (const thrown of strays) report(thrown, new Uint8Array())
  } finally {
    await opened.close?.()
    await watch.end()
    process.off('uncaughtException', stray).off('unhandledRejection', stray)
  }
  const grown = growth(warm)
  if (grown.own > mostGrowth || grown.child > mostGrowth) findings.set('memory', `memory grew by ${grown.own} MB, its children by ${grown.child} MB`)
  return { target: target.name, seed, inputs, taken, seconds: Math.round((Date.now() - began) / 1000), slowest, growth: grown.own, childGrowth: grown.child, findings: [...findings.values()] }

  // The same place in the code is the same finding, whatever the input says.
  function report(thrown: unknown, input: Uint8Array): void {
    const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)
    const where = thrown instanceof Error ? thrown.stack?.split('\n').slice(1, 4).map((line) => line.trim().replace(/\(.*\/dist\//, '(')).join(' < ') ?? '' : ''
    const key = `${where}|${text.replace(/\d+/g, '0').slice(0, 80)}`
    if (findings.has(key)) return
    const name = input.length > 0 ? keep(target.name, input) : 'no input'
    findings.set(key, `${name}: ${text} ${where}`)
    tell(`${target.name} ${name}: ${text} ${where}`)
  }
}

export async function feedOnce(opened: OpenTarget, input: Uint8Array, watch: Pick<ReturnType<typeof startWatch>, 'begin' | 'done'>) {
  const began = performance.now()
  watch.begin(input)
  const end = (result: { readonly taken: boolean; readonly trouble?: unknown }) => {
    watch.done()
    return { ...result, milliseconds: Math.round(performance.now() - began) }
  }
  try {
    return end({ taken: (await opened.feed(input)) === 'taken' })
  } catch (trouble) {
    return end({ taken: false, trouble })
  }
}

function startWatch(target: Target) {
  const state = new Int32Array(new SharedArrayBuffer(12))
  const shared = new Uint8Array(new SharedArrayBuffer(512 * 1024))
  state[2] = target.slowest
  const worker = new Worker(new URL('./watch.js', import.meta.url), { workerData: { state, input: shared, target: target.name } satisfies Watched })
  worker.unref()
  return {
    begin(input: Uint8Array) {
      shared.set(input.subarray(0, shared.length))
      state[1] = input.length
      Atomics.store(state, 0, now())
    },
    done: () => Atomics.store(state, 0, 0),
    end: () => worker.terminate(),
  }
}

interface Memory {
  readonly own: number
  readonly children: ReadonlyMap<number, number>
}

function memory(): Memory {
  setFlagsFromString('--expose-gc')
  ;(runInNewContext('gc') as () => void)()
  return { own: process.memoryUsage().rss / 1e6, children: childMemory() }
}

/** MB by process id of our children; empty where there is no /proc. */
function childMemory(): Map<number, number> {
  try {
    const ids = readdirSync('/proc/self/task').flatMap((task) => readFileSync(`/proc/self/task/${task}/children`, 'utf8').split(' ').map(Number).filter((id) => id > 0))
    return new Map(ids.map((id) => [id, Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) / 1000]))
  } catch {
    return new Map()
  }
}

function growth(warm: Memory | undefined): { readonly own: number; readonly child: number } {
  if (warm === undefined) return { own: 0, child: 0 }
  const after = memory()
  const children = [...warm.children].map(([id, before]) => (after.children.get(id) ?? before) - before)
  return { own: Math.round(after.own - warm.own), child: Math.round(Math.max(0, ...children)) }
}
