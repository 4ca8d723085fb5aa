// The frame of what stands beside the film: a heading, a way to close it, and room for the rest.

import type { ReactNode } from 'react'
import { useWords } from '../words/useWords.tsx'
import { Button } from './Button.tsx'
import { Sign } from './Sign.tsx'
import style from './SidePart.module.css'

const words = { en: { close: 'Close' }, zh: { close: '关闭' } }

export function SidePart({ title, onClose, children }: { readonly title: string; readonly onClose: () => void; readonly children: ReactNode }) {
  return (
    <div className={style['part']}>
      <div className={style['head']}><h2>{title}</h2><Button look="quiet" square aria-label={useWords(words).close} onPress={onClose}><Sign name="close" /></Button></div>
      {children}
    </div>
  )
}
