// Makes a new film of what somebody has and says: the film, its files on their way, the first message behind them. The
// workspace opens at once; everything goes on there.

import { accounts, client } from '../app/house.ts'
import { addressOfFilm } from '../app/place.ts'
import { ServerRefusal } from '../client/client.ts'
import { outbox } from '../film/open-film.ts'
import { messageName } from '../film/outbox.ts'
import { wantSamples } from '../uploads/samples.ts'
import { serveUploads, uploads } from '../uploads/uploads.ts'
import { currentLanguage } from '../words/language.ts'

export interface Beginning {
  readonly text: string
  readonly files: readonly File[]
  /** Adds the house's sample pictures. */
  readonly samples: boolean
}

/** The new film's address; throws `ServerRefusal`. */
export async function beginFilm({ text, files, samples }: Beginning): Promise<string> {
  const session = await newSession()
  if (samples) wantSamples(session.id, client)
  if (files.length > 0) {
    await serveUploads(session.id, client)
    uploads.add(session.id, files)
  }
  if (text.trim() !== '') outbox.keep(session.id, { id: messageName(Date.now()), text: text.trim(), saidAt: Date.now() })
  return addressOfFilm(session)
}

async function newSession() {
  const make = () => client.ask('createSession', { body: { language: currentLanguage() } })
  await accounts.need()
  try {
    return await make()
  } catch (thrown) {
    // A token of another house, or one whose time is over: the client has forgotten it, so this makes a fresh one.
    if (!(thrown instanceof ServerRefusal) || thrown.code !== 'token-invalid') throw thrown
    await accounts.need()
    return make()
  }
}
