// What a message would cost, asked for when the writing rests; nothing in a house without credits.

import { useEffect, useState } from 'react'
import type { Answer } from '../client/client.ts'
import { useOpenFilm } from '../film/useFilm.tsx'

/** ms of rest after which it is worth a question. */
const rest = 600

export function useEstimate(session: string, text: string): Answer<'estimate'> | undefined {
  const { store: { client } } = useOpenFilm()
  const [told, setTold] = useState<{ readonly text: string; readonly estimate: Answer<'estimate'> }>()
  useEffect(() => {
    if (text.trim() === '' || text.length > 10_000) return
    const ended = new AbortController()
    const timer = setTimeout(() => {
      client.ask('estimate', { body: { session, text }, signal: ended.signal }).then((estimate) => setTold({ text, estimate }), () => undefined)
    }, rest)
    return () => {
      clearTimeout(timer)
      ended.abort()
    }
  }, [client, session, text])
  return text.trim() === '' || told === undefined ? undefined : told.estimate
}
