// The film along time: rows of segments, a ruler, and the playhead. Draws only what is near the view; the playhead and all
// that moves while a hand drags are moved without React.

import { lazy, Suspense, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Operation, SegmentId } from '../../draft/index.ts'
import { draggedFiles, hasDraggedFiles } from '../film/drag.ts'
import { isBusy, type SentFile } from '../film/film.ts'
import { useFilm, useOpenFilm, useSelected } from '../film/useFilm.tsx'
import { isTaken } from '../player/keys.ts'
import { useLanguage, useWords } from '../words/useWords.tsx'
import { BarView } from './BarView.tsx'
import { attachHand } from './hand.ts'
import { insertionIndex } from './gestures.ts'
import { timelineKey } from './keys.ts'
import { describedBar, nameOfBar, secondsText } from './names.ts'
import { paintRuler, paintWave, pencil, type Heard } from './paint.ts'
import { rowsOf, type Bar, type Row, type Rows } from './rows.ts'
import type { SnapPoint } from './scale.ts'
import { Toolbar } from './Toolbar.tsx'
import { useCommands } from './useCommands.tsx'
import { useHeard } from './useHeard.tsx'
import { useSight } from './useSight.tsx'
import style from './Timeline.module.css'
import { words } from './words.ts'

const Help = lazy(() => import('./Help.tsx'))
const noRows: Rows = { duration: 0, rows: [], bars: new Map() }
const noOperation = () => undefined

