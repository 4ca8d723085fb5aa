// One of several, opened from a button: for lists too long to stand open.

import { Button, Label, ListBox, ListBoxItem, Popover, Select as AriaSelect, SelectValue } from 'react-aria-components'
import { Sign } from './Sign.tsx'
import style from './Select.module.css'

export interface Choice<Key extends string> {
  readonly key: Key
  readonly label: string
  /** A second line in the list. */
  readonly about?: string
}

export interface Choosing<Key extends string> {
  readonly label: string
  readonly choices: readonly Choice<Key>[]
  /** Undefined: several values at once. */
  readonly value: Key | undefined
  readonly onChange: (key: Key) => void
  readonly isDisabled?: boolean
  /** Shown while `value` is undefined. */
  readonly mixed?: string
}

export function Select<Key extends string>({ label, choices, value, onChange, isDisabled = false, mixed = '—' }: Choosing<Key>) {
  return (
    <AriaSelect className={style['select']} selectedKey={value ?? null} isDisabled={isDisabled} placeholder={mixed} onSelectionChange={(key) => { if (key !== null) onChange(key as Key) }}>
      <Label className={style['label']}>{label}</Label>
      <Button className={style['button']}><SelectValue className={style['value']}>{({ isPlaceholder, selectedText, defaultChildren }) => (isPlaceholder ? mixed : selectedText ?? defaultChildren)}</SelectValue><Sign name="down" size={16} /></Button>
      <Popover className={style['popover']}>
        <ListBox className={style['list']}>
          {choices.map(({ key, label: text, about }) => <ListBoxItem key={key} id={key} textValue={text} className={style['item']}><span>{text}</span>{about !== undefined && <small>{about}</small>}</ListBoxItem>)}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
