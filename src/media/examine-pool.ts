// A few child processes that examine files for us, ended when the batch is done. A child that dies or takes too long is
// replaced, and only the file that it died of is given up.

import type { ChildProcess } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { failure, type Fault, type Outcome } from '../base/index.ts'
import type { AssetFacts } from '../draft/index.ts'
import { startExaminingChild, takeEarlyChild } from './early.ts'
import type { ExamineAnswer, ExamineJob, ExamineQuestion } from './examine-child.ts'

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

// Of these a child takes two at once when it is the only one: it decodes the next while it measures the present.
const sharing: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp'])

// The longest honest photo takes 3 s (50 MP of HEIC); the rest is room for a busy machine. Clips and sounds are read through.
const patience = { photo: 20, other: 180 }

interface Child<Job, Found> {
  readonly process: ChildProcess
  /** By number. */
  readonly asked: Map<number, Asked<Job, Found>>
}

interface Asked<Job, Found> {
  readonly job: Job
  /** It wants a child for itself. */
  readonly alone: boolean
  /** undefined: it was lost together with another, and one of them is innocent. */
  settle(outcome: Outcome<Found> | undefined): void
}

export function createExaminePool<Job extends ExamineJob = ExamineJob, Found = AssetFacts>(options: ExaminePoolOptions = {}): ExaminePool<Job, Found> {
  const most = options.most ?? Math.min(mostChildren, availableParallelism())
  const program = fileURLToPath(options.program ?? new URL('./examine-child.js', import.meta.url))
  const children = new Set<Child<Job, Found>>()
  const line: Asked<Job, Found>[] = []
  let questions = 0
  let work = 0
  let closed = false

  async function examine(job: Job): Promise<Outcome<Found>> {
    work += weights[kindOf(job)] ?? 1
    const outcome = await examineOnce(job, !sharing.has(kindOf(job)))
    return outcome ?? await examineOnce(job, true) ?? failure(killed(job))
  }

  async function examineOnce(job: Job, alone: boolean): Promise<Outcome<Found> | undefined> {
    if (closed) return failure(cancelled(job))
    return new Promise((settle) => {
      line.push({ job, alone, settle })
      serve()
    })
  }

  // In the order of coming, so that a file that wants a child for itself gets one.
  function serve(): void {
    for (let first = line[0]; first !== undefined; first = line[0]) {
      const child = placeFor(first)
      if (child === undefined) return
      line.shift()
      ask(child, first)
    }
  }

  function placeFor({ alone }: Asked<Job, Found>): Child<Job, Found> | undefined {
    const there = [...children]
    if (there.reduce((sum, { asked }) => sum + asked.size, 0) >= most) return undefined
    const idle = there.find(({ asked }) => asked.size === 0)
    if (idle !== undefined) return idle
    if (there.length < (work > worthASecondChild ? most : 1)) return start()
    return alone ? undefined : there.find(({ asked }) => [...asked.values()].every((other) => !other.alone))
  }

  function start(): Child<Job, Found> {
    const early = options.program === undefined && options.standBack === undefined ? takeEarlyChild() : undefined
    const started = early ?? startExaminingChild(program, options.standBack ?? 0)
    const child: Child<Job, Found> = { process: started, asked: new Map() }
    children.add(child)
    started.on('message', (answer) => answered(child, answer as ExamineAnswer<Found>))
    started.once('exit', () => end(child, killed)).once('error', () => end(child, killed))
    return child
  }

  function ask(child: Child<Job, Found>, { job, alone, settle }: Asked<Job, Found>): void {
    const number = ++questions
    const limits = options.seconds ?? patience
    const seconds = job.file.kind === 'photo' ? limits.photo : limits.other
    const timer = setTimeout(() => end(child, (late) => tooLong(late, seconds)), seconds * 1000)
    child.asked.set(number, {
      job, alone,
      settle(outcome) {
        clearTimeout(timer)
        settle(outcome)
      },
    })
    const question: ExamineQuestion<Job> = { number, job }
    child.process.send(question, (error) => { if (error !== null) end(child, killed) })
  }

  function answered(child: Child<Job, Found>, { number, outcome }: ExamineAnswer<Found>): void {
    const asked = child.asked.get(number)
    child.asked.delete(number)
    asked?.settle(outcome)
    serve()
  }

  // Of two files that were lost together nobody knows which one is to blame: each is asked again alone.
  function end(child: Child<Job, Found>, faultOf: (job: Job) => Fault): void {
    const lost = [...child.asked.values()]
    children.delete(child)
    child.asked.clear()
    child.process.kill('SIGKILL')
    for (const { job, settle } of lost) settle(lost.length > 1 && !closed ? undefined : failure(faultOf(job)))
    serve()
  }

  function close(): void {
    closed = true
    for (const child of children) end(child, cancelled)
    for (const { job, settle } of line.splice(0)) settle(failure(cancelled(job)))
  }

  return { examine, close }
}

function kindOf({ file }: ExamineJob): string {
  return file.kind === 'photo' ? file.format : file.kind
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
