// The timeline of the film; first form: its pictures in order.

import { useFilm } from '../film/useFilm.tsx'

export default function Timeline() {
  const segments = useFilm((film) => film.draft?.picture.segments)
  return <ol>{segments?.map(({ id, name }) => <li key={id}>{name}</li>)}</ol>
}
