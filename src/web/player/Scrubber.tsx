// Where the film is, to see and to change: a slider over the filmstrip. Moves by the playhead's own word, not by React, so
// that nothing is drawn anew while the film plays.

import { useEffect, useRef } from 'react'
import { useOpenFilm } from '../film/useFilm.tsx'
import { useLanguage, useWords } from '../words/useWords.tsx'
import { positionKey, type PlayerKey } from './keys.ts'
import { spokenTime, type Span } from './moment.ts'
import style from './Scrubber.module.css'
import { words } from './words.ts'

export interface ScrubberProps {
  readonly span: Span
  /** Address of a strip of pictures of the whole film; absent: none is there yet. */
  readonly strip: string | undefined
  /** Hears how wide it is, pixels. */
  readonly onWidth: (width: number) => void
  readonly onKey: (key: PlayerKey) => void
  readonly onDrag: (dragging: boolean) => void
}

/** How often the spoken position changes while the film plays, ms: a screen reader must not be flooded. */
const spokenEvery = 1000

export function Scrubber({ span, strip, onWidth, onKey, onDrag }: ScrubberProps) {
  const { playhead } = useOpenFilm()
  const language = useLanguage()
  const word = useWords(words)
  const track = useRef<HTMLDivElement>(null)
  const hand = useRef<HTMLDivElement>(null)
  const dragging = useRef(false)

  useEffect(() => {
    let spoken = -Infinity
    const show = () => {
      const time = Math.min(playhead.time(), span.duration)
      const share = span.duration === 0 ? 0 : time / span.duration
      hand.current!.style.transform = `translateX(${share * track.current!.clientWidth}px)`
      if (playhead.playing() && Math.abs(time - spoken) < spokenEvery) return
      spoken = time
      track.current!.setAttribute('aria-valuenow', String(time))
      track.current!.setAttribute('aria-valuetext', word.positionOf(spokenTime(time, language), spokenTime(span.duration, language)))
    }
    show()
    const watch = new ResizeObserver(() => {
      show()
      onWidth(track.current?.clientWidth ?? 0)
    })
    watch.observe(track.current!)
    const leave = playhead.onChange(show)
    return () => {
      leave()
      watch.disconnect()
    }
  }, [playhead, span, language, word, onWidth])

  const seekTo = (clientX: number) => {
    const { left, width } = track.current!.getBoundingClientRect()
    playhead.seek(Math.min(1, Math.max(0, (clientX - left) / width)) * span.duration)
  }
  const release = () => {
    if (!dragging.current) return
    dragging.current = false
    onDrag(false)
  }
  return (
    <div
      ref={track} className={style['track']} role="slider" tabIndex={0} aria-label={word.position} aria-valuemin={0} aria-valuemax={span.duration} aria-orientation="horizontal"
      onKeyDown={(event) => {
        const key = positionKey(event)
        if (key === undefined) return
        event.preventDefault()
        event.stopPropagation()
        onKey(key)
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        dragging.current = true
        onDrag(true)
        seekTo(event.clientX)
      }}
      onPointerMove={(event) => { if (dragging.current) seekTo(event.clientX) }}
      onPointerUp={release} onPointerCancel={release} onLostPointerCapture={release}
    >
      <div className={style['strip']} style={strip === undefined ? undefined : { backgroundImage: `url("${strip}")` }} />
      <div ref={hand} className={style['hand']} />
    </div>
  )
}
