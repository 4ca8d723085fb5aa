// Words that a voice of the house speaks in the film, from the watched moment on.

import { useEffect, useState } from 'react'
import type { Answer } from '../client/client.ts'
import { wordsOf } from '../film/film-store.ts'
import { useFilm, useOpenFilm } from '../film/useFilm.tsx'
import { Button } from '../parts/Button.tsx'
import { Select } from '../parts/Select.tsx'
import { useLanguage, useWords } from '../words/useWords.tsx'
import { ListenButton, useQuiet } from './ListenButton.tsx'
import style from './Voice.module.css'
import { words } from './words.ts'

type KnownVoice = Answer<'voices'>['voices'][number]
/** Characters of one spoken text, as the studio takes them. */
const longest = 5000

export function Voice() {
  const [word, language] = [useWords(words), useLanguage()]
  const { store, playhead } = useOpenFilm()
  const hasFilm = useFilm((film) => film.draft !== undefined)
  const [voices, setVoices] = useState<readonly KnownVoice[]>()
  const [problem, setProblem] = useState('')
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<string>()
  const [adding, setAdding] = useState(false)
  useQuiet()
  useEffect(() => {
    store.client.ask('voices').then((told) => setVoices(told.voices.filter(({ works }) => works)), (thrown: unknown) => setProblem(wordsOf(thrown)))
  }, [store])
  if (problem !== '') return <p className={style['about']}>{problem}</p>
  if (voices === undefined) return <p className={style['about']} aria-busy="true">{word.loading}</p>
  // What is written decides in which language it is spoken; before, the page's own.
  const spoken = text.trim() === '' ? language : /[\u4e00-\u9fff]/.test(text) ? 'zh' : 'en'
  const fitting = voices.filter(({ languages }) => languages.some((one) => one.split('-')[0] === spoken))
  const voice = fitting.find((one) => one.voice === chosen) ?? fitting[0]
  const add = async () => {
    if (voice === undefined) return
    setAdding(true)
    const ok = await store.operate([{ name: 'add-sound', role: 'voice', content: { kind: 'speech', text: text.trim(), language: spoken, voice: voice.voice }, start: playhead.time() }])
    setAdding(false)
    if (ok) setText('')
  }
  return (
    <form className={style['voice']} onSubmit={(event) => { event.preventDefault(); void add() }}>
      <label className={style['field']}><span>{word.text}</span><textarea rows={5} dir="auto" maxLength={longest} value={text} placeholder={word.textHint} onChange={(event) => setText(event.target.value)} /></label>
      {voice === undefined ? <p className={style['about']}>{word.noVoices}</p> : (
        <>
          <div className={style['row']}>
            <Select label={word.voiceOf} choices={fitting.map((one) => ({ key: one.voice, label: one.title }))} value={voice.voice} onChange={setChosen} />
            <ListenButton address={`${voice.sample}?language=${spoken}`} name={voice.title} />
          </div>
          <Button look="strong" type="submit" isDisabled={text.trim() === '' || adding || !hasFilm}>{adding ? word.saying : word.sayIt}</Button>
          {!hasFilm && <p className={style['about']}>{word.noFilm}</p>}
        </>
      )}
    </form>
  )
}
