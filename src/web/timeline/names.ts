// What segments are called for people, and how lengths are written.

import type { Language } from '../words/language.ts'
import { spokenTime } from '../player/moment.ts'
import type { Bar } from './rows.ts'
import { words } from './words.ts'

type TimelineWords = (typeof words)['en']

export function nameOfBar({ segment }: Bar): string {
  return segment.kind === 'text' ? segment.text.replaceAll(/\s+/g, ' ').trim() || '…' : segment.name
}

export function kindOfBar({ segment }: Bar, word: TimelineWords): string {
  if (segment.kind !== 'sound') return word[segment.kind]
  return word[segment.role]
}

export function secondsText(milliseconds: number): string {
  return (Math.round(milliseconds / 100) / 10).toFixed(1)
}

/** "harbour.jpg, photo 3 of 10, 4.0 seconds, crossfade before". */
export function describedBar(bar: Bar, count: number, word: TimelineWords, language: Language): string {
  const [name, kind, seconds] = [nameOfBar(bar), kindOfBar(bar, word), secondsText(bar.end - bar.start)]
  if (bar.kind !== 'picture') return word.startsAt(name, kind, bar.index + 1, count, seconds, spokenTime(bar.start, language))
  return word.described(name, kind, bar.index + 1, count, seconds, bar.transition === undefined ? undefined : transitionNames[language][bar.transition.kind])
}

export const transitionNames = {
  en: {
    crossfade: 'crossfade', 'dip-black': 'dip to black', 'dip-white': 'dip to white', flash: 'flash', 'blur-dissolve': 'blur dissolve', 'wipe-left': 'wipe left', 'wipe-right': 'wipe right', 'wipe-up': 'wipe up', 'wipe-down': 'wipe down', 'push-left': 'push left', 'push-right': 'push right',
    'push-up': 'push up', 'push-down': 'push down', iris: 'iris', clock: 'clock', blinds: 'blinds', 'zoom-through': 'zoom through', 'whip-pan': 'whip pan', 'light-leak': 'light leak', 'luma-ink': 'ink',
  },
  zh: {
    crossfade: '叠化', 'dip-black': '黑场过渡', 'dip-white': '白场过渡', flash: '闪白', 'blur-dissolve': '模糊叠化', 'wipe-left': '向左擦除', 'wipe-right': '向右擦除', 'wipe-up': '向上擦除', 'wipe-down': '向下擦除', 'push-left': '向左推', 'push-right': '向右推',
    'push-up': '向上推', 'push-down': '向下推', iris: '圆形展开', clock: '时钟', blinds: '百叶窗', 'zoom-through': '缩放穿越', 'whip-pan': '甩镜', 'light-leak': '漏光', 'luma-ink': '水墨',
  },
} as const
