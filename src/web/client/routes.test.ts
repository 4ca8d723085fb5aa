import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { accountRoutes, filmRoutes, mediaRoutes } from '../../api/contract.ts'

test('the page knows every route as the contract has it', async () => {
  const script = new URL('../../../../scripts/web-routes.mjs', import.meta.url)
  const { webRoutes } = (await import(script.href)) as { webRoutes: (contract: object) => string }
  const committed = await readFile(new URL('../../../../src/web/client/routes.ts', import.meta.url), 'utf8')
  assert.equal(committed, webRoutes({ accountRoutes, filmRoutes, mediaRoutes }), 'run node scripts/web-routes.mjs')
})
