// A person signs an agent in: the SDK's client, a house in a process of its own, and a real Chromium that is led to the page of
// consent and from there back to the program on this machine. What the browser refuses (policies, cookies), it refuses here.

import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { noChromium, openTheatre, violations } from './kit.ts'

test('an agent is signed in with a browser, in three ways, and turned away in one', { skip: noChromium }, async () => {
  const theatre = await openTheatre({ KINORA_LOG_LEVEL: 'error' })
  const callback = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>Back</title>')).listen(0, '127.0.0.1')
  await once(callback, 'listening')
  const redirect = `http://127.0.0.1:${(callback.address() as AddressInfo).port}/back`
  try {
    const email = 'person@example.com'
    const password = 'a long password'
    const registered = await (await fetch(`${theatre.house.url}/api/v1/register`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ email, password }) })).json() as { readonly token: string }

    for (const way of ['account', 'token', 'guest', 'deny'] as const) {
      const kept: any = {}
      const authProvider: any = {
        redirectUrl: redirect, clientMetadata: { client_name: `An agent, ${way}`, redirect_uris: [redirect] }, state: () => 'st', clientInformation: () => kept.client, saveClientInformation: (one: unknown) => { kept.client = one },
        tokens: () => kept.tokens, saveTokens: (one: unknown) => { kept.tokens = one }, redirectToAuthorization: (url: URL) => { kept.url = url }, saveCodeVerifier: (one: string) => { kept.verifier = one }, codeVerifier: () => kept.verifier,
      }
      const connect = async () => {
        const transport = new StreamableHTTPClientTransport(new URL(`${theatre.house.url}/mcp`), { authProvider })
        const client = new Client({ name: 'test', version: '1' })
        return { transport, client, opened: client.connect(transport as Parameters<Client['connect']>[0]) }
      }
      const first = await connect()
      await assert.rejects(first.opened, UnauthorizedError)
      const { page, leave } = await theatre.visitor({ viewport: { width: 420, height: 900 } })
      await page.goto(String(kept.url))
      assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), `An agent, ${way} wants to work with your films`)
      if (way === 'account') assert.deepEqual(await violations(page), [])
      if (process.env['KINORA_LOOK'] !== undefined) await page.screenshot({ path: `${process.env['KINORA_LOOK']}-${way}.png`, fullPage: true })
      if (way === 'account') {
        await page.getByLabel('E-mail').fill(email)
        await page.getByLabel('Password').fill('wrong password')
        await page.getByRole('button', { name: 'Agree' }).first().click()
        assert.match(await page.getByRole('alert').textContent() ?? '', /wrong/)
        assert.equal(await page.getByLabel('E-mail').inputValue(), email)
        await page.getByLabel('Password').fill(password)
        await page.getByRole('button', { name: 'Agree' }).first().click()
      } else if (way === 'token') {
        await page.getByLabel('Token').fill(registered.token)
        await page.getByLabel('Token').press('Enter')
      } else await page.getByRole('button', { name: way === 'guest' ? 'Go on as a new guest' : 'No, thanks' }).click()
      await page.waitForURL(`${redirect}?**`)
      const answer = new URL(page.url()).searchParams
      assert.deepEqual([answer.get('state'), answer.get('iss')], ['st', theatre.house.url])
      if (way === 'deny') {
        assert.equal(answer.get('error'), 'access_denied')
      } else {
        await first.transport.finishAuth(answer.get('code')!)
        const { client, opened } = await connect()
        await opened
        const { structuredContent } = await client.callTool({ name: 'create_video_project', arguments: { name: way } }) as any
        const mine = await (await fetch(`${theatre.house.url}/api/v1/sessions`, { headers: { Authorization: `Bearer ${registered.token}` } })).json() as any
        assert.equal(mine.sessions.some(({ project }: any) => project === structuredContent.project_id), way !== 'guest')
        await client.close()
      }
      await leave()
    }
  } finally {
    callback.close()
    await theatre.close()
  }
})
