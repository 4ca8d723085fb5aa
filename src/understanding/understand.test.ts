// Laws of understanding that hold for every text, and the language of the vocabulary itself.

import { test } from 'node:test'
import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import fc from 'fast-check'
import { filmFacts, understand } from './index.ts'
import { readChineseNumber, readNumber } from './numbers.ts'
import { readLength } from './readers/times.ts'
import { readMarks } from './read.ts'
import { detectLanguage, plainText } from './text.ts'

const nothing = filmFacts([], undefined, undefined)
const oneClip = { ...nothing, clips: 1, duration: 60_000 }

/** Text as people and machines send it: words of ours, numbers, any script, long runs of one sign. */
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 400 }), fc.string({ unit: 'binary', maxLength: 400 }),
  fc.array(fc.constantFrom('cut', 'the', 'music', '10', 'seconds', '1:30', 'to', 'add', '"', '把', '照片', '第三张', '秒', '加', '，', 'and', '%', 'no', '-', '\n', '(', '🎬', 'عربي', 'fade', '一', '二', '十'), { maxLength: 300 }).map((parts) => parts.join(' ')),
)

test('any text in any script gives a plan and never throws', () => {
  fc.assert(fc.property(anyText, (text) => {
    const plan = understand(text, oneClip)
    assert.ok(Array.isArray(plan.intents))
    assert.ok(['create', 'edit', 'export', 'credits', 'state', 'upload', 'refuse'].includes(plan.action))
  }), { numRuns: 400 })
})

test('the same text twice gives the same plan', () => {
  fc.assert(fc.property(anyText, (text) => assert.deepEqual(understand(text, oneClip), understand(text, oneClip))), { numRuns: 100 })
})

test('ten thousand characters of anything are read in milliseconds, even when built to be slow', () => {
  const hard = ['1', '1 ', '1:', '1:11', '一', '第一', 'a', 'a ', '"', '(', ',', 'the ', 'second ', 'slowly fade ', '10 seconds to ', 'zqxwv ', '\u{1F3AC}', 'من ', '把视频剪掉', '.']
  for (const piece of hard) {
    const text = piece.repeat(Math.ceil(10_000 / piece.length)).slice(0, 10_000)
    // Time of the processor, since the machine of a test run is shared. The promise is 50 ms at the 99th percentile.
    const before = process.cpuUsage()
    understand(text, oneClip)
    const { user, system } = process.cpuUsage(before)
    assert.ok(user + system < 150_000, `${JSON.stringify(piece)} took ${Math.round((user + system) / 1000)} ms`)
  }
})

test('marks are in order, do not overlap, and carry the words they were read from', () => {
  fc.assert(fc.property(anyText, (text) => {
    const marks = readMarks(text, [])
    marks.forEach((mark, index) => {
      assert.ok(mark.start < mark.end && mark.end <= text.length)
      if (index > 0) assert.ok(marks[index - 1]!.end <= mark.start)
    })
  }), { numRuns: 200 })
})

test('plain text keeps every position', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => assert.equal(plainText(text).length, text.length)))
  assert.equal(plainText('１０秒，影片轉場'), '10秒，影片转场')
})

test('numbers and lengths are read in both languages', () => {
  assert.deepEqual(['二十五', '两', '十', '半', '一百二十'].map(readChineseNumber), [25, 2, 10, 0.5, 120])
  assert.deepEqual(['twelve', 'twenty-five', '1,200', 'half a', '3.5'].map(readNumber), [12, 25, 1200, 0.5, 3.5])
  assert.deepEqual(['90 seconds', '1m30s', 'a minute and a half', '2 minutes 5 seconds', '两分钟半', '1分30秒', '半分钟', '一分半', 'half a minute', '0.5s'].map(readLength), [90_000, 90_000, 90_000, 125_000, 150_000, 90_000, 30_000, 90_000, 30_000, 500])
})

test('the language of the answer is that of the words', () => {
  assert.equal(detectLanguage('make it warmer'), 'en')
  assert.equal(detectLanguage('把 video.mp4 剪到 10 秒'), 'zh')
  assert.equal(detectLanguage('add the title “你好世界” please'), 'en')
  assert.equal(detectLanguage('haz un vídeo con mis fotos'), 'other')
  assert.equal(detectLanguage('فقط ۲۰ ثانیه'), 'other')
})

