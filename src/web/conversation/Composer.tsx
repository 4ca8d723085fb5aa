// The field in which a film is talked to. Enter sends, but never while an input method is still composing a word; the up
// key brings back what was said before; files can be dropped and pasted anywhere on the page, and picked here.

import { useEffect, useImperativeHandle, useRef, useState, type KeyboardEvent, type Ref } from 'react'
import { isBusy } from '../film/film.ts'
import { useFilm, useOpenFilm } from '../film/useFilm.tsx'
import { Button } from '../parts/Button.tsx'
import { Sign } from '../parts/Sign.tsx'
import { DropZone } from '../uploads/DropZone.tsx'
import { PickFiles } from '../uploads/PickFiles.tsx'
import { uploads } from '../uploads/uploads.ts'
import { useWords } from '../words/useWords.tsx'
import style from './Composer.module.css'
import { createRecall } from './recall.ts'
import { useEstimate } from './useEstimate.tsx'
import { words } from './words.ts'

/** Characters of one message, as the server counts them. */
export const longest = 10_000

export interface ComposerHandle {
  /** Puts a text into the field and the cursor behind it. */
  begin(text: string): void
  focus(): void
}

export function Composer({ ref, onSaid }: { readonly ref: Ref<ComposerHandle>; readonly onSaid: () => void }) {
  const word = useWords(words)
  const { store } = useOpenFilm()
  const session = useFilm((film) => film.session.id)
  const isEmpty = useFilm((film) => film.version === 0)
  const busy = useFilm(isBusy)
  const [text, setText] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  const recall = useRef(createRecall())
  const estimate = useEstimate(session, text)
  const put = (next: string) => {
    setText(next)
    requestAnimationFrame(() => field.current?.setSelectionRange(next.length, next.length))
  }
  const focus = () => field.current?.focus({ preventScroll: true })
  useImperativeHandle(ref, () => ({
    focus,
    begin(next) {
      put(next)
      focus()
    },
  }))
  useGrowing(field, text)
  // Whoever opens a film at a desk can talk at once; on a phone the keyboard would hide what was opened.
  useEffect(() => {
    if (matchMedia('(pointer: fine) and (min-width: 821px)').matches) field.current?.focus({ preventScroll: true })
  }, [])
  const over = [...text].length - longest
  const send = () => {
    if (text.trim() === '' || over > 0) return
    recall.current.reset()
    void store.say(text)
    setText('')
    onSaid()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // keyCode 229: a key that an input method has taken, in browsers that say isComposing too late.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      return send()
    }
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    const { selectionStart, selectionEnd, value } = event.currentTarget
    const isAtEdge = event.key === 'ArrowUp' ? selectionStart === 0 || !value.slice(0, selectionStart).includes('\n') : !value.slice(selectionEnd).includes('\n')
    if (!isAtEdge || selectionStart !== selectionEnd) return
    const said = recall.current.step(event.key === 'ArrowUp' ? 'older' : 'newer', value, store.current().exchanges.map((one) => one.text))
    if (said === undefined) return
    event.preventDefault()
    put(said)
  }
  const add = (files: readonly File[]) => void uploads.add(session, files)
  return (
    <form className={style['composer']} onSubmit={(event) => { event.preventDefault(); send() }}>
      <DropZone onFiles={add} />
      <div className={style['box']} data-over={over > 0}>
        <textarea ref={field} className={style['field']} rows={1} dir="auto" value={text} placeholder={isEmpty ? word.placeholderEmpty : word.placeholder} aria-label={word.message} aria-describedby="composer-note" aria-invalid={over > 0} onChange={(event) => setText(event.target.value)} onKeyDown={onKeyDown} />
        <div className={style['tools']}>
          <span className={style['attach']}><PickFiles look="quiet" square label={word.attach} onFiles={add}><Sign name="plus" /></PickFiles></span>
          <p id="composer-note" className={style['note']} data-bad={over > 0 || estimate?.enough === false}>
            {over > 0 ? word.tooLong(over) : over > -500 ? word.near(-over) : estimate !== undefined && estimate.credits > 0 ? (estimate.enough ? word.cost : word.short)(estimate.credits, estimate.available) : <span className={style['hint']}>{word.hint}</span>}
          </p>
          {busy && <Button square className={style['halt'] ?? ''} aria-label={word.stop} onPress={() => void store.cancelTurn()}><span className={style['stop']} aria-hidden="true" /></Button>}
          <Button look="strong" square className={style['send'] ?? ''} type="submit" aria-label={word.send} isDisabled={text.trim() === '' || over > 0}><Sign name="send" /></Button>
        </div>
      </div>
    </form>
  )
}

/** As high as what is written, up to the limit of the style. */
function useGrowing(field: { readonly current: HTMLTextAreaElement | null }, text: string) {
  useEffect(() => {
    const element = field.current
    if (element === null || CSS.supports('field-sizing', 'content')) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
  }, [field, text])
}
