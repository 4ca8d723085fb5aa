import { test } from 'node:test'
import assert from 'node:assert/strict'
import { applyOperations, filmDuration } from '../../src/draft/index.ts'
import { StudioError } from '../../src/studio/index.ts'
import { anonymous, openHouse, operator, refusal, say, sendPictures } from './kit.ts'

test('ids have the shapes that clients know, and a film is found by each of them', async () => {
  const house = await openHouse()
  const caller = await anonymous(house)
  const film = await house.studio.sessions.create(caller, { name: 'a/b\u0000 c', language: '<lang>' })
  assert.match(film.id, /^[1-9]\d{18}$/)
  assert.match(film.task, /^task_[0-9a-f]+$/)
  assert.match(film.project, /^project_[0-9a-f]{12}$/)
  assert.deepEqual([film.name, film.language, film.version], ['b c', undefined, 0])
  for (const id of [film.id, film.task, film.project]) assert.equal((await house.studio.sessions.find(caller, id)).id, film.id)
  for (const id of ['', 'x', "1' or 1=1", 'task_nothing', '99']) assert.equal(await refusal(house.studio.sessions.find(caller, id)), 'session-unknown')
  assert.equal((await house.studio.sessions.rename(caller, film.id, 'Trip')).name, 'Trip')
  assert.deepEqual(await house.studio.sessions.wireDraft(caller, film.id), { version: 0 })
})

test('operations by hand make versions, undo and redo walk through them, restore brings one back', async () => {
  const house = await openHouse()
  const caller = await anonymous(house)
  const film = await house.studio.sessions.create(caller, {})
  const [picture] = await sendPictures(house, caller, film.id, 1)
  const first = await house.studio.sessions.operate(caller, film.id, { operations: [{ name: 'add-photo', asset: picture!.asset!.id, duration: 4000 }], idempotencyKey: 'one' })
  assert.deepEqual([first.version, filmDuration(first.draft), first.replayed], [1, 4000, false])
  assert.equal(first.draft.assets[picture!.asset!.id]?.hash, picture!.hash, 'the material came along by itself')
  const again = await house.studio.sessions.operate(caller, film.id, { operations: [{ name: 'add-photo', asset: picture!.asset!.id }], idempotencyKey: 'one' })
  assert.deepEqual([again.version, again.replayed], [1, true])
  const second = await house.studio.sessions.operate(caller, film.id, { operations: [{ name: 'set-title', title: 'Two' }], expectedVersion: 1 })
  assert.deepEqual((await house.studio.sessions.undo(caller, film.id, 2)).draft, first.draft)
  assert.deepEqual((await house.studio.sessions.redo(caller, film.id)).draft, second.draft)
  assert.equal(await refusal(house.studio.sessions.redo(caller, film.id)), 'operation-invalid')
  const restored = await house.studio.sessions.restore(caller, film.id, 1)
  assert.deepEqual([restored.version, restored.draft], [5, first.draft])
  assert.deepEqual((await house.studio.sessions.undo(caller, film.id)).draft, second.draft, 'a restore is undone like any change')
  assert.equal(await refusal(house.studio.sessions.restore(caller, film.id, 99)), 'version-unknown')
  assert.equal((await house.studio.credits.balance(caller)).available, 100, 'by hand costs nothing')
})

test('two hands at once: one wins, the other learns what became different', async () => {
  const house = await openHouse()
  const caller = await anonymous(house)
  const film = await house.studio.sessions.create(caller, {})
  const all = await Promise.allSettled(['A', 'B', 'C'].map((title) => house.studio.sessions.operate(caller, film.id, { operations: [{ name: 'set-title', title }], expectedVersion: 0 })))
  const lost = all.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
  assert.equal(lost.length, 2)
  for (const error of lost) {
    assert.ok(error instanceof StudioError && error.code === 'version-conflict')
    assert.deepEqual([error.details['current'], (error.details['differences'] as { path: string }[]).map(({ path }) => path)], [1, ['/title']])
  }
})

