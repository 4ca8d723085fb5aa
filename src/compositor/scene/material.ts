// What the planner must know of a source picture, from an asset's facts, with safe guesses where facts are missing.

import type { Asset, Point } from '../../draft/index.ts'

export interface Material {
  readonly kind: 'photo' | 'clip'
  /** SHA-256 of the bytes; names the source in plates. */
  readonly content: string
  /** Pixels of the upright picture. */
  readonly width: number
  readonly height: number
  /** Clips: length in ms and average frames per second. */
  readonly duration?: number
  readonly frameRate?: number
  readonly hasAlpha?: boolean
  readonly focus?: Point & { readonly certainty: number }
}

/** An asset as material; undefined for sounds. Without facts a 16:9 picture of 1920 pixels is assumed. */
export function materialOfAsset(asset: Asset): Material | undefined {
  if (asset.kind === 'sound') return undefined
  const facts = asset.facts?.kind === 'sound' ? undefined : asset.facts
  return {
    kind: asset.kind,
    content: asset.hash ?? asset.source,
    width: facts?.width ?? 1920,
    height: facts?.height ?? 1080,
    ...(facts?.hasAlpha === undefined ? {} : { hasAlpha: facts.hasAlpha }),
    ...(facts?.kind === 'clip' ? { duration: facts.duration, frameRate: facts.frameRate } : {}),
    ...(facts?.kind === 'photo' && facts.focus !== undefined ? { focus: facts.focus } : {}),
  }
}
