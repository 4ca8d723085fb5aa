// Sounds on the time line: adding them, when they sound, what they are made of.

import { z } from 'zod'
import { failure, success, type Outcome } from '../../base/index.ts'
import { defaultDucking } from '../defaults.ts'
import type { Composition, Draft, Mood, Segment, SegmentId, SoundContent, SoundSegment, Speech } from '../document.ts'
import { assetById, needAsset, needSegment, sourceLength, withNewId } from '../find.ts'
import type { Sentence } from '../operation.ts'
import { patched } from '../patch.ts'
import { mapPlaced, placeSound } from '../place.ts'
import { composition, duration, name, offset, segmentId, soundContent, soundFade, soundRole, speech, time, volume } from '../schema/values.ts'
import { label, list, moodNames, percent, quote, soundRoleName } from '../wording.ts'
import { defineOperation } from './define.ts'
import { moodName } from './music.ts'
import { startInSourceFaults } from './sound-source.ts'
import { anchorFaults, rehung, startFaults, timeOf } from './text.ts'

export const isSound = (segment: Segment): segment is SoundSegment => segment.kind === 'sound'

export const addSound = defineOperation('add-sound', z.strictObject({
  role: soundRole, content: soundContent, label: name.min(1).describe('What to call it.').optional(),
  start: offset.describe('Film time in ms, or the offset from the anchor\'s beginning; absent = 0.').optional(),
  duration: duration.describe('Milliseconds; absent = as long as the source, at most to the end of the film.').optional(),
  from: time.describe('Where in the source it begins, ms; absent = 0.').optional(),
  anchor: segmentId.describe('Picture segment it travels with.').optional(),
  volume: volume.optional(), loop: z.boolean().describe('Starts again when the source ends; absent = no.').optional(),
  fadeIn: soundFade.describe('Milliseconds.').optional(), fadeOut: soundFade.describe('Milliseconds.').optional(),
}), {
  title: 'Add a sound',
  description: 'Adds a voice, an effect, a second piece of music or any sound at a moment of the film. For one music under the whole film use set-music.',
  apply(draft, { role, content, label, start = 0, duration, from = 0, anchor, volume = 1, loop = false, fadeIn, fadeOut }) {
    const material = contentName(draft, content, from)
    if (!material.ok) return material
    const faults = [...anchorFaults(draft, anchor), ...startFaults(draft, start, duration, anchor)]
    if (faults.length > 0) return failure(...faults)
    const { id, draft: counted } = withNewId(draft, 's')
    return success(placeSound(counted, {
      kind: 'sound', id, name: label ?? material.value, role, content, start, ...(anchor === undefined ? {} : { anchor }), ...(duration === undefined ? {} : { duration }),
      from, volume, muted: false, ...(fadeIn ? { soundFadeIn: fadeIn } : {}), ...(fadeOut ? { soundFadeOut: fadeOut } : {}), loop,
    }))
  },
  describe(before, after) {
    const known = new Set(soundsOf(before).map((sound) => sound.id))
    const sound = soundsOf(after).find((one) => !known.has(one.id))!
    const [role, when] = [soundRoleName(sound.role), timeOf(after, sound.id)]
    return { en: `Added the ${role.en} ${sound.name} at ${percent(sound.volume)}${when.en}.`, zh: `添加了${role.zh} ${sound.name}，音量 ${percent(sound.volume)}${when.zh}。` }
  },
})

/** What a content is called; a fault when its material does not fit. */
function contentName(draft: Draft, content: SoundContent, from: number): Outcome<string> {
  if (content.kind === 'composed') return success(moodName(content.mood))
  if (content.kind === 'speech') return success(quote(content.text).en)
  if (content.kind === 'effect') return success(moodName(content.effect))
  const found = needAsset(draft, content.asset, ['sound', 'clip'], '/content/asset')
  if (!found.ok) return found
  const faults = startInSourceFaults(found.value.name, from, sourceLength(found.value))
  return faults.length > 0 ? failure(...faults) : success(found.value.name)
}

export function soundsOf(draft: Draft): SoundSegment[] {
  return draft.sounds.flatMap((track) => track.segments)
}

