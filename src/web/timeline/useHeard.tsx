// Waveform and beats of the newest version, for drawing: beats at once, the waveform when the server has mixed it. The old
// ones stay until the new ones are there, so that nothing blinks after an edit.

import { useEffect, useState } from 'react'
import type { Answer } from '../client/client.ts'
import { useFilm, useOpenFilm } from '../film/useFilm.tsx'
import { patiently } from '../player/patiently.ts'
import type { Heard } from './paint.ts'

/** Edits in quick succession ask once, ms. */
const rest = 350

export function useHeard(): Heard | undefined {
  const { store } = useOpenFilm()
  const version = useFilm((film) => film.version)
  const [heard, setHeard] = useState<Heard>()
  useEffect(() => {
    if (version === 0) return
    const end = new AbortController()
    const ask = async () => {
      const asking = { params: { session: store.current().session.id, version }, signal: end.signal } as const
      const beats = await store.client.ask('heard', { ...asking, query: { wave: 'false' } })
      // The old waveform stays below new beats for the moment that the new one takes.
      setHeard((before) => ({ ...before, ...read(beats) }))
      // A long film's sound takes a while; the server lets go of the line in between.
      for (let all: Answer<'heard'> | undefined; all === undefined || all.pending === true;) {
        all = await store.client.ask('heard', asking)
        const found = read(all)
        setHeard(all.pending === true ? (before) => ({ ...before, ...found }) : found)
      }
    }
    // What cannot be drawn is not missed: no words for a failure here.
    const timer = setTimeout(() => void patiently(ask, end.signal).catch(() => undefined), rest)
    return () => {
      clearTimeout(timer)
      end.abort()
    }
  }, [store, version])
  return heard
}

function read({ wave, music }: Answer<'heard'>): Heard {
  return { ...(wave !== undefined && { wave }), beats: music?.beats ?? [], bars: music?.bars ?? [] }
}
