// Before anything was said: sentences that fit the material that is there.

import { useFilm } from '../film/useFilm.tsx'
import { useLanguage, useWords } from '../words/useWords.tsx'
import { examplesFor, materialOf } from '../start/examples.ts'
import style from './EmptyTalk.module.css'
import { words } from './words.ts'

export function EmptyTalk({ onSay }: { readonly onSay: (text: string) => void }) {
  const [word, language] = [useWords(words), useLanguage()]
  const files = useFilm((film) => film.files)
  const examples = examplesFor(materialOf(files.map(({ kind }) => kind)), language)
  return (
    <div className={style['empty']}>
      <h2>{word.emptyTitle}</h2>
      <p>{files.length > 0 ? word.emptyFiles : word.empty}</p>
      <div className={style['examples']}>{examples.map((text) => <button key={text} type="button" className={style['example']} dir="auto" onClick={() => onSay(text)}>{text}</button>)}</div>
    </div>
  )
}
