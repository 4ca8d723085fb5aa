// Light or dark: as the system says, unless the person chose here. The choice stands on the root element for the style.

export type Theme = 'system' | 'light' | 'dark'

const place = 'kinora.theme'

export function currentTheme(): Theme {
  const kept = globalThis.localStorage?.getItem(place)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

export function chooseTheme(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem(place)
  else localStorage.setItem(place, theme)
  showTheme()
}

export function showTheme(): void {
  const theme = currentTheme()
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
}
