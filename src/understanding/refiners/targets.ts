// What an edit is about: "the third photo", "clip1", "all clips", "the blurry ones", "the intro". A target is data;
// whoever has the draft turns it into segments.

import { find, has, ofKind, use, type Clause } from '../clause.ts'
import { means, sense, type Which } from '../mark.ts'

export type Target =
  | { readonly by: 'all'; readonly noun?: 'photo' | 'clip' }
  | { readonly by: 'which'; readonly which: Which }
  | { readonly by: 'name'; readonly names: readonly string[] }
  | { readonly by: 'kind'; readonly select: string }
  | { readonly by: 'first' | 'last' | 'middle' }
  /** Segments under a stretch of film time. */
  | { readonly by: 'range'; readonly from: number; readonly to: number | null }
  | { readonly by: 'part'; readonly from: number; readonly to: number }
  /** Segments longer (or shorter) than this, ms. */
  | { readonly by: 'length'; readonly over?: number; readonly under?: number }

const selectable = ['blurry', 'duplicate', 'dark', 'weak', 'short', 'long', 'portrait', 'landscape']

/** The target a clause names, understood marks used up; undefined when it names none. */
export function targetOf(clause: Clause): Target | undefined {
  const which = ofKind(clause, 'which')
  if (which.length > 0) {
    use(clause, ...which)
    const merged = which.flatMap((mark) => mark.value.positions ?? [])
    return { by: 'which', which: which.length > 1 && merged.length > 0 ? { noun: which[0]!.value.noun, positions: merged } : which[0]!.value }
  }
  const names = ofKind(clause, 'name')
  if (names.length > 0) {
    use(clause, ...names)
    return { by: 'name', names: names.map((mark) => mark.value) }
  }
  if (has(clause, 'time-word', 'if')) {
    const length = ofKind(clause, 'length')[0]
    if (length?.about === 'over') return use(clause, length), { by: 'length', over: length.value }
    if (length?.about === 'under') return use(clause, length), { by: 'length', under: length.value }
  }
  const kind = find(clause, 'select', ...selectable)[0]
  if (kind !== undefined && !means(kind, 'compare')) return use(clause, kind, ...find(clause, 'select', 'photos', 'clips')), { by: 'kind', select: selectable.find((value) => means(kind, 'select', value))! }
  const edge = find(clause, 'object', 'intro', 'outro')[0]
  if (edge !== undefined) return use(clause, edge), { by: sense(edge, 'object') === 'intro' ? 'first' : 'last' }
  const all = find(clause, 'object', 'all')[0]
  const noun = has(clause, 'select', 'photos') || /photo|张/.test(all?.text ?? '') ? 'photo' : has(clause, 'select', 'clips') || /clip|段/.test(all?.text ?? '') ? 'clip' : undefined
  if (all !== undefined) return use(clause, all), { by: 'all', ...(noun && { noun }) }
  return undefined
}
