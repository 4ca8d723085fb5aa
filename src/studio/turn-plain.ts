// The last look at a film that promises plain pictures: whatever reached it by a way nobody thought of is taken out again.

import type { Operation, TransitionKind } from '../draft/index.ts'
import { edit, pictures, type Desk } from './turn-desk.ts'

const plainKinds: ReadonlySet<TransitionKind> = new Set<TransitionKind>(['crossfade', 'dip-black', 'dip-white'])

/** No camera moves, looks, blurred grounds, drawn cards or moving transitions; sounds that belong to none go with them. */
export function keepPlain(desk: Desk): void {
  const shown = pictures(desk).filter((segment) => segment.kind !== 'card')
  // A film of words alone has nothing but its cards.
  if (shown.length === 0) return
  const named = (test: (segment: (typeof shown)[number]) => boolean) => shown.filter(test).map((segment) => segment.id)
  const withTargets = (targets: string[], operation: (targets: string[]) => Operation): Operation[] => (targets.length === 0 ? [] : [operation(targets)])
  const cards = pictures(desk).filter((segment) => segment.kind === 'card').map((segment) => segment.id)
  edit(desk, [
    ...withTargets(named((segment) => segment.motion !== undefined), (targets) => ({ name: 'set-motion', targets, motion: null })),
    ...withTargets(named((segment) => segment.look !== undefined), (targets) => ({ name: 'set-look', targets, look: null })),
    ...withTargets(named((segment) => segment.fit === 'blur'), (targets) => ({ name: 'set-fit', targets, fit: 'contain' })),
    ...shown.flatMap(({ id, transition }): Operation[] => (transition === undefined || plainKinds.has(transition.kind) ? [] : [{ name: 'set-transition', targets: [id], transition: { kind: 'crossfade', duration: transition.before + transition.after } }])),
    ...withTargets(cards, (targets) => ({ name: 'remove-segments', targets })),
  ], { quiet: true })
}
