// Who one is: without an account, making one or signing in; with one, its name and the way out.

import { useState, type FormEvent } from 'react'
import { accounts, bindings, client } from '../app/house.ts'
import { go } from '../app/place.ts'
import { wordsOf } from '../film/film-store.ts'
import { Button } from '../parts/Button.tsx'
import { useWords } from '../words/useWords.tsx'
import type { Account } from './account.ts'
import style from './AccountDialog.module.css'
import { words } from './words.ts'

export function You({ account }: { readonly account: Account | undefined }) {
  const word = useWords(words)
  if (account?.kind !== 'registered') return <div className={style['stack']}><p>{word.anonymous}</p><SignIn account={account} /></div>
  return (
    <div className={style['stack']}>
      <p>{word.signedIn(account.email ?? '')}</p>
      <p className={style['soft']}>{word.signOutAbout}</p>
      <Button onPress={() => { accounts.forget(); go('/') }}>{word.signOut}</Button>
    </div>
  )
}

function SignIn({ account }: { readonly account: Account | undefined }) {
  const word = useWords(words)
  const [known, setKnown] = useState(false)
  const [state, setState] = useState<{ readonly busy: boolean; readonly failed?: string }>({ busy: false })
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const [email, password] = [String(form.get('email') ?? '').trim(), String(form.get('password') ?? '')]
    setState({ busy: true })
    try {
      const issued = await client.ask(known ? 'login' : 'register', { body: { email, password, ...bindings(account) } })
      accounts.keep({ token: issued.token, user: issued.user, kind: 'registered', email })
    } catch (thrown) {
      setState({ busy: false, failed: wordsOf(thrown) })
    }
  }
  return (
    <form className={style['form']} onSubmit={(event) => void send(event)}>
      <p className={style['soft']}>{word.keeps}</p>
      <label className={style['field']}><span>{word.email}</span><input name="email" type="email" autoComplete="email" required maxLength={254} /></label>
      <label className={style['field']}><span>{word.password}</span><input name="password" type="password" autoComplete={known ? 'current-password' : 'new-password'} required minLength={known ? 1 : 10} maxLength={200} aria-describedby={known ? undefined : 'password-about'} /></label>
      {!known && <p className={style['soft']} id="password-about">{word.passwordAbout}</p>}
      {state.failed !== undefined && <p className={style['bad']} role="alert">{state.failed}</p>}
      <div className={style['figures']}>
        <Button look="strong" type="submit" isDisabled={state.busy}>{state.busy ? word.working : known ? word.login : word.register}</Button>
        <Button look="quiet" onPress={() => { setKnown(!known); setState({ busy: false }) }}>{known ? word.noAccount : word.haveAccount}</Button>
      </div>
    </form>
  )
}
