// Which pictures a selection keeps: no two of the same moment, the sharp and well-lit ones, spread over the chapters of
// the day. Only for highlights or when there are too many; and always said.

import type { Asset, PhotoFacts, Sentence } from '../draft/index.ts'
import { duplicatesOf } from './photos.ts'

/** Below this a photo is weak; a soft portrait still scores 0.56. */
const weakScore = 0.45

export function selectAssets(assets: readonly Asset[], most: number, drop: boolean): { readonly assets: readonly Asset[]; readonly because: readonly Sentence[] } {
  const doubles = drop ? duplicateAssets(assets) : new Set<string>()
  const single = assets.filter((asset) => !doubles.has(asset.id))
  const good = drop ? single.filter((asset) => (scoreOf(asset) ?? 1) >= weakScore) : single
  // Rejecting must leave enough to make a film of.
  const pool = good.length >= Math.min(3, single.length) ? good : single
  const kept = pool.length <= most ? pool : spread(pool, Math.max(1, most))
  const weak = single.length - pool.length
  const over = pool.length - kept.length
  const because = [
    ...(doubles.size > 0 ? [{ en: `Left out ${doubles.size} near-duplicate${doubles.size === 1 ? '' : 's'}.`, zh: `去掉了 ${doubles.size} 张相似的照片。` }] : []),
    ...(weak > 0 ? [{ en: `Left out ${weak} blurred or badly lit photo${weak === 1 ? '' : 's'}.`, zh: `去掉了 ${weak} 张模糊或曝光差的照片。` }] : []),
    ...(over > 0 ? [{ en: `Left out ${over} more: ${kept.length} fit.`, zh: `另外 ${over} 张放不下，只用了 ${kept.length} 张。` }] : []),
  ]
  return { assets: kept, because }
}

function scoreOf(asset: Asset): number | undefined {
  return asset.facts?.kind === 'photo' ? asset.facts.score : undefined
}

function duplicateAssets(assets: readonly Asset[]): ReadonlySet<string> {
  const photos = assets.filter((asset) => asset.facts?.kind === 'photo')
  return new Set(duplicatesOf(photos.map((asset) => asset.facts as PhotoFacts)).flatMap((group) => group.members.filter((index) => index !== group.best).map((index) => photos[index]!.id)))
}

// The best of each of `count` equal stretches of the order, so that no part of the day is missing.
function spread(assets: readonly Asset[], count: number): Asset[] {
  return Array.from({ length: count }, (_none, index) => {
    const part = assets.slice(Math.floor((index * assets.length) / count), Math.floor(((index + 1) * assets.length) / count))
    return part.reduce((best, asset) => ((scoreOf(asset) ?? 0.5) > (scoreOf(best) ?? 0.5) ? asset : best))
  })
}
