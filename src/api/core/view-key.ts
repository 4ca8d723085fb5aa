// Signed keys for previews: players and pictures on a page cannot send an Authorization header, so the address itself
// carries who may look at which film until when. It opens previews of that one film and nothing else.

import { timingSafeEqual } from 'node:crypto'
import type { Caller } from '../../studio/index.ts'
import type { House } from './call.ts'
import { DoorError } from './failures.ts'

interface ViewKey {
  readonly user: string
  readonly kind: Caller['kind']
  readonly plan: Caller['plan']
  readonly session: string
  /** ms since 1970 */
  readonly until: number
}

/** ms in which all keys to a film end at the same moment. */
const keptFor = 30 * 60_000

export function makeViewKey(house: House, caller: Caller, session: string): { readonly key: string; readonly expiresAt: number } {
  // The same for half an hour, so that a page that asks again gets the same addresses and the browser its cached pictures.
  const until = Math.ceil(house.now() / keptFor) * keptFor + house.settings.previewSeconds * 1000
  const content: ViewKey = { user: caller.user, kind: caller.kind, plan: caller.plan, session, until }
  const text = Buffer.from(JSON.stringify(content)).toString('base64url')
  return { key: `${text}.${house.sign(`view:${text}`)}`, expiresAt: until }
}

/** The caller that a key stands for; throws `link-expired`. `session` absent: the route names something else of the film, and the studio knows whose it is. */
export function openViewKey(house: House, key: string, session: string | undefined, address: string): Caller {
  const [text = '', signature = ''] = key.split('.')
  const content = equal(signature, house.sign(`view:${text}`)) ? (JSON.parse(Buffer.from(text, 'base64url').toString()) as ViewKey) : undefined
  if (content === undefined || (session !== undefined && content.session !== session) || content.until < house.now()) {
    throw new DoorError('link-expired', 'This address is over or was changed. Ask for /api/v1/sessions/{session}/preview again.')
  }
  return { user: content.user, kind: content.kind, plan: content.plan, scopes: ['read'], tokenHash: `view:${content.user}`, address, session: content.session }
}

function equal(left: string, right: string): boolean {
  const one = Buffer.from(left)
  const other = Buffer.from(right)
  return one.length === other.length && timingSafeEqual(one, other)
}
