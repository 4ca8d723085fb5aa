import { test } from 'node:test'
import assert from 'node:assert/strict'
import { anonymous, day, openHouse, operator, refusal } from './kit.ts'

test('an anonymous user gets a token of the known shape, its welcome credits, and is itself when it comes back', async () => {
  const house = await openHouse()
  const issued = await house.studio.accounts.anonymous({ clientId: 'client-1', address: '127.0.0.1' })
  assert.match(issued.token, /^nmv_usr_[A-Za-z0-9_-]{43}$/)
  assert.match(issued.user, /^anon_[0-9a-f]{16}$/)
  assert.deepEqual([issued.credits, issued.expiresIn, issued.scopes], [100, 604_800, ['read', 'write', 'upload']])
  const caller = await house.studio.accounts.authenticate(issued.token)
  assert.deepEqual([caller.user, caller.kind, caller.plan], [issued.user, 'anonymous', 'free'])
  assert.equal((await house.studio.credits.balance(caller)).available, 100)
  const rows = await house.store.tables.tokens.listOf(issued.user)
  assert.ok(!JSON.stringify(rows).includes(issued.token), 'only the hash is stored')
})

test('wrong, missing, revoked and expired tokens and claim keys are no tokens', async () => {
  const house = await openHouse()
  const issued = await house.studio.accounts.anonymous({ clientId: 'client-1', address: '127.0.0.1' })
  const caller = await house.studio.accounts.authenticate(issued.token)
  const session = await house.studio.sessions.create(caller, {})
  const claim = await house.studio.accounts.claimToken(caller, session.id)
  for (const wrong of [undefined, '', 'nmv_usr_', `${issued.token}x`, claim.token, 'Bearer x']) assert.equal(await refusal(house.studio.accounts.authenticate(wrong)), 'token-invalid')
  house.clock.turn(7 * day - 1)
  await house.studio.accounts.authenticate(issued.token)
  house.clock.turn(1)
  assert.equal(await refusal(house.studio.accounts.authenticate(issued.token)), 'token-invalid')
  const boss = await operator(house)
  const extra = await house.studio.accounts.createToken(boss, { name: 'laptop', scopes: ['read'] })
  const [listed] = (await house.studio.accounts.tokens(boss)).filter((one) => one.name === 'laptop')
  await house.studio.accounts.revoke(boss, listed!.id)
  assert.equal(await refusal(house.studio.accounts.authenticate(extra.token)), 'token-invalid')
})

test('tokens are limited per client and per address, and the refused ones count for nothing', async () => {
  const house = await openHouse({ anonymous: { perClient: 1, perAddress: 3 } })
  const ask = (clientId: string, address = '10.0.0.1') => refusal(house.studio.accounts.anonymous({ clientId, address }))
  assert.equal(await ask('a'), 'accepted')
  assert.equal(await ask('a'), 'rate-limited')
  assert.equal(await ask('b'), 'accepted')
  assert.equal(await ask('c'), 'accepted')
  assert.equal(await ask('d'), 'rate-limited')
  assert.equal(await ask('d', '10.0.0.2'), 'accepted')
  const error = await house.studio.accounts.anonymous({ clientId: 'a', address: '10.0.0.9' }).catch((one: unknown) => one)
  assert.equal((error as { details: { retryAfter: number } }).details.retryAfter, 7 * 86_400)
  house.clock.turn(7 * day)
  assert.equal(await ask('a'), 'accepted')
  assert.equal(await ask(''), 'client-id-missing')
  assert.equal(await ask('x'.repeat(65)), 'client-id-missing')
})

test('a claim link stays the same for 7 days, opens one film only, and cannot be used as a token', async () => {
  const house = await openHouse()
  const owner = await anonymous(house)
  const [film, other] = [await house.studio.sessions.create(owner, {}), await house.studio.sessions.create(owner, {})]
  const claim = await house.studio.accounts.claimToken(owner, film.task)
  assert.match(claim.token, /^clm_[0-9a-f]{48}$/)
  assert.equal((await house.studio.accounts.claimToken(owner, film.id)).token, claim.token)
  assert.notEqual((await house.studio.accounts.claimToken(owner, other.id)).token, claim.token)
  const opened = await house.studio.accounts.redeemClaim(claim.token)
  assert.deepEqual([opened.session, opened.task, opened.user], [film.id, film.task, owner.user])
  const visitor = await house.studio.accounts.authenticate(opened.token)
  assert.equal((await house.studio.sessions.find(visitor, film.id)).id, film.id)
  assert.equal(await refusal(house.studio.sessions.find(visitor, other.id)), 'session-unknown')
  assert.equal(await refusal(house.studio.sessions.create(visitor, {})), 'scope-missing')
  assert.equal(await refusal(house.studio.accounts.createToken(visitor, { name: 'x', scopes: ['read'] })), 'scope-missing')
  assert.deepEqual((await house.studio.sessions.list(visitor, { offset: 0, limit: 10 })).map(({ id }) => id), [film.id])
  assert.equal(await refusal(house.studio.credits.usage(visitor, { offset: 0, limit: 10 })), 'scope-missing', 'words about other films')
  assert.equal(await refusal(house.studio.accounts.tokens(visitor)), 'scope-missing')
  assert.equal(await refusal(house.studio.sessions.remove(visitor, film.id)), 'scope-missing')
  const reader = await house.studio.accounts.authenticate((await house.studio.accounts.createToken(owner, { name: 'r', scopes: ['read'] })).token)
  assert.equal(await refusal(house.studio.accounts.claimToken(reader, film.id)), 'scope-missing', 'no way to more than one has')
  house.clock.turn(7 * day)
  assert.equal(await refusal(house.studio.accounts.redeemClaim(claim.token)), 'claim-unknown')
  assert.equal(await refusal(house.studio.accounts.redeemClaim('clm_nothing')), 'claim-unknown')
})

