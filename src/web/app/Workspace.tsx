// The film's workspace: conversation, player, timeline and the side (library, edit, export) in one frame. On a narrow
// screen the player stays on top and one of the others is shown below it, chosen by tabs.

import { lazy, Suspense, useState } from 'react'
import { Conversation } from '../conversation/Conversation.tsx'
import { RenderWatch } from '../export/RenderWatch.tsx'
import { useFilm } from '../film/useFilm.tsx'
import { Player } from '../player/Player.tsx'
import { useWords } from '../words/useWords.tsx'
import type { Area } from './areas.ts'
import { Notices } from './Notices.tsx'
import { TopBar } from './TopBar.tsx'
import { words } from './words.ts'
import style from './Workspace.module.css'

const Timeline = lazy(() => import('../timeline/Timeline.tsx'))
const Side = lazy(() => import('./Side.tsx'))

export function Workspace() {
  const word = useWords(words)
  const version = useFilm((film) => film.version)
  const [area, setArea] = useState<Area>('conversation')
  const side = area === 'library' || area === 'edit' || area === 'export' ? area : undefined
  return (
    <div className={style['frame']} data-area={area} data-version={version}>
      <a className={style['skip']} href="#conversation">{word.skip}</a>
      <TopBar area={area} onArea={setArea} />
      <section className={style['talk']} id="conversation" aria-label={word.conversation}><Conversation onArea={setArea} /></section>
      <main className={style['stage']} aria-label={word.film}><Player /></main>
      {side !== undefined && <aside className={style['side']} aria-label={word[side]}><Suspense><Side area={side} onClose={() => setArea('conversation')} /></Suspense></aside>}
      <section className={style['timeline']} aria-label={word.timeline}><Suspense><Timeline onEdit={() => setArea('edit')} /></Suspense></section>
      <Notices />
      <RenderWatch />
    </div>
  )
}
