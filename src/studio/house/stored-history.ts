// The undo history as it lies in the database: up to 200 drafts that share nearly all they hold. What weighs most, the
// facts of the material, is written once in a pool; each draft only names its places there.

import type { Asset, Draft } from '../../draft/index.ts'
import type { History, Version } from '../turn-history.ts'

export interface StoredHistory {
  /** Every different state of an asset that any of the drafts holds. */
  readonly pool: readonly Asset[]
  readonly past: readonly StoredVersion[]
  readonly future: readonly StoredVersion[]
}

export interface StoredVersion extends Omit<Version, 'draft'> {
  readonly draft: Omit<Draft, 'assets'>
  /** Places in the pool, in the draft's order. */
  readonly assets: readonly number[]
}

export function packHistory(history: History): StoredHistory {
  const pool: Asset[] = []
  const byIdentity = new Map<Asset, number>()
  const byContent = new Map<string, number>()
  function placeOf(asset: Asset): number {
    const known = byIdentity.get(asset)
    if (known !== undefined) return known
    const content = JSON.stringify(asset)
    const place = byContent.get(content) ?? pool.push(asset) - 1
    byContent.set(content, place)
    byIdentity.set(asset, place)
    return place
  }
  function pack({ draft: { assets, ...draft }, ...version }: Version): StoredVersion {
    return { ...version, draft, assets: Object.values(assets).map(placeOf) }
  }
  return { past: history.past.map(pack), future: history.future.map(pack), pool }
}

export function unpackHistory({ pool, past, future }: StoredHistory): History {
  function unpack({ assets, draft, ...version }: StoredVersion): Version {
    const { format, title, canvas, ...rest } = draft
    const known = Object.fromEntries(assets.map((place) => [pool[place]!.id, pool[place]!]))
    return { ...version, draft: { format, title, canvas, assets: known, ...rest } }
  }
  return { past: past.map(unpack), future: future.map(unpack) }
}
