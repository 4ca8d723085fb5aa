import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { filmDuration } from '../../src/draft/index.ts'
import { program } from '../house/house-process.ts'
import { dropFiles, filmOf, noChromium, noPhotos, openTheatre, photograph, realPhotos, say, violations, type Theatre } from './kit.ts'

const run = promisify(execFile)

let theatre: Theatre
before(async () => { if (noChromium === false && noPhotos === false) theatre = await openTheatre() })
after(() => theatre?.close())

test('a first film: real photos dropped, one sentence, five edits by talking, undo and redo, another shape, export, and a file that kinora check accepts', { skip: noChromium || noPhotos }, async () => {
  const visitor = await theatre.visitor()
  const { page } = visitor
  await page.goto('/')
  await dropFiles(page, realPhotos(6))
  await page.getByRole('textbox', { name: 'What film shall it be?' }).fill('Make an 8 second highlight reel with upbeat music')
  await page.getByRole('button', { name: 'Make the film' }).click()
  await page.getByRole('region', { name: 'What was said' }).getByText('Your film is cut').waitFor({ timeout: 90_000 })
  const first = await filmOf(page)
  assert.equal(filmDuration(first.draft), 8000)
  assert.ok(first.draft.picture.segments.length >= 3)
  await page.getByRole('main', { name: 'Film' }).locator('video, canvas, img').first().waitFor()
  await photograph(page, 'workspace-first')

  const texts = async () => (await filmOf(page)).draft.texts.flatMap((track) => track.segments.map(({ text }) => text))
  await say(page, 'add the title "Summer by the sea"')
  assert.deepEqual(await texts(), ['Summer by the sea'])
  await say(page, '把音乐换成爵士')
  assert.match(JSON.stringify((await filmOf(page)).draft.sounds), /"mood":"jazz"/)
  await say(page, 'make it warmer')
  assert.ok((await filmOf(page)).draft.picture.segments.every((segment) => segment.kind === 'card' || segment.look?.name === 'warm'))
  await say(page, 'swap the first two photos')
  const order = (film: { readonly draft: { readonly picture: { readonly segments: readonly { readonly id: string }[] } } }) => film.draft.picture.segments.map(({ id }) => id)
  const [one, two, ...rest] = order(first)
  assert.deepEqual(order(await filmOf(page)), [two, one, ...rest])
  await say(page, 'make it 6 seconds long')
  const edited = await filmOf(page)
  assert.equal(filmDuration(edited.draft), 6000)

  await page.getByRole('button', { name: 'Undo', exact: true }).first().click()
  await page.waitForFunction(() => document.querySelector('[data-version]')?.getAttribute('data-version') === '7')
  assert.equal(filmDuration((await filmOf(page)).draft), 8000)
  await page.getByRole('button', { name: 'Redo' }).click()
  await page.waitForFunction(() => document.querySelector('[data-version]')?.getAttribute('data-version') === '8')
  assert.deepEqual((await filmOf(page)).draft, edited.draft)
  await say(page, 'make it vertical')
  assert.deepEqual((({ width, height }) => [width, height])((await filmOf(page)).draft.canvas), [1080, 1920])
  await photograph(page, 'workspace-vertical')

  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('radio', { name: 'Small' }).check({ force: true })
  await page.getByRole('button', { name: 'Size' }).click()
  await page.getByRole('option', { name: '480p' }).click()
  await page.getByRole('button', { name: 'Export the film' }).click()
  const link = page.getByRole('link', { name: /Download/ })
  await link.waitFor({ timeout: 120_000 })
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  const path = join(theatre.folder, 'film.mp4')
  await download.saveAs(path)
  const { output } = JSON.parse((await run(process.execPath, [program, 'check', path, '--json'])).stdout) as { readonly output: { readonly width: number; readonly height: number; readonly duration_s: number } }
  assert.deepEqual([output.width, output.height, output.duration_s], [480, 854, 6])
  await photograph(page, 'workspace-export')
  assert.deepEqual(await violations(page), [])
  visitor.content()
  await visitor.leave()
})
