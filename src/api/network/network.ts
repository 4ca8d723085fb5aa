// The outside network, guarded. A name is resolved once; every address it gives must be public, and the connection goes to
// the very address that was checked, so a second answer of the name server changes nothing. Redirects are checked like
// first addresses. Sizes and times have limits.

import { lookup as resolve } from 'node:dns/promises'
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { KinoraError } from '../../base/index.ts'
import type { NetworkPort } from '../../studio/index.ts'
import { cleanText } from '../core/body.ts'
import { forbidden, isAllowed, isPublic, readAddress } from './addresses.ts'

export interface NetworkOptions {
  /** `host` or `host:port` that may be visited although private. */
  readonly allowedHosts?: readonly string[]
  /** Milliseconds until the first byte of an answer; of silence within it; of a whole download. */
  readonly limits?: { readonly answer: number; readonly silence: number; readonly whole: number }
  /** Resolves a name to addresses; the system's by default. */
  readonly resolve?: (name: string) => Promise<readonly { readonly address: string; readonly family: number }[]>
}

const usualLimits = { answer: 15_000, silence: 30_000, whole: 600_000 }
const mostRedirects = 5

export function createNetwork(options: NetworkOptions = {}): NetworkPort {
  const allowed = options.allowedHosts ?? []
  const limits = options.limits ?? usualLimits
  const lookup = options.resolve ?? ((name: string) => resolve(name, { all: true }))

  async function open(url: URL, request: RequestOptions, body?: string): Promise<IncomingMessage> {
    const address = await pin(url, allowed, lookup)
    return send(url, { ...request, lookup: address, timeout: limits.silence }, limits.answer, body)
  }

  return {
    async download(text, { limit, signal }) {
      const stop = AbortSignal.any([AbortSignal.timeout(limits.whole), ...(signal === undefined ? [] : [signal])])
      let url = readAddress(text, allowed)
      for (let hop = 0; ; hop += 1) {
        const answer = await open(url, { method: 'GET', signal: stop, headers: { 'Accept-Encoding': 'identity', Accept: '*/*', 'User-Agent': 'Kinora' } })
        const next = redirectOf(answer, url)
        if (next === undefined) return take(answer, url, limit)
        answer.destroy()
        if (hop >= mostRedirects) throw failed(`leads on more than ${mostRedirects} times`)
        url = readAddress(next, allowed)
      }
    },
    async post(text, body, headers) {
      const url = readAddress(text, allowed)
      const signal = AbortSignal.timeout(10_000)
      const answer = await open(url, { method: 'POST', signal, headers: { ...headers, 'Content-Length': Buffer.byteLength(body), 'User-Agent': 'Kinora' } }, body)
      answer.resume()
      // What it says is nobody's business; a redirect is an answer like any other and is not followed.
      answer.on('error', () => undefined)
      answer.destroy()
      return answer.statusCode ?? 0
    },
  }
}

/** Resolves once, checks all, and gives a lookup that knows only what was checked. */
async function pin(url: URL, allowed: readonly string[], lookup: NonNullable<NetworkOptions['resolve']>): Promise<LookupFunction> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const version = isIP(host)
  const found = version !== 0 ? [{ address: host, family: version }] : await lookup(host).catch((cause: unknown) => {
    throw failed(`names a host that is not known (${url.hostname})`, cause)
  })
  if (found.length === 0) throw failed(`names a host without an address (${url.hostname})`)
  if (!isAllowed(url, allowed) && !found.every(({ address }) => isPublic(address))) throw forbidden('leads into a private network')
  return (_name, asked, answer) => {
    const [first] = found
    if (asked.all === true) answer(null, found.map(({ address, family }) => ({ address, family })))
    else answer(null, first!.address, first!.family)
  }
}

function send(url: URL, options: RequestOptions, patience: number, body?: string): Promise<IncomingMessage> {
  return new Promise((done, fail) => {
    // No agent: a kept connection would skip the lookup.
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, { ...options, agent: false })
    const late = setTimeout(() => request.destroy(new Error('no answer in time')), patience)
    request.on('response', (answer) => {
      clearTimeout(late)
      done(answer)
    })
    request.on('timeout', () => request.destroy(new Error('silence')))
    request.on('error', (cause) => {
      clearTimeout(late)
      fail(failed('did not answer', cause))
    })
    request.end(body)
  })
}

function redirectOf(answer: IncomingMessage, from: URL): string | undefined {
  const { location } = answer.headers
  if (location === undefined || ![301, 302, 303, 307, 308].includes(answer.statusCode ?? 0)) return undefined
  if (!URL.canParse(location, from)) throw failed('leads on to nowhere')
  return new URL(location, from).href
}

function take(answer: IncomingMessage, url: URL, limit: number) {
  const status = answer.statusCode ?? 0
  const said = Number(answer.headers['content-length'] ?? 0)
  const problem = status < 200 || status > 299 ? failed(`answered with status ${status}`)
    : (answer.headers['content-encoding'] ?? 'identity') !== 'identity' ? failed('sends its file packed in another encoding')
      : said > limit ? tooLarge(limit) : undefined
  if (problem !== undefined) {
    answer.destroy()
    throw problem
  }
  const mimeType = answer.headers['content-type']?.split(';')[0]?.trim()
  return { name: nameOf(answer.headers['content-disposition'], url), ...(mimeType !== undefined && mimeType !== '' && { mimeType }), bytes: counted(answer, limit) }
}

async function* counted(answer: IncomingMessage, limit: number): AsyncGenerator<Uint8Array> {
  let bytes = 0
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > limit) throw tooLarge(limit)
      yield chunk
    }
  } catch (cause) {
    if (cause instanceof KinoraError) throw cause
    throw failed('broke off', cause)
  }
  if (!answer.complete) throw failed('broke off')
}

/** As the server names it, else the last part of the path; never with folders. */
export function nameOf(header: string | undefined, url: URL): string {
  const wide = /filename\*\s*=\s*utf-8''([^;]+)/i.exec(header ?? '')?.[1]
  const plain = /filename\s*=\s*"?([^";]+)"?/i.exec(header ?? '')?.[1]
  const last = url.pathname.split('/').at(-1) ?? ''
  for (const candidate of [wide === undefined ? undefined : decoded(wide), plain, decoded(last)]) {
    const name = cleanText(candidate ?? '').replace(/[\u0000-\u001f\u007f]/g, '').split(/[/\\]/).at(-1)!.trim().slice(0, 200)
    if (name !== '' && name !== '.' && name !== '..') return name
  }
  return 'file'
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function failed(what: string, cause?: unknown): KinoraError {
  return new KinoraError({ code: 'download-failed', message: `The address ${what}. Open it in a browser to see whether it gives the file itself.` }, { cause })
}

function tooLarge(limit: number): KinoraError {
  return new KinoraError({ code: 'file-too-large', message: `The file behind the address is larger than ${limit} bytes.` })
}
