// Times as people write them: lengths ("1m30s", "a minute and a half", "两分钟半"), clocks ("0:45"), stretches ("from
// 0:30 to 2:45", "第12秒到18秒", "the last 20 seconds", "前半段"). All milliseconds. Works on plain text.

import type { Meaning } from '../mark.ts'
import { chineseNumber, englishNumber, readNumber } from '../numbers.ts'
import { reader, type Reading } from './reader.ts'

const digits = '(?<![\\d.])\\d{1,9}(?:\\.\\d{1,6})?'
// "secnods", "mintues": the letters of the unit in another order, after a number.
const mistyped = '(?!scenes?)s(?=[a-z]*d)[econd]{4,6}s?|m(?=[a-z]*t)[inuet]{4,6}s?'
const englishUnit = `(?:segundos?|minutos?|secondes?|sekunden?|minuten|secondi|milliseconds?|ms|seconds?|secs?|minutes?|mins?|hours?|hrs?|s(?!(?<=[5-9]0s) ?(?:vibes?|look|style|feel|aesthetic|inspired|vhs|disco|rock|pop|synth|retro)\\b)|m|h|${mistyped})(?![a-z])`
const share = '(?:half(?:[ -]an?\\b)?|(?:an? )?quarter of an?|three quarters of an?)'
// A bare letter right behind a number in words is no unit: "the blurry ones".
const englishAmount = `(?:${digits}|${share}|${englishNumber}(?![smh](?![a-z]))|an?(?= ?-?(?:minute|hour)))`
const chineseUnit = '(?:毫秒|秒钟?|分(?!之)钟?|小时|ثانیه|دقیقه|ثانية|ثواني|دقيقة|секунды?|минуты?|초|분)'
const englishLength = `${englishAmount}(?: and a half)?[ -]?${englishUnit}(?: and a half(?! hour))?(?:,? ?(?:and )?(?:${digits}|${englishNumber})[ -]?(?:seconds?|secs?|s|minutes?|mins?|m)(?![a-z])| \\d{1,2}(?= ?s?\\b)(?! ?(?:photo|image|pic|clip|%|fps)))?`
const chineseLength = `(?:${digits}|${chineseNumber}) ?个?半?${chineseUnit}半?(?: ?零?(?:${digits}|${chineseNumber}) ?秒?钟?(?![张个段倍]))?`
const length = `(?:${englishLength}|${chineseLength})`
const clock = '(?<![\\d:])\\d{1,2}:\\d{2}(?::\\d{2})?(?:\\.\\d{1,3})?(?![\\d:])'
const named = '(?<!\\d[ -]?)(?:the )?(?:second|minute) \\d{1,4}(?![\\d:])'
// Lengths and clocks are found first and stand as single signs in the text that the grammar below reads: patterns that
// spelt them out each time took tens of milliseconds to compile and longer to fail.
const aLength = '\uE000\uE001*'
const aClock = '\uE002\uE003*'
const tokens = new RegExp(`(${clock})|(${length})`, 'g')

/** The same text, position for position, with every length and clock as a run of one sign. */
function tokenised(plain: string): string {
  return plain.replace(tokens, (run, isClock: string | undefined) => (isClock === undefined ? '\uE000' + '\uE001'.repeat(run.length - 1) : '\uE002' + '\uE003'.repeat(run.length - 1)))
}

const point = `(?:${aClock}|第? ?${aLength}|${named}|the ${aLength} mark)`
const loosePoint = `(?:${point}|(?<![a-z#]|(?:clip|photo|image|scene|picture|video|segment|shot|slide)s? ?#?)第? ?(?:${digits}|${chineseNumber}))`
const upTo = ' ?(?:-|–|—|~|to|until|till|up to|到|至) ?(?:the |第)?'
const to = ' ?(?:-|–|—|~|～|to|until|till|through|thru|up to|and|(?:剪辑|截取|保留|播放|[剪截裁切播])?[到至]|→) ?(?:the |第)?'

