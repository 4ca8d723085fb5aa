// Music, the clips' own sound, voices: which, how loud, from where, and whether at all.

import { find, has, isNegated, ofKind, use, verbsAt, verbsOf, type Clause } from '../clause.ts'
import { means, sense, type Mark } from '../mark.ts'
import { said, type Slot } from '../plan.ts'
import { add, extend, gap, hasIntent, type Refiner, type Request } from '../request.ts'
import { targetOf } from './targets.ts'

/** "Another one", "no drums", "only piano", "faster music": the piece that plays is changed, and nothing of the picture. */
export const refineComposition: Refiner = (request, clause) => {
  if (!request.facts.hasMusic && !hasIntent(request, 'music') || ofKind(clause, 'quote').length > 0) return
  const text = request.plain.slice(clause.start, clause.end)
  const speaks = has(clause, 'object', 'music') || request.topic === 'music'
  const named = has(clause, 'quality')
  const take = (slots: Readonly<Record<string, Slot>>) => { use(clause, ...clause.marks); request.topic = 'music'; extend(request, 'music', slots) }
  // "… around 1:10": where in the song, when the clause before was about where it begins.
  const point = ofKind(clause, 'time')[0] ?? ofKind(clause, 'range').find((one) => one.value.to === null)
  if (point !== undefined && request.topic === 'music' && hasIntent(request, 'music') && clause.marks.every((mark) => mark === point || means(mark, 'padding') || mark.kind === 'other')) return take({ from: said(point.kind === 'range' ? point.value.from : point.value) })
  if (/\bduck\b|(?:lower|quieter|down|softer|drop|dip).{0,40}\b(?:when|while|under|during)\b.{0,24}(?:speak|talk|voice|speech|dialog|narrat)|(?:说话|人声|旁白|讲话).{0,8}(?:时|压低|自动|变小|调低)/.test(text) && (speaks || has(clause, 'pronoun', 'it'))) { use(clause, ...clause.marks); return add(request, 'ducking') }
  if (drums.test(text)) return take({ ...moodIn(clause), drums: said(!(clause.marks.some((mark) => means(mark, 'no')) || clause.inheritedNo || verbsOf(clause).some((verb) => verb === 'remove' || verb === 'cut-out' || verb === 'mute') || /drumless|less drum|去|关/.test(text))) })
  const band = /\b(?:only|just|solo|nothing but|purely)\b|只|纯|独奏|\bsolo\b|\balone\b/.test(text) ? bands.find(([pattern]) => pattern.test(text))?.[1] : undefined
  if (band !== undefined && !has(clause, 'select') && (!has(clause, 'quality') || clause.marks.filter((mark) => means(mark, 'quality')).length === 1)) return take({ only: said(band) })
  if (wholeBand.test(text) && !clause.marks.some((mark) => means(mark, 'no')) && !verbsOf(clause).includes('remove')) return take({ band: said('whole') })
  const again = /^\W*(?:(?:give me|try|play|use|pick|how about|what about|maybe|i want|can i (?:get|have|hear)|let me hear|a|an|the|please|ok|hmm|no|not this one|something|yet|some) )*(?:another|(?:a )?different|other|new)(?: (?:one|song|track|tune|piece|music|melody|version|please))*\W*$|^\W*(?:请|帮我|麻烦|再|能不能)*(?:换|来|另)(?:一|个|首|另)*(?:首|个|曲|段)?(?:别的|其他的)?(?:歌|音乐|曲子|配乐|bgm)?(?:吧|试试|看看|听听|行吗|吗)?\W*$|\banother music\b/
  if (again.test(text) && (speaks || /首/.test(text)) && !named && !/^\W*(?:再)?来(?:一)?个\W*$/.test(text)) return take({ another: said(true), change: said(true) })
  const faster = has(clause, 'compare', 'faster') || has(clause, 'verb', 'speed') || has(clause, 'pace', 'fast')
  const slower = has(clause, 'compare', 'slower') || has(clause, 'verb', 'slow') || has(clause, 'pace', 'slow')
  const idle = request.topic === 'music' && hasIntent(request, 'music', 'volume') && clause.marks.every((mark) => means(mark, 'padding') || means(mark, 'compare') || means(mark, 'pace') || means(mark, 'pronoun') || means(mark, 'join'))
  if ((has(clause, 'object', 'music') || idle) && !named && faster !== slower && !has(clause, 'film') && !has(clause, 'transition') && !has(clause, 'select')) take({ tempo: said(faster ? 'more' : 'less') })
}

