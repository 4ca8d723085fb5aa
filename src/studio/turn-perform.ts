// From a plan to edits: which intent is done by whom, and in what order. Cutting comes before speed, speed before
// lengths, lengths before words, so that "cut the first ten seconds and add a title" means what it says.

import type { Brief } from '../director/index.ts'
import { slot, type Intent, type IntentName, type Plan } from '../understanding/index.ts'
import type { Aspect } from '../director/index.ts'
import type { Platform } from '../draft/index.ts'
import { createFilm, describeFilm, joinMaterial } from './turn-create.ts'
import { ask, assume, edit, fail, lengthOf, pictures, type Desk } from './turn-desk.ts'
import { addNewPictures, move, removeSegments, replace, select, setFades, setFit, setFrameRate, setLook, setMotion, setOrder, setResolution, setPlatform, setShape, setTransition, swap, turn } from './turn-edit-picture.ts'
import { adjustBeats, duckMusic, setMusic, setMuted, setVoice, setVolume, syncToBeats } from './turn-edit-sound.ts'
import { setTransitionSounds } from './turn-edit-transition-sounds.ts'
import { cutRanges, removeSilence, repeat, selectStretches, setFilmDuration, setPace, setPhotoDuration, setReverse, setSegmentDuration, setSpeed, split } from './turn-edit-time.ts'
import { addCaption, addEndCard, captionFromFiles, addTitle, editText, removeText, setLogo, setSubtitles, styleText } from './turn-edit-words.ts'
import { kindWords } from './reply-words.ts'

type Performer = (desk: Desk, intent: Intent, plan: Plan) => void

const language = (plan: Plan) => (plan.language === 'zh' ? 'zh' : 'en')

/** Who does what; the order of keys is the order of work. */
const performers: Partial<Readonly<Record<IntentName, Performer>>> = {
  split, 'remove-ranges': (desk, intent) => cutRanges(desk, intent, false), 'keep-ranges': (desk, intent) => cutRanges(desk, intent, true), 'remove-silence': removeSilence,
  'remove-segments': (desk, intent) => removeSegments(desk, intent, false), 'keep-segments': (desk, intent) => removeSegments(desk, intent, true), select, replace, order: setOrder, move, swap,
  merge: (desk) => void addNewPictures(desk), reverse: setReverse, speed: setSpeed, again: repeat, aspect: (desk, intent) => setShape(desk, slot<Aspect>(intent, 'ratio'), undefined), platform: (desk, intent, plan) => setPlatform(desk, slot<Platform>(intent, 'name'), plan.intents.some((one) => one.name === 'aspect')),
  resolution: setResolution, 'frame-rate': setFrameRate, fit: setFit, rotate: turn, flip: turn, highlights, 'photo-duration': setPhotoDuration, 'segment-duration': setSegmentDuration, pace: setPace, 'film-duration': setFilmDuration,
  transition: setTransition, look: setLook, motion: setMotion, plain: makePlain, fades: setFades, 'edit-text': editText, title: (desk, intent, plan) => addTitle(desk, intent, kindWords(plan), language(plan)),
  'end-card': addEndCard, caption: addCaption, 'remove-text': removeText, 'text-style': styleText, logo: setLogo, music: setMusic, voice: setVoice, mute: setMuted, volume: setVolume, ducking: duckMusic, 'beat-sync': syncToBeats, beats: adjustBeats, subtitles: setSubtitles, 'transition-sounds': setTransitionSounds,
  grid, inset, 'unsupported-effect': unsupportedEffect,
}

const order = Object.keys(performers) as IntentName[]

export function performTurn(desk: Desk, plan: Plan, wishes: Brief = {}): void {
  if (plan.action === 'refuse' || plan.action === 'credits' || plan.action === 'state' || plan.action === 'upload') return
  if (plan.action === 'create' && asksForNothing(desk, plan)) return answerGaps(desk, plan)
  if (plan.action === 'create') {
    const rest = createFilm(desk, plan, wishes)
    const told = describeFilm(desk)
    const place = desk.done.push(told(lengthOf(desk))) - 1
    if (plan.intents.some((intent) => intent.name === 'beat-sync')) syncToBeats(desk, plan.intents.find((intent) => intent.name === 'beat-sync')!)
    performAll(desk, plan, rest.filter((intent) => intent.name !== 'order' || slot(intent, 'by') !== 'time'))
    meetWordWishes(desk, plan, { subtitles: wishes.subtitles })
    // "The first one 4 seconds" changes how long the film is after it was cut.
    desk.done[place] = told(lengthOf(desk))
    return
  }
  if (pictures(desk).length === 0 && desk.world.assets.some((asset) => asset.kind !== 'sound')) joinMaterial(desk)
  if (pictures(desk).length === 0) {
    ask(desk, { en: 'Which photos or clips is this about? Please send them.', zh: '请先把照片或视频发给我。' }, [{ en: 'I will send them', zh: '我来发' }], { en: 'waiting for material', zh: '等素材' })
    return
  }
  performAll(desk, plan, plan.intents)
  meetWordWishes(desk, plan, wishes)
  if (plan.action === 'edit') answerGaps(desk, plan)
}

