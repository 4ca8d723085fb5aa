// Programs that act for people with their consent (OAuth 2.1, public clients with PKCE): programs make themselves known, a
// person agrees once, and a code becomes an access token for one resource of this house, renewed by a refresh token that
// changes each time. Only hashes are stored. Whatever is used a second time was stolen from somebody: everything that came
// of that consent ends.

import type { AppScope, Pass, Tables } from '../ports.ts'
import { StudioError, type App, type AppDesk, type AppTokens, type Caller } from '../service.ts'
import { addressKey, invalidToken } from './accounts.ts'
import { houseScopeOf } from './app-scopes.ts'
import { may, needWholeAccount } from './callers.ts'
import { storable } from './ids.ts'
import { countOne } from './limits.ts'
import type { StudioWorld } from './world.ts'

const minute = 60_000
const day = 86_400_000
/** A program changes its code at once. */
const codeLife = minute
const accessLife = 60 * minute
/** Counted anew with every renewal. */
const refreshLife = 30 * day
/**
 * Calls of one program that find their access token over at the same moment renew it each on their own, with the same refresh
 * token. So long after its first use that is no theft.
 */
const sameMoment = 30_000
/** Programs that one network address may make known in an hour. */
const registrationsPerHour = 60

const prefixes = { code: 'kin_code_', access: 'kin_at_', refresh: 'kin_rt_' } as const

export function openApps(world: StudioWorld): AppDesk {
  return {
    async register({ name, redirects, address }) {
      await countOne(world, world.store.tables, `apps:${addressKey(world, address)}`, registrationsPerHour, 60 * minute, 'Too many programs were made known from this address.')
      const app: App = { id: `app_${world.random.hex(24)}`, name: nameOf(name), redirects, createdAt: world.clock.now() }
      await world.store.tables.apps.insert(app)
      return app
    },
    find: (id) => findApp(world, id),
    consent: (caller, request) => consent(world, caller, request),
    exchange: (request) => exchange(world, request),
    refresh: (request) => refresh(world, request),
    authenticate: (token, resource, about) => authenticate(world, token, resource, about),
    revoke: (token) => revoke(world, token),
    async list(caller) {
      needWholeAccount(caller)
      const alive = (await world.store.tables.passes.listOf(caller.user)).filter((pass) => pass.kind === 'refresh' && isAlive(pass, world.clock.now()))
      const apps = await Promise.all(alive.map(({ app }) => findApp(world, app)))
      return alive.map(({ consent: id, scopes, createdAt, expiresAt }, index) => ({ id, app: apps[index]?.name ?? 'a program', scopes, renewedAt: createdAt, expiresAt }))
    },
    async end(caller, id) {
      needWholeAccount(caller)
      if (!(await world.store.tables.passes.listOf(caller.user)).some((pass) => pass.consent === id)) throw new StudioError('connection-unknown', 'There is no such connection.')
      await endConsent(world, { consent: id, user: caller.user }, 'app.ended')
    },
  }
}

/** One line without anything that turns its direction. */
function nameOf(sent: string): string {
  const plain = storable(sent).replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim().slice(0, 100)
  return plain === '' ? 'A program' : plain
}

export function isAppToken(token: string | undefined): boolean {
  return token?.startsWith(prefixes.access) === true
}

async function findApp(world: StudioWorld, id: string): Promise<App | undefined> {
  return /^app_[0-9a-f]{24}$/.test(id) ? world.store.tables.apps.find(id) : undefined
}

async function consent(world: StudioWorld, caller: Caller, { app, redirect, challenge, scopes, resource }: Parameters<AppDesk['consent']>[1]): Promise<string> {
  needWholeAccount(caller)
  // Nobody hands out what they do not have.
  const allowed = scopes.filter((scope) => may(caller, houseScopeOf(scope, caller.kind)))
  if (allowed.length === 0) throw new StudioError('scope-missing', 'The token that you signed in with may do nothing of what the program asks for.')
  const now = world.clock.now()
  const code = prefixes.code + world.random.secret(32)
  await world.store.transaction(async (tables) => {
    await tables.passes.insert({ hash: world.random.hash(code), kind: 'code', consent: `con_${world.random.hex(24)}`, app: app.id, user: caller.user, scopes: allowed, resource, redirect, challenge, createdAt: now, expiresAt: now + codeLife })
    await tables.audit.add({ at: now, user: caller.user, action: 'app.consented', details: { app: app.id, name: app.name, scopes: allowed } })
  })
  return code
}

function exchange(world: StudioWorld, { code, app, redirect, challenge, resource }: Parameters<AppDesk['exchange']>[0]): Promise<AppTokens> {
  return turnIn(world, { secret: code, kind: 'code', app }, {
    // A wrong answer uses the code up: nobody gets a second guess.
    afterUse: (pass) => (pass.redirect !== redirect || pass.challenge !== challenge ? wrongGrant('The code was made for another redirect_uri or another code_verifier.') : wrongTarget(pass, resource)),
    scopesOf: (pass) => pass.scopes,
  })
}

