// Language and colours of the page.

import { useState } from 'react'
import { chooseTheme, currentTheme, type Theme } from '../app/theme.ts'
import { Choices } from '../parts/Choices.tsx'
import { chooseLanguage, type Language } from '../words/language.ts'
import { useLanguage, useWords } from '../words/useWords.tsx'
import style from './AccountDialog.module.css'
import { words } from './words.ts'

export function Look() {
  const word = useWords(words)
  const language = useLanguage()
  const [theme, setTheme] = useState(currentTheme)
  return (
    <div className={style['form']}>
      <Choices<Language> label={word.language} value={language} onChange={chooseLanguage} choices={[{ key: 'en', label: 'English' }, { key: 'zh', label: '中文' }]} />
      <Choices<Theme> label={word.theme} value={theme} onChange={(next) => { chooseTheme(next); setTheme(next) }} choices={(['system', 'light', 'dark'] as const).map((key) => ({ key, label: word.themes[key] }))} />
    </div>
  )
}
