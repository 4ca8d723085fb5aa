// One of several processes that start the same PostgreSQL: `node start.fixture.js FOLDER`. Says what it got as a line of JSON and leaves it running.

import { startPostgres } from './start.ts'

const postgres = await startPostgres({ folder: process.argv[2]!, durable: false })
console.log(JSON.stringify({ pid: postgres.pid, started: postgres.started, connection: postgres.connection }))
postgres.release()
