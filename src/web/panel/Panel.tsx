// The panel beside the film: what is selected and everything that can be set on it; the whole film when nothing is.

import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { Operation, OverlaySegment, PictureSegment, SoundSegment, TextSegment } from '../../draft/index.ts'
import { isBusy } from '../film/film.ts'
import { useFilm, useOpenFilm, useSelected } from '../film/useFilm.tsx'
import { SidePart } from '../parts/SidePart.tsx'
import { kindOfBar, nameOfBar, secondsText } from '../timeline/names.ts'
import { rowsOf, type Bar } from '../timeline/rows.ts'
import { words as timelineWords } from '../timeline/words.ts'
import { useWords } from '../words/useWords.tsx'
import { FilmSettings } from './FilmSettings.tsx'
import { Group, Line } from './fields.tsx'
import { liveText } from './liveText.ts'
import { OverlaySettings } from './OverlaySettings.tsx'
import { Levels, PictureSettings } from './PictureSettings.tsx'
import { SoundSettings } from './SoundSettings.tsx'
import { TextSettings } from './TextSettings.tsx'
import style from './Panel.module.css'
import { words } from './words.ts'

export function Panel({ onClose }: { readonly onClose: () => void }) {
  const word = useWords(words)
  const names = useWords(timelineWords)
  const { store, playhead } = useOpenFilm()
  const draft = useFilm((film) => film.draft)
  const files = useFilm((film) => film.files)
  const isDisabled = useFilm(isBusy)
  const selected = useSelected()
  const rows = useMemo(() => (draft === undefined ? undefined : rowsOf(draft)), [draft])
  const operate = useCallback((...operations: readonly Operation[]) => (operations.length === 0 ? Promise.resolve(false) : store.operate(operations)), [store])
  useEffect(() => () => liveText.set(undefined), [])

  const bars = rows === undefined ? [] : selected.map((id) => rows.bars.get(id)).filter((bar) => bar !== undefined)
  const [one] = bars
  const chosen = bars.length === 1 ? one?.id : undefined
  // What is being edited is looked at: the film goes there, unless it plays or is there already.
  const shown = useRef<string>(undefined)
  useEffect(() => {
    if (chosen === shown.current) return
    shown.current = chosen
    const bar = chosen === undefined ? undefined : rows?.bars.get(chosen)
    if (bar === undefined || bar.kind === 'sound' || playhead.playing() || (playhead.time() >= bar.start && playhead.time() < bar.end)) return
    playhead.seek(bar.start + Math.min((bar.end - bar.start) / 2, 800))
  }, [chosen, rows, playhead])
  if (draft === undefined || rows === undefined || rows.duration === 0) return <SidePart title={word.film} onClose={onClose}><p>{word.nothing}</p></SidePart>
  const title = one === undefined ? word.film : bars.length === 1 ? nameOfBar(one) : word.several(bars.length)
  const thumbnail = (asset: string) => files.find((file) => file.asset === asset)?.thumbnail
  const shared = { operate, isDisabled }
  return (
    <SidePart title={title} onClose={onClose}>
      <div className={style['panel']} key={bars.map(({ id }) => id).join(' ')}>
        {isDisabled && <p className={style['hint']} role="status">{word.busy}</p>}
        {one === undefined && <FilmSettings {...shared} draft={draft} />}
        {one !== undefined && bars.length === 1 && <p className={style['hint']}>{kindOfBar(one, names)} · {secondsText(one.end - one.start)} {word.second}</p>}
        {allOf<PictureSegment>(bars, 'picture', (segments) => <PictureSettings {...shared} segments={segments} canvas={draft.canvas} assets={draft.assets} thumbnail={thumbnail} isFirst={bars[0]!.index === 0} />)}
        {allOf<TextSegment>(bars, 'text', (segments) => <TextSettings {...shared} segments={segments} start={bars[0]!.start} />)}
        {allOf<SoundSegment>(bars, 'sound', (segments) => <SoundSettings {...shared} segments={segments} start={bars[0]!.start} />)}
        {allOf<OverlaySegment>(bars, 'overlay', (segments) => <OverlaySettings {...shared} segments={segments} start={bars[0]!.start} hasSound={segments.every(({ asset }) => draft.assets[asset]?.kind === 'clip')} />)}
        {new Set(bars.map(({ kind }) => kind)).size > 1 && <p className={style['hint']}>{word.differing}</p>}
        {new Set(bars.map(({ kind }) => kind)).size > 1 && audible(bars).length > 0 && <Levels {...shared} segments={audible(bars)} />}
        {one !== undefined && bars.length === 1 && one.segment.kind !== 'text' && <Group title={word.name}><Line label={word.name} value={one.segment.name} isDisabled={isDisabled} onChange={(to) => (to.trim() === '' ? Promise.resolve() : operate({ name: 'rename-segment', target: one.id, to }))} /></Group>}
      </div>
    </SidePart>
  )
}

function allOf<Segment>(bars: readonly Bar[], kind: Bar['kind'], show: (segments: readonly Segment[]) => React.ReactNode): React.ReactNode {
  return bars.length > 0 && bars.every((bar) => bar.kind === kind) ? show(bars.map(({ segment }) => segment as Segment)) : null
}

function audible(bars: readonly Bar[]) {
  return bars.flatMap(({ segment }) => (segment.kind === 'sound' || segment.kind === 'clip' ? [segment] : []))
}
