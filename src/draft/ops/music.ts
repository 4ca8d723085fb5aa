// The film's music: one piece for the whole film, a file or our own composer's.

import { z } from 'zod'
import { failure, success } from '../../base/index.ts'
import { deepEqual } from '../change.ts'
import { defaultMusicVolume } from '../defaults.ts'
import type { Draft, SoundSegment } from '../document.ts'
import { needAsset, sourceLength, withNewId, type PlacedSegment } from '../find.ts'
import { mapPlaced, placeSound, removePlaced } from '../place.ts'
import { assetContent, composed, name, soundFade, time, volume } from '../schema/values.ts'
import { list, percent, title } from '../wording.ts'
import { defineOperation } from './define.ts'
import { startInSourceFaults } from './sound-source.ts'

export const setMusic = defineOperation('set-music', z.strictObject({
  content: z.discriminatedUnion('kind', [assetContent, composed]).nullable().describe('A sound or clip of the material, or a piece composed to the film\'s length; null = no music.'),
  label: name.min(1).describe('What to call it; absent = the file\'s name or the mood.').optional(),
  volume: volume.describe(`1 = as recorded; absent = ${defaultMusicVolume}.`).optional(),
  from: time.describe('Where in the source it begins, ms.').optional(),
  fadeIn: soundFade.describe('Milliseconds.').optional(), fadeOut: soundFade.describe('Milliseconds.').optional(),
}), {
  title: 'Set the music',
  description: 'Puts one piece of music under the whole film, in place of all music before. It is looped and ends with the film, whatever its length becomes.',
  apply(draft, { content, label, volume = defaultMusicVolume, from = 0, fadeIn, fadeOut }) {
    if (content === null) return success(removePlaced(draft, isMusic))
    let name = label ?? (content.kind === 'composed' ? moodName(content.mood) : '')
    if (content.kind === 'asset') {
      const found = needAsset(draft, content.asset, ['sound', 'clip'], '/content/asset')
      if (!found.ok) return found
      const faults = startInSourceFaults(found.value.name, from, sourceLength(found.value))
      if (faults.length > 0) return failure(...faults)
      name ||= found.value.name
    }
    const wished: Omit<SoundSegment, 'id'> = {
      kind: 'sound', name, role: 'music', content, start: 0, from, volume, muted: false,
      ...(fadeIn ? { soundFadeIn: fadeIn } : {}), ...(fadeOut ? { soundFadeOut: fadeOut } : {}), loop: true,
    }
    return success(replaceMusic(draft, wished))
  },
  describe(before, after, { content }) {
    const old = musicOf(before)
    if (content === null) return { en: `Removed the music (${list(old.map(title)).en}).`, zh: `移除了音乐（${list(old.map(title)).zh}）。` }
    const music = musicOf(after)[0]!
    const same = old.length === 1 && old[0]!.name === music.name
    return {
      en: `${same ? 'The music is still' : 'The music is now'} ${title(music).en} at ${percent(music.volume)}, for the whole film.`,
      zh: `${same ? '音乐仍为' : '背景音乐为'} ${title(music).zh}，音量 ${percent(music.volume)}，贯穿全片。`,
    }
  },
})

// The first music segment keeps its id and track, so that setting the same music twice changes nothing.
function replaceMusic(draft: Draft, wished: Omit<SoundSegment, 'id'>): Draft {
  const [first, ...others] = musicOf(draft)
  if (first === undefined) {
    const { id, draft: counted } = withNewId(draft, 's')
    return placeSound(counted, { ...wished, id })
  }
  const next: SoundSegment = { ...wished, id: first.id, ...(first.duck === undefined ? {} : { duck: first.duck }), ...(first.extra === undefined ? {} : { extra: first.extra }) }
  const gone = new Set(others.map((segment) => segment.id))
  return mapPlaced(draft, (segment) => (segment.id === first.id ? (deepEqual(segment, next) ? segment : next) : gone.has(segment.id) ? undefined : segment))
}

const isMusic = (segment: PlacedSegment) => segment.kind === 'sound' && segment.role === 'music'

export function musicOf(draft: Draft): SoundSegment[] {
  return draft.sounds.flatMap((track) => track.segments).filter((segment) => segment.role === 'music')
}

/** "Lo-fi", "Upbeat". */
export function moodName(mood: string): string {
  return mood.charAt(0).toUpperCase() + mood.slice(1)
}
