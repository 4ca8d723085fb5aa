// One file as a small picture with what has to be known of it at a glance; all of it in words for screen readers.

import { useState } from 'react'
import type { SentFile } from '../film/film.ts'
import { Sign, type SignName } from '../parts/Sign.tsx'
import { useWords } from '../words/useWords.tsx'
import style from './FileTile.module.css'
import { words } from './words.ts'

const signs: Readonly<Record<SentFile['kind'], SignName>> = { photo: 'picture', clip: 'film', sound: 'music', text: 'text' }

export function FileTile({ file, isUsed, isChosen }: { readonly file: SentFile; readonly isUsed: boolean; readonly isChosen: boolean }) {
  const word = useWords(words)
  const [isBlind, setBlind] = useState(false)
  const { kind, filename, thumbnail, duration, weak, problems, duplicateOf } = file
  const mark = duplicateOf !== undefined ? word.duplicate : weak && problems.length === 0 ? word.weak : problems.length > 0 ? word.marks[problems[0]!.code] ?? '!' : undefined
  return (
    <>
      <span className={style['picture']}>
        {thumbnail === undefined || isBlind ? <Sign name={signs[kind]} size={28} /> : <img src={`${thumbnail}&height=192`} alt="" loading="lazy" decoding="async" draggable={false} onError={() => setBlind(true)} />}
        {(kind === 'clip' || kind === 'sound') && duration > 0 && <span className={style['length']}>{clock(duration)}</span>}
        {isUsed && <span className={style['used']}><Sign name="check" size={14} /><span className="visually-hidden">{word.used}</span></span>}
        {mark !== undefined && <span className={style['mark']}>{mark}</span>}
        {isChosen && <span className={style['chosen']} aria-hidden="true"><Sign name="check" size={18} /></span>}
      </span>
      <span className={style['name']} dir="auto" title={filename}>{filename}</span>
      <span className="visually-hidden">{word.kinds[kind]}</span>
    </>
  )
}

/** `1:05`, of seconds. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
