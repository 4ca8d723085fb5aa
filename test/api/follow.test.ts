import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filmEvent } from '../../src/api/contract.ts'
import { makeFilm, newcomer, openServer, pictures, skill, type Asked, type Newcomer, type Server } from './kit.ts'

let opened: Promise<Server> | undefined
const shared = () => (opened ??= openServer())

/** A reader beside a film: its events as they come, each checked by the contract. */
async function follow(server: Server, asked: Asked) {
  const gone = new AbortController()
  const response = await fetch(`${server.url}/api/v1/sessions/${asked.path!['session']}/events${asked.query ? `?${new URLSearchParams(asked.query)}` : ''}`, { signal: gone.signal, headers: asked.token === undefined ? {} : { Authorization: `Bearer ${asked.token}` } })
  assert.equal(response.status, 200)
  assert.match(response.headers.get('content-type')!, /^text\/event-stream/)
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  const came: any[] = []
  async function next(): Promise<any> {
    for (;;) {
      const event = came.shift()
      if (event !== undefined) return event
      const { done, value } = await reader.read()
      if (done) return undefined
      const blocks = (rest + value).split('\n\n')
      rest = blocks.pop()!
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1]
        if (data === undefined) continue
        const checked = filmEvent.safeParse(JSON.parse(data))
        assert.ok(checked.success, data)
        assert.match(block, /^id: \d+$/m)
        came.push(checked.data)
      }
    }
  }
  /** The next event of a kind, whatever comes before it. */
  async function until(matches: (event: any) => boolean): Promise<any> {
    for (;;) {
      const event = await next()
      assert.notEqual(event, undefined, 'the stream ended')
      if (matches(event)) return event
    }
  }
  return { next, until, leave: () => gone.abort() }
}

test('two readers hear what a third does: files, turns, versions by words and by hand, names, exports, the end', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const path = { session: who.session }
  const { key } = await server.good('own.assets', { token: who.token, path })
  const readers = await Promise.all([follow(server, { token: who.token, path }), follow(server, { path, query: { key } })])
  const all = (matches: (event: any) => boolean) => Promise.all(readers.map((reader) => reader.until(matches)))
  for (const first of await Promise.all(readers.map((reader) => reader.next()))) assert.deepEqual(first, { type: 'film', version: 0, name: 'project', files: 0, renders: [] })
  await server.good('own.sendFiles', { token: who.token, path, body: pictures(1) })
  const [file] = (await server.good('own.assets', { token: who.token, path })).files
  for (const event of await all(({ type }) => type === 'files')) assert.deepEqual(event, { type: 'files', added: [file.file_id], removed: [] })
  const said = await server.good('own.sendTurn', { token: who.token, path, query: { wait: 'true' }, body: { text: 'make a 2 second film, no music' } })
  for (const event of await all(({ type }) => type === 'version')) assert.deepEqual([event.version, event.turn, event.changes.length > 0], [1, said.turn.id, true])
  await server.good('own.operate', { token: who.token, path, body: { operations: [{ name: 'set-title', title: 'Mine' }] } })
  for (const event of await all(({ type, version }) => type === 'version' && version === 2)) assert.equal(event.turn, undefined)
  await server.good('own.renameSession', { token: who.token, path, body: { name: 'Trip' } })
  for (const event of await all(({ type }) => type === 'name')) assert.equal(event.name, 'Trip')
  const render = await server.good('own.createRender', { token: who.token, path, headers: skill, body: {} })
  for (const event of await all(({ type }) => type === 'render')) assert.deepEqual([event.render.id, event.render.state], [render.id, 'pending'])
  const late = await follow(server, { token: who.token, path })
  assert.deepEqual(await late.next(), { type: 'film', version: 2, name: 'Trip', files: 1, renders: [render.id] })
  await server.good('own.cancelRender', { token: who.token, path: { render: render.id } })
  for (const event of await all(({ type, render }) => type === 'render' && render.state === 'failed')) assert.equal(event.render.error, 'cancelled')
  assert.equal((await server.ask('own.deleteSession', { token: who.token, path })).status, 204)
  for (const reader of [...readers, late]) {
    await reader.until(({ type }) => type === 'removed')
    assert.equal(await reader.next(), undefined)
  }
})

test('progress of an export is told while it is made, and a turn while it runs', async () => {
  const server = await shared()
  const who = await newcomer(server)
  await makeFilm(server, who)
  const path = { session: who.session }
  const reader = await follow(server, { token: who.token, path })
  const render = await server.good('own.createRender', { token: who.token, path, headers: skill, body: {} })
  const row = (await server.store.tables.renders.findByName(who.user, render.id))!
  await reader.until(({ type }) => type === 'render')
  await server.store.transaction(async (tables) => {
    await tables.renders.update(row.id, { state: 'processing', progress: 40 })
    await tables.announce(`render:${row.id}`)
  })
  assert.equal((await reader.until(({ type }) => type === 'render')).render.progress, 40)
  const { turn } = await server.good('own.sendTurn', { token: who.token, path, body: { text: 'add a title: Late' } })
  const states = [await reader.until((event) => event.turn === turn.id && event.type === 'turn')]
  if (states[0].state === 'running') states.push(await reader.until((event) => event.turn === turn.id && event.type === 'turn'))
  assert.equal(states.at(-1).state, 'done')
  reader.leave()
})

test('nobody hears of a film that is not theirs', async () => {
  const server = await shared()
  const [who, thief]: Newcomer[] = [await newcomer(server), await newcomer(server)]
  const { key } = await server.good('own.assets', { token: thief!.token, path: { session: thief!.session } })
  await server.bad('own.filmEvents', 'session-unknown', { token: thief!.token, path: { session: who!.session } })
  await server.bad('own.filmEvents', 'link-expired', { path: { session: who!.session }, query: { key } })
  await server.bad('own.filmEvents', 'token-invalid', { path: { session: who!.session } })
})

test('two hundred readers of one film are one question to the database for each change', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const path = { session: who.session }
  const pulse = server.store.tables.sessions.pulse
  let asked = 0
  Object.assign(server.store.tables.sessions, { pulse: (id: string) => (asked += 1, pulse(id)) })
  try {
    const readers = await Promise.all(Array.from({ length: 200 }, () => follow(server, { token: who.token, path })))
    await Promise.all(readers.map((reader) => reader.next()))
    const before = asked
    await server.good('own.renameSession', { token: who.token, path, body: { name: 'Two hundred' } })
    for (const event of await Promise.all(readers.map((reader) => reader.until(({ type }) => type === 'name')))) assert.equal(event.name, 'Two hundred')
    assert.ok(before <= 3 && asked - before <= 3, `${before} and ${asked - before} questions`)
    for (const reader of readers) reader.leave()
  } finally {
    Object.assign(server.store.tables.sessions, { pulse })
  }
})