export default function Timeline({ onEdit = noOperation }: { readonly onEdit?: () => void }) {
  const word = useWords(words)
  const language = useLanguage()
  const { store, playhead, selection } = useOpenFilm()
  const draft = useFilm((film) => film.draft)
  const files = useFilm((film) => film.files)
  const busy = useFilm(isBusy)
  const selected = useSelected()
  const heard = useHeard()
  const rows = useMemo(() => (draft === undefined ? noRows : rowsOf(draft)), [draft])
  const thumbnails = useMemo(() => thumbnailsOf(files), [files])
  const [snapping, setSnapping] = useState(true)
  const [help, setHelp] = useState(false)
  const [stop, setStop] = useState<SegmentId>()
  const [held, setHeld] = useState<ReadonlySet<SegmentId>>()
  const [dropping, setDropping] = useState(false)
  const gutter = useNarrow() ? 0 : 92

  const paint = useRef(noOperation as () => void)
  const painting = useRef(0)
  const repaint = useCallback(() => {
    if (painting.current === 0) painting.current = requestAnimationFrame(() => {
      painting.current = 0
      paint.current()
    })
  }, [])
  const { scroller, scale, stretch, width, zoom, fit, reveal } = useSight({ duration: rows.duration, gutter }, repaint)
  const focus = useCallback((id: SegmentId) => {
    setStop(id)
    wanted.current = id
  }, [])
  const wanted = useRef<SegmentId>(undefined)
  const commands = useCommands({ rows, focus, onEdit })

  const world = useRef({ rows, scale, snapping, heard, commands, draft, zoom, language, word, onEdit })
  useLayoutEffect(() => { world.current = { rows, scale, snapping, heard, commands, draft, zoom, language, word, onEdit } })
  usePainting(paint, repaint, { scroller, rows, scale, width, gutter, heard })
  useUndoKeys(commands.say)

  // A segment that was reached by keyboard is brought into view and takes the focus.
  useEffect(() => {
    if (wanted.current === undefined) return
    const bar = rows.bars.get(wanted.current)
    if (bar === undefined) return
    const node = scroller.current?.querySelector<HTMLElement>(`[data-bar="${CSS.escape(bar.id)}"]`)
    if (node === null || node === undefined) return
    wanted.current = undefined
    node.focus({ preventScroll: true })
    node.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    reveal(bar.start)
  })

  const parts = { guide: useRef<HTMLDivElement>(null), mark: useRef<HTMLDivElement>(null), marquee: useRef<HTMLDivElement>(null), tip: useRef<HTMLDivElement>(null), ground: useRef<HTMLDivElement>(null), hand: useRef<HTMLDivElement>(null) }
  const { guide, mark, marquee, tip, ground, hand } = parts
  const isThere = rows.duration > 0
  useEffect(() => {
    if (!isThere) return
    // Fetched before the first gesture needs it; whoever needs it tries again.
    void import('../film/applying.ts').catch(noOperation)
    return attachHand({ scroller: scroller.current!, ground: ground.current!, guide: guide.current!, mark: mark.current!, marquee: marquee.current!, tip: tip.current! }, {
      draft: () => world.current.draft!, rows: () => world.current.rows, scale: () => world.current.scale, snapping: () => world.current.snapping, selected: selection.ids,
      select(ids, at) {
        selection.set(ids)
        if (at !== undefined) focus(at)
      },
      seek: (time) => playhead.seek(Math.min(time, world.current.rows.duration)), scrub: noOperation,
      snapPoints: (without) => snapPoints(world.current.rows, playhead.time(), world.current.heard, without),
      operate(operations, bars, settled) {
        if (operations.length === 0 || isBusy(store.current())) return settled()
        const before = store.current().draft
        const leave = store.onChange(() => {
          if (store.current().draft === before) return
          leave()
          settled()
        })
        void world.current.commands.change(operations, bars).finally(() => {
          leave()
          settled()
        })
      },
      label: (_, start, end) => `${secondsText(end - start)} s`, zoom: (factor, x) => world.current.zoom(factor, x), hold: setHeld,
      open(id) {
        selection.set([id])
        world.current.onEdit()
      },
    })
  }, [isThere, focus, playhead, scroller, selection, store, guide, mark, marquee, tip, ground])

  useLayoutEffect(() => {
    const show = () => { if (hand.current !== null) hand.current.style.transform = `translateX(${playhead.time() * scale}px)` }
    show()
    return playhead.onChange(() => {
      show()
      if (playhead.playing()) reveal(playhead.time(), 'page')
    })
  }, [playhead, scale, reveal, hand, isThere])

  if (!isThere) return <p className={style['empty']}>{word.empty}</p>
  const firstStop = stop !== undefined && rows.bars.has(stop) ? stop : rows.rows.find(({ kind }) => kind === 'picture')?.bars[0]?.id
  const chosen = new Set(selected)
  const isShown = (bar: Bar) => (bar.end >= stretch.from && bar.start <= stretch.to) || bar.id === firstStop || held?.has(bar.id) === true
  const drop = (event: React.DragEvent) => {
    setDropping(false)
    const ids = draggedFiles(event.dataTransfer)
    if (ids.length === 0) return
    event.preventDefault()
    const time = (event.clientX - ground.current!.getBoundingClientRect().left) / scale
    const operations = addingOperations(ids, files, rows, time)
    void commands.change(operations, []).then((taken) => { if (taken) commands.say(word.added(operations.length)) })
  }
  return (
    <div className={style['timeline']} style={{ '--gutter': `${gutter}px` } as React.CSSProperties}>
      <Toolbar selected={selected.length} isBusy={busy} snapping={snapping} onSnapping={setSnapping} onKey={(key) => commands.run(key, rows.bars.get(firstStop ?? ''))} onZoom={zoom} onFit={fit} onHelp={() => setHelp(true)} />
      <div
        ref={scroller} className={style['scroller']} style={{ '--scale': scale, '--film': rows.duration } as React.CSSProperties} data-dropping={dropping}
        onDragOver={(event) => { if (hasDraggedFiles(event.dataTransfer)) { event.preventDefault(); setDropping(true) } }} onDragLeave={() => setDropping(false)} onDrop={drop}
      >
        <div className={style['content']} data-ground>
          <div className={style['rulerRow']} data-ruler aria-hidden="true"><canvas className={style['ruler']} data-paint="ruler" /></div>
          <div className={style['rows']} role="listbox" aria-multiselectable="true" aria-label={word.timeline} onKeyDown={(event) => {
            const focused = event.target instanceof Element ? rows.bars.get(event.target.closest<HTMLElement>('[data-bar]')?.dataset['bar'] ?? '') : undefined
            const key = timelineKey(event)
            if (key === undefined || focused === undefined) return
            event.preventDefault()
            event.stopPropagation()
            commands.run(key, focused)
          }}>
            {rows.rows.map((row) => (
              <div key={row.id} className={style['row']} role="group" aria-label={rowName(row, word)} data-row={row.id} data-kind={row.kind} style={{ '--lanes': row.lanes } as React.CSSProperties}>
                <span className={style['rowName']} aria-hidden="true">{rowName(row, word)}</span>
                <div className={style['bars']} role="presentation">
                  {row.bars.filter(isShown).map((bar) => (
                    <BarView key={bar.id} bar={bar} count={row.bars.length} name={nameOfBar(bar)} described={describedBar(bar, row.bars.length, word, language)} isSelected={chosen.has(bar.id)} isStop={bar.id === firstStop} thumbnail={'asset' in bar.segment ? thumbnails.get(bar.segment.asset) : undefined} />
                  ))}
                  {row.kind === 'sound' && <canvas className={style['wave']} data-paint="wave" data-wave={row.id} aria-hidden="true" />}
                </div>
              </div>
            ))}
          </div>
          <div ref={ground} className={style['over']} aria-hidden="true">
            <div ref={mark} className={style['mark']} hidden /><div ref={guide} className={style['guide']} hidden /><div ref={marquee} className={style['marquee']} hidden /><div ref={tip} className={style['tip']} hidden />
            <div ref={hand} className={style['hand']} />
          </div>
        </div>
      </div>
      <p className="visually-hidden" role="status">{commands.said}</p>
      {help && <Suspense><Help onClose={() => setHelp(false)} /></Suspense>}
    </div>
  )
}

function rowName({ kind, name }: Row, word: (typeof words)['en']): string {
  const known = { picture: word.pictures, text: word.texts, overlay: word.overlays, sound: word.sounds }[kind]
  return kind === 'text' || kind === 'sound' ? trackNames[name]?.(word) ?? name : known
}

