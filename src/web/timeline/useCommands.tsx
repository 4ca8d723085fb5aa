// What keys and buttons of the timeline do to the film, said aloud afterwards.

import { useCallback, useState } from 'react'
import type { Operation, SegmentId } from '../../draft/index.ts'
import { isBusy } from '../film/film.ts'
import { useOpenFilm } from '../film/useFilm.tsx'
import { spokenTime } from '../player/moment.ts'
import { useLanguage, useWords } from '../words/useWords.tsx'
import { duplicate, lengthen, remove, reorder, shift, split, trim } from './gestures.ts'
import type { TimelineKey } from './keys.ts'
import { nameOfBar, secondsText } from './names.ts'
import { barAt, rowsOf, type Bar, type Rows } from './rows.ts'
import { words } from './words.ts'

/** A nudge of a free segment by keyboard, ms; far is ten times that. */
const nudge = 100

export interface Commands {
  /** What happened last, for the live region. */
  readonly said: string
  say(text: string): void
  /** Sends operations and says what the bars have become; whether there was anything to do. */
  change(operations: readonly Operation[], bars: readonly Bar[]): Promise<boolean>
  run(key: TimelineKey, focused: Bar | undefined): void
}

export interface CommandWorld {
  readonly rows: Rows
  readonly focus: (id: SegmentId) => void
  readonly onEdit: () => void
}

export function useCommands({ rows, focus, onEdit }: CommandWorld): Commands {
  const { store, playhead, selection } = useOpenFilm()
  const word = useWords(words)
  const language = useLanguage()
  const [said, say] = useState('')

  const change = useCallback(async (operations: readonly Operation[], bars: readonly Bar[]) => {
    if (operations.length === 0 || isBusy(store.current())) {
      say(word.nothing)
      return false
    }
    const taken = await store.operate(operations)
    const draft = store.current().draft
    const bar = bars[0] === undefined || draft === undefined ? undefined : rowsOf(draft).bars.get(bars[0].id)
    const name = operations[0]!.name
    if (!taken) say(word.refused)
    else if (name === 'remove-segments') say(word.removed(operations[0]!.targets.length))
    else if (name === 'split-segment') say(word.splitDone(bars[0] === undefined ? '' : nameOfBar(bars[0])))
    else if (bar === undefined) say('')
    else if (name === 'move-segment' || name === 'reorder-segments') say(word.moved(nameOfBar(bar), bar.index + 1))
    else if (bar.kind !== 'picture' && bar.start !== bars[0]!.start) say(word.movedTo(nameOfBar(bar), spokenTime(bar.start, language)))
    else say(word.lasts(nameOfBar(bar), secondsText(bar.end - bar.start)))
    return taken
  }, [store, word, language])

  const run = useCallback((key: TimelineKey, focused: Bar | undefined) => {
    const draft = store.current().draft
    if (draft === undefined) return
    const row = rows.rows.find(({ bars }) => focused !== undefined && bars.includes(focused)) ?? rows.rows.find(({ kind }) => kind === 'picture')!
    const chosen = selection.ids().map((id) => rows.bars.get(id)).filter((bar) => bar !== undefined)
    const acted = chosen.length > 0 ? chosen : focused === undefined ? [] : [focused]
    const go = (bar: Bar | undefined, extend = false, keep = false) => {
      if (bar === undefined) return
      if (extend && focused !== undefined) selection.set([...new Set([...selection.ids(), focused.id, bar.id])])
      else if (!keep) selection.set([bar.id])
      focus(bar.id)
    }
    switch (key.kind) {
      case 'step': return go(focused === undefined ? row.bars[0] : row.bars[focused.index + key.by], key.extend, key.keep)
      case 'edge': {
        if (key.extend && focused !== undefined) selection.set(row.bars.filter(({ index }) => (key.to === 'first' ? index <= focused.index : index >= focused.index)).map(({ id }) => id))
        return go(key.to === 'first' ? row.bars[0] : row.bars.at(-1), false, key.extend)
      }
      case 'row': {
        const next = rows.rows[rows.rows.indexOf(row) + key.by]
        return go(next === undefined || focused === undefined ? undefined : barAt(next, focused.start))
      }
      case 'all': return selection.set(row.bars.map(({ id }) => id))
      case 'toggle': return focused === undefined ? undefined : selection.toggle(focused.id)
      case 'none': return selection.set([])
      case 'show': return focused === undefined ? undefined : playhead.seek(focused.start)
      case 'open': {
        if (focused !== undefined && !selection.ids().includes(focused.id)) selection.set([focused.id])
        return onEdit()
      }
      case 'move': {
        const pictures = new Set(acted.filter(({ kind }) => kind === 'picture').map(({ id }) => id))
        if (pictures.size === 0) return void change(shift(rows, acted, key.by * nudge * (key.far ? 10 : 1)), acted)
        const order = draft.picture.segments.map(({ id }) => id)
        const first = order.findIndex((id) => pictures.has(id))
        const index = Math.max(0, Math.min(order.length - pictures.size, key.far ? (key.by < 0 ? 0 : order.length) : first + key.by))
        return void change(reorder(draft, pictures, index), acted)
      }
      case 'longer': return void change(lengthen(draft, rows, acted, key.by), acted)
      case 'trim': return void change(acted.slice(0, 1).flatMap((bar) => (playhead.time() > bar.start && playhead.time() < bar.end ? trim(draft, rows, bar, key.edge, playhead.time()) : [])), acted)
      case 'split': {
        const operations = split(rows, selection.ids(), playhead.time())
        const target = operations[0]?.name === 'split-segment' ? rows.bars.get(operations[0].target) : undefined
        return target === undefined ? say(word.noSplit) : void change(operations, [target])
      }
      case 'duplicate': return void change(duplicate(rows, acted.map(({ id }) => id)), []).then((taken) => { if (taken) say(word.duplicated(acted.length)) })
      case 'remove': {
        const after = acted.at(-1)
        const next = after === undefined ? undefined : row.bars.find((bar) => bar.index > after.index && !acted.includes(bar)) ?? row.bars.findLast((bar) => !acted.includes(bar))
        return void change(remove(rows, acted.map(({ id }) => id)), acted).then((taken) => {
          if (!taken) return
          selection.set(next === undefined ? [] : [next.id])
          if (next !== undefined) focus(next.id)
        })
      }
    }
  }, [store, playhead, selection, rows, focus, onEdit, change, word])
  return { said, say, change, run }
}
