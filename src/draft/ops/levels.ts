// How loud things are: sounds, clips that have sound, and overlaid clips.

import { z } from 'zod'
import { success, type Outcome } from '../../base/index.ts'
import type { Draft, Segment, SoundLevel } from '../document.ts'
import { allSegments, assetById, needTargets } from '../find.ts'
import { patched } from '../patch.ts'
import { soundFade, volume } from '../schema/values.ts'
import { labels, length, percent } from '../wording.ts'
import { joined } from './durations.ts'
import { defineOperation, targets as anyTargets } from './define.ts'
import { changeSegments } from './picture-style.ts'

const targets = anyTargets.describe('Sounds, clips and overlaid clips; "all" = everything that sounds.')

/** Whether a segment can be heard; a clip that was not measured may have sound. */
function canSound(draft: Draft) {
  return (segment: Segment): boolean => {
    if (segment.kind === 'sound') return true
    if (segment.kind !== 'clip' && segment.kind !== 'overlay') return false
    const asset = assetById(draft, segment.asset)
    return asset?.kind === 'clip' && (asset.facts?.kind !== 'clip' || asset.facts.hasSound)
  }
}

function changeLevels(draft: Draft, wished: readonly string[] | 'all', change: Partial<SoundLevel>): Outcome<Draft> {
  const found = needTargets(draft, wished, canSound(draft), 'a sound, or a clip that has sound,')
  return found.ok ? success(changeSegments(draft, found.value, (segment) => patched(segment, change as Partial<Segment>))) : found
}

function changed(before: Draft, after: Draft) {
  const earlier = new Set(allSegments(before))
  const ids = allSegments(after).filter((segment) => !earlier.has(segment)).map((segment) => segment.id)
  return { ...labels(after, ids, { en: 'sounds', zh: '个声音' }), one: ids.length === 1 }
}

export const setVolume = defineOperation('set-volume', z.strictObject({ targets, volume }), {
  title: 'Set the volume',
  description: 'Makes sounds, or the sound of clips, louder or quieter.',
  apply: (draft, { targets, volume }) => changeLevels(draft, targets, { volume }),
  describe(before, after, { volume }) {
    const what = changed(before, after)
    return { en: `${what.en} ${what.one ? 'is' : 'are'} now at ${percent(volume)} volume.`, zh: `${what.zh} 的音量现在是 ${percent(volume)}。` }
  },
})

export const setMuted = defineOperation('set-muted', z.strictObject({ targets, muted: z.boolean() }), {
  title: 'Mute',
  description: 'Silences sounds, or the sound of clips, without forgetting their volume; or lets them sound again.',
  apply: (draft, { targets, muted }) => changeLevels(draft, targets, { muted }),
  describe(before, after, { muted }) {
    const what = changed(before, after)
    return { en: `${what.en} ${what.one ? 'is' : 'are'} now ${muted ? 'silent' : 'heard again'}.`, zh: `${what.zh} 现在${muted ? '静音' : '恢复声音'}。` }
  },
})

export const setSoundFades = defineOperation('set-sound-fades', z.strictObject({
  targets, fadeIn: soundFade.describe('Milliseconds; 0 = none; absent = unchanged.').optional(), fadeOut: soundFade.describe('Milliseconds; 0 = none; absent = unchanged.').optional(),
}), {
  title: 'Fade sounds',
  description: 'Lets sounds, or the sound of clips, begin and end softly.',
  apply: (draft, { targets, fadeIn, fadeOut }) => changeLevels(draft, targets, {
    ...(fadeIn !== undefined && { soundFadeIn: fadeIn === 0 ? undefined : fadeIn }), ...(fadeOut !== undefined && { soundFadeOut: fadeOut === 0 ? undefined : fadeOut }),
  }),
  describe(before, after, { fadeIn, fadeOut }) {
    const what = changed(before, after)
    const say = (time: number | undefined, direction: string, way: string) => {
      if (time === undefined) return undefined
      if (time === 0) return { en: `${what.en} no longer fade${what.one ? 's' : ''} ${direction}.`, zh: `${what.zh} 不再${way}。` }
      return { en: `${what.en} fade${what.one ? 's' : ''} ${direction} over ${length(time).en}.`, zh: `${what.zh} ${way} ${length(time).zh}。` }
    }
    return joined(say(fadeIn, 'in', '淡入'), say(fadeOut, 'out', '淡出'))
  },
})
