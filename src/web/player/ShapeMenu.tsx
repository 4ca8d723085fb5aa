// The film's shape and the safe areas of the places it is made for, in one menu.

import { Button as AriaButton, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components'
import { isBusy } from '../film/film.ts'
import { useFilm, useOpenFilm } from '../film/useFilm.tsx'
import { useWords } from '../words/useWords.tsx'
import { Sign } from '../parts/Sign.tsx'
import { guidesFor, shapeOf, shapeOperation, shapes, type Guide, type Shape } from './shapes.ts'
import style from './Player.module.css'
import { words } from './words.ts'

export interface ShapeMenuProps {
  readonly canvas: { readonly width: number; readonly height: number }
  readonly guide: Guide | undefined
  readonly onGuide: (guide: Guide | undefined) => void
}

export function ShapeMenu({ canvas, guide, onGuide }: ShapeMenuProps) {
  const word = useWords(words)
  const { store } = useOpenFilm()
  const busy = useFilm(isBusy)
  const shape = shapeOf(canvas)
  const choose = async (next: Shape) => {
    const draft = store.current().draft
    if (draft !== undefined && next !== shape) await store.operate([await shapeOperation(next, draft.canvas)])
  }
  return (
    <MenuTrigger>
      <AriaButton className={style['menuButton']!} aria-label={`${word.shape}: ${shape ?? word.custom}`}><Sign name="shape" /><span className={style['wide']}>{shape ?? word.custom}</span></AriaButton>
      <Popover className={style['popover']!} placement="top end">
        <Menu className={style['menu']!} disabledKeys={busy ? [...shapes] : []} onAction={(key) => { if (String(key).startsWith('guide-')) onGuide(key === 'guide-none' ? undefined : (String(key).slice(6) as Guide)) }}>
          <MenuSection selectionMode="single" selectedKeys={shape === undefined ? [] : [shape]} onSelectionChange={(keys) => { for (const key of keys) void choose(key as Shape) }}>
            <Header className={style['menuHead']!}>{word.shapes}</Header>
            {shapes.map((one) => <MenuItem key={one} id={one} className={style['menuItem']!} textValue={one}><ShapeSign shape={one} />{one}</MenuItem>)}
          </MenuSection>
          <MenuSection selectionMode="single" selectedKeys={[`guide-${guide ?? 'none'}`]}>
            <Header className={style['menuHead']!}>{word.guides}</Header>
            <MenuItem id="guide-none" className={style['menuItem']!}>{word.noGuides}</MenuItem>
            {guidesFor(canvas).map((one) => <MenuItem key={one} id={`guide-${one}`} className={style['menuItem']!}>{nameOf(one, word)}</MenuItem>)}
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

export function nameOf(guide: Guide, word: Readonly<Record<string, unknown>>): string {
  const name = word[guide]
  return typeof name === 'string' ? name : guide
}

function ShapeSign({ shape }: { readonly shape: Shape }) {
  const [across, down] = shape.split(':').map(Number)
  const scale = 14 / Math.max(across!, down!)
  const [width, height] = [across! * scale, down! * scale]
  return <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" focusable="false"><rect x={9 - width / 2} y={9 - height / 2} width={width} height={height} rx="1.5" fill="none" stroke="currentColor" strokeWidth="1.5" /></svg>
}
