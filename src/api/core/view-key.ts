// Signed keys for previews: players and pictures on a page cannot send an Authorization header, so the address itself
// carries who may look at which film until when. It opens previews of that one film and nothing else. Sealed and not only
// signed: an address is passed on, and whoever has it must not learn whose film it is.

import { createCipheriv, createDecipheriv } from 'node:crypto'
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
  return { key: sealed(house, JSON.stringify(content)), expiresAt: until }
}

/** The caller that a key stands for; throws `link-expired`. `session` absent: the route names something else of the film, and the studio knows whose it is. */
export function openViewKey(house: House, key: string, session: string | undefined, address: string): Caller {
  const text = unsealed(house, key)
  const content = text === undefined ? undefined : (JSON.parse(text) as ViewKey)
  if (content === undefined || (session !== undefined && content.session !== session) || content.until < house.now()) {
    throw new DoorError('link-expired', 'This address is over or was changed. Ask for /api/v1/sessions/{session}/preview again.')
  }
  return { user: content.user, kind: content.kind, plan: content.plan, scopes: ['read'], tokenHash: `view:${content.user}`, address, session: content.session }
}

const nonceBytes = 12
const tagBytes = 16

// The nonce follows from the content, so that the same content is the same key; different ones never share a nonce.
function sealed(house: House, text: string): string {
  const nonce = Buffer.from(house.sign(`view-nonce:${text}`), 'base64url').subarray(0, nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', secretOf(house), nonce)
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url')
}

function unsealed(house: House, key: string): string | undefined {
  const bytes = Buffer.from(key, 'base64url')
  if (bytes.length <= nonceBytes + tagBytes) return undefined
  const decipher = createDecipheriv('aes-256-gcm', secretOf(house), bytes.subarray(0, nonceBytes)).setAuthTag(bytes.subarray(-tagBytes))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}

/** 32 bytes, the same in every process of the house. */
function secretOf(house: House): Buffer {
  return Buffer.from(house.sign('view-key'), 'base64url')
}