// Options that ask for a voice or subtitles where the words did not.
function meetWordWishes(desk: Desk, plan: Plan, { voiceOver, subtitles }: Pick<Brief, 'voiceOver' | 'subtitles'>): void {
  const has = (name: IntentName) => plan.intents.some((intent) => intent.name === name)
  if (voiceOver !== undefined && !has('voice')) setVoice(desk, { name: 'voice', slots: voiceOver ? {} : { remove: { value: true, source: 'said' } } })
  const shown = desk.draft.texts.some((track) => track.segments.some((segment) => segment.role === 'subtitle'))
  if (subtitles === false && shown) edit(desk, [{ name: 'set-subtitles', lines: [] }])
  if (subtitles !== true || shown || has('subtitles')) return
  if (desk.world.script === undefined) fail(desk, 'There are no words for subtitles; send a script or an SRT file.', '没有可以做字幕的文字；请发文稿或 SRT 文件。')
  else setSubtitles(desk, { name: 'subtitles', slots: {} })
}

// "Hello", "make a video": nothing sent and nothing said that could be seen; a film of nothing would be no answer.
function asksForNothing(desk: Desk, plan: Plan): boolean {
  if (desk.world.assets.some((asset) => asset.kind !== 'sound') || desk.world.script !== undefined || pictures(desk).length > 0) return false
  return plan.intents.every((intent) => intent.name === 'create' && intent.slots['kind'] === undefined)
}

function performAll(desk: Desk, plan: Plan, intents: readonly Intent[]): void {
  const todo = [...intents].sort((left, right) => order.indexOf(left.name) - order.indexOf(right.name))
  const wished = todo.find((intent) => intent.name === 'film-duration')
  for (const intent of todo) {
    if (intent.name === 'pace' && wished !== undefined) continue
    if (intent.name === 'film-duration' && choosesStretches(desk, plan, intent)) continue
    performers[intent.name]?.(desk, intent, plan)
  }
  if (plan.action === 'create') answerGaps(desk, plan)
}

// A long clip that should become a short one for a purpose is a selection; "trim to 60 seconds" is not.
function choosesStretches(desk: Desk, plan: Plan, intent: Intent): boolean {
  const bounded = slot<number>(intent, 'ms')
  const wished = bounded !== undefined && slot(intent, 'bound') === 'under' ? Math.round(bounded * 0.95) : bounded
  const purpose = plan.intents.some((one) => one.name === 'highlights' || one.name === 'pace' || one.name === 'platform' || (one.name === 'create' && (one.slots['kind'] !== undefined || one.slots['verb'] !== undefined)))
  if (wished === undefined || (slot(intent, 'cut') === true && !plan.intents.some((one) => one.name === 'highlights' || one.name === 'pace')) || !purpose || pictures(desk).some((segment) => segment.kind === 'photo') || wished >= lengthOf(desk)) return false
  selectStretches(desk, wished, plan.intents.some((one) => one.name === 'pace' && slot(one, 'pace') === 'fast') ? 2500 : 5000)
  return true
}

function highlights(desk: Desk, _intent: Intent, plan: Plan): void {
  if (plan.intents.some((one) => one.name === 'film-duration') || pictures(desk).every((segment) => segment.kind !== 'clip')) return
  const total = lengthOf(desk)
  const wished = Math.min(60_000, Math.max(10_000, Math.round(total * 0.2 / 1000) * 1000))
  assume(desk, `No length was said; I took ${wished / 1000} s.`, `没说时长，我按 ${wished / 1000} 秒来选。`)
  selectStretches(desk, wished, 5000)
}

function makePlain(desk: Desk): void {
  const ids = pictures(desk).filter((segment) => segment.kind !== 'card').map((segment) => segment.id)
  edit(desk, [{ name: 'set-motion', targets: ids, motion: null }, { name: 'set-look', targets: ids, look: null }])
}

function grid(desk: Desk): void {
  fail(desk, 'I cannot show several pictures in one grid yet; they follow each other instead.', '暂时不能把多张图拼在一个画面里，它们会依次出现。')
}

