// The film changed by hand: with the mouse, with the keyboard alone, and with a finger.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { segmentDuration, type Draft } from '../../src/draft/index.ts'
import { paintPictures } from '../journeys/kit.ts'
import { beginFilm, filmOf, noChromium, openTheatre, photograph, violations, type Theatre, type Visitor } from './kit.ts'

let theatre: Theatre
let pictures: readonly string[]
before(async () => {
  if (noChromium !== false) return
  theatre = await openTheatre()
  pictures = paintPictures(join(theatre.folder, 'pictures'), 3)
})
after(() => theatre?.close())

async function begin({ page }: Visitor, files: readonly string[], words = 'Make a 9 second slideshow with calm music'): Promise<void> {
  await beginFilm(page, files, words)
  await page.locator('[data-bar]').first().waitFor()
}

/** Does something and waits until the house has made a version of it; gives its draft. */
async function changed(page: Page, work: () => Promise<unknown>): Promise<Draft> {
  const before = Number(await page.locator('[data-version]').getAttribute('data-version'))
  await work()
  await page.waitForFunction((known) => Number(document.querySelector('[data-version]')?.getAttribute('data-version')) > known, before)
  return (await filmOf(page)).draft
}

const order = (draft: Draft) => draft.picture.segments.map(({ id }) => id)
const lengths = (draft: Draft) => draft.picture.segments.map(segmentDuration)

test('with the mouse: pictures are reordered and trimmed, undone and done again, and the music is changed', { skip: noChromium }, async () => {
  const visitor = await theatre.visitor()
  const { page } = visitor
  await begin(visitor, pictures)
  const { draft } = await filmOf(page)
  const [one, two, three] = order(draft)
  const bar = (id: string) => page.locator(`[data-bar="${id}"]`)
  const drag = async (from: { readonly x: number; readonly y: number }, to: { readonly x: number; readonly y: number }) => {
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    for (const share of [0.1, 0.4, 0.7, 1]) await page.mouse.move(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share)
    await page.mouse.up()
  }
  const boxOf = async (id: string) => (await bar(id).boundingBox())!
  const moved = await changed(page, async () => {
    const [first, last] = [await boxOf(one!), await boxOf(three!)]
    await drag({ x: first.x + first.width / 2, y: first.y + first.height / 2 }, { x: last.x + last.width * 0.9, y: last.y + last.height / 2 })
  })
  assert.deepEqual(order(moved), [two, three, one])
  const trimmed = await changed(page, async () => {
    const box = await boxOf(two!)
    await drag({ x: box.x + box.width - 2, y: box.y + box.height / 2 }, { x: box.x + box.width / 2, y: box.y + box.height / 2 })
  })
  assert.ok(lengths(trimmed)[0]! < lengths(moved)[0]! * 0.75, `${lengths(moved)} became ${lengths(trimmed)}`)
  assert.deepEqual((await changed(page, () => page.getByRole('banner').getByRole('button', { name: 'Undo' }).click())).picture, moved.picture)
  assert.deepEqual((await changed(page, () => page.getByRole('banner').getByRole('button', { name: 'Redo' }).click())).picture, trimmed.picture)
  await page.locator('[data-kind="music"]').click()
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await page.getByRole('button', { name: /Mood/ }).click()
  const jazz = await changed(page, () => page.getByRole('option', { name: /jazz/i }).click())
  assert.match(JSON.stringify(jazz.sounds), /"mood":"jazz"/)
  await photograph(page, 'panel-music')
  assert.deepEqual(await violations(page), [])
  visitor.content()
  await visitor.leave()
})

test('with the keyboard alone: from the start to a film that is reordered, lengthened, split, shortened and undone', { skip: noChromium }, async () => {
  const visitor = await theatre.visitor({ colorScheme: 'dark' })
  const { page } = visitor
  await begin(visitor, pictures)
  const draft = (await filmOf(page)).draft
  const [one, two, three] = order(draft)
  // Tab reaches the timeline's one stop; whatever has the focus shows it.
  for (let press = 0; press < 80 && !(await page.evaluate(() => document.activeElement?.matches('[data-bar]'))); press++) {
    await page.keyboard.press('Tab')
    assert.equal(await page.evaluate(() => {
      const at = document.activeElement
      if (at === null || at === document.body || !at.matches(':focus-visible')) return ''
      // The ring may be drawn by a part of it or by what holds it.
      const shown = [at, at.parentElement, ...at.children].some((one) => one !== null && (getComputedStyle(one).outlineStyle !== 'none' || getComputedStyle(one).boxShadow !== 'none'))
      return shown ? '' : at.outerHTML.slice(0, 300)
    }), '', 'the focus is seen')
  }
  await page.locator(`[data-bar="${one}"]`).focus()
  assert.deepEqual(order(await changed(page, () => page.keyboard.press('Alt+ArrowRight'))), [two, one, three])
  await page.locator(`[data-bar="${one}"]`).focus()
  const longer = await changed(page, () => page.keyboard.press('*'))
  assert.equal(lengths(longer)[1], lengths(draft)[0]! + 1000)
  await page.keyboard.press('ArrowRight')
  const fewer = await changed(page, () => page.keyboard.press('Delete'))
  assert.deepEqual(order(fewer), [two, one])
  assert.deepEqual(order(await changed(page, () => page.keyboard.press('Control+z'))), [two, one, three])
  assert.deepEqual(await violations(page), [])
  visitor.content()
  await visitor.leave()
})

