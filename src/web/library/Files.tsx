// The files of the film: choosing some of them and doing something with them. One stop for the tab key; arrows lead from
// file to file, space chooses, shift chooses a stretch.

import { useMemo, useRef, useState, type DragEvent, type KeyboardEvent, type MouseEvent, type RefObject } from 'react'
import { draggedFileType } from '../film/drag.ts'
import type { SentFile } from '../film/film.ts'
import { useFilm, useOpenFilm } from '../film/useFilm.tsx'
import { Button } from '../parts/Button.tsx'
import { Choices } from '../parts/Choices.tsx'
import { Sign } from '../parts/Sign.tsx'
import { PickFiles } from '../uploads/PickFiles.tsx'
import { UploadPanel } from '../uploads/UploadPanel.tsx'
import { uploads } from '../uploads/uploads.ts'
import { useWords } from '../words/useWords.tsx'
import { FileActions } from './FileActions.tsx'
import style from './Files.module.css'
import { FileTile } from './FileTile.tsx'
import { assetsIn } from './placing.ts'
import { words } from './words.ts'

type Shown = 'all' | 'unused' | 'problems'

export function Files() {
  const word = useWords(words)
  const { store } = useOpenFilm()
  const files = useFilm((film) => film.files)
  const draft = useFilm((film) => film.draft)
  const session = useFilm((film) => film.session.id)
  const [shown, setShown] = useState<Shown>('all')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [painting, setPainting] = useState(false)
  const tiles = useRef<HTMLDivElement>(null)
  const used = useMemo(() => assetsIn(draft), [draft])
  const isUsed = (file: SentFile) => file.asset !== undefined && used.has(file.asset)
  const list = files.filter((file) => shown === 'all' || (shown === 'unused' ? !isUsed(file) : file.weak || file.problems.length > 0))
  const picked = files.filter(({ file_id: id }) => chosen.has(id))
  const add = (given: readonly File[]) => void uploads.add(session, given)
  const paint = async () => {
    setPainting(true)
    await store.client.ask('samples', { params: { session } }).then(() => store.refreshFiles()).catch((thrown: unknown) => store.notify('problem', thrown instanceof Error ? thrown.message : String(thrown)))
    setPainting(false)
  }
  return (
    <div className={style['files']}>
      <div className={style['head']}>
        <PickFiles onFiles={add}><Sign name="plus" size={18} />{word.add}</PickFiles>
        {files.length === 0 && <Button look="quiet" isDisabled={painting} onPress={() => void paint()}>{painting ? word.painting : word.samples}</Button>}
      </div>
      <UploadPanel session={session} />
      {files.length === 0 ? <p className={style['quiet']}>{word.none}</p> : (
        <>
          <Choices<Shown> label={word.show} value={shown} onChange={setShown} choices={[{ key: 'all', label: word.all }, { key: 'unused', label: word.unused }, { key: 'problems', label: word.problems }]} />
          {list.length === 0 ? <p className={style['quiet']}>{word.nothingSuch}</p> : <Tiles ref={tiles} files={list} chosen={chosen} onChosen={setChosen} isUsed={isUsed} />}
          {picked.length === 0 ? <p className={style['quiet']}>{draft === undefined ? word.noFilm : word.hint}</p> : <FileActions files={picked} draft={draft} onDone={() => { setChosen(new Set()); tiles.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true }) }} />}
        </>
      )}
    </div>
  )
}

interface TilesProps {
  readonly ref: RefObject<HTMLDivElement | null>
  readonly files: readonly SentFile[]
  readonly chosen: ReadonlySet<string>
  readonly onChosen: (chosen: ReadonlySet<string>) => void
  readonly isUsed: (file: SentFile) => boolean
}

function Tiles({ ref: grid, files, chosen, onChosen, isUsed }: TilesProps) {
  const word = useWords(words)
  const [at, setAt] = useState(0)
  const anchor = useRef(0)
  const ids = files.map(({ file_id: id }) => id)
  const current = Math.min(at, files.length - 1)
  const choose = (index: number, how: { readonly shiftKey: boolean }) => {
    setAt(index)
    if (how.shiftKey) return onChosen(new Set([...chosen, ...ids.slice(Math.min(anchor.current, index), Math.max(anchor.current, index) + 1)]))
    anchor.current = index
    const id = ids[index]!
    onChosen(chosen.has(id) ? new Set([...chosen].filter((one) => one !== id)) : new Set([...chosen, id]))
  }
  const walk = (to: number) => {
    const index = Math.max(0, Math.min(files.length - 1, to))
    setAt(index)
    const tile = grid.current?.children[index] as HTMLElement | undefined
    tile?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const columns = columnsOf(grid.current)
    const steps: Readonly<Record<string, number>> = { ArrowRight: current + 1, ArrowLeft: current - 1, ArrowDown: current + columns, ArrowUp: current - columns, Home: 0, End: files.length - 1 }
    const to = steps[event.key]
    if (to !== undefined) walk(to)
    else if (event.key === ' ' || event.key === 'Enter') choose(current, event)
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) onChosen(new Set(ids))
    else if (event.key === 'Escape' && chosen.size > 0) onChosen(new Set())
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const onDragStart = (event: DragEvent, file: SentFile) => {
    const dragged = chosen.has(file.file_id) ? files.filter(({ file_id: id }) => chosen.has(id)) : [file]
    const assets = dragged.flatMap(({ asset }) => (asset === undefined ? [] : [asset]))
    if (assets.length === 0) return event.preventDefault()
    event.dataTransfer.setData(draggedFileType, assets.join(','))
    event.dataTransfer.effectAllowed = 'copy'
  }
  return (
    <div ref={grid} className={style['tiles']} role="listbox" aria-multiselectable="true" aria-label={word.list} onKeyDown={onKeyDown}>
      {files.map((file, index) => (
        <div key={file.file_id} role="option" aria-selected={chosen.has(file.file_id)} tabIndex={index === current ? 0 : -1} draggable={file.asset !== undefined} className={style['tile']} onClick={(event: MouseEvent) => choose(index, event)} onFocus={() => setAt(index)} onDragStart={(event) => onDragStart(event, file)}>
          <FileTile file={file} isUsed={isUsed(file)} isChosen={chosen.has(file.file_id)} />
        </div>
      ))}
    </div>
  )
}

function columnsOf(grid: HTMLElement | null): number {
  return grid === null ? 1 : getComputedStyle(grid).gridTemplateColumns.split(' ').length
}