test('no literal of the room longer than four words stands in an instruction of the set', { skip: existsSync('../shared/prompts/dev.tsv') ? false : 'skipped: no ../shared' }, () => {
  const instructions = readFileSync('../shared/prompts/dev.tsv', 'utf8').split('\n').slice(1).map((line) => (line.split('\t')[4] ?? '').toLowerCase())
  const files = ['src/understanding', 'src/understanding/readers', 'src/understanding/refiners', 'src/understanding/vocabulary'].flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).map((name) => `${folder}/${name}`))
  const literals = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`([^`]*)`|\/((?:[^/\\\n]|\\.)+)\/[gimsuy]*/g)].map((match) => match.slice(1).find((one) => one !== undefined) ?? ''))
  const parts = [...new Set(literals.flatMap((literal) => literal.toLowerCase().split('|')).map((part) => part.trim()))]
  assert.ok(parts.length > 2000, 'the vocabulary was read')
  const long = parts.filter((part) => (part.match(/[a-z0-9'-]+/g)?.length ?? 0) > 4 || (part.match(/[\u3400-\u9fff]/g)?.length ?? 0) > 6)
  assert.deepEqual(long.filter((part) => instructions.some((instruction) => instruction.includes(part))), [])
})

test('what is described after a comma is a wish, whatever was refused before it; what is only named goes on being refused', () => {
  const photos = { ...nothing, photos: 6 }
  const musicIn = (text: string) => understand(text, photos).intents.find(({ name }) => name === 'music')?.slots
  for (const text of ['no transitions, upbeat music', 'no text and calm music', "don't remove the similar photos, jazz music", 'remove the title, happy music', '不要转场，轻快的音乐', 'no text, with music']) {
    assert.equal(musicIn(text)?.['remove'], undefined, text)
    assert.notEqual(musicIn(text), undefined, text)
  }
  for (const text of ['no titles, music', 'no music, titles or transitions', 'without text and music', 'no flashy transitions, loud music or big text', 'remove the title, the sad music', '不要文字、音乐和转场']) {
    assert.equal(musicIn(text)?.['remove']?.value, true, text)
  }
  for (const text of ['just landscapes', 'portraits of my family']) assert.ok(!understand(text, photos).intents.some(({ name }) => name === 'aspect'), text)
})

test('"except" leaves out what it names, and never does to it what all others shall have', () => {
  const photos = { ...nothing, photos: 6 }
  const film = { ...photos, hasFilm: true, duration: 18_000 }
  const about = (text: string, facts = photos) => understand(text, facts).intents.map(({ name, slots }) => [name, slots['which']?.value])
  const third = { by: 'which', which: { noun: 'photo', positions: [3] } }
  for (const text of ['everything except the third photo', 'a reel of all photos without the third photo', '除了第三张都用上']) {
    assert.deepEqual(about(text).find(([name]) => name === 'remove-segments')?.[1], third, text)
  }
  assert.deepEqual(about('remove everything except the third photo', film), [['keep-segments', third]])
  for (const text of ['black and white except the third photo', 'mute everything except the third photo']) assert.deepEqual([about(text, film), understand(text, film).gaps.length], [[], 1], text)
})

test('slower transitions take longer, and the film does not; who dislikes the music gets other music', () => {
  const film = { ...nothing, photos: 6, hasFilm: true, hasMusic: true, duration: 18_000 }
  const read = (text: string) => understand(text, film).intents.filter(({ name }) => name !== 'create').map(({ name, slots }) => [name, slots['kind']?.value, slots['scale']?.value])
  for (const text of ['make the transitions slower', 'longer transitions', '转场慢一点', '转场长一些']) assert.deepEqual(read(text), [['transition', 'same', 1.6]], text)
  for (const text of ['quicker transitions', '转场短一点']) assert.deepEqual(read(text), [['transition', 'same', 0.6]], text)
  for (const [text, mood] of [["I don't like the music", undefined], ["I don't like the music, something happier", 'happy'], ['不喜欢这个音乐，换个安静的', 'calm']] as const) {
    const [music] = understand(text, film).intents
    assert.deepEqual([music?.name, music?.slots['remove'], music?.slots['change']?.value, music?.slots['mood']?.value], ['music', undefined, true, mood], text)
  }
})

test('"the blurry ones" is no second, and who wants to keep them wants all that was sent', () => {
  const photos = { ...nothing, photos: 6 }
  for (const text of ['make a reel without the blurry ones', 'keep the good ones', 'include the blurred ones and the duplicates', 'a film of tens of photos']) {
    assert.ok(!understand(text, photos).intents.some(({ name }) => name === 'film-duration'), text)
  }
  const keepsAll = (text: string) => understand(text, photos).intents.some(({ name, slots }) => name === 'select' && slots['all']?.value === true)
  for (const text of ['keep the duplicates', 'slideshow, keep duplicates and blurred ones', "don't leave out the blurry photos", 'keep the blurry ones too', '不要去掉重复的照片', '保留模糊的照片，加标题「海边」']) assert.ok(keepsAll(text), text)
  for (const text of ['keep only the blurry ones', 'make a reel without the blurry ones', 'remove the duplicates', 'keep similar colors']) assert.ok(!keepsAll(text), text)
})

test('lengths of single pictures go on in a list, and never become the length of the film', () => {
  const film = { ...nothing, photos: 8, hasFilm: true, duration: 24_000 }
  const lengths = (text: string): string[] => understand(text, film).intents.map(({ name, slots }) => {
    const which = (slots['which']?.value as { which?: { positions?: number[]; many?: { count: number } } } | undefined)?.which
    return `${name} ${which?.positions ?? which?.many?.count ?? ''}=${slots['ms']?.value}`
  })
  assert.deepEqual(lengths('the first photo 4 seconds, the second 2 seconds and the third 3 seconds'), ['segment-duration 1=4000', 'segment-duration 2=2000', 'segment-duration 3=3000'])
  for (const text of ['the first three photos 2 seconds each, the rest 1 second each', '前三张各2秒，其余各1秒']) assert.deepEqual(lengths(text).sort(), ['photo-duration =1000', 'segment-duration 3=2000'])
  assert.deepEqual(lengths('show each photo for 3 seconds and the last one for 6'), ['photo-duration =3000', 'segment-duration -1=6000'])
  assert.deepEqual(lengths('make the first photo 4 seconds and the film 30 seconds').slice(0, 2), ['segment-duration 1=4000', 'film-duration =30000'])
})

test('what is said of words that are there changes them, in the direction that was meant', () => {
  const film = { ...nothing, photos: 8, hasFilm: true, hasMusic: true, hasTexts: true, duration: 24_000 }
  const read = (text: string): string => understand(text, film).intents.filter(({ name }) => name !== 'create').map(({ name, slots }) => `${name} ${JSON.stringify(Object.fromEntries(Object.entries(slots).map(([key, slot]) => [key, slot?.value])))}`).join('; ')
  const wanted: Readonly<Record<string, string>> = {
    'the title is too small': 'text-style {"role":"title","size":"bigger","compare":"bigger"}',
    标题太大了: 'text-style {"role":"title","size":"smaller","compare":"smaller"}',
    'put the title at the top left': 'text-style {"role":"title","area":"top-left"}',
    'use a handwritten font': 'text-style {"role":"any","font":"hand"}',
    'change the font to something elegant': 'text-style {"role":"any","font":"serif"}',
    字体换成手写体: 'text-style {"role":"any","font":"hand"}',
    'show the title for 5 seconds': 'text-style {"role":"title","duration":5000}',
    'make the title stay the whole time': 'text-style {"role":"title","whole":true}',
    'add a text saying Goodbye at the end': 'end-card {"text":"Goodbye"}',
  }
  for (const [text, intents] of Object.entries(wanted)) assert.equal(read(text).replace(/^state \{\}; /, ''), intents, text)
  assert.ok(!understand('title should appear later', film).intents.some(({ name }) => name === 'title'), 'no second title')
})

test('a picture that is spoken of is turned, enlarged or shortened, and neither removed nor made louder', () => {
  const film = { ...nothing, photos: 8, hasFilm: true, hasMusic: true, duration: 24_000 }
  const read = (text: string): string[] => understand(text, film).intents.filter(({ name }) => name !== 'create').map(({ name, slots }) => `${name} ${slots['wish']?.value ?? slots['degrees']?.value ?? slots['change']?.value ?? slots['kind']?.value ?? slots['fit']?.value ?? slots['saturation']?.value ?? slots['steps']?.value ?? slots['version']?.value}`)
  const wanted: Readonly<Record<string, string>> = {
    'take 2 seconds off the last photo': 'segment-duration -2000', 最后一张减2秒: 'segment-duration -2000', 'add 2 seconds to the last photo': 'segment-duration 2000',
    'take 5 seconds off the video': 'film-duration -5000', 第二张放大一点: 'motion in', 'stop the zooming': 'motion false', 第二张照片倒了: 'rotate 180', 第四张转90度: 'rotate 90',
    去掉第一个转场: 'transition none', 'remove the first transition': 'transition none', 'less saturated': 'look -0.25', 'no black bars': 'fit cover',
    'undo the last two changes': 'undo 2', 撤销刚才两步: 'undo 2', 'go back to the first version': 'restore 0',
  }
  for (const [text, intent] of Object.entries(wanted)) assert.deepEqual(read(text), [intent], text)
  assert.deepEqual(understand('crossfade between 2 and 3', film).intents[0]?.slots['which']?.value, { by: 'which', which: { noun: 'any', positions: [3] } })
  const [first] = understand('去掉第一个转场', film).intents
  assert.deepEqual(first?.slots['which']?.value, { by: 'which', which: { noun: 'any', positions: [2] } }, 'the one into the second picture')
})

test('a file between quotes is a file and no words to show', () => {
  assert.ok(!understand("photo montage to 'my song.mp3' cut on the beat", { ...nothing, photos: 5 }).intents.some(({ name }) => name === 'caption' || name === 'title'))
})

test('words end where wishes begin', () => {
  const words = (text: string): unknown => understand(text, { ...nothing, photos: 5 }).intents.find(({ name }) => name === 'title' || name === 'caption')?.slots['text']?.value
  assert.equal(words('an ad, text: Fresh every day, vertical'), 'Fresh every day')
  assert.equal(words('a promo with the text: Fresh air, clear water'), 'Fresh air, clear water')
  assert.equal(words('做个视频，文字：新品上市，竖屏'), '新品上市')
  assert.equal(words('a birthday video, title Happy 80th Birthday Grandma'), 'Happy 80th Birthday Grandma')
})
