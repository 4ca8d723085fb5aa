// Opens a film with everything that belongs to it while it is looked at: its store, the watched moment, the selection, and
// the files that are on their way to it.

import type { Client } from '../client/client.ts'
import { currentLanguage } from '../words/language.ts'
import { areSamplesOpen, goOnWithSamples, samplesSettled } from '../uploads/samples.ts'
import { isOpen } from '../uploads/upload.ts'
import { serveUploads, uploads } from '../uploads/uploads.ts'
import { words } from '../app/words.ts'
import { openFilm as openStore, type FilmStore } from './film-store.ts'
import type { Session } from './film.ts'
import { followFilm } from './follow-film.ts'
import { createOutbox } from './outbox.ts'
import { createPlayhead, type Playhead } from './playhead.ts'
import { createSelection, type Selection } from './selection.ts'

export interface OpenFilm {
  readonly store: FilmStore
  readonly playhead: Playhead
  readonly selection: Selection
}

/** The outbox of this tab. */
export const outbox = createOutbox(globalThis.sessionStorage)

/** Throws `ServerRefusal` when the film cannot be had. */
export async function openFilm(client: Client, session: Session): Promise<OpenFilm> {
  await serveUploads(session.id, client)
  goOnWithSamples(session.id, client)
  const files = {
    open: () => areSamplesOpen(session.id) || uploads.current().some((one) => one.session === session.id && isOpen(one)),
    settled: async (signal: AbortSignal) => void (await Promise.all([samplesSettled(session.id, signal), uploads.settled(session.id, signal)])),
  }
  const store = await openStore(client, session, { language: currentLanguage, now: Date.now, outbox, files })
  const stops = [followFilm(client, store, () => store.notify('problem', words[currentLanguage()].removed)), onArrival(session.id, () => void store.refreshFiles().catch(() => undefined))]
  const close = () => {
    stops.forEach((stop) => stop())
    store.close()
  }
  return { store: { ...store, close }, playhead: createPlayhead(), selection: createSelection() }
}

/** Calls whenever another file of the film has arrived. */
function onArrival(session: string, arrived: () => void): () => void {
  const count = () => uploads.current().filter((one) => one.session === session && one.state === 'done').length
  let known = count()
  return uploads.onChange(() => {
    const now = count()
    if (now > known) arrived()
    known = now
  })
}
