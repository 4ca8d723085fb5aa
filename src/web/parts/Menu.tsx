// What can be done with one thing, behind a button with three dots.

import type { ReactNode } from 'react'
import { Menu as AriaMenu, MenuItem as AriaItem, MenuTrigger, Popover } from 'react-aria-components'
import { Button } from './Button.tsx'
import style from './Menu.module.css'
import { Sign, type SignName } from './Sign.tsx'

export function Menu({ label, sign = 'more', onAction, children }: { readonly label: string; readonly sign?: SignName; readonly onAction: (key: string) => void; readonly children: ReactNode }) {
  return (
    <MenuTrigger>
      <Button look="quiet" square aria-label={label}><Sign name={sign} /></Button>
      <Popover className={style['popover'] ?? ''} placement="bottom end"><AriaMenu className={style['menu'] ?? ''} onAction={(key) => onAction(String(key))}>{children}</AriaMenu></Popover>
    </MenuTrigger>
  )
}

export function MenuItem({ id, isGrave = false, isDisabled = false, children }: { readonly id: string; readonly isGrave?: boolean; readonly isDisabled?: boolean; readonly children: ReactNode }) {
  return <AriaItem id={id} isDisabled={isDisabled} className={`${style['item']} ${isGrave ? style['grave'] : ''}`}>{children}</AriaItem>
}
