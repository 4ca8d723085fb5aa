// Where in the page one is: the start, or a film. Addresses are those of the contract, so that old links open here too.

export type Place = { readonly kind: 'start' } | { readonly kind: 'film'; readonly film: string }

/** The place of an address's path; `film` is a session, task or project. */
export function placeOf(path: string): Place {
  const film = /^\/workspace\/(?:task|project)\/[^/]+\/([^/]+)\/?$/.exec(path)?.[1] ?? /^\/(?:workspace\/)?task\/([^/]+)\/?$/.exec(path)?.[1]
  return film === undefined ? { kind: 'start' } : { kind: 'film', film: decoded(film) }
}

export function addressOfFilm({ task, id }: { readonly task: string; readonly id: string }): string {
  return `/workspace/task/${encodeURIComponent(task)}/${encodeURIComponent(id)}`
}

const listeners = new Set<() => void>()

export function go(path: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') history.pushState(null, '', path)
  else history.replaceState(null, '', path)
  listeners.forEach((heard) => heard())
}

export function onPlace(heard: () => void): () => void {
  listeners.add(heard)
  globalThis.addEventListener('popstate', heard)
  return () => {
    listeners.delete(heard)
    globalThis.removeEventListener('popstate', heard)
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
