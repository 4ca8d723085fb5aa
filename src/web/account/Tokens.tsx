// Keys for programs: made with a name and what they may, shown once, ended at will.

import { useEffect, useState, type FormEvent } from 'react'
import { client } from '../app/house.ts'
import type { Answer } from '../client/client.ts'
import { copyText } from '../export/copy.ts'
import { wordsOf } from '../film/film-store.ts'
import { Button } from '../parts/Button.tsx'
import { Choices } from '../parts/Choices.tsx'
import { onDay } from '../words/figures.ts'
import { useLanguage, useWords } from '../words/useWords.tsx'
import style from './AccountDialog.module.css'
import { words } from './words.ts'

const scopes = ['read', 'write', 'upload', 'render'] as const
type Days = '7' | '90' | '365'

export function Tokens() {
  const word = useWords(words)
  const language = useLanguage()
  const [tokens, setTokens] = useState<Answer<'tokens'>['tokens']>([])
  const [made, setMade] = useState<string | undefined>(undefined)
  const [copied, setCopied] = useState(false)
  const [failed, setFailed] = useState<string | undefined>(undefined)
  const [days, setDays] = useState<Days>('90')
  const load = () => client.ask('tokens').then(({ tokens: all }) => setTokens(all))
  const attempt = (work: () => Promise<void>) => void work().then(() => setFailed(undefined), (thrown: unknown) => setFailed(wordsOf(thrown)))
  useEffect(() => attempt(load), [])
  const make = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const chosen = scopes.filter((scope) => form.get(scope) !== null)
    attempt(async () => {
      const { token } = await client.ask('createToken', { body: { name: String(form.get('name')), scopes: chosen, days: Number(days) } })
      setMade(token)
      setCopied(false)
      await load()
    })
  }
  return (
    <div className={style['stack']}>
      <p className={style['soft']}>{word.tokensAbout}</p>
      {failed !== undefined && <p className={style['bad']} role="alert">{failed}</p>}
      {made !== undefined && <div className={style['secret']} role="status"><p>{word.tokenMade}</p><code>{made}</code><div><Button onPress={() => void copyText(made).then(() => setCopied(true))}>{copied ? word.copied : word.copy}</Button></div></div>}
      <ul className={style['tokens']}>
        {tokens.map(({ id, name, scopes: may, createdAt, expiresAt }) => (
          <li key={id}>
            <div><b dir="auto">{name ?? word.unnamed}</b><br /><small className={style['soft']}>{may.map((scope) => word.scopes[scope as keyof typeof word.scopes] ?? scope).join(', ')} · {expiresAt === undefined ? word.since(onDay(createdAt, language)) : word.ends(onDay(expiresAt, language))}</small></div>
            <Button look="quiet" aria-label={word.revokeNamed(name ?? word.unnamed)} onPress={() => attempt(() => client.ask('revokeToken', { params: { token: id } }).then(load))}>{word.revoke}</Button>
          </li>
        ))}
      </ul>
      <form className={style['form']} onSubmit={make}>
        <label className={style['field']}><span>{word.tokenName}</span><input name="name" required maxLength={100} dir="auto" /></label>
        <fieldset className={style['scopes']}><legend>{word.may}</legend>{scopes.map((scope) => <label key={scope}><input type="checkbox" name={scope} defaultChecked /> {word.scopes[scope]}</label>)}</fieldset>
        <Choices<Days> label={word.days} value={days} onChange={setDays} choices={(['7', '90', '365'] as const).map((key) => ({ key, label: word.dayChoices[key] }))} />
        <div><Button look="strong" type="submit">{word.makeToken}</Button></div>
      </form>
    </div>
  )
}