/** Names that the draft room gives its tracks, in the language of the page; names of other programs stay as they are. */
const trackNames: Readonly<Record<string, (word: (typeof words)['en']) => string>> = { BGM: (word) => word.music, Voice: (word) => word.voice, Effects: (word) => word.effect, Sound: (word) => word.sound, Title: (word) => word.title, Captions: (word) => word.captions, Subtitles: (word) => word.subtitles }

function thumbnailsOf(files: readonly SentFile[]): ReadonlyMap<string, string> {
  return new Map(files.flatMap(({ asset, thumbnail }) => (asset === undefined || thumbnail === undefined ? [] : [[asset, thumbnail] as const])))
}

function snapPoints(rows: Rows, playhead: number, heard: Heard | undefined, without: ReadonlySet<SegmentId>): readonly SnapPoint[] {
  const cuts = rows.rows.flatMap(({ bars }) => bars).filter(({ id }) => !without.has(id)).flatMap(({ start, end }): SnapPoint[] => [{ time: start, kind: 'cut' }, { time: end, kind: 'cut' }])
  const beats = (heard?.beats ?? []).map((time): SnapPoint => ({ time, kind: 'beat' }))
  return [...cuts, ...beats, { time: 0, kind: 'end' as const }, { time: rows.duration, kind: 'end' as const }, { time: playhead, kind: 'playhead' as const }].toSorted((left, right) => left.time - right.time)
}

/** Files of the library as segments at a time: pictures into the chain, sounds where they were dropped. */
function addingOperations(ids: readonly string[], files: readonly SentFile[], rows: Rows, time: number): readonly Operation[] {
  const index = insertionIndex(rows, new Set(), time)
  let added = 0
  return ids.flatMap((id): readonly Operation[] => {
    const kind = files.find(({ asset }) => asset === id)?.kind
    if (kind === 'photo') return [{ name: 'add-photo', asset: id, at: index + added++ }]
    if (kind === 'clip') return [{ name: 'add-clip', asset: id, at: index + added++ }]
    return kind === 'sound' ? [{ name: 'add-sound', role: 'sound', content: { kind: 'asset', asset: id }, start: Math.round(Math.max(0, Math.min(time, rows.duration - 100))) }] : []
  })
}

interface Painted {
  readonly scroller: React.RefObject<HTMLDivElement | null>
  readonly rows: Rows
  readonly scale: number
  readonly width: number
  readonly gutter: number
  readonly heard: Heard | undefined
}

/** Keeps the canvases true to what is in view. */
function usePainting(paint: React.RefObject<() => void>, repaint: () => void, painted: Painted): void {
  useLayoutEffect(() => {
    paint.current = () => {
      const { scroller, rows, scale, width, gutter, heard } = painted
      const element = scroller.current
      if (element === null) return
      const color = getComputedStyle(element)
      const of = (name: string) => color.getPropertyValue(name)
      for (const canvas of element.querySelectorAll<HTMLCanvasElement>('canvas[data-paint]')) {
        const sight = { from: element.scrollLeft / scale, scale, width: width - gutter, height: canvas.parentElement!.clientHeight }
        const row = canvas.dataset['paint'] === 'wave' ? rows.rows.find(({ id }) => id === canvas.dataset['wave']) : undefined
        canvas.style.width = `${sight.width}px`
        const context = pencil(canvas, sight)
        if (context === undefined) continue
        if (row === undefined) paintRuler(context, sight, heard, { ink: of('--soft'), line: of('--line-strong'), beat: of('--beat') })
        else if (heard !== undefined) paintWave(context, sight, heard, row, { wave: of('--wave'), beat: of('--beat') })
      }
    }
    repaint()
  })
  useEffect(() => {
    const theme = new MutationObserver(repaint)
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    const dark = matchMedia('(prefers-color-scheme: dark)')
    dark.addEventListener('change', repaint)
    return () => {
      theme.disconnect()
      dark.removeEventListener('change', repaint)
    }
  }, [repaint])
}

/** Ctrl+Z and Ctrl+Shift+Z on the whole page, unless somebody types. */
function useUndoKeys(say: (text: string) => void): void {
  const { store } = useOpenFilm()
  const word = useWords(words)
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      const letter = event.key.toLowerCase()
      if (event.defaultPrevented || event.altKey || !(event.ctrlKey || event.metaKey) || (letter !== 'z' && letter !== 'y') || isTaken(event.target, event.key)) return
      event.preventDefault()
      const again = letter === 'y' || event.shiftKey
      if (!isBusy(store.current())) void (again ? store.redo() : store.undo()).then((done) => say(done ? (again ? word.redone : word.undone) : word.refused))
    }
    document.addEventListener('keydown', heard)
    return () => document.removeEventListener('keydown', heard)
  }, [store, word, say])
}

function useNarrow(): boolean {
  const [isNarrow, setNarrow] = useState(() => matchMedia('(max-width: 600px)').matches)
  useEffect(() => {
    const query = matchMedia('(max-width: 600px)')
    const heard = () => setNarrow(query.matches)
    query.addEventListener('change', heard)
    return () => query.removeEventListener('change', heard)
  }, [])
  return isNarrow
}
