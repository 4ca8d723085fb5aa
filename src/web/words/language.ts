// In which language the page speaks: what the person chose here, else what the browser prefers. Each area keeps its own
// words beside its files, as { en, zh }.

export type Language = 'en' | 'zh'
/** The same sentences in every language; a sentence with a gap is a function. */
export type Words<Sentences> = Readonly<Record<Language, Sentences>>

const place = 'kinora.language'
const listeners = new Set<() => void>()
let chosen: Language | undefined = read()

export function currentLanguage(): Language {
  return chosen ?? (/^zh\b/i.test(globalThis.navigator?.language ?? '') ? 'zh' : 'en')
}

export function chooseLanguage(language: Language): void {
  chosen = language
  localStorage.setItem(place, language)
  listeners.forEach((heard) => heard())
}

export function onLanguage(heard: () => void): () => void {
  listeners.add(heard)
  return () => listeners.delete(heard)
}

function read(): Language | undefined {
  const value = globalThis.localStorage?.getItem(place)
  return value === 'en' || value === 'zh' ? value : undefined
}
