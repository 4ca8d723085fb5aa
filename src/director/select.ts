// Which pictures a selection keeps: no two of the same moment, the sharp and well-lit ones, spread over the chapters of
// the day. Only for highlights or when there are too many; and always said.

import type { Asset, PhotoFacts, Sentence } from '../draft/index.ts'
import { duplicatesOf } from './photos.ts'

/** Below this a photo is weak; a soft portrait still scores 0.56. */
export const weakScore = 0.45
/** Among enough good ones a photo is weak below this share of their middle. */
const weakShare = 0.62
const enough = 5

/** What a length leaves each picture, ms: under `comfort` doubles and weak ones go, under `least` good ones too. */
export function crowding(pace: 'slow' | 'medium' | 'fast'): { readonly comfort: number; readonly least: number } {
  return pace === 'fast' ? { comfort: 800, least: 500 } : { comfort: 1200, least: 800 }
}

/**
 * Fits pictures into a length: near-duplicates go first, then weak ones, and only then good ones, spread over the order.
 * Says what went and how to have everything.
 */
export function fitAssets(assets: readonly Asset[], duration: number, limits: { readonly comfort: number; readonly least: number }): { readonly assets: readonly Asset[]; readonly because: readonly Sentence[] } {
  const room = Math.max(1, Math.floor(duration / limits.comfort))
  if (assets.length <= room) return { assets, because: [] }
  const doubles = duplicateAssets(assets)
  const single = assets.filter((asset) => !doubles.has(asset.id))
  // The weakest first, and no more of them than there is no room for.
  const weak = [...single].filter((asset) => (scoreOf(asset) ?? 1) < weakScore).sort((left, right) => scoreOf(left)! - scoreOf(right)!).slice(0, Math.max(0, single.length - room))
  const good = single.filter((asset) => !weak.includes(asset))
  const most = Math.max(1, Math.floor(duration / limits.least))
  const kept = good.length <= most ? good : spread(good, most)
  if (kept.length === assets.length) return { assets, because: [] }
  const parts = [[doubles.size, 'near-duplicate', '张几乎一样'], [weak.length, 'weak one', '张模糊或曝光差'], [good.length - kept.length, 'more for lack of room', '张放不下']] as const
  const en = parts.filter(([count]) => count > 0).map(([count, name]) => `${count} ${name}${count === 1 || name.startsWith('more') ? '' : 's'}`).join(', ')
  const zh = parts.filter(([count]) => count > 0).map(([count, , name]) => `${count} ${name}`).join('、')
  return { assets: kept, because: [{ en: `${assets.length} pictures would leave ${Math.round(duration / assets.length / 100) / 10} s each, so I left out ${assets.length - kept.length} (${en}); say "use all photos" to keep every one.`, zh: `${assets.length} 个画面每个只有 ${Math.round(duration / assets.length / 100) / 10} 秒，所以没用其中 ${assets.length - kept.length} 个（${zh}）；想全部保留就说“用上每一张”。` }] }
}

export function selectAssets(assets: readonly Asset[], most: number, drop: boolean): { readonly assets: readonly Asset[]; readonly because: readonly Sentence[] } {
  const doubles = drop ? duplicateAssets(assets) : new Set<string>()
  const single = assets.filter((asset) => !doubles.has(asset.id))
  const limit = weakLimit(single)
  const good = drop ? single.filter((asset) => (scoreOf(asset) ?? 1) >= limit) : single
  // Rejecting must leave enough to make a film of.
  const pool = good.length >= Math.min(3, single.length) ? good : single
  const kept = pool.length <= most ? pool : spread(pool, Math.max(1, most))
  const weak = single.length - pool.length
  const over = pool.length - kept.length
  const because = [
    ...(doubles.size > 0 ? [{ en: `Left out ${doubles.size} near-duplicate${doubles.size === 1 ? '' : 's'}${named(assets.filter((asset) => doubles.has(asset.id)), ' (', ', ', ' and more', ')')}.`, zh: `去掉了 ${doubles.size} 张相似的照片${named(assets.filter((asset) => doubles.has(asset.id)), '（', '、', ' 等', '）')}。` }] : []),
    ...(weak > 0 ? [{ en: `Left out ${weak} blurred or badly lit photo${weak === 1 ? '' : 's'}${named(single.filter((asset) => !pool.includes(asset)), ' (', ', ', ' and more', ')')}.`, zh: `去掉了 ${weak} 张模糊或曝光差的照片${named(single.filter((asset) => !pool.includes(asset)), '（', '、', ' 等', '）')}。` }] : []),
    ...(over > 0 ? [{ en: `Left out ${over} more: ${kept.length} fit.`, zh: `另外 ${over} 张放不下，只用了 ${kept.length} 张。` }] : []),
  ]
  return { assets: kept, because }
}

function weakLimit(assets: readonly Asset[]): number {
  const scores = assets.flatMap((asset) => scoreOf(asset) ?? []).sort((left, right) => left - right)
  return scores.length < enough ? weakScore : Math.max(weakScore, scores[scores.length >> 1]! * weakShare)
}

/** Which ones, so that somebody can ask for one of them back; a long list is cut. */
function named(assets: readonly Asset[], open: string, between: string, more: string, close: string): string {
  const names = assets.slice(0, 3).map((asset) => asset.name).join(between)
  return `${open}${names}${assets.length > 3 ? more : ''}${close}`
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
