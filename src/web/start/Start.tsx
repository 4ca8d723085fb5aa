// Where a film begins; first form: a sentence makes one.

import { useState } from 'react'
import { accounts, client } from '../app/house.ts'
import { addressOfFilm, go } from '../app/place.ts'
import { Button } from '../parts/Button.tsx'

export function Start() {
  const [text, setText] = useState('')
  const begin = async () => {
    await accounts.need()
    const session = await client.ask('createSession', { body: {} })
    if (text.trim() !== '') await client.ask('sendTurn', { params: { session: session.id }, body: { text } })
    go(addressOfFilm(session))
  }
  return (
    <main>
      <h1>Kinora</h1>
      <textarea aria-label="What film?" value={text} onChange={(event) => setText(event.target.value)} />
      <Button look="strong" onPress={() => void begin()}>Make the film</Button>
    </main>
  )
}
