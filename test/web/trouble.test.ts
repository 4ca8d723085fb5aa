// What goes wrong around a person: the network, a reload, another tab, a stranger's link, hostile names.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { paintPictures } from '../journeys/kit.ts'
import { beginFilm, filmOf, noChromium, openTheatre, photograph, say, silence, violations, type Theatre, type Visitor } from './kit.ts'

let theatre: Theatre
let pictures: readonly string[]
before(async () => {
  if (noChromium !== false) return
  theatre = await openTheatre()
  pictures = paintPictures(join(theatre.folder, 'pictures'), 3)
})
after(() => theatre?.close())

/** Makes a small film by dropping and saying. */
async function begin({ page }: Visitor, words = 'Make a 3 second slideshow, no music', files = pictures): Promise<void> {
  await beginFilm(page, files, words)
}

test('a reload brings back film, conversation and place; a message whose stream was cut is told to its end, once', { skip: noChromium }, async () => {
  const visitor = await theatre.visitor()
  const { page, context } = visitor
  await begin(visitor)
  // The stream of the next turn is cut after the request that began it, as a lost connection would.
  let cuts = 0
  await page.route('**/api/v1/turns/*/events', async (route) => {
    cuts += 1
    if (cuts <= 2) await route.abort('connectionreset')
    else await route.continue()
  })
  await say(page, 'add the title "Once"')
  assert.ok(cuts >= 2)
  await page.unroute('**/api/v1/turns/*/events')
  const made = await filmOf(page)
  assert.deepEqual(made.draft.texts.flatMap((track) => track.segments.map(({ text }) => text)), ['Once'])
  // The page is closed while a turn runs, and opened again.
  await page.locator('#conversation').getByRole('textbox', { name: 'Message' }).fill('make it 2 seconds long')
  const taken = page.waitForResponse((response) => response.request().method() === 'POST' && response.url().endsWith('/turns'))
  await page.getByRole('button', { name: 'Send' }).click()
  await taken
  await page.reload()
  await page.locator('[data-exchange="done"]').nth(2).waitFor()
  assert.equal(await page.locator('[data-exchange]').count(), 3)
  assert.equal((await filmOf(page)).draft.picture.segments.reduce((sum, one) => sum + (one.kind === 'clip' ? 0 : one.duration), 0), 2000)
  // Without any network the message is kept, said so, and goes out by itself when there is one again.
  await context.setOffline(true)
  await page.locator('#conversation').getByRole('textbox', { name: 'Message' }).fill('make it warmer')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.locator('[data-exchange="unsent"]').waitFor()
  await context.setOffline(false)
  await page.locator('[data-exchange="done"]').nth(3).waitFor()
  assert.equal((await filmOf(page)).version, made.version + 2)
  await visitor.leave()
})

test('an upload that is cut in the middle goes on from where the server has it', { skip: noChromium }, async () => {
  const visitor = await theatre.visitor()
  const { page } = visitor
  const large = join(theatre.folder, 'large.wav')
  writeFileSync(large, silence(24 * 1024 * 1024))
  await begin(visitor)
  let parts = 0
  let from = 0
  await page.route('**/api/v1/uploads/*', async (route) => {
    if (route.request().method() !== 'PATCH') return route.continue()
    parts += 1
    if (parts === 2) return route.abort('connectionreset')
    if (parts === 3) from = Number(route.request().headers()['upload-offset'])
    return route.continue()
  })
  // The answer to the last part names the file.
  const whole = page.waitForResponse((response) => response.request().method() === 'PATCH' && response.headers()['kinora-file'] !== undefined, { timeout: 60_000 })
  await page.locator('#conversation input[type="file"]').first().setInputFiles(large)
  await whole
  assert.ok(parts >= 3 && from > 0, `went on at ${from} after ${parts} parts`)
  await visitor.leave()
})

