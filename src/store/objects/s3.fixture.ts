// An S3 server on this machine for tests, with its files in a passing folder.

import { createRequire } from 'node:module'
import { join } from 'node:path'
import { testFolder } from '../folder.fixture.ts'
import type { S3Options } from './s3.ts'

interface Server { run(): Promise<{ readonly port: number }>; close(): Promise<void> }

/** Settings that reach it, and its end. */
export async function startS3(): Promise<{ readonly options: S3Options; stop(): Promise<void> }> {
  const folder = await testFolder()
  const Rover = createRequire(import.meta.url)('s3rver') as new (options: object) => Server
  const server = new Rover({ address: '127.0.0.1', port: 0, silent: true, directory: join(folder, 'server'), configureBuckets: [{ name: 'kinora', configs: [] }] })
  const { port } = await server.run()
  const options = { endpoint: `http://127.0.0.1:${port}`, bucket: 'kinora', region: 'us-east-1', accessKey: 'S3RVER', secretKey: 'S3RVER', cacheFolder: join(folder, 'cache') }
  return { options, stop: () => server.close() }
}
