// How components reach the open film: the store, the moment that is watched, and what is selected.

import { createContext, use, useRef, useSyncExternalStore } from 'react'
import type { Film } from './film.ts'
import type { OpenFilm } from './open-film.ts'

export const FilmContext = createContext<OpenFilm | undefined>(undefined)

export function useOpenFilm(): OpenFilm {
  const open = use(FilmContext)
  if (open === undefined) throw new Error('There is no film around this component.')
  return open
}

/** A part of the film; the component is drawn anew only when that part is another value. */
export function useFilm<Part>(part: (film: Film) => Part, same: (left: Part, right: Part) => boolean = Object.is): Part {
  const { store } = useOpenFilm()
  const kept = useRef<{ readonly value: Part } | undefined>(undefined)
  return useSyncExternalStore(store.onChange, () => {
    const value = part(store.current())
    if (kept.current !== undefined && same(kept.current.value, value)) return kept.current.value
    kept.current = { value }
    return value
  })
}

/** The watched moment, ms; drawn anew at every frame while it plays, so only small components use it. */
export function useMoment(): number {
  const { playhead } = useOpenFilm()
  return useSyncExternalStore(playhead.onChange, playhead.time)
}

export function usePlaying(): boolean {
  const { playhead } = useOpenFilm()
  return useSyncExternalStore(playhead.onChange, playhead.playing)
}

export function useSelected(): readonly string[] {
  const { selection } = useOpenFilm()
  return useSyncExternalStore(selection.onChange, selection.ids)
}
