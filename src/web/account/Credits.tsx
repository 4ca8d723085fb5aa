// Credits: what there is, and where it went.

import { useEffect, useState } from 'react'
import { client } from '../app/house.ts'
import type { Answer } from '../client/client.ts'
import { wordsOf } from '../film/film-store.ts'
import { Button } from '../parts/Button.tsx'
import { onDay } from '../words/figures.ts'
import { useLanguage, useWords } from '../words/useWords.tsx'
import style from './AccountDialog.module.css'
import { words } from './words.ts'

const page = 20

export function Credits() {
  const word = useWords(words)
  const language = useLanguage()
  const [balance, setBalance] = useState<Answer<'balance'> | undefined>(undefined)
  const [items, setItems] = useState<Answer<'ledger'>['items']>([])
  const [total, setTotal] = useState(0)
  const [failed, setFailed] = useState<string | undefined>(undefined)
  const more = (offset: number) => client.ask('ledger', { query: { offset, limit: page } }).then((answer) => {
    setItems((known) => [...known.slice(0, offset), ...answer.items])
    setTotal(answer.total)
  })
  useEffect(() => {
    Promise.all([client.ask('balance').then(setBalance), more(0)]).catch((thrown: unknown) => setFailed(wordsOf(thrown)))
  }, [])
  if (failed !== undefined) return <p className={style['bad']} role="alert">{failed}</p>
  if (balance === undefined) return <p className={style['soft']} aria-busy="true">{word.working}</p>
  return (
    <div className={style['stack']}>
      <dl className={style['figures']}>
        {([['available', balance.available], ['frozen', balance.frozen], ['consumed', balance.consumed]] as const).map(([name, value]) => <div key={name}><dt>{word[name]}</dt><dd>{value}</dd></div>)}
      </dl>
      <h3>{word.usage}</h3>
      {items.length === 0 ? <p className={style['soft']}>{word.noUsage}</p> : (
        <table className={style['table']}>
          <thead><tr><th scope="col">{word.when}</th><th scope="col">{word.what}</th><th scope="col">{word.amount}</th></tr></thead>
          <tbody>{items.map((item, index) => <tr key={index}><td>{onDay(item.createdAt, language)}</td><td>{word.kinds[item.kind as keyof typeof word.kinds] ?? item.kind}{item.turn && <><br /><span className={style['soft']} dir="auto">{item.turn.text.slice(0, 120)}</span></>}</td><td>{item.amount}</td></tr>)}</tbody>
        </table>
      )}
      {items.length < total && <Button onPress={() => void more(items.length).catch((thrown: unknown) => setFailed(wordsOf(thrown)))}>{word.more}</Button>}
    </div>
  )
}
