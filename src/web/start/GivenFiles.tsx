// What somebody has given, before anything is sent: small pictures made by the browser itself.

import { useEffect, useState } from 'react'
import { Button } from '../parts/Button.tsx'
import { Sign, type SignName } from '../parts/Sign.tsx'
import { kindOf, type FileKind } from '../uploads/kinds.ts'
import { PickFiles } from '../uploads/PickFiles.tsx'
import { inMegabytes } from '../words/figures.ts'
import { useLanguage, useWords } from '../words/useWords.tsx'
import style from './GivenFiles.module.css'
import { words } from './words.ts'

/** More than this are only counted: each one is a picture in the browser's memory. */
const mostShown = 24
const signs: Readonly<Record<FileKind, SignName>> = { picture: 'picture', clip: 'film', sound: 'music', text: 'text' }

export interface Given {
  readonly key: string
  readonly file: File
}

export interface GivenProps {
  readonly given: readonly Given[]
  readonly samples: boolean
  readonly onAdd: (files: readonly File[]) => void
  readonly onRemove: (key: string) => void
  readonly onNoSamples: () => void
}

export function GivenFiles({ given, samples, onAdd, onRemove, onNoSamples }: GivenProps) {
  const [word, language] = [useWords(words), useLanguage()]
  const rest = given.length - mostShown
  const count = given.length + (samples ? 10 : 0)
  return (
    <div className={style['given']}>
      <div className={style['head']}>
        <p role="status">{word.files(count)}{given.length > 0 && <span className={style['size']}> · {inMegabytes(given.reduce((sum, { file }) => sum + file.size, 0), language)}</span>}</p>
        <PickFiles look="quiet" onFiles={onAdd}><Sign name="plus" size={18} />{word.addMore}</PickFiles>
      </div>
      <ul className={style['tiles']}>
        {samples && <li className={style['tile']}><span className={style['sample']}><Sign name="picture" />{word.samplesOn}</span><Button look="plain" square className={style['remove'] ?? ''} aria-label={word.samplesOff} onPress={onNoSamples}><Sign name="close" size={14} /></Button></li>}
        {given.slice(0, mostShown).map(({ key, file }) => (
          <li key={key} className={style['tile']} title={file.name}>
            <Picture file={file} />
            <span className={style['name']} dir="auto">{file.name}</span>
            <Button look="plain" square className={style['remove'] ?? ''} aria-label={word.remove(file.name)} onPress={() => onRemove(key)}><Sign name="close" size={14} /></Button>
          </li>
        ))}
        {rest > 0 && <li className={style['tile']}><span className={style['sample']}>{word.more(rest)}</span></li>}
      </ul>
    </div>
  )
}

function Picture({ file }: { readonly file: File }) {
  const kind = kindOf(file) ?? 'picture'
  const [address, setAddress] = useState<string>()
  const [isBlind, setBlind] = useState(kind === 'sound' || kind === 'text')
  useEffect(() => {
    if (isBlind) return
    const made = URL.createObjectURL(file)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [file, isBlind])
  // HEIC and other formats that this browser cannot show are shown by a sign; the server can read them.
  if (isBlind || address === undefined) return <span className={style['sign']}><Sign name={signs[kind]} size={26} /></span>
  return kind === 'clip' ? <video className={style['picture']} src={`${address}#t=0.1`} muted playsInline preload="metadata" onError={() => setBlind(true)} /> : <img className={style['picture']} src={address} alt="" decoding="async" onError={() => setBlind(true)} />
}
