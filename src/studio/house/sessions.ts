// Films and their versions as a door asks for them. Every change is one transaction that holds the session.

import { KinoraError } from '../../base/index.ts'
import { encodeWire, type Draft } from '../../draft/index.ts'
import type { FilmVersion, Session, Tables } from '../ports.ts'
import { StudioError, type Caller, type SessionDesk } from '../service.ts'
import { subtitleFile } from '../subtitle-file.ts'
import { remember, stepBack, stepForward, type History, type Step } from '../turn-history.ts'
import { lockOwnSession, need, needWholeAccount, ownSession, ownSessionWithAssets } from './callers.ts'
import { charge } from './charging.ts'
import { knownAssets, readClientDraft } from './client-draft.ts'
import { newSessionIds, shownName, storable } from './ids.ts'
import { linksOf } from './material.ts'
import { filmFiles } from './film-files.ts'
import { openFilmWatch } from './film-watch.ts'
import { applyClientOperations } from './operations.ts'
import { removeSession } from './removing.ts'
import { draftOf, expectVersion, historyOf, invalidDraft, isSame, plainReceipt, writeVersion, type NewVersion } from './versions.ts'
import { tryOperations } from './trying.ts'
import { topics } from './waiting.ts'
import type { StudioWorld } from './world.ts'

export function openSessions(world: StudioWorld): SessionDesk {
  const { tables } = world.store
  const change = (caller: Caller, id: string, expected: number | undefined, make: Make) => changeFilm(world, caller, id, expected, make)
  return {
    create: (caller, request) => createSession(world, caller, request),
    async find(caller, id) {
      need(caller, 'read')
      return ownSession(tables, caller, id)
    },
    async findWithAssets(caller, id) {
      need(caller, 'read')
      return ownSessionWithAssets(tables, caller, id)
    },
    async list(caller, page) {
      need(caller, 'read')
      if (caller.session !== undefined) return page.offset > 0 ? [] : [await ownSession(tables, caller, caller.session)]
      return tables.sessions.listOf(caller.user, page)
    },
    async rename(caller, id, name) {
      need(caller, 'write')
      return world.store.transaction(async (tables) => {
        const session = await lockOwnSession(tables, caller, id)
        const change = { name: shownName(name, session.name), updatedAt: world.clock.now() }
        await tables.sessions.update(session.id, change)
        await tables.announce(topics.session(session.id))
        return { ...session, ...change }
      })
    },
    async remove(caller, id) {
      need(caller, 'write')
      needWholeAccount(caller)
      await removeSession(world, (await ownSession(tables, caller, id)).id)
    },
    async assets(caller, id) {
      need(caller, 'read')
      return (await ownSessionWithAssets(tables, caller, id)).assets
    },
    async files(caller, id) {
      need(caller, 'read')
      const session = await ownSession(tables, caller, id)
      return { session, files: filmFiles(await tables.assets.listOf(session.id), session.draft) }
    },
    async wireDraft(caller, id, version) {
      need(caller, 'read')
      const session = await ownSession(tables, caller, id)
      const draft = version === undefined || version === session.version ? session.draft : (await versionOf(tables, session, version)).draft
      const urlOf = linksOf(await tables.assets.listOf(session.id), world)
      return { version: version ?? session.version, ...(draft !== undefined && draft.picture.segments.length > 0 && { draft: encodeWire(draft, { urlOf }) }) }
    },
    async subtitles(caller, id, { version, format }) {
      need(caller, 'read')
      const session = await ownSession(tables, caller, id)
      const draft = version === undefined || version === session.version ? session.draft : (await versionOf(tables, session, version)).draft
      if (draft === undefined) throw new StudioError('draft-missing', 'There is no film yet.')
      return { name: `${draft.title || session.name}.${format}`, text: subtitlesOf(draft, format) }
    },
    async versions(caller, id, page) {
      need(caller, 'read')
      return tables.sessions.versions((await ownSession(tables, caller, id)).id, page)
    },
    async version(caller, id, version) {
      need(caller, 'read')
      return versionOf(tables, await ownSession(tables, caller, id), version)
    },
    operate: (caller, id, request) => operate(world, caller, id, request),
    tryOperations: (caller, id, request) => tryOperations(world, caller, id, request),
    undo: (caller, id, expected) => change(caller, id, expected, async (tables, session) => stepped(session, stepBack(await historyOf(tables, session), draftOf(session)), 'Back to before the last change.', 'There is nothing to undo.')),
    redo: (caller, id, expected) => change(caller, id, expected, async (tables, session) => stepped(session, stepForward(await historyOf(tables, session), draftOf(session)), 'The undone change is there again.', 'Nothing was undone, so there is nothing to do again.')),
    restore: (caller, id, version, expected) => change(caller, id, expected, async (tables, session) => {
      const wanted = await versionOf(tables, session, version)
      return { ...await remembered(tables, session, wanted.draft, 'restore', `version ${version}`), operations: [], receipt: plainReceipt([`The film is as it was in version ${version}.`]) }
    }),
    putDraft: (caller, id, draft, expected) => change(caller, id, expected, async (tables, session) => {
      const read = readClientDraft(draft, { stored: await tables.assets.listOf(session.id), draft: session.draft }, world)
      if (!read.ok) throw invalidDraft(read.faults)
      return { ...await remembered(tables, session, read.value, 'put-draft', 'a draft that was sent'), operations: [], receipt: plainReceipt(['The film was replaced by a draft that was sent.']) }
    }),
    async messages(caller, id, page) {
      need(caller, 'read')
      return tables.turns.listOf((await ownSession(tables, caller, id)).id, page)
    },
    follow: openFilmWatch(world),
  }
}

