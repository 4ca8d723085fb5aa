// Edits of sound: music, volumes, muting, voices, beats.

import { defaultDucking, type Asset, type ClipFacts, type Composition, type Operation, type PictureSegment, type SoundSegment } from '../draft/index.ts'
import { chooseMusic, gridOf, narrate, sentencesOf, snapToBeats, speechOperations, spokenSubtitles, voiceFault, type BeatGrid } from '../director/index.ts'
import { slot, type Intent, type Target } from '../understanding/index.ts'
import { isVoice, nearNote } from './turn-create.ts'
import { rangeOf, splitAt } from './turn-edit-time.ts'
import { beginComposedMusic, liesInFilm } from './turn-music-start.ts'
import { assetOf, assume, ask, edit, fail, layoutOf, lengthOf, pictures, type Desk } from './turn-desk.ts'
import { segmentsOf } from './turn-targets.ts'
import { moodWord } from './reply-words.ts'
import { musicStyles, type MusicStyle } from './turn-values.ts'

function soundsOf(desk: Desk, role: SoundSegment['role']): readonly SoundSegment[] {
  return desk.draft.sounds.flatMap((track) => track.segments).filter((segment) => segment.role === role)
}

export function setMusic(desk: Desk, intent: Intent): void {
  const present = soundsOf(desk, 'music')
  if (slot(intent, 'remove') === true) {
    if (present.length === 0) return assume(desk, 'There is no music in the film.', '片子里本来没有配乐。')
    return void edit(desk, [{ name: 'set-music', content: null }])
  }
  if (recompose(desk, intent, present)) return
  if (present.length > 0 && ['drums', 'tempo', 'energy', 'only', 'band'].some((key) => intent.slots[key] !== undefined) && intent.slots['mood'] === undefined) return fail(desk, `${present[0]!.name} is a recording; its instruments and its tempo cannot be changed. I can compose another piece or use another track.`, `“${present[0]!.name}”是录音，乐器和速度改不了。可以换一段作曲，或换一首曲子。`)
  const style = slot<string>(intent, 'mood')
  const from = slot<number>(intent, 'from')
  const fadeIn = slot<number>(intent, 'fadeIn')
  const fadeOut = slot<number>(intent, 'fadeOut')
  const change = slot(intent, 'change') === true
  if (present.length > 0 && style === undefined && !change && slot(intent, 'sent') !== true) return adjustMusic(desk, present, from, fadeIn, fadeOut)
  const sent = newSound(desk, present)
  if (sent !== undefined || style === undefined) return useMusic(desk, sent, change && present.length > 0, { from, fadeIn, fadeOut }, present)
  const { near, ...composition } = musicStyles[style] ?? musicStyles['upbeat']!
  const word = slot<string>(intent, 'word') ?? style
  if (near) nearNote(desk, word, composition.mood)
  edit(desk, [{ name: 'set-music', content: { kind: 'composed', seed: seedNumber(desk), ...composition }, label: /er$|^(?:more|less|even) |一点|一些|更/.test(word) ? moodLabel(composition.mood, word) : word.replace(/的$/, ''), ...keptVolume(present), ...(fadeIn !== undefined && { fadeIn }), fadeOut: fadeOut ?? Math.min(2000, Math.floor(lengthOf(desk) / 4)) }], { quiet: from !== 0 && liesInFilm(desk, from) })
  beginComposedMusic(desk, from)
}

// "Calmer" compares and is no name for a piece.
function moodLabel(mood: Composition['mood'], word: string): string {
  return /[\u3400-\u9fff]/.test(word) ? moodWord(mood).zh : mood
}

type Band = NonNullable<Composition['only']>

