// `npm run bench -- page`: how the workspace feels in a real Chromium on this machine: the first paint with a cold cache, how
// long after the reply to an edit the new film plays, frames a second while a timeline of 300 pictures and 20 minutes is
// scrolled and dragged, and how much the page's memory grows over 50 edits. Needs Chromium; ends with one JSON line.

import { join } from 'node:path'
import type { CDPSession, Page } from 'playwright-core'
import { paintPictures } from '../test/journeys/kit.ts'
import { beginFilm, chromiumPath, noChromium, openTheatre, realPhotos, say } from '../test/web/kit.ts'

if (chromiumPath === undefined) {
  console.error(noChromium)
  process.exit(2)
}
const theatre = await openTheatre({ KINORA_CREDITS_ENABLED: 'false' })
const photos = realPhotos(10).length > 0 ? realPhotos(10) : paintPictures(join(theatre.folder, 'pictures'), 10, 4000, 3000)
try {
  const firstPaint = median(await repeated(3, paint))
  const { page, cdp } = await openFilm('Make a 30 second film with a title "By the sea" and calm music')
  const preview = median(await repeated(5, (turn) => playsAfter(page, turn)))
  const growth = await growthOver50(page, cdp)
  const { scroll, drag } = await longTimeline(page)
  console.log(JSON.stringify({ first_paint_ms: round(firstPaint), plays_after_reply_ms: round(preview), scroll_fps: round(scroll), drag_fps: round(drag), growth_mb: round(growth) }))
} finally {
  await theatre.close()
}

async function paint(): Promise<number> {
  const visitor = await theatre.visitor()
  await visitor.page.goto('/', { waitUntil: 'load' })
  await visitor.page.getByRole('heading', { level: 1 }).waitFor()
  const at = await visitor.page.evaluate(() => new Promise<number>((done) => {
    new PerformanceObserver((list) => { for (const entry of list.getEntriesByName('first-contentful-paint')) done(entry.startTime) }).observe({ type: 'paint', buffered: true })
  }))
  await visitor.leave()
  console.log(`first contentful paint: ${at.toFixed(0)} ms`)
  return at
}

async function openFilm(words: string): Promise<{ readonly page: Page; readonly cdp: CDPSession }> {
  const { page, context } = await theatre.visitor()
  await beginFilm(page, photos, words)
  await page.locator('[data-bar]').first().waitFor()
  return { page, cdp: await context.newCDPSession(page) }
}

/** The film plays, is edited by talking, and plays on in its new version: milliseconds from the reply to the first new picture. */
async function playsAfter(page: Page, turn: number): Promise<number> {
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await page.evaluate(() => {
    const marks = { reply: 0, plays: 0 }
    Object.assign(globalThis, { marks })
    const version = () => document.querySelector('[data-version]')!.getAttribute('data-version')
    const before = version()
    const done = () => document.querySelectorAll('[data-exchange="done"]').length
    const known = done()
    const seen = () => document.querySelector('video[data-seen="true"]')
    const old = seen()
    // The page has two screens: the other one comes to the front when the new version can be shown.
    new MutationObserver(() => {
      if (marks.reply === 0 && done() > known) marks.reply = performance.now()
      if (marks.plays === 0 && version() !== before && seen() !== null && seen() !== old) marks.plays = performance.now()
    }).observe(document.body, { subtree: true, attributes: true, childList: true })
  })
  await say(page, `change the title to "Take ${turn}"`)
  const taken = await page.waitForFunction(() => {
    const { marks } = globalThis as unknown as { readonly marks: { readonly reply: number; readonly plays: number } }
    return marks.plays > 0 && marks.reply > 0 ? Math.max(1, marks.plays - marks.reply) : false
  })
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  const ms = Number(await taken.jsonValue())
  console.log(`plays after the reply: ${ms.toFixed(0)} ms`)
  return ms
}

