// Keys of other programs: on the wire they stand beside ours; those that would collide stand under `ex`. Unknown keys of
// `m` are kept under names that begin with `m.`.

import type { Extra } from '../document.ts'
import { metaKeys } from './shape.ts'

type Keyed = Readonly<Record<string, unknown>>

/** What of `extra` goes beside our keys. */
export function encodeExtra(extra: Extra | undefined, ours: ReadonlySet<string>): Keyed {
  if (extra === undefined) return {}
  const entries = Object.entries(extra)
  const colliding = entries.filter(([key]) => ours.has(key))
  const beside = entries.filter(([key]) => !ours.has(key))
  // An empty `extra` is still one.
  return { ...Object.fromEntries(beside), ...(colliding.length > 0 || entries.length === 0 ? { ex: Object.fromEntries(colliding) } : {}) }
}

export function decodeExtra(wire: Keyed, ours: ReadonlySet<string>): { readonly extra?: Extra } {
  const beside = Object.entries(wire).filter(([key]) => !ours.has(key))
  const ex = wire['ex'] as Keyed | undefined
  return beside.length > 0 || ex !== undefined ? { extra: { ...Object.fromEntries(beside), ...ex } } : {}
}

const metaPrefix = 'm.'
const isMeta = (key: string) => key.startsWith(metaPrefix) && !metaKeys.has(key.slice(metaPrefix.length))

/** Splits a draft's `extra` into what goes into `m` and what goes beside `t`. */
export function splitExtra(extra: Extra | undefined): { readonly meta: Keyed; readonly rest: Extra | undefined } {
  if (extra === undefined) return { meta: {}, rest: undefined }
  const meta = Object.entries(extra).filter(([key]) => isMeta(key))
  if (meta.length === 0) return { meta: {}, rest: extra }
  const rest = Object.entries(extra).filter(([key]) => !isMeta(key))
  return { meta: Object.fromEntries(meta.map(([key, value]) => [key.slice(metaPrefix.length), value])), rest: rest.length > 0 ? Object.fromEntries(rest) : undefined }
}

export function metaExtra(meta: Keyed): Keyed {
  return Object.fromEntries(Object.entries(meta).filter(([key]) => !metaKeys.has(key)).map(([key, value]) => [metaPrefix + key, value]))
}
