import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { filmDuration, type Draft } from '../../src/draft/index.ts'
import { beginFilm, dropFiles, filmOf, noChromium, noPhotos, openTheatre, photograph, realPhotos, violations, type Theatre } from './kit.ts'

let theatre: Theatre
before(async () => { if (noChromium === false && noPhotos === false) theatre = await openTheatre() })
after(() => theatre?.close())

const order = (draft: Draft) => draft.picture.segments.map(({ id }) => id)
const pictures = (page: Page) => page.getByRole('group', { name: 'Pictures' }).getByRole('option')

/** The film once the house has made another version of it. */
async function changed(page: Page, after: number): Promise<{ readonly version: number; readonly draft: Draft }> {
  await page.waitForFunction((version) => Number(document.querySelector('[data-version]')?.getAttribute('data-version')) > version, after)
  return filmOf(page)
}

/** Where something is on the page, and a point in it by shares. */
async function pointIn(page: Page, index: number, across: number): Promise<{ readonly x: number; readonly y: number }> {
  const box = (await pictures(page).nth(index).boundingBox())!
  return { x: box.x + box.width * across, y: box.y + box.height / 2 }
}

async function drag(page: Page, from: { readonly x: number; readonly y: number }, to: { readonly x: number; readonly y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(to.x, to.y, { steps: 6 })
  await page.mouse.up()
}

test('a film cut by hand: order and lengths by mouse and by keys, split, delete, undo; focus, words and music in the panel; the shape in the player', { skip: noChromium || noPhotos }, async () => {
  const visitor = await theatre.visitor()
  const { page } = visitor
  await beginFilm(page, realPhotos(4), 'Make a 12 second film of all photos with the title "By hand" and jazz music')
  await pictures(page).first().waitFor()
  let film: { readonly version: number; readonly draft: Draft } = await filmOf(page)
  const made = film
  const [first, second, ...others] = order(made.draft)

  // By mouse: the first picture behind the second; its end farther out, without snapping.
  await drag(page, await pointIn(page, 0, 0.5), await pointIn(page, 1, 0.8))
  film = await changed(page, film.version)
  assert.deepEqual(order(film.draft), [second, first, ...others])
  const edge = await pointIn(page, 1, 1)
  await page.keyboard.down('Alt')
  await drag(page, { x: edge.x - 4, y: edge.y }, { x: edge.x + 26, y: edge.y })
  await page.keyboard.up('Alt')
  const trimmed = await changed(page, film.version)
  assert.ok(filmDuration(trimmed.draft) > filmDuration(film.draft) + 100)
  film = trimmed

  // By keys: back to where it was, a tenth longer, split in its middle, one piece deleted, and that taken back.
  await pictures(page).nth(1).focus()
  await page.keyboard.press('Alt+ArrowLeft')
  film = await changed(page, film.version)
  assert.deepEqual(order(film.draft), order(made.draft))
  assert.match(await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''), /, photo 1 of /)
  await page.keyboard.press('+')
  const longer = await changed(page, film.version)
  assert.equal(filmDuration(longer.draft), filmDuration(film.draft) + 100)
  const slider = page.getByRole('slider', { name: 'Position in the film' })
  await slider.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('ArrowRight')
  assert.equal(await slider.getAttribute('aria-valuenow'), '1033')
  assert.match((await slider.getAttribute('aria-valuetext'))!, /^1 second of /)
  await pictures(page).first().focus()
  await page.keyboard.press('s')
  film = await changed(page, longer.version)
  assert.deepEqual(film.draft.picture.segments.slice(0, 2).map((segment) => (segment.kind === 'photo' ? segment.duration : 0))[0], 1033)
  await page.keyboard.press('Delete')
  const shorter = await changed(page, film.version)
  assert.equal(order(shorter.draft).length, order(film.draft).length - 1)
  await page.keyboard.press('Control+z')
  const back = await changed(page, shorter.version)
  assert.deepEqual(back.draft, film.draft)
  film = back

  // In the panel: the focus point, by mouse and by keys; the frame of the film is another one then.
  const frame = () => page.evaluate(async () => (await fetch(performance.getEntriesByType('resource').findLast(({ name }) => name.includes('/frame?'))!.name)).headers.get('content-length'))
  await pictures(page).nth(2).click()
  await page.keyboard.press('Enter')
  const ground = page.locator('[data-mode="focus"]')
  await ground.waitFor()
  await ground.click({ position: { x: 12, y: 20 } })
  film = await changed(page, film.version)
  const focused = film.draft.picture.segments[2]!
  assert.ok(focused.kind === 'photo' && focused.focus !== undefined && focused.focus.x < 0.2 && focused.focus.y < 0.3)
  await page.getByRole('button', { name: /^Focus point/ }).focus()
  await page.keyboard.press('Shift+ArrowRight')
  film = await changed(page, film.version)
  const moved = film.draft.picture.segments[2]!
  assert.ok(moved.kind === 'photo' && Math.abs(moved.focus!.x - focused.focus!.x - 0.1) < 1e-6)
  assert.ok(await frame() !== null)
  await photograph(page, 'panel-focus')

  // Words that look like markup are words, at once over the picture and then in the film.
  const hostile = '<img src=x onerror=alert(1)> \u202Eright 🎉🎉'
  await page.getByRole('option', { name: /^By hand, text/ }).click()
  await page.getByRole('textbox', { name: 'Words' }).fill(hostile)
  await page.getByRole('main', { name: 'Film' }).getByText('onerror=alert').waitFor()
  film = await changed(page, film.version)
  assert.deepEqual(film.draft.texts.flatMap(({ segments }) => segments.map(({ text }) => text)), [hostile])

  await page.getByRole('button', { name: /^Shape of the film/ }).click()
  await page.getByRole('menuitemradio', { name: '1:1' }).click()
  film = await changed(page, film.version)
  assert.deepEqual([film.draft.canvas.width, film.draft.canvas.height], [1080, 1080])

  await page.getByRole('option', { name: /, music 1 of 1/ }).click()
  await page.getByRole('button', { name: /Mood/ }).click()
  await page.getByRole('option', { name: 'Cinematic', exact: true }).click()
  film = await changed(page, film.version)
  assert.match(JSON.stringify(film.draft.sounds), /"mood":"cinematic"/)
  await photograph(page, 'hands-end')
  assert.deepEqual(await violations(page), [])
  visitor.content()
  await visitor.leave()
})

