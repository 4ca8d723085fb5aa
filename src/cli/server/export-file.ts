// A finished export into a file: under a passing name until every byte is there, then renamed. Fetching changes nothing on
// the server, so what breaks is fetched again.

import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { KinoraError } from '../../base/index.ts'
import type { Remote } from './remote.ts'

const tries = 3
const betweenTries = 2000

/** Gives the bytes. Throws `line-broken` when three tries did not bring the whole file. */
export async function fetchExport(remote: Remote, render: string, path: string, signal: AbortSignal): Promise<number> {
  const passing = `${path}.${process.pid}.part`
  try {
    for (let number = 1; number <= tries; number++) {
      try {
        const response = await remote.open(`/api/v1/renders/${encodeURIComponent(render)}/file`)
        await pipeline(Readable.fromWeb(response.body as never), createWriteStream(passing), { signal })
        const { size } = await stat(passing)
        if (size === Number(response.headers.get('content-length') ?? size)) {
          await rename(passing, path)
          return size
        }
      } catch (thrown) {
        signal.throwIfAborted()
        const { code } = thrown as { readonly code?: string }
        if (thrown instanceof KinoraError ? code !== 'line-broken' : ['ENOSPC', 'EDQUOT', 'EACCES', 'EROFS', 'ENOENT', 'EISDIR'].includes(code ?? '')) throw thrown
      }
      if (number < tries) await sleep(betweenTries, undefined, { signal })
    }
    throw new KinoraError({ code: 'line-broken', message: 'The film could not be fetched whole.', suggestion: `kinora renders fetch ${render} -o ${path}` })
  } finally {
    await rm(passing, { force: true })
  }
}
