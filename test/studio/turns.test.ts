import { test } from 'node:test'
import assert from 'node:assert/strict'
import { filmDuration } from '../../src/draft/index.ts'
import { StudioError, type TurnEvent } from '../../src/studio/index.ts'
import { allOf, anonymous, openHouse, operator, refusal, say, sendPictures } from './kit.ts'

const types = (events: readonly TurnEvent[]) => events.map(({ type }) => type)

test('a message makes a film, changes it, and takes the change back; each is a version, charged once', async () => {
  const house = await openHouse()
  const caller = await anonymous(house)
  const session = await house.studio.sessions.create(caller, { name: 'Trip' })
  await sendPictures(house, caller, session.id, 3)
  const made = await say(house, caller, session.id, 'make a 12 second slideshow with calm music')
  assert.deepEqual(types(made.events), ['tool-call', 'tool-result', 'text', 'receipt', 'end'])
  assert.deepEqual([made.turn.state, made.end.state, made.end.version], ['done', 'done', 1])
  assert.equal(made.turn.reply, made.words)
  const film = await house.studio.sessions.version(caller, session.id, 1)
  assert.equal(filmDuration(film.draft), 12_000)
  assert.equal(film.turn, made.turn.id)
  assert.deepEqual(await balance(), [95, 0, 5])
  const titled = await say(house, caller, session.id, 'add a title "Urban Dreams"')
  assert.equal(titled.end.version, 2)
  assert.match(titled.words, /Urban Dreams/)
  assert.deepEqual(await balance(), [94, 0, 6])
  const undone = await say(house, caller, session.id, 'undo')
  assert.equal(undone.end.version, 3)
  assert.deepEqual((await house.studio.sessions.version(caller, session.id, 3)).draft, film.draft)
  assert.deepEqual((await house.studio.sessions.versions(caller, session.id, { offset: 0, limit: 10 })).map(({ version }) => version), [3, 2, 1])
  assert.deepEqual((await house.studio.sessions.messages(caller, session.id, { offset: 0, limit: 10 })).map(({ text }) => text.slice(0, 4)), ['make', 'add ', 'undo'])
  const usage = await house.studio.credits.usage(caller, { offset: 0, limit: 50 })
  assert.deepEqual(usage.items.filter(({ entry }) => entry.kind === 'settle').map(({ turn, entry, project }) => [turn?.text.slice(0, 4), entry.amount, project]), [['undo', 1, session.project], ['add ', 1, session.project], ['make', 5, session.project]])

  async function balance() {
    const { available, frozen, consumed } = await house.studio.credits.balance(caller)
    return [available, frozen, consumed]
  }
})

test('what changes nothing costs nothing and still ends with a sentence', async () => {
  const house = await openHouse()
  const caller = await anonymous(house)
  const session = await house.studio.sessions.create(caller, {})
  for (const words of ['hello', 'how many credits do I have left?', 'make grandma talk', 'status', 'asdf qwer', '你好', '还剩多少积分']) {
    const turn = await say(house, caller, session.id, words)
    assert.ok(turn.words.trim() !== '', words)
    assert.equal(turn.end.version, 0, words)
    assert.deepEqual(types(turn.events).filter((type) => type === 'tool-call'), [], words)
  }
  assert.match((await say(house, caller, session.id, 'how many credits are left?')).words, /100 credits are left/)
  assert.match((await say(house, caller, session.id, '还剩多少积分？')).words, /还剩 100 点/)
  assert.equal((await house.studio.credits.balance(caller)).available, 100)
})

test('a question leaves the turn waiting for an answer, which comes as the next message', async () => {
  const house = await openHouse()
  const caller = await anonymous(house)
  const session = await house.studio.sessions.create(caller, {})
  const asked = await say(house, caller, session.id, 'make a video')
  assert.equal(asked.end.state, 'awaiting_input')
  const question = asked.events.find((event) => event.type === 'question')
  assert.ok(question !== undefined && question.options.length > 0)
  assert.equal(await house.studio.turns.running(caller, session.id), undefined)
  await sendPictures(house, caller, session.id, 2)
  assert.equal((await say(house, caller, session.id, `1. ${question.text.replaceAll(':', '')}: make a 6 second film`)).end.version, 1)
})

