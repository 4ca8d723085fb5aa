// How a film gets a new version: in the transaction of whatever makes it, with the session held, the version the maker
// saw compared, and the undo history written along.

import { differences, emptyDraft, filmDuration, type Draft, type Operation } from '../../draft/index.ts'
import type { FilmVersion, Receipt, Session, Tables } from '../ports.ts'
import { StudioError } from '../service.ts'
import { emptyHistory, type History } from '../turn-history.ts'
import { usedAssets } from './material.ts'
import { packHistory, unpackHistory } from './stored-history.ts'
import { topics } from './waiting.ts'

export interface NewVersion {
  readonly draft: Draft
  readonly history: History
  readonly operations: readonly Operation[]
  readonly receipt: Receipt
  readonly turn?: string
  readonly idempotencyKey?: string
}

export function draftOf(session: Session): Draft {
  return session.draft ?? emptyDraft()
}

export async function historyOf(tables: Tables, session: Session): Promise<History> {
  const stored = session.version === 0 ? undefined : await tables.sessions.history(session.id)
  return stored === undefined ? emptyHistory : unpackHistory(stored)
}

/** Writes the version after the session's present one. The session must be locked. */
export async function writeVersion(tables: Tables, session: Session, made: NewVersion, now: number): Promise<FilmVersion> {
  const { draft, history, ...about } = made
  const version: FilmVersion = { session: session.id, version: session.version + 1, draft, createdAt: now, ...about }
  await tables.sessions.addVersion(version)
  // An older film that is taken up again brings back the files that were removed since.
  await tables.assets.unhide(session.id, { assets: [...usedAssets(draft)] })
  await tables.sessions.update(session.id, { version: version.version, draft, history: packHistory(history), updatedAt: now })
  await tables.announce(topics.session(session.id))
  return version
}

/** Throws `version-conflict` with what became different since, unless the session is at the expected version. */
export async function expectVersion(tables: Tables, session: Session, expected: number | undefined): Promise<void> {
  if (expected === undefined || expected === session.version) return
  const seen = expected === 0 ? emptyDraft() : (await tables.sessions.version(session.id, expected))?.draft
  throw new StudioError('version-conflict', seen === undefined
    ? `The film is at version ${session.version}; there was never a version ${expected}.`
    : `The film is at version ${session.version} and no longer at ${expected}. Look at what changed, then try again.`, {
    current: session.version, expected, differences: seen === undefined ? [] : differencesFor(seen, draftOf(session)),
    changes: expected < session.version ? await changesSince(tables, session, expected) : [],
  })
}

/** What happened to the film after a version, in the words of its receipts, oldest first. */
async function changesSince(tables: Tables, { id, version }: Session, since: number): Promise<readonly string[]> {
  const newer = await tables.sessions.versions(id, { offset: 0, limit: Math.min(mostTold, version - since) })
  return [...newer].reverse().flatMap(({ receipt }) => receipt.changes)
}

/** Versions that a conflict tells of. */
const mostTold = 20

/** A draft or a wish of a client that makes no film, with every fault found. */
export function invalidDraft(faults: readonly { readonly message: string }[]): StudioError {
  return new StudioError('draft-invalid', faults[0]?.message ?? 'The draft is no film.', { faults })
}

/** Changes without the material, whose facts would fill pages. */
export function differencesFor(before: Draft, after: Draft) {
  return differences(before, after).filter(({ path }) => !path.startsWith('/assets')).slice(0, 200)
}

/** Whether two drafts are the same film. */
export function isSame(before: Draft, after: Draft): boolean {
  return before === after || differences(before, after).length === 0
}

/** A receipt of a change that nobody said in words. */
export function plainReceipt(changes: readonly string[]): Receipt {
  return { changes, assumed: [], notUnderstood: [], refused: [] }
}

/** The film in one sentence for a receipt: `10 pictures, 20 s, 1920×1080`. */
export function summaryOf(draft: Draft): string {
  const { width, height } = draft.canvas
  const pictures = draft.picture.segments.length
  return `${pictures} ${pictures === 1 ? 'picture' : 'pictures'}, ${filmDuration(draft) / 1000} s, ${width}×${height}`
}
