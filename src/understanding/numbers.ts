// Numerals in words: English number words and Chinese numerals as values. Digits need no help.

const english: Readonly<Record<string, number>> = {
  zero: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, thirteen: 13,
  fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19, twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60,
  seventy: 70, eighty: 80, ninety: 90, dozen: 12, couple: 2,
}

const ordinals: Readonly<Record<string, number>> = {
  first: 1, second: 2, third: 3, fourth: 4, fifth: 5, sixth: 6, seventh: 7, eighth: 8, ninth: 9, tenth: 10, eleventh: 11, twelfth: 12,
}

/** The alternatives of a number word, for patterns. */
export const englishNumber = `(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ](?:one|two|three|four|five|six|seven|eight|nine)|${Object.keys(english).join('|')})`
export const englishOrdinal = `(?:${Object.keys(ordinals).join('|')})`
export const chineseNumber = '[零一二两三四五六七八九十百千半]{1,8}(?:点[零一二三四五六七八九]{1,3})?'

export function readEnglishNumber(words: string): number | undefined {
  const parts = words.split(/[- ]/)
  const values = parts.map((part) => english[part])
  return values.some((value) => value === undefined) ? undefined : values.reduce<number>((sum, value) => sum + value!, 0)
}

/** A place in a row: "second" is 2, "last" -1, counted from the end. */
export function readEnglishOrdinal(word: string): number | undefined {
  return word === 'last' || word === 'final' ? -1 : ordinals[word]
}

const digits: Readonly<Record<string, number>> = { 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }
const powers: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }

/** "二十五" is 25, "两" 2, "十" 10, "半" 0.5, "一百二十" 120. Undefined when the signs make no number. */
export function readChineseNumber(text: string): number | undefined {
  if (text === '半') return 0.5
  const [whole, fraction] = text.split('点')
  if (fraction !== undefined) {
    const [before, after] = [readChineseNumber(whole!), [...fraction].map((sign) => digits[sign]).join('')]
    return before === undefined ? undefined : Number(`${before}.${after}`)
  }
  let total = 0
  let digit: number | undefined
  for (const sign of text) {
    const power = powers[sign]
    if (power !== undefined) {
      total += (digit ?? 1) * power
      digit = undefined
    } else if (digits[sign] !== undefined) {
      digit = (digit !== undefined && total === 0 ? digit * 10 : 0) + digits[sign]
    } else return undefined
  }
  return total + (digit ?? 0)
}

/** Digits, English words or Chinese numerals; "half a" is 0.5. */
export function readNumber(text: string): number | undefined {
  const trimmed = text.trim().replace(/^half-/, 'half ')
  if (/^\d+(?:\.\d+)?$/.test(trimmed)) return Number(trimmed)
  if (/^\d{1,3}(?:,\d{3})+$/.test(trimmed)) return Number(trimmed.replaceAll(',', ''))
  if (/^half(?: an?)?$/.test(trimmed)) return 0.5
  if (/^(?:an? )?quarter(?: of)?(?: an?)?$/.test(trimmed)) return 0.25
  if (/^three quarters(?: of)?(?: an?)?$/.test(trimmed)) return 0.75
  if (trimmed === 'a' || trimmed === 'an') return 1
  return readEnglishNumber(trimmed) ?? readChineseNumber(trimmed)
}
