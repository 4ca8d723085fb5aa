// From a plan to the director's brief, and the first cut of a film: what was said becomes wishes, the director decides
// the rest. Intents that a brief can hold are done here; the others are edits of the new film.

import { layOut, lookName, type Asset, type Platform, type Sentence, type TransitionKind } from '../draft/index.ts'
import { aspectOfPlatform, directFilm, sizeOfAspect, slowClips, tell, type Aspect, type Brief, type FilmKind, type MotionWish, type Pace, type Story, type World } from '../director/index.ts'
import { isLogo, slot, type Intent, type IntentName, type Plan, type Target } from '../understanding/index.ts'
import { kindWords, moodWord, transitionWords } from './reply-words.ts'
import { assume, edit, layoutOf, lengthOf, type Desk } from './turn-desk.ts'
import { beginComposedMusic } from './turn-music-start.ts'
import { lookOf, musicStyles, transitionKinds } from './turn-values.ts'

/** Intents a brief takes in; every other one is an edit afterwards. */
const inBrief: ReadonlySet<IntentName> = new Set<IntentName>([
  'create', 'film-duration', 'photo-duration', 'aspect', 'platform', 'resolution', 'frame-rate', 'music', 'transition', 'look', 'motion', 'pace', 'plain', 'beat-sync', 'select', 'highlights', 'fades', 'merge', 'format', 'export', 'improve',
])

/** Makes the first cut; returns the intents that remain to be done on it. */
export function createFilm(desk: Desk, plan: Plan, wishes: Brief = {}): readonly Intent[] {
  const chosen = picksOf(desk, plan)
  const recording = recordingOf(desk, plan)
  const brief = { ...briefOf(desk, plan), ...(recording !== undefined && { duration: recording }), ...chosen, ...wishes, ...(wishes.subtitles !== undefined && pictureCount(desk.world.assets) > 0 && { scriptAs: 'none' as const }) }
  const script = desk.world.script ?? voiceWords(plan)
  if (brief.plain === true) assume(desk, brief.music ? 'No picture is touched or generated: they keep their colours and stand still.' : 'Nothing is generated: the pictures keep their colours, stand still, and no music is composed.', brief.music ? '画面不生成也不改动：保持原色、不加运镜。' : '不生成任何内容：画面保持原色、不加运镜，也不作曲配乐。')
  if (brief.duration === undefined && brief.perPhoto === undefined && desk.world.assets.some((asset) => asset.kind === 'photo' && !isLogo(asset))) assume(desk, 'No length was said, so each picture stays as long as it takes to look at it.', '没说时长，每个画面按看清楚的时间来放。')
  else if (brief.duration === undefined && brief.kind !== 'highlight' && desk.world.assets.some((asset) => asset.kind === 'clip')) assume(desk, 'No length was said, so the clips play whole, in the order in which they came.', '没说时长，视频片段按发来的顺序完整播放。')
  const world = { ...desk.world, ...(script !== undefined && { script }), draft: desk.draft, assets: desk.world.assets.filter((asset) => (!isLogo(asset) || pictureCount(desk.world.assets) === 0) && !isVoice(asset)) }
  const direction = directFilm(brief, world)
  edit(desk, direction.operations, { quiet: true })
  const music = plan.intents.find((intent) => intent.name === 'music')
  beginComposedMusic(desk, music && slot<number>(music, 'from'))
  if (direction.story !== undefined) tellStory(desk, direction.story)
  desk.assumed.push(...direction.because)
  const title = titleInBrief(plan)
  return plan.intents.filter((intent) => !isToldBy(intent, brief, direction.story)).filter((intent) => chosen.picks === undefined || (intent.name !== 'remove-segments' && intent.name !== 'keep-segments')).filter((intent) => intent !== title && !(intent.name === 'end-card' && intent === plan.intents.find((one) => one.name === 'end-card'))).filter((intent) => !inBrief.has(intent.name) || intent.slots['which'] !== undefined || intent.slots['remove'] !== undefined)
}

