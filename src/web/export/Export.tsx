// Export of the film; first form.

import { useFilm } from '../film/useFilm.tsx'

export function Export({ onClose: _ }: { readonly onClose: () => void }) {
  const version = useFilm((film) => film.version)
  return <p>{version}</p>
}
