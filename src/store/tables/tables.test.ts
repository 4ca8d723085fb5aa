import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { TurnEvent } from '../../studio/ports.ts'
import { openTestStore, testStore, withClient } from '../database.fixture.ts'
import type { Store } from '../store.ts'
import { asset, draft, render, session, token, turn, user, version } from './tables.fixture.ts'

let store: Store
before(async () => { store = await testStore() })
const page = { offset: 0, limit: 100 }

async function newSession() {
  const owner = user()
  const film = session(owner.id)
  await store.tables.users.insert(owner)
  await store.tables.sessions.insert(film)
  return film
}

test('users come back as they went; addresses do not care about case, and are taken once', async () => {
  const { users } = store.tables
  const one = user({ kind: 'registered', email: 'Ärger@Example.com', passwordHash: 'x' })
  await users.insert(one)
  const stored = { ...one, email: 'ärger@example.com' }
  assert.deepEqual(await users.find(one.id), stored)
  assert.deepEqual(await users.findByEmail('ÄRGER@EXAMPLE.COM'), stored)
  await assert.rejects(users.insert(user({ email: 'ärger@EXAMPLE.com' })), /duplicate/)
  await users.update(one.id, { plan: 'paid', passwordHash: undefined })
  const { passwordHash: _, ...rest } = stored
  assert.deepEqual(await users.find(one.id), { ...rest, plan: 'paid' }, 'what is set to undefined is absent')
  assert.equal(await users.find('anon_nobody'), undefined)
})

test('tokens are found, listed, revoked once, and swept when they are over', async () => {
  const { tokens } = store.tables
  const [first, second] = [token('u1', { expiresAt: 100, name: 'laptop' }), token('u1', { kind: 'claim', session: 's', scopes: [] })]
  await tokens.insert(first)
  await tokens.insert(second)
  assert.deepEqual(await tokens.find(first.hash), first)
  assert.deepEqual(await tokens.listOf('u1'), [second, first])
  assert.equal(await tokens.findBearer(first.hash), undefined, 'a token of nobody opens nothing')
  const owner = user({ plan: 'paid' })
  const third = token(owner.id, { session: 's', scopes: ['read'] })
  await store.tables.users.insert(owner)
  await tokens.insert(third)
  assert.deepEqual(await tokens.findBearer(third.hash), { token: third, user: { kind: owner.kind, plan: 'paid' } })
  await tokens.revoke(second.hash, 50)
  await tokens.revoke(second.hash, 60)
  assert.equal((await tokens.find(second.hash))?.revokedAt, 50)
  assert.equal(await tokens.deleteExpired(100), 0)
  assert.equal(await tokens.deleteExpired(101), 1)
  assert.deepEqual((await tokens.listOf('u1')).map(({ hash }) => hash), [second.hash])
})

test('a session keeps its draft to the letter, and the parts of a change', async () => {
  const { sessions } = store.tables
  const film = await newSession()
  assert.deepEqual(await sessions.find(film.id), film)
  await sessions.update(film.id, { draft, version: 1, language: 'zh', history: { pool: [], past: [], future: [] }, updatedAt: 99 })
  const found = await sessions.findByTask(film.task)
  assert.equal(JSON.stringify(found?.draft), JSON.stringify(draft))
  assert.deepEqual(await sessions.findByProject(film.project), { ...film, draft, version: 1, language: 'zh', updatedAt: 99 })
  assert.deepEqual(await sessions.history(film.id), { pool: [], past: [], future: [] })
  await sessions.update(film.id, {})
  await sessions.update(film.id, { draft: undefined })
  assert.equal((await sessions.find(film.id))?.draft, undefined)
})

test('sessions are listed with the last one touched first', async () => {
  const owner = user()
  const films = [session(owner.id, { updatedAt: 10 }), session(owner.id, { updatedAt: 30 }), session(owner.id, { updatedAt: 20 })]
  for (const film of films) await store.tables.sessions.insert(film)
  assert.deepEqual((await store.tables.sessions.listOf(owner.id, page)).map(({ updatedAt }) => updatedAt), [30, 20, 10])
  assert.deepEqual((await store.tables.sessions.listOf(owner.id, { offset: 1, limit: 1 })).map(({ updatedAt }) => updatedAt), [20])
})