// "Another one", "calmer", "faster", "no drums", "only piano": the piece that plays is changed and not replaced. Slots:
// another, drums (false: none), only, band ('whole'), energy and tempo ('more' or 'less').
function recompose(desk: Desk, intent: Intent, present: readonly SoundSegment[]): boolean {
  const playing = present.find((segment) => segment.content.kind === 'composed')
  if (playing?.content.kind !== 'composed') return false
  const { content } = playing
  const mood = slot<string>(intent, 'mood')
  const word = slot<string>(intent, 'word') ?? ''
  const relative = slot(intent, 'fresh') === true ? undefined : /er$|^more |^less |一点|一些|点儿?$/.test(word) && (mood === 'calm' || mood === 'energetic' || mood === 'upbeat') ? (mood === 'calm' ? 'less' : 'more') : undefined
  const energy = slot<'more' | 'less'>(intent, 'energy') ?? relative
  const tempo = slot<'more' | 'less'>(intent, 'tempo') ?? relative
  const only = mood === undefined || relative !== undefined ? slot<Band>(intent, 'only') : undefined
  const drums = slot<boolean>(intent, 'drums')
  const whole = slot<string>(intent, 'band') === 'whole'
  if (energy === undefined && tempo === undefined && only === undefined && drums === undefined && !whole && slot(intent, 'another') !== true) return false
  // "Jazz, but without drums": a mood that is named beside goes along.
  const { near: _near, ...style }: Partial<MusicStyle> = mood === undefined || relative !== undefined ? {} : musicStyles[mood] ?? {}
  // Another mood has its own tempo, whatever was wished of the old one.
  const moves = style.mood !== undefined && style.mood !== content.mood
  const now = (moves ? undefined : content.tempo) ?? usualTempo[style.mood ?? content.mood] ?? 100
  return void edit(desk, [{
    name: 'set-composition', target: playing.id,
    composition: {
      ...style, ...(moves && content.tempo !== undefined && { tempo: null }), ...(whole && { only: null, withoutDrums: false }), ...(slot(intent, 'another') === true && { seed: content.seed + 1 }), ...(drums !== undefined && { withoutDrums: !drums }), ...(only !== undefined && { only }),
      ...(energy !== undefined && { energy: Math.round(Math.min(1, Math.max(0, (content.energy ?? 0.6) + (energy === 'more' ? 0.25 : -0.25))) * 100) / 100 }),
      ...(tempo !== undefined && { tempo: Math.round(Math.min(220, Math.max(40, now * (tempo === 'more' ? 1.15 : 0.87)))) }),
    },
  }]) === undefined
}

function seedNumber(desk: Desk): number {
  return [...desk.seed].reduce((sum, unit) => (sum * 31 + unit.charCodeAt(0)) % 1_000_003, 7) + desk.draft.serial
}

function keptVolume(present: readonly SoundSegment[]): { readonly volume?: number } {
  return present[0] === undefined ? {} : { volume: present[0].volume }
}

// A sound that was sent and is not in the film yet; recordings with a voice's name are voices.
function newSound(desk: Desk, present: readonly SoundSegment[]): Asset | undefined {
  const used = new Set([...present, ...soundsOf(desk, 'voice')].flatMap((segment) => (segment.content.kind === 'asset' ? [segment.content.asset] : [])))
  return desk.world.assets.find((asset) => asset.kind === 'sound' && !used.has(asset.id) && !isVoice(asset))
}

function useMusic(desk: Desk, sent: Asset | undefined, change: boolean, extra: { readonly from: number | undefined; readonly fadeIn: number | undefined; readonly fadeOut: number | undefined }, present: readonly SoundSegment[]): void {
  const set = { ...(extra.fadeIn !== undefined && { fadeIn: extra.fadeIn }), fadeOut: extra.fadeOut ?? Math.min(2000, Math.floor(lengthOf(desk) / 4)) }
  if (sent !== undefined) return void edit(desk, [...(desk.draft.assets[sent.id] === undefined ? [{ name: 'add-asset', asset: sent } as const] : []), { name: 'set-music', content: { kind: 'asset', asset: sent.id }, ...keptVolume(present), ...(extra.from !== undefined && { from: extra.from }), ...set }])
  const others = ['upbeat', 'lo-fi', 'happy', 'cinematic', 'corporate'] as const
  const before = present[0]?.content.kind === 'composed' ? present[0].content.mood : undefined
  const mood = change ? others.find((one) => one !== before)! : undefined
  const { operations } = chooseMusic({ music: mood === undefined ? {} : { mood }, seed: desk.seed }, { ...desk.world, assets: [] , draft: desk.draft }, lengthOf(desk))
  edit(desk, operations.map((operation) => (operation.name === 'set-music' ? { ...operation, ...keptVolume(present), ...set } : operation)), { quiet: extra.from !== 0 && liesInFilm(desk, extra.from) })
  const chosen = soundsOf(desk, 'music')[0]
  assume(desk, `No mood was named, so I composed ${chosen?.name ?? 'music'}.`, `没说风格，我配了一段${chosen?.content.kind === 'composed' ? `“${moodWord(chosen.content.mood).zh}”风格的音乐` : '音乐'}。`)
  beginComposedMusic(desk, extra.from)
}