const drums = /\bdrums?\b|\bpercussion\b|[鼓](?!点|励|舞)/
const wholeBand = /\b(?:all|every|other|whole|full|entire)\b.{0,12}\b(?:instruments?|band|orchestra)\b|(?:全部|所有|其他|完整|整个)(?:的)?(?:乐器|乐队|配器)|乐器(?:全|都)/

/** "Bring back the whole band", "恢复全部乐器": instruments of the piece that plays come back, and no version of the film does. */
export function bringsBackInstruments(request: Request, clause: Clause): boolean {
  const text = request.plain.slice(clause.start, clause.end)
  return request.facts.hasMusic && ofKind(clause, 'quote').length === 0 && (wholeBand.test(text) || drums.test(text))
}

// "Jazz without drums": both are said.
function moodIn(clause: Clause): Readonly<Record<string, Slot>> {
  const mood = find(clause, 'quality')[0]
  return mood === undefined ? {} : { mood: said(sense(mood, 'quality')), word: said(mood.text) }
}

const bands: readonly (readonly [RegExp, string])[] = [[/piano|钢琴/, 'piano'], [/guitar|吉他/, 'guitar'], [/strings?|violins?|弦乐|小提琴/, 'strings'], [/synths?|electronic|合成器|电子/, 'synth']]

/** "The beat is twice as fast", "节拍错了半拍": the grid of a tracked song, corrected by who hears it. */
export const refineBeatGrid: Refiner = (request, clause) => {
  const text = request.plain.slice(clause.start, clause.end)
  if (!request.facts.hasMusic || !/\b(?:beats?|bpm|grid)\b|拍/.test(text)) return
  const shift = /half a beat|off[- ]?beat|off by half|shift the beats?|(?:晚|早|差|错|慢|快|偏)了?半拍|半拍/.test(text)
  const double = /double (?:the )?(?:beats?|bpm|beat grid)|twice as (?:fast|many)|double[- ]time|every half beat|(?:快一倍|翻倍|加倍|快两倍)/.test(text)
  const halve = /hal(?:f|ve) (?:the )?(?:beats?|bpm|beat grid)|half as (?:fast|many)|half[- ]time|every (?:other|second) beat|(?:慢一半|减半|慢一倍|隔一拍)/.test(text)
  if (!shift && !double && !halve) return
  use(clause, ...clause.marks)
  add(request, 'beats', { change: said(shift ? 'shift-half' : double ? 'double' : 'halve') })
}

