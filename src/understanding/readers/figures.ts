// Figures that are no times: factors, percentages, ratios, pixel sizes, frame rates, colours in hex, and which of the
// photos or clips is meant ("the third photo", "clips 2-4", "倒数第二张"). Works on plain text.

import type { Meaning, Which } from '../mark.ts'
import { chineseNumber, englishNumber, englishOrdinal, readChineseNumber, readEnglishOrdinal, readNumber } from '../numbers.ts'
import { reader, type Reading } from './reader.ts'

const digits = '(?<![\\d.])\\d{1,9}(?:\\.\\d{1,6})?'
const photoNoun = 'photos?|photographs?|pictures?|pics?|images?|stills?|snapshots?|snaps?'
const clipNoun = 'clips?|videos?|footages?'
const anyNoun = 'ones?|scenes?|segments?|shots?|slides?|parts?|sections?|items?'
const noun = `(?:${photoNoun}|${clipNoun}|${anyNoun})`
const measure = '(?:张|幅|页|个|段|条|支|部|镜头|号)'
const chineseNoun = '(?:照片|图片|图像|图|相片|画面|镜头|片段|视频|素材|片子|场景|字幕|标题)'
const known = new Set(['16:9', '9:16', '1:1', '4:5', '5:4', '4:3', '3:4', '21:9', '2:3', '3:2', '2.35:1', '2.39:1', '1.85:1', '1.91:1'])

function nounKind(text: string): Which['noun'] {
  if (new RegExp(`\\b(?:${photoNoun})\\b|张|幅|照片|图`).test(text)) return 'photo'
  if (new RegExp(`\\b(?:${clipNoun})\\b|视频|片段|段`).test(text)) return 'clip'
  return /标题|字幕/.test(text) ? 'text' : 'any'
}

function which(text: string, positions: readonly (number | undefined)[]): Meaning | undefined {
  const whole = positions.filter((position): position is number => position !== undefined && position !== 0 && Number.isInteger(position))
  return whole.length === 0 ? undefined : { kind: 'which', value: { noun: nounKind(text), positions: whole } }
}

function listed(text: string): number[] {
  const span = text.match(/(\d+) ?(?:-|–|to|through|到|至|~) ?(?:第)?(\d+)/)
  if (span !== null) return spread(Number(span[1]), Number(span[2]))
  return (text.match(/\d+/g) ?? []).map(Number)
}

function spread(from: number, to: number): number[] {
  return from <= to && to - from < 500 ? Array.from({ length: to - from + 1 }, (_none, index) => from + index) : [from, to]
}

const ordinal = `(?:${englishOrdinal}|\\d+(?:st|nd|rd|th)|last|final)`
const unitAfter = '(?! ?(?:s|secs?|seconds?|m|mins?|minutes?|x|%|percent|degrees?|deg|°|度|times|秒|分|:\\d|p|k|fps)(?![a-z]))'

function readOrdinal(text: string): number | undefined {
  return readEnglishOrdinal(text) ?? (/^\d/.test(text) ? parseInt(text, 10) : undefined)
}

