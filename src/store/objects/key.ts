// Names of objects. They come from our own code and still are checked here: a key that escapes its folder would be a hole.

import { KinoraError } from '../../base/index.ts'

const longestKey = 512

/** The key itself. Throws `object-key` unless it is parts of letters, digits, `.`, `_`, `-` between single slashes, none beginning with a dot. */
export function checkedKey(key: string): string {
  if (key.length > 0 && key.length <= longestKey && key.split('/').every((part) => /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(part))) return key
  throw new KinoraError({ code: 'object-key', message: `"${key.slice(0, 80)}" is no name for an object: letters, digits, ".", "_" and "-" in parts between single slashes, no part beginning with a dot.` })
}

/** A prefix means whole parts: `chunks/a` has `chunks/a/1` under it and not `chunks/ab`. */
export function checkedPrefix(prefix: string): string {
  return `${checkedKey(prefix.replace(/[/]$/, ''))}/`
}

export function missing(key: string): KinoraError {
  return new KinoraError({ code: 'object-missing', message: `The object ${key} is not in the storage (any more).`, path: key })
}