export const refineMusic: Refiner = (request, clause) => {
  const mark = musicMark(request, clause)
  if (mark === undefined) return
  const verbs = [...verbsAt(clause, mark), ...(/^配(?!乐)/.test(mark.text) ? ['add'] : []), ...(means(mark, 'verb', 'change') ? ['change'] : means(mark, 'verb', 'remove') ? ['remove'] : [])]
  const nearest = moodNear(clause, mark)
  const other = nearest !== undefined && instruments.has(sense(nearest, 'quality') ?? '') ? clause.marks.find((one) => one !== nearest && means(one, 'quality') && !instruments.has(sense(one, 'quality')!)) : undefined
  const mood = other ?? nearest
  use(clause, mark, mood, nearest)
  request.topic = 'music'
  // Who does not like this music wants other music.
  if (isNegated(clause, mark) && request.facts.hasMusic && /\b(?:like|love|enjoy)\b|喜欢|好听/.test(request.plain.slice(clause.start, clause.end))) return add(request, 'music', { another: said(true), change: said(true) })
  if (isNegated(clause, mark) && !has(clause, 'verb', 'mute')) return add(request, 'music', { remove: said(true) })
  if (syncs(clause)) extend(request, 'beat-sync', {})
  if (syncs(clause) && request.facts.hasMusic && mood === undefined && !verbs.includes('change') && !verbs.includes('add')) return
  const fades = fadeSlots(clause)
  const volume = volumeSlot(clause, ['louder', 'quieter'])
  if ((verbs.includes('remove') || verbs.includes('cut-out') && verbs[0] !== 'cut') && !verbs.includes('add') && !verbs.includes('change') && volume === undefined) return add(request, 'music', { remove: said(true) })
  if (volume !== undefined && mood === undefined) {
    const isNew = !request.facts.hasMusic && !hasIntent(request, 'music')
    if (isNew && (request.facts.sounds > 0 || !has(clause, 'verb', 'lower', 'raise'))) extend(request, 'music', {})
    return add(request, 'volume', { of: said('music'), ...volume })
  }
  if ((verbs.includes('keep') || has(clause, 'time-word', 'keepsame')) && request.facts.hasMusic) return
  const range = ofKind(clause, 'range').find((one) => one.value.to === null) ?? ofKind(clause, 'time')[0]
  use(clause, range)
  const from = range === undefined ? undefined : range.kind === 'range' ? range.value.from : range.value
  // "Take the music out and put in a romantic one": the new piece takes the place of the old.
  const gone = request.intents.findIndex((intent) => intent.name === 'music' && intent.slots['remove'] !== undefined)
  if (gone >= 0 && mood !== undefined) request.intents.splice(gone, 1)
  const fresh = /\b(?:something|another|different|other|new)\b|换|另/.test(request.plain.slice(clause.start, clause.end))
  const only = other !== undefined ? instruments.get(sense(nearest, 'quality')!) : ['piano', 'guitar', 'strings', 'synth'].find((value) => has(clause, 'only') && clause.marks.some((one) => one.text.includes(value)))
  const step = mood === undefined ? undefined : stepOf(request, mood)
  extend(request, 'music', {
    ...step, ...(mood && step === undefined && { mood: said(sense(mood, 'quality') ?? sense(mood, 'look') ?? 'calm'), word: said(mood.text) }), ...(from !== undefined && { from: said(from) }), ...fades,
    ...(verbs.includes('change') || verbs.includes('transform') || (request.facts.hasMusic && mood === mark) ? { change: said(true) } : {}), ...(mentionsSent(clause) ? { sent: said(true) } : {}), ...(only && { only: said(only) }), ...(fresh && { fresh: said(true) }),
  })
  if (volume?.factor !== undefined) add(request, 'volume', { of: said('music'), ...volume })
}

// "Jazz, and make it calmer": the second word is a step from the first and not another mood.
function stepOf(request: Request, mood: Mark): Readonly<Record<string, Slot>> | undefined {
  const quality = sense(mood, 'quality')
  const first = request.intents.find((intent) => intent.name === 'music')
  if (first?.slots['mood'] === undefined || !/er$|^(?:more|less) |一点|一些|点儿?$|^更/.test(mood.text) || (quality !== 'calm' && quality !== 'energetic' && quality !== 'upbeat')) return undefined
  const way = said(quality === 'calm' ? 'less' : 'more')
  return { energy: way, tempo: way }
}

// "Romantic piano music": the feeling is the mood, the instrument plays it.
const instruments: ReadonlyMap<string, string> = new Map([['piano', 'piano'], ['acoustic', 'guitar'], ['classical', 'strings']])