test('films of anonymous people that nobody touches any more are named, longest untouched first', async () => {
  const [old, older, fresh, known] = [await newSession(), await newSession(), await newSession(), await newSession()]
  for (const [film, at] of [[old, -10], [older, -20], [fresh, 10], [known, -30]] as const) await store.tables.sessions.update(film.id, { updatedAt: at })
  await store.tables.users.update(known.user, { kind: 'registered' })
  assert.deepEqual(await store.tables.sessions.abandoned(0, 10), [older.id, old.id])
  assert.deepEqual(await store.tables.sessions.abandoned(0, 1), [older.id])
})

test('versions are written once, found by number or key, and listed without drafts', async () => {
  const { sessions } = store.tables
  const film = await newSession()
  await sessions.addVersion(version(film.id, 1, { idempotencyKey: 'k' }))
  await sessions.addVersion(version(film.id, 2, { turn: 't' }))
  await assert.rejects(sessions.addVersion(version(film.id, 2)), /duplicate/)
  await assert.rejects(sessions.addVersion(version(film.id, 3, { idempotencyKey: 'k' })), /duplicate/)
  assert.deepEqual(await sessions.version(film.id, 2), version(film.id, 2, { turn: 't' }))
  assert.equal((await sessions.versionByKey(film.id, 'k'))?.version, 1)
  assert.equal(await sessions.version(film.id, 3), undefined)
  const listed = await sessions.versions(film.id, page)
  assert.deepEqual(listed.map((one) => one.version), [2, 1])
  assert.ok(listed.every((one) => !('draft' in one)))
})

test('a deleted session takes along all that belongs to it, and nothing else', async () => {
  const [film, other] = [await newSession(), await newSession()]
  const [talk, file, job] = [turn(film), asset(film), render(film)]
  await store.tables.sessions.addVersion(version(film.id, 1))
  await store.tables.sessions.addVersion(version(other.id, 1))
  await store.tables.turns.insert(talk)
  await store.tables.turns.addEvents(talk.id, [{ type: 'text', text: 'x' }])
  await store.tables.assets.insert(file)
  await store.tables.renders.insert(job)
  await store.tables.renders.addWinner({ render: job.id, index: 0, chunk: 'c', object: 'o', bytes: 1 })
  await store.tables.sessions.delete(film.id)
  assert.equal(await store.tables.turns.find(talk.id), undefined)
  assert.equal(await store.tables.assets.find(file.id), undefined)
  assert.equal(await store.tables.renders.find(job.id), undefined)
  assert.deepEqual(await store.tables.renders.winners(job.id), [])
  assert.equal((await store.tables.sessions.version(other.id, 1))?.version, 1)
})

test('turns: the first running one leads, keys hold one turn, text survives what PostgreSQL cannot hold', async () => {
  const { turns } = store.tables
  const film = await newSession()
  const [first, second] = [turn(film, { idempotencyKey: 'k', attribution: { source: 'skill', version: '1' }, text: 'a\0b \uD800' }), turn(film)]
  await turns.insert(first)
  await turns.insert(second)
  await assert.rejects(turns.insert(turn(film, { idempotencyKey: 'k' })), /duplicate/)
  assert.deepEqual(await turns.findByKey(film.id, 'k'), { ...first, text: 'a\uFFFDb \uFFFD' })
  assert.deepEqual((await turns.running(film.id)).map(({ id }) => id), [first.id, second.id])
  await turns.update(first.id, { state: 'done', reply: 'Done.', endedAt: 7 })
  assert.deepEqual((await turns.running(film.id)).map(({ id }) => id), [second.id])
  assert.deepEqual((await turns.listOf(film.id, page)).map(({ id }) => id), [first.id, second.id])
})