test('the same message twice at the same time is one turn, charged once; the same key is that turn for ever', async () => {
  const house = await openHouse()
  const caller = await anonymous(house)
  const session = await house.studio.sessions.create(caller, {})
  await sendPictures(house, caller, session.id, 2)
  const text = 'make a 6 second film'
  const sent = await Promise.all([1, 2, 3, 4].map(() => house.studio.turns.send(caller, { session: session.id, text })))
  assert.equal(new Set(sent.map(({ turn }) => turn.id)).size, 1)
  assert.deepEqual(sent.map(({ replayed }) => replayed).sort(), [false, true, true, true])
  await allOf(house.studio.turns.events(caller, sent[0]!.turn.id))
  assert.equal((await house.studio.credits.balance(caller)).available, 95)
  const keyed = await Promise.all([1, 2, 3].map(() => house.studio.turns.send(caller, { session: session.id, text: 'warmer colours', idempotencyKey: 'k' })))
  assert.equal(new Set(keyed.map(({ turn }) => turn.id)).size, 1)
  await allOf(house.studio.turns.events(caller, keyed[0]!.turn.id))
  const again = await house.studio.turns.send(caller, { session: session.id, text: 'warmer colours', idempotencyKey: 'k' })
  assert.deepEqual([again.replayed, again.turn.id, again.turn.state], [true, keyed[0]!.turn.id, 'done'])
  assert.deepEqual([(await house.studio.credits.balance(caller)).available, (await house.studio.sessions.find(caller, session.id)).version], [94, 2])
})

test('messages of one session are worked on one after another, in their order', async () => {
  const house = await openHouse()
  const caller = await anonymous(house)
  const session = await house.studio.sessions.create(caller, {})
  await sendPictures(house, caller, session.id, 3)
  const words = ['make a 9 second film', 'add a title "One"', 'make it 12 seconds', 'black and white']
  const turns = []
  for (const text of words) turns.push((await house.studio.turns.send(caller, { session: session.id, text })).turn)
  const ends = await Promise.all(turns.map(async ({ id }) => (await allOf(house.studio.turns.events(caller, id))).at(-1)))
  assert.deepEqual(ends.map((end) => (end?.type === 'end' ? [end.state, end.version] : [])), [['done', 1], ['done', 2], ['done', 3], ['done', 4]])
  assert.equal(filmDuration((await house.studio.sessions.find(caller, session.id)).draft!), 12_000)
})

test('events can be read again from any place, by whoever comes later, and end by themselves', async () => {
  const house = await openHouse()
  const caller = await anonymous(house)
  const session = await house.studio.sessions.create(caller, {})
  await sendPictures(house, caller, session.id, 2)
  const { turn } = await say(house, caller, session.id, 'make a 6 second film')
  const all = await allOf(house.studio.turns.events(caller, turn.id))
  assert.deepEqual(all.map(({ sequence }) => sequence), all.map((_, index) => index + 1))
  assert.deepEqual(await allOf(house.studio.turns.events(caller, turn.id, 2)), all.slice(2))
  assert.deepEqual(await allOf(house.studio.turns.events(caller, turn.id, all.length)), [])
  assert.ok(all.every((event) => JSON.stringify(event).length < 8000))
  const other = await house.another()
  assert.deepEqual(await allOf(other.studio.turns.events(caller, turn.id)), all)
})

test('credits run short before anything is done, and the answer says for whom', async () => {
  const house = await openHouse({ credits: { grant: 5 } })
  const caller = await anonymous(house)
  const session = await house.studio.sessions.create(caller, {})
  await sendPictures(house, caller, session.id, 2)
  await say(house, caller, session.id, 'make a 6 second film')
  const error = await house.studio.turns.send(caller, { session: session.id, text: 'warmer colours' }).catch((one: unknown) => one)
  assert.ok(error instanceof StudioError)
  assert.deepEqual([error.code, error.details], ['credits-short', { user: caller.user, needed: 1, available: 0 }])
  assert.equal((await house.studio.sessions.messages(caller, session.id, { offset: 0, limit: 10 })).length, 1)
  assert.deepEqual(await house.studio.credits.estimate(caller, { session: session.id, text: 'warmer colours' }), { credits: 1, available: 0, enough: false })
  assert.equal((await say(house, caller, session.id, 'how many credits are left?')).turn.state, 'done', 'asking is free')
})

test('a house without credits charges nothing', async () => {
  const house = await openHouse({ credits: { enabled: false } })
  const caller = await anonymous(house)
  const session = await house.studio.sessions.create(caller, {})
  await sendPictures(house, caller, session.id, 2)
  await say(house, caller, session.id, 'make a 6 second film')
  assert.deepEqual((await house.studio.credits.usage(caller, { offset: 0, limit: 10 })).total, 0)
})

