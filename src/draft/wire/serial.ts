// The serial number that a draft's ids imply, so that it need not be written.

import type { Draft } from '../document.ts'
import { usedIds } from '../find.ts'

/** One more than the greatest number at the end of an id such as `s12`. */
export function serialAfter(draft: Pick<Draft, 'picture' | 'overlays' | 'texts' | 'sounds'>): number {
  const numbers = [...usedIds(draft as Draft)].map((id) => Number(/^[soxav](\d{1,9})$/.exec(id)?.[1] ?? 0))
  return numbers.reduce((most, one) => Math.max(most, one), 0) + 1
}
