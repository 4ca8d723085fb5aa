// The whole page: who is here, where one is, and the view for it.

import { useEffect, useSyncExternalStore } from 'react'
import { I18nProvider } from 'react-aria-components'
import { useLanguage } from '../words/useWords.tsx'
import { Start } from '../start/Start.tsx'
import { FilmView } from './FilmView.tsx'
import { onPlace, placeOf } from './place.ts'

export function App() {
  const language = useLanguage()
  const path = useSyncExternalStore(onPlace, () => location.pathname)
  const place = placeOf(path)
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  }, [language])
  return <I18nProvider locale={language === 'zh' ? 'zh-CN' : 'en-GB'}>{place.kind === 'film' ? <FilmView key={place.film} film={place.film} /> : <Start />}</I18nProvider>
}
