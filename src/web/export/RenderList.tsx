// Every export of the film: in line, being made, ready, failed; with what can be done about each.

import { useState } from 'react'
import { isRunning, type Render } from '../film/film.ts'
import { wordsOf } from '../film/film-store.ts'
import { useFilm, useOpenFilm } from '../film/useFilm.tsx'
import { Bar } from '../parts/Bar.tsx'
import { Button } from '../parts/Button.tsx'
import { Sign } from '../parts/Sign.tsx'
import { inMegabytes, inWords, onDay } from '../words/figures.ts'
import { useLanguage, useWords } from '../words/useWords.tsx'
import { copyText } from './copy.ts'
import style from './RenderList.module.css'
import { words } from './words.ts'

export function RenderList() {
  const word = useWords(words)
  const { store } = useOpenFilm()
  const renders = useFilm((film) => film.renders)
  const [permission, setPermission] = useState(() => globalThis.Notification?.permission)
  const ask = () => void Notification.requestPermission().then((answer) => {
    setPermission(answer)
    if (answer === 'denied') store.notify('problem', word.notifyDenied)
  })
  return (
    <section className={style['list']}>
      <h3>{word.exports}</h3>
      {permission === 'default' && renders.some(isRunning) && <Button onPress={ask}>{word.notify}</Button>}
      {renders.length === 0 ? <p className={style['soft']}>{word.none}</p> : <ul>{renders.map((render) => <RenderRow key={render.id} render={render} />)}</ul>}
    </section>
  )
}

function RenderRow({ render }: { readonly render: Render }) {
  const word = useWords(words)
  const language = useLanguage()
  const { store } = useOpenFilm()
  const { file, output, state, position, progress, secondsLeft, error, version, expiresAt } = render
  const kind = `${word.formatName[output.format as keyof typeof word.formatName] ?? output.format} · ${word.qualityName[output.quality as keyof typeof word.qualityName] ?? output.quality}${file ? ` · ${file.width} × ${file.height}` : ''}`
  const cancel = () => void store.client.ask('cancelRender', { params: { render: render.id } }).then(store.refreshRenders, (thrown: unknown) => store.notify('problem', wordsOf(thrown)))
  return (
    <li className={style['row']} data-state={state}>
      <p className={style['kind']}>{kind} <span className={style['soft']}>{word.older(version)}</span></p>
      {isRunning(render) && <Bar label={state === 'processing' ? word.working : position > 0 ? word.waitingAt(position) : word.waiting} value={progress} {...(secondsLeft !== undefined && { note: word.left(inWords(secondsLeft, language)) })} />}
      {isRunning(render) && <Button look="quiet" onPress={cancel}>{word.cancel}</Button>}
      {state === 'failed' && <p className={error === 'cancelled' ? style['soft'] : style['bad']}>{error === 'cancelled' ? word.cancelled : word.wentWrong(error ?? '')}</p>}
      {file !== undefined && (
        <div className={style['actions']}>
          <a className={style['download']} href={pathOf(file.url)} download={file.name}><Sign name="download" size={16} /> {word.download} · {inMegabytes(file.bytes, language)}</a>
          <Button look="quiet" onPress={() => void copyText(new URL(pathOf(file.url), location.origin).href).then(() => store.notify('done', word.copied))}>{word.copyLink}</Button>
        </div>
      )}
      {file !== undefined && expiresAt !== undefined && <p className={style['soft']}>{word.expires(onDay(expiresAt, language))}</p>}
    </li>
  )
}

// The same host under which the page was opened, whatever the house calls itself.
function pathOf(url: string): string {
  const { pathname, search } = new URL(url, location.origin)
  return pathname + search
}
