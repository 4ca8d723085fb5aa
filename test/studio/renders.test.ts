import { test } from 'node:test'
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openRandom } from '../../src/store/index.ts'
import type { Caller, Job, RenderView } from '../../src/studio/index.ts'
import { allOf, anonymous, day, openHouse, operator, refusal, say, sendPictures, type House } from './kit.ts'

let attempts = 0

/** Runs one job of the working side, as an engine would. */
function work(house: House, job: Job, signal = new AbortController().signal): Promise<void> {
  return house.studio.work.run(job, { attempt: `a${attempts++}`, signal })
}

/** The inside id of a render, its chunk jobs, and the job for its sound. */
async function jobsOf(house: House, caller: Caller, name: string): Promise<{ readonly id: string; readonly chunks: readonly Job[]; readonly sound: Job }> {
  const row = await house.store.tables.renders.findByName(caller.user, name)
  const chunks = Array.from({ length: Math.max(0, (row!.chunks ?? 0) - 1) }, (_, index) => ({ kind: 'chunk', render: row!.id, index }) as const)
  return { id: row!.id, chunks, sound: { kind: 'sound', render: row!.id } }
}

async function make(house: House, caller: Caller, name: string): Promise<RenderView> {
  const { id } = await jobsOf(house, caller, name)
  await work(house, { kind: 'plan', render: id })
  const { chunks, sound } = await jobsOf(house, caller, name)
  for (const job of [sound, ...chunks]) await work(house, job)
  await work(house, { kind: 'join', render: id })
  return house.studio.renders.find(caller, name)
}

/** A small film of painted pictures. */
async function smallFilm(house: House, caller: Caller, seconds = 5) {
  const film = await house.studio.sessions.create(caller, { name: 'Trip' })
  await sendPictures(house, caller, film.id, 2, 160, 120)
  await say(house, caller, film.id, `make a ${seconds} second film without music`)
  await house.studio.sessions.operate(caller, film.id, { operations: [{ name: 'set-canvas', width: 160, height: 90 }] })
  return house.studio.sessions.find(caller, film.id)
}

test('an export is planned, drawn in pieces by two processes, joined, and is the very film that one render makes', async () => {
  const house = await openHouse()
  const caller = await anonymous(house)
  const film = await smallFilm(house, caller)
  const { render, replayed } = await house.studio.renders.submit(caller, { session: film.id, name: 'render_1', quality: 'high', webhook: { url: 'https://example.org/hook', secret: 's3cret' } })
  assert.deepEqual([render.state, render.progress, render.position, replayed, render.output], ['pending', 0, 0, false, { format: 'mp4', quality: 'high' }])
  const other = await house.another()
  const seen = allOf(house.studio.renders.watch(caller, 'render_1'))
  const { id } = await jobsOf(house, caller, 'render_1')
  await work(house, { kind: 'plan', render: id })
  await work(other, { kind: 'plan', render: id })
  const { chunks, sound } = await jobsOf(house, caller, 'render_1')
  assert.equal(chunks.length, 3)
  await Promise.all([work(house, chunks[0]!), work(other, chunks[0]!), work(other, chunks[1]!), work(other, sound)])
  const drawn = await house.studio.renders.find(caller, 'render_1')
  assert.ok(drawn.state === 'processing' && drawn.progress > 5 && drawn.progress < 90, String(drawn.progress))
  assert.deepEqual([(await house.store.tables.renders.winners(id)).map(({ index }) => index), await waitingJoins(house)], [[-1, 0, 1], 0], 'the sound is a piece like the others')
  await work(other, chunks[2]!)
  assert.equal(await waitingJoins(house), 1)
  await work(house, { kind: 'join', render: id })
  const made = await house.studio.renders.find(caller, 'render_1')
  assert.deepEqual([made.state, made.progress, made.file?.report.width, made.file?.report.durationSeconds, made.file?.report.path], ['completed', 100, 160, 5, 'render_1.mp4'])
  assert.match(made.file!.url, /^http:\/\/127\.0\.0\.1:8787\/o\/[\w-]{24}\/render_1\.mp4$/)
  const views = await seen
  assert.deepEqual([views[0]?.state, views.at(-1)?.state], ['pending', 'completed'])
  assert.ok(views.every((view, index) => view.progress >= (views[index - 1]?.progress ?? 0)), 'progress never goes back')
  const file = await house.studio.renders.openLink(made.file!.url.split('/').at(-2)!)
  const bytes = Buffer.concat(await allOf(await file.read()))
  assert.deepEqual([file.mimeType, file.bytes], ['video/mp4', bytes.length])
  assert.equal(sha256(bytes), await wholeRender(house, film.draft!))
  assert.deepEqual(await readdir(join(house.folder, 'objects/chunks')).catch(() => []), [], 'passing pieces are swept away')
  // Everything once more, late: nothing changes.
  for (const job of [{ kind: 'plan', render: id } as const, sound, ...chunks, { kind: 'join', render: id } as const]) await work(other, job)
  await house.studio.work.dead({ kind: 'join', render: id }, 'late')
  assert.deepEqual(await house.studio.renders.find(caller, 'render_1'), made)
  await work(house, { kind: 'webhook', render: id })
  const [post] = house.posts
  const timestamp = post!.headers['x-kinora-timestamp']
  assert.equal(post!.headers['x-kinora-signature'], `v1=${openRandom().sign('s3cret', `${timestamp}.${post!.body}`)}`)
  assert.equal((JSON.parse(post!.body) as { render: { file: { url: string } } }).render.file.url, made.file!.url)
})

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

