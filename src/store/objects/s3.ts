// Objects in S3 storage, for workers on several machines. Every object passes through a local file: S3 wants to know the length
// first, hash and limit are found on the way, and native readers want files anyway. The one place of this room that
// speaks HTTP (docs/decisions/0041).

import { AwsV4Signer } from 'aws4fetch'
import { open, rm, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { KinoraError } from '../../base/index.ts'
import type { ObjectPort } from '../../studio/ports.ts'
import { checkedKey, checkedPrefix, missing } from './key.ts'
import { openLocalCopies } from './local-copies.ts'
import { passingFolder } from './passing.ts'

export interface S3Options {
  /** `https://host` or `http://host:port`, without the bucket. */
  readonly endpoint: string
  readonly bucket: string
  readonly region: string
  readonly accessKey: string
  readonly secretKey: string
  /** Folder on this machine for objects on their way and for copies. */
  readonly cacheFolder: string
  /** Bytes of copies kept; absent: 10 GB. */
  readonly cacheLimit?: number
}

/** Requests that fail are tried so often in all; storage says "slow down" now and then. */
const attempts = 4
/** How long storage may think before it answers a request without a body. */
const answerMilliseconds = 30_000
const deletedAtOnce = 8

export function openS3Objects(options: S3Options): ObjectPort {
  const signer = { accessKeyId: options.accessKey, secretAccessKey: options.secretKey, region: options.region, service: 's3' }
  const bucket = `${options.endpoint.replace(/[/]+$/, '')}/${options.bucket}`
  const passing = passingFolder(`${options.cacheFolder}/passing`)
  const copies = openLocalCopies(`${options.cacheFolder}/copies`, options.cacheLimit ?? 10e9)
  const addressOf = (key: string) => `${bucket}/${checkedKey(key)}`

  return {
    async put(key, bytes, limits) {
      const address = addressOf(key)
      const { path, ...written } = await passing.write(bytes, limits)
      try {
        await upload(address, path, written.bytes, limits?.signal)
      } finally {
        await rm(path, { force: true })
      }
      return written
    },
    async putFile(key, path, { keep = false } = {}) {
      const { size } = await stat(path)
      await upload(addressOf(key), path, size)
      if (!keep) await rm(path, { force: true })
      return { bytes: size }
    },
    passingFile: (name) => passing.named(name),
    async read(key, range) {
      const answer = await get(key, range && { range: `bytes=${range.start}-${range.end}` })
      return answer.body as unknown as AsyncIterable<Uint8Array> ?? emptyStream()
    },
    async size(key) {
      const answer = await ask(addressOf(key), { method: 'HEAD' }, [404])
      return answer.status === 404 ? undefined : Number(answer.headers.get('content-length'))
    },
    async localFile(key) {
      const head = await ask(addressOf(key), { method: 'HEAD' }, [404])
      if (head.status === 404) throw missing(key)
      return copies.find(`${key}\n${head.headers.get('etag')}`, async () => {
        const answer = await get(key)
        return (await passing.write(answer.body as unknown as AsyncIterable<Uint8Array> ?? emptyStream())).path
      })
    },
    async move(from, to) {
      const target = addressOf(to)
      const answer = await ask(target, { method: 'PUT', headers: { 'x-amz-copy-source': `/${options.bucket}/${checkedKey(from)}` } }, [404])
      if (answer.status === 404) throw missing(from)
      await ask(addressOf(from), { method: 'DELETE' }, [404])
    },
    async delete(key) {
      await ask(addressOf(key), { method: 'DELETE' }, [404])
    },
    async deleteAll(prefix) {
      for (let keys = await list(checkedPrefix(prefix)); keys.length > 0; keys = await list(checkedPrefix(prefix))) {
        for (let at = 0; at < keys.length; at += deletedAtOnce) {
          await Promise.all(keys.slice(at, at + deletedAtOnce).map((key) => ask(addressOf(key), { method: 'DELETE' }, [404])))
        }
      }
    },
  }

  async function get(key: string, headers: Record<string, string> = {}): Promise<Response> {
    const answer = await ask(addressOf(key), { method: 'GET', headers }, [404])
    if (answer.status === 404) throw missing(key)
    return answer
  }

  async function upload(address: string, path: string, bytes: number, signal?: AbortSignal): Promise<void> {
    const headers = { 'content-length': String(bytes) }
    await tried(address, async () => {
      if (bytes === 0) return sent(address, { method: 'PUT', headers, body: '', signal })
      const file = await open(path, 'r')
      try {
        return await sent(address, { method: 'PUT', headers, signal, duplex: 'half', body: Readable.toWeb(file.createReadStream({ autoClose: false })) as ReadableStream })
      } finally {
        await file.close()
      }
    }, [], signal)
  }

  /** Up to 1000 keys under a prefix. */
  async function list(prefix: string): Promise<string[]> {
    const answer = await ask(`${bucket}?list-type=2&prefix=${encodeURIComponent(prefix)}`, { method: 'GET' })
    // Our keys hold nothing that XML would write in another way.
    return [...(await answer.text()).matchAll(/<Key>([^<]+)<[/]Key>/g)].map(([, key]) => key!)
  }

  function ask(address: string, request: RequestInit, fine: readonly number[] = []): Promise<Response> {
    return tried(address, () => sent(address, { ...request, ...(request.method !== 'GET' && { signal: AbortSignal.timeout(answerMilliseconds) }) }), fine)
  }

  // The body is left out of the signature: it would have to be read twice.
  async function sent(address: string, request: RequestInit & { readonly duplex?: 'half' }): Promise<Response> {
    const { url, headers } = await new AwsV4Signer({ ...signer, url: address, method: request.method ?? 'GET', headers: request.headers ?? {} }).sign()
    return fetch(url, { ...request, headers })
  }
}

/** Sends until there is an answer that is good or in `fine`; throws `storage-unavailable` or `storage-refused`. */
async function tried(address: string, send: () => Promise<Response>, fine: readonly number[], signal?: AbortSignal): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const answer = await send().catch((thrown: unknown) => {
      signal?.throwIfAborted()
      return thrown as Error
    })
    if (answer instanceof Response && (answer.ok || fine.includes(answer.status))) return answer
    const passes = answer instanceof Error || answer.status >= 500 || answer.status === 429
    if (!passes || attempt === attempts) throw await refusal(address, answer)
    if (answer instanceof Response) await answer.body?.cancel()
    await pause(100 * 4 ** (attempt - 1), undefined, { signal })
  }
}

async function refusal(address: string, answer: Response | Error): Promise<KinoraError> {
  const place = new URL(address).origin
  if (answer instanceof Error) {
    const why = answer.cause instanceof Error ? answer.cause.message : answer.message
    return new KinoraError({ code: 'storage-unavailable', message: `The object storage at ${place} does not answer: ${why}. Check the endpoint of the S3 settings and that it can be reached from this machine.` }, { cause: answer })
  }
  const code = /<Code>([^<]{1,60})<[/]Code>/.exec(await answer.text().catch(() => ''))?.[1]
  return new KinoraError({ code: answer.status >= 500 ? 'storage-unavailable' : 'storage-refused', message: `The object storage at ${place} answered ${answer.status}${code === undefined ? '' : ` (${code})`}. Check bucket, region and keys of the S3 settings.` })
}

async function* emptyStream(): AsyncGenerator<Uint8Array> {}
