// What operators and programmers ask: health, figures, the contract as OpenAPI and as a page.

import ipaddr from 'ipaddr.js'
import { StudioError } from '../../studio/index.ts'
import { contract, errorTable, errorsOf, openApi, type Route } from '../contract.ts'
import { llmsText } from '../contract/llms.ts'
import { pageRoutes } from '../contract/pages.ts'
import type { Call, Handlers } from '../core/call.ts'
import { bearerOf } from '../core/guard.ts'
import { isSameText } from '../core/same-text.ts'
import { html, languageOf, pageResponse, type Markup } from './html.ts'

type HouseNames = 'openApi' | 'llms' | 'docs' | 'health' | 'ready' | 'metrics'

const started = process.hrtime.bigint()

export const houseHandlers: Handlers<Pick<typeof pageRoutes, HouseNames>> = {
  openApi: ({ house }) => new Response(JSON.stringify(openApi(contract, { version: house.version, url: house.settings.publicUrl })), { headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'public, max-age=60' } }),
  llms: ({ house }) => new Response(llmsText(contract, { url: house.settings.publicUrl }), { headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'public, max-age=60' } }),
  docs: ({ house, request }) => docsPage(house.settings.publicUrl, languageOf(request)),
  health: ({ house }) => ({ ok: true as const, version: house.version, uptime: Math.round(Number(process.hrtime.bigint() - started) / 1e9) }),
  async ready({ house }) {
    try {
      return { ok: true as const, parts: { ...(await house.ready?.()) } }
    } catch (thrown) {
      throw new StudioError('unavailable', `Not ready: ${thrown instanceof Error ? thrown.message : String(thrown)}`, { retryAfter: 5 }, { cause: thrown })
    }
  },
  async metrics(call) {
    mayMeasure(call)
    return new Response(await call.house.metrics.text(), { headers: { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' } })
  },
}

function mayMeasure({ house, request, address }: Call<typeof pageRoutes.metrics>): void {
  const { open, token } = house.settings.metrics
  // A proxy on this machine comes from here too, but not for itself.
  const proxied = !house.settings.trustProxy && (request.headers.has('x-forwarded-for') || request.headers.has('forwarded'))
  if (open === 'everyone' || (open === 'loopback' && !proxied && ipaddr.isValid(address) && ipaddr.parse(address).range() === 'loopback')) return
  if (token !== undefined && token !== '' && isSameText(bearerOf(request.headers) ?? '', token)) return
  throw new StudioError('token-invalid', 'The figures are for the person who runs this server.')
}

const families = [['skill', 'Skill API'], ['gateway', 'Gateway'], ['jobs', 'One-shot jobs'], ['own', 'Kinora REST'], ['oauth', 'Signing in (OAuth 2.1)'], ['pages', 'Pages and files'], ['house', 'Operating']] as const

function docsPage(url: string, language: 'en' | 'zh'): Response {
  const routes = Object.values(contract)
  const body = html`<h1>${language === 'zh' ? '这台服务器的接口' : 'What this server speaks'}</h1>
<p class="soft">${language === 'zh' ? '完整的结构说明见' : 'Every schema stands in'} <a href="/openapi.json">openapi.json</a>. <code>Authorization: Bearer nmv_usr_…</code></p>
${families.map(([family, title]) => html`<h2>${title}</h2><div class="card">${routes.filter((route) => route.family === family).map((route) => routeEntry(route, url))}</div>`)}`
  return pageResponse({ title: 'Kinora API', language, body })
}

function routeEntry(route: Route, url: string): Markup {
  return html`<details><summary><code><b>${route.method}</b> ${route.path}</code> <span class="soft">${route.title}</span></summary>
${route.about !== undefined && html`<p>${route.about}</p>`}
<p class="soft">${route.access === 'token' ? `token${route.scopes ? ` with ${route.scopes.join(' or ')}` : ''}` : route.access}; answers ${route.answer.kind}</p>
${route.example?.body !== undefined && html`<pre><code>curl -s -X ${route.method} ${url}${route.path} -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -d '${JSON.stringify(route.example.body)}'</code></pre>`}
<p>${errorsOf(route).map((code) => html`<code>${errorTable[code].status} ${code}</code> `)}</p></details>`
}
