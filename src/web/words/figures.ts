// Figures as people read them, in the language of the page.

import type { Language } from './language.ts'

const locales: Readonly<Record<Language, string>> = { en: 'en-GB', zh: 'zh-CN' }

/** Seconds as words: "40 s", "2 min 10 s"; 分 and 秒. */
export function inWords(seconds: number, language: Language): string {
  const whole = Math.max(1, Math.ceil(seconds))
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60]
  const [minute, second] = language === 'zh' ? [' 分钟', ' 秒'] : [' min', ' s']
  if (minutes === 0) return `${rest}${second}`
  return rest === 0 ? `${minutes}${minute}` : `${minutes}${minute} ${rest}${second}`
}

/** Bytes: "3.4 MB", "120 KB". */
export function inMegabytes(bytes: number, language: Language): string {
  const [value, unit] = bytes < 1_000_000 ? [Math.max(1, Math.round(bytes / 1000)), 'KB'] : bytes < 1_000_000_000 ? [bytes / 1_000_000, 'MB'] : [bytes / 1_000_000_000, 'GB']
  return `${new Intl.NumberFormat(locales[language], { maximumFractionDigits: value < 100 && unit !== 'KB' ? 1 : 0 }).format(value)} ${unit}`
}

/** A day and time; ms since 1970. */
export function onDay(time: number, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], { dateStyle: 'medium', timeStyle: 'short' }).format(time)
}
