// The studio's values as our own REST shows them.

import { filmDuration, summaryLine, type Draft, type Operation } from '../../draft/index.ts'
import { StudioError, type FilmVersion, type Receipt, type RenderView, type Session, type Tried, type Turn } from '../../studio/index.ts'

export function sessionView(session: Session) {
  const { id, task, project, name, language, version, draft, createdAt, updatedAt } = session
  return {
    id, task, project, name, version, createdAt, updatedAt, ...(language !== undefined && { language }),
    ...(draft && { summary: summaryLine(draft), duration: filmDuration(draft) }),
  }
}

export function versionLine({ version, receipt, operations, turn, createdAt }: Omit<FilmVersion, 'draft'>) {
  return { version, receipt: receiptView(receipt), operations: operations.map(operationView), createdAt, ...(turn !== undefined && { turn }) }
}

/** A version with its draft; where files lie on our disks is nobody's business. */
export function versionView(film: FilmVersion & { readonly replayed?: boolean }) {
  return { ...versionLine(film), draft: draftView(film.draft), summary: summaryLine(film.draft), ...(film.replayed !== undefined && { replayed: film.replayed }) }
}

function draftView(draft: Draft) {
  return { ...draft, assets: Object.fromEntries(Object.entries(draft.assets).map(([id, { source: _, ...asset }]) => [id, asset])) }
}

/** What operations or a message would do. */
export function triedView({ version, operations, receipt, draft }: Tried) {
  return { version, operations: operations.map(operationView), receipt: receiptView(receipt), draft: draftView(draft), summary: summaryLine(draft) }
}

// Material that an operation brings along is a file of the caller, and lies somewhere.
function operationView(operation: Operation): { readonly name: string; readonly [key: string]: unknown } {
  if (operation.name !== 'add-asset') return { ...operation }
  const { source: _, ...asset } = operation.asset
  return { ...operation, asset }
}

function receiptView({ changes, assumed, notUnderstood, refused }: Receipt) {
  return { changes: [...changes], assumed: [...assumed], notUnderstood: [...notUnderstood], refused: [...refused] }
}

export function turnView({ id, session, text, state, reply, startedAt, endedAt }: Turn) {
  return { id, session, text, state, startedAt, ...(reply !== undefined && { reply }), ...(endedAt !== undefined && { endedAt }) }
}

export function renderView(view: RenderView) {
  const { id, session, version, state, progress, secondsLeft, error, output, file, position, createdAt, completedAt, expiresAt } = view
  return {
    id, session, version, state, progress, output: { ...output }, position, createdAt, ...(secondsLeft !== undefined && { secondsLeft }), ...(error !== undefined && { error }),
    ...(file && { file: { url: file.url, name: file.name, bytes: file.bytes, width: file.report.width, height: file.report.height, seconds: file.report.durationSeconds } }),
    ...(completedAt !== undefined && { completedAt }), ...(expiresAt !== undefined && { expiresAt }),
  }
}

/** `3`; the film has no other versions than whole numbers from 1. */
export function versionNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new StudioError('version-unknown', 'There is no such version.')
  return Number(text)
}

/** `current`, or a number. */
export function versionOf(text: string): { readonly version?: number } {
  return text === 'current' ? {} : { version: versionNumber(text) }
}