async function wholeRender(house: House, draft: Parameters<House['world']['render']['render']>[0]['draft']): Promise<string> {
  const assets = Object.fromEntries(await Promise.all(Object.values(draft.assets).map(async (asset) => [asset.id, { ...asset, source: await house.world.objects.localFile(asset.source.slice('object:'.length)) }] as const)))
  const output = join(house.folder, 'whole.mp4')
  await house.world.render.render({ draft: { ...draft, assets }, output, quality: 'high', workers: 1, cache: null })
  return sha256(await readFile(output))
}

test('a known name is that render again; of another session it is taken; exports of one session go one after another', async () => {
  const house = await openHouse({ renders: { queued: 3 } })
  const caller = await anonymous(house)
  const film = await smallFilm(house, caller, 3)
  const submit = (session: string, name?: string) => house.studio.renders.submit(caller, { session, ...(name !== undefined && { name }) })
  const twice = await Promise.all([submit(film.id, 'a'), submit(film.id, 'a')])
  assert.deepEqual(twice.map(({ replayed }) => replayed).sort(), [false, true])
  const other = await smallFilm(house, caller, 3)
  assert.equal(await refusal(submit(other.id, 'a')), 'render-taken')
  const same = await Promise.allSettled([submit(film.id, 'both'), submit(other.id, 'both')])
  assert.deepEqual(same.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : [])), ['render-taken'])
  await house.studio.renders.cancel(caller, 'both')
  const second = await submit(film.id)
  assert.match(second.render.id, /^render_\d+_[0-9a-f]{4}$/)
  await submit(film.id, 'c')
  assert.equal(await refusal(submit(film.id, 'd')), 'rate-limited')
  const positions = async () => Promise.all(['a', second.render.id, 'c'].map(async (name) => (await house.studio.renders.find(caller, name)).position))
  assert.deepEqual(await positions(), [0, 1, 2])
  assert.equal(await waitingPlans(house), 1)
  assert.equal((await make(house, caller, 'a')).state, 'completed')
  assert.equal(await waitingPlans(house), 2, 'the next one was called in the same moment')
  assert.deepEqual(await positions(), [0, 0, 1])
  assert.equal((await house.studio.renders.cancel(caller, second.render.id)).error, 'cancelled')
  assert.equal(await waitingPlans(house), 2, 'its own went, the next came')
  // The sound may be made before the plan is.
  const { id, sound } = await jobsOf(house, caller, 'c')
  await work(house, sound)
  assert.deepEqual([(await house.store.tables.renders.winners(id)).length, (await house.studio.renders.find(caller, 'c')).progress], [1, 0])
  assert.equal((await make(house, caller, 'c')).state, 'completed')
  assert.deepEqual((await house.studio.renders.list(caller, { session: film.id }, { offset: 0, limit: 10 })).filter(({ id }) => id !== 'both').map(({ state }) => state), ['completed', 'failed', 'completed'])
  for (const bad of ['', 'a/b', 'a b', 'x'.repeat(129)]) assert.equal(await refusal(submit(film.id, bad)), 'message-invalid')
})

