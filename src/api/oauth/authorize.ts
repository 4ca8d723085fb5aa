// The page on which a person agrees that a program acts for them. A request is checked before anything is shown: while
// program or return address are in doubt nobody is led anywhere. The answer counts only from this very page: the form carries
// a proof that fits a cookie which other sites can neither read nor send along.

import { randomBytes } from 'node:crypto'
import { StudioError, appScopes, isAppScope, type App, type AppScope, type Caller } from '../../studio/index.ts'
import { oauthRoutes } from '../contract/oauth.ts'
import type { Handler, House } from '../core/call.ts'
import { failureOf } from '../core/failures.ts'
import { isSameText } from '../core/same-text.ts'
import { html, languageOf, pageResponse, type Markup } from '../pages/html.ts'
import { knownResource, resourceOf } from './metadata.ts'
import { answerTo, formTarget, mayRedirect } from './redirects.ts'
import { scopeWords, words, type Language } from './words.ts'

type Asked = Readonly<Record<string, string | undefined>>

/** A request that may be shown to a person. */
interface Wish {
  readonly app: App
  readonly redirect: string
  readonly state: string | undefined
  readonly scopes: readonly AppScope[]
  readonly challenge: string
  readonly resource: string
}

/** What goes along in the form, unchanged. */
const carried = ['response_type', 'client_id', 'redirect_uri', 'state', 'scope', 'code_challenge', 'code_challenge_method', 'resource'] as const
const cookieName = 'kinora_consent'
/** Time to find one's password, seconds. */
const proofSeconds = 1800

export const authorizePage: Handler<typeof oauthRoutes.authorizePage> = async ({ house, request, query }) => {
  const given = query as Asked
  const wish = await wishOf(house, given, languageOf(request))
  return wish instanceof Response ? wish : consentPage(house, request, given, wish)
}

export const authorizeForm: Handler<typeof oauthRoutes.authorizeForm> = async ({ house, request, body, address }) => {
  const given = body as Asked
  const wish = await wishOf(house, given, languageOf(request))
  if (wish instanceof Response) return wish
  if (!fromOurPage(house, request, given)) return consentPage(house, request, given, wish, { status: 403, said: words[languageOf(request)].again })
  if (given['answer'] === 'deny') return leadBack(house, wish, { error: 'access_denied', error_description: 'The person said no.' })
  try {
    const { caller, passing } = await whoAnswers(house, given, address)
    const code = await house.studio.apps.consent(caller, { app: wish.app, redirect: wish.redirect, challenge: wish.challenge, scopes: wish.scopes, resource: wish.resource })
    // Signing in here is for this answer only: no token is left that nobody holds.
    if (passing) await house.studio.accounts.revoke(caller, caller.tokenHash.slice(0, 24))
    return leadBack(house, wish, { code })
  } catch (thrown) {
    const { code, status, message } = failureOf(thrown)
    if (code === 'unexpected') throw thrown
    return consentPage(house, request, given, wish, { status, said: message })
  }
}

/** The checked request, or the answer when it cannot be shown. */
async function wishOf(house: House, given: Asked, language: Language): Promise<Wish | Response> {
  const app = await house.studio.apps.find(given['client_id'] ?? '')
  if (app === undefined) return wrongPage(language, words[language].unknownApp)
  const redirect = given['redirect_uri'] ?? (app.redirects.length === 1 ? app.redirects[0]! : '')
  if (!mayRedirect(app.redirects, redirect)) return wrongPage(language, words[language].wrongRedirect)
  const back = (error: string, error_description: string) => leadBack(house, { redirect, state: given['state'] }, { error, error_description })
  if (given['response_type'] !== 'code') return back('unsupported_response_type', 'response_type must be code.')
  const challenge = given['code_challenge'] ?? ''
  if (given['code_challenge_method'] !== 'S256' || !/^[A-Za-z0-9_-]{43}$/.test(challenge)) return back('invalid_request', 'code_challenge with code_challenge_method S256 is required.')
  const resource = resourceOf(house)
  if (given['resource'] !== undefined && knownResource(house, given['resource']) !== resource) return back('invalid_target', `resource must be ${resource}.`)
  const wanted = (given['scope'] ?? '').split(' ').filter((scope) => scope !== '')
  const scopes = wanted.length === 0 ? appScopes : [...new Set(wanted.filter(isAppScope))]
  if (scopes.length === 0) return back('invalid_scope', `Scopes are: ${appScopes.join(' ')}.`)
  return { app, redirect, state: given['state'], scopes, challenge, resource }
}