// A film that somebody has spoken for lasts as long as they speak, unless a length was said.
function recordingOf(desk: Desk, plan: Plan): number | undefined {
  const voice = desk.world.assets.find((asset) => asset.kind === 'sound' && isVoice(asset))
  const said = plan.intents.some((intent) => intent.name === 'film-duration' || intent.name === 'photo-duration' || (intent.name === 'voice' && intent.slots['remove'] !== undefined))
  if (voice?.facts?.kind !== 'sound' || said || desk.world.assets.some((asset) => asset.kind === 'clip')) return undefined
  assume(desk, `No length was said, so the film lasts as long as ${voice.name}.`, `没说时长，影片和 ${voice.name} 一样长。`)
  return voice.facts.duration
}

// "Leave out the 3rd", "only the last two": what is sent is sifted before the film is cut, so that lengths come out as asked.
function picksOf(desk: Desk, plan: Plan): Pick<Brief, 'picks'> {
  const sifts = plan.intents.filter((intent) => intent.name === 'remove-segments' || intent.name === 'keep-segments')
  const pictures = desk.world.assets.filter((asset) => asset.kind !== 'sound' && !isLogo(asset))
  if (sifts.length === 0) return {}
  let kept = pictures
  for (const intent of sifts) {
    const named = assetsOf(pictures, slot<Target>(intent, 'which'))
    if (named === undefined || named.length === 0) return {}
    kept = kept.filter((asset) => named.includes(asset) === (intent.name === 'keep-segments'))
  }
  if (kept.length === 0 || kept.length === pictures.length) return {}
  assume(desk, `${kept.length} of ${pictures.length} pictures are used, as you said.`, `按你说的，用了 ${pictures.length} 个画面中的 ${kept.length} 个。`)
  return { picks: kept.map((asset) => asset.id) }
}

function assetsOf(pictures: readonly Asset[], target: Target | undefined): readonly Asset[] | undefined {
  if (target?.by === 'first') return pictures.slice(0, 1)
  if (target?.by === 'last') return pictures.slice(-1)
  if (target?.by === 'name') return pictures.filter((asset) => target.names.some((name) => asset.name.toLowerCase().replace(/\.\w+$/, '') === name.toLowerCase().replace(/\.\w+$/, '')))
  if (target?.by !== 'which') return undefined
  const { noun, many, step, positions } = target.which
  const ofNoun = pictures.filter((asset) => asset.kind === noun)
  const pool = ofNoun.length > 0 ? ofNoun : pictures
  if (step !== undefined) return pool.filter((_one, index) => index % step === 0)
  if (many !== undefined) return many.side === 'first' ? pool.slice(0, many.count) : pool.slice(-many.count)
  return (positions ?? []).flatMap((position) => pool.at(position > 0 ? position - 1 : position) ?? [])
}

function tellStory(desk: Desk, story: Story): void {
  edit(desk, slowClips(story, layoutOf(desk)), { quiet: true })
  edit(desk, tell(story, layoutOf(desk)), { quiet: true })
  const { lines } = story.narration
  desk.assumed.push(story.subtitles
    ? { en: `A voice says ${lines.length} sentences; the subtitles follow its words.`, zh: `旁白念 ${lines.length} 句，字幕逐字跟随。` }
    : { en: `A voice says ${lines.length} sentences.`, zh: `旁白念 ${lines.length} 句。` })
}

// What the director has done already: the voice (or its captions, when nobody can speak), and subtitles of that voice.
function isToldBy(intent: Intent, brief: Brief, story: Story | undefined): boolean {
  if (intent.slots['remove'] !== undefined) return false
  return (intent.name === 'voice' && brief.voiceOver !== undefined) || (intent.name === 'subtitles' && story?.subtitles === true)
}

function voiceWords(plan: Plan): string | undefined {
  const voice = plan.intents.find((intent) => intent.name === 'voice' && intent.slots['remove'] === undefined)
  return voice && slot<string>(voice, 'text')
}