test('nobody says what material is or where it lies, by whatever operation', async () => {
  const house = await openHouse()
  const caller = await anonymous(house)
  const film = await house.studio.sessions.create(caller, {})
  const [picture] = await sendPictures(house, caller, film.id, 1)
  const id = picture!.asset!.id
  const operate = (...operations: unknown[]) => house.studio.sessions.operate(caller, film.id, { operations })
  const forged = { id: 'x1', name: 'x', kind: 'photo', source: '/etc/passwd' }
  assert.equal(await refusal(operate({ name: 'add-asset', asset: forged })), 'operation-invalid')
  assert.equal(await refusal(operate({ name: 'add-photo', asset: 'x1' })), 'operation-invalid')
  const version = await operate({ name: 'add-asset', asset: { ...forged, id } }, { name: 'add-photo', asset: id })
  assert.deepEqual(version.draft.assets[id], picture!.asset)
  for (const path of [`/assets/${id}/source`, '/assets', '/format', '']) {
    assert.equal(await refusal(operate({ name: 'apply-changes', changes: [{ path, before: version.draft.assets[id]!.source, after: '/etc/passwd' }] })), 'operation-invalid', path)
  }
  for (const wrong of [[], [null], ['x'], [{ name: 'nothing' }], [{ name: 'set-title', title: 'a\0b' }], [{ name: 'set-title', title: '\ud800' }]]) assert.equal(await refusal(operate(...wrong as unknown[])), 'operation-invalid', JSON.stringify(wrong))
  assert.equal((await house.studio.sessions.find(caller, film.id)).version, 1)
})

test('a draft goes out in short keys and comes back the same, as an object or as text, under any name of the server', async () => {
  const house = await openHouse()
  const caller = await anonymous(house)
  const film = await house.studio.sessions.create(caller, {})
  await sendPictures(house, caller, film.id, 2)
  await say(house, caller, film.id, 'make a 6 second film with the title "Hi" and calm music')
  const { draft, version } = await house.studio.sessions.wireDraft(caller, film.id)
  assert.equal(version, 1)
  const text = JSON.stringify(draft)
  assert.ok(!text.includes(house.folder) && !text.includes('object:'), 'no place of this machine')
  assert.match(text, /http:\/\/127\.0\.0\.1:8787\/f\/[\w-]{24}\/p1\.png/)
  const own = (await house.studio.sessions.find(caller, film.id)).draft
  for (const sent of [draft, text, text.replaceAll('http://127.0.0.1:8787', 'https://films.example.org'), withoutIds(text, (src) => `/mnt/userdata/u1/p1/${src.split('/').at(-1)}`)]) {
    const put = await house.studio.sessions.putDraft(caller, film.id, sent)
    assert.deepEqual([put.version, put.draft], [1, own], 'nothing changed, so there is no new version')
  }
  const longer = JSON.parse(text) as { t: { sg: { d: number }[] }[] }
  longer.t[0]!.sg[0]!.d += 1000
  assert.equal(filmDuration((await house.studio.sessions.putDraft(caller, film.id, longer, 1)).draft), 7000)
  for (const src of ['https://evil.example/p1.png', 'file:///etc/passwd', '/etc/passwd', '../p1.png', 'https://evil.example/f/AAAAAAAAAAAAAAAAAAAAAAAA/p1.png']) {
    assert.equal(await refusal(house.studio.sessions.putDraft(caller, film.id, withoutIds(text, () => src))), 'draft-invalid', src)
  }
  for (const wrong of [null, 7, 'x', '{', {}, [], { t: 7 }, { t: [{ sg: [{ aid: 'x' }] }] }, { picture: {} }]) assert.equal(await refusal(house.studio.sessions.putDraft(caller, film.id, wrong)), 'draft-invalid', JSON.stringify(wrong))

  function withoutIds(wire: string, srcOf: (src: string) => string): unknown {
    const film = JSON.parse(wire) as { t: { sg: { aid?: string; src?: string }[] }[] }
    for (const segment of film.t.flatMap(({ sg }) => sg)) if (segment.src !== undefined) { segment.src = srcOf(segment.src); delete segment.aid }
    return film
  }
})

test('our own form of a draft is taken too, with our own material in place of what it says', async () => {
  const house = await openHouse()
  const caller = await anonymous(house)
  const film = await house.studio.sessions.create(caller, {})
  const [picture] = await sendPictures(house, caller, film.id, 1)
  const id = picture!.asset!.id
  const { draft } = await house.studio.sessions.operate(caller, film.id, { operations: [{ name: 'add-photo', asset: id }] })
  const edit = applyOperations(draft, [{ name: 'set-title', title: 'Mine' }])
  const put = await house.studio.sessions.putDraft(caller, film.id, { ...edit.draft, assets: { [id]: { ...draft.assets[id], source: '/etc/passwd' } } })
  assert.deepEqual([put.draft.title, put.draft.assets[id]], ['Mine', picture!.asset])
})