function adjustMusic(desk: Desk, present: readonly SoundSegment[], from: number | undefined, fadeIn: number | undefined, fadeOut: number | undefined): void {
  const target = present[0]!
  const composed = target.content.kind === 'composed'
  const operations: Operation[] = [
    ...(from !== undefined && !composed ? [{ name: 'time-sound', target: target.id, from } as const] : []),
    ...(fadeIn !== undefined || fadeOut !== undefined ? [{ name: 'set-sound-fades', targets: [target.id], ...(fadeIn !== undefined && { fadeIn }), ...(fadeOut !== undefined && { fadeOut }) } as const] : []),
  ]
  edit(desk, operations)
  if (composed) beginComposedMusic(desk, from)
  if (operations.length > 0 || from !== undefined) return
  assume(desk, 'The film has music already; name a mood or send a track to change it.', '片子里已经有配乐；想换的话说个风格，或者发一首曲子。')
}

/** Music goes down under voices and speech, and up again behind them. */
export function duckMusic(desk: Desk): void {
  const music = soundsOf(desk, 'music')[0]
  if (music === undefined) return fail(desk, 'There is no music that could give way to a voice.', '没有可以让位给人声的配乐。')
  if (!edit(desk, [{ name: 'set-ducking', target: music.id, duck: defaultDucking }])) assume(desk, `${music.name} gives way to voices already.`, `“${music.name}”遇到人声时本来就会压低。`)
}

export function setVolume(desk: Desk, intent: Intent): void {
  const of = slot<string>(intent, 'of') ?? 'any'
  const music = soundsOf(desk, 'music')
  const voice = soundsOf(desk, 'voice')
  const clips = pictures(desk).filter((segment) => segment.kind === 'clip' && hasSound(desk, segment))
  const targets = of === 'voice' ? voice : of === 'clips' && clips.length > 0 ? clips : music.length > 0 ? music : of === 'music' ? music : clips
  if (targets.length === 0) return fail(desk, of === 'music' ? 'There is no music whose volume could change.' : 'There is no sound whose volume could change.', of === 'music' ? '没有配乐，音量没有可改的。' : '没有可以调音量的声音。')
  const factor = slot<number>(intent, 'factor')
  const by = slot<number>(intent, 'by')
  const down = slot<string>(intent, 'direction') === 'down'
  if (factor === undefined && by === undefined) assume(desk, `By how much was not said; I took ${down ? 'a third less' : 'half as much again'}.`, `没说多少，我${down ? '降了三成多' : '提高了一半'}。`)
  for (const target of targets) {
    const before = 'volume' in target ? target.volume : 1
    const volume = Math.min(4, Math.max(0, Math.round((factor ?? before * (by ?? (down ? 0.65 : 1.5))) * 1000) / 1000))
    edit(desk, [{ name: 'set-volume', targets: [target.id], volume }])
  }
}

function hasSound(desk: Desk, segment: PictureSegment): boolean {
  return segment.kind === 'clip' && (assetOf(desk, segment.asset)?.facts as ClipFacts | undefined)?.hasSound !== false
}

export function setMuted(desk: Desk, intent: Intent): void {
  const muted = slot(intent, 'on') === true
  const at = slot<Parameters<typeof rangeOf>[0]>(intent, 'at')
  const range = at === undefined ? undefined : rangeOf(at, lengthOf(desk))
  if (range !== undefined) splitAt(desk, range.from), splitAt(desk, range.to)
  const chosen = intent.slots['which'] === undefined ? undefined : segmentsOf(desk, slot<Target>(intent, 'which'))?.map((segment) => segment.id) ?? []
  const clips = layoutOf(desk).picture.filter(({ segment, start, end }) => segment.kind === 'clip' && (chosen === undefined || chosen.includes(segment.id)) && (range === undefined || (start >= range.from && end <= range.to))).map(({ segment }) => segment)
  const targets = clips.filter((segment) => hasSound(desk, segment)).map((segment) => segment.id)
  if (targets.length === 0 && clips.length > 0) return void edit(desk, [{ name: 'set-muted', targets: clips.map((segment) => segment.id), muted }])
  if (targets.length > 0) {
    if (!edit(desk, [{ name: 'set-muted', targets, muted }])) assume(desk, muted ? 'The clips were silent already.' : 'The clips keep their own sound.', muted ? '原声本来就是关着的。' : '原声保留。')
    return
  }
  const music = soundsOf(desk, 'music')
  if (music.length > 0) return void edit(desk, [{ name: 'set-muted', targets: music.map((segment) => segment.id), muted }])
  assume(desk, 'There is no clip with sound in the film.', '片子里没有带声音的视频。')
}

