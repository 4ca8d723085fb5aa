// What a backup is: a folder with the tables of schema `app` as packed lines of JSON, the jobs that were not done, the objects that
// the rows name, and this manifest, which is written last: a backup without it was not finished.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { KinoraError } from '../../base/index.ts'
import type { Schema } from '../schema.ts'

/** In the order in which they can be filled: what is referred to comes first. */
export const tableOrder = [
  'users', 'tokens', 'apps', 'passes', 'accounts', 'ledger', 'sessions', 'versions', 'turns', 'turnEvents', 'assets', 'uploads', 'renders', 'winners', 'limits', 'audit',
] as const satisfies readonly (keyof Schema)[]

/** A table that is forgotten in the order above does not compile. */
type Forgotten = Exclude<keyof Schema, (typeof tableOrder)[number]>
const nothingForgotten: [Forgotten] extends [never] ? true : never = true
void nothingForgotten

export interface Manifest {
  readonly kinora: 'backup'
  /** Of this layout. */
  readonly format: 1
  readonly tables: Readonly<Record<string, { readonly columns: readonly string[]; readonly rows: number }>>
  readonly jobs: number
  readonly objects: { readonly count: number; readonly bytes: number }
  /** Objects that rows named and that were deleted while the backup was made. */
  readonly missing: readonly string[]
}

export const manifestFile = 'manifest.json'
export const jobsFile = 'jobs.jsonl.gz'
export const tableFile = (table: string) => join('tables', `${table}.jsonl.gz`)
export const objectsFolder = 'objects'

/** Throws `backup-invalid`. */
export async function readManifest(folder: string): Promise<Manifest> {
  const invalid = (why: string, cause?: unknown) => new KinoraError({ code: 'backup-invalid', message: `${folder} is not a finished backup of Kinora: ${why}.` }, { cause })
  let manifest: Manifest
  try {
    manifest = JSON.parse(await readFile(join(folder, manifestFile), 'utf8')) as Manifest
  } catch (thrown) {
    throw invalid(`${manifestFile} is missing or damaged`, thrown)
  }
  if (manifest.kinora !== 'backup' || manifest.format !== 1) throw invalid('it has another format; use the version of Kinora that made it, or a newer one')
  return manifest
}