function leadBack(house: House, { redirect, state }: Pick<Wish, 'redirect' | 'state'>, answer: Readonly<Record<string, string>>): Response {
  return new Response(null, { status: 303, headers: { Location: answerTo(redirect, { ...answer, state, iss: house.settings.publicUrl }), 'Cache-Control': 'no-store' } })
}

async function whoAnswers(house: House, given: Asked, address: string): Promise<{ readonly caller: Caller; readonly passing: boolean }> {
  const { accounts } = house.studio
  if (given['answer'] === 'token') return { caller: await accounts.authenticate(given['token']?.trim(), { address }), passing: false }
  const issued = given['answer'] === 'guest'
    ? await accounts.anonymous({ clientId: `oauth-${randomBytes(12).toString('hex')}`, address })
    : await accounts.login({ email: given['email'] ?? '', password: given['password'] ?? '', address })
  return { caller: await accounts.authenticate(issued.token, { address }), passing: true }
}

// ------------------------------------------------------------------------------------------------ the proof

function proofFor(house: House, nonce: string, given: Asked, until: number): string {
  return `${until}.${house.sign(`consent:${nonce}:${until}:${JSON.stringify(carried.map((name) => given[name] ?? null))}`)}`
}

function fromOurPage(house: House, request: Request, given: Asked): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin' && site !== 'none') return false
  const nonce = new RegExp(`(?:^|;\\s*)${cookieName}=([\\w-]{20,60})(?:;|$)`).exec(request.headers.get('cookie') ?? '')?.[1]
  const until = Number(given['proof']?.split('.')[0])
  if (nonce === undefined || !(until > house.now())) return false
  return isSameText(proofFor(house, nonce, given, until), given['proof']!)
}

// ------------------------------------------------------------------------------------------------ the pages

function wrongPage(language: Language, said: string): Response {
  return pageResponse({ title: words[language].wrong, language, status: 400, body: html`<h1>${words[language].wrong}</h1><p role="alert">${said}</p>` })
}

function consentPage(house: House, request: Request, given: Asked, wish: Wish, failed?: { readonly status: number; readonly said: string }): Response {
  const language = languageOf(request)
  const word = words[language]
  const nonce = randomBytes(24).toString('base64url')
  const proof = proofFor(house, nonce, given, house.now() + proofSeconds * 1000)
  const hidden = [...carried.flatMap((name) => (given[name] === undefined ? [] : [html`<input type="hidden" name="${name}" value="${given[name]!}">`])), html`<input type="hidden" name="proof" value="${proof}">`]
  const form = (content: Markup) => html`<form method="post" action="/oauth/authorize">${hidden}${content}</form>`
  const body = html`<h1>${word.title(wish.app.name)}</h1>
<p>${word.leads} <code>${formTarget(wish.redirect)}</code>. <span class="soft">${word.unchecked}</span></p>
<h2>${word.may}</h2><ul class="card">${wish.scopes.map((scope) => html`<li>${scopeWords[language][scope]}</li>`)}</ul>
${failed !== undefined && html`<p class="card" role="alert">${failed.said}</p>`}
<h2>${word.account}</h2>
${form(html`<label for="email">${word.email}</label><input id="email" name="email" type="email" autocomplete="username" required maxlength="254" value="${given['email'] ?? ''}">
<label for="password">${word.password}</label><input id="password" name="password" type="password" autocomplete="current-password" required maxlength="200"><p class="row"><button name="answer" value="account">${word.agree}</button></p>`)}
<h2>${word.byToken}</h2>
${form(html`<label for="token">${word.token}</label><input id="token" name="token" type="password" autocomplete="off" required maxlength="300"><p class="row"><button name="answer" value="token">${word.agree}</button></p>`)}
<h2>${word.others}</h2>
${form(html`<p class="soft">${word.guestMeans}</p><p class="row"><button name="answer" value="guest">${word.guest}</button><button class="quiet" name="answer" value="deny">${word.deny}</button></p>`)}`
  const secure = house.settings.publicUrl.startsWith('https:') ? '; Secure' : ''
  return pageResponse({
    title: word.title(wish.app.name), language, body, formsTo: formTarget(wish.redirect), ...(failed && { status: failed.status }),
    headers: { 'Set-Cookie': `${cookieName}=${nonce}; Path=/oauth; Max-Age=${proofSeconds}; HttpOnly; SameSite=Strict${secure}` },
  })
}

/** Kept for handlers that must say the same. */
export function refused(error: string, said: string): StudioError {
  return new StudioError('oauth-refused', said, { error })
}
