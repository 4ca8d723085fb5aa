// One of a few, all in sight: a row of touching buttons that is a radio group for keyboards and screen readers.

import { Label, Radio, RadioGroup } from 'react-aria-components'
import type { Choosing } from './Select.tsx'
import style from './Choices.module.css'

export function Choices<Key extends string>({ label, choices, value, onChange, isDisabled = false }: Choosing<Key>) {
  return (
    <RadioGroup className={style['group']} value={value ?? null} isDisabled={isDisabled} orientation="horizontal" onChange={(key) => onChange(key as Key)}>
      <Label className={style['label']}>{label}</Label>
      <div className={style['row']}>{choices.map((one) => <Radio key={one.key} value={one.key} className={style['choice']}>{one.label}</Radio>)}</div>
    </RadioGroup>
  )
}
