// Tells when an export ends, wherever one is in the workspace: on the page, and as a message of the system where the person
// allowed it. How far exports are the film's stream tells.

import { useEffect, useRef } from 'react'
import { isRunning, type Render } from '../film/film.ts'
import { useFilm, useOpenFilm } from '../film/useFilm.tsx'
import { useWords } from '../words/useWords.tsx'
import { words } from './words.ts'

export function RenderWatch() {
  const word = useWords(words)
  const { store } = useOpenFilm()
  const renders = useFilm((film) => film.renders)
  const seen = useRef(new Set<string>())
  useEffect(() => {
    for (const render of renders) {
      if (isRunning(render)) seen.current.add(render.id)
      else if (seen.current.delete(render.id)) tell(render)
    }
    function tell({ file, error }: Render) {
      if (file === undefined && error === 'cancelled') return
      const text = file === undefined ? word.wentWrong(error ?? '') : word.done(file.name)
      store.notify(file === undefined ? 'problem' : 'done', text)
      if (document.hidden && globalThis.Notification?.permission === 'granted') new Notification('Kinora', { body: text, icon: '/icon.svg' })
    }
  }, [renders, store, word])
  return null
}
