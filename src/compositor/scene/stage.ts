// What every planner of this folder works with, and the one way to name a plate.

import { canonicalJson, type FrameRate } from '../../base/index.ts'
import type { Draft, Layout } from '../../draft/index.ts'
import type { PlateName, PlateRequest } from '../scene.ts'
import type { Material } from './material.ts'

export interface Stage {
  readonly draft: Draft
  readonly layout: Layout
  readonly rate: FrameRate
  /** Pixels drawn, even. */
  readonly canvas: { readonly width: number; readonly height: number }
  readonly materialOf: (assetId: string) => Material | undefined
}

/** The name of a plate: its request as canonical JSON. */
export function plateName(request: PlateRequest): PlateName {
  return canonicalJson(request)
}

/** The request that a plate's name is. */
export function plateRequest(name: PlateName): PlateRequest {
  return JSON.parse(name) as PlateRequest
}
