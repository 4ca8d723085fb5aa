// One text for one value: keys sorted, undefined left out. Content names (chunk keys, cache keys) are hashes of this.

/** JSON with object keys in code-unit order, so that equal values give equal texts. Throws a TypeError on a cycle. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (isPlainObject(inner) ? sorted(inner) : inner))
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function sorted(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, value[key]]))
}
