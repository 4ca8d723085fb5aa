// A film's plan as a small file in the folder of finished work, named by the film: what one process settled, the others
// that share the folder need not settle again. A plan that is missing, foreign or damaged is made anew.

import { createHash } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import type { ChunkStore } from './chunk-store.ts'
import type { FilmPlan } from './crew-thread.ts'

export async function readPlan(store: ChunkStore, film: string): Promise<FilmPlan | undefined> {
  const key = planKey(film)
  const text = await readFile(store.pathOf(key), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const plan = parse(text)
  if (plan === undefined) await store.remove(key)
  else await store.touch(key)
  return plan
}

/** A plan that cannot be kept is made again next time. */
export async function writePlan(store: ChunkStore, film: string, plan: FilmPlan): Promise<void> {
  const path = store.pathOf(planKey(film))
  const beside = `${path}.${process.pid}-${Math.floor(performance.now() * 1000)}.tmp`
  const body = JSON.stringify(plan)
  await writeFile(beside, `${sumOf(body)}\n${body}`).then(() => rename(beside, path)).catch(() => rm(beside, { force: true }).catch(() => undefined))
}

function planKey(film: string): string {
  return createHash('sha256').update(`plan ${film}`).digest('hex')
}

function parse(text: string): FilmPlan | undefined {
  const end = text.indexOf('\n')
  const body = text.slice(end + 1)
  return end > 0 && sumOf(body) === text.slice(0, end) ? JSON.parse(body) as FilmPlan : undefined
}

function sumOf(body: string): string {
  return createHash('sha256').update(body).digest('hex')
}