/** Jobs of a kind that the engine holds, done ones among them: nobody pulls in these tests. */
async function waiting({ store }: House, kind: Job['kind']): Promise<number> {
  const { withClient } = await import('../../src/store/database.fixture.ts')
  return withClient(store.options.connection, async (client) => (await client.query<{ count: number }>("select count(*)::int as count from boss.job where data->>'kind' = $1 and state in ('created', 'retry')", [kind])).rows[0]!.count)
}

const waitingPlans = (house: House) => waiting(house, 'plan')
const waitingJoins = (house: House) => waiting(house, 'join')

test('a cancelled export stops, pays back, and its late workers leave nothing', async () => {
  const house = await openHouse({ credits: { export: 7 } })
  const caller = await anonymous(house)
  const film = await smallFilm(house, caller)
  await house.studio.renders.submit(caller, { session: film.id, name: 'a' })
  const credits = async () => { const { available, frozen, consumed } = await house.studio.credits.balance(caller); return [available, frozen, consumed] }
  assert.deepEqual(await credits(), [88, 7, 5])
  const { id } = await jobsOf(house, caller, 'a')
  await work(house, { kind: 'plan', render: id })
  const { chunks, sound } = await jobsOf(house, caller, 'a')
  assert.deepEqual([await waiting(house, 'sound'), await waiting(house, 'chunk')], [1, 3])
  await work(house, chunks[0]!)
  const running = Promise.all([work(house, chunks[1]!), work(house, sound)])
  const cancelled = await house.studio.renders.cancel(caller, 'a')
  assert.deepEqual([cancelled.state, cancelled.error, await credits()], ['failed', 'cancelled', [95, 0, 5]])
  await running
  assert.deepEqual([await waiting(house, 'sound'), await waiting(house, 'chunk')], [0, 0])
  await work(house, { kind: 'join', render: id })
  assert.deepEqual([(await house.studio.renders.cancel(caller, 'a')).error, await credits()], ['cancelled', [95, 0, 5]])
  assert.deepEqual(await readdir(join(house.folder, 'objects/chunks')).catch(() => []), [])
  assert.equal(await refusal(house.studio.renders.open(caller, 'a')), 'render-not-ready')
  await house.studio.renders.submit(caller, { session: film.id, name: 'b' })
  assert.equal((await make(house, caller, 'b')).state, 'completed')
  assert.deepEqual(await credits(), [88, 0, 12])
  const settled = await house.studio.renders.cancel(caller, 'b')
  assert.deepEqual([settled.state, await credits()], ['completed', [88, 0, 12]], 'a finished one stays')
})

test('a webhook without a secret is given one, told by the submission alone, and every call is signed', async () => {
  const house = await openHouse()
  const caller = await anonymous(house)
  const film = await smallFilm(house, caller, 3)
  const url = 'https://example.org/hook'
  const submit = (name: string, webhook?: { readonly url: string; readonly secret?: string }) => house.studio.renders.submit(caller, { session: film.id, name, ...(webhook && { webhook }) })
  const { webhookSecret } = await submit('a', { url })
  assert.match(webhookSecret!, /^whsec_[\w-]{32}$/)
  assert.equal((await submit('a', { url })).webhookSecret, webhookSecret, 'a client that lost the answer asks again')
  assert.notEqual((await submit('b', { url, secret: ' ' })).webhookSecret, webhookSecret)
  assert.equal((await submit('c', { url, secret: 'my own' })).webhookSecret, undefined)
  assert.equal((await submit('c', { url })).webhookSecret, undefined, 'a secret of the client is told to nobody')
  assert.equal((await submit('d')).webhookSecret, undefined)
  const seen = [await house.studio.renders.cancel(caller, 'a'), await house.studio.renders.find(caller, 'a'), await house.studio.renders.list(caller, {}, { offset: 0, limit: 9 })]
  assert.ok(!JSON.stringify(seen).includes('whsec_'))
  await work(house, { kind: 'webhook', render: (await jobsOf(house, caller, 'a')).id })
  const [{ headers, body } = assert.fail('nothing was posted')] = house.posts
  assert.equal(headers['x-kinora-signature'], `v1=${openRandom().sign(webhookSecret!, `${headers['x-kinora-timestamp']}.${body}`)}`)
  assert.deepEqual([headers['x-kinora-event'], body.includes('whsec_')], ['render.failed', false])
})

