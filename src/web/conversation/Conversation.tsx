// The conversation; first form: what was said, and a field to say more.

import { useState } from 'react'
import { useFilm, useOpenFilm } from '../film/useFilm.tsx'
import { Button } from '../parts/Button.tsx'
import { Sign } from '../parts/Sign.tsx'

export function Conversation() {
  const { store } = useOpenFilm()
  const exchanges = useFilm((film) => film.exchanges)
  const [text, setText] = useState('')
  const send = () => {
    if (text.trim() === '') return
    void store.say(text)
    setText('')
  }
  return (
    <div>
      <ol>{exchanges.map((one) => <li key={one.id}><p>{one.text}</p><p>{one.reply}</p></li>)}</ol>
      <textarea aria-label="Message" value={text} onChange={(event) => setText(event.target.value)} />
      <Button look="strong" square aria-label="Send" onPress={send}><Sign name="send" /></Button>
    </div>
  )
}
