// Files that people send: streamed to storage while hashed, kept once for each user and content, looked at by media in
// its own processes, and made known to a film. Half files and refused ones leave nothing behind.

import { KinoraError } from '../../base/index.ts'
import type { Asset } from '../../draft/index.ts'
import type { ExaminedFile, Session, StoredAsset, Tables } from '../ports.ts'
import { StudioError, type Caller, type HeldFile, type StoredFile, type UploadDesk } from '../service.ts'
import { isOwn, lockOwnSession, need, ownSession } from './callers.ts'
import { createGate, type Gate } from './gate.ts'
import { newSecret, safeName, shownName, storable } from './ids.ts'
import { objectSource, usedAssets, withoutPaths } from './material.ts'
import { addSamples } from './samples.ts'
import { thumbnail } from './thumbnail.ts'
import { topics } from './waiting.ts'
import { openUnfinished } from './unfinished.ts'
import type { StudioWorld } from './world.ts'

/** Files that are looked at at a time: each takes a process of its own with a decoded picture in it. */
const atOnce = 2

interface Sent {
  readonly name: string
  readonly bytes: AsyncIterable<Uint8Array>
  readonly signal?: AbortSignal
  /** Bytes of this very file that are counted already, as an unfinished upload. */
  readonly apart?: number
  readonly key?: string
}

export function openUploads(world: StudioWorld): UploadDesk {
  const look = createGate(atOnce)
  const take: UploadDesk['receive'] = (caller, session, file) => receive(world, look, caller, session, file)
  const unfinished = openUnfinished(world, { receive: (caller, session, file) => receive(world, look, caller, session, file), needRoom: (user, name, bytes) => needRoom(world, user, name, bytes) })
  return {
    receive: take,
    samples: async (caller, session) => addSamples(world, take, caller, (await ownSession(world.store.tables, caller, session)).id),
    hold: (caller, file) => hold(world, caller, file),
    fetch: (caller, session, url) => fetchFrom(world, look, caller, session, url),
    async byKey(caller, session, key) {
      need(caller, 'read')
      const { id } = await ownSession(world.store.tables, caller, session)
      return world.store.tables.assets.find(idOf(world, id, key))
    },
    remove: (caller, id) => removeAsset(world, caller, id),
    thumbnail: (caller, id, wish) => thumbnail(world, caller, id, wish),
    begin: (caller, session, file) => unfinished.begin(caller, session, file),
    unfinished: (caller, id) => unfinished.find(caller, id),
    append: (caller, id, part) => unfinished.append(caller, id, part),
    drop: (caller, id) => unfinished.drop(caller, id),
    async open(secret) {
      const asset = /^[\w-]{16,64}$/.test(secret) ? await world.store.tables.assets.findBySecret(secret) : undefined
      if (asset === undefined) throw unknownAsset()
      return storedFile(world, asset.key, asset)
    },
  }
}

/** A stored object as a download. */
export function storedFile({ objects }: StudioWorld, key: string, { name, mimeType, bytes }: { readonly name: string; readonly mimeType: string; readonly bytes: number }): StoredFile {
  return { name, mimeType, bytes, read: (range) => objects.read(key, range) }
}

async function receive(world: StudioWorld, look: Gate, caller: Caller, id: string, file: Sent): Promise<StoredAsset> {
  need(caller, 'upload')
  const session = await ownSession(world.store.tables, caller, id)
  const name = shownName(file.name)
  const incoming = `${incomingOf(world.clock.now())}${world.random.hex(24)}/${safeName(name)}`
  try {
    const { hash, bytes } = await putLimited(world, caller, incoming, { ...file, name })
    const id = file.key === undefined ? undefined : idOf(world, session.id, file.key)
    return await known(world, caller, session, hash, name, id) ?? await examined(world, look, caller, session, { incoming, hash, bytes, name, id, signal: file.signal })
  } finally {
    await world.objects.delete(incoming).catch(() => undefined)
  }
}

async function hold(world: StudioWorld, caller: Caller, file: Sent): Promise<HeldFile> {
  need(caller, 'upload')
  const key = `${incomingOf(world.clock.now())}${world.random.hex(24)}/${safeName(shownName(file.name))}`
  await putLimited(world, caller, key, file)
  return { bytes: reading(world, key), drop: () => world.objects.delete(key).catch(() => undefined) }
}

async function* reading({ objects }: StudioWorld, key: string): AsyncGenerator<Uint8Array> {
  yield* await objects.read(key)
}

