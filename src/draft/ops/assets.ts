// Material coming into a film and leaving it. Adding material shows nothing yet; removing it takes along whatever uses it.

import { z } from 'zod'
import { failure, success, type Outcome } from '../../base/index.ts'
import { deepEqual } from '../change.ts'
import { withChain } from '../chain.ts'
import type { Asset, Draft, Segment } from '../document.ts'
import { allSegments, assetById, needAsset } from '../find.ts'
import { removePlaced } from '../place.ts'
import { asset } from '../schema/document.ts'
import { assetId } from '../schema/values.ts'
import { assetKindName, assetName, list, title } from '../wording.ts'
import { defineOperation } from './define.ts'

export const addAsset = defineOperation('add-asset', z.strictObject({ asset }), {
  title: 'Add material',
  description: 'Makes a photo, clip or sound known to the film so that other operations can use it. Nothing is shown or heard yet. Adding a known asset again updates its facts.',
  apply(draft, { asset }) {
    const known = assetById(draft, asset.id)
    if (known !== undefined && deepEqual(known, asset)) return success(draft)
    if (known !== undefined && !sameContent(known, asset)) {
      return failure({ code: 'asset-exists', path: '/asset/id', message: `The id "${asset.id}" already names ${known.name}, which is another file. Give the new one an id of its own.` })
    }
    return success({ ...draft, assets: { ...draft.assets, [asset.id]: asset } })
  },
  describe(before, _after, { asset }) {
    const kind = assetKindName(asset.kind)
    if (assetById(before, asset.id) !== undefined) return { en: `Updated what is known of ${asset.name}.`, zh: `更新了 ${asset.name} 的信息。` }
    return { en: `Took in the ${kind.en} ${asset.name}.`, zh: `收入${kind.zh} ${asset.name}。` }
  },
})

// A file that was measured later, or renamed for people, is still the same file.
function sameContent(known: Asset, given: Asset): boolean {
  if (known.kind !== given.kind) return false
  return known.hash !== undefined && given.hash !== undefined ? known.hash === given.hash : known.source === given.source
}

export const removeAsset = defineOperation('remove-asset', z.strictObject({ asset: assetId }), {
  title: 'Remove material',
  description: 'Takes a photo, clip or sound out of the film altogether, together with every segment that uses it and what hangs on those.',
  apply(draft, { asset }): Outcome<Draft> {
    const found = needAsset(draft, asset, ['photo', 'clip', 'sound'], '/asset')
    if (!found.ok) return found
    const chained = withChain(draft, draft.picture.segments.filter((segment) => !uses(segment, asset)))
    const cleared = removePlaced(chained, (segment) => uses(segment, asset))
    const { [asset]: _gone, ...assets } = cleared.assets
    return success({ ...cleared, assets })
  },
  describe(before, _after, { asset }) {
    const users = allSegments(before).filter((segment) => uses(segment, asset)).map(title)
    const name = assetName(before, asset)
    if (users.length === 0) return { en: `Removed ${name} from the material.`, zh: `从素材中移除了 ${name}。` }
    return { en: `Removed ${name} from the material and the film (${list(users).en}).`, zh: `从素材和影片中移除了 ${name}（${list(users).zh}）。` }
  },
})

/** Whether a segment shows or plays an asset. */
export function uses(segment: Segment, asset: string): boolean {
  if (segment.kind === 'sound') return segment.content.kind === 'asset' && segment.content.asset === asset
  return 'asset' in segment && segment.asset === asset
}
