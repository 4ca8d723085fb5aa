// Which pictures, and in what order. The user's order and picks always win; otherwise the camera's clock, when it is
// known for most of them; otherwise the order in which they came.

import type { Asset, AssetId, Sentence } from '../draft/index.ts'
import type { Brief } from './brief.ts'
import { sharesWord } from './script.ts'

export interface OrderedAssets {
  readonly assets: readonly Asset[]
  readonly because: readonly Sentence[]
}

export function orderAssets(all: readonly Asset[], brief: Pick<Brief, 'order' | 'picks'>, sentences: readonly string[] = []): OrderedAssets {
  const picked = brief.picks === undefined ? all : all.filter((asset) => brief.picks!.includes(asset.id))
  if (brief.order !== undefined && brief.order.length > 0) {
    return { assets: inOrder(picked, brief.order), because: [{ en: 'The order is yours.', zh: '顺序按你说的来。' }] }
  }
  const told = sentences.length === 0 ? undefined : asTold(picked, sentences)
  if (told !== undefined) return told
  if (sentences.length > 0 && isArranged(picked)) return { assets: picked, because: [{ en: 'Pictures are in the order you sent them, like the sentences.', zh: '画面按你发来的顺序，与文案逐句对应。' }] }
  const timed = picked.filter((asset) => takenAt(asset) !== undefined).length
  if (picked.length > 1 && timed * 2 > picked.length) {
    const assets = byTime(picked)
    const moved = assets.some((asset, index) => asset !== picked[index])
    return { assets, because: moved ? [{ en: 'Pictures are in the order they were taken.', zh: '画面按拍摄时间排列。' }] : [] }
  }
  return { assets: picked, because: [] }
}

export function takenAt(asset: Asset): string | undefined {
  return asset.facts?.kind === 'photo' || asset.facts?.kind === 'clip' ? asset.facts.takenAt : undefined
}

function inOrder(assets: readonly Asset[], order: readonly AssetId[]): Asset[] {
  const named = order.flatMap((id) => assets.filter((asset) => asset.id === id))
  return [...named, ...assets.filter((asset) => !order.includes(asset.id))]
}

// A picture without a time stays behind the one it came after, so that an edited copy keeps its neighbour.
function byTime(assets: readonly Asset[]): Asset[] {
  let last = ''
  return assets
    .map((asset, index) => {
      last = takenAt(asset) ?? last
      return { asset, index, time: last }
    })
    .sort((left, right) => (left.time < right.time ? -1 : left.time > right.time ? 1 : left.index - right.index))
    .map(({ asset }) => asset)
}

// Pictures whose names are in the script come where they are spoken of; the others stay behind the one they came after.
function asTold(assets: readonly Asset[], sentences: readonly string[]): OrderedAssets | undefined {
  const spoken = assets.map((asset) => sentences.findIndex((sentence) => sharesWord(asset.name, sentence)))
  if (spoken.filter((place) => place >= 0).length * 3 < assets.length) return undefined
  let last = -1
  const places = spoken.map((place) => (last = place >= 0 ? place : last))
  const ordered = assets.map((asset, index) => ({ asset, index })).sort((left, right) => places[left.index]! - places[right.index]! || left.index - right.index).map(({ asset }) => asset)
  return { assets: ordered, because: ordered.some((asset, index) => asset !== assets[index]) ? [{ en: 'Pictures follow the script, by their names.', zh: '画面按文案的顺序排列（看文件名）。' }] : [] }
}

// Files in another order than their names were put there by somebody; a folder comes by name.
function isArranged(assets: readonly Asset[]): boolean {
  return assets.some((asset, index) => index > 0 && asset.name.toLowerCase() < assets[index - 1]!.name.toLowerCase())
}
