// The panel's controls: each names itself, works by keyboard, shows "mixed" when the selected segments differ.

import { useId, type ReactNode } from 'react'
import { Checkbox } from 'react-aria-components'
import { Sign } from '../parts/Sign.tsx'
import { useWords } from '../words/useWords.tsx'
import { useSettled } from './useSettled.tsx'
import style from './Panel.module.css'
import { words } from './words.ts'

export function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId()
  return <section className={style['group']} role="group" aria-labelledby={id}><h3 id={id}>{title}</h3>{children}</section>
}

export interface SlideProps {
  readonly label: string
  readonly value: number | undefined
  readonly least: number
  readonly most: number
  readonly step: number
  /** How the value is written and spoken. */
  readonly text: (value: number) => string
  readonly onChange: (value: number) => Promise<unknown>
  /** Where it stands while nobody set it. */
  readonly resting?: number
  readonly isMixed?: boolean
  readonly isDisabled?: boolean
}

export function Slide({ label, value, least, most, step, text, onChange, resting = least, isMixed = false, isDisabled = false }: SlideProps) {
  const word = useWords(words)
  const id = useId()
  const { shown, set, settle } = useSettled(value, (next) => (next === undefined ? Promise.resolve() : onChange(next)))
  const written = shown === undefined ? (isMixed ? word.mixed : '—') : text(shown)
  return (
    <div className={style['slide']}>
      <label htmlFor={id}>{label}</label><output htmlFor={id}>{written}</output>
      <input id={id} type="range" min={least} max={most} step={step} value={shown ?? resting} aria-valuetext={written} disabled={isDisabled} onChange={({ target }) => set(Number(target.value))} onPointerUp={settle} onBlur={settle} />
    </div>
  )
}

export interface SecondsProps {
  readonly label: string
  /** ms */
  readonly value: number | undefined
  readonly least?: number
  readonly most?: number
  readonly onChange: (milliseconds: number) => Promise<unknown>
  readonly isMixed?: boolean
  readonly isDisabled?: boolean
}

/** Seconds as a number; the film keeps whole milliseconds. */
export function Seconds({ label, value, least = 0, most = 86_400_000, onChange, isMixed = false, isDisabled = false }: SecondsProps) {
  const word = useWords(words)
  const id = useId()
  const written = value === undefined ? '' : String(Math.round(value / 10) / 100)
  const { shown, set, settle } = useSettled(written, (next) => {
    const milliseconds = Math.round(Number(next) * 1000)
    return next.trim() === '' || !Number.isFinite(milliseconds) || next === written ? Promise.resolve() : onChange(Math.min(most, Math.max(least, milliseconds)))
  })
  return (
    <div className={style['number']}>
      <label htmlFor={id}>{label}</label>
      <span><input id={id} type="number" inputMode="decimal" step="0.1" min={least / 1000} value={shown} placeholder={isMixed ? word.mixed : ''} disabled={isDisabled} onChange={({ target }) => set(target.value)} onBlur={settle} onKeyDown={({ key }) => { if (key === 'Enter') settle() }} /> {word.second}</span>
    </div>
  )
}

export function Whole({ label, value, least, most, step = 1, unit, onChange, isDisabled = false }: { readonly label: string; readonly value: number | undefined; readonly least: number; readonly most: number; readonly step?: number; readonly unit?: string; readonly onChange: (value: number) => Promise<unknown>; readonly isDisabled?: boolean }) {
  const id = useId()
  const written = value === undefined ? '' : String(value)
  const { shown, set, settle } = useSettled(written, (next) => {
    const number = Number(next)
    return next.trim() === '' || !Number.isFinite(number) || next === written ? Promise.resolve() : onChange(Math.min(most, Math.max(least, Math.round(number))))
  })
  return (
    <div className={style['number']}>
      <label htmlFor={id}>{label}</label>
      <span><input id={id} type="number" inputMode="numeric" step={step} min={least} max={most} value={shown} disabled={isDisabled} onChange={({ target }) => set(target.value)} onBlur={settle} onKeyDown={({ key }) => { if (key === 'Enter') settle() }} /> {unit}</span>
    </div>
  )
}

export function Colour({ label, value, onChange, isDisabled = false }: { readonly label: string; readonly value: string | undefined; readonly onChange: (color: string) => Promise<unknown>; readonly isDisabled?: boolean }) {
  const id = useId()
  const { shown, set, settle } = useSettled(value, (next) => (next === undefined ? Promise.resolve() : onChange(next)))
  return (
    <div className={style['number']}>
      <label htmlFor={id}>{label}</label>
      <span className={style['color']}><input id={id} type="color" value={shown ?? '#808080'} disabled={isDisabled} onChange={({ target }) => set(target.value)} onBlur={settle} /><code aria-hidden="true">{shown ?? '—'}</code></span>
    </div>
  )
}

export function Toggle({ label, value, onChange, isMixed = false, isDisabled = false }: { readonly label: string; readonly value: boolean; readonly onChange: (on: boolean) => void; readonly isMixed?: boolean; readonly isDisabled?: boolean }) {
  return (
    <Checkbox className={style['check']!} isSelected={value} isIndeterminate={isMixed} isDisabled={isDisabled} onChange={onChange}>
      <span className={style['box']} aria-hidden="true">{isMixed ? '–' : value ? <Sign name="check" size={16} /> : null}</span>{label}
    </Checkbox>
  )
}

/** One line or several of text, sent when the hand rests. */
export function Line({ label, value, rows = 1, longest = 300, onChange, onTyping, onFocus, isDisabled = false }: { readonly label: string; readonly value: string; readonly rows?: number; readonly longest?: number; readonly onChange: (text: string) => Promise<unknown>; readonly onTyping?: (text: string | undefined) => void; readonly onFocus?: () => void; readonly isDisabled?: boolean }) {
  const id = useId()
  const { shown, set, settle } = useSettled(value, (next) => (next === value ? Promise.resolve() : onChange(next)).finally(() => onTyping?.(undefined)))
  const type = (text: string) => {
    set(text)
    onTyping?.(text)
  }
  const shared = { id, dir: 'auto', maxLength: longest, value: shown, disabled: isDisabled, onFocus, onBlur: settle } as const
  return (
    <div className={style['line']}>
      <label htmlFor={id}>{label}</label>
      {rows === 1 ? <input {...shared} type="text" onChange={({ target }) => type(target.value)} onKeyDown={({ key }) => { if (key === 'Enter') settle() }} /> : <textarea {...shared} rows={rows} onChange={({ target }) => type(target.value)} />}
    </div>
  )
}
