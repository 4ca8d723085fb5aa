// A person at the page: a real house in its own process, a real Chromium, and eyes that notice every complaint of the
// browser. Used by the journeys of this folder; without a Chromium on the machine they are skipped, with the words.

import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core'
import type { Draft } from '../../src/draft/index.ts'
import { sharedPhotos, waveHeader, withoutPhotos } from '../journeys/kit.ts'
import { startHouse, type HouseProcess } from '../house/house-process.ts'

const places = [process.env['KINORA_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
/** Where a Chromium is; undefined when there is none. */
export const chromiumPath = places.find((path) => path !== undefined && existsSync(path))
/** Why a journey cannot run here; false when it can. */
export const noChromium: string | false = chromiumPath === undefined ? 'skipped: no Chromium (apt-get install chromium, or name one in KINORA_CHROMIUM)' : false

/** Real camera files, at most `count`, the same every time; empty where ../shared is absent. */
export function realPhotos(count: number): readonly string[] {
  if (withoutPhotos !== false) return []
  return readdirSync(sharedPhotos, { recursive: true, encoding: 'utf8' }).filter((name) => /[.](jpe?g|heic)$/i.test(name)).sort().slice(0, count).map((name) => join(sharedPhotos, name))
}
export const noPhotos: string | false = withoutPhotos === false ? false : `skipped: ${withoutPhotos}`

// Nothing that a browser asks of its maker's hosts leaves this machine.
const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic', '--disable-gpu', '--no-default-browser-check', '--autoplay-policy=no-user-gesture-required', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]

export interface Theatre {
  readonly house: HouseProcess
  readonly browser: Browser
  /** For files of the test. */
  readonly folder: string
  /** A person with a clean profile. */
  visitor(options?: BrowserContextOptions): Promise<Visitor>
  close(): Promise<void>
}

export interface Visitor {
  readonly page: Page
  readonly context: BrowserContext
  /** Everything the browser complained of, and every request to another host. */
  readonly complaints: readonly string[]
  /** Fails when the browser complained. */
  content(): void
  leave(): Promise<void>
}

/** Starts house and browser; limits are wide, since one test does what a person does in a day. */
export async function openTheatre(environment: Readonly<Record<string, string>> = {}): Promise<Theatre> {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-web-'))
  const house = await startHouse({ data: join(folder, 'data'), environment })
  const browser = await chromium.launch({ executablePath: chromiumPath!, args: quiet })
  return {
    house, browser, folder,
    async visitor(options = {}) {
      const context = await browser.newContext({ baseURL: house.url, locale: 'en-GB', viewport: { width: 1440, height: 900 }, acceptDownloads: true, ...options })
      const page = await context.newPage()
      page.setDefaultTimeout(30_000)
      const complaints: string[] = []
      const watch = (one: Page) => {
        one.on('console', (message) => { if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`) })
        one.on('pageerror', (error) => complaints.push(`thrown: ${error.message}`))
        one.on('request', (request) => { if (!/^(blob|data):/.test(request.url()) && new URL(request.url()).origin !== house.url) complaints.push(`another host: ${request.url()}`) })
      }
      watch(page)
      context.on('page', (another) => { if (another !== page) watch(another) })
      return { page, context, complaints, content: () => assert.deepEqual(complaints, []), leave: () => context.close() }
    },
    async close() {
      await browser.close()
      await house.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds against WCAG 2.2 AA on the page as it is now, one line a finding. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { readonly axe: { run(context: Document, options: object): Promise<{ readonly violations: readonly { readonly id: string; readonly help: string; readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[] }[] }> } }
    const { violations: found } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    return found.flatMap(({ id, help, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html.slice(0, 160)} ${(failureSummary ?? '').replace(/\s+/g, ' ').slice(0, 200)}`))
  })
}

/** Pictures of the page are kept only when a folder is named for them: people look at them, tests do not. */
export async function photograph(page: Page, name: string): Promise<void> {
  const folder = process.env['KINORA_PICTURES']
  if (folder === undefined) return
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

/** The film on the page as the house has it, asked with the page's own token. */
export async function filmOf(page: Page): Promise<{ readonly session: string; readonly version: number; readonly draft: Draft }> {
  return page.evaluate(async () => {
    const session = location.pathname.split('/').at(-1)!
    const { token } = JSON.parse(localStorage.getItem('kinora.account')!) as { readonly token: string }
    const ask = async (path: string) => (await fetch(`/api/v1/sessions/${session}${path}`, { headers: { Authorization: `Bearer ${token}` } })).json() as Promise<{ readonly version: number; readonly draft: never }>
    const { version } = await ask('')
    return { session, version, draft: version === 0 ? (undefined as never) : (await ask(`/versions/${version}`)).draft }
  })
}

/** A first film from the start page: files dropped, one sentence, and its answer. */
export async function beginFilm(page: Page, files: readonly string[], words: string): Promise<void> {
  await page.goto('/')
  await dropFiles(page, files)
  await page.locator('textarea').fill(words)
  await page.locator('form button[type="submit"]').click()
  await page.locator('[data-exchange="done"]').first().waitFor({ timeout: 180_000 })
}

/** Silence as a WAV file with so many bytes of sound. */
export function silence(bytes: number): Buffer {
  return Buffer.concat([waveHeader(bytes), Buffer.alloc(bytes)])
}

/** Says something in the workspace and waits for the answer; gives the words of the reply. */
export async function say(page: Page, text: string): Promise<string> {
  const talk = page.locator('#conversation')
  const exchanges = talk.locator('[data-exchange]')
  const before = await exchanges.count()
  await talk.getByRole('textbox', { name: /^(Message|消息)$/ }).fill(text)
  await talk.getByRole('button', { name: /^(Send|发送)$/ }).click()
  const exchange = exchanges.nth(before)
  await exchange.and(talk.locator('[data-exchange="done"], [data-exchange="awaiting_input"], [data-exchange="failed"]')).waitFor()
  return exchange.innerText()
}

/** Drops files on the page as from a folder of the desktop. */
export async function dropFiles(page: Page, files: readonly string[]): Promise<void> {
  const contents = files.map((path) => ({ name: basename(path), bytes: readFileSync(path).toString('base64') }))
  const transfer = await page.evaluateHandle((given) => {
    const data = new DataTransfer()
    for (const { name, bytes } of given) data.items.add(new File([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], name))
    return data
  }, contents)
  for (const event of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('body', event, { dataTransfer: transfer })
}
