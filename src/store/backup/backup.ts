// Backup without any program of PostgreSQL: all tables as they were in one moment, read in one transaction while the house goes on,
// then the objects that those rows name. Objects are written before their rows and go after them, so the rows never
// name what was not there.

import { createWriteStream } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { KinoraError } from '../../base/index.ts'
import type { ObjectPort } from '../../studio/ports.ts'
import { clientConfig } from '../database.ts'
import { checkedKey } from '../objects/key.ts'
import { jobKinds } from '../queues.ts'
import type { Store } from '../store.ts'
import { jobsFile, manifestFile, objectsFolder, tableFile, tableOrder, type Manifest } from './manifest.ts'

export interface BackupOptions {
  readonly store: Store
  readonly objects: ObjectPort
  /** A folder that is empty or not there. */
  readonly output: string
}

/** Rows fetched at a time: drafts are some 50 kB each. */
const rowsAtOnce = 200

/** Throws `backup-not-empty`, `disk-full`, ... */
export async function backupTo({ store, objects, output }: BackupOptions): Promise<Manifest> {
  await mkdir(output, { recursive: true })
  if ((await readdir(output)).length > 0) throw new KinoraError({ code: 'backup-not-empty', message: `${output} is not empty. Name a new folder for the backup.` })
  await mkdir(join(output, dirname(tableFile('x'))))
  const { tables, jobs, keys } = await atOneMoment(store, output)
  const copied = await copyObjects(objects, keys, output)
  const manifest: Manifest = { kinora: 'backup', format: 1, tables, jobs, ...copied }
  await writeFile(join(output, manifestFile), `${JSON.stringify(manifest, undefined, 2)}\n`)
  return manifest
}

async function atOneMoment(store: Store, output: string) {
  const client = new pg.Client(clientConfig({ ...store.options, applicationName: 'kinora backup' }))
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const tables: Record<string, { columns: readonly string[]; rows: number }> = {}
    for (const table of tableOrder) {
      const columns = await columnsOf(client, table)
      tables[table] = { columns, rows: await writeLines(client, `select row_to_json(one)::text as line from app."${table}" as one`, join(output, tableFile(table))) }
    }
    const kinds = jobKinds.map((kind) => `'${kind}'`).join(', ')
    const jobs = await writeLines(client, `select json_build_object('job', data, 'startAt', (extract(epoch from start_after) * 1000)::int8)::text as line
      from boss.job where name in (${kinds}) and state in ('created', 'retry', 'active') order by created_on`, join(output, jobsFile))
    const { rows } = await client.query('select key from app.assets union select object from app.renders where object is not null union select object from app.winners union select json_array_elements_text(parts) from app.uploads')
    return { tables, jobs, keys: rows.map(({ key }: { key: string }) => key) }
  } finally {
    await client.end()
  }
}

async function columnsOf(client: pg.Client, table: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>("select column_name as name from information_schema.columns where table_schema = 'app' and table_name = $1 order by ordinal_position", [table])
  return rows.map(({ name }) => name)
}

async function writeLines(client: pg.Client, query: string, file: string): Promise<number> {
  let count = 0
  async function* lines() {
    await client.query(`declare lines no scroll cursor for ${query}`)
    for (;;) {
      const { rows } = await client.query<{ line: string }>(`fetch ${rowsAtOnce} from lines`)
      if (rows.length === 0) break
      count += rows.length
      yield rows.map(({ line }) => `${line}\n`).join('')
    }
    await client.query('close lines')
  }
  await pipeline(Readable.from(lines()), createGzip(), createWriteStream(file))
  return count
}

async function copyObjects(objects: ObjectPort, keys: readonly string[], output: string) {
  let [count, bytes] = [0, 0]
  const missing: string[] = []
  for (const key of keys) {
    const size = await objects.size(key)
    const found = size === undefined ? undefined : await objects.read(key).catch((thrown: unknown) => {
      if ((thrown as KinoraError).code !== 'object-missing') throw thrown
    })
    if (found === undefined) {
      missing.push(key)
      continue
    }
    const target = join(output, objectsFolder, checkedKey(key))
    await mkdir(dirname(target), { recursive: true })
    await pipeline(Readable.from(found), createWriteStream(target))
    count++
    bytes += size ?? 0
  }
  return { objects: { count, bytes }, missing }
}
