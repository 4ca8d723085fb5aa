// The bar on top: home, the film's name, undo and redo, and what the workspace shows beside the film.

import { ToggleButton } from 'react-aria-components'
import { AccountButton } from '../account/AccountButton.tsx'
import { isBusy } from '../film/film.ts'
import { useFilm, useOpenFilm } from '../film/useFilm.tsx'
import { Button } from '../parts/Button.tsx'
import { Sign, type SignName } from '../parts/Sign.tsx'
import { useWords } from '../words/useWords.tsx'
import type { Area } from './areas.ts'
import { FilmName } from './FilmName.tsx'
import { go } from './place.ts'
import style from './TopBar.module.css'
import { words } from './words.ts'

const areas: readonly { readonly area: Area; readonly sign: SignName; readonly narrowOnly?: boolean }[] = [
  { area: 'conversation', sign: 'talk', narrowOnly: true }, { area: 'timeline', sign: 'film', narrowOnly: true }, { area: 'library', sign: 'picture' }, { area: 'edit', sign: 'sliders' }, { area: 'export', sign: 'download' },
]

export function TopBar({ area, onArea }: { readonly area: Area; readonly onArea: (area: Area) => void }) {
  const word = useWords(words)
  const { store } = useOpenFilm()
  const busy = useFilm(isBusy)
  const version = useFilm((film) => film.version)
  return (
    <header className={style['bar']}>
      <a className={style['home']} href="/" aria-label={word.home} onClick={(event) => { event.preventDefault(); go('/') }}><img src="/icon.svg" width="24" height="24" alt="" /></a>
      <FilmName />
      <div className={style['group']}>
        <Button look="quiet" square aria-label={word.undo} isDisabled={busy || version === 0} onPress={() => void store.undo()}><Sign name="undo" /></Button>
        <Button look="quiet" square aria-label={word.redo} isDisabled={busy || version === 0} onPress={() => void store.redo()}><Sign name="redo" /></Button>
      </div>
      <nav className={style['areas']}>
        {areas.map((one) => (
          <ToggleButton key={one.area} className={`${style['area']} ${one.narrowOnly ? style['narrow'] : ''}`} isSelected={area === one.area} onChange={(on) => onArea(on ? one.area : 'conversation')}>
            <Sign name={one.sign} /><span>{one.area === 'conversation' ? word.talk : word[one.area]}</span>
          </ToggleButton>
        ))}
      </nav>
      <AccountButton />
    </header>
  )
}
