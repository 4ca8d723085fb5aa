// Users and their tokens. Only the hash of a token is stored, so a token is told once; a claim link's key is made again
// from the house's secret whenever it is asked for.
//
// Taking over an anonymous user (`bind`). The link that clients show holds only the user's id, and whoever knows an id must
// not get somebody's films with it. So the id needs a proof: a token of that user, a claim key of one of its films, or, for
// a browser that has neither, coming from the very network address for which the anonymous user was made.

import type { Scope, Tables, Token, User } from '../ports.ts'
import { StudioError, type Accounts, type Caller, type IssuedToken } from '../service.ts'
import { may, need, needWholeAccount, ownSession, unknownSession } from './callers.ts'
import { claimPrefix, newToken, shownName, storable, tokenPrefix } from './ids.ts'
import { countOne as count } from './limits.ts'
import type { StudioWorld } from './world.ts'

const day = 86_400_000
const hour = 3_600_000
/** Of a claim link; as every published client expects. */
const claimDays = 7
/** Of a token that somebody got by e-mail and password. */
const loginDays = 90

export function openAccounts(world: StudioWorld): Accounts {
  return {
    anonymous: (request) => makeAnonymous(world, request),
    register: (request) => register(world, request),
    login: (request) => login(world, request),
    operator: (request) => makeOperator(world, request),
    authenticate: (token, about) => authenticate(world, token, about),
    async viewer(session, { address } = {}) {
      const owner = await world.store.tables.users.findOwner(session)
      if (owner === undefined) throw unknownSession(session)
      return { user: owner.id, kind: owner.kind, plan: owner.plan, scopes: ['read'], tokenHash: `view:${session}`, session, ...(address !== undefined && { address }) }
    },
    createToken: (caller, request) => createToken(world, caller, request),
    async tokens(caller) {
      need(caller, 'read')
      needWholeAccount(caller)
      const now = world.clock.now()
      return (await world.store.tables.tokens.listOf(caller.user)).filter((token) => token.kind === 'access' && isAlive(token, now)).map((token) => ({
        id: tokenId(token), scopes: token.scopes, createdAt: token.createdAt, ...(token.name !== undefined && { name: token.name }), ...(token.expiresAt !== undefined && { expiresAt: token.expiresAt }),
      }))
    },
    async revoke(caller, id) {
      need(caller, 'write')
      needWholeAccount(caller)
      const now = world.clock.now()
      const token = (await world.store.tables.tokens.listOf(caller.user)).find((one) => tokenId(one) === id && isAlive(one, now))
      if (token === undefined) throw new StudioError('token-invalid', 'There is no such token.')
      await world.store.transaction(async (tables) => {
        await tables.tokens.revoke(token.hash, now)
        await tables.audit.add({ at: now, user: caller.user, action: 'token.revoked', details: { token: id } })
      })
    },
    claimToken: (caller, session, how) => claimToken(world, caller, session, how?.readOnly === true),
    redeemClaim: (token) => redeemClaim(world, token),
    async wasMe(caller, user) {
      return /^anon_[0-9a-f]{1,40}$/.test(user) && (await world.store.tables.users.find(user))?.boundTo === caller.user
    },
    async profile(caller) {
      const user = await world.store.tables.users.find(caller.user)
      if (user === undefined) throw invalidToken()
      return { user: user.id, kind: user.kind, plan: user.plan, createdAt: user.createdAt, ...(user.email !== undefined && caller.session === undefined && { email: user.email }) }
    },
  }
}

// ------------------------------------------------------------------------------------------------ tokens

export function invalidToken(): StudioError {
  return new StudioError('token-invalid', 'The token is missing, wrong, expired or revoked.')
}

function isAlive({ expiresAt, revokedAt }: Token, now: number): boolean {
  return revokedAt === undefined && (expiresAt === undefined || expiresAt > now)
}

/** Names a token in lists; the hash of 32 random bytes gives nothing away. */
function tokenId({ hash }: Token): string {
  return hash.slice(0, 24)
}

async function authenticate(world: StudioWorld, token: string | undefined, about: Pick<Caller, 'attribution' | 'address'> = {}): Promise<Caller> {
  if (token === undefined || !token.startsWith(tokenPrefix) || token.length > 200) throw invalidToken()
  // Asked anew for every request, so that a token that was revoked in any process opens nothing any more.
  const found = await world.store.tables.tokens.findBearer(world.random.hash(token))
  if (found === undefined || found.token.kind !== 'access' || !isAlive(found.token, world.clock.now())) throw invalidToken()
  const { user, scopes, hash, session } = found.token
  const { attribution, address } = about
  return {
    user, kind: found.user.kind, plan: found.user.plan, scopes, tokenHash: hash,
    ...(session !== undefined && { session }), ...(attribution !== undefined && { attribution }), ...(address !== undefined && { address }),
  }
}

