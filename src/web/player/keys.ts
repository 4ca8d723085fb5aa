// What the keys of a player do, as plain values: the same on the scrubber, on the player and on the page around it.

export type PlayerKey =
  | { readonly kind: 'toggle' } | { readonly kind: 'pause' } | { readonly kind: 'faster'; readonly direction: 1 | -1 }
  | { readonly kind: 'frames'; readonly by: number } | { readonly kind: 'seconds'; readonly by: number } | { readonly kind: 'begin' } | { readonly kind: 'end' }
  | { readonly kind: 'mute' } | { readonly kind: 'full' }

export interface KeyPress {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

/** Keys that move along the film where the film's position has the focus. */
export function positionKey(press: KeyPress): PlayerKey | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey) return undefined
  switch (press.key) {
    case 'ArrowLeft': case 'ArrowDown': return press.shiftKey ? { kind: 'seconds', by: -1 } : { kind: 'frames', by: -1 }
    case 'ArrowRight': case 'ArrowUp': return press.shiftKey ? { kind: 'seconds', by: 1 } : { kind: 'frames', by: 1 }
    case 'PageUp': return { kind: 'seconds', by: 10 }
    case 'PageDown': return { kind: 'seconds', by: -10 }
    case 'Home': return { kind: 'begin' }
    case 'End': return { kind: 'end' }
    default: return undefined
  }
}

/** Keys that mean the player wherever the focus is, unless somebody is typing or a widget needs them. */
export function playerKey(press: KeyPress): PlayerKey | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey) return undefined
  switch (press.key.toLowerCase()) {
    case ' ': return { kind: 'toggle' }
    case 'k': return { kind: 'pause' }
    case 'l': return { kind: 'faster', direction: 1 }
    case 'j': return { kind: 'faster', direction: -1 }
    case ',': return { kind: 'frames', by: -1 }
    case '.': return { kind: 'frames', by: 1 }
    case 'm': return { kind: 'mute' }
    case 'f': return { kind: 'full' }
    default: return undefined
  }
}

/** Rates that pressing L (or J, backwards) again goes through. */
const rates = [1, 2, 4]

/** The rate after pressing L or J once more; 0 is resting. */
export function nextRate(rate: number, direction: 1 | -1): number {
  if (Math.sign(rate) !== direction) return direction
  return direction * (rates.find((one) => one > Math.abs(rate)) ?? rates.at(-1)!)
}

/** Whether a key pressed here is meant for what has the focus: typing, or a widget that takes this key itself. */
export function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false
  if (target.closest('input:not([type=range]), textarea, select, [contenteditable="true"], [role="menu"], [role="listbox"][aria-multiselectable="false"], [role="dialog"]') !== null) return true
  return key === ' ' && target.closest('button, a, summary, [role="button"], [role="switch"], [role="checkbox"], [role="radio"], [role="tab"], input') !== null
}