test('events of several writers are one row of numbers without gaps', async () => {
  const film = await newSession()
  const talk = turn(film)
  await store.tables.turns.insert(talk)
  const event = (text: string): TurnEvent => ({ type: 'text', text })
  await Promise.all(Array.from({ length: 8 }, (_, writer) => store.tables.turns.addEvents(talk.id, [event(`${writer}a`), event(`${writer}b`)])))
  const events = await store.tables.turns.events(talk.id, 0)
  assert.deepEqual(events.map(({ sequence }) => sequence), Array.from({ length: 16 }, (_, index) => index + 1))
  for (let index = 0; index < 16; index += 2) assert.equal((events[index] as { text: string }).text[0], (events[index + 1] as { text: string }).text[0])
  assert.equal((await store.tables.turns.events(talk.id, 14)).length, 2)
  await assert.rejects(store.tables.turns.addEvents('t_nothing', [event('x')]), /no turn t_nothing/)
})

test('an abandoned turn is given to one taker only', async () => {
  const film = await newSession()
  const abandoned = Array.from({ length: 10 }, () => turn(film, { leaseUntil: 500_000 }))
  for (const one of [...abandoned, turn(film, { leaseUntil: 2_000_000 }), turn(film, { leaseUntil: 500_000, state: 'done' })]) await store.tables.turns.insert(one)
  const ours = (turns: readonly { readonly session: string; readonly id: string }[]) => turns.filter((one) => one.session === film.id).map(({ id }) => id)
  const taken = await Promise.all([1, 2, 3, 4].map(() => store.tables.turns.takeAbandoned(1_000_000, 3_000_000, 1000)))
  assert.deepEqual(taken.flatMap(ours).sort(), abandoned.map(({ id }) => id).sort())
})

test('assets: found by id, secret and content; equal contents weigh once', async () => {
  const { assets } = store.tables
  const film = await newSession()
  const [one, same, other] = [asset(film, { hash: 'same', bytes: 70 }), asset(film, { hash: 'same', bytes: 70, text: 'a script' }), asset(film, { bytes: 5 })]
  for (const file of [one, same, other]) await assets.insert(file)
  assert.deepEqual(await assets.find(one.id), one)
  assert.deepEqual(await assets.findBySecret(same.secret), same)
  assert.deepEqual(await assets.findByHash(film.user, 'same'), one)
  assert.equal(await assets.findByHash('somebody', 'same'), undefined)
  assert.equal(await assets.bytesOf(film.user), 75)
  await assets.delete(one.id)
  assert.equal(await assets.bytesOf(film.user), 75)
  await assets.hide(other.id, 5)
  assert.deepEqual([(await assets.listOf(film.id)).length, await assets.find(other.id), await assets.findBySecret(other.secret), await assets.bytesOf(film.user)], [1, undefined, undefined, 75], 'out of sight, and counted')
  assert.equal((await assets.keptOf(film.id)).length, 2)
  await assets.unhide(film.id, { hash: 'same' })
  assert.equal(await assets.find(other.id), undefined)
  await assets.unhide(film.id, { hash: other.hash })
  assert.deepEqual((await assets.listOf(film.id)).map(({ id }) => id), [same.id, other.id])
  assert.equal(await assets.bytesOf('somebody'), 0)
})

