// The queues of the engine: one for each kind of job, with one for jobs that failed for good. pg-boss owns schema `boss`; here
// is what both its ends (sending in the store, working in the engine) must agree on.

import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import { fromKysely, PgBoss, type ConstructorOptions, type QueueOptions } from 'pg-boss'
import type { Job, JobQueue, Jobs } from '../studio/ports.ts'
import type { Schema } from './schema.ts'

export const jobKinds = ['plan', 'chunk', 'join', 'webhook', 'clean'] as const satisfies readonly JobQueue[]
export const deadQueue = 'dead'

/** Channel of the store's notices, and the topic that wakes those who wait for jobs of a kind. */
export const channel = 'kinora'
export const jobTopic = (queue: string) => `job:${queue}`

const common: QueueOptions = {
  // Attempts that ended without a word: their worker died, or was stopped. Attempts that threw are counted by the engine.
  retryLimit: 10, retryDelay: 0, retryBackoff: false,
  // A finished job is remembered for a day, and its key with it.
  deleteAfterSeconds: 24 * 3600,
}
/** A worker that says nothing for so long is dead; pg-boss allows no less. */
export const heartbeatSeconds = 10
/** How long one attempt may take, seconds. Its worker's signs of life matter; this only ends what hangs. */
const longest: Readonly<Record<JobQueue, number>> = { plan: 900, chunk: 900, join: 3600, webhook: 60, clean: 900 }

export function bossOptions(database: Kysely<Schema>): ConstructorOptions {
  return { db: fromKysely(database), schema: 'boss', schedule: false, supervise: false, monitorVacuum: false, reindex: false }
}

/** Starts the sending end; makes schema and queues when they are missing. */
export async function startSender(database: Kysely<Schema>): Promise<PgBoss> {
  const boss = new PgBoss(bossOptions(database))
  boss.on('error', () => {})
  await boss.start()
  const there = new Set((await boss.getQueues()).map(({ name }) => name))
  if (!there.has(deadQueue)) await boss.createQueue(deadQueue, { ...common, retryLimit: 1000, heartbeatSeconds })
  for (const kind of jobKinds) {
    if (!there.has(kind)) await boss.createQueue(kind, { ...common, expireInSeconds: longest[kind], heartbeatSeconds, deadLetter: deadQueue })
  }
  return boss
}

/** Sound waits with the chunks and is as much work as some of them; that of a long film takes longest of all, so it goes first. */
function placeOf({ kind }: Job): { readonly queue: JobQueue; readonly priority: number; readonly seconds?: number } {
  return kind === 'sound' ? { queue: 'chunk', priority: 1, seconds: longest.join } : { queue: kind, priority: 0 }
}

/** The jobs of one transaction. */
export function jobsTable(database: Kysely<Schema>, boss: PgBoss, announce: (topic: string) => Promise<void>): Jobs {
  const db = fromKysely(database)
  return {
    async send(job, { key, startAt } = {}) {
      const { queue, priority, seconds } = placeOf(job)
      await boss.send(queue, job, {
        db, priority, ...(seconds !== undefined && { expireInSeconds: seconds }), ...(key !== undefined && { id: idOf(job.kind, key) }), ...(startAt !== undefined && { startAfter: new Date(startAt) }), ...('render' in job && { group: { id: job.render } }),
      })
      if (startAt === undefined) await announce(jobTopic(queue))
    },
    async cancel(render) {
      for (const kind of jobKinds) {
        const waiting = await boss.findJobs(kind, { db, data: { render }, queued: true })
        if (waiting.length > 0) await boss.cancel(kind, waiting.map(({ id }) => id), { db })
      }
    },
  }
}

/** A key as the id of a job: of two jobs with one id the database keeps the first. */
function idOf(kind: string, key: string): string {
  const hex = createHash('sha256').update(`${kind}\n${key}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