const lengthParts = new RegExp(`(${digits}|${share}|${englishNumber}|an?|${chineseNumber})( and a half)? ?-?个?(半)?(毫秒|秒|分|小时|ثانیه|دقیقه|ثانية|ثواني|دقيقة|секунды?|минуты?|초|분|segundos?|minutos?|secondes?|sekunden?|minuten|secondi|milliseconds?|ms|h(?:ou)?rs?|h|m(?:in(?:ute)?s?)?|s(?:ec(?:ond)?s?)?)钟?(半| and a half)?`, 'g')
const secondsBehind = new RegExp(`^ ?(?:and )?零?(${digits}|${chineseNumber})`)
const wholeClock = new RegExp(`^${clock}$`)

/** Milliseconds of a length; undefined when it is none. "十分" alone means "very". */
export function readLength(text: string): number | undefined {
  const parts = [...text.matchAll(lengthParts)]
  if (parts.length === 0) return undefined
  let total = 0
  for (const [, amount, andHalf, middleHalf, unit, half] of parts) {
    const number = readNumber(amount!)
    if (number === undefined) return undefined
    total += (number + (andHalf || middleHalf || half ? 0.5 : 0)) * unitLength(unit!)
  }
  const rest = text.slice(parts.at(-1)!.index + parts.at(-1)![0].length).match(secondsBehind)
  if (rest !== null && parts.length === 1) total += (readNumber(rest[1]!) ?? 0) * 1000
  return Math.round(total)
}

function unitLength(unit: string): number {
  if (unit === '毫秒' || unit.startsWith('mil') || unit === 'ms') return 1
  if (unit === '分' || unit === '분' || /^(?:m|دق|мин)/.test(unit)) return 60_000
  return unit === '小时' || unit.startsWith('h') ? 3_600_000 : 1000
}

/** Milliseconds of a clock text, "1:30" or "00:01:30.5". */
export function readClock(text: string): number {
  return Math.round(text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1000)
}

function readPoint(text: string): number | undefined {
  const clean = text.replace(/^第 ?/, '').replace(/^the /, '').replace(/ mark$/, '').trim()
  if (wholeClock.test(clean)) return readClock(clean)
  const counted = clean.match(/^(second|minute) (\d+)$/)
  if (counted !== null) return Number(counted[2]) * unitLength(counted[1]!)
  return readLength(clean)
}

// "10-30s", "12到18秒": the first takes the unit of the second.
function readTwo(left: string, right: string): { readonly from: number; readonly to: number } | undefined {
  const end = readPoint(right)
  const begin = readPoint(left)
  if (end !== undefined && begin !== undefined) return { from: begin, to: end }
  const bareLeft = readNumber(left.replace('第', ''))
  const bareRight = readNumber(right.replace('第', ''))
  if (end !== undefined && bareLeft !== undefined) return { from: bareLeft * unitLength(/分|m/.test(right) && !/秒|s/.test(right) ? 'm' : 's'), to: end }
  return begin !== undefined && bareRight !== undefined ? { from: begin, to: bareRight * 1000 } : undefined
}

const aroundWords: Readonly<Record<string, 'about' | 'under' | 'over'>> = {
  about: 'about', around: 'about', roughly: 'about', approximately: 'about', '~': 'about', 大约: 'about', 大概: 'about', 约: 'about', 差不多: 'about', 左右: 'about', 'or so': 'about', 上下: 'about',
  under: 'under', 'less than': 'under', 'at most': 'under', 'no more than': 'under', 'no longer than': 'under', below: 'under', within: 'under', 'up to': 'under', max: 'under', maximum: 'under', 以内: 'under', 之内: 'under', 不超过: 'under', 不到: 'under', 最多: 'under', 内: 'under', 以下: 'under', 'or less': 'under', 'shorter than': 'under',
  over: 'over', 'more than': 'over', 'at least': 'over', 'longer than': 'over', 'not less than': 'over', 以上: 'over', 超过: 'over', 至少: 'over', 'or more': 'over', 大于: 'over', 长于: 'over', 'greater than': 'over', 小于: 'under', 短于: 'under',
}
const around = Object.keys(aroundWords).sort((left, right) => right.length - left.length).join('|')

function lengthMeaning(match: RegExpMatchArray): Meaning | undefined {
  const value = readLength(match[2]!)
  if (value === undefined || (/十分$/.test(match[2]!) && match[2] === '十分')) return undefined
  const about = aroundWords[match[1] ?? ''] ?? aroundWords[match[3] ?? '']
  return { kind: 'length', value, ...(about && { about }) }
}

