// Where a film begins: drop, say, watch; and the films that are there already.

import { useEffect } from 'react'
import { AccountButton } from '../account/AccountButton.tsx'
import { Button } from '../parts/Button.tsx'
import { chooseLanguage } from '../words/language.ts'
import { useLanguage, useWords } from '../words/useWords.tsx'
import { Films } from './Films.tsx'
import { MakeFilm } from './MakeFilm.tsx'
import style from './Start.module.css'
import { words } from './words.ts'

export function Start() {
  const [word, language] = [useWords(words), useLanguage()]
  useEffect(() => {
    document.title = 'Kinora'
  }, [])
  return (
    <div className={style['page']}>
      <header className={style['top']}>
        <span className={style['brand']}><img src="/icon.svg" width="28" height="28" alt="" />Kinora</span>
        <Button look="quiet" lang={language === 'zh' ? 'en' : 'zh'} aria-label={`${word.language}. ${word.languageName}`} onPress={() => chooseLanguage(language === 'zh' ? 'en' : 'zh')}>{word.language}</Button>
        <AccountButton />
      </header>
      <main className={style['main']}>
        <div className={style['hero']}>
          <h1>{word.title}</h1>
          <p>{word.about}</p>
        </div>
        <MakeFilm />
        <Films />
      </main>
    </div>
  )
}
