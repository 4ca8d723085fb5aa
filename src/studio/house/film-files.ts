// What was sent to a film, as a person choosing material wants to see it: which pictures are weak and why, which show the
// same, which are in the film. The judgements are the director's own; nothing here changes what it does.

import { duplicatesOf, weakScore } from '../../director/index.ts'
import type { AssetFacts, Draft, PhotoFacts } from '../../draft/index.ts'
import type { StoredAsset } from '../ports.ts'
import type { FilmFile, FileProblem } from '../service.ts'
import { materialOf, usedAssets } from './material.ts'

/** Best tile of a photo below which it is blurred (decision 0020), unless light and colour make it a good one all the same: fog and soft hills are meant. */
const blurred = { sharpness: 150, score: 0.6 }
/** Shares of a picture without drawing in them, and mean brightness, beyond which it looks badly lit. */
const tooDark = { share: 0.6, mean: 0.12 }
const tooBright = { share: 0.35, mean: 0.88 }

export function filmFiles(stored: readonly StoredAsset[], draft: Draft | undefined): readonly FilmFile[] {
  const assets = new Map(materialOf(stored, draft).map((asset) => [asset.id, asset]))
  const used = draft === undefined ? new Set<string>() : usedAssets(draft)
  const twins = twinsOf(stored)
  return stored.map((file) => {
    const asset = file.asset === undefined ? undefined : assets.get(file.asset.id)
    const twin = twins.get(file.id)
    const { facts } = asset ?? {}
    return {
      file, ...(asset && { asset }), used: asset !== undefined && used.has(asset.id), weak: facts?.kind === 'photo' && facts.score !== undefined && facts.score < weakScore,
      problems: [...problemsOf(facts), ...(twin === undefined ? [] : [duplicateOf(twin.name)]), ...file.warnings.map(warning)], ...(twin !== undefined && { duplicateOf: twin.id }),
    }
  })
}

/** For each photo that shows what a better one shows: the better one. */
function twinsOf(stored: readonly StoredAsset[]): ReadonlyMap<string, StoredAsset> {
  const photos = stored.filter(({ asset }) => asset?.facts?.kind === 'photo')
  return new Map(duplicatesOf(photos.map(({ asset }) => asset!.facts as PhotoFacts)).flatMap(({ members, best }) => members.filter((index) => index !== best).map((index) => [photos[index]!.id, photos[best]!] as const)))
}

function problemsOf(facts: AssetFacts | undefined): readonly FileProblem[] {
  if (facts?.kind !== 'photo') return []
  const { sharpness, exposure, score } = facts
  const found: FileProblem[] = []
  if (sharpness !== undefined && sharpness < blurred.sharpness && (score ?? 0) < blurred.score) found.push({ code: 'blurred', text: { en: 'Blurred: nothing in it is sharp.', zh: '模糊：画面里没有清晰的地方。' } })
  if (exposure !== undefined && (exposure.dark > tooDark.share || exposure.mean < tooDark.mean)) found.push({ code: 'dark', text: { en: 'Very dark: most of it is black.', zh: '太暗：大部分是黑的。' } })
  if (exposure !== undefined && (exposure.bright > tooBright.share || exposure.mean > tooBright.mean)) found.push({ code: 'bright', text: { en: 'Very bright: a large part is washed out.', zh: '太亮：很大一部分过曝。' } })
  if (found.length === 0 && score !== undefined && score < weakScore) found.push({ code: 'weak', text: { en: 'Weak: little contrast, colour or detail.', zh: '偏弱：对比、色彩或细节不足。' } })
  return found
}

function duplicateOf(name: string): FileProblem {
  return { code: 'duplicate', text: { en: `Shows the same as ${name}.`, zh: `和 ${name} 几乎一样。` } }
}

// What media says of a file in words; a sentence without a twin here is shown as it is.
function warning(text: string): FileProblem {
  const known = warnings.find(({ pattern }) => pattern.test(text))
  return known === undefined ? { code: 'warning', text: { en: text, zh: text } } : { code: known.code, text: { en: text, zh: text.replace(known.pattern, known.zh) } }
}

const warnings: readonly { readonly code: string; readonly pattern: RegExp; readonly zh: string }[] = [
  { code: 'damaged', pattern: /^The file is cut off or damaged: a part of the picture may be grey\.$/, zh: '文件不完整或已损坏：画面可能有一部分是灰的。' },
  { code: 'several-pictures', pattern: /^It holds (\d+) pictures; the first one is used\.$/, zh: '文件里有 $1 张图，使用第一张。' },
  { code: 'small', pattern: /^It is only (\d+) x (\d+) pixels and will look soft\.$/, zh: '只有 $1 x $2 像素，放大后会发虚。' },
  { code: 'cut-off', pattern: /^The clip is cut off: ([\d.]+) s of ([\d.]+) s are missing at its end\. The rest is used\.$/, zh: '片段不完整：$2 秒里末尾缺了 $1 秒，其余部分可用。' },
  { code: 'cut-off', pattern: /^The clip is cut off: its file ends in the middle\. The rest is used\.$/, zh: '片段不完整：文件在中途断了，其余部分可用。' },
  { code: 'damaged', pattern: /^It has damaged places; pictures there repeat or show errors\.$/, zh: '有损坏的地方，那里的画面会重复或出错。' },
  { code: 'hdr', pattern: /^It is an HDR clip \((\w+)\); its colours are mapped to SDR\.$/, zh: '这是 HDR 片段（$1），颜色会转换为 SDR。' },
  { code: 'damaged', pattern: /^The sound is damaged in (?:one place|(?:\d+) places); parts of it are missing or silent\.$/, zh: '声音有损坏，部分缺失或无声。' },
  { code: 'silent', pattern: /^It is silent: nothing will be heard of it\.$/, zh: '这段声音是静音，听不到任何内容。' },
]