/** The spoken track: a recording that was sent, or the script read by the built-in voice. */
export function setVoice(desk: Desk, intent: Intent): void {
  if (slot(intent, 'remove') === true) {
    const targets = soundsOf(desk, 'voice').map((segment) => segment.id)
    return targets.length > 0 ? void edit(desk, [{ name: 'remove-segments', targets }]) : assume(desk, 'No voice is added.', '不加配音。')
  }
  const recording = desk.world.assets.find((asset) => asset.kind === 'sound' && (isVoice(asset) || (slot(intent, 'own') === true && !usedAsMusic(desk, asset))))
  const words = slot<string>(intent, 'text') ?? desk.world.script ?? wordsOnFilm(desk)
  if (recording === undefined && (words === undefined || words.trim() === '')) {
    return ask(desk, { en: 'What should the voice say? Send the words, or a recording.', zh: '配音念什么？请发文字，或者一段录音。' }, [{ en: 'I will send a script', zh: '我发文稿' }, { en: 'No voice', zh: '不要配音' }], { en: 'no voice for now', zh: '暂不加配音' })
  }
  if (recording === undefined) speak(desk, words!, slot<string>(intent, 'language'))
  else edit(desk, [...(desk.draft.assets[recording.id] === undefined ? [{ name: 'add-asset', asset: recording } as const] : []), { name: 'add-sound', role: 'voice', content: { kind: 'asset', asset: recording.id }, start: 0 }])
  if (slot(intent, 'replaces') === true) setMuted(desk, { name: 'mute', slots: { on: { value: true, source: 'said' } } })
}

// Captions and subtitles that are seen already, when no words were sent.
function wordsOnFilm(desk: Desk): string | undefined {
  const seen = layoutOf(desk).texts.filter(({ segment }) => segment.role === 'caption' || segment.role === 'subtitle').sort((one, other) => one.start - other.start).map(({ segment }) => segment.text)
  return seen.length === 0 || seen.includes('…') ? undefined : seen.join('\n')
}

// Sentence by sentence over the film as it is; what stood under an earlier voice goes.
function speak(desk: Desk, words: string, said: string | undefined): void {
  const sentences = sentencesOf(words)
  const language = said === 'chinese' || (said === undefined && /\p{Script=Han}/u.test(words)) ? 'zh' : 'en'
  const fault = voiceFault(desk.world.heard)
  if (fault !== undefined) return fail(desk, `There is no voice. ${fault.message}`, `没有配音。${fault.message}`)
  if (sentences.length === 0) return fail(desk, 'There are no words to say in that text.', '这段文字里没有可以念的内容。')
  const narration = narrate({ sentences, language, total: lengthOf(desk) }, desk.world.heard)
  const old = soundsOf(desk, 'voice').filter((segment) => segment.content.kind === 'speech').map((segment) => segment.id)
  const captions = desk.draft.texts.some((track) => track.segments.some((segment) => segment.role === 'caption'))
  edit(desk, [
    ...(old.length > 0 ? [{ name: 'remove-segments', targets: old } as const] : []), ...speechOperations(narration, layoutOf(desk)), ...(captions ? [] : spokenSubtitles(narration, lengthOf(desk))),
  ], { quiet: true })
  const count = narration.lines.length
  desk.done.push({ en: `A voice now says ${count} ${count === 1 ? 'sentence' : 'sentences'}${captions ? '' : ', with subtitles that follow its words'}.`, zh: `旁白现在念 ${count} 句${captions ? '' : '，字幕逐字跟随'}。` })
  desk.assumed.push(...narration.because)
}

function usedAsMusic(desk: Desk, asset: Asset): boolean {
  return soundsOf(desk, 'music').some((segment) => segment.content.kind === 'asset' && segment.content.asset === asset.id)
}

