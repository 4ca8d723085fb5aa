import { test } from 'node:test'
import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { paint, wav } from '../journeys/kit.ts'
import { allOf, anonymous, bytesOf, openHouse, operator, refusal, say, text, type House } from './kit.ts'

async function incoming({ folder }: House): Promise<string[]> {
  const entries = await readdir(join(folder, 'objects'), { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}

test('files are told apart by their bytes, kept once, and lead to the film; the link alone opens them', async () => {
  const house = await openHouse()
  const caller = await anonymous(house)
  const film = await house.studio.sessions.create(caller, {})
  const send = (name: string, content: Uint8Array | string, session = film.id) => house.studio.uploads.receive(caller, session, { name, bytes: bytesOf(content) })
  const picture = await send('../../etc/IMG_20240102_030405.png', paint(320, 240, 1))
  assert.match(picture.id, /^file_[0-9a-f]{16}$/)
  assert.deepEqual([picture.name, picture.mimeType, picture.asset?.kind, picture.asset?.name], ['IMG_20240102_030405.png', 'image/png', 'photo', 'IMG_20240102_030405.png'])
  assert.equal(picture.asset?.facts?.kind === 'photo' && picture.asset.facts.takenAt, '2024-01-02T03:04:05', 'the name tells the time')
  assert.match(picture.asset!.source, /^object:files\//)
  const sound = await send('song.mp3', wav(1))
  assert.deepEqual([sound.mimeType, sound.asset?.kind], ['audio/wav', 'sound'])
  const script = await send('script.txt', 'The kettle sings. A door opens.')
  assert.deepEqual([script.asset, script.text?.slice(0, 10)], [undefined, 'The kettle'])
  assert.match((await house.studio.sessions.find(caller, film.id)).script!, /kettle sings/)
  assert.equal((await send('again.png', paint(320, 240, 1))).id, picture.id)
  const other = await house.studio.sessions.create(caller, {})
  const twin = await send('twin.png', paint(320, 240, 1), other.id)
  assert.deepEqual([twin.key, twin.asset?.name, twin.id === picture.id], [picture.key, 'twin.png', false])
  assert.equal((await incoming(house)).length, 3, 'one object for each content')
  assert.deepEqual((await house.studio.sessions.assets(caller, film.id)).map(({ name }) => name), ['IMG_20240102_030405.png', 'song.mp3', 'script.txt'])
  const file = await house.studio.uploads.open(picture.secret)
  assert.equal(file.bytes, paint(320, 240, 1).length)
  assert.deepEqual(Buffer.concat(await allOf(await file.read({ start: 1, end: 3 }))).toString(), 'PNG')
  assert.equal(await text(await (await house.studio.uploads.open(script.secret)).read()), 'The kettle sings. A door opens.')
})

test('what is no material is refused by what it is, in its own name, and leaves nothing behind', async () => {
  const house = await openHouse({ files: { largest: 20_000, perUser: 31_000 } })
  const caller = await anonymous(house)
  const film = await house.studio.sessions.create(caller, {})
  const send = (name: string, content: Uint8Array | string) => house.studio.uploads.receive(caller, film.id, { name, bytes: bytesOf(content) })
  const error = await send('beach.jpg', 'MZ this is no picture \u0001\u0002\u0003').catch((one: unknown) => one as Error & { code: string })
  assert.equal((error as { code: string }).code, 'file-unsupported')
  assert.match((error as Error).message, /beach\.jpg/)
  assert.ok(!(error as Error).message.includes(house.folder))
  assert.equal(await refusal(send('empty.png', '')), 'upload-empty')
  assert.equal(await refusal(send('big.png', new Uint8Array(20_001))), 'file-too-large')
  assert.equal(await refusal(house.studio.uploads.receive(caller, film.id, { name: 'x.png', bytes: broken() })), 'the line broke')
  assert.deepEqual([await incoming(house), await house.studio.sessions.assets(caller, film.id)], [[], []])
  const words = 'word '.repeat(3000)
  await send('a.txt', words)
  await send('b.txt', `${words}.`)
  assert.equal(await refusal(send('c.txt', `${words}..`)), 'storage-full')
  assert.equal(await refusal(house.studio.uploads.fetch(caller, film.id, 'http://10.0.0.1/x')), 'Error: no network in tests: http://10.0.0.1/x')

  async function* broken(): AsyncIterable<Uint8Array> {
    yield new Uint8Array(100)
    throw Object.assign(new Error('the line broke'), { code: 'the line broke' })
  }
})

test('the same file sent twice at once is one file', async () => {
  const house = await openHouse()
  const caller = await operator(house)
  const film = await house.studio.sessions.create(caller, {})
  const sent = await Promise.all([1, 2, 3].map(() => house.studio.uploads.receive(caller, film.id, { name: 'p.png', bytes: bytesOf(paint(64, 48, 3)) })))
  assert.equal(new Set(sent.map(({ id }) => id)).size, 1)
  assert.equal((await house.studio.sessions.assets(caller, film.id)).length, 1)
})

test('files sent at once cannot together have more room than one after the other', async () => {
  const house = await openHouse({ files: { perUser: 100_000 } })
  const caller = await anonymous(house)
  const film = await house.studio.sessions.create(caller, {})
  const words = 'word '.repeat(8000)
  const sent = await Promise.all([1, 2, 3, 4].map((number) => refusal(house.studio.uploads.receive(caller, film.id, { name: `${number}.txt`, bytes: bytesOf(`${words}${number}`) }))))
  assert.deepEqual(sent.sort(), ['accepted', 'accepted', 'storage-full', 'storage-full'])
  assert.equal((await incoming(house)).length, 2, 'what was refused is gone')
})

test('a file in the film stays; one that is not in it goes with its object', async () => {
  const house = await openHouse()
  const caller = await operator(house)
  const film = await house.studio.sessions.create(caller, {})
  const send = (name: string, content: Uint8Array | string) => house.studio.uploads.receive(caller, film.id, { name, bytes: bytesOf(content) })
  const used = await send('p1.png', paint(64, 48, 1))
  await say(house, caller, film.id, 'make a 4 second film')
  const unused = await send('p2.png', paint(64, 48, 2))
  const script = await send('s.txt', 'Some words to say.')
  assert.equal(await refusal(house.studio.uploads.remove(caller, used.id)), 'operation-invalid')
  await house.studio.uploads.remove(caller, unused.id)
  await house.studio.uploads.remove(caller, script.id)
  assert.deepEqual([await house.world.objects.size(unused.key), await house.world.objects.size(used.key)], [undefined, used.bytes])
  assert.equal((await house.studio.sessions.find(caller, film.id)).script, '')
  assert.equal(await refusal(house.studio.uploads.open(unused.secret)), 'asset-unknown')
  const reader = { ...caller, scopes: ['read', 'write'] as const }
  assert.equal(await refusal(house.studio.uploads.receive(reader, film.id, { name: 'x', bytes: bytesOf('x') })), 'scope-missing')
})

async function objectsUnder(house: House, prefix: string): Promise<number> {
  return (await readdir(join(house.folder, 'objects', prefix), { recursive: true, withFileTypes: true }).catch(() => [])).filter((entry) => entry.isFile()).length
}

test('a file that only an older version shows goes out of sight and stays for that version, also when it comes back', async () => {
  const house = await openHouse()
  const caller = await operator(house)
  const film = await house.studio.sessions.create(caller, {})
  const send = (number: number) => house.studio.uploads.receive(caller, film.id, { name: `p${number}.png`, bytes: bytesOf(paint(64, 48, number)) })
  const [first, second] = [await send(1), await send(2)]
  await say(house, caller, film.id, 'make a 4 second film without music')
  const { draft, version: old } = await house.studio.sessions.find(caller, film.id)
  const segment = draft!.picture.segments.find((one) => 'asset' in one && one.asset === first.asset!.id)!
  const now = await house.studio.sessions.operate(caller, film.id, { operations: [{ name: 'remove-segments', targets: [segment.id] }] })
  assert.equal(now.version, old + 1)
  const before = await house.store.tables.assets.bytesOf(caller.user)
  await house.studio.uploads.remove(caller, first.id)
  const listed = async () => (await house.studio.sessions.assets(caller, film.id)).map(({ name }) => name)
  assert.deepEqual([await listed(), await refusal(house.studio.uploads.open(first.secret)), await refusal(house.studio.uploads.remove(caller, first.id))], [['p2.png'], 'asset-unknown', 'asset-unknown'])
  assert.equal(await house.store.tables.assets.bytesOf(caller.user), before, 'it still takes room, and counts')
  assert.ok((await house.studio.previews.frame(caller, film.id, { version: old, at: 0, height: 72 })).length > 100, 'the old version is there to see')
  await house.studio.sessions.restore(caller, film.id, old)
  assert.deepEqual((await listed()).sort(), ['p1.png', 'p2.png'], 'what the film shows again is listed again')
  assert.equal((await house.studio.uploads.open(first.secret)).bytes, first.bytes)
  assert.equal(await refusal(house.studio.uploads.remove(caller, first.id)), 'operation-invalid')
  await house.studio.sessions.undo(caller, film.id)
  await house.studio.uploads.remove(caller, first.id)
  assert.equal((await send(1)).id, first.id, 'sent again, it is the same file')
  await house.studio.uploads.remove(caller, first.id)
  await house.studio.sessions.remove(caller, film.id)
  assert.deepEqual([await house.world.objects.size(first.key), await house.world.objects.size(second.key), await house.store.tables.assets.bytesOf(caller.user)], [undefined, undefined, 0])
})

test('an unfinished upload counts in full, is gone on with by anybody of the house, and is swept when its time is over', async () => {
  const house = await openHouse({ files: { largest: 200_000, perUser: 260_000, uploadHours: 5 } })
  const caller = await anonymous(house)
  const film = await house.studio.sessions.create(caller, {})
  const bytes = paint(640, 480, 3)
  const { uploads } = house.studio
  assert.equal(await refusal(uploads.begin(caller, film.id, { name: 'a', length: 0 })), 'upload-empty')
  assert.equal(await refusal(uploads.begin(caller, film.id, { name: 'a', length: 200_001 })), 'file-too-large')
  const kept = await uploads.begin(caller, film.id, { name: '../a.png', length: 200_000 })
  assert.deepEqual([kept.name, kept.offset], ['a.png', 0])
  assert.equal(await refusal(uploads.begin(caller, film.id, { name: 'b', length: 60_001 })), 'storage-full', 'what was promised to one file is not there for another')
  assert.equal(await refusal(uploads.receive(caller, film.id, { name: 'b', bytes: bytesOf(new Uint8Array(60_001)) })), 'storage-full')
  await uploads.append(caller, kept.id, { offset: 0, bytes: bytesOf(new Uint8Array(1000)) })
  assert.equal(await refusal(uploads.append(caller, kept.id, { offset: 999, bytes: bytesOf('x') })), 'upload-offset')
  assert.equal(await objectsUnder(house, 'uploads'), 1)
  house.clock.turn(5 * 3_600_000)
  assert.equal(await refusal(uploads.unfinished(caller, kept.id)), 'upload-unknown')
  await house.studio.clean()
  assert.deepEqual([await objectsUnder(house, 'uploads'), (await house.store.tables.uploads.totalOf(caller.user)).count], [0, 0])
  // Through two processes of the house, with nearly no room to spare, and a line that breaks.
  const upload = await uploads.begin(caller, film.id, { name: 'b.png', length: bytes.length })
  const half = Math.floor(bytes.length / 2)
  const first = await uploads.append(caller, upload.id, { offset: 0, bytes: breaking(bytes.subarray(0, half)) })
  assert.deepEqual([first.upload.offset, first.file], [half, undefined])
  const other = await house.another()
  const { file } = await other.studio.uploads.append(caller, upload.id, { offset: half, bytes: bytesOf(bytes.subarray(half)) })
  assert.deepEqual([file?.name, file?.bytes, await objectsUnder(house, 'uploads'), await refusal(uploads.unfinished(caller, upload.id))], ['b.png', bytes.length, 0, 'upload-unknown'])
  const last = await uploads.begin(caller, film.id, { name: 'c.png', length: 50 })
  await uploads.append(caller, last.id, { offset: 0, bytes: bytesOf('half') })
  await house.studio.sessions.remove(caller, film.id)
  await house.studio.clean()
  assert.deepEqual([await objectsUnder(house, 'uploads'), await refusal(uploads.unfinished(caller, last.id))], [0, 'upload-unknown'], 'they go with their film')

  async function* breaking(some: Uint8Array): AsyncIterable<Uint8Array> {
    yield some
    throw new Error('the line broke')
  }
})

test('what a process was looking at when it died goes with its day', async () => {
  const house = await openHouse()
  const { objects } = house.world
  const today = new Date(house.clock.now()).toISOString().slice(0, 10)
  await objects.put(`incoming/${today}/a/p.png`, bytesOf('half a file'))
  await house.studio.clean()
  house.clock.turn(86_400_000)
  await house.studio.clean()
  assert.equal(await objectsUnder(house, 'incoming'), 1, 'it may still be looked at')
  house.clock.turn(86_400_000)
  await house.studio.clean()
  assert.equal(await objectsUnder(house, 'incoming'), 0)
})
