// Direct operations of the catalogue, as a page's gestures or a program send them. A stranger may name material by the id
// of a file that was sent; what that material is, and where, only we say.

import { failure, success, type Fault, type Outcome } from '../../base/index.ts'
import { applyOperations, type Asset, type Draft, type Edit } from '../../draft/index.ts'
import { isStorable } from './ids.ts'

type Keyed = Readonly<Record<string, unknown>>

/** Applies operations of a stranger; `known` is all material that the film may use. */
export function applyClientOperations(draft: Draft, operations: readonly unknown[], known: Readonly<Record<string, Asset>>): Edit {
  if (operations.length === 0) return { ok: false, draft, faults: [{ code: 'operations-missing', path: '/operations', message: 'There is no operation to apply.' }] }
  if (!isStorable(operations)) return { ok: false, draft, faults: [{ code: 'text-damaged', path: '/operations', message: 'The operations hold characters that are no text (NUL or half a character).' }] }
  const read = withMaterial(draft, operations, known)
  return read.ok ? applyOperations(draft, read.value) : { ok: false, draft, faults: read.faults }
}

// Material is added where it is first named, so that "add this photo" is one operation for whoever sends it.
function withMaterial(draft: Draft, operations: readonly unknown[], known: Readonly<Record<string, Asset>>): Outcome<readonly unknown[]> {
  const faults: Fault[] = []
  const present = new Set(Object.keys(draft.assets))
  const result: unknown[] = []
  for (const [index, operation] of operations.entries()) {
    const named = assetOf(operation)
    const asset = named === undefined || !Object.hasOwn(known, named) ? undefined : known[named]
    if (isKeyed(operation) && operation['name'] === 'add-asset') {
      if (asset === undefined) faults.push({ code: 'asset-unknown', path: `/operations/${index}/asset/id`, message: `${JSON.stringify(named ?? null)} is not a file that was sent to this film. Upload it first.` })
      else result.push({ name: 'add-asset', asset })
    } else if (touchesMaterial(operation)) {
      faults.push({ code: 'asset-unchangeable', path: `/operations/${index}/changes`, message: 'What is known of the material cannot be changed by hand. Use add-asset and remove-asset.' })
    } else {
      if (asset !== undefined && !present.has(asset.id) && named !== undefined) result.push({ name: 'add-asset', asset })
      result.push(operation)
    }
    if (named !== undefined) present.add(named)
  }
  return faults.length > 0 ? failure(...faults) : success(result)
}

function assetOf(operation: unknown): string | undefined {
  if (!isKeyed(operation)) return undefined
  const { asset, content } = operation
  const named = isKeyed(asset) ? asset['id'] : asset ?? (isKeyed(content) ? content['asset'] : undefined)
  return typeof named === 'string' ? named : undefined
}

function touchesMaterial(operation: unknown): boolean {
  if (!isKeyed(operation) || operation['name'] !== 'apply-changes' || !Array.isArray(operation['changes'])) return false
  return operation['changes'].some((change) => !isKeyed(change) || typeof change['path'] !== 'string' || !/^\/(?!assets(?:\/|$)|format(?:\/|$)|serial(?:\/|$))/.test(change['path']))
}

function isKeyed(value: unknown): value is Keyed {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
