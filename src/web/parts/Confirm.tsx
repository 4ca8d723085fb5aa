// A question before something that cannot be taken back, and one for a single line of text. Focus goes in and comes back;
// Escape closes.

import { useState, type ReactNode } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { Button } from './Button.tsx'
import style from './Confirm.module.css'

interface Window {
  readonly title: string
  readonly action: string
  readonly cancel: string
  readonly onClose: () => void
}

/** Asks; closes itself after either answer. */
export function Confirm({ title, text, action, cancel, isGrave = false, onAction, onClose }: Window & { readonly text: string; readonly isGrave?: boolean; readonly onAction: () => void }) {
  return (
    <Frame title={title} onClose={onClose} role="alertdialog">
      <p className={style['text']} dir="auto">{text}</p>
      <div className={style['acts']}>
        <Button look="quiet" autoFocus onPress={onClose}>{cancel}</Button>
        <Button look="strong" className={isGrave ? style['grave'] ?? '' : ''} onPress={() => { onAction(); onClose() }}>{action}</Button>
      </div>
    </Frame>
  )
}

/** Asks for one line of text; the caller closes it once the text has been taken. */
export function Ask({ title, label, value, action, cancel, problem = '', longest = 200, onAction, onClose }: Window & { readonly label: string; readonly value: string; readonly problem?: string; readonly longest?: number; readonly onAction: (text: string) => void }) {
  const [text, setText] = useState(value)
  const isEmpty = text.trim() === ''
  return (
    <Frame title={title} onClose={onClose} role="dialog">
      <form className={style['form']} onSubmit={(event) => { event.preventDefault(); if (!isEmpty) onAction(text.trim()) }}>
        <label className={style['field']}><span>{label}</span><input autoFocus dir="auto" maxLength={longest} value={text} onFocus={(event) => event.target.select()} onChange={(event) => setText(event.target.value)} /></label>
        {problem !== '' && <p className={style['problem']} role="alert">{problem}</p>}
        <div className={style['acts']}>
          <Button look="quiet" onPress={onClose}>{cancel}</Button>
          <Button look="strong" type="submit" isDisabled={isEmpty}>{action}</Button>
        </div>
      </form>
    </Frame>
  )
}

function Frame({ title, role, onClose, children }: { readonly title: string; readonly role: 'dialog' | 'alertdialog'; readonly onClose: () => void; readonly children: ReactNode }) {
  return (
    <ModalOverlay className={style['overlay'] ?? ''} isOpen isDismissable={role === 'dialog'} onOpenChange={(open) => { if (!open) onClose() }}>
      <Modal className={style['modal'] ?? ''}>
        <Dialog className={style['dialog'] ?? ''} role={role}><Heading slot="title" dir="auto">{title}</Heading>{children}</Dialog>
      </Modal>
    </ModalOverlay>
  )
}
