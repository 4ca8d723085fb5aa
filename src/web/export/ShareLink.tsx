// A link that opens the film in another browser.

import { useState } from 'react'
import { wordsOf } from '../film/film-store.ts'
import { useOpenFilm } from '../film/useFilm.tsx'
import { Button } from '../parts/Button.tsx'
import { Choices } from '../parts/Choices.tsx'
import { Sign } from '../parts/Sign.tsx'
import { useWords } from '../words/useWords.tsx'
import { copyText } from './copy.ts'
import style from './ShareLink.module.css'
import { words } from './words.ts'

export function ShareLink() {
  const word = useWords(words)
  const { store } = useOpenFilm()
  const [link, setLink] = useState('')
  const [may, setMay] = useState<'look' | 'change'>('look')
  const make = async () => {
    try {
      const { url } = await store.client.ask('shareSession', { params: { session: store.current().session.id }, body: { readOnly: may === 'look' } })
      const { pathname, search } = new URL(url)
      const here = new URL(pathname + search, location.origin).href
      setLink(here)
      await copyText(here).then(() => store.notify('done', word.copied), () => undefined)
    } catch (thrown) {
      store.notify('problem', wordsOf(thrown))
    }
  }
  return (
    <section className={style['share']}>
      <h3>{word.share}</h3>
      <p>{word.shareAbout}</p>
      <Choices label={word.shareMay} value={may} onChange={(next) => { setMay(next); setLink('') }} choices={[{ key: 'look', label: word.shareLook }, { key: 'change', label: word.shareChange }]} />
      {link === '' ? <Button onPress={() => void make()}><Sign name="share" size={16} /> {word.makeLink}</Button> : <input className={style['link']} readOnly value={link} aria-label={word.share} onFocus={(event) => event.target.select()} />}
    </section>
  )
}
