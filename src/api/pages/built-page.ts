// The workspace as it was built: a page, its hashed files and its icons, read into memory once and given out by name, so
// that no request ever names a path of this machine. A build that replaces another is noticed; files of the one before
// stay, because open tabs still ask for them. Says undefined when nothing was built.

import { createHash } from 'node:crypto'
import { readFile, readdir, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** What every page of the workspace may do: run what it came with, ask its own server, and nothing else. */
export const shellPolicy = [
  "default-src 'none'", "script-src 'self'",
  // The two style sheets that react-aria writes into the head (usePress, usePreventScroll), by their content.
  "style-src 'self' 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o=' 'sha256-gYiS/BvZvRcK27JIXTuwhZ3hs2+VJ1X+2gUlE+farlg='",
  "img-src 'self' blob: data:", "media-src 'self' blob:", "connect-src 'self'", "font-src 'self'", "worker-src 'self' blob:", "manifest-src 'self'",
  "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'", 'trusted-types kinora default',
].join('; ')

/** What a thread of the page may do: threads have the policy of their own file. */
const scriptPolicy = "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self' blob:; img-src 'self' blob:; frame-ancestors 'none'"

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.json': 'application/json; charset=utf-8', '.map': 'application/json; charset=utf-8', '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8', '.html': 'text/html; charset=utf-8', '.wasm': 'application/wasm', '.woff2': 'font/woff2', '.woff': 'font/woff', '.ico': 'image/x-icon', '.png': 'image/png', '.jpg': 'image/jpeg', '.webp': 'image/webp', '.avif': 'image/avif',
}
const shrinkable: ReadonlySet<string> = new Set(['.js', '.css', '.svg', '.json', '.map', '.webmanifest', '.txt', '.html', '.wasm', '.ico'])
/** Smaller than this a file gains nothing. */
const leastShrunk = 600
/** Close to the best there is, at a tenth of its time: some 100 ms for 300 KB, once, beside the main thread. */
const brotliQuality = 9

/** `main-DFolUnLo.js`: as the builder names what never changes under its name. */
const hashed = /-[\w-]{8}\.\w+$/

type Encoding = 'br' | 'gzip'

interface BuiltFile {
  readonly name: string
  readonly bytes: Buffer
  readonly etag: string
  /** Made when first asked for, or found beside the file. */
  readonly shrunk: Map<Encoding, Promise<Buffer>>
}

export interface BuiltPage {
  /** The page itself; undefined: nothing was built. */
  shell(request: Request): Promise<Response | undefined>
  /** A file of `assets/` by its name. */
  asset(name: string, request: Request): Promise<Response | undefined>
  /** An icon, the manifest: a file beside the page. */
  rootFile(name: string, request: Request): Promise<Response | undefined>
}

interface Build {
  /** Of the page, so that the next build is noticed. */
  readonly written: number
  readonly page: BuiltFile
  readonly root: ReadonlyMap<string, BuiltFile>
  readonly assets: ReadonlyMap<string, BuiltFile>
}

export function openBuiltPage(folder: string): BuiltPage {
  let build: Build | undefined
  let reading: Promise<Build | undefined> | undefined
  // One look at the page's date for each request; everything else comes from memory.
  async function present(): Promise<Build | undefined> {
    const written = await stat(join(folder, 'index.html')).then(({ mtimeMs }) => mtimeMs, () => undefined)
    if (written === undefined || written === build?.written) return build
    reading ??= readBuild(folder, written, build).then((read) => (build = read), () => build).finally(() => { reading = undefined })
    return reading
  }
  void present()
  return {
    async shell(request) {
      const page = (await present())?.page
      return page && answer(page, request, { 'Cache-Control': 'no-cache', 'Content-Security-Policy': shellPolicy, 'Cross-Origin-Opener-Policy': 'same-origin' })
    },
    async asset(name, request) {
      const file = (build ?? await present())?.assets.get(name) ?? (await present())?.assets.get(name)
      return file && answer(file, request, { 'Cache-Control': hashed.test(name) ? 'public, max-age=31536000, immutable' : 'public, no-cache', ...(extname(name) === '.js' && { 'Content-Security-Policy': scriptPolicy }) })
    },
    async rootFile(name, request) {
      const file = (await present())?.root.get(name)
      return file && answer(file, request, { 'Cache-Control': 'public, max-age=3600' })
    },
  }
}

async function readBuild(folder: string, written: number, before: Build | undefined): Promise<Build> {
  const root = await readFolder(folder)
  const page = root.get('index.html')
  if (page === undefined) throw new Error('there is no page')
  const assets = await readFolder(join(folder, 'assets'))
  for (const file of [page, ...assets.values()]) if (isShrinkable(file)) void shrink(file, 'br').catch(() => undefined)
  return { written, page, root: new Map([...root].filter(([name]) => name !== 'index.html')), assets: new Map([...before?.assets ?? [], ...assets]) }
}

/** The files of one folder that a browser may have, by name. */
async function readFolder(folder: string): Promise<Map<string, BuiltFile>> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name)
  const files = names.filter((name) => extname(name) in types).map(async (name): Promise<[string, BuiltFile]> => {
    const bytes = await readFile(join(folder, name))
    const shrunk = new Map<Encoding, Promise<Buffer>>()
    for (const [encoding, ending] of [['br', '.br'], ['gzip', '.gz']] as const) if (names.includes(name + ending)) shrunk.set(encoding, Promise.resolve(await readFile(join(folder, name + ending))))
    return [name, { name, bytes, etag: createHash('sha256').update(bytes).digest('base64url').slice(0, 22), shrunk }]
  })
  return new Map(await Promise.all(files))
}

async function answer(file: BuiltFile, request: Request, headers: Readonly<Record<string, string>>): Promise<Response> {
  const encoding = isShrinkable(file) ? wishOf(request) : undefined
  const etag = `"${file.etag}${encoding === undefined ? '' : `-${encoding}`}"`
  const all = new Headers({ ...headers, 'Content-Type': types[extname(file.name)]!, ETag: etag, Vary: 'Accept-Encoding', 'Cross-Origin-Resource-Policy': 'same-origin' })
  if (request.headers.get('if-none-match')?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)) return new Response(null, { status: 304, headers: all })
  const body = encoding === undefined ? file.bytes : await shrink(file, encoding)
  if (encoding !== undefined) all.set('Content-Encoding', encoding)
  all.set('Content-Length', String(body.length))
  return new Response(request.method === 'HEAD' ? null : body as Uint8Array<ArrayBuffer>, { headers: all })
}

function isShrinkable({ name, bytes }: BuiltFile): boolean {
  return shrinkable.has(extname(name)) && bytes.length >= leastShrunk
}

function wishOf(request: Request): Encoding | undefined {
  const accepted = (request.headers.get('accept-encoding') ?? '').toLowerCase().split(',').map((one) => one.trim()).filter((one) => !/;\s*q=0(?:\.0*)?$/.test(one)).map((one) => one.split(';')[0]!.trim())
  return accepted.includes('br') ? 'br' : accepted.includes('gzip') ? 'gzip' : undefined
}

function shrink(file: BuiltFile, encoding: Encoding): Promise<Buffer> {
  const known = file.shrunk.get(encoding)
  if (known !== undefined) return known
  const made = encoding === 'br'
    ? promisify(brotliCompress)(file.bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality, [constants.BROTLI_PARAM_SIZE_HINT]: file.bytes.length } })
    : promisify(gzip)(file.bytes, { level: 9 })
  file.shrunk.set(encoding, made)
  return made
}