/** A voice that reads the script; a recording that was sent is put into the film afterwards. */
function voiceWish(desk: Desk, plan: Plan): Pick<Brief, 'voiceOver' | 'voiceLanguage' | 'subtitles'> {
  const voice = plan.intents.find((intent) => intent.name === 'voice')
  const subtitles = plan.intents.find((intent) => intent.name === 'subtitles')
  const recorded = desk.world.assets.some((asset) => asset.kind === 'sound' && isVoice(asset)) || (voice !== undefined && slot(voice, 'own') === true)
  const language = voice && slot<string>(voice, 'language')
  return {
    ...(voice !== undefined && slot(voice, 'remove') !== true && !recorded && (desk.world.script ?? voiceWords(plan) ?? '').trim() !== '' && { voiceOver: true }),
    ...(language !== undefined && { voiceLanguage: language === 'chinese' ? 'zh' as const : 'en' as const }),
    ...(subtitles !== undefined && { subtitles: slot(subtitles, 'remove') !== true }),
  }
}

/** A recording of somebody who speaks, by its name. */
export function isVoice(asset: Asset): boolean {
  return /voice|narrat|record|speech|旁白|配音|录音|人声/i.test(asset.name)
}

function pictureCount(assets: readonly Asset[]): number {
  return assets.filter((asset) => asset.kind !== 'sound' && !isLogo(asset)).length
}

export function briefOf(desk: Desk, plan: Plan): Brief {
  const get = (name: IntentName) => plan.intents.find((intent) => intent.name === name)
  const value = <Value>(name: IntentName, key: string) => { const intent = get(name); return intent === undefined ? undefined : slot<Value>(intent, key) }
  const saidKind = value<FilmKind>('create', 'kind')
  const kind = get('merge') && get('film-duration') === undefined ? 'join' as const : saidKind ?? (joins(desk, plan) ? 'join' as const : undefined) ?? (get('highlights') ? 'highlight' as const : undefined)
  const frames = value<boolean>('film-duration', 'frames') === true
  const plain = get('plain') !== undefined
  const perPhoto = value<number>('photo-duration', 'ms')
  const platform = value<Platform>('platform', 'name')
  return {
    ...(kind !== undefined && { kind }),
    ...canvasWishes(plan),
    ...durationWish(desk, plan),
    ...(perPhoto !== undefined && { perPhoto }),
    ...(platform !== undefined && { platform }),
    ...(value<Pace>('pace', 'pace') !== undefined && { pace: value<Pace>('pace', 'pace')! }),
    ...musicWish(desk, plan),
    ...transitionWish(get('transition')),
    ...(get('motion') && { motion: value<MotionWish | false>('motion', 'wish')! }),
    ...(get('look') && slot(get('look')!, 'name') !== 'none' && slot(get('look')!, 'name') !== undefined && { look: lookOf([slot<string>(get('look')!, 'name')!, ...(slot<string[]>(get('look')!, 'also') ?? [])], slot(get('look')!, 'soft') === true) }),
    ...(get('beat-sync') && { beatSync: true }),
    ...((slot(get('select') ?? { name: 'select', slots: {} }, 'best') === true || (kind === 'highlight' && slot(get('select') ?? { name: 'select', slots: {} }, 'all') !== true) || slot(get('select') ?? { name: 'select', slots: {} }, 'without') !== undefined) && { selectBest: true }),
    ...(value<number>('select', 'count') !== undefined && { count: value<number>('select', 'count')! }),
    ...(slot(get('select') ?? { name: 'select', slots: {} }, 'all') === true && { keepAll: true }),
    ...(plain && { plain: true }),
    ...(slot(get('plain') ?? { name: 'plain', slots: {} }, 'onlyGiven') === true && { cards: false as const }),
    ...(frames && { transition: null, motion: false as const, fadeOut: 0, count: 10_000 }),
    ...fadeWishes(get('fades')),
    ...titleWish(desk, plan),
    ...voiceWish(desk, plan),
    seed: desk.seed,
  }
}

