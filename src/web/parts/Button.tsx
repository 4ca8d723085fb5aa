// The page's button: one look in three strengths, and a square one for a sign alone (which then needs a label).

import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps } from 'react-aria-components'
import style from './Button.module.css'

export interface Look {
  /** strong: the one thing to do here; plain: the rest; quiet: beside others. */
  readonly look?: 'strong' | 'plain' | 'quiet'
  /** A square button with a sign. */
  readonly square?: boolean
  readonly children: ReactNode
  readonly title?: string
}

export function Button({ look = 'plain', square = false, className, children, ...rest }: Omit<ButtonProps, 'children' | 'className'> & Look & { readonly className?: string }) {
  return <AriaButton {...rest} className={[style['button'], style[look], square ? style['square'] : '', className ?? ''].join(' ')}>{children}</AriaButton>
}
