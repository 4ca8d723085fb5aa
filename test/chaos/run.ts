// `npm run chaos -- [--kills 100] [--seed N]`: kills the server, a worker or PostgreSQL at random moments while 12 renders
// and 30 edits are in flight, then looks whether anything was lost or done twice. Ends with one JSON line; exit code 1
// when something was. It runs for minutes and is no part of `npm test`; a short one of the same code is.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runChaos } from './chaos.ts'

const { values } = parseArgs({ options: { kills: { type: 'string', default: '100' }, renders: { type: 'string', default: '12' }, edits: { type: 'string', default: '30' }, seed: { type: 'string', default: '1' } } })
const folder = await mkdtemp(join(tmpdir(), 'kinora-chaos-'))
const report = await runChaos({
  folder, kills: Number(values.kills), renders: Number(values.renders), edits: Number(values.edits), seed: values.seed,
  tell: (line) => console.error(line),
})
console.log(JSON.stringify(report))
if (report.faults.length === 0) await rm(folder, { recursive: true, force: true })
else process.exitCode = 1
