// The film on the page: its picture, where it is, and what can be done with it while watching. The first view loads this;
// what few people need at once (the HLS library, comparing, guides) comes when it is used.

import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { isBusy } from '../film/film.ts'
import { useFilm, useOpenFilm } from '../film/useFilm.tsx'
import { Button } from '../parts/Button.tsx'
import { useWords } from '../words/useWords.tsx'
import { CompareMenu } from './CompareMenu.tsx'
import { isTaken, nextRate, playerKey, type PlayerKey } from './keys.ts'
import { lastFrame, momentOf, stepped, type Span } from './moment.ts'
import { LiveText } from './LiveText.tsx'
import type { Screen, ScreenState } from './screen.ts'
import { ScreenView } from './ScreenView.tsx'
import { Scrubber } from './Scrubber.tsx'
import { ShapeMenu } from './ShapeMenu.tsx'
import type { Guide } from './shapes.ts'
import { useSource } from './useSource.tsx'
import { useStrip } from './useStrip.tsx'
import { Transport, type Loudness } from './Transport.tsx'
import style from './Player.module.css'
import { words } from './words.ts'

const Guides = lazy(() => import('./Guides.tsx'))
const Compare = lazy(() => import('./Compare.tsx'))

const nothing: Span = { duration: 0, rate: { numerator: 30, denominator: 1 } }
const wide = { width: 1920, height: 1080 }

export function Player() {
  const word = useWords(words)
  const { playhead } = useOpenFilm()
  const { source, renew } = useSource()
  const canvas = useFilm((film) => film.draft?.canvas) ?? wide
  const frame = useRef<HTMLDivElement>(null)
  const screen = useRef<Screen>(undefined)
  const rate = useRef(0)
  const [state, setState] = useState<ScreenState>('empty')
  const [loudness, setLoudness] = useState<Loudness>({ volume: 1, muted: false })
  const [guide, setGuide] = useState<Guide>()
  const [compared, setCompared] = useState<number>()
  const [curtain, setCurtain] = useState<number>()
  const isFull = useFull(frame)
  const span = source?.span ?? nothing
  const [width, setWidth] = useState(0)
  const strip = useStrip(source, canvas, width)

  useEffect(() => playhead.onWish((wish) => {
    if (wish.kind === 'seek') screen.current?.seek(wish.time)
    else if (wish.kind === 'play') screen.current?.play()
    else screen.current?.pause()
  }), [playhead])
  useEffect(() => screen.current?.volume(loudness.volume, loudness.muted), [loudness, source])

  const press = useCallback((key: PlayerKey) => {
    const player = screen.current
    if (player === undefined) return
    switch (key.kind) {
      case 'toggle': return player.playing() ? player.pause() : player.play()
      case 'pause': return player.pause()
      case 'faster': {
        rate.current = nextRate(player.playing() ? rate.current : 0, key.direction)
        return player.play(rate.current)
      }
      case 'frames':
        player.pause()
        return playhead.seek(stepped(player.time(), key.by, span))
      case 'seconds': return playhead.seek(player.time() + key.by * 1000)
      case 'begin': return playhead.seek(0)
      case 'end': return playhead.seek(momentOf(lastFrame(span), span.rate))
      case 'mute': return setLoudness((before) => ({ volume: before.volume === 0 ? 1 : before.volume, muted: !before.muted && before.volume > 0 }))
      case 'full': return toggleFull(frame.current)
    }
  }, [playhead, span])
  usePageKeys(press)

  return (
    <div ref={frame} className={style['player']} data-state={state}>
      <div className={style['rooms']} data-look={compared === undefined ? 'one' : curtain === undefined ? 'side' : 'split'}>
        <ScreenView source={source} canvas={canvas} label={word.picture} hold={(held) => { screen.current = held }} ears={{ moved: playhead.tell, expired: renew }} onState={setState} onPress={() => press({ kind: 'toggle' })}>
          <LiveText canvas={canvas} />
          {guide !== undefined && <Suspense><Guides guide={guide} canvas={canvas} /></Suspense>}
          {compared !== undefined && <span className={`${style['tag']} ${style['tagEnd']}`}>{word.now}</span>}
          <State state={state} onRetry={() => screen.current?.retry()} />
        </ScreenView>
        {compared !== undefined && <Suspense><Compare key={compared} version={compared} curtain={curtain} /></Suspense>}
        {compared !== undefined && curtain !== undefined && <input className={style['curtain']} type="range" min={0} max={1} step={0.01} value={curtain} aria-label={word.curtain} onChange={({ target }) => setCurtain(Number(target.value))} />}
      </div>
      <div>
        {compared !== undefined && (
          <div className={style['compareBar']}>
            <Button onPress={() => setCurtain(curtain === undefined ? 0.5 : undefined)}>{curtain === undefined ? word.split : word.side}</Button>
            <Button onPress={() => setCompared(undefined)}>{word.endCompare}</Button>
          </div>
        )}
        <Scrubber span={span} strip={strip} onWidth={setWidth} onKey={press} onDrag={(on) => screen.current?.scrub(on)} />
      </div>
      <Transport span={span} loudness={loudness} onLoudness={setLoudness} isFull={isFull} isDisabled={source === undefined} onKey={press}>
        <ShapeMenu canvas={canvas} guide={guide} onGuide={setGuide} />
        <CompareMenu version={compared} onCompare={setCompared} />
      </Transport>
    </div>
  )
}

