// The three steps in one card: what somebody has, what they say, and the button that makes it.

import { useRef, useState, type KeyboardEvent } from 'react'
import { go } from '../app/place.ts'
import { wordsOf } from '../film/film-store.ts'
import { Button } from '../parts/Button.tsx'
import { Sign } from '../parts/Sign.tsx'
import { DropZone } from '../uploads/DropZone.tsx'
import { kindOf, refusalOf } from '../uploads/kinds.ts'
import { PickFiles } from '../uploads/PickFiles.tsx'
import { largestMegabytes } from '../uploads/uploads.ts'
import { words as uploadWords } from '../uploads/words.ts'
import { useLanguage, useWords } from '../words/useWords.tsx'
import { beginFilm } from './begin-film.ts'
import { examplesFor, materialOf } from './examples.ts'
import { GivenFiles, type Given } from './GivenFiles.tsx'
import style from './MakeFilm.module.css'
import { words } from './words.ts'

export function MakeFilm() {
  const [word, uploadWord, language] = [useWords(words), useWords(uploadWords), useLanguage()]
  const [given, setGiven] = useState<readonly Given[]>([])
  const [refused, setRefused] = useState<readonly { readonly name: string; readonly why: string }[]>([])
  const [samples, setSamples] = useState(false)
  const [text, setText] = useState('')
  const [state, setState] = useState<'ready' | 'making'>('ready')
  const [problem, setProblem] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  const examples = examplesFor(samples && given.length === 0 ? 'photos' : materialOf([...given.map(({ file }) => kindOf(file) ?? ''), ...(samples ? Array.from({ length: 10 }, () => 'photo') : [])]), language)
  const has = given.length > 0 || samples
  const add = (files: readonly File[]) => {
    const problems = files.map((file) => [file, refusalOf(file, largestMegabytes() * 1024 * 1024)] as const)
    const known = new Set(given.map(({ key }) => key))
    const fresh = problems.filter(([, why]) => why === undefined).map(([file]) => ({ key: `${file.name}/${file.size}/${file.lastModified}`, file })).filter(({ key }) => !known.has(key))
    setGiven([...given, ...new Map(fresh.map((one) => [one.key, one])).values()])
    setRefused(problems.flatMap(([{ name }, why]) => (why === undefined ? [] : [{ name, why: why.code === 'file-too-large' ? uploadWord.tooLarge(largestMegabytes()) : uploadWord.problems[why.code] ?? why.text }])))
    if (fresh.length > 0 && matchMedia('(pointer: fine)').matches) field.current?.focus()
  }
  const make = async (said = text) => {
    const sentence = said.trim() === '' && has ? examples[0]! : said
    if (state === 'making' || sentence.trim() === '') return
    setState('making')
    setProblem('')
    try {
      go(await beginFilm({ text: sentence, files: given.map(({ file }) => file), samples }))
    } catch (thrown) {
      setProblem(wordsOf(thrown))
      setState('ready')
    }
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || event.keyCode === 229) return
    event.preventDefault()
    void make()
  }
  const step = has ? (text.trim() === '' ? 1 : 2) : text.trim() === '' ? 0 : 2
  return (
    <div className={style['make']}>
      <DropZone onFiles={add} />
      <ol className={style['steps']}>
        {word.steps.map(({ name, about }, index) => <li key={name} className={style['step']} data-state={index < step ? 'done' : index === step ? 'now' : 'next'} aria-current={index === step ? 'step' : undefined}><span className={style['number']}>{index < step ? <Sign name="check" size={14} /> : index + 1}</span><span><strong>{name}</strong> <span className={style['about']}>{about}</span></span></li>)}
      </ol>
      <form className={style['card']} onSubmit={(event) => { event.preventDefault(); void make() }}>
        {has ? <GivenFiles given={given} samples={samples} onAdd={add} onRemove={(key) => setGiven(given.filter((one) => one.key !== key))} onNoSamples={() => setSamples(false)} />
          : (
            <div className={style['drop']}>
              <span className={style['pictures']} aria-hidden="true"><i><Sign name="picture" size={26} /></i><i><Sign name="film" size={26} /></i><i><Sign name="music" size={26} /></i></span>
              <p className={style['invite']}><span className={style['wide']}>{word.drop}</span><span className={style['phone']}>{word.dropPhone}</span></p>
              <div className={style['ways']}>
                <PickFiles onFiles={add}><Sign name="plus" size={18} />{word.addFiles}</PickFiles>
                <span className={style['wide']}><PickFiles folder look="quiet" onFiles={add}>{word.addFolder}</PickFiles></span>
                <Button look="quiet" onPress={() => setSamples(true)}>{word.samples}</Button>
              </div>
              <p className={style['limit']}>{word.limit(largestMegabytes())}</p>
            </div>
          )}
        {refused.length > 0 && <div role="alert"><ul className={style['refused']}>{refused.map(({ name, why }, index) => <li key={index}><Sign name="warn" size={16} /><span><strong dir="auto">{name}</strong> {why}</span></li>)}</ul></div>}
        <div className={style['say']}>
          <textarea ref={field} className={style['field']} rows={2} dir="auto" maxLength={10_000} value={text} aria-label={word.message} placeholder={word.placeholder(examples[0]!)} onChange={(event) => setText(event.target.value)} onKeyDown={onKeyDown} />
          <div className={style['finish']}>
            <p className={style['note']} role="status">{problem !== '' ? <span className={style['problem']}>{problem}</span> : state === 'making' ? word.making : ''}</p>
            <Button look="strong" type="submit" className={style['go'] ?? ''} isDisabled={state === 'making' || (text.trim() === '' && !has)}>{word.make}<Sign name="right" size={18} /></Button>
          </div>
        </div>
      </form>
      <div className={style['examples']} role="group" aria-label={word.examples}>
        {examples.map((example) => <button key={example} type="button" className={style['example']} onClick={() => { setText(example); field.current?.focus() }}>{example}</button>)}
      </div>
    </div>
  )
}
