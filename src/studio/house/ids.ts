// Names of things, as the clients know them, and what a stranger may call something.

import type { RandomPort } from '../ports.ts'
import type { StudioWorld } from './world.ts'

export const tokenPrefix = 'nmv_usr_'
export const claimPrefix = 'clm_'

/** `nmv_usr_` and 43 URL-safe characters (32 bytes). */
export function newToken(random: RandomPort): string {
  return tokenPrefix + random.secret(32)
}

/** Clients take session ids for numbers that are too big for them; so they are 19 digits, always as a string. */
export function newSessionIds(random: RandomPort): { readonly id: string; readonly task: string; readonly project: string } {
  return { id: random.digits(19), task: `task_${random.hex(12)}`, project: `project_${random.hex(12)}` }
}

/** The unguessable part of a file's address; 24 characters. */
export function newSecret(random: RandomPort): string {
  return random.secret(18)
}

/** A name from outside as part of a storage key: plain letters, never a path. */
export function safeName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const plain = last.replace(/[^A-Za-z0-9._-]+/g, '_').replace(/^[._]+/, '').slice(-80)
  return plain === '' ? 'file' : plain
}

/** A name for people: one line, no folders, no control characters. */
export function shownName(name: string, otherwise = 'file'): string {
  const last = storable(name).split(/[/\\]/).at(-1) ?? ''
  const plain = last.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim().slice(0, 200)
  return plain === '' ? otherwise : plain
}

/** What a database can hold of a text: no NUL, no half characters. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
}

/** Whether plain data can be stored as JSON: the same, anywhere in it. */
export function isStorable(data: unknown): boolean {
  return !/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/i.test(JSON.stringify(data) ?? '')
}

/** Addresses of a file and of a finished film. The unguessable part is the key; the name is for people. */
export function fileLink({ settings }: Pick<StudioWorld, 'settings'>, { secret, name }: { readonly secret: string; readonly name: string }): string {
  return `${settings.publicUrl}/f/${secret}/${encodeURIComponent(name)}`
}

export function filmLink({ settings }: Pick<StudioWorld, 'settings'>, { secret, name }: { readonly secret: string; readonly name: string }): string {
  return `${settings.publicUrl}/o/${secret}/${encodeURIComponent(name)}`
}