function musicMark(request: Request, clause: Clause): Mark | undefined {
  const music = find(clause, 'object', 'music').find((mark) => !/^(?:曲|乐|歌|score)$/.test(mark.text) || !gluedToName(clause, mark))
  if (music !== undefined) return music
  const file = request.facts.sounds > 0 ? find(clause, 'format', 'mp3')[0] : undefined
  if (file !== undefined) return file
  const sent = request.facts.sounds > 0 && has(clause, 'verb', 'add', 'put', 'play', 'mix') ? find(clause, 'object', 'project').find((mark) => /^tracks?$/.test(mark.text)) : undefined
  if (sent !== undefined) return sent
  const playing = request.facts.hasMusic || hasIntent(request, 'music') ? find(clause, 'object', 'project').find((mark) => /^tracks?$/.test(mark.text) && /\b(?:the|this|that|my|a) $/.test(request.plain.slice(Math.max(0, mark.start - 5), mark.start))) : undefined
  if (playing !== undefined && (has(clause, 'transition') || has(clause, 'compare') || has(clause, 'object', 'volume') || has(clause, 'verb', 'lower', 'raise') || ofKind(clause, 'percent').length > 0)) return playing
  const beat = find(clause, 'object', 'beat').find((mark) => /music/.test(mark.text))
  if (beat !== undefined) return beat
  // "a soft piano track", "lofi beats": what the mood stands before is music.
  const track = find(clause, 'object', 'project', 'beat').find((mark) => /^(?:tracks?|beats?)$/.test(mark.text) && means(clause.marks[clause.marks.indexOf(mark) - 1], 'quality'))
  if (track !== undefined) return track
  // "Something electronic behind it", "钢琴曲打底": a mood and a place under the pictures.
  const under = find(clause, 'object', 'under')[0]
  if (under !== undefined && clause.marks.some((mark) => means(mark, 'quality')) && !has(clause, 'object', 'look', 'text', 'title')) return under
  const tune = find(clause, 'quality').find((mark) => /(?:曲|乐|音乐|music)$/.test(mark.text))
  if (tune !== undefined) return tune
  // "put jazz under it", "换成爵士": a genre alone, where nothing else can have it.
  const genre = find(clause, 'quality', 'jazz', 'electronic', 'rock', 'hip-hop', 'piano', 'acoustic', 'classical', 'lo-fi')[0]
  // "Put in a romantic one", "something calmer" when music was spoken of last.
  const measured = clause.marks.some((mark) => /首$/.test(mark.text)) ? find(clause, 'quality')[0] : undefined
  if (measured !== undefined) return measured
  const again = request.topic === 'music' ? find(clause, 'quality')[0] : undefined
  if (again !== undefined && (has(clause, 'pronoun', 'it') || has(clause, 'verb', 'change') || /\bsomething\b|\bone\b|首|曲|段/.test(request.plain.slice(clause.start, clause.end))) && !has(clause, 'object', 'look', 'text', 'title', 'effect') && !has(clause, 'film')) return again
  if (genre === undefined || has(clause, 'object', 'look', 'effect', 'text', 'title', 'subtitles')) return undefined
  const next = clause.marks[clause.marks.indexOf(genre) + 1]
  if (means(next, 'film') || means(next, 'kind') || means(next, 'select')) return undefined
  return request.topic === 'music' || has(clause, 'verb', 'add', 'put', 'change') || clause.inheritedVerb === 'add' ? genre : undefined
}

// 国歌, 交响乐: a sign for music at the end of a longer name is no music of ours.
function gluedToName(clause: Clause, mark: Mark): boolean {
  const before = clause.marks[clause.marks.indexOf(mark) - 1]
  return mark.text === 'score' && !means(before, 'quality') || (mark.text !== 'score' && before?.kind === 'other' && before.end === mark.start)
}

function mentionsSent(clause: Clause): boolean {
  return clause.marks.some((mark) => mark.kind === 'name' || /^(?:这首|我的|my|this|attached|uploaded)$/.test(mark.text) || (means(mark, 'object', 'thing') && means(clause.marks[clause.marks.indexOf(mark) + 1], 'object', 'music')))
}

// The word nearest to the music that can be a mood: before it in "upbeat background music", after it in "BGM 换成爵士".
function moodNear(clause: Clause, mark: Mark): Mark | undefined {
  if (means(mark, 'quality') && !means(mark, 'object')) return mark
  const at = clause.marks.indexOf(mark)
  const candidates = clause.marks.filter((one) => means(one, 'quality') && !clause.used.has(one))
  const distance = (one: Mark) => { const steps = clause.marks.indexOf(one) - at; return steps < 0 ? -steps : steps + 0.5 }
  const nearest = [...candidates].sort((left, right) => distance(left) - distance(right))[0]
  return nearest === undefined || distance(nearest) > 6 ? undefined : nearest
}

