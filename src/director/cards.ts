// Title and end of a film: words over the first picture, or a card of its own on a ground from the pictures' palette.

import type { Milliseconds } from '../base/index.ts'
import type { Asset, CardSegment, Color, Operation, PhotoFacts } from '../draft/index.ts'
import type { Brief } from './brief.ts'
import { drawnGround } from './script-film.ts'

export interface Card {
  readonly ground: CardSegment['ground']
  readonly label: string
}

interface CardShot {
  readonly card: Card
  readonly wished: Milliseconds
  readonly limit: Milliseconds
}

/** A title needs three seconds to arrive, be read and leave. */
const titleTime = 3000

export function titleOperations(brief: Brief, assets: readonly Asset[], seed: number) {
  const title = (brief.title ?? '').trim()
  const ownCard = (title !== '' && brief.titleCard === true) || (assets.length === 0 && brief.title !== undefined)
  const ground = assets.length === 0 ? drawnGround(seed, 0) : groundOf(assets)
  const before: CardShot[] = ownCard ? [{ card: { ground, label: 'title card' }, wished: titleTime, limit: Infinity }] : []
  const after: CardShot[] = brief.endCard === undefined ? [] : [{ card: { ground, label: 'end card' }, wished: titleTime, limit: Infinity }]
  function texts(lengths: readonly Milliseconds[]): Operation[] {
    const total = lengths.reduce((left, right) => left + right, 0)
    const last = lengths.at(-1) ?? 0
    return [
      ...(title === '' ? [] : [{ name: 'add-text', text: title, role: 'title', start: 0, duration: Math.max(1, ownCard ? lengths[0]! : Math.min(titleTime, total)) } as const]),
      ...(brief.endCard === undefined ? [] : [{ name: 'add-text', text: brief.endCard, role: 'end-card', start: total - last, duration: last } as const]),
    ]
  }
  return { before, after, texts }
}

/** A dark, quiet gradient of the pictures' own colours, so that white words can always be read. */
export function groundOf(assets: readonly Asset[]): CardSegment['ground'] {
  const palette = assets.flatMap((asset) => (asset.facts as PhotoFacts | undefined)?.palette ?? [])
  const strongest = [...palette].sort((left, right) => right.share - left.share).slice(0, 2).map(({ color }) => darken(color))
  const [first, second] = strongest
  return { kind: 'gradient', colors: [first ?? '#1b2a41', second ?? '#0c1421'], angle: 160, drift: true }
}

// Scaled until the brightest channel is at most 0x58: white on it has a contrast above 7:1.
function darken(color: Color): Color {
  const channels = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16))
  const factor = Math.min(1, 0x58 / Math.max(1, ...channels))
  return `#${channels.map((channel) => Math.round(channel * factor).toString(16).padStart(2, '0')).join('')}`
}
