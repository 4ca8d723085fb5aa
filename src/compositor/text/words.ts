// A text cut into what can be shown separately: graphemes, words and stretches of one script. Pure and independent of
// fonts and sizes, so the number of a word means the same to the scene, the raster and the person's timings.

/** A stretch of a text by UTF-16 offsets. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** Which fonts come first: Latin letters, Chinese characters with their punctuation, or colour emoji. */
export type Script = 'latin' | 'han' | 'emoji'

// Made when the first text comes: the two cost 30 ms, and most threads never see a text.
const segmenters: { grapheme?: Intl.Segmenter; word?: Intl.Segmenter } = {}
const graphemes = (): Intl.Segmenter => (segmenters.grapheme ??= new Intl.Segmenter('en', { granularity: 'grapheme' }))
const dictionary = (): Intl.Segmenter => (segmenters.word ??= new Intl.Segmenter('zh', { granularity: 'word' }))

/** Scripts that are written without spaces, whose words only a dictionary can find. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const HAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303f\uff00-\uff60\uffe0-\uffe6]/u
/** Marks that Latin and Chinese share; they take the script of their neighbour. */
const SHARED_MARK = /^[\u2018\u2019\u201c\u201d\u2026\u2014\u00b7]$/u
const OPENING = /^[\p{Ps}\p{Pi}]+$/u
// Written as a string because the `v` flag is newer than the language level that the compiler emits.
const EMOJI = new RegExp('^\\p{RGI_Emoji}$', 'v')
const PICTOGRAPH = /^\p{Extended_Pictographic}\ufe0f/u
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

/** Whether a grapheme is Chinese or Japanese writing, or its full-width punctuation. */
export function isHan(grapheme: string): boolean {
  return HAN.test(grapheme)
}

/** Whether any of a text is written from right to left. */
export function isRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(text)
}

/** User-perceived characters: a family emoji, a flag, an accented letter are one each. */
export function graphemesOf(text: string, offset = 0): Stretch[] {
  return Array.from(graphemes().segment(text), ({ index, segment }) => ({
    from: offset + index, to: offset + index + segment.length,
  }))
}

/**
 * Words in reading order, with the punctuation that clings to them and without spaces. Spaced scripts are cut at spaces,
 * unspaced ones by dictionary.
 */
export function wordsOf(text: string): Stretch[] {
  const words: Stretch[] = []
  for (const token of text.matchAll(/\S+/gu)) {
    if (UNSPACED.test(token[0])) words.push(...dictionaryWords(token[0], token.index))
    else words.push({ from: token.index, to: token.index + token[0].length })
  }
  return words
}

function dictionaryWords(token: string, offset: number): Stretch[] {
  const words: { from: number; to: number }[] = []
  let opening: number | undefined
  for (const { index, segment, isWordLike } of dictionary().segment(token)) {
    const from = offset + index
    const to = from + segment.length
    if (!isWordLike && OPENING.test(segment)) opening ??= from
    else if (!isWordLike && words.length > 0 && opening === undefined) words.at(-1)!.to = to
    else {
      words.push({ from: opening ?? from, to })
      opening = undefined
    }
  }
  if (opening !== undefined) {
    const last = words.at(-1)
    if (last === undefined) words.push({ from: opening, to: offset + token.length })
    else last.to = offset + token.length
  }
  return words
}

/** Offsets at which a dictionary word of an unspaced script ends; a line should not break elsewhere inside one. */
export function wordEnds(text: string): Set<number> {
  const ends = new Set<number>()
  for (const { index, segment } of dictionary().segment(text)) ends.add(index + segment.length)
  return ends
}

/** Maximal stretches of one script, in order; spaces belong to what they follow. */
export function scriptRuns(text: string, offset = 0): (Stretch & { readonly script: Script })[] {
  const graphemes = graphemesOf(text)
  const scripts = graphemes.map((stretch) => ownScript(text.slice(stretch.from, stretch.to)))
  const runs: { from: number; to: number; script: Script }[] = []
  graphemes.forEach((stretch, index) => {
    const script = scripts[index] ?? neighbourScript(scripts, index)
    const last = runs.at(-1)
    if (last !== undefined && last.script === script) last.to = offset + stretch.to
    else runs.push({ from: offset + stretch.from, to: offset + stretch.to, script })
  })
  return runs
}

function ownScript(grapheme: string): Script | undefined {
  if (SHARED_MARK.test(grapheme) || /^\s+$/u.test(grapheme)) return undefined
  if (EMOJI.test(grapheme) || PICTOGRAPH.test(grapheme)) return 'emoji'
  return isHan(grapheme) ? 'han' : 'latin'
}

function neighbourScript(scripts: readonly (Script | undefined)[], index: number): Script {
  for (let before = index - 1; before >= 0; before--) {
    const script = scripts[before]
    if (script !== undefined && script !== 'emoji') return script
  }
  return scripts.slice(index + 1).find((script) => script !== undefined && script !== 'emoji') ?? 'latin'
}
