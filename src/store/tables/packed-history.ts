// An undo history holds up to 200 whole drafts that share nearly all their parts. As plain JSON it would be megabytes, written
// with every turn; here each different part is written once and the drafts refer to it. Reading it gives the same
// values again, and shares what was shared.

import { KinoraError } from '../../base/index.ts'
import type { Session } from '../../studio/ports.ts'

type History = NonNullable<Session['history']>

// A part is a leaf `[value]`, a list `{"l":[places]}` or an object `{"k":[names],"v":[places]}`; a place is the part's index.
type Part = readonly [unknown] | { readonly l: readonly number[] } | { readonly k: readonly string[]; readonly v: readonly number[] }

/** Parts; the last one is the whole. */
export function packHistory(history: History): string {
  const parts: string[] = []
  const places = new Map<string, number>()
  const known = new Map<object, number>()
  return `[${store(history) === parts.length - 1 ? parts.join(',') : ''}]`

  function store(value: unknown): number {
    if (typeof value !== 'object' || value === null) return place([value ?? null])
    const seen = known.get(value)
    if (seen !== undefined) return seen
    const at = place(partOf(value))
    known.set(value, at)
    return at
  }

  function partOf(value: object): Part {
    if (Array.isArray(value)) return { l: value.map(store) }
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
    return { k: entries.map(([name]) => name), v: entries.map(([, inner]) => store(inner)) }
  }

  function place(part: Part): number {
    const text = JSON.stringify(part)
    const there = places.get(text)
    if (there !== undefined) return there
    places.set(text, parts.push(text) - 1)
    return parts.length - 1
  }
}

export function unpackHistory(text: string): History {
  const parts = JSON.parse(text) as readonly Part[]
  const values: unknown[] = []
  for (const part of parts) values.push(valueOf(part, values))
  if (values.length === 0) throw new KinoraError({ code: 'store-damaged', message: 'The undo history of a session is empty in the database.' })
  return values.at(-1) as History
}

function valueOf(part: Part, values: readonly unknown[]): unknown {
  if ('l' in part) return part.l.map((place) => values[place])
  if ('k' in part) return Object.fromEntries(part.k.map((name, index) => [name, values[part.v[index]!]]))
  return part[0]
}