async function fetchFrom(world: StudioWorld, look: Gate, caller: Caller, id: string, url: string): Promise<StoredAsset> {
  need(caller, 'upload')
  const session = await ownSession(world.store.tables, caller, id)
  try {
    const { name, bytes } = await world.network.download(url, { limit: world.settings.files.largest })
    return await receive(world, look, caller, session.id, { name, bytes })
  } catch (error) {
    if (error instanceof StudioError || !(error instanceof KinoraError)) throw error
    const code = error.code === 'address-forbidden' || error.code === 'file-too-large' ? error.code : 'download-failed'
    throw new StudioError(code, error.message, {}, { cause: error })
  }
}

/** Where files of a day wait while they are looked at; what a dead process left there goes with its day. */
export function incomingOf(now: number): string {
  return `incoming/${new Date(now).toISOString().slice(0, 10)}/`
}

/** Bytes that a user may still send; what is unfinished counts in full. */
async function roomOf({ store: { tables }, settings }: StudioWorld, user: string): Promise<number> {
  return settings.files.perUser - await tables.assets.bytesOf(user) - (await tables.uploads.totalOf(user)).bytes
}

async function needRoom(world: StudioWorld, user: string, name: string, bytes: number): Promise<void> {
  const { largest, perUser } = world.settings.files
  if (bytes > largest) throw tooLarge(name, largest)
  if (bytes > await roomOf(world, user)) throw fullOf(perUser)
}

async function putLimited(world: StudioWorld, caller: Caller, key: string, { name, bytes, signal, apart = 0 }: Sent): Promise<{ readonly hash: string; readonly bytes: number }> {
  const { largest, perUser } = world.settings.files
  const left = apart + await roomOf(world, caller.user)
  if (left <= 0) throw fullOf(perUser)
  try {
    const put = await world.objects.put(key, bytes, { limit: Math.min(largest, left), ...(signal !== undefined && { signal }) })
    if (put.bytes === 0) throw new StudioError('upload-empty', `${name} is empty (0 bytes).`)
    return put
  } catch (error) {
    if (!(error instanceof KinoraError) || error instanceof StudioError) throw error
    if (error.code === 'file-too-large') throw left < largest ? fullOf(perUser) : tooLarge(name, largest, error)
    if (error.code === 'disk-full') throw new StudioError('storage-full', 'This server has no room for the file.', {}, { cause: error })
    throw error
  }
}

function tooLarge(name: string, largest: number, cause?: unknown): StudioError {
  return new StudioError('file-too-large', `${name} is larger than the ${megabytes(largest)} MB that one file may have.`, { limit: largest }, { cause })
}

function fullOf(perUser: number): StudioError {
  return new StudioError('storage-full', `All your files together may have ${megabytes(perUser)} MB. Remove some first; what older versions of a film show goes with the film.`, { limit: perUser })
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024)
}

// The same bytes again are the same file: nothing is looked at twice, and only the film that does not know it learns of it.
async function known(world: StudioWorld, caller: Caller, session: Session, hash: string, name: string, id: string | undefined): Promise<StoredAsset | undefined> {
  const twin = await world.store.tables.assets.findByHash(session.user, hash)
  if (twin === undefined) return undefined
  if (await world.objects.size(twin.key) === undefined) return undefined
  return keep(world, caller, session, { ...twin, name, ...(twin.asset !== undefined && { asset: { ...twin.asset, name } }) }, id)
}

interface Incoming {
  readonly incoming: string
  readonly hash: string
  readonly bytes: number
  readonly name: string
  readonly id: string | undefined
  readonly signal?: AbortSignal | undefined
}

async function examined(world: StudioWorld, look: Gate, caller: Caller, session: Session, { incoming, hash, bytes, name, id, signal }: Incoming): Promise<StoredAsset> {
  const path = await world.objects.localFile(incoming)
  const [file] = await look(() => world.media.examine([path], { hashes: new Map([[path, hash]]), ...(signal !== undefined && { signal }) }))
  if (file === undefined || !file.ok) throw refused(file, name, path)
  const key = `files/${session.user}/${hash.slice(0, 2)}/${hash}`
  await world.objects.move(incoming, key)
  const kind = 'asset' in file ? { asset: { ...file.asset, name, source: objectSource(key), hash } satisfies Asset } : { text: storable(file.text) }
  try {
    return await keep(world, caller, session, { hash, name, mimeType: mimeTypeOf(file), bytes, key, warnings: file.warnings, ...kind }, id)
  } catch (error) {
    // The film was removed meanwhile, or others took the room.
    if (await world.store.tables.assets.findByHash(session.user, hash) === undefined) await world.objects.delete(key)
    throw error
  }
}