function subtitlesOf(draft: Draft, format: 'srt' | 'vtt'): string {
  try {
    return subtitleFile(draft, format)
  } catch (error) {
    if (error instanceof KinoraError && error.code === 'subtitles-none') throw new StudioError('asset-unknown', 'This version has no subtitles and no captions.', {}, { cause: error })
    throw error
  }
}

type Made = Omit<NewVersion, 'turn'>
type Make = (tables: Tables, session: Session) => Promise<Made> | Made

async function createSession(world: StudioWorld, caller: Caller, { name, language }: { readonly name?: string; readonly language?: string }): Promise<Session> {
  need(caller, 'write')
  needWholeAccount(caller)
  const now = world.clock.now()
  const said = language === undefined ? undefined : /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.exec(storable(language).trim())?.[0]
  const session: Session = {
    ...newSessionIds(world.random), user: caller.user, name: shownName(name ?? '', 'project'), ...(said !== undefined && { language: said }),
    ...(caller.attribution?.source !== undefined && { skill: caller.attribution.source }), version: 0, createdAt: now, updatedAt: now,
  }
  await world.store.tables.sessions.insert(session)
  return session
}

async function versionOf(tables: Tables, session: Session, version: number): Promise<FilmVersion> {
  const found = Number.isSafeInteger(version) && version > 0 && version <= session.version ? await tables.sessions.version(session.id, version) : undefined
  if (found === undefined) throw new StudioError('version-unknown', `The film has no version ${version}; it is at version ${session.version}.`, { current: session.version })
  return found
}

async function changeFilm(world: StudioWorld, caller: Caller, id: string, expected: number | undefined, make: Make): Promise<FilmVersion> {
  need(caller, 'write')
  return world.store.transaction(async (tables) => {
    const session = await lockOwnSession(tables, caller, id)
    await expectVersion(tables, session, expected)
    return writeOperation(world, tables, caller, session, await make(tables, session))
  })
}

// A draft that came back as it was makes no version: nothing would have changed for anybody.
async function writeOperation(world: StudioWorld, tables: Tables, caller: Caller, session: Session, made: Made): Promise<FilmVersion> {
  const now = world.clock.now()
  const same = isSame(draftOf(session), made.draft)
  if (same && made.idempotencyKey === undefined) {
    const present = await tables.sessions.version(session.id, session.version)
    if (present !== undefined) return present
  }
  const version = await writeVersion(tables, session, made, now)
  const { credits } = world.settings
  if (credits.enabled) await charge(tables, { id: `operation:${session.id}:${version.version}`, user: caller.user, session: session.id }, credits.operation, now)
  return version
}

async function operate(world: StudioWorld, caller: Caller, id: string, request: Parameters<SessionDesk['operate']>[2]): Promise<FilmVersion & { readonly replayed: boolean }> {
  need(caller, 'write')
  return world.store.transaction(async (tables) => {
    const session = await lockOwnSession(tables, caller, id)
    const key = request.idempotencyKey === undefined ? undefined : storable(request.idempotencyKey).slice(0, 200)
    const known = key === undefined ? undefined : await tables.sessions.versionByKey(session.id, key)
    if (known !== undefined) return { ...known, replayed: true }
    await expectVersion(tables, session, request.expectedVersion)
    const material = knownAssets({ stored: await tables.assets.listOf(session.id), draft: session.draft })
    const edit = applyClientOperations(draftOf(session), request.operations, material)
    if (!edit.ok) throw new StudioError('operation-invalid', edit.faults[0]?.message ?? 'The operations are impossible.', { faults: edit.faults })
    const { operations, sentences } = edit.receipt
    const made: Made = {
      ...await remembered(tables, session, edit.draft, operations[0]?.name ?? 'nothing', sentences[0]?.en ?? ''), operations,
      receipt: plainReceipt(sentences.map((sentence) => sentence[session.language?.startsWith('zh') === true ? 'zh' : 'en'])), ...(key !== undefined && { idempotencyKey: key }),
    }
    return { ...await writeOperation(world, tables, caller, session, made), replayed: false }
  })
}

async function remembered(tables: Tables, session: Session, draft: Draft, about: string, words: string): Promise<{ readonly draft: Draft; readonly history: History }> {
  return { draft, history: remember(await historyOf(tables, session), draftOf(session), [about], words) }
}

function stepped(session: Session, step: Step | undefined, said: string, nothing: string): Made {
  if (step === undefined) throw new StudioError('operation-invalid', nothing, { current: session.version })
  return { draft: step.draft, history: step.history, operations: [], receipt: plainReceipt([said]) }
}
