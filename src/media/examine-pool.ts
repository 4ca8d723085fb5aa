// A few child processes that examine files for us, ended when the batch is done. A child that dies or takes too long is
// replaced, and only the file it was looking at is given up.

import { fork, type ChildProcess } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { failure, withoutSecrets, type Fault, type Outcome } from '../base/index.ts'
import type { AssetFacts } from '../draft/index.ts'
import type { ExamineJob } from './examine-child.ts'

export interface ExaminePool<Job extends ExamineJob = ExamineJob, Found = AssetFacts> {
  /** Never throws. Faults of the file, or `file-kills-decoder`, `file-takes-too-long`, `examine-cancelled`. */
  examine(job: Job): Promise<Outcome<Found>>
  /** Ends all children. */
  close(): void
}

export interface ExaminePoolOptions {
  /** Most children at once, default 2 (1 on a single core). */
  readonly most?: number
  /** What a child runs, default examine-child. */
  readonly program?: URL
  /** How far children stand back: 0..19, as of `nice`; default 0. */
  readonly standBack?: number
  /** Seconds that one file may take before its child is ended. */
  readonly seconds?: { readonly photo: number; readonly other: number }
}

// Two side by side: a second photo at once gains far more than a second thread for one photo. But a child costs a third
// of a second of processor time to start and to warm up, so a few light files share one.
const mostChildren = 2
const worthASecondChild = 16
const weights: Readonly<Record<string, number>> = { heic: 8, avif: 4, clip: 8, sound: 3 }

// The longest honest photo takes 3 s (50 MP of HEIC); the rest is room for a busy machine. Clips and sounds are read through.
const patience = { photo: 20, other: 180 }

export function createExaminePool<Job extends ExamineJob = ExamineJob, Found = AssetFacts>(options: ExaminePoolOptions = {}): ExaminePool<Job, Found> {
  const most = options.most ?? Math.min(mostChildren, availableParallelism())
  const program = fileURLToPath(options.program ?? new URL('./examine-child.js', import.meta.url))
  const idle: ChildProcess[] = []
  const all = new Set<ChildProcess>()
  const waiting: (() => void)[] = []
  let busy = 0
  let work = 0
  const size = () => (work > worthASecondChild ? most : 1)
  let closed = false

  async function examine(job: Job): Promise<Outcome<Found>> {
    work += weights[job.file.kind === 'photo' ? job.file.format : job.file.kind] ?? 1
    while (busy >= size() && !closed) await new Promise<void>((resolve) => waiting.push(resolve))
    if (closed) return failure(cancelled(job))
    busy++
    const child = takeIdle() ?? start()
    const outcome = await ask(child, job)
    busy--
    if (all.has(child)) idle.push(child)
    for (const wake of waiting.splice(0, Math.max(1, size() - busy))) wake()
    return outcome
  }

  // One may have died while nobody asked it anything.
  function takeIdle(): ChildProcess | undefined {
    for (;;) {
      const child = idle.pop()
      if (child === undefined || all.has(child)) return child
    }
  }

  function start(): ChildProcess {
    const child = fork(program, [String(options.standBack ?? 0)], {
      env: withoutSecrets(process.env),
      serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [],
    })
    all.add(child)
    child.once('exit', () => all.delete(child))
    child.once('error', () => all.delete(child))
    return child
  }

  function ask(child: ChildProcess, job: Job): Promise<Outcome<Found>> {
    return new Promise((resolve) => {
      const limits = options.seconds ?? patience
      const seconds = job.file.kind === 'photo' ? limits.photo : limits.other
      const timer = setTimeout(() => settle(failure(tooLong(job, seconds)), true), seconds * 1000)
      const onMessage = (outcome: unknown) => settle(outcome as Outcome<Found>, false)
      const onExit = () => settle(failure(closed ? cancelled(job) : killed(job)), true)
      function settle(outcome: Outcome<Found>, end: boolean): void {
        clearTimeout(timer)
        child.off('message', onMessage).off('exit', onExit).off('error', onExit)
        if (end) {
          all.delete(child)
          child.kill('SIGKILL')
        }
        resolve(outcome)
      }
      child.on('message', onMessage).on('exit', onExit).on('error', onExit)
      child.send(job, (error) => { if (error !== null) onExit() })
    })
  }

  function close(): void {
    closed = true
    for (const child of all) child.kill('SIGKILL')
    for (const wake of waiting.splice(0)) wake()
  }

  return { examine, close }
}

function tooLong(job: ExamineJob, seconds: number): Fault {
  return { code: 'file-takes-too-long', message: `${job.file.name} could not be read within ${seconds} s.`, path: job.file.path, suggestion: 'Save it again in another program.' }
}

function killed(job: ExamineJob): Fault {
  return { code: 'file-kills-decoder', message: `${job.file.name} is damaged so badly that its decoder gave up.`, path: job.file.path, suggestion: 'Save it again in another program.' }
}

function cancelled(job: ExamineJob): Fault {
  return { code: 'examine-cancelled', message: `${job.file.name} was not examined: the work was cancelled.`, path: job.file.path }
}
