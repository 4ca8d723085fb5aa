// Music and voices to listen to before choosing: short films of sound alone, made by the parts that make any film's sound,
// so what is heard here is what a film will have. Anybody may ask, so little is made at a time and much is remembered.

import { faultOf } from '../../base/index.ts'
import { emptyDraft, moodNames, type Draft, type Mood, type SoundContent, type SoundSegment } from '../../draft/index.ts'
import { StudioError, type ListeningDesk } from '../service.ts'
import { createGate } from './gate.ts'
import { withoutPaths } from './material.ts'
import type { StudioWorld } from './world.ts'

/** Seeds that can be listened to; a film may have any. */
const mostSeed = 9999
const seconds = { least: 5, most: 60 }
/** Of half a megabyte at most. */
const mostKept = 60
/** Whoever comes when so many wait already is sent away. */
const longestLine = 8

const sentences: Readonly<Record<string, string>> = { en: 'Hello! This is how your film will sound.', zh: '你好！你的影片听起来就是这样。', yue: '你好！你條片聽落就係咁。' }

export function openListening(world: StudioWorld): ListeningDesk {
  const kept = new Map<string, Promise<Uint8Array>>()
  const gate = createGate(1)
  let waiting = 0

  function once(name: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const known = kept.get(name)
    if (known === undefined && waiting >= longestLine) throw new StudioError('rate-limited', 'Others are listening for music already. Try again in a few seconds.', { retryAfter: 5 })
    const made = known ?? queued(make)
    kept.delete(name)
    kept.set(name, made)
    made.catch(() => kept.delete(name))
    for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest)
    return made
  }

  async function queued(make: () => Promise<Uint8Array>): Promise<Uint8Array> {
    waiting += 1
    try {
      return await gate(make)
    } catch (error) {
      if (error instanceof StudioError) throw error
      throw new StudioError('render-failed', withoutPaths(faultOf(error).message), {}, { cause: error })
    } finally {
      waiting -= 1
    }
  }

  return {
    moods: () => (Object.keys(moodNames) as Mood[]).map((mood) => ({ mood, title: { en: mood, zh: moodNames[mood] }, beatsPerMinute: world.music.grid({ kind: 'composed', mood, seed: 1 }, 20_000).beatsPerMinute })),
    async music(mood, seed, length) {
      if (!Object.hasOwn(moodNames, mood)) throw new StudioError('asset-unknown', `There is no mood ${JSON.stringify(mood.slice(0, 40))}. There are ${Object.keys(moodNames).join(', ')}.`)
      if (!Number.isSafeInteger(seed) || seed < 0 || seed > mostSeed) throw new StudioError('asset-unknown', `Seeds to listen to are whole numbers from 0 to ${mostSeed}.`)
      const duration = Math.round(Math.min(seconds.most, Math.max(seconds.least, length))) * 1000
      return once(`music ${mood} ${seed} ${duration}`, () => world.pieces.song(soundAlone({ kind: 'composed', mood: mood as Mood, seed }, 'music', duration)))
    },
    voices: () => world.voice.list(),
    async voice(voice, wished) {
      const known = (await world.voice.list()).find((one) => one.voice === voice)
      const language = wished === undefined ? known?.languages[0] : known?.languages.find((one) => one === wished)
      if (known === undefined || language === undefined) throw new StudioError('asset-unknown', `There is no voice ${JSON.stringify(voice.slice(0, 40))}${wished === undefined ? '' : ` for ${JSON.stringify(wished.slice(0, 20))}`}.`)
      if (known.fault !== undefined) throw new StudioError('render-failed', known.fault.message)
      const speech = { kind: 'speech', text: sentences[language] ?? sentences[language.split('-')[0]!] ?? sentences['en']!, language, voice } as const
      return once(`voice ${voice} ${language}`, async () => {
        const spoken = await world.voice.measure(speech)
        if (!spoken.ok) throw new StudioError('render-failed', withoutPaths(spoken.faults[0]!.message))
        return world.pieces.song(soundAlone(speech, 'voice', spoken.value.duration + 200))
      })
    },
  }
}

/** A film of nothing but one sound, as long as it shall be heard. */
function soundAlone(content: SoundContent, role: SoundSegment['role'], duration: number): Draft {
  const draft = emptyDraft()
  const sound: SoundSegment = { kind: 'sound', id: 's1', name: '', role, content, start: 0, from: 0, loop: false, volume: 1, muted: false }
  return {
    ...draft, picture: { ...draft.picture, segments: [{ kind: 'card', id: 'c1', name: '', duration, ground: { kind: 'solid', color: '#000000' } }] },
    sounds: [{ id: 'a1', name: '', segments: [sound] }],
  }
}
