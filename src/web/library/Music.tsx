// The house's composer: moods to listen to, another piece of each, and one of them under the film.

import { useEffect, useState } from 'react'
import type { Composition, Draft } from '../../draft/index.ts'
import type { Answer } from '../client/client.ts'
import { wordsOf } from '../film/film-store.ts'
import { useFilm, useOpenFilm } from '../film/useFilm.tsx'
import { Button } from '../parts/Button.tsx'
import { Sign } from '../parts/Sign.tsx'
import { useLanguage, useWords } from '../words/useWords.tsx'
import { ListenButton, useQuiet } from './ListenButton.tsx'
import style from './Music.module.css'
import { words } from './words.ts'

type Mood = Answer<'music'>['moods'][number]

export function Music() {
  const word = useWords(words)
  const { store } = useOpenFilm()
  const now = useFilm((film) => composedIn(film.draft), (left, right) => left?.mood === right?.mood && left?.seed === right?.seed)
  const hasMusic = useFilm((film) => film.draft?.sounds.some(({ segments }) => segments.some(({ role }) => role === 'music')) ?? false)
  const [moods, setMoods] = useState<readonly Mood[]>()
  const [problem, setProblem] = useState('')
  useQuiet()
  useEffect(() => {
    store.client.ask('music').then((told) => setMoods(told.moods), (thrown: unknown) => setProblem(wordsOf(thrown)))
  }, [store])
  if (problem !== '') return <p className={style['about']}>{problem}</p>
  if (moods === undefined) return <p className={style['about']} aria-busy="true">{word.loading}</p>
  return (
    <div className={style['music']}>
      <p className={style['about']}>{word.moods}</p>
      <ul className={style['list']}>{moods.map((mood) => <Line key={mood.mood} mood={mood} now={now?.mood === mood.mood ? now : undefined} />)}</ul>
      {hasMusic && <Button look="quiet" onPress={() => void store.operate([{ name: 'set-music', content: null }])}><Sign name="close" size={16} />{word.noMusic}</Button>}
    </div>
  )
}

function Line({ mood, now }: { readonly mood: Mood; readonly now: Composition | undefined }) {
  const [word, language] = [useWords(words), useLanguage()]
  const { store } = useOpenFilm()
  const [seed, setSeed] = useState(now?.seed ?? mood.seeds[0] ?? 1)
  const isUsed = now?.seed === seed
  const name = `${mood.title[language]}, ${word.piece(seed)}`
  const next = () => setSeed(mood.seeds[(mood.seeds.indexOf(seed) + 1) % mood.seeds.length] ?? seed + 1)
  const use = () => void store.operate([{ name: 'set-music', content: { kind: 'composed', mood: mood.mood as Composition['mood'], seed } }])
  return (
    <li className={style['line']} data-used={isUsed}>
      <ListenButton address={mood.preview.replace('{seed}', String(seed))} name={name} />
      <div className={style['text']}><p className={style['name']}>{mood.title[language]}</p><p className={style['facts']}>{word.piece(seed)} · {word.bpm(mood.beatsPerMinute)}</p></div>
      <Button look="quiet" square aria-label={word.anotherOf(mood.title[language])} onPress={next}><Sign name="refresh" size={18} /></Button>
      {isUsed ? <span className={style['used']}><Sign name="check" size={16} />{word.isUsed}</span> : <Button aria-label={word.useOf(name)} onPress={use}>{word.use}</Button>}
    </li>
  )
}

function composedIn(draft: Draft | undefined): Composition | undefined {
  const content = draft?.sounds.flatMap(({ segments }) => segments).find(({ role }) => role === 'music')?.content
  return content?.kind === 'composed' ? content : undefined
}
