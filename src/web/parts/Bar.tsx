// How far a piece of work is: a bar with its figure, named for screen readers.

import { Label, ProgressBar } from 'react-aria-components'
import style from './Bar.module.css'

/** `value` 0..100; undefined: nobody knows. */
export function Bar({ label, value, note }: { readonly label: string; readonly value: number | undefined; readonly note?: string }) {
  return (
    <ProgressBar className={style['bar']} isIndeterminate={value === undefined} {...(value !== undefined && { value })} valueLabel={value === undefined ? note ?? '' : `${Math.round(value)} %`}>
      <span className={style['line']}><Label>{label}</Label><span className={style['note']}>{[value === undefined ? undefined : `${Math.round(value)} %`, note].filter(Boolean).join(' · ')}</span></span>
      <progress className={style['track']} max={100} aria-hidden="true" {...(value !== undefined && { value })} />
    </ProgressBar>
  )
}
