// Makes sure that the material of a draft is there and is what the draft says, before any work begins. Chunk names
// stand on content hashes, so a file that changed since it was examined must not pass for the old one.

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { KinoraError } from '../base/index.ts'
import type { Asset, Draft } from '../draft/index.ts'

export interface Material {
  /** The draft with a hash on every asset that it uses. */
  readonly draft: Draft
  /** Where the bytes are, by hash. */
  readonly sources: Readonly<Record<string, string>>
}

/** Throws `asset-missing` for a used asset whose file cannot be read. Assets that nothing uses are left alone. */
export async function gatherMaterial(draft: Draft): Promise<Material> {
  const sources: Record<string, string> = {}
  const assets: Record<string, Asset> = { ...draft.assets }
  let changed = false
  for (const id of usedAssets(draft)) {
    const asset = draft.assets[id]
    if (asset === undefined) throw new KinoraError({ code: 'asset-unknown', message: `The film uses the material ${id}, which the draft does not list.`, path: `/assets/${id}` })
    const hash = await currentHash(asset)
    if (hash !== asset.hash) {
      assets[id] = { ...asset, hash }
      changed = true
    }
    sources[hash] = asset.source
  }
  return { draft: changed ? { ...draft, assets } : draft, sources }
}

/** Ids of the assets that stand in some segment, in no particular order. */
export function usedAssets(draft: Draft): Set<string> {
  const used = new Set<string>()
  for (const segment of draft.picture.segments) if (segment.kind !== 'card') used.add(segment.asset)
  for (const track of draft.overlays) for (const segment of track.segments) used.add(segment.asset)
  for (const track of draft.sounds) for (const segment of track.segments) if (segment.content.kind === 'asset') used.add(segment.content.asset)
  return used
}

// Reading 500 photos again would take seconds; a file of the examined size is taken to be the examined file.
async function currentHash(asset: Asset): Promise<string> {
  const found = await stat(asset.source).catch(() => undefined)
  if (found?.isFile() !== true) {
    throw new KinoraError({ code: 'asset-missing', path: asset.source, message: `${asset.name} is not where it was (${asset.source}). Put it back, or remove it from the film.` })
  }
  if (asset.hash !== undefined && (asset.facts === undefined || asset.facts.bytes === found.size)) return asset.hash
  const hash = createHash('sha256')
  for await (const part of createReadStream(asset.source)) hash.update(part as Buffer)
  return hash.digest('hex')
}