test('a focus point set on the picture is seen in the frame, and the shape of the film is switched', { skip: noChromium }, async () => {
  const visitor = await theatre.visitor()
  const { page } = visitor
  await page.goto('/')
  // A tall picture, red above and blue below: a wide film shows one or the other.
  const tall = join(theatre.folder, 'tall.png')
  writeFileSync(tall, Buffer.from(await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 600, height: 1600 })
    const context = canvas.getContext('2d')!
    context.fillStyle = '#d02020'
    context.fillRect(0, 0, 600, 800)
    context.fillStyle = '#2020d0'
    context.fillRect(0, 800, 600, 800)
    return canvas.toDataURL('image/png').split(',')[1]!
  }), 'base64'))
  await begin(visitor, [tall, ...pictures], 'Make an 8 second slideshow, fill the frame, no motion, no music')
  const draft = (await filmOf(page)).draft
  const segment = draft.picture.segments.find(({ name }) => name === 'tall.png')!
  const middle = draft.picture.segments.slice(0, draft.picture.segments.indexOf(segment)).reduce((sum, one) => sum + segmentDuration(one), 0) + segmentDuration(segment) / 2
  /** Mean colour of the frame as the house draws it now. */
  const frame = () => page.evaluate(async (at) => {
    const session = location.pathname.split('/').at(-1)!
    const { token } = JSON.parse(localStorage.getItem('kinora.account')!) as { readonly token: string }
    const { frame: address } = await (await fetch(`/api/v1/sessions/${session}/preview`, { headers: { Authorization: `Bearer ${token}` } })).json() as { readonly frame: string }
    const { pathname, search } = new URL(address, location.origin)
    const picture = await createImageBitmap(await (await fetch(`${pathname}${search}&at=${at}&height=90`)).blob())
    const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d')!
    context.drawImage(picture, 0, 0, 1, 1)
    return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)]
  }, Math.round(middle))
  await page.locator(`[data-bar="${segment.id}"]`).click()
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await page.getByRole('radio', { name: 'Focus', exact: true }).check({ force: true }).catch(() => undefined)
  const point = page.getByRole('button', { name: /^Focus point/ })
  await point.waitFor()
  const stage = (await point.locator('..').boundingBox())!
  const click = (share: number) => changed(page, () => page.mouse.click(stage.x + stage.width / 2, stage.y + stage.height * share))
  await click(0.1)
  const [red, , ] = await frame() as [number, number, number]
  const above = await frame() as [number, number, number]
  assert.ok(red > 150 && above[2] < 100, `the upper half is red: ${above}`)
  await click(0.9)
  const below = await frame() as [number, number, number]
  assert.ok(below[2] > 150 && below[0] < 100, `the lower half is blue: ${below}`)
  await photograph(page, 'panel-focus')
  await page.getByRole('button', { name: /^Shape of the film/ }).click()
  const square = await changed(page, () => page.getByRole('menuitemradio', { name: '1:1' }).click())
  assert.deepEqual([square.canvas.width, square.canvas.height], [1080, 1080])
  visitor.content()
  await visitor.leave()
})

test('on a phone, by touch: a film is made, watched, changed by talking and by hand, and exported', { skip: noChromium }, async () => {
  const visitor = await theatre.visitor({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 })
  const { page } = visitor
  await page.goto('/')
  await photograph(page, 'phone-start')
  await page.locator('input[type="file"]').first().setInputFiles([...pictures])
  await page.locator('textarea').fill('Make a 4 second slideshow, no music')
  await page.getByRole('button', { name: 'Make the film' }).tap()
  await page.locator('[data-exchange="done"]').first().waitFor({ timeout: 90_000 })
  await photograph(page, 'phone-talk')
  assert.deepEqual(await violations(page), [])
  await page.getByRole('button', { name: 'Timeline', exact: true }).tap()
  const first = page.locator('[data-bar]').first()
  await first.tap()
  await photograph(page, 'phone-timeline')
  const fewer = await changed(page, () => page.getByRole('button', { name: 'Delete', exact: true }).tap())
  assert.equal(fewer.picture.segments.length, 2)
  await page.getByRole('button', { name: 'Export', exact: true }).tap()
  await page.getByRole('button', { name: 'Export the film' }).tap()
  await page.getByRole('link', { name: /Download/ }).waitFor({ timeout: 120_000 })
  for (const area of ['Library', 'Edit', 'Export', 'Talk']) {
    await page.getByRole('button', { name: area, exact: true }).tap()
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1), `${area} fits the screen`)
    await photograph(page, `phone-${area.toLowerCase()}`)
  }
  visitor.content()
  await visitor.leave()
})
