// What came of a message, row by row: changed (with before and after where the sentence tells both), assumed, not
// understood, not done. Long lists are folded.

import { useState } from 'react'
import { Sign, type SignName } from '../parts/Sign.tsx'
import { useWords } from '../words/useWords.tsx'
import { beforeAndAfter, type ReplyRow, type RowKind } from './read-reply.ts'
import style from './ReplyRows.module.css'
import { words } from './words.ts'

const signs: Readonly<Record<RowKind, SignName>> = { changed: 'check', assumed: 'talk', 'not-understood': 'warn', refused: 'close' }
/** More rows than this are folded. */
const mostOpen = 6

export function ReplyRows({ rows }: { readonly rows: readonly ReplyRow[] }) {
  const word = useWords(words)
  const [open, setOpen] = useState(false)
  if (rows.length === 0) return null
  // What was not done or not understood is never folded away.
  const folds = rows.length > mostOpen
  const shown = !folds || open ? rows : [...rows.filter(({ kind }) => kind === 'changed').slice(0, 3), ...rows.filter(({ kind }) => kind === 'assumed').slice(0, 1), ...rows.filter(({ kind }) => kind === 'not-understood' || kind === 'refused')]
  return (
    <ul className={style['rows']}>
      {shown.map((row, index) => <Row key={index} row={row} />)}
      {folds && <li><button type="button" className={style['more']} aria-expanded={open} onClick={() => setOpen(!open)}>{open ? word.fewer : word.more(rows.length - shown.length)}</button></li>}
    </ul>
  )
}

function Row({ row: { kind, text } }: { readonly row: ReplyRow }) {
  const word = useWords(words)
  const sides = kind === 'changed' ? beforeAndAfter(text) : undefined
  return (
    <li className={style['row']} data-kind={kind}>
      <span className={style['sign']}><Sign name={signs[kind]} size={16} /></span>
      <div className={style['text']}>
        {kind === 'changed' ? <span className="visually-hidden">{word.kinds[kind]}: </span> : <span className={style['kind']}>{word.kinds[kind]}</span>}
        <span dir="auto">{text}</span>
        {sides !== undefined && <span className={style['sides']}><del><span className="visually-hidden">{word.before}: </span>{sides.before}</del><span aria-hidden="true"> → </span><ins><span className="visually-hidden">{word.after}: </span>{sides.after}</ins></span>}
      </div>
    </li>
  )
}