// "Put the photo at the end": clips and pictures are put together and nothing is chosen from them.
function joins(desk: Desk, plan: Plan): boolean {
  const create = plan.intents.find((intent) => intent.name === 'create')
  return (create === undefined || Object.keys(create.slots).length === 0) && plan.intents.some((intent) => intent.name === 'move' || intent.name === 'order') && desk.world.assets.some((asset) => asset.kind === 'clip')
}

// A title that belongs to the film's beginning is part of its cut; one with its own time is an edit afterwards.
function titleInBrief(plan: Plan): Intent | undefined {
  return plan.intents.find((intent) => intent.name === 'title' && intent.slots['text'] !== undefined && intent.slots['start'] === undefined && intent.slots['place'] === undefined && Object.keys(intent.slots).every((key) => key === 'text' || key === 'card'))
}

function titleWish(desk: Desk, plan: Plan): Pick<Brief, 'title' | 'titleCard' | 'endCard' | 'scriptAs'> {
  const title = titleInBrief(plan)
  const words = title && slot<string>(title, 'text')
  const end = plan.intents.find((intent) => intent.name === 'end-card')
  const nothing = desk.world.assets.every((asset) => asset.kind === 'sound') && desk.world.script === undefined
  const spoken = plan.intents.some((intent) => intent.name === 'subtitles' && intent.slots['remove'] === undefined)
  const language = plan.language === 'zh' ? 'zh' : 'en'
  return {
    ...(words !== undefined ? { title: words, titleCard: slot(title!, 'card') === true } : nothing ? { title: desk.draft.title || kindWords(plan)[language] } : {}),
    ...(end !== undefined && { endCard: slot<string>(end, 'text')! }), ...(spoken ? { scriptAs: 'none' as const } : {}),
  }
}

function canvasWishes(plan: Plan): Pick<Brief, 'aspect' | 'size' | 'frameRate'> {
  const get = (name: IntentName) => plan.intents.find((intent) => intent.name === name)
  const aspect = get('aspect') && slot<Aspect>(get('aspect')!, 'ratio')
  const resolution = get('resolution')
  const fps = get('frame-rate') && slot<number>(get('frame-rate')!, 'fps')
  const platform = get('platform') && slot<Platform>(get('platform')!, 'name')
  const width = resolution && slot<number>(resolution, 'width')
  const short = resolution && slot<number>(resolution, 'short')
  const size = width !== undefined ? { width: even(width), height: even(slot<number>(resolution!, 'height')!) } : short !== undefined && short !== 1080 ? sizeOfAspect(aspect ?? (platform && aspectOfPlatform(platform)) ?? '16:9', short) : undefined
  return { ...(aspect && { aspect }), ...(size && { size }), ...(fps && { frameRate: rateOf(fps) }) }
}

export function rateOf(fps: number): { readonly numerator: number; readonly denominator: number } {
  return Number.isInteger(fps) ? { numerator: fps, denominator: 1 } : { numerator: Math.round(fps * 1001 / 1000) * 1000, denominator: 1001 }
}

export function even(value: number): number {
  return Math.max(16, Math.min(3840, Math.round(value / 2) * 2))
}

// "About" is exact; "under a minute" is five percent under; "at least" is exact.
function durationWish(desk: Desk, plan: Plan): Pick<Brief, 'duration'> {
  const intent = plan.intents.find((one) => one.name === 'film-duration')
  const wished = intent && slot<number>(intent, 'ms')
  if (wished === undefined || wished < 100) return {}
  const bound = slot<string>(intent!, 'bound')
  if (bound !== 'under') return { duration: wished }
  const duration = Math.round((wished * 0.95) / 100) * 100
  assume(desk, `"Under ${wished / 1000} s" is read as ${duration / 1000} s.`, `“${wished / 1000} 秒以内”按 ${duration / 1000} 秒来剪。`)
  return { duration }
}

