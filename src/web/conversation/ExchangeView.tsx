// One thing said and what came of it: the words, what the turn is doing, what it changed with the way back, its question
// and what could be said next.

import type { Exchange } from '../film/film.ts'
import { useFilm, useOpenFilm } from '../film/useFilm.tsx'
import { Button } from '../parts/Button.tsx'
import { Sign } from '../parts/Sign.tsx'
import { isOpen } from '../uploads/upload.ts'
import { useUploads } from '../uploads/useUploads.tsx'
import { useWords } from '../words/useWords.tsx'
import style from './ExchangeView.module.css'
import { readReply } from './read-reply.ts'
import { ReplyRows } from './ReplyRows.tsx'
import { words } from './words.ts'

export interface ExchangeProps {
  readonly exchange: Exchange
  readonly isLast: boolean
  readonly onSay: (text: string) => void
  /** Puts a text into the field. */
  readonly onText: (text: string) => void
}

export function ExchangeView({ exchange, isLast, onSay, onText }: ExchangeProps) {
  const word = useWords(words)
  const { text, state, reply, made, question, problem, steps } = exchange
  const read = readReply(reply, made?.receipt, question)
  // The way back has its own button.
  const next = read.next.filter((one) => one !== 'undo' && one !== '撤销')
  const isThere = state !== 'waiting' && state !== 'sending' && state !== 'unsent'
  return (
    <li className={style['exchange']} data-exchange={state}>
      <div className={style['mine']}><span className="visually-hidden">{word.you}: </span><p className={style['bubble']} dir="auto">{text}</p></div>
      {!isThere && <Undelivered exchange={exchange} onText={onText} />}
      {isThere && (reply !== '' || made !== undefined || problem !== undefined || state !== 'running') && (
        <div className={style['theirs']}>
          <span className="visually-hidden">{word.kinora}: </span>
          {read.said.length > 0 && <p className={style['said']} dir="auto">{read.said.join('\n')}</p>}
          <ReplyRows rows={read.rows} />
          {state === 'aborted' && reply === '' && <p className={style['quiet']}>{word.aborted}</p>}
          {problem !== undefined && <p className={style['problem']} dir="auto"><Sign name="warn" size={18} /><span>{problem}</span></p>}
          {state === 'failed' && problem === undefined && reply === '' && <p className={style['problem']}><Sign name="warn" size={18} /><span>{word.failed}</span></p>}
          {made !== undefined && <WayBack version={made.version} />}
          {question !== undefined && isLast && <Answers question={question} onSay={onSay} />}
          {question !== undefined && !isLast && <p className={style['quiet']} dir="auto">{question.text}</p>}
        </div>
      )}
      {(state === 'running' || state === 'sending') && <Working steps={steps} isSending={state === 'sending'} />}
      {isLast && isThere && state !== 'running' && next.length > 0 && (
        <div className={style['next']} role="group" aria-label={word.next}>{next.map((one) => <button key={one} type="button" className={style['step']} dir="auto" onClick={() => onSay(one)}>{one}</button>)}</div>
      )}
    </li>
  )
}

function Working({ steps, isSending }: { readonly steps: readonly string[]; readonly isSending: boolean }) {
  const word = useWords(words)
  const last = steps.at(-1)
  const now = isSending ? word.sending : last === undefined ? word.thinking : /edit|timeline|draft/.test(last) ? word.editing : /file|asset|look|frame|sheet|read/.test(last) ? word.looking : word.working
  return <p className={style['working']}><span className={style['dots']} aria-hidden="true"><i /><i /><i /></span>{now}</p>
}

function Undelivered({ exchange: { id, state, problem }, onText }: { readonly exchange: Exchange; readonly onText: (text: string) => void }) {
  const word = useWords(words)
  const { store } = useOpenFilm()
  const waits = useUploads(store.current().session.id).filter(isOpen).length
  if (state === 'sending') return null
  return (
    <div className={style['undelivered']} data-state={state}>
      <p>{state === 'waiting' ? (waits === 0 ? word.waitingSamples : word.waiting(waits)) : <>{word.unsent} {problem}</>}</p>
      <div className={style['acts']}>
        <Button look={state === 'unsent' ? 'strong' : 'plain'} onPress={() => void store.sayAgain(id)}>{state === 'waiting' ? word.sendNow : word.sendAgain}</Button>
        <Button look="quiet" onPress={() => onText(store.unsay(id))}>{word.takeBack}</Button>
      </div>
    </div>
  )
}

/** The way back to before a version. */
export function WayBack({ version }: { readonly version: number }) {
  const word = useWords(words)
  const { store } = useOpenFilm()
  const newest = useFilm((film) => film.version)
  if (version === newest) return <div className={style['back']}><Button look="quiet" onPress={() => void store.undo()}><Sign name="undo" size={16} /> {word.undo}</Button></div>
  // The first version stands on nothing; only undo leads back there.
  if (version > newest || version === 1) return null
  return <div className={style['back']}><Button look="quiet" onPress={() => void store.restore(version - 1)}><Sign name="undo" size={16} /> {word.backTo}</Button></div>
}

function Answers({ question, onSay }: { readonly question: NonNullable<Exchange['question']>; readonly onSay: (text: string) => void }) {
  const word = useWords(words)
  return (
    <div className={style['question']}>
      <p dir="auto"><strong>{question.text}</strong></p>
      <div className={style['answers']} role="group" aria-label={word.answers}>
        {question.options.map((option) => <Button key={option} look={option === question.default ? 'strong' : 'plain'} onPress={() => onSay(option)}><span className={style['answer']} dir="auto">{option}</span>{option === question.default && <small>{word.isDefault}</small>}</Button>)}
      </div>
      {!question.options.includes(question.default) && <p className={style['quiet']} dir="auto">{word.otherwise(question.default)}</p>}
    </div>
  )
}