function edge(side: 'first' | 'last' | 'middle', text: string): Meaning | undefined {
  const value = readLength(text)
  return value === undefined ? undefined : { kind: 'edge', value: { side, length: value } }
}

const halves: Readonly<Record<string, readonly [number, number]>> = {
  'first half': [0, 0.5], 'second half': [0.5, 1], 'last half': [0.5, 1], 'other half': [0.5, 1], 'latter half': [0.5, 1], 'first third': [0, 1 / 3], 'middle third': [1 / 3, 2 / 3], 'last third': [2 / 3, 1], 'final third': [2 / 3, 1],
  'first quarter': [0, 0.25], 'last quarter': [0.75, 1], 'final quarter': [0.75, 1], 前半: [0, 0.5], 前一半: [0, 0.5], 上半: [0, 0.5], 后半: [0.5, 1], 后一半: [0.5, 1], 下半: [0.5, 1], 另一半: [0.5, 1], 前三分之一: [0, 1 / 3], 后三分之一: [2 / 3, 1], 前四分之一: [0, 0.25], 后四分之一: [0.75, 1],
}

const readings: readonly Reading[] = [
  // both sides at once: two marks of one stretch are made by the refiner from `both`
  [new RegExp(`(?:the )?(?:first and (?:the )?last|开头和?结尾各?|掐头去尾各?|首尾各?|前后各|头尾各?)(?:剪掉|去掉|删掉|裁掉|剪|去|删)? ?(${aLength})`, 'g'), (match) => [edge('first', match[1]!), edge('last', match[1]!)]],
  [new RegExp(`(${aLength}) (?:off |from |at )?(?:both (?:ends|sides)|each (?:end|side)|either end|(?:the )?(?:start|beginning|front) and (?:also )?(?:(?:off |from |at ))?(?:the )?(?:end|back|finish))`, 'g'), (match) => [edge('first', match[1]!), edge('last', match[1]!)]],
  [new RegExp(`start(?:s|ing)?(?: time)?:? (?:at |from )?(${point}),? ?(?:and |then )?(?:end|stop|finish)(?:s|ing)?(?: time)?:? (?:at )?(${point})`, 'g'), (match) => {
    const [from, end] = [readPoint(match[1]!), readPoint(match[2]!)]
    return from === undefined || end === undefined || end <= from ? undefined : { kind: 'range', value: { from, to: end } }
  }],
  [new RegExp(`(?:from |between |从|在)?(?:the )?(?:start|beginning|开头|开始|头)${upTo}(${point})`, 'g'), (match) => ({ kind: 'range', value: { from: 0, to: readPoint(match[1]!) ?? 0 } })],
  [new RegExp(`(?:between |from )?(?:the )?(seconds|minutes) (\\d{1,5})${to}(?:(?:second|minute)s? )?(\\d{1,5})(?![\\d:])`, 'g'), (match) => {
    const [from, end] = [Number(match[2]) * unitLength(match[1]!), Number(match[3]) * unitLength(match[1]!)]
    return end <= from ? undefined : { kind: 'range', value: { from, to: end } }
  }],
  [new RegExp(`(?:from |从|在)?(${point})${upTo}(?:end|finish|结尾|最后|末尾|结束|片尾)(?! ?(?:${aLength}|${digits}|${chineseNumber}))`, 'g'), (match) => ({ kind: 'range', value: { from: readPoint(match[1]!) ?? 0, to: null } })],
  [new RegExp(`(between |from |从|在)?(${loosePoint})(${to})(${loosePoint})(?: ?(?:之间|之內|这段|的?片段|的?部分))?`, 'g'), (match) => {
    if (/and/.test(match[3]!) && match[1] !== 'between ' && match[1] !== 'from ') return undefined
    const two = readTwo(match[2]!.trim(), match[4]!.trim())
    return two === undefined || two.to <= two.from ? undefined : { kind: 'range', value: two, between: match[1] === 'between ' }
  }],
  [new RegExp(`(?:starting |start )?(?:from|at|after|since) (${point})(?: on(?:wards?)?| forward| to the end)|(?:starting (?:from|at)|after|past|beyond|everything after|everything past|from) (${point})|(${point}) (?:onwards?|on(?= *(?:$|[,.;!?]|and )))|从 ?(${point}) ?(?:处|的?地方)?(?:开始|起|往后|以后|之后|后)|(${point}) ?(?:之后|以后|往后|后面|开始)的?`, 'g'), (match) => {
    const from = readPoint((match[1] ?? match[2] ?? match[3] ?? match[4] ?? match[5])!)
    return from === undefined ? undefined : { kind: 'range', value: { from, to: null } }
  }],
  [new RegExp(`(?:before|everything before|until|up until|till) (${point})|(${point}) ?(?:之前|以前|前面)的?`, 'g'), (match) => {
    const end = readPoint((match[1] ?? match[2])!)
    return end === undefined ? undefined : { kind: 'range', value: { from: 0, to: end } }
  }],
  [new RegExp(`(?:the |its )?(?:very )?(?:first|opening|initial|starting|beginning|leading) (?:couple of )?(${aLength})|(${aLength})(?: worth)? (?:off|from|at|of) (?:the )?(?:very )?(?:start|beginning|front|head|opening)|(?:最前面?|最开始|开头|开始|片头|头|前面?|起始|开场)(?:[\\u4e00-\\u9fff]{0,8}的)?(?:那|这)? ?(${aLength})|(?:the )?(?:start|beginning|front|opening|intro) by (${aLength})`, 'g'), (match) => edge('first', (match[1] ?? match[2] ?? match[3] ?? match[4])!)],
  [new RegExp(`(?<!(?:images?|photos?|pictures?|pics?|slides?|clips?|each|should|will|must|to|it|them|one) )(?:the |its )?(?:very )?(?:last|final|closing|ending|trailing) (?:couple of )?(${aLength})|(${aLength})(?: worth)? (?:off|from|at|of) (?:the )?(?:very )?(?:end|back|tail|ending|finish)|(?:最后面?|末尾|结尾|片尾|尾部|尾巴|末|(?<![然之以随])后面?|倒数)(?:[\\u4e00-\\u9fff]{0,8}的)?(?:那|这)? ?(${aLength})|(?:the )?(?:end|ending|back|tail|outro) by (${aLength})`, 'g'), (match) => edge('last', (match[1] ?? match[2] ?? match[3] ?? match[4])!)],
  [/(?:the )?(?:very )?(first|opening|last|final|closing) minute(?!s)/g, (match) => edge(/^(?:first|opening)/.test(match[1]!) ? 'first' : 'last', '1 minute')],
  [new RegExp(`(?:the )?middle (${aLength})|(${aLength}) (?:from|out of|in) the middle|中间的? ?(${aLength})`, 'g'), (match) => edge('middle', (match[1] ?? match[2] ?? match[3])!)],
  [new RegExp(`(?:the )?(${Object.keys(halves).sort((left, right) => right.length - left.length).join('|')})(?: of (?:it|the (?:video|clip|film)))?(?:段|部分|截|程)?`, 'g'), (match) => {
    const [from, end] = halves[match[1]!]!
    return { kind: 'part', value: { from, to: end } }
  }],
  [new RegExp(`(?:第 ?(${aLength})|(?:at (?:around |about )?(${aLength})(?: in)?(?= |$|[,.，。]))|(${aLength}) ?(?:处|的时候|的地方|的位置|那里|时(?!长)))`, 'g'), (match) => {
    const value = readLength((match[1] ?? match[2] ?? match[3])!)
    return value === undefined ? undefined : { kind: 'time', value }
  }],
  [new RegExp(`(?:the )?(${aLength}) mark`, 'g'), (match) => ({ kind: 'time', value: readLength(match[1]!) ?? 0 })],
  // 9:16 and 4:50 look alike; the shape of a phone is the likelier one.
  [new RegExp(aClock, 'g'), (match) => (match[0] === '9:16' ? undefined : { kind: 'time', value: readClock(match[0]) })],
  [new RegExp(`(?:(${around}) ?)?(${aLength})(?: ?(${around})(?![a-z]))?`, 'g'), lengthMeaning],
]

export const readTimes = reader(readings, tokenised)
