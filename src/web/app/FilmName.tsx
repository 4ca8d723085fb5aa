// The film's name in the bar on top; pressing it gives the film another one.

import { useEffect, useState } from 'react'
import { wordsOf } from '../film/film-store.ts'
import { filmName } from '../film/film.ts'
import { useFilm, useOpenFilm } from '../film/useFilm.tsx'
import { Ask } from '../parts/Confirm.tsx'
import { useWords } from '../words/useWords.tsx'
import style from './FilmName.module.css'
import { words } from './words.ts'

export function FilmName() {
  const word = useWords(words)
  const { store } = useOpenFilm()
  const known = useFilm(filmName)
  const name = known ?? word.untitled
  const [asks, setAsks] = useState(false)
  const [problem, setProblem] = useState('')
  useEffect(() => {
    document.title = `${name} · Kinora`
  }, [name])
  const save = async (next: string) => {
    try {
      await store.rename(next)
      setAsks(false)
    } catch (thrown) {
      setProblem(wordsOf(thrown))
    }
  }
  return (
    <h1 className={style['name']}>
      <button type="button" className={style['button']} dir="auto" title={word.rename} onClick={() => { setProblem(''); setAsks(true) }}>{name}<span className="visually-hidden">. {word.rename}</span></button>
      {asks && <Ask title={word.rename} label={word.filmName} value={known ?? ''} action={word.save} cancel={word.cancel} problem={problem} onAction={(next) => void save(next)} onClose={() => setAsks(false)} />}
    </h1>
  )
}
