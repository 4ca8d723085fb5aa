// Takes the pictures of the workspace that stand in docs/page: starts a house of its own, has it paint its sample pictures,
// makes a film of them as a person would, and photographs the page. Run by hand after the page changed its looks; needs a
// build and Chromium.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { openTheatre, say } from '../dist/test/web/kit.js'

const target = fileURLToPath(new URL('../docs/page', import.meta.url))
mkdirSync(target, { recursive: true })
const theatre = await openTheatre()
try {
  const { page } = await theatre.visitor()
  await page.goto('/')
  await page.getByRole('button', { name: /Use ten samples/ }).click()
  await photograph(page, 'start')
  await page.locator('textarea').fill('Make a 24 second film with a title "A day by the sea" and upbeat music')
  await page.locator('form button[type="submit"]').click()
  await page.locator('[data-exchange="done"]').first().waitFor({ timeout: 180_000 })
  await say(page, 'make it warmer')
  await page.locator('[data-bar]').nth(4).waitFor()
  await page.locator('[data-bar][data-kind="photo"]').nth(2).click()
  await settled(page)
  await photograph(page, 'workspace')
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await page.emulateMedia({ colorScheme: 'dark' })
  await settled(page)
  await photograph(page, 'panel-dark')
  const address = page.url()
  await page.emulateMedia({ colorScheme: 'light' })
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await settled(page)
  await photograph(page, 'export')
  const storage = await page.context().storageState()
  const phone = await theatre.visitor({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true, locale: 'zh-CN', storageState: storage })
  await phone.page.goto(address)
  await phone.page.locator('[data-exchange="done"]').nth(1).waitFor()
  await settled(phone.page)
  await photograph(phone.page, 'phone-chinese')
} finally {
  await theatre.close()
}

/** Small pictures, waveform and frame have come. */
async function settled(page) {
  await page.waitForLoadState('networkidle', { timeout: 20_000 }).catch(() => undefined)
}

async function photograph(page, name) {
  await sharp(await page.screenshot()).webp({ quality: 82 }).toFile(join(target, `${name}.webp`))
  console.log(`${name}.webp`)
}
