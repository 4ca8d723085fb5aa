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
