// Fills an empty house from a backup: objects first, then all rows and the jobs that were not done in one transaction. What the backup
// does not have keeps the database's own default, so a newer Kinora takes older backups.

import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { sql, type Kysely } from 'kysely'
import { KinoraError } from '../../base/index.ts'
import type { Job, ObjectPort, Tables } from '../../studio/ports.ts'
import type { Schema } from '../schema.ts'
import type { Store } from '../store.ts'
import { jobsFile, objectsFolder, readManifest, tableFile, tableOrder, type Manifest } from './manifest.ts'

export interface RestoreOptions {
  /** With empty tables. */
  readonly store: Store
  readonly objects: ObjectPort
  /** Folder of the backup. */
  readonly input: string
}

/** Characters of rows that are sent at a time. */
const batchCharacters = 4_000_000

/** Throws `restore-not-empty`, `backup-invalid`, `backup-newer`. */
export async function restoreFrom({ store, objects, input }: RestoreOptions): Promise<Manifest> {
  const manifest = await readManifest(input)
  await requireEmpty(store.database)
  const folder = join(input, objectsFolder)
  const files = manifest.objects.count === 0 ? [] : await readdir(folder, { recursive: true, withFileTypes: true })
  for (const file of files.filter((one) => one.isFile())) {
    const path = join(file.parentPath, file.name)
    await objects.putFile(relative(folder, path).split(sep).join('/'), path, { keep: true })
  }
  await store.transaction(async (tables, database) => {
    await requireEmpty(database)
    for (const table of tableOrder) await fill(database, table, manifest, join(input, tableFile(table)))
    await sendJobs(tables, join(input, jobsFile))
  })
  return manifest
}

async function requireEmpty(database: Kysely<Schema>): Promise<void> {
  for (const table of tableOrder) {
    const { rows } = await sql`select 1 from ${sql.table(`app.${table}`)} limit 1`.execute(database)
    if (rows.length > 0) throw new KinoraError({ code: 'restore-not-empty', message: `The database is not empty (table ${table}). Restore into a new data folder or a new database.` })
  }
}

async function fill(database: Kysely<Schema>, table: keyof Schema, manifest: Manifest, file: string): Promise<void> {
  const stored = manifest.tables[table]
  if (stored === undefined) return
  const columns = sql.join(stored.columns.map((column) => sql.ref(column)))
  const target = sql.table(`app.${table}`)
  let written = 0
  for await (const lines of batches(file)) {
    const result = await sql`insert into ${target} (${columns}) overriding system value select ${columns} from json_populate_recordset(null::${target}, ${`[${lines.join(',')}]`}::json)`
      .execute(database).catch((thrown: unknown) => { throw understood(thrown, table) })
    written += Number(result.numAffectedRows ?? 0)
  }
  if (written !== stored.rows) throw new KinoraError({ code: 'backup-invalid', message: `The backup has ${written} of ${stored.rows} rows of table ${table}. It is damaged; nothing was restored.` })
  if (stored.columns.includes('sequence') && table !== 'turnEvents') {
    await sql`select setval(pg_get_serial_sequence(${`app."${table}"`}, 'sequence'), coalesce(max(sequence), 0) + 1, false) from ${target}`.execute(database)
  }
}

function understood(thrown: unknown, table: string): unknown {
  const undefinedColumn = '42703'
  if ((thrown as { code?: string }).code !== undefinedColumn) return thrown
  return new KinoraError({ code: 'backup-newer', message: `The backup's table ${table} has columns that this version of Kinora does not know. Restore it with the version that made it, or a newer one.` }, { cause: thrown })
}

async function sendJobs({ jobs }: Tables, file: string): Promise<void> {
  for await (const lines of batches(file)) {
    for (const line of lines) {
      const { job, startAt } = JSON.parse(line) as { job: Job; startAt: number }
      await jobs.send(job, { startAt })
    }
  }
}

async function* batches(file: string): AsyncGenerator<readonly string[]> {
  let lines: string[] = []
  let characters = 0
  for await (const line of linesOf(file)) {
    lines.push(line)
    characters += line.length
    if (characters < batchCharacters) continue
    yield lines
    lines = []
    characters = 0
  }
  if (lines.length > 0) yield lines
}

// Not node:readline: it also breaks lines at U+2028, which may stand in a text, and keeps the errors of its input to itself.
async function* linesOf(file: string): AsyncGenerator<string> {
  const unpacked = pipeline(createReadStream(file), createGunzip(), () => {}).setEncoding('utf8')
  let rest = ''
  try {
    for await (const part of unpacked) {
      const lines = `${rest}${part}`.split('\n')
      rest = lines.pop()!
      yield* lines
    }
  } catch (thrown) {
    throw new KinoraError({ code: 'backup-invalid', message: `${file} is missing or damaged; nothing was restored.` }, { cause: thrown })
  }
}
