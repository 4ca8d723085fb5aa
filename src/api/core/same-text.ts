// Whether two secrets are the same, told in a time that does not depend on where they differ.

import { createHash, timingSafeEqual } from 'node:crypto'

export function isSameText(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(left), digest(right))
}
