// A button that plays a piece of music or a voice, and stops it.

import { useEffect, useSyncExternalStore } from 'react'
import { useOpenFilm } from '../film/useFilm.tsx'
import { Button } from '../parts/Button.tsx'
import { Sign } from '../parts/Sign.tsx'
import { useWords } from '../words/useWords.tsx'
import style from './ListenButton.module.css'
import { createListening } from './listening.ts'
import { words } from './words.ts'

const listening = createListening(() => new Audio())

export function ListenButton({ address, name }: { readonly address: string; readonly name: string }) {
  const word = useWords(words)
  const { playhead } = useOpenFilm()
  const heard = useSyncExternalStore(listening.onChange, listening.current)
  const state = heard.state !== 'quiet' && heard.address === address ? heard.state : 'quiet'
  const isOn = state === 'loading' || state === 'playing'
  const press = () => {
    if (!isOn) playhead.pause()
    listening.toggle(address)
  }
  return (
    <span className={style['listen']}>
      <Button square aria-label={isOn ? word.stop(name) : word.play(name)} onPress={press}>{state === 'loading' ? <span className={style['wait']} aria-hidden="true" /> : <Sign name={isOn ? 'pause' : 'play'} />}</Button>
      <span role="status" className="visually-hidden">{state === 'loading' ? word.loading : state === 'failed' ? word.cannotPlay : ''}</span>
    </span>
  )
}

/** Whoever leaves the list leaves the music, and the film is heard alone. */
export function useQuiet(): void {
  const { playhead } = useOpenFilm()
  useEffect(() => {
    const unwatch = playhead.onChange(() => { if (playhead.playing()) listening.stop() })
    return () => {
      unwatch()
      listening.stop()
    }
  }, [playhead])
}
