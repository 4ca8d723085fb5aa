// The row of controls under the picture.

import { useEffect, useRef, type ReactNode } from 'react'
import { useOpenFilm, usePlaying } from '../film/useFilm.tsx'
import { Button } from '../parts/Button.tsx'
import { Sign } from '../parts/Sign.tsx'
import { useWords } from '../words/useWords.tsx'
import type { PlayerKey } from './keys.ts'
import { clockText, type Span } from './moment.ts'
import style from './Player.module.css'
import { words } from './words.ts'

export interface Loudness {
  readonly volume: number
  readonly muted: boolean
}

export interface TransportProps {
  readonly span: Span
  readonly loudness: Loudness
  readonly onLoudness: (loudness: Loudness) => void
  readonly isFull: boolean
  readonly isDisabled: boolean
  readonly onKey: (key: PlayerKey) => void
  readonly children?: ReactNode
}

export function Transport({ span, loudness, onLoudness, isFull, isDisabled, onKey, children }: TransportProps) {
  const word = useWords(words)
  const playing = usePlaying()
  const silent = loudness.muted || loudness.volume === 0
  return (
    <div className={style['transport']} role="group" aria-label={word.film}>
      <Button look="quiet" square className={style['control']} aria-label={word.back} isDisabled={isDisabled} onPress={() => onKey({ kind: 'frames', by: -1 })}><Sign name="frameBack" /></Button>
      <Button look="quiet" square className={`${style['control']} ${style['play']}`} aria-label={playing ? word.pause : word.play} isDisabled={isDisabled} onPress={() => onKey({ kind: 'toggle' })}><Sign name={playing ? 'pause' : 'play'} size={24} /></Button>
      <Button look="quiet" square className={style['control']} aria-label={word.forward} isDisabled={isDisabled} onPress={() => onKey({ kind: 'frames', by: 1 })}><Sign name="frameForward" /></Button>
      <Clock span={span} />
      <span className={style['gap']} />
      <Button look="quiet" square className={style['control']} aria-label={silent ? word.unmute : word.mute} onPress={() => onKey({ kind: 'mute' })}>{silent ? <Sign name="mute" /> : <Sign name="volume" />}</Button>
      <input className={style['loudness']} type="range" min={0} max={1} step={0.05} value={loudness.muted ? 0 : loudness.volume} aria-label={word.volume} aria-valuetext={`${Math.round((loudness.muted ? 0 : loudness.volume) * 100)} %`} onChange={({ target }) => onLoudness({ volume: Number(target.value), muted: false })} />
      {children}
      <Button look="quiet" square className={style['control']} aria-label={isFull ? word.leaveFull : word.full} onPress={() => onKey({ kind: 'full' })}>{isFull ? <Sign name="exit" /> : <Sign name="full" />}</Button>
    </div>
  )
}

/** The time, written by hand at every frame: React draws nothing. */
function Clock({ span }: { readonly span: Span }) {
  const { playhead } = useOpenFilm()
  const word = useWords(words)
  const now = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const show = () => { now.current!.textContent = clockText(Math.min(playhead.time(), span.duration), span) }
    show()
    return playhead.onChange(show)
  }, [playhead, span])
  return (
    <span className={style['clock']}>
      <span className="visually-hidden">{word.time} </span><span ref={now} />
      <span className={style['length']}><span aria-hidden="true"> / </span><span className="visually-hidden">, {word.length} </span>{clockText(span.duration, span)}</span>
    </span>
  )
}