function syncs(clause: Clause): boolean {
  // "A trendy beat" is music; "on the beat" is a wish for the cuts.
  return has(clause, 'verb', 'sync') || clause.marks.some((mark, index) => means(mark, 'object', 'beat') && !means(clause.marks[index - 1], 'quality'))
}

function fadeSlots(clause: Clause): { readonly fadeIn?: Slot; readonly fadeOut?: Slot } {
  const marks = find(clause, 'transition', 'fade', 'fade-in', 'fade-out')
  if (marks.length === 0) return {}
  const length = ofKind(clause, 'length')[0]
  const edge = ofKind(clause, 'edge')[0]
  use(clause, ...marks, length, edge)
  const time = length?.value ?? edge?.value.length ?? 2000
  const next = marks.at(-1)!.end
  const outwards = marks.some((mark) => /out|出|隐/.test(mark.text)) || edge?.value.side === 'last' || clause.marks.some((mark) => mark.text === 'out')
  const inwards = marks.some((mark) => /in(?:$|[ -])|淡入|渐入|显/.test(mark.text)) || clause.marks.some((mark, index) => mark.text === 'in' && mark.start >= next && (clause.marks[index + 1] === undefined || clause.marks[index + 1]!.text === 'out'))
  return { ...(outwards || !inwards ? { fadeOut: said(time) } : {}), ...(inwards ? { fadeIn: said(time) } : {}) }
}

/** A factor, or up or down: "at 30%", "降到 30%", "a bit quieter", "lower by half". */
function volumeSlot(clause: Clause, compares: readonly string[]): { readonly factor?: Slot; readonly direction?: Slot; readonly by?: Slot } | undefined {
  const percent = ofKind(clause, 'percent')[0]
  const factor = ofKind(clause, 'factor')[0]
  const text = clause.marks.map((one) => one.text).join(' ')
  const lower = /\bdown\b/.test(text) || has(clause, 'verb', 'lower') || has(clause, 'compare', 'quieter', 'lower') || compares.includes('quieter') && has(clause, 'compare', 'smaller')
  const raise = /\bup\b/.test(text) && has(clause, 'object', 'volume', 'sound', 'music') && has(clause, 'verb', 'transform', 'raise') || has(clause, 'verb', 'raise') || has(clause, 'compare', 'louder') || compares.includes('louder') && has(clause, 'compare', 'bigger')
  const volume = has(clause, 'object', 'volume')
  const loud = factor !== undefined && /volume|loud|quiet|音量|声音/.test(factor.text)
  if (!lower && !raise && !volume && !loud && percent === undefined) return undefined
  use(clause, percent, factor, ...find(clause, 'verb', 'lower', 'raise'), ...find(clause, 'object', 'volume'), ...find(clause, 'compare'))
  if (percent !== undefined) {
    const relative = percent.sign !== undefined || (/(?:by|down|up|less|more|quieter|louder|了|低|高|少|小|大|弱|强|减|增) ?$/.test(clause.marks[clause.marks.indexOf(percent) - 1]?.text ?? '') && !/到|to|为|至/.test(clause.marks.slice(0, clause.marks.indexOf(percent)).map((mark) => mark.text).join(' ')))
    if (relative) return { by: said(1 + ((percent.sign ?? (lower ? -1 : 1)) * percent.value) / 100) }
    return { factor: said(percent.value / 100) }
  }
  if (factor?.text.includes('一倍')) return { by: said(lower ? 0.5 : 2) }
  if (factor !== undefined) return /double|triple|quadruple|hal[fv]|twice|times|翻|加倍|减半|倍/.test(factor.text) ? { by: said(factor.value) } : { factor: said(factor.value) }
  const share = volume && /\bto\b|\bat\b|到|为|成/.test(text) ? ofKind(clause, 'number').find((one) => one.value > 0 && one.value < 1) : undefined
  if (share !== undefined) return use(clause, share), { factor: said(share.value) }
  const half = ofKind(clause, 'part')[0]
  if (lower && (half !== undefined || /一半|\bhalf\b|三分之一/.test(text))) return use(clause, half), { by: said(/三分之一/.test(text) ? 1 / 3 : 0.5) }
  return lower ? { direction: said('down') } : raise ? { direction: said('up') } : undefined
}