test('an export whose jobs fail for good is paid back and says why, without places of this machine', async () => {
  const house = await openHouse({ credits: { export: 7 } })
  const caller = await anonymous(house)
  const film = await smallFilm(house, caller, 3)
  await house.studio.renders.submit(caller, { session: film.id, name: 'a', webhook: { url: 'https://example.org/refuses' } })
  const { id } = await jobsOf(house, caller, 'a')
  await house.studio.work.dead({ kind: 'plan', render: id }, `cannot read ${house.folder}/objects/files/x/photo.jpg today`)
  const failed = await house.studio.renders.find(caller, 'a')
  assert.deepEqual([failed.state, failed.error], ['failed', 'cannot read photo.jpg today'])
  assert.equal((await house.studio.credits.balance(caller)).available, 95)
  assert.equal(await refusal(work(house, { kind: 'webhook', render: id })), 'webhook-refused')
  await house.studio.work.dead({ kind: 'webhook', render: id }, 'refused')
  // Material that is gone is no reason to try for long.
  await house.studio.renders.submit(caller, { session: film.id, name: 'b' })
  await rm(join(house.folder, 'objects/files'), { recursive: true })
  await work(house, { kind: 'plan', render: (await jobsOf(house, caller, 'b')).id })
  const gone = await house.studio.renders.find(caller, 'b')
  assert.equal(gone.state, 'failed')
  assert.match(gone.error!, /^p\d\.png is no longer kept here/)
})

