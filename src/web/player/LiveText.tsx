// A text while it is being typed, shown over the picture at once: roughly where and as it will be. The true frame takes its
// place as soon as the server has drawn it.

import { useSyncExternalStore } from 'react'
import type { Draft, TextSegment } from '../../draft/index.ts'
import { useFilm } from '../film/useFilm.tsx'
import { liveText } from '../panel/liveText.ts'
import style from './LiveText.module.css'

const families: Readonly<Record<TextSegment['style']['font'], string>> = { sans: 'Inter, system-ui, sans-serif', serif: 'Georgia, "Noto Serif SC", serif', display: 'Montserrat, system-ui, sans-serif', bold: 'Impact, "Arial Narrow", system-ui, sans-serif', hand: '"Ma Shan Zheng", "Segoe Script", cursive' }

export function LiveText({ canvas }: { readonly canvas: Draft['canvas'] | { readonly width: number; readonly height: number } }) {
  const typed = useSyncExternalStore(liveText.onChange, liveText.current)
  const texts = useFilm((film) => film.draft?.texts)
  const segment = typed === undefined ? undefined : texts?.flatMap((track) => track.segments).find(({ id }) => id === typed.id)
  if (typed === undefined || segment === undefined) return null
  const { font, size, weight, color, italic, shadow } = segment.style
  // Container units: the shorter side of the picture is what sizes are shares of.
  const unit = canvas.width < canvas.height ? 'cqw' : 'cqh'
  return (
    <div className={style['over']} data-area={segment.place.area} aria-hidden="true">
      <p dir="auto" style={{ fontFamily: families[font], fontSize: `calc(${size * 100 * 0.8} * 1${unit})`, fontWeight: weight, color, fontStyle: italic === true ? 'italic' : 'normal', textShadow: shadow === true ? '0 2px 6px rgb(0 0 0 / .6)' : 'none' }}>{typed.text}</p>
    </div>
  )
}