export const refineSound: Refiner = (request, clause) => {
  const mute = find(clause, 'verb', 'mute').find((mark) => !means(clause.marks[clause.marks.indexOf(mark) + 1], 'object', 'look'))
  const sound = find(clause, 'object', 'sound')[0]
  const volume = find(clause, 'object', 'volume')[0]
  const level = ofKind(clause, 'factor').find((one) => /volume|loud|quiet|音量|声音/.test(one.text))
  if (level !== undefined && /music/.test(level.text)) return use(clause, level), add(request, 'volume', { of: said('music'), by: said(level.value) })
  const mark = sound ?? volume ?? mute ?? level
  if (mark === undefined) return bareVolume(request, clause)
  const verbs = verbsAt(clause, mark)
  if (has(clause, 'verb', 'normalize') && mute === undefined) return use(clause, mark, ...find(clause, 'verb', 'normalize'), ...find(clause, 'transition'), ...find(clause, 'object', 'transition'))
  if (/unmute|取消静音/.test(request.plain)) return use(clause, mark, mute), add(request, 'mute', { on: said(false) })
  const loudness = volumeSlot(clause, ['louder', 'quieter'])
  use(clause, mark, sound, volume, mute)
  if (loudness !== undefined) return add(request, 'volume', { of: said(sound === undefined ? 'any' : 'clips'), ...loudness })
  if (sound !== undefined && verbs.includes('change') && (has(clause, 'object', 'music') || request.facts.sounds > 0 && has(clause, 'format', 'mp3'))) return add(request, 'mute', { on: said(true) })
  if (verbs.includes('undo') && sound !== undefined) return use(clause, ...find(clause, 'verb', 'undo'), ...find(clause, 'object', 'that-change')), add(request, 'mute', { on: said(false) })
  if ((verbs.includes('keep') || has(clause, 'verb', 'keep')) && /\b(?:low|quiet|soft|down)\b|小声|低一点|轻一点/.test(request.plain.slice(clause.start, clause.end))) return use(clause, ...clause.marks), add(request, 'volume', { of: said('clips'), direction: said('down') })
  if (verbs.includes('keep') || has(clause, 'verb', 'keep')) return use(clause, ...find(clause, 'verb', 'keep'), ...find(clause, 'object', 'that-change')), add(request, 'mute', { on: said(false) })
  if (mute !== undefined || verbs.some((verb) => verb === 'remove' || verb === 'cut-out') || isNegated(clause, mark)) {
    if (isNegated(clause, mark) && mute !== undefined) return add(request, 'mute', { on: said(false) })
    use(clause, ...find(clause, 'verb', 'remove', 'mute'), ...find(clause, 'object', 'that-change'))
    const part = clause.marks.find((one) => one.kind === 'range' || one.kind === 'edge')
    use(clause, part)
    const target = part === undefined ? targetOf(clause) : undefined
    return add(request, 'mute', { on: said(true), ...(target === undefined || target.by === 'all' ? {} : { which: said(target) }), ...(part?.kind === 'range' ? { at: said(part.value) } : part?.kind === 'edge' ? { at: said(part.value) } : {}) })
  }
  if (has(clause, 'transition', 'fade', 'fade-in', 'fade-out')) {
    const fades = fadeSlots(clause)
    return add(request, request.facts.hasMusic ? 'music' : 'fades', { ...fades, sound: said(true) })
  }
  if (volume !== undefined && verbs.includes('change')) gap(request, 'effect')
}

