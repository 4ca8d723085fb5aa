// What has to be told once: refusals, conflicts, a server that is away. Spoken by screen readers as it appears.

import { useEffect } from 'react'
import { useFilm, useOpenFilm } from '../film/useFilm.tsx'
import { Button } from '../parts/Button.tsx'
import { Sign } from '../parts/Sign.tsx'
import { useWords } from '../words/useWords.tsx'
import style from './Notices.module.css'
import { words } from './words.ts'

export function Notices() {
  const word = useWords(words)
  const { store } = useOpenFilm()
  const notices = useFilm((film) => film.notices)
  const done = notices.find(({ kind }) => kind === 'done')?.id
  // What went well needs no answer; what went wrong stays until it was read.
  useEffect(() => {
    if (done === undefined) return
    const timer = setTimeout(() => store.dismiss(done), 8000)
    return () => clearTimeout(timer)
  }, [done, store])
  return (
    <div className={style['notices']} role="log" aria-live="assertive" aria-label={word.notices}>
      {notices.map(({ id, kind, text }) => (
        <div key={id} className={style['notice']} data-kind={kind}>
          <Sign name={kind === 'done' ? 'check' : 'warn'} />
          <p>{kind === 'conflict' ? word.conflict : text}</p>
          <Button look="quiet" square aria-label={word.dismiss} onPress={() => store.dismiss(id)}><Sign name="close" size={16} /></Button>
        </div>
      ))}
    </div>
  )
}
