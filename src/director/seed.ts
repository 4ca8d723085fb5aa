// One seed for everything that is drawn or composed for a film, from the wish and the material.

import { hashText } from '../base/index.ts'
import type { Brief, World } from './brief.ts'

/** A seed number for composed music and drawn grounds. */
export function seedOf(brief: Brief, world: World): number {
  return hashText(`${brief.seed ?? ''}|${world.assets.map((asset) => asset.hash ?? asset.name).join('|')}`) % 1_000_000
}
