// The working end of the job queues, on pg-boss: its leases, retries and dead letters, with our own loop around its fetch. The loop
// gives what its worker does not: it is woken by notices, it completes a job only while that attempt is still the
// current one, and it gives jobs back when the process stops.

import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { PgBoss } from 'pg-boss'
import type { EnginePort, Job, JobHandlers, JobQueue } from '../studio/ports.ts'
import { untilItWorks } from './database.ts'
import { attemptsOf, letterOf, type QueuedJob } from './engine-attempts.ts'
import { bossOptions, deadQueue, jobKinds, jobTopic } from './queues.ts'
import type { Store } from './store.ts'

export interface EngineOptions {
  readonly store: Store
  /** Told of failures that nobody else hears of. */
  readonly log?: (message: string) => void
}

/** At most so many jobs of a kind at a time in one process; chunks: as `work` is told. */
const besides: Readonly<Record<Exclude<JobQueue, 'chunk'>, number>> = { plan: 2, join: 2, webhook: 4, clean: 1 }
/** Seconds between two looks for workers that died. A dead one is found within its lease of 10 s and this. */
const superviseSeconds = 2
/** How often running jobs give a sign of life; three fit into a lease. */
const heartbeatMilliseconds = 3000
const defaultGrace = 10_000
const lookMilliseconds = 1000

interface Queue {
  readonly name: string
  readonly slots: number
  readonly run: (job: QueuedJob, signal: AbortSignal) => Promise<void>
}

/** What keeps the places of one queue filled. */
interface Pull {
  readonly name: string
  hasRoom(): boolean
  /** Takes what there is, as far as there is room. */
  look(): void
  end(): Promise<void>
}

interface Running {
  readonly job: QueuedJob
  readonly lost: AbortController
  readonly done: Promise<void>
}

export async function openEngine({ store, log }: EngineOptions): Promise<EnginePort> {
  const boss = new PgBoss({ ...bossOptions(store.database), supervise: true, superviseIntervalSeconds: superviseSeconds, monitorIntervalSeconds: 1 })
  boss.on('error', () => {})
  await untilItWorks(() => boss.start())
  const attempts = attemptsOf(store, boss)
  const running = new Map<string, Running>()
  const pulls: Pull[] = []
  let stopping = false
  let heartbeat: NodeJS.Timeout | undefined
  let regular: NodeJS.Timeout | undefined
  let stopped: Promise<void> | undefined

  return {
    async work(handlers, { slots }) {
      if (stopping) return
      for (const queue of queuesFor(handlers, slots)) pulls.push(pull(queue))
      // Nobody announces that a pause is over or that a dead worker's lease has ended.
      regular ??= setInterval(() => void lookAround(), lookMilliseconds)
      heartbeat ??= setInterval(() => void signOfLife(), heartbeatMilliseconds)
    },
    stop: (options) => stopped ??= stop(options?.grace ?? defaultGrace),
    depth: () => attempts.depth(),
  }

  function queuesFor(handlers: JobHandlers, slots: number): readonly Queue[] {
    const run: Queue['run'] = (job, signal) => handlers.run(job.data as Job, { attempt: randomUUID(), signal })
    const dead: Queue['run'] = (letter) => {
      const { job, reason } = letterOf(letter)
      return handlers.dead(job, reason)
    }
    return [
      ...jobKinds.map((kind) => ({ name: kind, slots: kind === 'chunk' ? slots : besides[kind], run })),
      { name: deadQueue, slots: 1, run: dead },
    ]
  }

  // One question for all queues: an idle house asks nothing more.
  async function lookAround(): Promise<void> {
    const open = pulls.filter((one) => one.hasRoom())
    if (open.length === 0) return
    const due = await attempts.due(open.map(({ name }) => name)).catch(() => new Set<string>())
    for (const one of open) if (due.has(one.name)) one.look()
  }

  /** Keeps the free places of a queue filled: looks when it is woken, when something is due, and after each job. */
  function pull(queue: Queue): Pull {
    let busy = 0
    let looking: Promise<void> | undefined
    let again = false
    const end = store.listen(jobTopic(queue.name), look)
    look()
    return {
      name: queue.name, look,
      hasRoom: () => busy < queue.slots,
      async end() {
        end()
        await looking
      },
    }

    function look(): void {
      again = true
      looking ??= fill().finally(() => { looking = undefined })
    }

    async function fill(): Promise<void> {
      while (again && !stopping && busy < queue.slots) {
        again = false
        const found = await boss.fetch<QueuedJob['data']>(queue.name, { batchSize: queue.slots - busy, includeMetadata: true }).catch(() => [])
        for (const job of found) start(job)
      }
    }

    function start(job: QueuedJob): void {
      busy++
      const lost = new AbortController()
      const done = runOne(queue, job, lost.signal).finally(() => {
        busy--
        running.delete(job.id)
        look()
      })
      running.set(job.id, { job, lost, done })
    }
  }

  async function runOne(queue: Queue, job: QueuedJob, signal: AbortSignal): Promise<void> {
    try {
      if (stopping) return await attempts.handBack(job)
      await queue.run(job, signal)
      await attempts.complete(job)
    } catch (thrown) {
      await ended(queue, job, signal, thrown).catch((failed: unknown) => log?.(`Job ${queue.name} could not be given back and waits for its lease to end: ${(failed as Error).message}`))
    }
  }

  async function ended(queue: Queue, job: QueuedJob, signal: AbortSignal, thrown: unknown): Promise<void> {
    if (signal.aborted) return stopping ? attempts.handBack(job) : undefined
    const message = thrown instanceof Error ? thrown.message : String(thrown)
    log?.(`Job ${queue.name} failed: ${message}`)
    if (queue.name === deadQueue) return attempts.retryLater(job, message)
    await attempts.failed(job, message)
  }

  async function signOfLife(): Promise<void> {
    if (running.size === 0) return
    const ours = [...running.values()]
    const lost = await attempts.touch(ours.map(({ job }) => job)).catch(() => new Set<string>())
    for (const one of ours) if (lost.has(one.job.id)) one.lost.abort(new Error('Another worker has this job now.'))
  }

  async function stop(grace: number): Promise<void> {
    stopping = true
    clearInterval(regular)
    await Promise.all(pulls.map((one) => one.end()))
    const ended = () => Promise.allSettled([...running.values()].map(({ done }) => done))
    const timer = new AbortController()
    await Promise.race([ended(), pause(grace, undefined, { signal: timer.signal }).catch(() => {})])
    for (const { lost } of running.values()) lost.abort(new Error('This worker stops.'))
    const left = [...running.values()].map(({ job }) => job)
    // Those who do not heed their signal lose the job all the same: it is given back here and their end no longer counts.
    await Promise.allSettled(left.map((job) => attempts.handBack(job)))
    timer.abort()
    clearInterval(heartbeat)
    await boss.stop({ graceful: false })
  }
}