function refused(file: ExaminedFile | undefined, name: string, path: string): StudioError {
  const said = file?.ok === false ? file.fault : { code: 'unreadable', message: `${name} cannot be read.` }
  const message = withoutPaths(said.message.replaceAll(path, name).replaceAll(path.split('/').at(-1)!, name))
  return new StudioError(said.code === 'file-too-large' ? 'file-too-large' : said.code === 'file-empty' ? 'upload-empty' : 'file-unsupported', message, { reason: said.code, ...('suggestion' in said && said.suggestion !== undefined && { suggestion: said.suggestion }) })
}

// Two uploads of one file at a time meet here, one after the other.
function keep(world: StudioWorld, caller: Caller, { id, user }: Session, about: Omit<StoredAsset, 'id' | 'session' | 'user' | 'secret' | 'createdAt'>, chosen?: string): Promise<StoredAsset> {
  const made: StoredAsset = { ...about, id: chosen ?? `file_${world.random.hex(16)}`, user, session: id, secret: newSecret(world.random), createdAt: world.clock.now() }
  return world.store.transaction(async (tables) => {
    const session = await lockOwnSession(tables, caller, id)
    await tables.assets.unhide(id, { hash: made.hash })
    const there = (await tables.assets.listOf(id)).find((one) => one.hash === made.hash)
    if (there !== undefined) return there
    await tables.assets.insert(made)
    // Many files at once each saw the same room.
    if (await tables.assets.bytesOf(session.user) > world.settings.files.perUser) throw fullOf(world.settings.files.perUser)
    if (made.text !== undefined) await tables.sessions.update(id, { script: await scriptOf(tables, id) })
    else await tables.sessions.update(id, { updatedAt: Math.max(session.updatedAt, made.createdAt) })
    await tables.announce(topics.session(id))
    return made
  })
}

/** The id of the file of a session under a key. */
function idOf({ random, secret }: StudioWorld, session: string, key: string): string {
  return `file_${random.sign(secret, `file:${session}:${key}`).slice(0, 16)}`
}

/** All the words that were sent as files, in their order. */
async function scriptOf(tables: Tables, session: string): Promise<string> {
  return (await tables.assets.listOf(session)).flatMap(({ text }) => (text === undefined ? [] : [text])).join('\n\n')
}

async function removeAsset(world: StudioWorld, caller: Caller, id: string): Promise<void> {
  need(caller, 'upload')
  const gone = await world.store.transaction(async (tables) => {
    const asset = await tables.assets.find(id)
    if (asset === undefined || !isOwn(caller, asset)) throw unknownAsset()
    const session = await lockOwnSession(tables, caller, asset.session)
    if (asset.asset !== undefined && session.draft !== undefined && usedAssets(session.draft).has(asset.asset.id)) {
      throw new StudioError('operation-invalid', `${asset.name} is in the film. Take it out of the film first.`, { asset: asset.id })
    }
    const shown = asset.asset !== undefined && await tables.sessions.everUsed(session.id, asset.asset.id)
    if (shown) await tables.assets.hide(id, world.clock.now())
    else await tables.assets.delete(id)
    await tables.audit.add({ at: world.clock.now(), user: caller.user, action: 'asset.removed', details: { asset: id, session: session.id } })
    if (asset.text !== undefined) await tables.sessions.update(session.id, { script: await scriptOf(tables, session.id) })
    await tables.announce(topics.session(session.id))
    return await tables.assets.findByHash(asset.user, asset.hash) === undefined ? asset.key : undefined
  })
  if (gone !== undefined) await world.objects.delete(gone)
}

export function unknownAsset(): StudioError {
  return new StudioError('asset-unknown', 'There is no such file.')
}

const mimeTypes: Readonly<Record<string, string>> = {
  jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp', gif: 'image/gif', heic: 'image/heic', heif: 'image/heif', avif: 'image/avif', tiff: 'image/tiff',
  mp4: 'video/mp4', mov: 'video/quicktime', webm: 'video/webm', matroska: 'video/x-matroska', mkv: 'video/x-matroska', avi: 'video/x-msvideo',
  mp3: 'audio/mpeg', wav: 'audio/wav', m4a: 'audio/mp4', aac: 'audio/aac', flac: 'audio/flac', ogg: 'audio/ogg', opus: 'audio/ogg',
}

// By what the file is, never by its name; what a browser could run is never said.
function mimeTypeOf(file: Extract<ExaminedFile, { readonly ok: true }>): string {
  if ('text' in file) return 'text/plain; charset=utf-8'
  const { kind, facts } = file.asset
  const found = mimeTypes[facts?.format ?? '']
  const usual = { photo: 'image/', clip: 'video/', sound: 'audio/' }[kind]
  if (found?.startsWith(usual) === true) return found
  if (kind === 'clip' && facts?.format === 'gif') return 'image/gif'
  return { photo: 'image/jpeg', clip: 'video/mp4', sound: 'audio/mpeg' }[kind]
}