/** Cuts onto beats: those of the music file, or the grid of the composed music. */
export function syncToBeats(desk: Desk, intent: Intent): void {
  if (slot(intent, 'off') === true) return
  if (soundsOf(desk, 'music').length === 0) setMusic(desk, { name: 'music', slots: {} })
  if (soundsOf(desk, 'voice').some((segment) => segment.content.kind === 'speech')) return assume(desk, 'Cuts follow the words of the voice and not the beat.', '剪辑点跟着旁白走，没有卡节拍。')
  const music = soundsOf(desk, 'music')[0]
  const grid = music === undefined ? undefined : beatGridOf(desk, music)
  const layout = layoutOf(desk)
  if (grid === undefined || grid.beats.length < 2) return assume(desk, `The beat of ${music?.name ?? 'this music'} cannot be heard clearly enough, so the pictures keep an even pace.`, `“${music?.name ?? '这段音乐'}”的节拍听不清，所以画面按均匀的节奏走，没有卡点。`)
  if (layout.picture.length < 2) return assume(desk, 'There is one picture and so no cut to move onto a beat.', '只有一段画面，没有可以对拍的剪辑点。')
  const lengths = snapToBeats(layout.picture.map(({ start, end }) => end - start), grid, 250, layout.picture.map(({ segment, start, end }) => mostOf(desk, segment, end - start)))
  const operations: Operation[] = layout.picture.flatMap(({ segment, start, end }, index) => (end - start === lengths[index] ? [] : [{ name: 'set-duration', targets: [segment.id], duration: lengths[index]! } as const]))
  edit(desk, operations, { quiet: true })
  const near = (time: number) => grid.beats.some((beat) => Math.abs(beat - time) <= 17)
  const cuts = layoutOf(desk).picture.slice(1).filter(({ start }) => near(start)).length
  desk.done.push({ en: `${cuts} of ${layout.picture.length - 1} cuts fall on beats of ${music?.name ?? 'the music'}.`, zh: `${layout.picture.length - 1} 个剪辑点中有 ${cuts} 个落在“${music?.name ?? '配乐'}”的节拍上。` })
}

// A clip can be let run to the end of its source, and no further.
function mostOf(desk: Desk, segment: PictureSegment, now: number): number {
  if (segment.kind !== 'clip') return Infinity
  const facts = assetOf(desk, segment.asset)?.facts
  const whole = facts?.kind === 'clip' ? (segment.reverse ? segment.to : facts.duration - segment.from) / segment.speed : now
  return Math.max(now, Math.floor(whole))
}

/** Middle tempo of each mood of the composer; it rounds to whole bars itself. */
const usualTempo: Readonly<Record<string, number>> = { 'lo-fi': 80, upbeat: 120, happy: 112, cinematic: 76, ambient: 64, sad: 68, epic: 94, jazz: 124, corporate: 112, holiday: 112 }

function beatGridOf(desk: Desk, music: SoundSegment): BeatGrid | undefined {
  const total = lengthOf(desk)
  const facts = music.content.kind === 'asset' ? assetOf(desk, music.content.asset)?.facts : undefined
  if (music.content.kind === 'asset') {
    return facts?.kind === 'sound' ? gridOf(facts.tempo, music.from, total) : undefined
  }
  if (desk.world.composedBeats !== undefined) return { beats: desk.world.composedBeats, downbeats: desk.world.composedDownbeats ?? [] }
  if (music.content.kind !== 'composed') return undefined
  const period = 60_000 / (music.content.tempo ?? usualTempo[music.content.mood] ?? 100)
  return { beats: Array.from({ length: Math.floor(total / period) }, (_none, index) => Math.round(music.start + (index + 1) * period)).filter((beat) => beat < total) }
}

/** "Twice as fast", "half a beat later": the grid of a song is corrected and the cuts follow it. */
export function adjustBeats(desk: Desk, intent: Intent): void {
  const music = soundsOf(desk, 'music').find((segment) => segment.content.kind === 'asset')
  const change = slot<'double' | 'halve' | 'shift-half'>(intent, 'change')
  if (music?.content.kind !== 'asset' || change === undefined) return fail(desk, 'There is no song of yours in the film whose beat could be corrected.', '片子里没有你自己的曲子，没有节拍可以改。')
  if (!edit(desk, [{ name: 'adjust-beats', asset: music.content.asset, change }], { quiet: true })) return
  const said = { double: ['twice as fast', '快一倍'], halve: ['half as fast', '慢一半'], 'shift-half': ['half a beat later', '晚半拍'] } as const
  desk.done.push({ en: `The beats of ${music.name} are now ${said[change][0]}.`, zh: `“${music.name}”的节拍改为${said[change][1]}。` })
  syncToBeats(desk, { name: 'beat-sync', slots: {} })
}