test('what is another\'s does not exist, whatever is asked of it', async () => {
  const house = await openHouse()
  const [owner, other] = [await anonymous(house), await operator(house)]
  const film = await house.studio.sessions.create(owner, {})
  const [file] = await sendPictures(house, owner, film.id, 2)
  const { turn } = await say(house, owner, film.id, 'make a 6 second film')
  const { render } = await house.studio.renders.submit(owner, { session: film.id, name: 'mine' })
  const { sessions, turns, uploads, renders, previews, credits, accounts } = house.studio
  const page = { offset: 0, limit: 10 }
  const bytes = (async function* () { yield new Uint8Array(1) })()
  const expected = { 'session-unknown': [
    sessions.find(other, film.id), sessions.find(other, film.task), sessions.find(other, film.project), sessions.rename(other, film.id, 'x'), sessions.remove(other, film.id), sessions.assets(other, film.id),
    sessions.findWithAssets(other, film.id), sessions.findWithAssets(other, film.task), sessions.findWithAssets(other, film.project),
    sessions.wireDraft(other, film.id), sessions.versions(other, film.id, page), sessions.version(other, film.id, 1), sessions.operate(other, film.id, { operations: [] }), sessions.undo(other, film.id),
    sessions.redo(other, film.id), sessions.restore(other, film.id, 1), sessions.putDraft(other, film.id, {}), sessions.messages(other, film.id, page), turns.send(other, { session: film.id, text: 'x' }), turns.running(other, film.id),
    uploads.receive(other, film.id, { name: 'x', bytes }), uploads.fetch(other, film.id, 'http://example.org/x'), renders.submit(other, { session: film.id }), renders.list(other, { session: film.id }, page),
    previews.frame(other, film.id, { at: 0 }), previews.sheet(other, film.id, {}), previews.stream(other, film.id), previews.segment(other, film.id, { version: 1, track: 'picture', part: 0 }),
    credits.estimate(other, { session: film.id, text: 'x' }), accounts.claimToken(other, film.id),
  ], 'turn-unknown': [turns.find(other, turn.id), turns.cancel(other, turn.id), turns.events(other, turn.id)[Symbol.asyncIterator]().next()],
  'asset-unknown': [uploads.remove(other, file!.id), uploads.open('x'.repeat(24))],
  'render-unknown': [renders.find(other, render.id), renders.cancel(other, render.id), renders.open(other, render.id), renders.openLink('x'.repeat(24)), renders.watch(other, render.id)[Symbol.asyncIterator]().next()] }
  const said = await Promise.all(Object.entries(expected).map(async ([code, calls]) => ({ code, answers: await Promise.all(calls.map(refusal)) })))
  for (const { code, answers } of said) assert.deepEqual(answers, answers.map(() => code))
  assert.deepEqual(await sessions.list(other, page), [])
  assert.deepEqual(await renders.list(other, {}, page), [])
  assert.equal((await renders.submit(other, { session: (await sessions.create(other, {})).id, name: 'mine' }).catch((error: StudioError) => error.code)), 'draft-missing', 'names of renders are one\'s own')
  assert.equal((await house.studio.sessions.find(owner, film.id)).version, 1)
})

test('a removed film is gone with its files, unless another film of the user needs them', async () => {
  const house = await openHouse()
  const caller = await anonymous(house)
  const [one, two] = [await house.studio.sessions.create(caller, {}), await house.studio.sessions.create(caller, {})]
  const [shared] = await sendPictures(house, caller, one.id, 2)
  const [twin] = await sendPictures(house, caller, two.id, 1)
  assert.equal(twin!.key, shared!.key)
  const only = (await house.studio.sessions.assets(caller, one.id))[1]!
  await say(house, caller, one.id, 'make a 6 second film')
  await house.studio.renders.submit(caller, { session: one.id, name: 'r' })
  await house.studio.sessions.remove(caller, one.id)
  assert.equal(await refusal(house.studio.sessions.find(caller, one.id)), 'session-unknown')
  assert.equal(await refusal(house.studio.renders.find(caller, 'r')), 'render-unknown')
  assert.deepEqual([await house.world.objects.size(only.key), await house.world.objects.size(shared!.key)], [undefined, shared!.bytes])
  assert.equal((await house.studio.credits.balance(caller)).frozen, 0)
})