interface TokenWish {
  readonly user: string
  readonly scopes: readonly Scope[]
  readonly name?: string
  readonly days?: number
  readonly session?: string
}

async function issue({ random, clock }: StudioWorld, tables: Tables, { user, scopes, name, days, session }: TokenWish): Promise<IssuedToken> {
  const token = newToken(random)
  const createdAt = clock.now()
  const life = days === undefined ? {} : { expiresAt: createdAt + days * day }
  await tables.tokens.insert({ hash: random.hash(token), user, kind: 'access', scopes, createdAt, ...life, ...(name !== undefined && { name }), ...(session !== undefined && { session }) })
  return { token, user, scopes, ...life, ...(days !== undefined && { expiresIn: days * 86_400 }) }
}

const allScopes: readonly Scope[] = ['read', 'write', 'upload', 'render', '*']

async function createToken(world: StudioWorld, caller: Caller, { name, scopes, days }: Parameters<Accounts['createToken']>[1]): Promise<IssuedToken> {
  need(caller, 'write')
  needWholeAccount(caller)
  const beyond = scopes.filter((scope) => !allScopes.includes(scope) || (scope === '*' ? !caller.scopes.includes('*') : !may(caller, scope)))
  if (beyond.length > 0) throw new StudioError('scope-missing', `This token cannot hand out ${beyond.map((scope) => `"${scope}"`).join(', ')}; it has ${caller.scopes.join(', ')}.`, { scopes: caller.scopes })
  return world.store.transaction(async (tables) => {
    const token = await issue(world, tables, { user: caller.user, scopes, name: shownName(name, 'token'), ...(days !== undefined && { days: Math.min(3650, Math.max(1, Math.round(days))) }) })
    await tables.audit.add({ at: world.clock.now(), user: caller.user, action: 'token.created', details: { scopes } })
    return token
  })
}

// ------------------------------------------------------------------------------------------------ users

async function makeAnonymous(world: StudioWorld, { clientId, address, fromPage = false }: Parameters<Accounts['anonymous']>[0]): Promise<IssuedToken & { readonly credits: number }> {
  const { settings: { anonymous, credits }, random, clock } = world
  if (!anonymous.enabled) throw new StudioError('unavailable', 'This server gives no anonymous tokens. Ask whoever runs it for one, or register.')
  const client = storable(clientId).trim()
  if (client === '' || client.length > 64) throw new StudioError('client-id-missing', 'X-Client-Id must be a text of 1 to 64 characters.')
  const now = clock.now()
  return world.store.transaction(async (tables) => {
    await count(world, tables, `anonymous:client:${random.hash(client)}`, anonymous.perClient, anonymous.days * day, 'This client has an anonymous token already.')
    await count(world, tables, `anonymous:address:${addressKey(world, address)}`, anonymous.perAddress, anonymous.days * day, 'Too many anonymous tokens were given to this address.')
    if (fromPage) await count(world, tables, `anonymous:page:${addressKey(world, address)}`, anonymous.perPage, anonymous.days * day, 'Pages at this address were given too many anonymous tokens.')
    const user: User = { id: `anon_${random.hex(16)}`, kind: 'anonymous', plan: 'free', clientId: client, createdAt: now }
    await tables.users.insert(user)
    await welcome(world, tables, user.id)
    await tables.audit.add({ at: now, user: user.id, action: 'user.anonymous', details: { address: addressKey(world, address) } })
    return { ...await issue(world, tables, { user: user.id, scopes: ['read', 'write', 'upload'], name: client, days: anonymous.days }), credits: credits.enabled ? credits.grant : 0 }
  })
}

async function welcome({ settings: { credits }, clock }: StudioWorld, tables: Tables, user: string): Promise<void> {
  if (!credits.enabled || credits.grant <= 0) return
  const now = clock.now()
  await tables.credits.append({ key: `grant:${user}:welcome`, user, kind: 'grant', amount: credits.grant, source: 'welcome', createdAt: now, expiresAt: now + credits.grantDays * day })
}

