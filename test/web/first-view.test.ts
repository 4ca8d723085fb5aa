import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { noChromium, openTheatre, photograph, violations, type Theatre } from './kit.ts'

const built = fileURLToPath(new URL('../../web/', import.meta.url))

let theatre: Theatre
before(async () => { if (noChromium === false) theatre = await openTheatre() })
after(() => theatre?.close())

test('the script of the first view stays under 250 KB, shrunk', () => {
  const shell = readFileSync(`${built}index.html`, 'utf8')
  const first = [...shell.matchAll(/(?:src|href)="\/(assets\/[^"]+[.]js)"/g)].map(([, file]) => file!)
  assert.ok(first.length > 0 && readdirSync(`${built}assets`).some((file) => /[.]js$/.test(file) && !first.includes(`assets/${file}`)), 'the editor is loaded later')
  const bytes = first.reduce((sum, file) => sum + gzipSync(readFileSync(built + file)).length, 0)
  assert.ok(bytes < 250_000, `${bytes} bytes in ${first.join(', ')}`)
})

for (const { theme, locale } of [{ theme: 'light', locale: 'en-GB' }, { theme: 'dark', locale: 'zh-CN' }] as const) {
  test(`the start, ${theme} and ${locale}: no complaint of the browser, none of axe`, { skip: noChromium }, async () => {
    const visitor = await theatre.visitor({ colorScheme: theme, locale })
    await visitor.page.goto('/')
    await visitor.page.getByRole('heading', { level: 1 }).waitFor()
    assert.equal(await visitor.page.evaluate(() => document.documentElement.lang), locale === 'zh-CN' ? 'zh-CN' : 'en')
    assert.deepEqual(await violations(visitor.page), [])
    await photograph(visitor.page, `start-${theme}-${locale}`)
    visitor.content()
    await visitor.leave()
  })
}
