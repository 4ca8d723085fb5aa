// What is being typed into a text of the film, for the player to show before the server has drawn it.

export interface TypedText {
  /** The segment. */
  readonly id: string
  readonly text: string
}

let typed: TypedText | undefined
const listeners = new Set<() => void>()

export const liveText = {
  current: () => typed,
  set(next: TypedText | undefined) {
    typed = next
    listeners.forEach((heard) => heard())
  },
  onChange(heard: () => void) {
    listeners.add(heard)
    return () => void listeners.delete(heard)
  },
}