test('renders: one line per session, names unique within a user', async () => {
  const { renders } = store.tables
  const film = await newSession()
  const [first, second] = [render(film, { name: 'mine', webhook: { url: 'https://x' } }), render(film)]
  await renders.insert(first)
  await renders.insert(second)
  await assert.rejects(renders.insert(render(film, { name: 'mine' })), /duplicate/)
  assert.deepEqual(await renders.findByName(film.user, 'mine'), first)
  const { draft: _draft, ...line } = first
  assert.deepEqual([await renders.findLine(first.id), await renders.findLine('rnd_none')], [line, undefined])
  assert.deepEqual(await renders.findBySecret(second.secret), second)
  assert.equal((await renders.nextOf(film.id))?.id, first.id)
  await renders.update(first.id, { state: 'processing', progress: 12.5, secondsLeft: 3.25, startedAt: 5, chunks: 4 })
  assert.equal(await renders.nextOf(film.id), undefined)
  await renders.update(first.id, { state: 'completed', object: 'renders/x', report: { ok: true }, expiresAt: 100, secondsLeft: undefined })
  assert.equal((await renders.nextOf(film.id))?.id, second.id)
  const done = await renders.lock(first.id)
  assert.equal(done?.progress, 12.5)
  assert.equal(done?.secondsLeft, undefined)
  assert.deepEqual(done?.report, { ok: true })
  const { draft: _, ...listed } = second
  assert.deepEqual((await renders.listOf({ session: film.id }, page))[0], listed)
  assert.deepEqual((await renders.expired(100, 10)).map(({ id }) => id), [first.id])
  assert.deepEqual(await renders.expired(99, 10), [])
})

test('of several attempts at a chunk exactly one wins', async () => {
  const film = await newSession()
  const job = render(film)
  await store.tables.renders.insert(job)
  const winner = (attempt: number) => ({ render: job.id, index: 3, chunk: 'c', object: `chunks/${attempt}`, bytes: attempt })
  const won = await Promise.all([1, 2, 3, 4, 5].map((attempt) => store.tables.renders.addWinner(winner(attempt))))
  assert.equal(won.filter(Boolean).length, 1)
  assert.deepEqual(await store.tables.renders.winners(job.id), [winner(won.indexOf(true) + 1)])
  await store.tables.renders.deleteWinners(job.id)
  assert.deepEqual(await store.tables.renders.winners(job.id), [])
})

test('a window lets through so many and says when the next may come', async () => {
  const { limits } = store.tables
  const at = async (now: number) => limits.take('k', 3, 1000, now)
  assert.deepEqual([await at(0), await at(10), await at(20)], [{ ok: true }, { ok: true }, { ok: true }])
  assert.deepEqual(await at(500), { ok: false, retryAt: 1000 })
  assert.deepEqual(await at(1000), { ok: true }, 'at that very time')
  assert.deepEqual(await at(1005), { ok: false, retryAt: 1010 }, 'a refusal is not counted')
  assert.deepEqual(await limits.take('k', 1, 1000, 1006), { ok: false, retryAt: 2000 }, 'the limit may have become lower')
  const crowd = await Promise.all(Array.from({ length: 20 }, () => limits.take('crowd', 7, 1000, 5)))
  assert.equal(crowd.filter(({ ok }) => ok).length, 7)
})

test('forgotten windows are swept', async () => {
  for (let index = 0; index < 5; index++) await store.tables.limits.take(`old${index}`, 1, 10, 0)
  await store.tables.limits.take('new', 1, 10, 1_000_000)
  const { rows } = await withClient(store.options.connection, (client) => client.query("select key from app.limits where key like 'old%'"))
  assert.deepEqual(rows, [])
})

test('the audit lists the newest first, of all or of one', async () => {
  const { audit } = store.tables
  await audit.add({ at: 1, user: 'a', action: 'login' })
  await audit.add({ at: 2, action: 'started', details: { port: 1 } })
  await audit.add({ at: 3, user: 'b', action: 'login' })
  assert.deepEqual((await audit.list(page)).map(({ at }) => at), [3, 2, 1])
  assert.deepEqual(await audit.list({ ...page, user: 'a' }), [{ at: 1, user: 'a', action: 'login' }])
  assert.deepEqual((await audit.list({ offset: 1, limit: 1 }))[0]?.details, { port: 1 })
})

test('a transaction that throws changes nothing; one that is committed is seen by other processes', async () => {
  const other = await openTestStore(store.options.connection)
  const [kept, gone] = [user(), user()]
  await assert.rejects(store.transaction(async ({ users }) => {
    await users.insert(gone)
    throw new Error('no')
  }), /^Error: no$/)
  assert.equal(await other.transaction(async ({ users }) => users.find(gone.id)), undefined)
  assert.equal(await store.transaction(async ({ users }) => { await users.insert(kept); return 7 }), 7)
  assert.deepEqual(await other.tables.users.find(kept.id), kept)
})