test('the preview plays, and goes on at its place in the version that an edit makes', { skip: noChromium || noPhotos }, async () => {
  const visitor = await theatre.visitor()
  const { page } = visitor
  await beginFilm(page, realPhotos(3), 'Make a 20 second film of all photos without music')
  await pictures(page).first().waitFor()
  const patient = { timeout: 90_000 }
  const later = (seconds: number) => page.waitForFunction((after) => (document.querySelector<HTMLVideoElement>('video[data-seen="true"]')?.currentTime ?? 0) > after, seconds, patient)
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await later(0.5)
  const { version } = await filmOf(page)
  await page.getByRole('button', { name: /^Shape of the film/ }).click()
  await page.getByRole('menuitemradio', { name: '1:1' }).click()
  await changed(page, version)
  // At no moment is there nothing to see.
  const dark = page.evaluate(() => new Promise<number>((done) => {
    let count = 0
    const look = () => {
      const video = document.querySelector<HTMLVideoElement>('video[data-seen="true"]')
      if (document.querySelector('video[data-seen="true"], canvas[data-seen="true"]') === null) count += 1
      if (video !== null && video.videoWidth === video.videoHeight && video.videoWidth > 0) done(count)
      else requestAnimationFrame(look)
    }
    look()
  }))
  assert.equal(await dark, 0)
  await later(0.5)
  await page.keyboard.press('k')
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
  visitor.content()
  await visitor.leave()
})

test('a finger: resting it moves a picture, moving it scrolls, and everything fits a phone', { skip: noChromium || noPhotos }, async () => {
  const visitor = await theatre.visitor({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  const { page } = visitor
  await page.goto('/')
  await dropFiles(page, realPhotos(3))
  await page.getByRole('textbox', { name: 'What film shall it be?' }).fill('Make a 6 second film of all photos')
  await page.getByRole('button', { name: 'Make the film' }).click()
  await page.getByText('Your film is cut').first().waitFor({ timeout: 90_000 })
  await page.getByRole('button', { name: 'Timeline', exact: true }).click()
  const film = await filmOf(page)
  // The whole film is shown, in the width of the phone.
  await page.waitForFunction(() => document.querySelectorAll('[role="option"]').length > 0 && [...document.querySelectorAll('[role="option"]')].every((bar) => bar.getBoundingClientRect().right <= innerWidth))
  const [from, to] = [await pointIn(page, 0, 0.5), await pointIn(page, 1, 0.9)]
  const finger = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', point?: { readonly x: number; readonly y: number }) => finger.send('Input.dispatchTouchEvent', { type, touchPoints: point === undefined ? [] : [{ ...point }] })
  await touch('touchStart', from)
  await page.locator('[data-busy="move"]').waitFor()
  for (let step = 1; step <= 5; step += 1) await touch('touchMove', { x: from.x + ((to.x - from.x) * step) / 5, y: from.y })
  await touch('touchEnd')
  const [first, second, ...others] = order(film.draft)
  assert.deepEqual(order((await changed(page, film.version)).draft), [second, first, ...others])
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true)
  await photograph(page, 'phone-timeline')
  assert.deepEqual(await violations(page), [])
  visitor.content()
  await visitor.leave()
})