const readings: readonly Reading[] = [
  [/(?<!\d)(\d{2,4}) ?[x×*] ?(\d{2,4})(?!\d)(?! ?%)/g, (match) => (known.has(`${match[1]}:${match[2]}`) ? { kind: 'ratio', value: `${match[1]}:${match[2]}` } : { kind: 'size', value: { width: Number(match[1]), height: Number(match[2]) } })],
  [/(?<![\d:.])(\d{1,2}(?:\.\d{1,2})?) ?(?:[:：/比x×]|by) ?(\d{1,2})(?![\d:])/g, (match) => (known.has(`${match[1]}:${match[2]}`) && !/^\d:\d\d$/.test(match[0].replace('9:16', '')) ? { kind: 'ratio', value: `${match[1]}:${match[2]}` } : undefined)],
  [/(?:每秒 ?)?(\d{2,3}(?:\.\d+)?) ?-?(?:fps|frames? (?:per|a) second|帧(?:每秒|率)?)/g, (match) => ({ kind: 'fps', value: Number(match[1]) })],
  [/#[0-9a-f]{6}(?![0-9a-f])/g, (match) => ({ kind: 'color', value: match[0] })],
  [new RegExp(`([+-])? ?(${digits}) ?(?:%|percent|per cent)|百分之(${digits}|${chineseNumber})|([一二三四五六七八九])成`, 'g'), (match) => {
    const value = match[4] !== undefined ? (readChineseNumber(match[4]) ?? 0) * 10 : readNumber((match[2] ?? match[3])!)
    return value === undefined ? undefined : { kind: 'percent', value, ...(match[1] && { sign: match[1] === '+' ? 1 as const : -1 as const }) }
  }],
  [new RegExp(`(${digits}) ?(?:x|×)(?![a-z0-9])|(?<![a-z0-9])x ?(${digits})(?!\\d)|(${digits}|${englishNumber}) times(?: (?:as fast|the speed|faster|speed|slower))?|(${digits}|${chineseNumber}) ?倍速?`, 'g'), (match) => {
    const value = readNumber((match[1] ?? match[2] ?? match[3] ?? match[4])!)
    return value === undefined || value <= 0 ? undefined : { kind: 'factor', value }
  }],
  [/(?:twice|half|(?:three|four) times|2x|3x) as long|(?:double|triple|halve) (?:the |its |the whole )?(?:length|duration|running time)|(?:时长|长度)(?:翻倍|加倍|翻一番|减半)/g, (match) => ({ kind: 'factor', value: /half|halve|减半/.test(match[0]) ? 0.5 : /three|triple|3/.test(match[0]) ? 3 : /four/.test(match[0]) ? 4 : 2 })],
  [/(?:double|triple|halve|quadruple) (?:the |its |their )?(?:music |sound |audio )?(?:volume|loudness)|half (?:of )?(?:the |its |my )?(?:music |sound |audio |music's )?volume|(?:twice|half|(?:three|four) times) as (?:loud|quiet)|(?:音量|声音)(?:翻倍|加倍|翻一番|减半)/g, (match) => {
    const value = /triple|three/.test(match[0]) ? 3 : /quadruple|four/.test(match[0]) ? 4 : /hal[fv]|减半/.test(match[0]) ? 0.5 : 2
    return { kind: 'factor', value: /quiet/.test(match[0]) ? 1 / value : value }
  }],
  [/(?:twice|half|(?:three|four|five) times) as(?= slow)/g, (match) => ({ kind: 'factor', value: /three/.test(match[0]) ? 3 : /four/.test(match[0]) ? 4 : /five/.test(match[0]) ? 5 : 2 })],
  [/(?:three quarters|two thirds|an? (?:third|quarter|half)|one (?:third|quarter|half)) (?:of )?(?:the |its |their )?(?:normal |original |usual )?(speed|volume|loudness)/g, (match) => {
    const value = /three/.test(match[0]) ? 0.75 : /two/.test(match[0]) ? 2 / 3 : /third/.test(match[0]) ? 1 / 3 : /quarter/.test(match[0]) ? 0.25 : 0.5
    return match[1] === 'speed' ? { kind: 'factor', value } : { kind: 'percent', value: Math.round(value * 100) }
  }],
  [/quadruple (?:the )?speed|four times (?:the )?speed|四倍速/g, () => ({ kind: 'factor', value: 4 })],
  [/twice as fast|(?:double|twice) (?:the )?(?:speed|time)|double[- ]speed|at double|(?:half|quarter|triple) (?:the )?speed|half as fast|(?:half|quarter|triple)-speed|半速|双倍速?/g, (match) => ({ kind: 'factor', value: /quarter/.test(match[0]) ? 0.25 : /half|半/.test(match[0]) ? 0.5 : /triple/.test(match[0]) ? 3 : 2 })],
  // which
  [new RegExp(`every (other|second|third|fourth|fifth|2nd|3rd|4th|5th) (${noun})\\b(?! of)|(?:每)?隔(一|两|二|三|1|2|3) ?${measure}(?:${chineseNoun})?(?:选|取|挑|用|放|要|留)?(?:一${measure})?`, 'g'), (match) => {
    const step = match[3] !== undefined ? (readNumber(match[3]) ?? 1) + 1 : match[1] === 'other' ? 2 : readOrdinal(match[1]!)
    return step === undefined ? undefined : { kind: 'which', value: { noun: nounKind(match[0]), step } }
  }],
  [new RegExp(`the middle (${noun})\\b|中间(?:那|的)?(?:一)?${measure}(?:${chineseNoun})?`, 'g'), (match) => ({ kind: 'which', value: { noun: nounKind(match[0]), middle: true } })],
  [new RegExp(`(?:the )?second[- ](?:to[- ])?last (${noun})|倒数第(${chineseNumber}|\\d+)(${measure})?(${chineseNoun})?`, 'g'), (match) => which(match[0], [match[2] === undefined ? -2 : -(readNumber(match[2]) ?? 1)])],
  [new RegExp(`(?:the )?(first|last|final) (\\d+|${englishNumber}) (?:(?!sec|min|of |to )[a-z]{1,20} )?(${noun})\\b${unitAfter}|(前|最后|后|末尾|头)(\\d+|${chineseNumber})(${measure}(?:${chineseNoun})?)`, 'g'), (match) => {
    const count = readNumber((match[2] ?? match[5])!)
    const side = match[1] === 'first' || match[4] === '前' || match[4] === '头' ? 'first' : 'last'
    if (count === undefined) return undefined
    return { kind: 'which', value: { noun: nounKind(match[0]), many: { side, count } } }
  }],
  [new RegExp(`(?:the )?(${ordinal})(?:(?:, (?:the )?| and (?:the )?|, and (?:the )?)(${ordinal}))?(?:(?: and (?:the )?|, and (?:the )?)(${ordinal}))? (?:(?!sec|min|of |to )[a-z]{1,20} )?(${noun})\\b`, 'g'), (match) => which(match[4]!, [match[1], match[2], match[3]].map((one) => (one === undefined ? undefined : readOrdinal(one))))],
  [new RegExp(`\\b(photos?|pictures?|pics?|images?|clips?|videos?|scenes?|segments?|shots?|slides?) ?(?:#|no\\.? ?|number )?(\\d+(?: ?(?:-|–|to|through) ?\\d+)?(?:(?:, ?| and | & |, and )\\d+)*)${unitAfter}(?![\\d.:%])`, 'g'), (match) => which(match[1]!, listed(match[2]!))],
  [/\b(photo|picture|image|clip|video|scene|segment|shot|slide) (?:number )?(one|two|three|four|five|six|seven|eight|nine|ten)\b(?! (?:second|sec|minute|min|photo|picture|image|clip|video|time))/g, (match) => which(match[1]!, [readNumber(match[2]!)])],
  [new RegExp(`(\\d{1,3})号((?:[、,，和与及跟](?:\\d{1,3})号)*)${measure}?(?:${chineseNoun})?(?!线|楼|字体?|机)`, 'g'), (match) => which(match[0], [Number(match[1]), ...[...(match[2] ?? '').matchAll(/\d+/g)].map(([one]) => Number(one))])],
  [new RegExp(`第 ?(\\d+) ?(?:到|至|-|~) ?第? ?(\\d+) ?${measure}(?:${chineseNoun})?|第 ?(${chineseNumber}) ?(?:到|至|-) ?第? ?(${chineseNumber}) ?${measure}(?:${chineseNoun})?`, 'g'), (match) => which(match[0], spread(readNumber((match[1] ?? match[3])!) ?? 1, readNumber((match[2] ?? match[4])!) ?? 1))],
  [new RegExp(`第 ?(\\d+|${chineseNumber})((?:[、,，和与及]+第? ?(?:\\d+|${chineseNumber}))*) ?${measure}?(?:${chineseNoun})?(?!秒)`, 'g'), (match) => {
    const others = [...(match[2] ?? '').matchAll(new RegExp(`\\d+|${chineseNumber}`, 'g'))].map(([one]) => readNumber(one))
    return which(match[0], [readNumber(match[1]!), ...others])
  }],
  [new RegExp(`(最后|末|最末)(?:一)?(?:张|幅|个|段|条)(${chineseNoun})?|(首张|首个|头一张)(${chineseNoun})?`, 'g'), (match) => which(match[0], [match[1] === undefined ? 1 : -1])],
  // "the last two", "the first and the fourth", "between the 2nd and 3rd": no noun, what is counted is understood.
  [new RegExp(`the (first|last|final) (?!one\\b)(\\d{1,2}|${englishNumber})(?=$|[,.;!?]| (?:and|to|from|out|off|please|away|only|go|are|should|instead)\\b)`, 'g'), (match) => {
    const count = readNumber(match[2]!)
    return count === undefined || count < 2 ? undefined : { kind: 'which', value: { noun: 'any', many: { side: match[1] === 'first' ? 'first' : 'last', count } } }
  }],
  [new RegExp(`(?:the |no\\.? ?|number )(${ordinal}),? (?:and|with|or|&) (?:the |with the )?(${ordinal})(?=$|[,.;!?]| (?!half|sec|min|time|part|day|year|one)[a-z])`, 'g'), (match) => which('one', [readOrdinal(match[1]!), readOrdinal(match[2]!)])],
  [new RegExp(`the (${englishOrdinal}|\\d+(?:st|nd|rd|th))(?=$|[,.;!?]| (?:and|to|from|before|after|please|instead|go|with|behind|in front)\\b)`, 'g'), (match) => (/^(?:first|second)$/.test(match[1]!) && !/^the (?:first|second)$/.test(match.input!.trim()) ? undefined : which('one', [readOrdinal(match[1]!)]))],
  [new RegExp(`(?:the )?(${ordinal}) (?:place|position|spot|slot)\\b`, 'g'), (match) => which('one', [readOrdinal(match[1]!)])],
  // counts
  [new RegExp(`(\\d+|${englishNumber}) (?:of )?(?:(?:my|the|these|those|short|separate|different) )?(?:[a-z-]{1,20} ){0,2}?(${photoNoun}|${clipNoun})\\b|(?:这|那)?(\\d+|${chineseNumber}) ?(?:张|幅|(?:个|段|条|支)(?=照片|图片|图|相片|视频|素材|片段|镜头))(照片|图片|图|相片|视频|素材|片段|镜头)?`, 'g'), (match) => {
    const value = readNumber((match[1] ?? match[3])!)
    return value === undefined || !Number.isInteger(value) || value > 5000 ? undefined : { kind: 'count', value, noun: nounKind(match[0]) }
  }],
  [/(?<![\d.:a-z]|super )\d+(?:\.\d+)?(?![\d:a-z])/g, (match) => ({ kind: 'number', value: Number(match[0]) })],
]

export const readFigures = reader(readings)
