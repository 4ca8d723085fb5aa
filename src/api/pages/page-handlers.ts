// Links that people open in a browser: claim links of every age, films, the form for a new account, file links.

import { pageRoutes } from '../contract/pages.ts'
import { StudioError } from '../../studio/index.ts'
import type { Call, Handlers, House } from '../core/call.ts'
import { DoorError, failureOf } from '../core/failures.ts'
import { sendFile } from '../files/send-file.ts'
import { filmFor, keysOf, redeem, redeemToken } from './film-keys.ts'
import { filmPage } from './film-page.ts'
import { html, languageOf, pageResponse } from './html.ts'
import { registerForm, registerPage } from './register-page.ts'

type PageNames = 'home' | 'registerPage' | 'registerForm' | 'claimPage' | 'taskSessionPage' | 'taskPage' | 'projectPage' | 'filmFrame' | 'exportForm' | 'fileLink' | 'filmLink'

export const pageHandlers: Handlers<Pick<typeof pageRoutes, PageNames>> = {
  home: async ({ house, request, query }) => await shellOf({ house, request, query }) ?? homePage(house, languageOf(request)),
  registerPage,
  registerForm,
  claimPage: (call) => shown(call, async () => {
    const { ct, token, task, session } = call.query
    const film = filled(session) ?? filled(task)
    if (filled(ct) !== undefined) return leadOn(await redeem(call.house, ct!), await mayWork(call))
    if (filled(token) !== undefined && film !== undefined) return leadOn(await redeemToken(call.house, token!, film, call.address))
    // Who has no key in the link may have an account in the browser: the workspace finds out.
    if (film !== undefined && await shellOf(call) !== undefined) return see(`/task/${encodeURIComponent(film)}`)
    return showFilm(call, film ?? '')
  }),
  taskSessionPage: (call) => shown(call, async () => {
    const token = filled(call.query.nemo_token)
    if (token !== undefined) return leadOn(await redeemToken(call.house, token, call.params.session, call.address))
    return await shellOf(call) ?? showFilm(call, call.params.session)
  }),
  taskPage: (call) => shown(call, async () => await shellOf(call) ?? showFilm(call, call.params.task)),
  projectPage: (call) => shown(call, async () => await shellOf(call) ?? showFilm(call, call.params.session)),
  async filmFrame({ house, studio, request, params, address }) {
    const { caller, session } = await filmFor(house, request, params.session, address)
    const bytes = params.picture === 'frame.jpg' ? await studio.previews.frame(caller, session.id, { at: 1000, height: 720, format: 'jpeg' })
      : params.picture === 'sheet.jpg' ? await studio.previews.sheet(caller, session.id, { columns: 4, count: 12, width: 1280 }) : undefined
    if (bytes === undefined) throw new DoorError('path-unknown', 'There is no such picture.')
    return new Response(bytes as Uint8Array<ArrayBuffer>, { headers: { 'Content-Type': 'image/jpeg', 'Content-Length': String(bytes.length), 'Cache-Control': 'private, max-age=600', 'Cross-Origin-Resource-Policy': 'same-origin' } })
  },
  async exportForm(call) {
    const { house, studio, request, params, address } = call
    // The cookie is not sent by other sites' forms; a browser that says where it comes from must say: here.
    const site = request.headers.get('sec-fetch-site')
    if (site !== null && site !== 'same-origin' && site !== 'none') throw new DoorError('path-unknown', 'This button works on its own page only.')
    return shown(call, async () => {
      const { caller, session } = await filmFor(house, request, params.session, address)
      await studio.renders.submit(caller, { session: session.id, name: `page_${session.id}_${session.version}` })
      return see(`/workspace/task/${session.task}/${session.id}${house.page === undefined ? '' : '?view=plain'}`)
    })
  },
  async fileLink({ house, studio, params, request }) {
    const file = await studio.uploads.open(params.secret)
    return sendFile(file, { house, request, tag: `${params.secret.slice(0, 12)}-${file.bytes}`, kind: 'inline', keep: 3600 })
  },
  async filmLink({ house, studio, params, request }) {
    const file = await studio.renders.openLink(params.secret)
    return sendFile(file, { house, request, tag: `${params.secret.slice(0, 12)}-${file.bytes}`, kind: 'inline', keep: 3600 })
  },
}

type FilmCall = Pick<Call<typeof pageRoutes.taskPage>, 'house' | 'request' | 'address' | 'requestId'>

/** The workspace, unless it was never built or the plain page is asked for. It says nothing of any film: it asks like any client. */
async function shellOf({ house, request, query }: Pick<Call, 'house' | 'request'> & { readonly query: object }): Promise<Response | undefined> {
  return 'view' in query && query.view === 'plain' ? undefined : house.page?.shell(request)
}

async function showFilm({ house, request, address }: FilmCall, film: string): Promise<Response> {
  const { caller, session } = await filmFor(house, request, film, address)
  return filmPage(house, caller, session, languageOf(request))
}

/** Failures of a page are pages. */
async function shown(call: FilmCall, make: () => Promise<Response>): Promise<Response> {
  try {
    return await make()
  } catch (thrown) {
    const { code, status, message } = failureOf(thrown)
    if (code === 'unexpected' || !(thrown instanceof StudioError)) throw thrown
    const language = languageOf(call.request)
    const closed = code === 'claim-unknown' || code === 'session-unknown' || code === 'token-invalid'
    const text = language === 'zh' && closed ? '这个链接打不开：它可能已过期，或者这个浏览器没有它的钥匙。请让你的助手再给一个链接。' : message
    return pageResponse({ title: 'Kinora', language, status, body: html`<h1>${language === 'zh' ? '打不开' : 'This cannot be opened'}</h1><p>${text}</p>` })
  }
}

/** To the film's own address, which has no key in it. */
function leadOn({ session, task, cookie, readOnly }: Awaited<ReturnType<typeof redeem>>, working: ReadonlySet<string> = new Set()): Response {
  const response = see(`/workspace/task/${task}/${session}`)
  // A link for looking takes nothing from a browser that may do more.
  if (!readOnly || !working.has(session)) response.headers.append('Set-Cookie', cookie)
  return response
}

/** Films that this browser has keys to work on. */
async function mayWork({ house, request, address }: FilmCall): Promise<ReadonlySet<string>> {
  const keys = await Promise.all(keysOf(request).map(async ({ session, token }) => {
    const caller = await house.studio.accounts.authenticate(token, { address }).catch(() => undefined)
    return caller?.scopes.includes('write') === true ? [session] : []
  }))
  return new Set(keys.flat())
}

function see(path: string): Response {
  return new Response(null, { status: 303, headers: { Location: path, 'Cache-Control': 'no-store' } })
}

function filled(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' || /^[<{$]/.test(text) ? undefined : text
}

function homePage(house: House, language: 'en' | 'zh'): Response {
  const zh = language === 'zh'
  const body = html`<h1>${zh ? '服务器正在运行' : 'The server is running'}</h1>
<p>${zh ? '把照片、片段、音乐或文字交给你的助手，用一句话说出想要的影片。' : 'Hand photos, clips, music or words to your assistant and say what film you want.'}</p>
<div class="card"><p>${zh ? '服务地址' : 'Address for clients'}: <code>${house.settings.publicUrl}</code></p><p>Kinora ${house.version}</p></div>
<p class="row"><a class="button" href="/docs">${zh ? '接口说明' : 'What it speaks'}</a><a href="/register">${zh ? '注册账号' : 'Make an account'}</a><a href="/openapi.json">OpenAPI</a></p>`
  return pageResponse({ title: 'Kinora', language, body })
}