test('a message about a film that has moved on is refused with what changed', async () => {
  const house = await openHouse()
  const caller = await anonymous(house)
  const session = await house.studio.sessions.create(caller, {})
  await sendPictures(house, caller, session.id, 2)
  await say(house, caller, session.id, 'make a 6 second film')
  await say(house, caller, session.id, 'make it 10 seconds', { expectedVersion: 1 })
  const error = await house.studio.turns.send(caller, { session: session.id, text: 'warmer colours', expectedVersion: 1 }).catch((one: unknown) => one)
  assert.ok(error instanceof StudioError && error.code === 'version-conflict')
  assert.equal(error.details['current'], 2)
  assert.ok((error.details['differences'] as { path: string }[]).some(({ path }) => path.startsWith('/picture')))
  assert.equal((await say(house, caller, session.id, 'warmer colours', { expectedVersion: 2 })).end.version, 3)
})

test('a turn of a server that died is taken over by another, done once, and charged once', async () => {
  const house = await openHouse()
  const caller = await anonymous(house)
  const session = await house.studio.sessions.create(caller, {})
  await sendPictures(house, caller, session.id, 2)
  // The row as a server leaves it that dies right after taking the message.
  const now = house.clock.now()
  await house.store.transaction(async (tables) => {
    await tables.credits.append({ key: 'freeze:turn_dead', user: caller.user, kind: 'freeze', amount: 5, session: session.id, turn: 'turn_dead', createdAt: now })
    await tables.turns.insert({ id: 'turn_dead', session: session.id, user: caller.user, text: 'make a 6 second film', state: 'running', startedAt: now, leaseUntil: now + 30_000 })
  })
  const other = await house.another()
  await other.studio.recover()
  assert.equal((await house.studio.turns.find(caller, 'turn_dead')).state, 'running', 'the lease is not over')
  house.clock.turn(30_001)
  await Promise.all([house.studio.recover(), other.studio.recover(), house.studio.recover()])
  const events = await allOf(house.studio.turns.events(caller, 'turn_dead'))
  assert.deepEqual(events.filter(({ type }) => type === 'end').length, 1)
  const { available, frozen, consumed } = await house.studio.credits.balance(caller)
  assert.deepEqual([available, frozen, consumed, (await house.studio.sessions.find(caller, session.id)).version], [95, 0, 5, 1])
})

test('a film changed by hand while a turn thinks is thought about again', async () => {
  const house = await openHouse()
  const caller = await anonymous(house)
  const session = await house.studio.sessions.create(caller, {})
  await sendPictures(house, caller, session.id, 3)
  await say(house, caller, session.id, 'make a 9 second film')
  const { turn } = await house.studio.turns.send(caller, { session: session.id, text: 'make it 12 seconds' })
  await house.studio.sessions.operate(caller, session.id, { operations: [{ name: 'set-title', title: 'By hand' }] })
  await allOf(house.studio.turns.events(caller, turn.id))
  const film = await house.studio.sessions.find(caller, session.id)
  assert.deepEqual([film.version, film.draft?.title, filmDuration(film.draft!)], [3, 'By hand', 12_000])
})

test('a cancelled turn gives its credits back and changes nothing', async () => {
  const house = await openHouse()
  const caller = await anonymous(house)
  const session = await house.studio.sessions.create(caller, {})
  await sendPictures(house, caller, session.id, 2)
  const { turn } = await house.studio.turns.send(caller, { session: session.id, text: 'make a 6 second film' })
  const stopped = await house.studio.turns.cancel(caller, turn.id)
  const events = await allOf(house.studio.turns.events(caller, turn.id))
  const film = await house.studio.sessions.find(caller, session.id)
  const { available, frozen } = await house.studio.credits.balance(caller)
  // Whoever was first, the turn or the cancel: never half of both.
  if (stopped.state === 'aborted') assert.deepEqual([film.version, available, frozen, events.at(-1)?.type], [0, 100, 0, 'end'])
  else assert.deepEqual([film.version, available, frozen], [1, 95, 0])
  assert.equal((await house.studio.turns.cancel(caller, turn.id)).state, stopped.state)
})

test('bad messages are refused with a reason, and texts that no database can hold are cleaned', async () => {
  const house = await openHouse({ turns: { longestText: 50, perMinute: 3 } })
  const caller = await operator(house)
  const session = await house.studio.sessions.create(caller, {})
  const send = (text: string) => refusal(house.studio.turns.send(caller, { session: session.id, text }))
  assert.equal(await send(' \n '), 'message-invalid')
  assert.equal(await send('x'.repeat(51)), 'message-invalid')
  assert.equal((await say(house, caller, session.id, 'hi\0 \ud800 there')).turn.text, 'hi \ufffd there')
  assert.deepEqual([await send('one'), await send('two'), await send('three')], ['accepted', 'accepted', 'rate-limited'])
  assert.equal(await refusal(house.studio.turns.send(caller, { session: '123', text: 'x' })), 'session-unknown')
})