test('somebody registers, signs in, and is told nothing about who else did', async () => {
  const house = await openHouse()
  const account = { email: 'Ada@Example.org', password: 'a good password', address: '10.0.0.1' }
  const issued = await house.studio.accounts.register(account)
  const caller = await house.studio.accounts.authenticate(issued.token)
  assert.equal((await house.studio.accounts.profile(caller)).email, 'ada@example.org')
  assert.equal(await refusal(house.studio.accounts.register({ ...account, email: 'ada@example.org' })), 'email-taken')
  assert.equal(await refusal(house.studio.accounts.register({ ...account, email: 'b@example.org', password: 'short' })), 'password-weak')
  assert.equal((await house.studio.accounts.login(account)).user, issued.user)
  for (const wrong of [{ ...account, password: 'another password' }, { ...account, email: 'nobody@example.org' }]) assert.equal(await refusal(house.studio.accounts.login(wrong)), 'login-failed')
  const audit = await house.store.tables.audit.list({ offset: 0, limit: 10 })
  assert.deepEqual(audit.map(({ action }) => action), ['login.refused', 'login.refused', 'user.login', 'user.registered'])
  assert.ok(!JSON.stringify(audit).includes('10.0.0.1'), 'an address is kept only in a form that cannot be turned back')
})

test('too many wrong passwords are stopped for a while, and only for that address', async () => {
  const house = await openHouse()
  const account = { email: 'ada@example.org', password: 'a good password', address: '10.0.0.1' }
  await house.studio.accounts.register(account)
  for (let attempt = 0; attempt < 10; attempt++) assert.equal(await refusal(house.studio.accounts.login({ ...account, password: 'wrong password' })), 'login-failed')
  assert.equal(await refusal(house.studio.accounts.login(account)), 'rate-limited')
  house.clock.turn(day / 24)
  assert.equal(await refusal(house.studio.accounts.login(account)), 'accepted')
})

test('registering with the link of an anonymous user takes over films, credits and tokens, once, and only with a proof', async () => {
  const house = await openHouse()
  const issued = await house.studio.accounts.anonymous({ clientId: 'c', address: '10.0.0.1' })
  const before = await house.studio.accounts.authenticate(issued.token)
  const film = await house.studio.sessions.create(before, { name: 'Trip' })
  const account = { email: 'ada@example.org', password: 'a good password', address: '99.9.9.9', bind: issued.user }
  assert.equal(await refusal(house.studio.accounts.register(account)), 'claim-unknown', 'knowing an id is no proof')
  assert.equal(await refusal(house.studio.accounts.login(account)), 'login-failed', 'and nothing was made of it')
  assert.equal(await refusal(house.studio.accounts.register({ ...account, bindToken: 'nmv_usr_wrong' })), 'claim-unknown')
  const stranger = await house.studio.accounts.anonymous({ clientId: 'd', address: '10.0.0.1' })
  assert.equal(await refusal(house.studio.accounts.register({ ...account, bindToken: stranger.token })), 'claim-unknown', 'the proof is of that user')
  const claim = await house.studio.accounts.claimToken(before, film.id)
  const made = await house.studio.accounts.register({ ...account, bindToken: claim.token })
  const caller = await house.studio.accounts.authenticate(made.token)
  assert.equal((await house.studio.sessions.find(caller, film.id)).name, 'Trip')
  assert.equal((await house.studio.credits.balance(caller)).available, 200)
  assert.equal((await house.studio.accounts.authenticate(issued.token)).user, made.user, 'the agent goes on with its token')
  assert.equal(await refusal(house.studio.accounts.register({ ...account, email: 'eve@example.org', bindToken: claim.token })), 'claim-unknown', 'only once')
})

test('a browser at the place where the anonymous user was made needs no other proof', async () => {
  const house = await openHouse()
  const issued = await house.studio.accounts.anonymous({ clientId: 'c', address: '10.0.0.1' })
  const made = await house.studio.accounts.register({ email: 'ada@example.org', password: 'a good password', address: '10.0.0.1', bind: issued.user })
  assert.equal((await house.studio.accounts.authenticate(issued.token)).user, made.user)
  const again = { email: 'ada@example.org', password: 'a good password', address: '10.9.9.9', bind: issued.user }
  assert.equal((await house.studio.accounts.login(again)).user, made.user, 'opening the link once more does no harm')
})

test('two who register with one address at the same moment: one has the account, the other is told', async () => {
  const house = await openHouse()
  const account = { email: 'ada@example.org', password: 'a good password', address: '10.0.0.1' }
  const codes = await Promise.all([1, 2, 3].map(() => refusal(house.studio.accounts.register(account))))
  assert.deepEqual(codes.sort(), ['accepted', 'email-taken', 'email-taken'])
})

test('a token can be handed on with the same scopes or fewer', async () => {
  const house = await openHouse()
  const caller = await anonymous(house)
  assert.equal(await refusal(house.studio.accounts.createToken(caller, { name: 'x', scopes: ['render'] })), 'scope-missing')
  assert.equal(await refusal(house.studio.accounts.createToken(caller, { name: 'x', scopes: ['*'] })), 'scope-missing')
  const reader = await house.studio.accounts.authenticate((await house.studio.accounts.createToken(caller, { name: 'x', scopes: ['read'], days: 1 })).token)
  assert.equal(await refusal(house.studio.sessions.create(reader, {})), 'scope-missing')
  assert.deepEqual(await house.studio.sessions.list(reader, { offset: 0, limit: 5 }), [])
})
