// A worker process for tests: `node engine.fixture.js CONNECTION MODE`. Each run of a job is written to the audit table as `run`, its end
// as `ran`. Mode `hang`: no run ends, until the parent says `go` on standard input.

import { once } from 'node:events'
import { openEngine } from './engine.ts'
import { openStore } from './store.ts'

const [connection = '', mode = ''] = process.argv.slice(2)
const store = await openStore({ connection, applicationName: 'kinora test worker', connections: 3 })
const engine = await openEngine({ store })
const go = mode === 'hang' ? once(process.stdin, 'data') : Promise.resolve()
await engine.work({
  async run(job, { attempt }) {
    await store.tables.audit.add({ at: Date.now(), action: 'run', details: { job, attempt, pid: process.pid } })
    await go
    await store.tables.audit.add({ at: Date.now(), action: 'ran', details: { job, attempt, pid: process.pid } })
  },
  async dead() {},
}, { slots: 1 })
