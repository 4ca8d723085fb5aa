// The form for a new account. With `bind` everything of an anonymous user goes along; skills lead here when credits end.

import { pageRoutes } from '../contract/pages.ts'
import type { Handler, House } from '../core/call.ts'
import { failureOf } from '../core/failures.ts'
import { keysOf } from './film-keys.ts'
import { html, languageOf, pageResponse } from './html.ts'

const words = {
  en: { title: 'Make an account', email: 'E-mail', password: 'Password (at least 10 characters)', send: 'Make the account', keeps: 'Your films, files and credits come along.', done: 'Your account is ready', token: 'Your token. It is shown once: give it to your assistant, or keep it like a password.' },
  zh: { title: '注册账号', email: '邮箱', password: '密码（至少 10 个字符）', send: '注册', keeps: '你的影片、素材和点数都会保留。', done: '账号已建好', token: '这是你的令牌，只显示一次：交给你的助手，或像密码一样保存。' },
} as const

export const registerPage: Handler<typeof pageRoutes.registerPage> = ({ request, query }) => form(languageOf(request), query.bind)

export const registerForm: Handler<typeof pageRoutes.registerForm> = async ({ house, studio, request, body, address }) => {
  const language = languageOf(request)
  const bind = body.bind?.trim() || undefined
  try {
    const bindToken = bind === undefined ? undefined : await proofOf(house, request, bind, address)
    const issued = await studio.accounts.register({ email: body.email.trim(), password: body.password, address, ...(bind !== undefined && { bind }), ...(bindToken !== undefined && { bindToken }) })
    const word = words[language]
    return pageResponse({ title: word.done, language, body: html`<h1>${word.done}</h1><p>${word.token}</p><pre><code>${issued.token}</code></pre>` })
  } catch (thrown) {
    const { code, status, message } = failureOf(thrown)
    if (code === 'unexpected') throw thrown
    return form(language, bind, { status, message, email: body.email })
  }
}

// A browser that came by a link to one of the user's films has the link's key, and that proves enough.
async function proofOf(house: House, request: Request, user: string, address: string): Promise<string | undefined> {
  for (const { token, claim } of keysOf(request)) {
    const caller = await house.studio.accounts.authenticate(token, { address }).catch(() => undefined)
    if (caller?.user === user && claim !== '') return claim
  }
  return undefined
}

function form(language: 'en' | 'zh', bind: string | undefined, failed?: { readonly status: number; readonly message: string; readonly email: string }): Response {
  const word = words[language]
  const body = html`<h1>${word.title}</h1>${bind !== undefined && html`<p class="soft">${word.keeps}</p>`}${failed !== undefined && html`<p class="card" role="alert">${failed.message}</p>`}
<form method="post" action="/register"><label for="email">${word.email}</label><input id="email" name="email" type="email" autocomplete="email" required maxlength="254" value="${failed?.email ?? ''}">
<label for="password">${word.password}</label><input id="password" name="password" type="password" autocomplete="new-password" required minlength="10" maxlength="200">${bind !== undefined && html`<input type="hidden" name="bind" value="${bind}">`}
<p class="row"><button>${word.send}</button></p></form>`
  return pageResponse({ title: word.title, language, body, ...(failed && { status: failed.status }) })
}