export const setComposition = defineOperation('set-composition', z.strictObject({
  target: segmentId.describe('A sound that is a composed piece.'), composition: z.strictObject({
    ...composition, tempo: composition.tempo.unwrap().nullable(), energy: composition.energy.unwrap().nullable(), only: composition.only.unwrap().nullable(),
  }).partial().describe('What to change; absent keys stay; null = the mood\'s own tempo, its own form, its whole band.'),
}), {
  title: 'Change composed music',
  description: 'Changes mood, tempo, energy, band or seed of a piece that is composed for the film.',
  apply(draft, { target, composition }) {
    const found = needSound(draft, target)
    if (!found.ok) return found
    const { content } = found.value
    if (content.kind !== 'composed') return failure({ code: 'segment-wrong-kind', path: '/target', message: `The sound "${target}" (${found.value.name}) is not composed music. Use set-music with a composed content.` })
    const given = Object.fromEntries(Object.entries(composition).map(([key, value]) => [key, value ?? undefined])) as { [Key in keyof Composition]?: Composition[Key] }
    const next: Composition = patched(content, given)
    const name = found.value.name === moodName(content.mood) ? moodName(next.mood) : found.value.name
    return success(changeSound(draft, target, (sound) => patched(sound, { content: next, name })))
  },
  describe(before, after, { target, composition }) {
    const [what, now] = [label(before, target), label(after, target)]
    const items = list((Object.keys(composition) as (keyof typeof composition)[]).map((key): Sentence => {
      const value = composition[key]
      if (key === 'withoutDrums') return value === true ? { en: 'no drums', zh: '不含鼓' } : { en: 'drums', zh: '含鼓' }
      if (value === null) return ownWords[key as keyof typeof ownWords]
      return compositionWord(key, value as string | number)
    }))
    return { en: `The music ${what.en}${now.en === what.en ? ' now has' : ` is now ${now.en}, with`} ${items.en}.`, zh: `音乐 ${what.zh}${now.zh === what.zh ? '' : ` 改为 ${now.zh}`}：${items.zh}。` }
  },
})

function compositionWord(key: string, value: string | number): Sentence {
  if (key === 'seed') return { en: 'other notes', zh: '换了旋律' }
  if (key === 'tempo') return { en: `${value} beats a minute`, zh: `每分钟 ${value} 拍` }
  if (key === 'energy') return { en: `${percent(Number(value))} energy`, zh: `力度 ${percent(Number(value))}` }
  if (key === 'only') return { en: `only ${value}`, zh: `只用${bands[value] ?? value}` }
  return { en: `the mood ${value}`, zh: `情绪 ${moodNames[value as Mood] ?? value}` }
}

const bands: Readonly<Record<string, string>> = { piano: '钢琴', guitar: '吉他', strings: '弦乐', synth: '合成器' }

const ownWords = {
  tempo: { en: 'its own tempo', zh: '恢复原本速度' }, energy: { en: 'its own form', zh: '恢复原本强度' }, only: { en: 'its whole band', zh: '恢复全部乐器' },
} as const

export const setSpeech = defineOperation('set-speech', z.strictObject({
  target: segmentId.describe('A sound that is a spoken text.'), speech: z.strictObject(speech).partial().describe('What to change; absent keys stay.'),
}), {
  title: 'Change spoken words',
  description: 'Changes words, language, voice or rate of a spoken text. It then lasts as long as the new words take to say.',
  apply(draft, { target, speech }) {
    const found = needSound(draft, target)
    if (!found.ok) return found
    const { content } = found.value
    if (content.kind !== 'speech') return failure({ code: 'segment-wrong-kind', path: '/target', message: `The sound "${target}" (${found.value.name}) is not a spoken text. Add one with add-sound.` })
    const next: Speech = patched(content, speech)
    const name = found.value.name === quote(content.text).en ? quote(next.text).en : found.value.name
    return success(changeSound(draft, target, (sound) => patched(sound, { content: next, name, duration: undefined })))
  },
  describe(before, _after, { target, speech }) {
    const what = label(before, target)
    const { text, ...others } = speech
    const items = Object.entries(others).map(([key, value]) => `${key} ${String(value)}`)
    const said = text === undefined ? [] : [quote(text)]
    return {
      en: `The voice ${what.en} now ${text === undefined ? 'has' : 'says'} ${[...said.map((one) => one.en), ...items].join(', ')}.`, zh: `配音 ${what.zh} 改为 ${[...said.map((one) => one.zh), ...items].join('，')}。`,
    }
  },
})

