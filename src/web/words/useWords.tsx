// The hook by which components speak: the words of their area in the language of the page.

import { useSyncExternalStore } from 'react'
import { currentLanguage, onLanguage, type Language, type Words } from './language.ts'

export function useLanguage(): Language {
  return useSyncExternalStore(onLanguage, currentLanguage)
}

export function useWords<Sentences>(words: Words<Sentences>): Sentences {
  return words[useLanguage()]
}