function musicWish(desk: Desk, plan: Plan): Pick<Brief, 'music'> {
  const intent = plan.intents.find((one) => one.name === 'music')
  if (intent === undefined) return {}
  if (slot(intent, 'remove') === true) return { music: false }
  const style = slot<string>(intent, 'mood')
  const chosen = style === undefined ? undefined : musicStyles[style]
  const sent = desk.world.assets.find((asset) => asset.kind === 'sound' && !isVoice(asset))
  const volume = plan.intents.find((one) => one.name === 'volume' && slot(one, 'of') !== 'clips')
  const factor = volume && slot<number>(volume, 'factor')
  if (chosen?.near && sent === undefined) nearNote(desk, slot<string>(intent, 'word') ?? style!, chosen.mood)
  return {
    music: {
      ...(sent !== undefined ? { asset: sent.id } : chosen === undefined ? {} : { composition: chosen }),
      ...(slot<string>(intent, 'word') !== undefined && { label: slot<string>(intent, 'word')! }), ...(factor !== undefined && { volume: factor }), ...(sent !== undefined && slot<number>(intent, 'from') !== undefined && { from: slot<number>(intent, 'from')! }),
    },
  }
}

export function nearNote(desk: Desk, word: string, mood: string): void {
  assume(desk, `The nearest to "${word}" that the built-in composer plays is ${mood}; a track of your own would replace it.`, `内置作曲没有“${word}”，用最接近的“${moodWord(mood).zh}”风格；你也可以换成自己的曲子。`)
}

function transitionWish(intent: Intent | undefined): Pick<Brief, 'transition'> {
  if (intent === undefined) return {}
  const kind = slot<string>(intent, 'kind') ?? 'any'
  if (kind === 'none' || kind === 'cut') return { transition: null }
  if (kind === 'any' && intent.slots['duration'] === undefined) return {}
  const duration = slot<number>(intent, 'duration')
  return { transition: { kind: transitionKinds[kind] ?? 'crossfade', ...(duration !== undefined && { duration }) } }
}

function fadeWishes(intent: Intent | undefined): Pick<Brief, 'fadeIn' | 'fadeOut' | 'fadeColor'> {
  if (intent === undefined) return {}
  const fadeIn = slot<number>(intent, 'in')
  const fadeOut = slot<number>(intent, 'out')
  return { ...(fadeIn !== undefined && { fadeIn }), ...(fadeOut !== undefined && { fadeOut }), ...(slot(intent, 'color') === 'white' && { fadeColor: 'white' as const }) }
}

// The words that the cut itself brought in: a title, the script as captions, a last card.
function wordsShown(desk: Desk): Sentence {
  const texts = layoutOf(desk).texts.map(({ segment }) => segment)
  const title = texts.find((segment) => segment.role === 'title')
  const lines = texts.filter((segment) => segment.role === 'caption' || segment.role === 'subtitle').length
  const end = texts.find((segment) => segment.role === 'end-card')
  const short = (words: string) => (words.length > 60 ? `${words.slice(0, 59)}…` : words)
  return {
    en: `${title === undefined ? '' : `, titled "${short(title.text)}"`}${lines === 0 ? '' : `, with ${lines} caption${lines === 1 ? '' : 's'}`}${end === undefined ? '' : `, ending on "${short(end.text)}"`}`,
    zh: `${title === undefined ? '' : `，标题“${short(title.text)}”`}${lines === 0 ? '' : `，${lines} 条文字`}${end === undefined ? '' : `，片尾“${short(end.text)}”`}`,
  }
}

/** What was sent, joined as it is: the ground on which a first message can be an edit. */
export function joinMaterial(desk: Desk): void {
  const assets = desk.world.assets.filter((asset) => asset.kind !== 'sound' && !isLogo(asset))
  const aspect = assets.length === 1 ? shapeOf(assets[0]!) : undefined
  const single = assets.every((asset) => asset.kind === 'clip')
  const brief: Brief = single ? { kind: 'join', music: false, transition: null, motion: false, fadeOut: 0, ...(aspect && { aspect }) } : { music: false, ...(aspect && { aspect }), seed: desk.seed }
  const world: World = { ...desk.world, draft: desk.draft, assets: desk.world.assets.filter((asset) => !isLogo(asset)) }
  edit(desk, directFilm(brief, world).operations, { quiet: true })
}