test('two tabs on one film: the later gesture on an older state is refused in words, and both show the newest', { skip: noChromium }, async () => {
  const visitor = await theatre.visitor()
  await begin(visitor)
  const { page, context } = visitor
  const second = await context.newPage()
  await second.goto(page.url())
  await second.locator('[data-exchange="done"]').first().waitFor()
  // The second tab does not hear of the first one's change before its own.
  let deaf = true
  await second.route('**/api/v1/**', (route) => (deaf && route.request().method() === 'GET' ? route.abort() : route.continue()))
  const version = async (one: typeof page, wanted: number) => one.waitForFunction((number) => document.querySelector('[data-version]')?.getAttribute('data-version') === String(number), wanted)
  await say(page, 'add the title "First tab"')
  await version(page, 2)
  const refused = second.waitForResponse((response) => response.request().method() === 'POST' && response.status() === 409).finally(() => { deaf = false })
  await second.getByRole('banner').getByRole('button', { name: 'Undo' }).click()
  await refused
  await second.getByText('The film was changed elsewhere').waitFor()
  await version(second, 2)
  assert.equal((await filmOf(second)).draft.title, (await filmOf(page)).draft.title)
  await visitor.leave()
})

test('a link opens the film in a clean profile, without a key in its address, and an account made there keeps it', { skip: noChromium }, async () => {
  const maker = await theatre.visitor()
  await begin(maker)
  await maker.page.getByRole('button', { name: 'Export', exact: true }).click()
  await maker.page.getByText('look and change', { exact: true }).click()
  await maker.page.getByRole('button', { name: 'Make a link' }).click()
  const link = await maker.page.getByRole('textbox', { name: 'Share the film' }).inputValue()
  const guest = await theatre.visitor({ locale: 'zh-CN' })
  await guest.page.goto(link)
  await guest.page.locator('[data-exchange="done"]').first().waitFor()
  assert.doesNotMatch(guest.page.url(), /ct=|token/)
  await say(guest.page, '加一个标题“客人”')
  assert.deepEqual((await filmOf(maker.page)).draft.texts.flatMap((track) => track.segments.map(({ text }) => text)), ['客人'])
  await guest.page.getByRole('button', { name: '账号' }).click()
  assert.deepEqual(await violations(guest.page), [])
  await guest.page.getByRole('textbox', { name: '邮箱' }).fill('guest@example.com')
  await guest.page.getByRole('textbox', { name: '密码' }).fill('a long enough password')
  await guest.page.getByRole('button', { name: '注册账号' }).click()
  await guest.page.getByText('guest@example.com').waitFor()
  guest.content()
  await guest.page.goto('/')
  await guest.page.locator('a[href^="/workspace/task/"]').first().waitFor()
  // With a link for looking the film is seen, and cannot be changed.
  await maker.page.getByText('look', { exact: true }).click()
  await maker.page.getByRole('button', { name: 'Make a link' }).click()
  const viewer = await theatre.visitor()
  await viewer.page.goto(await maker.page.getByRole('textbox', { name: 'Share the film' }).inputValue())
  await viewer.page.getByText('This link is for looking').waitFor()
  await viewer.page.locator('#conversation').getByRole('textbox', { name: 'Message' }).fill('make it warmer')
  await viewer.page.getByRole('button', { name: 'Send' }).click()
  await viewer.page.locator('[data-exchange="unsent"]').waitFor()
  assert.equal((await filmOf(maker.page)).version, 2)
  // A stranger with the bare address sees nothing.
  const stranger = await theatre.visitor()
  await stranger.page.goto(new URL(maker.page.url()).pathname)
  await stranger.page.getByRole('heading', { name: 'This film cannot be opened here' }).waitFor()
  for (const one of [maker, guest, viewer, stranger]) await one.leave()
})

test('hostile names and words are text, and break no layout', { skip: noChromium }, async () => {
  const visitor = await theatre.visitor({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  const { page } = visitor
  const nasty = join(theatre.folder, `<img src=x onerror=alert(1)>\u202egpj.${'ä'.repeat(60)}😀😀😀.jpg`)
  writeFileSync(nasty, await import('node:fs').then(({ readFileSync }) => readFileSync(pictures[0]!)))
  page.on('dialog', () => assert.fail('a dialog opened'))
  await begin(visitor, 'Make a 2 second slideshow, no music', [nasty])
  const words = `${'👩‍👩‍👧‍👦🔥'.repeat(200)} <script>alert(1)</script> \u202eright to left \u0645\u0631\u062d\u0628\u0627 ${'W'.repeat(4000)}`
  await say(page, words)
  await say(page, 'add the title "<b>&amp;\u202e{{7*7}}"')
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('button', { name: 'Library', exact: true }).click()
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1), 'nothing sticks out sideways')
  await photograph(page, 'phone-hostile')
  visitor.content()
  await visitor.leave()
})
