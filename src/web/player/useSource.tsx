// Which version of the film is to be seen, under addresses that hold: those of the store, or fresher ones asked for before
// the old ones end. Addresses are made relative, since the page may be reached by another name than the server's own.

import { useCallback, useEffect, useMemo, useState } from 'react'
import { filmDuration, type Draft } from '../../draft/index.ts'
import type { Client } from '../client/client.ts'
import type { Preview } from '../film/film.ts'
import { useFilm, useOpenFilm } from '../film/useFilm.tsx'
import type { Span } from './moment.ts'
import type { Source } from './screen.ts'

/** Addresses are renewed so long before they end, ms. */
const early = 5 * 60_000

export function spanOf(draft: Draft): Span {
  return { duration: filmDuration(draft), rate: draft.canvas.frameRate }
}

export function sourceOf(preview: Preview, span: Span): Source {
  return { version: preview.version, stream: pathOf(preview.stream), frame: pathOf(preview.frame), span }
}

export function pathOf(address: string): string {
  const { pathname, search } = new URL(address, location.origin)
  return pathname + search
}

/** The newest version as a source, and a way to ask for fresh addresses when the server refused the old ones. */
export function useSource(): { readonly source: Source | undefined; readonly renew: () => void } {
  const { store } = useOpenFilm()
  const given = useFilm((film) => film.preview)
  const draft = useFilm((film) => film.draft)
  const preview = useRenewed(store.client, store.current().session.id, given)
  // The length belongs to the version that the addresses are of; gestures on their way bring addresses of their own.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const span = useMemo(() => (draft === undefined ? undefined : spanOf(draft)), [preview.fresh?.stream])
  const source = useMemo(() => (preview.fresh === undefined || span === undefined || span.duration === 0 ? undefined : sourceOf(preview.fresh, span)), [preview.fresh, span])
  return { source, renew: preview.renew }
}

/** A preview kept fresh as long as it is used. */
export function useRenewed(client: Client, session: string, given: Preview | undefined): { readonly fresh: Preview | undefined; readonly renew: () => void } {
  const [renewed, setRenewed] = useState<Preview>()
  const fresh = renewed !== undefined && renewed.version === given?.version && renewed.expiresAt > given.expiresAt ? renewed : given
  const renew = useCallback(() => {
    if (given === undefined) return
    client.ask('preview', { params: { session }, query: { version: given.version } }).then(setRenewed, () => undefined)
  }, [client, session, given])
  useEffect(() => {
    if (fresh === undefined) return
    // Also after sleep: the timer is late then, and the clock tells.
    const timer = setTimeout(renew, Math.max(10_000, Math.min(2 ** 31 - 1, fresh.expiresAt - Date.now() - early)))
    const woken = () => { if (document.visibilityState === 'visible' && fresh.expiresAt - Date.now() < early) renew() }
    document.addEventListener('visibilitychange', woken)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', woken)
    }
  }, [fresh, renew])
  return { fresh, renew }
}
