// What happens to one attempt at a job, each step in a transaction that first makes sure that the attempt is still the current one:
// a worker that was frozen past its lease wakes up too late to end its successor's work.

import { sql, type Kysely } from 'kysely'
import { fromKysely, type JobWithMetadata, type PgBoss } from 'pg-boss'
import type { EnginePort, Job, JobQueue } from '../studio/ports.ts'
import { inTransaction } from './database.ts'
import { channel, deadQueue, jobKinds, jobTopic } from './queues.ts'
import type { Schema } from './schema.ts'
import type { Store } from './store.ts'

/** A job as pg-boss gives it. */
export type QueuedJob = JobWithMetadata<Job | DeadLetter>

/** How we send a dead letter ourselves; one that pg-boss sends is the job alone. */
interface DeadLetter { readonly job: Job; readonly reason: string }

/** What the last attempt left: our own note, or pg-boss's. */
interface Output { readonly thrown?: number; readonly message?: string; readonly value?: { readonly message?: string } }

export interface Attempts {
  complete(job: QueuedJob): Promise<void>
  /** The handler threw: later again, or after the last run a dead letter. */
  failed(job: QueuedJob, message: string): Promise<void>
  retryLater(job: QueuedJob, message: string): Promise<void>
  /** At once for whoever is free; not counted as a failure. */
  handBack(job: QueuedJob): Promise<void>
  /** Gives signs of life; the ids of those that are ours no more. */
  touch(jobs: readonly QueuedJob[]): Promise<ReadonlySet<string>>
  /** Of these queues those that hold a job which may begin now. */
  due(queues: readonly string[]): Promise<ReadonlySet<string>>
  depth(): ReturnType<EnginePort['depth']>
}

/** Runs that may throw: the first and three more. */
const mostThrown = 4
/** Seconds before run 2, 3, 4; later ones of a dead letter's handler wait the last. */
const pauses = [1, 4, 16, 60] as const

export function attemptsOf(store: Store, boss: PgBoss): Attempts {
  /** Does nothing when the attempt is over. */
  function whileOurs(job: QueuedJob, work: (options: { readonly db: ReturnType<typeof fromKysely> }, transaction: Kysely<Schema>) => Promise<unknown>): Promise<void> {
    return inTransaction(store.database, async (transaction) => {
      const { rows } = await sql`select 1 from boss.job where name = ${job.name} and id = ${job.id}::uuid and state = 'active' and retry_count = ${job.retryCount} for update`.execute(transaction)
      if (rows.length > 0) await work({ db: fromKysely(transaction) }, transaction)
    })
  }

  async function retryLater(job: QueuedJob, message: string): Promise<void> {
    const thrown = thrownOf(job) + 1
    await whileOurs(job, async (options) => {
      await boss.fail(job.name, job.id, { thrown, message }, options)
      await boss.update(job.name, undefined, { id: job.id, startAfter: pauses[Math.min(thrown, pauses.length) - 1]!, ...options })
    })
  }

  return {
    complete: (job) => whileOurs(job, (options) => boss.complete(job.name, job.id, undefined, options)),
    retryLater,
    async failed(job, message) {
      if (thrownOf(job) + 1 < mostThrown) return retryLater(job, message)
      await whileOurs(job, async (options, transaction) => {
        await boss.complete(job.name, job.id, { message }, options)
        await boss.send(deadQueue, { job: job.data as Job, reason: message } satisfies DeadLetter, options)
        await sql`select pg_notify(${channel}, ${jobTopic(deadQueue)})`.execute(transaction)
      })
    },
    handBack: (job) => whileOurs(job, async (options, transaction) => {
      await boss.fail(job.name, job.id, job.output ?? { message: 'The worker stopped.' }, options)
      await sql`select pg_notify(${channel}, ${jobTopic(job.name)})`.execute(transaction)
    }),
    async touch(jobs) {
      const { rows } = await sql<{ id: string; count: number }>`select id::text, retry_count as count from boss.job where id = any(${jobs.map(({ id }) => id)}::uuid[]) and state = 'active'`.execute(store.database)
      const active = new Map(rows.map(({ id, count }) => [id, count]))
      const [ours, lost] = [jobs.filter((job) => active.get(job.id) === job.retryCount), jobs.filter((job) => active.get(job.id) !== job.retryCount)]
      for (const name of new Set(ours.map((job) => job.name))) await boss.touch(name, ours.filter((job) => job.name === name).map(({ id }) => id))
      return new Set(lost.map(({ id }) => id))
    },
    async due(queues) {
      const { rows } = await sql<{ name: string }>`
        select name from unnest(${[...queues]}::text[]) as name where exists (select 1 from boss.job where job.name = name.name and state < 'active' and not blocked and start_after < now())`.execute(store.database)
      return new Set(rows.map(({ name }) => name))
    },
    async depth() {
      const { rows } = await sql<{ name: JobQueue; waiting: number; running: number }>`
        select name, count(*) filter (where state in ('created', 'retry')) as waiting, count(*) filter (where state = 'active') as running
        from boss.job where name = any(${[...jobKinds]}) and state in ('created', 'retry', 'active') group by name`.execute(store.database)
      const counts = new Map(rows.map(({ name, waiting, running }) => [name, { waiting, running }]))
      return Object.fromEntries(jobKinds.map((kind) => [kind, counts.get(kind) ?? { waiting: 0, running: 0 }])) as Awaited<ReturnType<EnginePort['depth']>>
    },
  }
}

function outputOf(job: QueuedJob): Output {
  return (job.output ?? {}) as Output
}

/** How many runs of a job threw. */
function thrownOf(job: QueuedJob): number {
  return outputOf(job).thrown ?? 0
}

/** The job that a dead letter is about, and why it died, for people. */
export function letterOf(letter: QueuedJob): DeadLetter {
  if ('job' in letter.data) return letter.data
  const { message, value } = outputOf(letter)
  return { job: letter.data, reason: message ?? value?.message ?? 'The work was begun several times and never ended.' }
}
