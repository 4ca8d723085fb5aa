import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readConfiguration } from './configuration.ts'
import { supervise } from './supervise.ts'

// Each child tells the test that it lives by connecting, and its end by the connection's.
const program = `
import { connect } from 'node:net'
const socket = connect(Number(process.argv[2]), '127.0.0.1', () => socket.write(String(process.pid)))
process.on('SIGTERM', () => process.exit(0))
process.on('disconnect', () => process.exit(0))
`

test('a child that is killed is started again, and stop ends all of them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-supervise-'))
  const file = join(folder, 'child.mjs')
  await writeFile(file, program)
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const ends: (NodeJS.Signals | null)[] = []
  const supervised = supervise({
    program: file, args: [String((server.address() as { port: number }).port)], count: 2, configuration: await readConfiguration({ folder, environment: {} }),
    onEnd: ({ signal }) => ends.push(signal),
  })
  const arrived: number[] = []
  let told = (): void => {}
  server.on('connection', (socket: Socket) => socket.once('data', (pid: Buffer) => {
    arrived.push(Number(String(pid)))
    told()
  }))
  const arrivals = (count: number): Promise<void> => new Promise((resolve) => {
    told = () => void (arrived.length >= count && resolve())
    told()
  })
  await arrivals(2)
  process.kill(arrived[0]!, 'SIGKILL')
  await arrivals(3)
  assert.deepEqual(ends, ['SIGKILL'])
  assert.deepEqual([...supervised.pids()].sort(), [arrived[1]!, arrived[2]!].sort())
  await supervised.stop()
  assert.deepEqual(supervised.pids(), [])
  server.close()
})
