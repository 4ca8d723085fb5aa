// What can be done with the selected segments by button, and how much of the film is shown.

import { ToggleButton } from 'react-aria-components'
import { Button } from '../parts/Button.tsx'
import { Sign } from '../parts/Sign.tsx'
import { useWords } from '../words/useWords.tsx'
import type { TimelineKey } from './keys.ts'
import style from './Timeline.module.css'
import { words } from './words.ts'

export interface ToolbarProps {
  readonly selected: number
  readonly isBusy: boolean
  readonly snapping: boolean
  readonly onSnapping: (on: boolean) => void
  readonly onKey: (key: TimelineKey) => void
  readonly onZoom: (factor: number) => void
  readonly onFit: () => void
  readonly onHelp: () => void
}

export function Toolbar({ selected, isBusy, snapping, onSnapping, onKey, onZoom, onFit, onHelp }: ToolbarProps) {
  const word = useWords(words)
  const tool = { look: 'quiet', square: true, className: style['tool']! } as const
  return (
    <div className={style['tools']} role="group" aria-label={word.tools}>
      <Button {...tool} aria-label={word.split} isDisabled={isBusy} onPress={() => onKey({ kind: 'split' })}><Sign name="scissors" /></Button>
      <Button {...tool} aria-label={word.duplicate} isDisabled={isBusy || selected === 0} onPress={() => onKey({ kind: 'duplicate' })}><Sign name="copy" /></Button>
      <Button {...tool} aria-label={word.remove} isDisabled={isBusy || selected === 0} onPress={() => onKey({ kind: 'remove' })}><Sign name="trash" /></Button>
      <span className={style['count']} aria-live="polite">{selected > 1 ? word.selected(selected) : ''}</span>
      <span className={style['gap']} />
      <ToggleButton className={style['toggle']!} aria-label={word.snapping} isSelected={snapping} onChange={onSnapping}><Sign name="magnet" /></ToggleButton>
      <Button {...tool} aria-label={word.zoomOut} onPress={() => onZoom(1 / 1.5)}><Sign name="zoomOut" /></Button>
      <Button {...tool} aria-label={word.fit} onPress={onFit}><Sign name="fit" /></Button>
      <Button {...tool} aria-label={word.zoomIn} onPress={() => onZoom(1.5)}><Sign name="zoomIn" /></Button>
      <Button {...tool} aria-label={word.help} onPress={onHelp}><Sign name="help" /></Button>
    </div>
  )
}