// "turn it down a bit", "再轻一点" after music was spoken of.
function bareVolume(request: Request, clause: Clause): void {
  if (!has(clause, 'compare', 'louder', 'quieter') && !(has(clause, 'verb', 'lower', 'raise') && (hasIntent(request, 'volume') && ofKind(clause, 'percent').length > 0 || has(clause, 'object', 'thing') || has(clause, 'compare') || clause.marks.some((mark) => / (?:it|that|this)\b/.test(mark.text)))) && !(request.topic === 'music' && has(clause, 'compare', 'lower'))) return
  const marks = find(clause, 'compare', 'louder', 'quieter', 'lower', 'higher')
  const verbs = find(clause, 'verb', 'lower', 'raise')
  if (marks.length + verbs.length === 0) return
  // "第二张放大一点": a picture is enlarged.
  if (verbs.some((mark) => /放大|缩小/.test(mark.text)) && ofKind(clause, 'which').length > 0) return
  if (has(clause, 'verb', 'compress') || request.topic === 'logo' && !has(clause, 'object', 'sound', 'volume', 'music')) return
  if (has(clause, 'look') || has(clause, 'object', 'brightness', 'contrast', 'saturation', 'temperature', 'resolution', 'speed')) return
  const down = [...marks, ...verbs].some((mark) => means(mark, 'compare', 'quieter', 'lower') || means(mark, 'verb', 'lower'))
  const percent = ofKind(clause, 'percent')[0]
  use(clause, ...marks, ...verbs, percent)
  // "原声太吵，调低到三成": the figure says how much of what was complained about.
  const vague = request.intents.findIndex((intent) => intent.name === 'volume' && intent.slots['direction'] !== undefined)
  if (vague >= 0 && percent !== undefined) return void (request.intents[vague] = { name: 'volume', slots: { of: request.intents[vague]!.slots['of']!, factor: said(percent.value / 100) } })
  // "It's too quiet, make it louder": one wish, said twice.
  if (request.intents.some((intent) => intent.name === 'volume' && intent.slots['direction']?.value === (down ? 'down' : 'up')) && percent === undefined) return
  add(request, 'volume', { of: said('any'), ...(percent === undefined ? { direction: said(down ? 'down' : 'up') } : { factor: said(percent.value / 100) }) })
}

export const refineVoice: Refiner = (request, clause) => {
  const aloud = /\bread\b.{0,40}\b(?:aloud|out loud|to (?:me|the camera|the viewer))\b/.test(request.plain.slice(clause.start, clause.end)) ? clause.marks.find((one) => /^read/.test(one.text)) : undefined
  const mark = aloud ?? find(clause, 'object', 'voice')[0] ?? find(clause, 'verb', 'mix').find((one) => /narrat|dub|read|朗读|念|解说/.test(one.text))
  if (mark === undefined) return
  const verbs = verbsOf(clause)
  use(clause, mark, ...find(clause, 'verb', 'mix'))
  // "Translate it and dub it": the voice belongs to what cannot be done.
  if (request.refused.some((one) => one.what === 'translate') && ofKind(clause, 'quote').length === 0 && !request.facts.hasScript) return
  if (isNegated(clause, mark) || verbs.includes('remove') || clause.inheritedVerb === 'remove') return add(request, 'voice', { remove: said(true) })
  if (has(clause, 'time-word', 'keepsame') || verbs.includes('keep')) return use(clause, ...find(clause, 'time-word', 'keepsame'), ...find(clause, 'verb', 'keep'))
  const level = has(clause, 'verb', 'lower', 'raise') || has(clause, 'object', 'volume') || has(clause, 'compare', 'louder', 'quieter') ? volumeSlot(clause, []) : undefined
  if (level !== undefined) return add(request, 'volume', { of: said('voice'), ...level })
  const language = clause.marks.map((one) => sense(one, 'language')).find((value) => value !== undefined)
  const quote = ofKind(clause, 'quote')[0]
  use(clause, quote, ...find(clause, 'language'))
  const own = /record|录音|m4a|my voice|我的声音/.test(request.plain)
  const replaces = /\bdub\b|\breplace (?:the |its |my )?(?:original )?(?:sound|audio|voice)\b.{0,24}\bwith\b|换上配音|配上我的/.test(request.plain)
  extend(request, 'voice', { ...(language && { language: said(language) }), ...(quote && { text: said(quote.value) }), ...(own ? { own: said(true) } : {}), ...(replaces ? { replaces: said(true) } : {}) })
}

