// Dropping, saying, and what comes of it, in a real browser: messages that wait for files, reloads in the middle, the
// field's keys, and a narrow screen full of strange words. What else goes wrong is in trouble.test.ts.

import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { noChromium, noPhotos, openTheatre, photograph, realPhotos, silence, violations, type Theatre } from './kit.ts'

let theatre: Theatre
before(async () => { if (noChromium === false) theatre = await openTheatre() })
after(() => theatre?.close())

const talk = (page: Page) => page.locator('#conversation')
const field = (page: Page) => talk(page).getByRole('textbox')

/** Says something and waits until the reply is whole. */
async function say(page: Page, text: string): Promise<void> {
  const before = await talk(page).locator('ol > li').count()
  await field(page).fill(text)
  await field(page).press('Enter')
  await talk(page).locator('ol > li').nth(before).waitFor()
  await ended(page)
}

async function ended(page: Page): Promise<void> {
  await page.waitForFunction(() => /^Kinora/.test(document.querySelector('#conversation [role="status"].visually-hidden')?.textContent ?? '') && document.querySelector('#conversation button[aria-label="Stop"]') === null)
}

/** A text film, made by a sentence on the start page. */
async function textFilm(page: Page): Promise<void> {
  await page.goto('/')
  await page.getByRole('textbox').fill('A 6-second film that says “Hello”, without music')
  await page.getByRole('textbox').press('Enter')
  await ended(page)
}

test('photos are dropped, a sentence is said, and the film is there; the message waited for its files', { skip: noChromium || noPhotos }, async () => {
  const visitor = await theatre.visitor()
  const { page } = visitor
  await page.goto('/')
  await page.locator('input[type=file]').first().setInputFiles([...realPhotos(4)])
  await page.getByText('4 files').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Make a highlight reel with music and transitions' }).count(), 1, 'examples fit what was dropped')
  await page.getByRole('textbox').fill('A 12-second album with the title “Four”, calm music, and some sugar')
  await page.getByRole('button', { name: 'Make the film' }).click()
  await page.getByText(/Waits for \d files? on/).waitFor()
  await ended(page)
  await talk(page).locator('ol').getByText('from 4 photos').waitFor()
  await talk(page).locator('ol').getByText('Not understood').waitFor()
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText().then((text) => text.startsWith('Four')), true, 'the film has its title')
  assert.deepEqual(await violations(page), [])
  await photograph(page, 'talk')
  visitor.content()
  await visitor.leave()
})

test('a file goes on where it was when the page is loaded anew in the middle of it', { skip: noChromium }, async () => {
  const visitor = await theatre.visitor()
  const { page, context } = visitor
  await textFilm(page)
  const offsets: string[] = []
  page.on('request', (request) => { if (request.method() === 'PATCH') offsets.push(request.headers()['upload-offset'] ?? '') })
  const second = join(theatre.folder, 'second.wav')
  await writeFile(second, silence(13 * 1024 * 1024))
  // The second part is held up, and the page is loaded anew while it is.
  let reached = (): void => undefined
  const isHeld = new Promise<void>((done) => { reached = done })
  let goOn = (): void => undefined
  const isLoadedAnew = new Promise<void>((done) => { goOn = done })
  await context.route('**/api/v1/uploads/*', async (route) => {
    if (route.request().method() === 'PATCH' && route.request().headers()['upload-offset'] !== '0') {
      reached()
      await isLoadedAnew
    }
    await route.continue().catch(() => undefined)
  })
  await page.locator('#conversation input[type=file]').setInputFiles(second)
  await isHeld
  await page.reload()
  goOn()
  await page.getByText('1 file is there').waitFor({ timeout: 120_000 })
  assert.equal(offsets.filter((offset) => offset === '0').length, 1, 'what the server had was not sent again')
  await visitor.leave()
})

test('Enter sends but never while a word is being composed, Shift and Enter begins a line, the up key recalls', { skip: noChromium }, async () => {
  const visitor = await theatre.visitor()
  const { page } = visitor
  await textFilm(page)
  const before = await talk(page).locator('ol > li').count()
  await field(page).focus()
  const session = await page.context().newCDPSession(page)
  await session.send('Input.imeSetComposition', { text: '暖', selectionStart: 1, selectionEnd: 1 })
  await page.keyboard.press('Enter')
  assert.equal(await talk(page).locator('ol > li').count(), before, 'the Enter that ends a composition sends nothing')
  await session.send('Input.insertText', { text: '色调暖一点' })
  await field(page).fill('色调暖一点')
  await field(page).press('Shift+Enter')
  assert.match(await field(page).inputValue(), /\n$/)
  await field(page).press('Enter')
  await talk(page).locator('ol > li').nth(before).waitFor()
  await ended(page)
  await field(page).press('ArrowUp')
  assert.equal(await field(page).inputValue().then((text) => text.trim()), '色调暖一点')
  await field(page).fill('x'.repeat(10_001))
  await talk(page).getByText('1 characters too many').waitFor()
  assert.equal(await talk(page).getByRole('button', { name: 'Send' }).isDisabled(), true)
  await visitor.leave()
})

test('a message that did not get through is kept over a reload, said once when the network is back, and can be taken back', { skip: noChromium }, async () => {
  const visitor = await theatre.visitor()
  const { page, context } = visitor
  await textFilm(page)
  await context.route('**/turns', (route) => route.abort('connectionreset'))
  await field(page).fill('make it 9 seconds long')
  await field(page).press('Enter')
  await talk(page).getByText('Not sent.').waitFor()
  await page.reload()
  await talk(page).getByText('Not sent.').waitFor()
  await context.unroute('**/turns')
  await talk(page).getByRole('button', { name: 'Send again' }).click()
  await talk(page).getByText(/\b9 s\b/).first().waitFor()
  await ended(page)
  assert.equal(await talk(page).getByText('make it 9 seconds long', { exact: true }).count(), 1)
  await talk(page).getByRole('button', { name: 'Undo', exact: true }).click()
  await talk(page).getByRole('button', { name: 'Changed by hand' }).click()
  await talk(page).getByText('Back to before the last change.').waitFor()
  await visitor.leave()
})

test('hostile texts and names are shown as text and break no layout, also at 320 pixels', { skip: noChromium }, async () => {
  const visitor = await theatre.visitor({ viewport: { width: 320, height: 640 } })
  const { page } = visitor
  await textFilm(page)
  const file = join(theatre.folder, `<img src=x onerror=alert(1)> ${'\u202e'}gpj.exe ${'🎬'.repeat(30)}.txt`)
  await writeFile(file, 'Hello')
  await page.locator('#conversation input[type=file]').setInputFiles(file)
  for (const text of ['<script>document.title="taken"</script><b>bold</b>', '\u202eabc \u2067def', '🎉'.repeat(400), 'x'.repeat(9000)]) {
    await field(page).fill(text)
    await field(page).press('Enter')
    await talk(page).getByText(text.slice(0, 40)).first().waitFor()
  }
  await ended(page)
  assert.notEqual(await page.title(), 'taken')
  assert.equal(await talk(page).locator('b, script, img').count(), 0)
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than the page')
  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('#conversation *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.classList.contains('visually-hidden')).map((one) => one.className)), [])
  await photograph(page, 'talk-hostile')
  visitor.content()
  await visitor.leave()
})
