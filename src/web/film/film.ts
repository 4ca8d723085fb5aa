// What the page knows of one film, as an immutable value, and nothing about how it is shown. Made by film-store.ts.

import type { Draft, Operation } from '../../draft/index.ts'
import type { Answer, StreamEvent } from '../client/client.ts'

export type Session = Answer<'session'>
export type VersionLine = Answer<'versions'>['versions'][number]
export type Receipt = VersionLine['receipt']
export type Turn = Answer<'turn'>
export type TurnEvent = StreamEvent<'turnEvents'>
export type SentFile = Answer<'assets'>['files'][number]
export type Render = Answer<'renders'>['renders'][number]
export type Preview = Answer<'preview'>
export type FilmEvent = StreamEvent<'filmEvents'>
export type Question = Extract<TurnEvent, { type: 'question' }>

/** A turn as the conversation shows it: said, and told so far. */
export interface Exchange {
  /** The turn's id; of a message that the server has not answered yet, a name of the page's own. */
  readonly id: string
  readonly text: string
  /** waiting: for files on their way; sending: to the server; unsent: it did not get there. */
  readonly state: Turn['state'] | 'waiting' | 'sending' | 'unsent'
  readonly reply: string
  readonly startedAt: number
  /** What it changed, with the version that it made. */
  readonly made?: { readonly version: number; readonly receipt: Receipt }
  readonly question?: Question
  /** What the turn is doing, newest last: names of tools. */
  readonly steps: readonly string[]
  readonly problem?: string
}

/** Something to tell once, in words of the page or of the server. */
export interface Notice {
  readonly id: number
  readonly kind: 'problem' | 'conflict' | 'offline' | 'done'
  readonly text: string
}

export interface Film {
  readonly session: Session
  /** The film as the page shows it: the server's newest version with the gestures on top that are on their way. */
  readonly draft: Draft | undefined
  /** The server's newest version that the page knows; 0: nothing was made. */
  readonly version: number
  /** Newest first. */
  readonly versions: readonly VersionLine[]
  /** Oldest first. */
  readonly exchanges: readonly Exchange[]
  readonly files: readonly SentFile[]
  /** Newest first. */
  readonly renders: readonly Render[]
  /** Signed addresses of `version`; absent until the first version. */
  readonly preview: Preview | undefined
  /** Operations on their way to the server. */
  readonly pending: readonly Operation[]
  readonly notices: readonly Notice[]
}

/** Whether a turn runs now. */
export function isBusy({ exchanges }: Pick<Film, 'exchanges'>): boolean {
  const last = exchanges.at(-1)
  return last !== undefined && (last.state === 'running' || last.state === 'sending')
}

/** Whether an export still changes. */
export function isRunning({ state }: Pick<Render, 'state'>): boolean {
  return state === 'pending' || state === 'processing'
}

/** The name people know the film by. */
export function filmName({ session, draft }: Pick<Film, 'session' | 'draft'>): string | undefined {
  const named = session.name === '' || session.name === 'project' ? undefined : session.name
  return named ?? (draft?.title || undefined)
}