/** What is told over the picture: that there is none yet, that it is coming, that it does not play. */
function State({ state, onRetry }: { readonly state: ScreenState; readonly onRetry: () => void }) {
  const word = useWords(words)
  const busy = useFilm(isBusy)
  const version = useFilm((film) => film.version)
  if (state === 'empty') {
    return <div className={style['over']}>{busy ? <><span className={style['turning']} /><h2>{word.working}</h2></> : <><h2>{version === 0 ? word.emptyTitle : word.noPicture}</h2>{version === 0 && <p>{word.empty}</p>}</>}</div>
  }
  if (state === 'loading' || state === 'waiting') return <div className={style['over']}><span className={style['turning']} /><span className="visually-hidden">{state === 'loading' ? word.loading : word.waiting}</span></div>
  if (state === 'broken') return <div className={style['over']} role="alert"><div className={style['veil']}><h2>{word.broken}</h2><p>{word.brokenWhy}</p><Button look="strong" onPress={onRetry}>{word.retry}</Button></div></div>
  return null
}

/** The player's keys on the whole page, unless somebody types or a widget takes them. */
function usePageKeys(press: (key: PlayerKey) => void): void {
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTaken(event.target, event.key)) return
      const key = playerKey(event)
      if (key === undefined) return
      event.preventDefault()
      press(key)
    }
    document.addEventListener('keydown', heard)
    return () => document.removeEventListener('keydown', heard)
  }, [press])
}

function useFull(frame: React.RefObject<HTMLElement | null>): boolean {
  const [isFull, setFull] = useState(false)
  useEffect(() => {
    const heard = () => setFull(document.fullscreenElement !== null && document.fullscreenElement === frame.current)
    document.addEventListener('fullscreenchange', heard)
    return () => document.removeEventListener('fullscreenchange', heard)
  }, [frame])
  return isFull
}

function toggleFull(frame: HTMLElement | null): void {
  if (document.fullscreenElement !== null) void document.exitFullscreen()
  else if (frame?.requestFullscreen !== undefined) void frame.requestFullscreen().catch(() => undefined)
  // A phone that lets only videos fill its screen.
  else frame?.querySelector<HTMLVideoElement & { webkitEnterFullscreen?: () => void }>('video[data-seen="true"]')?.webkitEnterFullscreen?.()
}
