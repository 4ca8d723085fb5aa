// Watches exports from wherever one is in the workspace: asks how far they are while some run, and tells when one ends,
// on the page, in its title, and as a message of the system where the person allowed it.

import { useEffect, useRef } from 'react'
import type { Render } from '../film/film.ts'
import { useFilm, useOpenFilm } from '../film/useFilm.tsx'
import { useWords } from '../words/useWords.tsx'
import { isRunning } from './running.ts'
import { words } from './words.ts'

/** ms between two looks while an export runs. */
const pause = 1000

export function RenderWatch() {
  const word = useWords(words)
  const { store } = useOpenFilm()
  const renders = useFilm((film) => film.renders)
  const running = renders.some(isRunning)
  const seen = useRef(new Set<string>())
  useEffect(() => {
    if (!running) return
    const timer = setInterval(() => void store.refreshRenders().catch(() => undefined), pause)
    return () => clearInterval(timer)
  }, [running, store])
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
