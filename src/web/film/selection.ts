// What is selected in the film: segments of any track, by id, in the order in which they were chosen.

export interface Selection {
  ids(): readonly string[]
  set(ids: readonly string[]): void
  /** In or out. */
  toggle(id: string): void
  onChange(heard: () => void): () => void
}

export function createSelection(): Selection {
  let chosen: readonly string[] = []
  const listeners = new Set<() => void>()
  const set = (ids: readonly string[]) => {
    if (ids.length === chosen.length && ids.every((id, index) => id === chosen[index])) return
    chosen = ids
    listeners.forEach((heard) => heard())
  }
  return {
    ids: () => chosen,
    set,
    toggle: (id) => set(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]),
    onChange(heard) {
      listeners.add(heard)
      return () => listeners.delete(heard)
    },
  }
}
