// `npm run fuzz -- [--minutes N] [--target NAME] [--seed N]`: bends small files of ours with seeded dice and feeds them to
// every parser that a stranger reaches. Prints one JSON line per target and a total; exit code 1 when anything was found.
// What was found is kept in test/fuzz/corpus and tried again by `npm test`.

import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startPostgres, type RunningPostgres } from '../../src/store/index.ts'
import { fuzz, type SliceReport } from './fuzz.ts'
import { targets } from './targets.ts'

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '1' }, target: { type: 'string' }, seed: { type: 'string', default: '1' } } })
const minutes = Number(values.minutes)
const chosen = targets.filter(({ name }) => values.target === undefined || values.target.split(',').includes(name))
if (!(minutes > 0) || chosen.length === 0) {
  console.error(`Usage: npm run fuzz -- [--minutes N] [--target NAME] [--seed N]\nTargets: ${targets.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}

const folder = await mkdtemp(join(tmpdir(), 'kinora-fuzz-'))
// Open to look into: under root PostgreSQL runs as another user.
await chmod(folder, 0o755)
let postgres: Promise<RunningPostgres> | undefined
const database = async () => (await (postgres ??= startPostgres({ folder, durable: false }))).connection
const reports: SliceReport[] = []
try {
  for (const target of chosen) {
    const report = await fuzz({ target, place: { folder, database }, seed: values.seed, milliseconds: (minutes * 60_000) / chosen.length, tell: (line) => console.error(line) })
    console.log(JSON.stringify(report))
    reports.push(report)
  }
} finally {
  await (await postgres)?.stop()
  await rm(folder, { recursive: true, force: true })
}
const findings = reports.flatMap((report) => report.findings)
console.log(`${reports.reduce((sum, { inputs }) => sum + inputs, 0)} inputs in ${Math.round(reports.reduce((sum, { seconds }) => sum + seconds, 0) / 6) / 10} minutes, ${findings.length} findings`)
process.exitCode = findings.length === 0 ? 0 : 1
