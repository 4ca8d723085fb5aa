// What is known of the chosen files, and what can be done with them.

import { useState } from 'react'
import type { Draft, Operation } from '../../draft/index.ts'
import { ServerRefusal } from '../client/client.ts'
import { wordsOf } from '../film/film-store.ts'
import type { SentFile } from '../film/film.ts'
import { useOpenFilm } from '../film/useFilm.tsx'
import { Button } from '../parts/Button.tsx'
import { Confirm } from '../parts/Confirm.tsx'
import { Menu, MenuItem } from '../parts/Menu.tsx'
import { Sign } from '../parts/Sign.tsx'
import { inMegabytes } from '../words/figures.ts'
import { useLanguage, useWords } from '../words/useWords.tsx'
import style from './FileActions.module.css'
import { clock } from './FileTile.tsx'
import { adding, assetsIn, positionAt, segmentsWith } from './placing.ts'
import { words } from './words.ts'

/** ms that a picture in picture stays, unless the film ends before. */
const insetLength = 5000

export function FileActions({ files, draft, onDone }: { readonly files: readonly SentFile[]; readonly draft: Draft | undefined; readonly onDone: () => void }) {
  const word = useWords(words)
  const { store, playhead } = useOpenFilm()
  const [asks, setAsks] = useState(false)
  const assets = files.flatMap(({ asset }) => (asset === undefined ? [] : [asset]))
  const [only] = files.length === 1 ? files : []
  const segments = segmentsWith(draft, new Set(assets))
  const operate = (operations: readonly Operation[]) => void store.operate(operations).then((ok) => { if (ok) onDone() })
  const act = (key: string) => {
    const asset = only?.asset
    if (key === 'remove') operate([{ name: 'remove-segments', targets: segments }])
    else if (key === 'delete') setAsks(true)
    else if (asset === undefined) return
    else if (key === 'music') operate([{ name: 'set-music', content: { kind: 'asset', asset } }])
    else if (key === 'logo') operate([{ name: 'add-overlay', asset, role: 'logo' }])
    else operate([{ name: 'add-overlay', asset, role: 'inset', start: playhead.time(), duration: insetLength }])
  }
  const remove = async () => {
    const kept: string[] = []
    const used = assetsIn(draft)
    for (const { file_id: file, filename, asset } of files) {
      if (asset !== undefined && used.has(asset)) kept.push(filename)
      else await store.client.ask('deleteAsset', { params: { file } }).catch((thrown: unknown) => {
        if (thrown instanceof ServerRefusal && thrown.code === 'operation-invalid') kept.push(filename)
        else store.notify('problem', wordsOf(thrown))
      })
    }
    if (kept.length > 0) store.notify('problem', word.kept(kept.join(', ')))
    await store.refreshFiles().catch(() => undefined)
    onDone()
  }
  const isPicture = only?.kind === 'photo' || only?.kind === 'clip'
  return (
    <section className={style['actions']} aria-label={word.selected(files.length)}>
      {only === undefined ? <p className={style['title']} role="status">{word.selected(files.length)}</p> : <About file={only} />}
      <div className={style['row']}>
        {assets.length > 0 && <Button look="strong" title={word.addHereAbout} onPress={() => operate(adding(files, { at: positionAt(draft, playhead.time()), moment: playhead.time() }))}>{word.addHere}</Button>}
        {assets.length > 0 && files.some(({ kind }) => kind === 'photo' || kind === 'clip') && <Button onPress={() => operate(adding(files, { at: undefined, moment: playhead.time() }))}>{word.addEnd}</Button>}
        <Menu label={word.more} onAction={act}>
          {only !== undefined && (only.kind === 'sound' || only.kind === 'clip') && <MenuItem id="music"><Sign name="music" size={18} />{word.asMusic}</MenuItem>}
          {isPicture && draft !== undefined && <MenuItem id="inset"><Sign name="picture" size={18} />{word.asInset}</MenuItem>}
          {only?.kind === 'photo' && draft !== undefined && <MenuItem id="logo"><Sign name="picture" size={18} />{word.asLogo}</MenuItem>}
          {segments.length > 0 && <MenuItem id="remove"><Sign name="close" size={18} />{word.removeFromFilm}</MenuItem>}
          <MenuItem id="delete" isGrave><Sign name="trash" size={18} />{only === undefined ? word.delete : word.deleteOne}</MenuItem>
        </Menu>
        <Button look="quiet" square aria-label={word.clear} onPress={onDone}><Sign name="close" size={16} /></Button>
      </div>
      {asks && <Confirm title={word.deleteTitle(files.length)} text={word.deleteAbout} action={word.deleteNow} cancel={word.cancel} isGrave onAction={() => void remove()} onClose={() => setAsks(false)} />}
    </section>
  )
}

function About({ file }: { readonly file: SentFile }) {
  const [word, language] = [useWords(words), useLanguage()]
  const { filename, kind, width, height, duration, size, takenAt, problems, tempo, artist } = file
  const facts = [word.kinds[kind], width > 0 ? `${width} × ${height}` : '', duration > 0 ? clock(duration) : '', inMegabytes(size, language), tempo !== undefined && tempo.confidence >= 0.1 ? word.bpm(tempo.beatsPerMinute) : '', artist === undefined ? '' : word.by(artist)].filter((one) => one !== '')
  return (
    <div className={style['about']} role="status">
      <p className={style['title']} dir="auto">{filename}</p>
      <p className={style['facts']}>{facts.join(' · ')}</p>
      {takenAt !== undefined && <p className={style['facts']}>{word.taken(whenTaken(takenAt, language))}</p>}
      {problems.map(({ code, text }) => <p key={code} className={style['problem']}><Sign name="warn" size={16} /><span dir="auto">{text[language]}</span></p>)}
    </div>
  )
}

/** The camera's own time: no zone is known, so none is reckoned with. */
function whenTaken(takenAt: string, language: 'en' | 'zh'): string {
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(new Date(`${takenAt.slice(0, 19)}Z`))
}