function inset(desk: Desk): void {
  const used = new Set(pictures(desk).flatMap((segment) => (segment.kind === 'card' ? [] : [segment.asset])))
  const asset = desk.world.assets.find((one) => one.kind !== 'sound' && !used.has(one.id))
  if (asset === undefined) return ask(desk, { en: 'Which picture or clip should stand in the small window? Please send it.', zh: '画中画里放哪段画面？请发给我。' }, [{ en: 'I will send it', zh: '我来发' }], { en: 'no inset for now', zh: '暂不加画中画' })
  edit(desk, [...(desk.draft.assets[asset.id] === undefined ? [{ name: 'add-asset', asset } as const] : []), { name: 'add-overlay', asset: asset.id, role: 'inset' }])
}

function unsupportedEffect(desk: Desk, intent: Intent): void {
  fail(desk, `I cannot do "${slot<string>(intent, 'text') ?? 'that'}" yet.`, `暂时不能做“${slot<string>(intent, 'text') ?? '这个'}”。`)
}

/** What stayed open is asked for, one thing only; everything else is said. */
function answerGaps(desk: Desk, plan: Plan): void {
  for (const { what } of plan.gaps) {
    const entry = gapTexts[what]
    if (entry === undefined) continue
    if (what === 'caption-text') captionFromFiles(desk)
    if (entry.ask === undefined) fail(desk, entry.en, entry.zh)
    else ask(desk, { en: entry.en, zh: entry.zh }, entry.ask.map(([en, zh]) => ({ en, zh })), { en: 'nothing changed for this', zh: '这一项先不动' })
  }
  if (plan.intents.some((intent) => intent.name === 'improve')) improve(desk)
}

// "Make it nicer" is a wish without an edit: the harmless one is done, the rest asked.
function improve(desk: Desk): void {
  const ids = pictures(desk).filter((segment) => segment.kind !== 'card' && segment.look === undefined).map((segment) => segment.id)
  if (ids.length > 0) edit(desk, [{ name: 'set-look', targets: ids, look: { name: 'enhance', strength: 0.8 } }])
  assume(desk, 'Better was read as: even light and colour in every picture.', '“更好”先理解为：统一曝光和色彩。')
  ask(desk, { en: 'What else should be better?', zh: '还想改哪方面？' }, [{ en: 'Music', zh: '音乐' }, { en: 'Pace', zh: '节奏' }, { en: 'Titles', zh: '标题' }], { en: 'light and colour only', zh: '只调色' })
}

const gapTexts: Readonly<Record<string, { readonly en: string; readonly zh: string; readonly ask?: readonly (readonly [string, string])[] } | undefined>> = {
  'caption-text': { en: 'Which words should be seen, and on which picture?', zh: '要写什么字，放在哪一段画面上？', ask: [['Type the words', '直接打字'], ['No words', '不加文字']] },
  'ask-first': { en: 'What should it say?', zh: '上面写什么？', ask: [['Type the words', '直接打字']] },
  'which-title': { en: 'Which title, and what should it say instead?', zh: '要改哪个标题，改成什么？', ask: [['The first one', '第一个'], ['The last one', '最后一个']] },
  effect: { en: 'What should be changed?', zh: '想怎么改？', ask: [['Add music', '加音乐'], ['Warm colours', '暖色调'], ['Cut it shorter', '剪短一点']] },
  material: { en: 'Please send photos, clips or the words of the film; so far it is drawn cards only.', zh: '请发照片、视频或文案；目前只有绘制的字卡。', ask: [['I will send photos', '我发照片'], ['Words only', '只用文字']] },
  'content-search': { en: 'I cannot see what is in a picture. At which times does it appear?', zh: '我看不懂画面内容。请告诉我它出现在哪些时间。', ask: [['From 0:10 to 0:20', '0:10 到 0:20'], ['Keep all', '全部保留']] },
  'cut-reading': { en: 'I split there and kept both parts. Should one of them go?', zh: '我在那里切开，两段都保留了。要去掉哪一段吗？', ask: [['Remove the part before', '去掉前一段'], ['Remove the part after', '去掉后一段'], ['Keep both', '都保留']] },
  'sound-effect': { en: 'Sound effects like echo or muffling cannot be made here; volume, fades and music can.', zh: '这里做不了回声、闷音之类的音效；音量、淡入淡出和配乐可以。' },
  format: { en: 'A conversation ends in an MP4; the finished draft can also be written as WebM or MOV.', zh: '对话里交付的是 MP4；定稿后也可以另存为 WebM 或 MOV。' },
}
