// The film on the page; first form: one frame of it.

import { useFilm } from '../film/useFilm.tsx'

export function Player() {
  const preview = useFilm((film) => film.preview)
  if (preview === undefined) return null
  const { pathname, search } = new URL(preview.frame, location.origin)
  return <img src={`${pathname}${search}&at=1000&height=540`} alt="" />
}
