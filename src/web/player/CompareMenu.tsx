// Chooses the version to compare with: numbers with the words of what each changed.

import { Button as AriaButton, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components'
import { useFilm } from '../film/useFilm.tsx'
import { useWords } from '../words/useWords.tsx'
import { Sign } from '../parts/Sign.tsx'
import style from './Player.module.css'
import { words } from './words.ts'

/** So many versions are offered; earlier ones are reached by the conversation. */
const offered = 30

export function CompareMenu({ version, onCompare }: { readonly version: number | undefined; readonly onCompare: (version: number | undefined) => void }) {
  const word = useWords(words)
  const versions = useFilm((film) => film.versions)
  const current = useFilm((film) => film.version)
  const earlier = versions.filter((one) => one.version !== current).slice(0, offered)
  return (
    <MenuTrigger>
      <AriaButton className={style['menuButton']!} aria-label={word.compare} isDisabled={earlier.length === 0}><Sign name="compare" /></AriaButton>
      <Popover className={style['popover']!} placement="top end">
        <Menu className={style['menu']!} aria-label={word.compare} onAction={(key) => onCompare(key === 'end' ? undefined : Number(key))}>
          {version !== undefined && <MenuItem id="end" className={style['menuItem']!}>{word.endCompare}</MenuItem>}
          <MenuSection>
            <Header className={style['menuHead']!}>{word.compareWith}</Header>
            {earlier.map((one) => <MenuItem key={one.version} id={String(one.version)} className={style['menuItem']!} textValue={word.version(one.version)}><span dir="auto">{word.version(one.version)}{one.receipt.changes[0] === undefined ? '' : ` · ${shortened(one.receipt.changes[0])}`}</span></MenuItem>)}
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

function shortened(text: string): string {
  const letters = [...text]
  return letters.length <= 70 ? text : `${letters.slice(0, 68).join('')}…`
}