async function makeOperator(world: StudioWorld, { name, credits = 0, scopes = ['*'] }: { readonly name: string; readonly credits?: number; readonly scopes?: readonly Scope[] }): Promise<IssuedToken> {
  const now = world.clock.now()
  return world.store.transaction(async (tables) => {
    const user: User = { id: `user_${world.random.hex(16)}`, kind: 'operator', plan: 'paid', createdAt: now }
    await tables.users.insert(user)
    if (credits > 0) await tables.credits.append({ key: `grant:${user.id}:operator`, user: user.id, kind: 'grant', amount: Math.round(credits), source: 'admin', createdAt: now })
    await tables.audit.add({ at: now, user: user.id, action: 'user.operator', details: { name: shownName(name, 'operator') } })
    return issue(world, tables, { user: user.id, scopes, name: shownName(name, 'operator') })
  })
}

interface Credentials {
  readonly email: string
  readonly password: string
  readonly bind?: string
  readonly bindToken?: string
  readonly address: string
}

async function register(world: StudioWorld, request: Credentials): Promise<IssuedToken> {
  const email = storable(request.email).trim().toLowerCase()
  if (!/^[^\s@<>"]{1,64}@[^\s@<>"]{1,190}$/.test(email)) throw new StudioError('message-invalid', 'This is no e-mail address.', { path: '/email' })
  if (request.password.length < 10 || request.password.length > 200) throw new StudioError('password-weak', 'A password has 10 to 200 characters.')
  await countAttempt(world, `register:${addressKey(world, request.address)}`, 20, hour)
  const passwordHash = await world.random.hashPassword(request.password)
  const now = world.clock.now()
  const taken = () => new StudioError('email-taken', 'There is an account with this e-mail address. Sign in instead.')
  return world.store.transaction(async (tables) => {
    if (await tables.users.findByEmail(email) !== undefined) throw taken()
    const user: User = { id: `user_${world.random.hex(16)}`, kind: 'registered', email, passwordHash, plan: 'free', createdAt: now }
    await tables.users.insert(user)
    await welcome(world, tables, user.id)
    await tables.audit.add({ at: now, user: user.id, action: 'user.registered' })
    await bind(world, tables, user.id, request)
    return issue(world, tables, { user: user.id, scopes: ['*'], name: 'sign-up', days: loginDays })
  }).catch(async (error: unknown) => {
    // Somebody with the same address was faster by a moment.
    if (!(error instanceof StudioError) && await world.store.tables.users.findByEmail(email) !== undefined) throw taken()
    throw error
  })
}

async function login(world: StudioWorld, request: Credentials): Promise<IssuedToken> {
  const email = storable(request.email).trim().toLowerCase()
  await countAttempt(world, `login:address:${addressKey(world, request.address)}`, 30, hour / 4)
  await countAttempt(world, `login:email:${world.random.hash(email)}`, 10, hour / 4)
  const user = await world.store.tables.users.findByEmail(email)
  // A wrong address takes as long as a wrong password, so that nobody learns which addresses there are.
  const right = user?.passwordHash === undefined
    ? await world.random.hashPassword(request.password.slice(0, 200)).then(() => false)
    : await world.random.verifyPassword(request.password.slice(0, 200), user.passwordHash)
  if (user === undefined || !right) {
    await world.store.tables.audit.add({ at: world.clock.now(), action: 'login.refused', ...(user !== undefined && { user: user.id }), details: { address: addressKey(world, request.address) } })
    throw new StudioError('login-failed', 'The e-mail address or the password is wrong.')
  }
  return world.store.transaction(async (tables) => {
    await bind(world, tables, user.id, request)
    await tables.audit.add({ at: world.clock.now(), user: user.id, action: 'user.login' })
    return issue(world, tables, { user: user.id, scopes: ['*'], name: 'sign-in', days: loginDays })
  })
}

// Addresses are kept only in a form that nobody without the house's secret can turn back.
export function addressKey({ random, secret }: StudioWorld, address: string): string {
  return random.sign(secret, `address:${address}`).slice(0, 32)
}

// An attempt counts whatever becomes of it, so it is counted outside the transaction of what is attempted.
function countAttempt(world: StudioWorld, key: string, most: number, window: number): Promise<void> {
  return count(world, world.store.tables, key, most, window, 'Too many attempts.')
}