/** "30 seconds, upbeat", "photos, 9:16, lofi": a mood that stands alone is the music's. "Silent" alone is none. */
export const refineBareMood: Refiner = (request, clause) => {
  const rest = clause.marks.filter((mark) => !clause.used.has(mark) && !means(mark, 'padding'))
  const moods = rest.filter((mark) => means(mark, 'quality'))
  const named = rest.some((mark) => means(mark, 'object', 'look') && /mood|vibe|feel|氛围|感觉/.test(mark.text))
  const idle = (mark: Mark) => (named && mark.kind === 'other') || means(mark, 'quality') || means(mark, 'compare', 'bit', 'more') || means(mark, 'join') || means(mark, 'object', 'look') || means(mark, 'pace') || means(mark, 'verb', 'slow')
  const first = request.intents.find((intent) => intent.name === 'music')
  if (moods.length === 0 && rest.length === 1 && means(rest[0], 'object', 'silence') && /^(?:silent|无声|静默)$/.test(rest[0]!.text)) return use(clause, rest[0]), extend(request, 'music', { remove: said(true) }), request.facts.clips > 0 ? add(request, 'mute', { on: said(true) }) : undefined
  if (moods.length === 0 || !rest.every(idle) || verbsOf(clause).some((verb) => verb !== 'slow') || clause.marks.some((mark) => isNegated(clause, mark)) || first?.slots['remove'] !== undefined) return
  const step = stepOf(request, moods[0]!)
  if (step !== undefined) return use(clause, ...moods, ...find(clause, 'compare')), extend(request, 'music', step)
  if (first?.slots['mood'] !== undefined) return
  const mood = moods.find((mark) => !instruments.has(sense(mark, 'quality')!)) ?? moods[0]!
  const instrument = moods.map((mark) => instruments.get(sense(mark, 'quality')!)).find((one) => one !== undefined)
  if (request.facts.hasFilm && !request.facts.hasMusic && clause.marks.length > 3) return
  use(clause, ...moods, ...find(clause, 'compare'))
  extend(request, 'music', { mood: said(sense(mood, 'quality')), word: said(mood.text), ...(request.facts.hasMusic ? { change: said(true) } : {}), ...(instrument !== undefined && mood !== moods.find((mark) => instruments.has(sense(mark, 'quality')!)) ? { only: said(instrument) } : {}) })
}

export const refineBeats: Refiner = (request, clause) => {
  const sync = find(clause, 'verb', 'sync')[0]
  const beat = find(clause, 'object', 'beat').find((mark) => !means(clause.marks[clause.marks.indexOf(mark) - 1], 'quality'))
  if (sync === undefined && beat === undefined) return
  if (has(clause, 'refuse', 'talking-head', 'weak-talk')) return
  const cuts = has(clause, 'object', 'rhythm', 'transition', 'music', 'beat') || /beat|rhythm|节|卡|踩|拍|鼓/.test(sync?.text ?? '') || has(clause, 'transition')
  if (!cuts) return
  use(clause, sync, beat, ...find(clause, 'object', 'rhythm'))
  const off = (sync !== undefined && isNegated(clause, sync)) || (beat !== undefined && isNegated(clause, beat))
  extend(request, 'beat-sync', off ? { off: said(true) } : {})
}

export const refineEffects: Refiner = (request, clause) => {
  const repair = find(clause, 'verb', 'denoise', 'stabilize', 'freeze')[0]
  if (repair !== undefined) {
    const silences = verbsOf(clause).some((verb) => verb === 'mute') || /关掉|关闭|静音/.test(request.plain.slice(clause.start, clause.end))
    use(clause, repair, ...ofKind(clause, 'length'), ...(silences ? [] : find(clause, 'object', 'sound', 'frames')), ...ofKind(clause, 'which'))
    return add(request, 'unsupported-effect', { text: said(repair.text) })
  }
  const mark = find(clause, 'object', 'sound-effect')[0]
  if (mark === undefined) return
  use(clause, mark, ...find(clause, 'object', 'sound'))
  if (!isNegated(clause, mark)) gap(request, 'sound-effect')
}
