// Runs programs and tells what they cost: the processor time of the whole process with all its threads and children, and
// the time on the wall.

import { spawnSync } from 'node:child_process'

export interface Cost {
  /** User and system seconds of the process and everything it started. */
  readonly cpuSeconds: number
  readonly wallSeconds: number
  readonly output: string
}

/** Runs a program to its end. Throws when it fails. */
export function costOf(program: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Cost {
  const quoted = [program, ...args].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')
  const begun = performance.now()
  // The shell's `times` counts all children that were waited for, so threads and helpers are in it.
  const run = spawnSync('bash', ['-c', `${quoted}; code=$?; times >&2; exit $code`], { encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, ...environment } })
  const wallSeconds = (performance.now() - begun) / 1000
  if (run.status !== 0) throw new Error(`${program} failed: ${run.stderr.slice(-2000)}`)
  const last = run.stderr.trimEnd().split('\n').at(-1) ?? ''
  const cpuSeconds = [...last.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0)
  return { cpuSeconds, wallSeconds, output: run.stdout }
}

/** Whether a program can be run at all. */
export function isInstalled(program: string): boolean {
  return spawnSync(program, ['-version']).status === 0
}
