// Panel of the film; first form.

import { useFilm } from '../film/useFilm.tsx'

export function Panel({ onClose: _ }: { readonly onClose: () => void }) {
  const version = useFilm((film) => film.version)
  return <p>{version}</p>
}