test('who may export, what can be asked for, and which film is meant', async () => {
  const house = await openHouse({ renders: { queued: 100 } })
  const caller = await anonymous(house)
  const empty = await house.studio.sessions.create(caller, {})
  assert.equal(await refusal(house.studio.renders.submit(caller, { session: empty.id })), 'draft-missing')
  const film = await smallFilm(house, caller, 3)
  const { attribution: _none, ...bare } = caller
  assert.equal(await refusal(house.studio.renders.submit(bare, { session: film.id })), 'export-blocked')
  assert.equal(await refusal(house.studio.renders.submit({ ...bare, attribution: { source: 'x', version: ' ', platform: 'y' } }, { session: film.id })), 'export-blocked')
  const free = await openHouse({ requireAttribution: false })
  const user = { ...await anonymous(free), attribution: {} }
  assert.equal((await free.studio.renders.submit(user, { session: (await smallFilm(free, user, 3)).id })).render.state, 'pending')
  const { draft } = await house.studio.sessions.wireDraft(caller, film.id)
  const ask = async (request: object) => (await house.studio.renders.submit(caller, { session: film.id, ...request })).render
  for (const none of [undefined, null, {}, '', 'not json', { t: [] }, '{"t":[{"sg":[', []]) assert.equal((await ask({ draft: none })).state, 'pending', JSON.stringify(none))
  assert.deepEqual((await ask({ draft: JSON.stringify(draft), quality: 'LOW', format: '.MP4', resolution: '4k' })).output, { format: 'mp4', quality: 'draft' })
  assert.equal(await refusal(ask({ format: 'exe' })), 'draft-invalid')
  const fast = await ask({ fps: 59.9 })
  assert.deepEqual((await house.store.tables.renders.findByName(caller.user, fast.id))?.draft.canvas.frameRate, { numerator: 60000, denominator: 1001 })
  assert.equal(await refusal(ask({ draft: JSON.stringify(draft).replace(/"aid":"[^"]*"/, '"aid":"stranger"') })), 'draft-invalid')
  assert.equal(await refusal(ask({ webhook: { url: 'file:///etc/passwd' } })), 'address-forbidden')
  await house.studio.sessions.operate(caller, film.id, { operations: [{ name: 'set-canvas', width: 1080, height: 1920 }] })
  assert.deepEqual([(await ask({ resolution: '720p' })).output.height, (await ask({ resolution: '1080x1920' })).output.height, (await ask({ resolution: 'HD' })).output.height], [1280, undefined, 1280])
  await house.studio.sessions.operate(caller, film.id, { operations: [{ name: 'set-canvas', width: 3840, height: 2160 }] })
  assert.deepEqual([(await ask({})).output.height, (await ask({ resolution: '4k' })).output.height, (await ask({ resolution: '1440p' })).output.height], [1080, undefined, 1440], 'more than 1080 lines only on request')
})

test('words start an export as well, and say where it will be', async () => {
  const house = await openHouse()
  const caller = await anonymous(house)
  const film = await smallFilm(house, caller, 3)
  const said = await say(house, caller, film.id, 'export the video')
  const link = /http:\/\/127\.0\.0\.1:8787\/o\/[\w-]+\/render_\w+\.mp4/.exec(said.words)?.[0]
  assert.ok(link !== undefined, said.words)
  assert.equal(said.end.version, film.version)
  const [render] = await house.studio.renders.list(caller, { session: film.id }, { offset: 0, limit: 5 })
  assert.equal(render?.state, 'pending')
  assert.equal(await refusal(house.studio.renders.openLink(link.split('/').at(-2)!)), 'render-not-ready')
  assert.match((await say(house, caller, film.id, 'export it')).words, /under way already/)
  assert.equal((await make(house, caller, render!.id)).file?.url, link)
  const again = await say(house, caller, film.id, 'export the video')
  assert.ok(again.words.includes(link) && again.words.includes('exported already'), again.words)
  assert.equal((await house.studio.renders.list(caller, { session: film.id }, { offset: 0, limit: 5 })).length, 1)
  const { attribution: _none, ...bare } = caller
  assert.match((await say(house, bare, film.id, 'export the video')).words, /could not be started/)
  assert.match((await say(house, caller, film.id, 'status')).words, /Last export.*finished/)
})

test('a finished film is kept as long as the house keeps films', async () => {
  const house = await openHouse({ files: { filmHours: 24 } })
  const caller = await operator(house)
  const film = await smallFilm(house, caller, 3)
  await house.studio.renders.submit(caller, { session: film.id, name: 'a' })
  const made = await make(house, caller, 'a')
  assert.equal(made.expiresAt, house.clock.now() + day)
  const key = (await house.store.tables.renders.findByName(caller.user, 'a'))!.object!
  await house.studio.clean()
  assert.ok(existsSync(join(house.folder, 'objects', key)))
  house.clock.turn(day)
  assert.equal(await refusal(house.studio.renders.open(caller, 'a')), 'render-unknown')
  await house.studio.clean()
  await work(house, { kind: 'clean' })
  assert.ok(!existsSync(join(house.folder, 'objects', key)))
  assert.deepEqual([(await house.studio.renders.find(caller, 'a')).state, (await house.studio.renders.find(caller, 'a')).file], ['completed', undefined])
})

test('a version is seen before any export: a frame, a sheet, and a stream', async () => {
  const house = await openHouse()
  const caller = await operator(house)
  const film = await smallFilm(house, caller, 3)
  const frame = await house.studio.previews.frame(caller, film.id, { at: 1000 })
  assert.deepEqual([...frame.subarray(0, 2)], [0xff, 0xd8])
  assert.equal(Buffer.from(await house.studio.previews.frame(caller, film.id, { at: 99_999, format: 'webp', version: film.version })).toString('latin1', 8, 12), 'WEBP')
  assert.deepEqual([...(await house.studio.previews.sheet(caller, film.id, { count: 3, width: 320 })).subarray(0, 2)], [0xff, 0xd8])
  const stream = await house.studio.previews.stream(caller, film.id)
  assert.deepEqual([stream.version, stream.duration], [film.version, 3000])
  assert.equal(Buffer.from(await house.studio.previews.segment(caller, film.id, { version: film.version, track: 'picture', part: 'header' })).toString('latin1', 4, 8), 'ftyp')
  assert.ok((await house.studio.previews.segment(caller, film.id, { version: film.version, track: 'picture', part: 0 })).length > 100)
  assert.equal(await refusal(house.studio.previews.frame(caller, film.id, { at: 0, version: 99 })), 'version-unknown')
  assert.equal(await refusal(house.studio.previews.frame(caller, (await house.studio.sessions.create(caller, {})).id, { at: 0 })), 'draft-missing')
})