test('two transactions that wait for each other are both done in the end', async () => {
  const [a, b] = [await newSession(), await newSession()]
  let met: () => void = () => {}
  const both = new Promise<void>((resolve) => { met = resolve })
  let inside = 0
  let tries = 0
  const rename = (first: string, second: string, name: string) => store.transaction(async ({ sessions }) => {
    tries++
    await sessions.lock(first)
    if (++inside === 2) met()
    await both
    await sessions.lock(second)
    await sessions.update(second, { name })
  })
  await Promise.all([rename(a.id, b.id, 'by a'), rename(b.id, a.id, 'by b')])
  assert.ok(tries >= 3, 'one of them was tried again')
  assert.equal((await store.tables.sessions.find(a.id))?.name, 'by b')
  assert.equal((await store.tables.sessions.find(b.id))?.name, 'by a')
})

test('an announcement is heard in another process when its transaction commits, and not after the subscription ends', async () => {
  const other = await openTestStore(store.options.connection)
  let heard = 0
  const first = new Promise<void>((resolve) => other.listen('turn:1', () => { heard++; resolve() }))
  await first
  const before = heard
  const end = other.listen('turn:2', () => assert.fail('ended'))
  end()
  await store.transaction(async ({ announce }) => announce('turn:1'))
  await store.tables.announce('turn:2')
  while (heard === before) await new Promise((resolve) => setImmediate(resolve))
})

test('unfinished uploads: grown by whoever knows where they stand, counted in full, ended with their session or their time', async () => {
  const { uploads, users } = store.tables
  const film = await newSession()
  const upload = (id: string, until: number) => ({ id, user: film.user, session: film.id, name: 'a.mov', length: 100, offset: 0, parts: [], until })
  for (const one of [upload('u-one', 50), upload('u-two', 5000)]) await uploads.insert(one)
  assert.deepEqual(await uploads.find('u-one'), upload('u-one', 50))
  const grown = await Promise.all(['a', 'b'].map((key) => uploads.grow('u-one', { from: 0, offset: 40, parts: [key] })))
  assert.deepEqual(grown.sort(), [false, true], 'two servers took the same part; one of them counts')
  assert.equal((await uploads.find('u-one'))?.offset, 40)
  assert.deepEqual(await uploads.totalOf(film.user), { count: 2, bytes: 200 })
  const ours = async (now: number) => (await uploads.ended(now, 1000)).filter(({ session }) => session === film.id).map(({ id }) => id)
  assert.deepEqual(await ours(50), ['u-one'])
  const heir = user()
  await users.insert(heir)
  await store.transaction((tables) => tables.users.mergeInto(film.user, heir.id))
  assert.deepEqual(await users.findOwner(film.id), { id: heir.id, kind: heir.kind, plan: heir.plan })
  assert.equal(await users.findOwner('404'), undefined)
  assert.deepEqual([(await uploads.totalOf(film.user)).count, (await uploads.totalOf(heir.id)).bytes], [0, 200], 'a bound user keeps them')
  await uploads.endOf(film.id, 0)
  assert.deepEqual(await ours(0), ['u-one', 'u-two'])
  await uploads.delete('u-one')
  assert.equal(await uploads.find('u-one'), undefined)
})

test('a film tells whether any of its versions or running exports shows a file', async () => {
  const { sessions, renders } = store.tables
  const film = await newSession()
  const shows = (asset: string) => ({ picture: { segments: [{ kind: 'photo', asset }] } }) as never
  await sessions.addVersion(version(film.id, 1, { draft: shows('a"1') }))
  await renders.insert(render(film, { draft: shows('b1'), state: 'processing' }))
  await renders.insert(render(film, { draft: shows('c1'), state: 'failed' }))
  assert.deepEqual(await Promise.all(['a"1', 'b1', 'c1', 'a', ''].map((asset) => sessions.everUsed(film.id, asset))), [true, true, false, false, false])
})