async function bind(world: StudioWorld, tables: Tables, to: string, request: Pick<Credentials, 'bind' | 'bindToken' | 'address'>): Promise<void> {
  if (request.bind === undefined && request.bindToken === undefined) return
  // Whoever opens the link a second time has what it leads to.
  if (request.bind !== undefined && (await tables.users.find(request.bind))?.boundTo === to) return
  const proof = await provenUser(world, tables, request)
  const from = proof === undefined ? undefined : await tables.users.find(proof)
  if (from === undefined || from.kind !== 'anonymous' || from.boundTo !== undefined || (request.bind !== undefined && request.bind !== from.id)) {
    throw new StudioError('claim-unknown', 'These films cannot be taken over from here: open the link that their agent gives ("claim"), or do it from the place where they were made.', { user: request.bind })
  }
  const now = world.clock.now()
  await tables.users.mergeInto(from.id, to)
  await tables.users.update(from.id, { boundTo: to })
  await tables.audit.add({ at: now, user: to, action: 'user.bound', details: { from: from.id } })
}

async function provenUser(world: StudioWorld, tables: Tables, { bind, bindToken, address }: Pick<Credentials, 'bind' | 'bindToken' | 'address'>): Promise<string | undefined> {
  if (bindToken !== undefined && bindToken !== '') {
    const token = await tables.tokens.find(world.random.hash(bindToken))
    // A film's own token comes from its claim link, which is a proof itself; what may only look is none.
    return token !== undefined && isAlive(token, world.clock.now()) && (token.kind === 'claim' ? !isReadOnly(token) : token.scopes.some((scope) => scope === 'write' || scope === '*')) ? token.user : undefined
  }
  if (bind === undefined) return undefined
  const entries = await tables.audit.list({ offset: 0, limit: 50, user: bind })
  const made = entries.find((entry) => entry.action === 'user.anonymous')
  return made?.details?.['address'] === addressKey(world, address) ? bind : undefined
}

// ------------------------------------------------------------------------------------------------ claim links

async function claimToken(world: StudioWorld, caller: Caller, id: string, readOnly: boolean): Promise<{ readonly token: string; readonly expiresIn: number }> {
  // The link lets whoever opens it work on the film, so it can only be given by somebody who may.
  need(caller, 'write')
  need(caller, 'upload')
  const now = world.clock.now()
  return world.store.transaction(async (tables) => {
    const session = await ownSession(tables, caller, id)
    const alive = (await tables.tokens.listOf(caller.user)).filter((token) => token.kind === 'claim' && token.session === session.id && isReadOnly(token) === readOnly && isAlive(token, now))
    for (const { createdAt, hash, expiresAt } of alive) {
      const token = claimKey(world, session.id, createdAt, readOnly)
      if (world.random.hash(token) === hash) return { token, expiresIn: Math.ceil(((expiresAt ?? now) - now) / 1000) }
    }
    const token = claimKey(world, session.id, now, readOnly)
    const hash = world.random.hash(token)
    if (await tables.tokens.find(hash) === undefined) await tables.tokens.insert({ hash, user: caller.user, kind: 'claim', scopes: readOnly ? ['read'] : [], session: session.id, createdAt: now, expiresAt: now + claimDays * day })
    return { token, expiresIn: claimDays * 86_400 }
  })
}

function claimKey({ random, secret }: StudioWorld, session: string, createdAt: number, readOnly: boolean): string {
  return claimPrefix + random.sign(secret, `claim:${session}:${createdAt}${readOnly ? ':read' : ''}`).slice(0, 48)
}

/** A claim without scopes hands out everything that works on a film; one for looking names what it hands out. */
function isReadOnly({ kind, scopes }: Token): boolean {
  return kind === 'claim' && scopes.includes('read')
}

async function redeemClaim(world: StudioWorld, token: string): Promise<IssuedToken & { readonly session: string; readonly task: string }> {
  const unknown = () => new StudioError('claim-unknown', 'This link is not valid, or its 7 days are over. Ask for a new one.')
  if (!token.startsWith(claimPrefix) || token.length > 200) throw unknown()
  const now = world.clock.now()
  return world.store.transaction(async (tables) => {
    const claim = await tables.tokens.find(world.random.hash(token))
    if (claim?.kind !== 'claim' || claim.session === undefined || !isAlive(claim, now)) throw unknown()
    const session = await tables.sessions.find(claim.session)
    if (session === undefined || session.user !== claim.user) throw unknown()
    await tables.audit.add({ at: now, user: claim.user, action: 'claim.redeemed', details: { session: session.id } })
    const issued = await issue(world, tables, { user: claim.user, scopes: isReadOnly(claim) ? ['read'] : ['read', 'write', 'upload', 'render'], name: 'claim link', days: 1, session: session.id })
    return { ...issued, session: session.id, task: session.task }
  })
}