function refresh(world: StudioWorld, { token, app, scopes, resource }: Parameters<AppDesk['refresh']>[0]): Promise<AppTokens> {
  return turnIn(world, { secret: token, kind: 'refresh', app }, {
    beforeUse(pass) {
      const beyond = scopes?.find((scope) => !pass.scopes.includes(scope))
      return beyond === undefined ? wrongTarget(pass, resource) : new StudioError('oauth-refused', `The scope ${beyond} was never agreed to.`, { error: 'invalid_scope' })
    },
    scopesOf: (pass) => scopes ?? pass.scopes,
  })
}

interface Terms {
  readonly beforeUse?: (pass: Pass) => StudioError | undefined
  readonly afterUse?: (pass: Pass) => StudioError | undefined
  readonly scopesOf: (pass: Pass) => readonly AppScope[]
}

// A code or refresh token is used and answered in one transaction: whoever comes second finds it used only when what it
// gave is there to be ended.
async function turnIn(world: StudioWorld, { secret, kind, app }: { readonly secret: string; readonly kind: 'code' | 'refresh'; readonly app: string }, terms: Terms): Promise<AppTokens> {
  if (!secret.startsWith(prefixes[kind]) || secret.length > 200) throw wrongGrant()
  const hash = world.random.hash(secret)
  const outcome = await world.store.transaction(async (tables): Promise<AppTokens | StudioError | Pass> => {
    const now = world.clock.now()
    const pass = await tables.passes.find(hash)
    if (pass === undefined || pass.kind !== kind || pass.app !== app || (pass.usedAt === undefined && pass.expiresAt <= now)) return wrongGrant()
    const again = pass.usedAt !== undefined && kind === 'refresh' && now - pass.usedAt <= sameMoment
    const early = pass.usedAt === undefined || again ? terms.beforeUse?.(pass) : undefined
    if (early !== undefined) return early
    // Used between our look and now: by a call of the same moment, when it is a refresh token.
    if (!again && !await tables.passes.use(hash, now) && !(kind === 'refresh' && pass.usedAt === undefined)) return pass
    return terms.afterUse?.(pass) ?? issue(world, tables, pass, terms.scopesOf(pass))
  })
  if (outcome instanceof StudioError) throw outcome
  if ('access' in outcome) return outcome
  await endConsent(world, outcome, 'app.reused')
  throw wrongGrant()
}

async function issue(world: StudioWorld, tables: Tables, pass: Pass, scopes: readonly AppScope[]): Promise<AppTokens> {
  const now = world.clock.now()
  const [access, next] = [prefixes.access + world.random.secret(32), prefixes.refresh + world.random.secret(32)]
  const { consent: id, app, user } = pass
  const common = { consent: id, app, user, resource: pass.resource, createdAt: now }
  // The refresh token keeps everything that was agreed to, whatever this access token asks for.
  await tables.passes.insert({ ...common, hash: world.random.hash(access), kind: 'access', scopes, expiresAt: now + accessLife })
  await tables.passes.insert({ ...common, hash: world.random.hash(next), kind: 'refresh', scopes: pass.scopes, expiresAt: now + refreshLife })
  if (pass.kind === 'code') await tables.audit.add({ at: now, user, action: 'app.connected', details: { app, consent: id } })
  return { access, refresh: next, expiresIn: accessLife / 1000, scopes }
}

function wrongTarget(pass: Pass, resource: string | undefined): StudioError | undefined {
  return resource === undefined || resource === pass.resource ? undefined : new StudioError('oauth-refused', 'This was agreed to for another resource.', { error: 'invalid_target' })
}

function wrongGrant(said = 'The code or refresh token is unknown, used or over.'): StudioError {
  return new StudioError('oauth-refused', said, { error: 'invalid_grant' })
}

async function endConsent(world: StudioWorld, { consent: id, user }: Pick<Pass, 'consent' | 'user'>, action: string): Promise<void> {
  await world.store.transaction(async (tables: Tables) => {
    await tables.passes.endConsent(id)
    await tables.audit.add({ at: world.clock.now(), user, action, details: { consent: id } })
  })
}

function isAlive({ expiresAt, usedAt }: Pass, now: number): boolean {
  return usedAt === undefined && expiresAt > now
}

async function authenticate(world: StudioWorld, token: string, resource: string, { attribution, address }: Pick<Caller, 'attribution' | 'address'> = {}): Promise<Caller> {
  if (!isAppToken(token) || token.length > 200) throw invalidToken()
  const found = await world.store.tables.passes.findBearer(world.random.hash(token))
  if (found === undefined || found.pass.kind !== 'access' || found.pass.resource !== resource || !isAlive(found.pass, world.clock.now())) throw invalidToken()
  const { user: { kind, plan }, pass } = found
  return {
    user: pass.user, kind, plan, tokenHash: pass.hash, appScopes: pass.scopes,
    // Every tool looks a film up first; what a tool may beyond that is asked of the consent itself.
    scopes: [...new Set(['read' as const, ...pass.scopes.map((scope) => houseScopeOf(scope, kind))])],
    ...(attribution !== undefined && { attribution }), ...(address !== undefined && { address }),
  }
}

/** Ends everything of the consent that a token came of. What is unknown is ended already. */
async function revoke(world: StudioWorld, token: string): Promise<void> {
  if (token.length > 200) return
  const found = await world.store.tables.passes.find(world.random.hash(token))
  if (found !== undefined) await endConsent(world, found, 'app.revoked')
}
