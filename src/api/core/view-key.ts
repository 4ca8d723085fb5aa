// Signed keys for previews: players and pictures on a page cannot send an Authorization header, so the address itself
// carries which film may be looked at until when. It opens previews of that one film and nothing else, and goes on doing so
// when the film gets another owner: somebody may be watching while an account takes over what an anonymous user made.

import type { House } from './call.ts'
import { DoorError } from './failures.ts'
import { isSameText } from './same-text.ts'

/** ms in which all keys to a film end at the same moment. */
const keptFor = 30 * 60_000

export function makeViewKey(house: House, session: string): { readonly key: string; readonly expiresAt: number } {
  // The same for half an hour, so that a page that asks again gets the same addresses and the browser its cached pictures.
  const expiresAt = Math.ceil(house.now() / keptFor) * keptFor + house.settings.previewSeconds * 1000
  return { key: signed(house, `${session}.${expiresAt}`), expiresAt }
}

/** The film that a key opens; throws `link-expired`. `wanted` absent: the route names something else of the film, and the studio knows whose it is. */
export function openViewKey(house: House, key: string, wanted: string | undefined): string {
  const [session = '', until = ''] = key.split('.', 2)
  if (!isSameText(key, signed(house, `${session}.${until}`)) || (wanted !== undefined && session !== wanted) || Number(until) < house.now()) {
    throw new DoorError('link-expired', 'This address is over or was changed. Ask for /api/v1/sessions/{session}/preview again.')
  }
  return session
}

function signed(house: House, text: string): string {
  return `${text}.${house.sign(`view:${text}`)}`
}
