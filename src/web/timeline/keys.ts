// What the keys of the timeline do, as plain values; and the same list in words for the help.

import type { KeyPress } from '../player/keys.ts'

export type TimelineKey =
  | { readonly kind: 'step'; readonly by: -1 | 1; readonly extend: boolean; readonly keep: boolean } | { readonly kind: 'row'; readonly by: -1 | 1 } | { readonly kind: 'edge'; readonly to: 'first' | 'last'; readonly extend: boolean }
  | { readonly kind: 'move'; readonly by: -1 | 1; readonly far: boolean } | { readonly kind: 'longer'; readonly by: number } | { readonly kind: 'trim'; readonly edge: 'start' | 'end' }
  | { readonly kind: 'split' } | { readonly kind: 'remove' } | { readonly kind: 'duplicate' } | { readonly kind: 'all' } | { readonly kind: 'toggle' } | { readonly kind: 'open' } | { readonly kind: 'none' } | { readonly kind: 'show' }

/** Keys while a segment has the focus. */
export function timelineKey({ key, shiftKey, altKey, ctrlKey, metaKey }: KeyPress): TimelineKey | undefined {
  const command = ctrlKey || metaKey
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const by = key === 'ArrowLeft' ? -1 : 1
    return altKey ? { kind: 'move', by, far: shiftKey } : { kind: 'step', by, extend: shiftKey, keep: command }
  }
  if (altKey) return undefined
  if (command) {
    const letter = key.toLowerCase()
    return letter === 'a' ? { kind: 'all' } : letter === 'd' ? { kind: 'duplicate' } : key === ' ' ? { kind: 'toggle' } : undefined
  }
  switch (key) {
    case 'ArrowUp': return { kind: 'row', by: -1 }
    case 'ArrowDown': return { kind: 'row', by: 1 }
    case 'Home': return { kind: 'edge', to: 'first', extend: shiftKey }
    case 'End': return { kind: 'edge', to: 'last', extend: shiftKey }
    case '[': return { kind: 'trim', edge: 'start' }
    case ']': return { kind: 'trim', edge: 'end' }
    case '+': case '=': return { kind: 'longer', by: 100 }
    case '-': return { kind: 'longer', by: -100 }
    case '*': return { kind: 'longer', by: 1000 }
    case '_': return { kind: 'longer', by: -1000 }
    case 's': case 'S': return { kind: 'split' }
    case 'g': case 'G': return { kind: 'show' }
    case 'Delete': case 'Backspace': return { kind: 'remove' }
    case 'Enter': return { kind: 'open' }
    case 'Escape': return { kind: 'none' }
    default: return undefined
  }
}
