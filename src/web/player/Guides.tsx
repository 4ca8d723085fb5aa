// Where an app or player draws over the film, shown over the picture: nothing important should stand outside the frame.

import { insetsFor } from '../../compositor/index.ts'
import { useWords } from '../words/useWords.tsx'
import type { Guide } from './shapes.ts'
import { nameOf } from './ShapeMenu.tsx'
import style from './Player.module.css'
import { words } from './words.ts'

export default function Guides({ guide, canvas }: { readonly guide: Guide; readonly canvas: { readonly width: number; readonly height: number } }) {
  const word = useWords(words)
  const { left, right, top, bottom } = insetsFor(canvas.width, canvas.height, guide === 'broadcast' ? undefined : guide)
  const share = (part: number) => `${part * 100}%`
  return <div className={style['guide']} style={{ left: share(left), right: share(right), top: share(top), bottom: share(bottom) }}><span>{word.guidesOf(nameOf(guide, word))}</span></div>
}
