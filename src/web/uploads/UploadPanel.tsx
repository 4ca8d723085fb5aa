// Files on their way to the film: one calm line with the total, and each file when asked for or when something is wrong.

import { useEffect, useState } from 'react'
import { Button } from '../parts/Button.tsx'
import { Sign } from '../parts/Sign.tsx'
import { inWords } from '../words/figures.ts'
import { useLanguage, useWords } from '../words/useWords.tsx'
import { isMoving, isOpen, totalsOf, type Upload } from './upload.ts'
import style from './UploadPanel.module.css'
import { largestMegabytes, uploads } from './uploads.ts'
import { useTimeLeft, useUploads } from './useUploads.tsx'
import { words } from './words.ts'

export function UploadPanel({ session }: { readonly session: string }) {
  const list = useUploads(session)
  return list.length === 0 ? null : <Panel session={session} list={list} />
}

function Panel({ session, list }: { readonly session: string; readonly list: readonly Upload[] }) {
  const [word, language] = [useWords(words), useLanguage()]
  const [shown, setShown] = useState<boolean>()
  const timeLeft = useTimeLeft(list)
  const { files, done, share } = totalsOf(list)
  const open = list.filter(isOpen)
  const refused = list.filter(({ state }) => state === 'refused').length
  const missing = list.filter(({ state }) => state === 'missing').length
  const held = open.length > 0 && !open.some(isMoving)
  useTidying(session, open.length === 0 && refused === 0)
  const details = shown ?? (refused > 0 || missing > 0)
  const title = open.length > 0 ? word.sending(done, files) : refused > 0 ? word.refused(refused) : word.sent(done)
  const note = open.length === 0 ? '' : share === 1 ? word.looking : `${Math.floor(share * 100)} %${timeLeft === undefined || held ? '' : ` · ${word.left(inWords(timeLeft / 1000, language))}`}`
  return (
    <section className={style['panel']} aria-label={word.list}>
      <div className={style['head']}>
        {open.length === 0 && <Sign name={refused > 0 ? 'warn' : 'check'} />}
        <p className={style['title']}><strong>{title}</strong> <span className={style['note']}>{note}</span></p>
        {open.length > 0 && (held
          ? open.some(({ state }) => state === 'paused') && <Button look="quiet" onPress={() => uploads.resume(open.map(({ id }) => id))}>{word.resume}</Button>
          : <Button look="quiet" onPress={() => uploads.pause(open.map(({ id }) => id))} aria-label={word.pauseAll}>{word.pause}</Button>)}
        <Button look="quiet" square aria-expanded={details} aria-label={details ? word.hide : word.show} onPress={() => setShown(!details)}><Sign name={details ? 'down' : 'up'} /></Button>
        {open.length === 0 && <Button look="quiet" square aria-label={word.tidy} onPress={() => uploads.tidy(session)}><Sign name="close" size={16} /></Button>}
      </div>
      {open.length > 0 && <progress className={style['total']} max={1} value={share} aria-label={word.total} />}
      {missing > 0 && <p className={style['missing']}>{word.missing(missing)}</p>}
      {details && <ul className={style['list']}>{list.toSorted((left, right) => weight(left) - weight(right)).map((one) => <Line key={one.id} upload={one} />)}</ul>}
    </section>
  )
}

/** A list in which all is well goes by itself after a while. */
function useTidying(session: string, isDone: boolean) {
  useEffect(() => {
    if (!isDone) return
    const timer = setTimeout(() => uploads.tidy(session), 6000)
    return () => clearTimeout(timer)
  }, [session, isDone])
}

/** What needs somebody first, what is done last. */
function weight({ state }: Upload): number {
  return state === 'refused' ? 0 : state === 'missing' ? 1 : state === 'done' ? 3 : 2
}

function Line({ upload }: { readonly upload: Upload }) {
  const word = useWords(words)
  const { id, name, state, bytes, sent, problem } = upload
  const act = (what: 'pause' | 'resume' | 'cancel', label: string, sign: 'pause' | 'play' | 'close' | 'refresh') => (
    <Button look="quiet" square aria-label={word.of(name, label)} onPress={() => uploads[what]([id])}><Sign name={sign} size={16} /></Button>
  )
  return (
    <li className={style['line']} data-state={state}>
      <span className={style['name']} dir="auto" title={name}>{name}</span>
      <span className={style['state']}>{state === 'sending' ? `${Math.floor((sent / Math.max(1, bytes)) * 100)} %` : word.states[state]}</span>
      <span className={style['acts']}>
        {(state === 'waiting' || state === 'sending') && act('pause', word.pause, 'pause')}
        {(state === 'paused' || state === 'away') && act('resume', word.resume, 'play')}
        {state === 'refused' && problem?.code === 'storage-full' && act('resume', word.retry, 'refresh')}
        {state !== 'done' && state !== 'looking' && act('cancel', word.cancel, 'close')}
      </span>
      {problem !== undefined && <p className={style['problem']}>{problem.code === 'file-too-large' ? word.tooLarge(largestMegabytes()) : word.problems[problem.code] ?? problem.text}</p>}
    </li>
  )
}
