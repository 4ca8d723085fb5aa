// What each kind of text may do: how many lines, how small, how tightly set. Taste in one table, so that a title in the
// film, in a preview and in the page is the same title.

import type { TextRole } from '../../draft/index.ts'

export interface RoleRules {
  readonly maxLines: number
  /** Distance of base lines in ems. Large type wants less, subtitles on moving pictures more. */
  readonly pitch: number
  /** How much of the safe width a line may fill; shorter lines are read faster. */
  readonly widest: number
  /** How much of the safe height the block may fill. */
  readonly tallest: number
  /**
   * Font size below which nobody reads it on a phone, as a share of the canvas's shorter side. 0.034 of 1080 is 37 px:
   * about 2 mm on a 6-inch phone held upright, the size of its own list text.
   */
  readonly readable: number
  /** Paragraphs after the first: their size and weight beside the first's (a name and what the person does). */
  readonly second?: { readonly scale: number; readonly weight: number; readonly gap: number }
  /** Line breaks of the user may make more lines than maxLines, up to this. */
  readonly mostParagraphs: number
}

const RULES: Readonly<Record<TextRole, RoleRules>> = {
  title: { maxLines: 3, pitch: 1.14, widest: 0.92, tallest: 0.72, readable: 0.04, mostParagraphs: 5 },
  caption: { maxLines: 3, pitch: 1.24, widest: 0.86, tallest: 0.6, readable: 0.034, mostParagraphs: 5 },
  // Two lines and no more is what every broadcaster's subtitle guide asks for.
  subtitle: { maxLines: 2, pitch: 1.26, widest: 0.88, tallest: 0.4, readable: 0.034, mostParagraphs: 2 },
  'lower-third': {
    maxLines: 2, pitch: 1.18, widest: 0.7, tallest: 0.35, readable: 0.034, mostParagraphs: 3,
    second: { scale: 0.64, weight: 450, gap: 0.06 },
  },
  'end-card': {
    maxLines: 3, pitch: 1.16, widest: 0.9, tallest: 0.85, readable: 0.034, mostParagraphs: 12,
    second: { scale: 0.56, weight: 400, gap: 0.28 },
  },
}

export function rulesOf(role: TextRole): RoleRules {
  return RULES[role]
}
