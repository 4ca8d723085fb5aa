// Opens one film and shows its workspace; says so when it cannot be opened.

import { useEffect, useState } from 'react'
import { wordsOf } from '../film/film-store.ts'
import { openFilm, type OpenFilm } from '../film/open-film.ts'
import { FilmContext } from '../film/useFilm.tsx'
import { Button } from '../parts/Button.tsx'
import { currentLanguage } from '../words/language.ts'
import { useWords } from '../words/useWords.tsx'
import { findFilm } from './house.ts'
import { addressOfFilm, go } from './place.ts'
import style from './FilmView.module.css'
import { words } from './words.ts'
import { Workspace } from './Workspace.tsx'

type Opening = { readonly kind: 'opening' } | { readonly kind: 'open'; readonly film: OpenFilm } | { readonly kind: 'unknown' } | { readonly kind: 'broken'; readonly why: string }

export function FilmView({ film }: { readonly film: string }) {
  const [opening, setOpening] = useState<Opening>({ kind: 'opening' })
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let gone = false
    let open: OpenFilm | undefined
    void opened(film).then((next) => {
      if (next.kind === 'open') open = next.film
      if (gone) open?.store.close()
      else setOpening(next)
    })
    return () => {
      gone = true
      open?.store.close()
    }
  }, [film, attempt])
  const word = useWords(words)
  if (opening.kind === 'open') return <FilmContext value={opening.film}><Workspace /></FilmContext>
  if (opening.kind === 'opening') return <main className={style['middle']} aria-busy="true"><p>{word.loading}</p></main>
  return (
    <main className={style['middle']}>
      <h1>{opening.kind === 'unknown' ? word.notFound : word.broken}</h1>
      <p>{opening.kind === 'unknown' ? word.notFoundWhy : opening.why}</p>
      <p className={style['row']}>
        {opening.kind === 'broken' && <Button look="strong" onPress={() => setAttempt(attempt + 1)}>{word.tryAgain}</Button>}
        <Button look={opening.kind === 'broken' ? 'plain' : 'strong'} onPress={() => go('/')}>{word.toStart}</Button>
      </p>
    </main>
  )
}

async function opened(film: string): Promise<Opening> {
  try {
    const found = await findFilm(film)
    if (found === undefined) return { kind: 'unknown' }
    const open = await openFilm(found.client, found.session)
    if (!found.mayChange) open.store.notify('offline', words[currentLanguage()].onlyLook)
    const address = addressOfFilm(found.session)
    // Old links and links by task lead to the film's one address, without a token that they may carry.
    if (location.pathname + location.search !== address) history.replaceState(null, '', address)
    return { kind: 'open', film: open }
  } catch (thrown) {
    return { kind: 'broken', why: wordsOf(thrown) }
  }
}
