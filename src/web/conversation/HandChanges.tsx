// Changes by hand between what was said: one line, each of them when asked for, with the way back.

import { useState } from 'react'
import type { VersionLine } from '../film/film.ts'
import { Sign } from '../parts/Sign.tsx'
import { useWords } from '../words/useWords.tsx'
import { WayBack } from './ExchangeView.tsx'
import style from './HandChanges.module.css'
import { words } from './words.ts'

export function HandChanges({ versions }: { readonly versions: readonly VersionLine[] }) {
  const word = useWords(words)
  const [open, setOpen] = useState(false)
  return (
    <li className={style['hand']}>
      <button type="button" className={style['head']} aria-expanded={open} onClick={() => setOpen(!open)}><Sign name="sliders" size={16} /><span>{word.byHand(versions.length)}</span><Sign name={open ? 'up' : 'down'} size={14} /></button>
      {open && (
        <ol className={style['list']}>
          {versions.map(({ version, receipt }) => <li key={version} className={style['line']}><span dir="auto">{receipt.changes.join(' ')}</span><WayBack version={version} /></li>)}
        </ol>
      )}
    </li>
  )
}
