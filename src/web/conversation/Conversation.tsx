// The conversation: what was said and what came of it, oldest first, and the field to say more. Follows the newest as long
// as the reader is there, and leaves a reader further up in peace.

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Area } from '../app/areas.ts'
import { isBusy, type Exchange } from '../film/film.ts'
import { useFilm, useOpenFilm } from '../film/useFilm.tsx'
import { Button } from '../parts/Button.tsx'
import { Sign } from '../parts/Sign.tsx'
import { UploadPanel } from '../uploads/UploadPanel.tsx'
import { useWords } from '../words/useWords.tsx'
import { Composer, type ComposerHandle } from './Composer.tsx'
import style from './Conversation.module.css'
import { EmptyTalk } from './EmptyTalk.tsx'
import { ExchangeView } from './ExchangeView.tsx'
import { HandChanges } from './HandChanges.tsx'
import { readReply, unfinished } from './read-reply.ts'
import { talkLine } from './talk-line.ts'
import { words } from './words.ts'

export function Conversation({ onArea }: { readonly onArea: (area: Area) => void }) {
  const word = useWords(words)
  const { store } = useOpenFilm()
  const exchanges = useFilm((film) => film.exchanges)
  const versions = useFilm((film) => film.versions)
  const session = useFilm((film) => film.session.id)
  const items = useMemo(() => talkLine(exchanges, versions), [exchanges, versions])
  const composer = useRef<ComposerHandle>(null)
  const { list, isAway, toEnd } = useReading(exchanges)
  const last = exchanges.at(-1)
  const say = (text: string) => {
    const start = unfinished(text)
    if (start !== undefined) return composer.current?.begin(`${start} `)
    if (text === 'export' || text === '导出') return onArea('export')
    toEnd()
    void store.say(text)
    // The button that was pressed goes with what it answered; whoever used it stays in the talk.
    if (matchMedia('(pointer: fine)').matches) composer.current?.focus()
    else list.current?.focus({ preventScroll: true })
  }
  return (
    <div className={style['talk']}>
      <div className={style['scroll']} ref={list} tabIndex={0} role="region" aria-label={word.history}>
        {items.length === 0 ? <EmptyTalk onSay={say} /> : (
          <ol className={style['items']}>
            {items.map((item) => (item.kind === 'hand' ? <HandChanges key={item.key} versions={item.versions} /> : <ExchangeView key={item.exchange.id} exchange={item.exchange} isLast={item.exchange === last} onSay={say} onText={(text) => composer.current?.begin(text)} />))}
          </ol>
        )}
      </div>
      {isAway && <Button className={style['newest'] ?? ''} onPress={toEnd}><Sign name="down" size={16} /> {word.latest}</Button>}
      <div className={style['below']}>
        <UploadPanel session={session} />
        <Composer ref={composer} onSaid={toEnd} />
      </div>
      <Announcer exchanges={exchanges} />
    </div>
  )
}

/** Keeps the newest in sight for whoever is there, and tells whether there is something newer below. */
function useReading(exchanges: readonly Exchange[]) {
  const list = useRef<HTMLDivElement>(null)
  const stays = useRef(true)
  const [isAway, setAway] = useState(false)
  useEffect(() => {
    const element = list.current!
    const look = () => {
      stays.current = element.scrollHeight - element.scrollTop - element.clientHeight < 64
      setAway(!stays.current)
    }
    const follow = () => {
      if (stays.current) element.scrollTop = element.scrollHeight
      else look()
    }
    element.addEventListener('scroll', look, { passive: true })
    const watched = new ResizeObserver(follow)
    watched.observe(element)
    if (element.firstElementChild !== null) watched.observe(element.firstElementChild)
    return () => {
      element.removeEventListener('scroll', look)
      watched.disconnect()
    }
  }, [exchanges.length === 0])
  useLayoutEffect(() => {
    if (stays.current && list.current !== null) list.current.scrollTop = list.current.scrollHeight
  }, [exchanges])
  const toEnd = () => {
    stays.current = true
    setAway(false)
    list.current?.scrollTo({ top: list.current.scrollHeight })
  }
  return { list, isAway, toEnd }
}

/** Speaks a reply once, when it is whole. */
function Announcer({ exchanges }: { readonly exchanges: readonly Exchange[] }) {
  const word = useWords(words)
  const busy = isBusy({ exchanges })
  const last = exchanges.at(-1)
  const [text, setText] = useState('')
  const worked = useRef(false)
  useEffect(() => {
    if (busy) {
      worked.current = true
      return setText(word.started)
    }
    if (!worked.current || last === undefined) return
    worked.current = false
    const { rows, said } = readReply(last.reply, last.made?.receipt, last.question)
    setText(word.said([last.problem ?? '', ...said, ...rows.map((row) => `${word.kinds[row.kind]}: ${row.text}`), last.question?.text ?? ''].filter((one) => one !== '').join(' ')))
  }, [busy, last])
  return <p className="visually-hidden" role="status">{text}</p>
}
