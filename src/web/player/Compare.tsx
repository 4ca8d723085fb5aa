// An earlier version beside the film as it is now: a second screen that follows the first one's moment. Loaded when asked for.

import { useEffect, useMemo, useRef, useState } from 'react'
import type { Draft } from '../../draft/index.ts'
import type { Preview } from '../film/film.ts'
import { useOpenFilm } from '../film/useFilm.tsx'
import { useWords } from '../words/useWords.tsx'
import type { Screen } from './screen.ts'
import { ScreenView } from './ScreenView.tsx'
import { sourceOf, spanOf, useRenewed } from './useSource.tsx'
import style from './Player.module.css'
import { words } from './words.ts'

/** How far the second screen may be from the first while both play, ms. Seeking costs more than a small lag is worth. */
const drift = 140

interface Earlier {
  readonly draft: Draft
  readonly preview: Preview
}

export default function Compare({ version, curtain }: { readonly version: number; readonly curtain: number | undefined }) {
  const word = useWords(words)
  const { store, playhead } = useOpenFilm()
  const session = store.current().session.id
  const [earlier, setEarlier] = useState<Earlier>()
  const screen = useRef<Screen>(undefined)

  useEffect(() => {
    let gone = false
    void Promise.all([store.client.ask('version', { params: { session, version } }), store.client.ask('preview', { params: { session }, query: { version } })])
      .then(([{ draft }, preview]) => { if (!gone) setEarlier({ draft: draft as unknown as Draft, preview }) }, (thrown: unknown) => { if (!gone) store.notify('problem', String(thrown instanceof Error ? thrown.message : thrown)) })
    return () => { gone = true }
  }, [store, session, version])
  const { fresh, renew } = useRenewed(store.client, session, earlier?.preview)
  const source = useMemo(() => (earlier === undefined || fresh === undefined ? undefined : sourceOf(fresh, spanOf(earlier.draft))), [earlier, fresh])

  useEffect(() => {
    const follow = () => {
      const second = screen.current
      if (second === undefined) return
      if (playhead.playing() !== second.playing()) {
        if (!playhead.playing()) second.pause()
        else second.play()
      }
      if (!playhead.playing() ? second.time() !== playhead.time() : Math.abs(second.time() - playhead.time()) > drift) second.seek(playhead.time())
    }
    follow()
    return playhead.onChange(follow)
  }, [playhead, source])

  if (earlier === undefined) return <div className={style['earlier']} aria-busy="true" />
  return (
    <div className={style['earlier']} style={curtain === undefined ? undefined : { clipPath: `inset(0 ${(1 - curtain) * 100}% 0 0)` }}>
      <ScreenView source={source} canvas={earlier.draft.canvas} label={word.version(version)} ears={{ moved: () => undefined, expired: renew }} onState={() => undefined} hold={(held) => {
        screen.current = held
        held?.volume(0, true)
      }}>
        <span className={style['tag']}>{word.version(version)}</span>
      </ScreenView>
    </div>
  )
}