/** MB of the page's heap after 50 edits over what it was after the first five, garbage collected. */
async function growthOver50(page: Page, cdp: CDPSession): Promise<number> {
  const heap = async () => {
    await cdp.send('HeapProfiler.collectGarbage')
    return (await cdp.send('Runtime.getHeapUsage')).usedSize / 1_000_000
  }
  const edit = async () => {
    const before = Number(await page.locator('[data-version]').getAttribute('data-version'))
    await page.locator('[data-bar][data-kind="photo"]').first().focus()
    await page.keyboard.press('+')
    await page.waitForFunction((known) => Number(document.querySelector('[data-version]')?.getAttribute('data-version')) > known, before)
  }
  await repeated(5, edit)
  const start = await heap()
  await repeated(50, edit)
  const end = await heap()
  console.log(`heap: ${start.toFixed(1)} MB, after 50 edits ${end.toFixed(1)} MB`)
  return end - start
}

/** Frames a second while a timeline of 300 pictures is scrolled and while one of them is dragged over it. */
async function longTimeline(page: Page): Promise<{ readonly scroll: number; readonly drag: number }> {
  await page.evaluate(async () => {
    const session = location.pathname.split('/').at(-1)!
    const { token } = JSON.parse(localStorage.getItem('kinora.account')!) as { readonly token: string }
    const ask = async (path: string, body?: object) => (await fetch(`/api/v1/sessions/${session}${path}`, { headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }, ...(body && { method: 'POST', body: JSON.stringify(body) }) })).json() as Promise<never>
    const { version } = await ask('') as { readonly version: number }
    const { draft } = await ask(`/versions/${version}`) as { readonly draft: { readonly picture: { readonly segments: readonly { readonly asset?: string }[] } } }
    const assets = draft.picture.segments.flatMap(({ asset }) => (asset === undefined ? [] : [asset]))
    for (let from = draft.picture.segments.length; from < 300; from += 100) {
      const operations = Array.from({ length: Math.min(100, 300 - from) }, (_, index) => ({ name: 'add-photo', asset: assets[index % assets.length], duration: 4000 }))
      await ask('/operations', { operations })
    }
  })
  await page.waitForFunction(() => document.querySelectorAll('[data-bar]').length > 0)
  await page.waitForTimeout(2000)
  await page.getByRole('button', { name: 'Zoom in', exact: true }).click({ clickCount: 4 })
  const box = (await page.locator('[data-bar][data-kind="photo"]').first().boundingBox())!
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  const scroll = await framesDuring(page, async () => {
    for (let step = 0; step < 60; step++) await page.mouse.wheel(step < 30 ? 300 : -300, 0)
  })
  const drag = await framesDuring(page, async () => {
    await page.mouse.down()
    for (let step = 0; step < 60; step++) await page.mouse.move(box.x + box.width / 2 + Math.sin(step / 8) * 300, box.y + box.height / 2)
    await page.keyboard.press('Escape')
    await page.mouse.up()
  })
  console.log(`scrolling: ${scroll.toFixed(1)} frames/s, dragging: ${drag.toFixed(1)} frames/s`)
  return { scroll, drag }
}

async function framesDuring(page: Page, work: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const state = { frames: 0, began: performance.now(), on: true }
    Object.assign(globalThis, { counting: state })
    const count = () => {
      state.frames += 1
      if (state.on) requestAnimationFrame(count)
    }
    requestAnimationFrame(count)
  })
  await work()
  return page.evaluate(() => {
    const { counting } = globalThis as unknown as { readonly counting: { frames: number; began: number; on: boolean } }
    counting.on = false
    return (counting.frames * 1000) / (performance.now() - counting.began)
  })
}

async function repeated<Result>(times: number, work: (turn: number) => Promise<Result>): Promise<readonly Result[]> {
  const results: Result[] = []
  for (let turn = 1; turn <= times; turn++) results.push(await work(turn))
  return results
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)]!
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
