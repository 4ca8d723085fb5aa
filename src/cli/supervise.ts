// Keeps child processes of this program alive: each that ends by itself is started again, after a pause that grows while
// it dies young. A child ends when its parent is gone, because its message channel closes then. Knows nothing of work.

import { spawn, type ChildProcess } from 'node:child_process'
import type { Configuration } from './configuration.ts'
import { environmentOf } from './configuration.ts'

export interface Supervised {
  /** Process ids of the children that live now. */
  pids(): readonly number[]
  /** Asks all to end (SIGTERM) and waits; those that live after `grace` ms are killed. */
  stop(grace?: number): Promise<void>
}

export interface SuperviseOptions {
  /** The program's own file. */
  readonly program: string
  readonly args: readonly string[]
  readonly count: number
  readonly configuration: Configuration
  readonly onEnd: (how: { readonly pid: number | undefined; readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly pause: number }) => void
}

/** A child that lived this long was well; its next end starts with the shortest pause again. */
const wellAfter = 30_000
const shortestPause = 200
const longestPause = 10_000

export function supervise(options: SuperviseOptions): Supervised {
  const children = new Map<number, ChildProcess>()
  const waiting = new Set<NodeJS.Timeout>()
  let stopping = false
  const start = (place: number, pause: number): void => {
    const begun = performance.now()
    const child = spawn(process.execPath, [options.program, ...options.args], {
      env: { ...process.env, ...environmentOf(options.configuration) }, stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    children.set(place, child)
    let over = false
    const end = (code: number | null, signal: NodeJS.Signals | null): void => {
      if (over) return
      over = true
      children.delete(place)
      if (stopping) return
      const next = performance.now() - begun > wellAfter ? shortestPause : Math.min(longestPause, pause * 2)
      options.onEnd({ pid: child.pid, code, signal, pause: next })
      const timer = setTimeout(() => {
        waiting.delete(timer)
        start(place, next)
      }, next)
      waiting.add(timer)
    }
    child.on('exit', end)
    child.on('error', () => end(null, null))
  }
  for (let place = 0; place < options.count; place++) start(place, shortestPause / 2)
  return {
    pids: () => [...children.values()].flatMap(({ pid }) => pid ?? []),
    async stop(grace = 15_000) {
      stopping = true
      for (const timer of waiting) clearTimeout(timer)
      await Promise.all([...children.values()].map((child) => endOf(child, grace)))
    },
  }
}

function endOf(child: ChildProcess, grace: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const last = setTimeout(() => child.kill('SIGKILL'), grace)
    child.once('exit', () => {
      clearTimeout(last)
      resolve()
    })
    child.kill('SIGTERM')
  })
}
