// The export: where the film goes, what file that wants, what it costs, and every export that there was.

import { useEffect, useState } from 'react'
import type { Draft } from '../../draft/index.ts'
import { addressOf, type Answer } from '../client/client.ts'
import { routes } from '../client/routes.ts'
import { filmName } from '../film/film.ts'
import { wordsOf } from '../film/film-store.ts'
import { useFilm, useOpenFilm } from '../film/useFilm.tsx'
import { Button } from '../parts/Button.tsx'
import { Choices } from '../parts/Choices.tsx'
import { Select } from '../parts/Select.tsx'
import { SidePart } from '../parts/SidePart.tsx'
import { useWords } from '../words/useWords.tsx'
import style from './Export.module.css'
import { exportName, hasShape, pixelsOf, presets, type Format, type Output, type Preset, type Quality, type Size } from './presets.ts'
import { RenderList } from './RenderList.tsx'
import { ShareLink } from './ShareLink.tsx'
import { words } from './words.ts'

const usual: Output = { format: 'mp4', quality: 'standard', size: 'film' }

export function Export({ onClose }: { readonly onClose: () => void }) {
  const word = useWords(words)
  const draft = useFilm((film) => film.draft)
  return (
    <SidePart title={word.title} onClose={onClose}>
      {draft === undefined ? <p className={style['soft']}>{word.nothing}</p> : <ExportForm draft={draft} />}
      <RenderList />
      {draft !== undefined && <Subtitles draft={draft} />}
      {draft !== undefined && <ShareLink />}
    </SidePart>
  )
}

function ExportForm({ draft }: { readonly draft: Draft }) {
  const word = useWords(words)
  const { store } = useOpenFilm()
  const [output, setOutput] = useState(usual)
  const [wanted, setWanted] = useState<Preset | undefined>(undefined)
  const [sending, setSending] = useState(false)
  const price = useExportPrice()
  const shape = wanted?.shape !== undefined && !hasShape(draft.canvas, wanted.shape) ? wanted.shape.join(':') : undefined
  const { width, height } = pixelsOf(draft.canvas, output.size)
  const send = async () => {
    setSending(true)
    try {
      await store.client.ask('createRender', { params: { session: store.current().session.id }, body: { id: exportName(filmName(store.current())), format: output.format, quality: output.quality, resolution: output.size === 'film' ? `${Math.min(width, height)}p` : output.size } })
      await store.refreshRenders()
    } catch (thrown) {
      store.notify('problem', wordsOf(thrown))
    }
    setSending(false)
  }
  return (
    <div className={style['form']}>
      <fieldset className={style['presets']}>
        <legend>{word.presets}</legend>
        {presets.map((preset) => (
          <button key={preset.name} type="button" className={style['preset']} aria-pressed={wanted === preset} onClick={() => { setWanted(preset); setOutput(preset) }}>
            <b>{word.preset[preset.name]}</b><small>{word.presetAbout[preset.name]}</small>
          </button>
        ))}
      </fieldset>
      {shape !== undefined && (
        <div className={style['offer']} role="status">
          <p>{word.shape(shape)}</p>
          <Button onPress={() => void reshape(wanted!, draft).then((operation) => store.operate([operation]))}>{word.shapeDo(shape)}</Button>
        </div>
      )}
      <Choices<Format> label={word.format} value={output.format} onChange={(format) => setOutput({ ...output, format })} choices={(['mp4', 'mov', 'webm', 'gif'] as const).map((key) => ({ key, label: word.formatName[key] }))} />
      <Choices<Quality> label={word.quality} value={output.quality} onChange={(quality) => setOutput({ ...output, quality })} choices={(['draft', 'standard', 'high'] as const).map((key) => ({ key, label: word.qualityName[key] }))} />
      <Select<Size> label={word.size} value={output.size} onChange={(size) => setOutput({ ...output, size })} choices={sizesFor(draft.canvas).map((key) => ({ key, label: key === 'film' ? word.sizeFilm : key }))} />
      <p className={style['soft']}>{word.pixels}: {width} × {height}{output.format === 'gif' ? ` · ${word.formatAbout.gif}` : ''}</p>
      <Button look="strong" isDisabled={sending || price?.enough === false} onPress={() => void send()}>{word.export}</Button>
      {price !== undefined && <p className={style['soft']}>{price.credits === 0 ? word.free : price.enough ? word.costs(price.credits, price.available) : word.short(price.credits, price.available)}</p>}
    </div>
  )
}

/** The words that are shown and spoken as subtitles, for players and platforms that want them apart. */
function Subtitles({ draft }: { readonly draft: Draft }) {
  const word = useWords(words)
  const preview = useFilm((film) => film.preview)
  const session = useFilm((film) => film.session.id)
  if (preview === undefined || !draft.texts.some((track) => track.segments.some(({ role }) => role === 'subtitle'))) return null
  const address = (format: 'srt' | 'vtt') => addressOf(routes.subtitles[1], { params: { session, version: preview.version }, query: { format, key: preview.key } })
  return (
    <section className={style['form']}>
      <h3 className={style['soft']}>{word.subtitles}</h3>
      <p className={style['files']}>{(['srt', 'vtt'] as const).map((format) => <a key={format} href={address(format)} download={`${exportName(draft.title)}.${format}`}>{format.toUpperCase()}</a>)}</p>
    </section>
  )
}

/** What the next export costs; undefined until the server has said so. */
function useExportPrice(): Answer<'estimate'> | undefined {
  const { store } = useOpenFilm()
  const version = useFilm((film) => film.version)
  const [price, setPrice] = useState<Answer<'estimate'> | undefined>(undefined)
  useEffect(() => {
    let gone = false
    store.client.ask('estimate', { body: { session: store.current().session.id, export: true } }).then((answer) => { if (!gone) setPrice(answer) }, () => undefined)
    return () => { gone = true }
  }, [store, version])
  return price
}

// The draft room knows which canvas a place wants; it is loaded when somebody asks.
async function reshape(preset: Preset, draft: Draft) {
  const { canvasFor } = await import('../../draft/index.ts')
  const { width, height } = canvasFor({ ...(preset.platform !== undefined && { platform: preset.platform }) })
  return { name: 'set-canvas', width, height, ...(preset.platform !== undefined && preset.platform !== draft.canvas.platform && { platform: preset.platform }) } as const
}

function sizesFor({ width, height }: { readonly width: number; readonly height: number }): readonly Size[] {
  return (['film', '2160p', '1080p', '720p', '480p'] as const).filter((size) => size === 'film' || Number.parseInt(size, 10) < Math.min(width, height))
}