function needSound(draft: Draft, target: SegmentId): Outcome<SoundSegment> {
  return needSegment(draft, target, isSound, 'a sound', '/target')
}

function changeSound(draft: Draft, target: SegmentId, change: (sound: SoundSegment) => SoundSegment): Draft {
  return mapPlaced(draft, (segment) => (segment.id === target && isSound(segment) ? change(segment) : segment))
}

export const setLoop = defineOperation('set-loop', z.strictObject({ target: segmentId.describe('A sound segment.'), loop: z.boolean() }), {
  title: 'Loop a sound',
  description: 'Lets a sound start again when its source ends, or end there.',
  apply(draft, { target, loop }) {
    const found = needSound(draft, target)
    return found.ok ? success(changeSound(draft, target, (sound) => patched(sound, { loop }))) : found
  },
  describe(before, _after, { target, loop }) {
    const what = label(before, target)
    return loop ? { en: `${what.en} now starts again when it ends.`, zh: `${what.zh} 现在循环播放。` } : { en: `${what.en} now plays once.`, zh: `${what.zh} 现在只播放一次。` }
  },
})

export const timeSound = defineOperation('time-sound', z.strictObject({
  target: segmentId.describe('A sound segment.'), start: offset.describe('Film time in ms, or the offset from the anchor\'s beginning.').optional(),
  duration: duration.nullable().describe('Milliseconds; null = to the end of its source or of the film.').optional(),
  from: time.describe('Where in the source it begins, ms.').optional(),
  anchor: segmentId.nullable().describe('Picture segment it travels with; null = none. Without a start it stays where it is in the film.').optional(),
}), {
  title: 'Time a sound',
  description: 'Changes when a sound begins, how long it lasts, where in its source it begins, and whether it travels with a picture.',
  apply(draft, { target, start, duration, from, anchor }) {
    const found = needSound(draft, target)
    if (!found.ok) return found
    const { content, name } = found.value
    const source = content.kind === 'asset' ? sourceLength(assetById(draft, content.asset)) : undefined
    const faults = [...anchorFaults(draft, anchor ?? undefined), ...(from === undefined ? [] : startInSourceFaults(name, from, source))]
    if (faults.length > 0) return failure(...faults)
    const moved = rehung(draft, found.value, start, anchor)
    const late = start === undefined ? [] : startFaults(draft, moved.start, duration ?? found.value.duration, moved.anchor)
    if (late.length > 0) return failure(...late)
    return success(changeSound(draft, target, (sound) => patched(sound, {
      start: moved.start, anchor: moved.anchor, ...(duration === undefined ? {} : { duration: duration ?? undefined }), ...(from === undefined ? {} : { from }),
    })))
  },
  describe(before, after, { target, from }) {
    const [what, when] = [label(before, target), timeOf(after, target)]
    if (when.en === '') return { en: `${what.en} now lies outside the film.`, zh: `${what.zh} 现在位于影片之外。` }
    const source = from === undefined || from === 0 ? undefined : from / 1000
    return {
      en: `${what.en} now sounds${when.en}${source === undefined ? '' : `, from ${source} s of its source`}.`, zh: `${what.zh} 现在的播放时间${when.zh}${source === undefined ? '' : `，从素材第 ${source} 秒开始`}。`,
    }
  },
})

export const setDucking = defineOperation('set-ducking', z.strictObject({
  target: segmentId.describe('A music segment.'), duck: z.number().min(0).max(60).describe(`How many LU quieter the music goes under voices; 0 = not at all, ${defaultDucking} is usual.`),
}), {
  title: 'Lower music under voices',
  description: 'Sets how much quieter a piece of music goes while somebody speaks.',
  apply(draft, { target, duck }) {
    const found = needSegment(draft, target, (segment): segment is SoundSegment => isSound(segment) && segment.role === 'music', 'a piece of music', '/target')
    return found.ok ? success(changeSound(draft, target, (sound) => patched(sound, { duck }))) : found
  },
  describe(before, _after, { target, duck }) {
    const what = label(before, target)
    return duck === 0 ? { en: `${what.en} no longer goes quieter under voices.`, zh: `${what.zh} 不再因人声降低音量。` }
      : { en: `${what.en} now goes ${duck} LU quieter under voices.`, zh: `${what.zh} 在人声下降低 ${duck} LU。` }
  },
})
