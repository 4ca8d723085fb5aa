// The films that are there already: name, length, when, a picture; with renaming and deleting.

import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { accounts, client } from '../app/house.ts'
import { addressOfFilm, go } from '../app/place.ts'
import type { Answer } from '../client/client.ts'
import { wordsOf } from '../film/film-store.ts'
import { Button } from '../parts/Button.tsx'
import { Confirm } from '../parts/Confirm.tsx'
import { Menu, MenuItem } from '../parts/Menu.tsx'
import { Sign } from '../parts/Sign.tsx'
import { inWords, onDay } from '../words/figures.ts'
import { useLanguage, useWords } from '../words/useWords.tsx'
import { FilmPicture } from './FilmPicture.tsx'
import style from './Films.module.css'
import { RenameFilm } from './RenameFilm.tsx'
import { words } from './words.ts'

type Film = Answer<'sessions'>['sessions'][number]

/** Of one page of the list. */
const some = 24

export function Films() {
  const word = useWords(words)
  const user = useSyncExternalStore(accounts.onChange, () => accounts.current()?.token)
  const [films, setFilms] = useState<readonly Film[]>()
  const [isMore, setMore] = useState(false)
  const [problem, setProblem] = useState('')
  const load = useCallback(async (offset: number) => {
    try {
      const { sessions } = await client.ask('sessions', { query: { offset, limit: some } })
      setFilms((before) => (offset === 0 ? sessions : [...before ?? [], ...sessions]))
      setMore(sessions.length === some)
      setProblem('')
    } catch (thrown) {
      setProblem(wordsOf(thrown))
    }
  }, [])
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    setFilms(undefined)
    if (user !== undefined) void load(0)
  }, [user, load])
  if (user === undefined) return null
  if (problem !== '') return <p className={style['problem']}>{problem} <Button onPress={() => void load(0)}>{word.tryAgain}</Button></p>
  if (films === undefined || films.length === 0) return null
  return (
    <section className={style['films']} aria-label={word.films}>
      <h2>{word.films}</h2>
      <ul className={style['list']}>{films.map((film) => <FilmCard key={film.id} film={film} onChange={(next) => setFilms(films.flatMap((one) => (one.id !== film.id ? [one] : next === undefined ? [] : [next])))} />)}</ul>
      {isMore && <Button onPress={() => { setAsked(asked + some); void load(asked + some) }}>{word.showMore}</Button>}
    </section>
  )
}

function FilmCard({ film, onChange }: { readonly film: Film; readonly onChange: (next: Film | undefined) => void }) {
  const [word, language] = [useWords(words), useLanguage()]
  const [asks, setAsks] = useState<'nothing' | 'rename' | 'delete'>('nothing')
  const [problem, setProblem] = useState('')
  const name = film.name === '' || film.name === 'project' ? titleIn(film.summary) ?? word.untitled : film.name
  const address = addressOfFilm(film)
  const remove = async () => {
    try {
      await client.ask('deleteSession', { params: { session: film.id } })
      onChange(undefined)
    } catch (thrown) {
      setProblem(wordsOf(thrown))
    }
  }
  return (
    <li className={style['card']}>
      <a className={style['open']} href={address} onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        go(address)
      }}>
        <span className="visually-hidden">{word.open(name)}</span>
        <FilmPicture session={film.id} version={film.version} />
        {film.duration !== undefined && film.duration > 0 && <span className={style['length']}>{clock(film.duration)}</span>}
      </a>
      <div className={style['text']}>
        <p className={style['name']} dir="auto" title={name}>{name}</p>
        <p className={style['about']}>{film.version === 0 ? word.empty : `${inWords((film.duration ?? 0) / 1000, language)} · ${onDay(film.updatedAt, language)}`}</p>
        {problem !== '' && <p className={style['problem']}>{problem}</p>}
      </div>
      <Menu label={word.options(name)} onAction={(key) => setAsks(key as 'rename' | 'delete')}>
        <MenuItem id="rename">{word.rename}</MenuItem>
        <MenuItem id="delete" isGrave><Sign name="trash" size={16} />{word.delete}</MenuItem>
      </Menu>
      {asks === 'delete' && <Confirm title={word.deleteTitle(name)} text={word.deleteAbout} action={word.deleteNow} cancel={word.cancel} isGrave onAction={() => void remove()} onClose={() => setAsks('nothing')} />}
      {asks === 'rename' && <RenameFilm name={name} session={film.id} onRenamed={(next) => onChange({ ...film, ...next })} onClose={() => setAsks('nothing')} />}
    </li>
  )
}

/** The title that the film shows, out of its summary line. */
function titleIn(summary: string | undefined): string | undefined {
  return /\bTitle: "([^"]{1,200})"/.exec(summary ?? '')?.[1]
}

/** `1:05` */
function clock(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