// A clip or photo alone keeps its own shape, when it is one that films have.
function shapeOf(asset: Asset): Aspect | undefined {
  const facts = asset.facts
  if (facts === undefined || facts.kind === 'sound' || facts.kind === 'photo') return undefined
  const ratio = facts.width / facts.height
  const shapes: readonly (readonly [Aspect, number])[] = [['16:9', 16 / 9], ['9:16', 9 / 16], ['1:1', 1], ['4:3', 4 / 3], ['3:4', 3 / 4], ['4:5', 4 / 5]]
  return shapes.reduce((best, one) => (Math.abs(Math.log(one[1] / ratio)) < Math.abs(Math.log(best[1] / ratio)) ? one : best))[0]
}

// "joined by crossfades and pushes", most used first; plain cuts are named only when there is nothing else.
function joinedBy(kinds: readonly (TransitionKind | undefined)[]): Sentence {
  const counted = [...new Set(kinds)].filter((kind): kind is TransitionKind => kind !== undefined).map((kind) => ({ kind, count: kinds.filter((one) => one === kind).length })).sort((left, right) => right.count - left.count).slice(0, 3)
  if (kinds.length === 0) return { en: '', zh: '' }
  if (counted.length === 0) return { en: ', plain cuts', zh: '，直接切换' }
  const names = counted.map(({ kind }) => transitionWords(kind))
  return { en: `, joined by ${names.map((one) => one.en).join(' and ')}`, zh: `，转场：${names.map((one) => one.zh).join('、')}` }
}

/** One sentence about a new film, from the film itself, for whatever length it has in the end (ms). */
export function describeFilm(desk: Desk): (length: number) => Sentence {
  const { draft } = desk
  const layout = layOut(draft)
  const photos = layout.picture.filter(({ segment }) => segment.kind === 'photo').length
  const clips = layout.picture.filter(({ segment }) => segment.kind === 'clip').length
  const cards = layout.picture.filter(({ segment }) => segment.kind === 'card').length
  const parts = (one: readonly [number, string, string][], zh: boolean) => one.filter(([count]) => count > 0).map(([count, en, name]) => (zh ? `${count} ${name}` : `${count} ${en}${count === 1 ? '' : 's'}`)).join(zh ? '、' : ', ')
  const counts: readonly [number, string, string][] = [[photos, 'photo', '张照片'], [clips, 'clip', '段视频'], [cards, 'card', '张字卡']]
  const joined = joinedBy(layout.picture.slice(1).map((placed) => placed.transition?.kind))
  const moving = draft.picture.segments.some((segment) => segment.kind !== 'card' && segment.motion !== undefined)
  const music = layout.sounds.find(({ segment }) => segment.role === 'music')?.segment
  const look = draft.picture.segments.map((segment) => (segment.kind === 'card' ? undefined : segment.look?.name)).find((name) => name !== undefined && name !== 'none' && name !== 'enhance')
  const words = wordsShown(desk)
  const looks = look === undefined ? { en: '', zh: '' } : { en: `, in a ${lookName(look).en} look`, zh: `，${lookName(look).zh}风格` }
  const { width, height } = draft.canvas
  const seconds = (length: number): number => Math.round(length / 10) / 100
  return (length) => ({
    en: `Your film is cut: ${seconds(length)} s, ${width}×${height}, from ${parts(counts, false)}${joined.en}${moving ? ', with slow camera moves' : ''}${looks.en}${words.en}${music ? `, music: ${music.name}` : ', no music'}.`,
    zh: `片子剪好了：${seconds(length)} 秒，${width}×${height}，用了 ${parts(counts, true)}${joined.zh}${moving ? '，画面缓慢推移' : ''}${looks.zh}${words.zh}${music ? `，配乐：${music.content.kind === 'composed' && music.name.toLowerCase() === music.content.mood ? moodWord(music.content.mood).zh : music.name}` : '，没有配乐'}。`,
  })
}
