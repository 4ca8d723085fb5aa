// Sounds of the house's own making as files of a film: composed music, a spoken text, a short effect. Everything is made by
// rule, so the same wish gives the same file; under one key it is made once. Fitted parts do the work, one at a time.

import { KinoraError } from '../../base/index.ts'
import { StudioError, type Caller, type MadeSound, type SoundDesk, type SoundWish, type UploadDesk } from '../service.ts'
import { need, ownSession } from './callers.ts'
import { createGate, type Gate } from './gate.ts'
import { storable } from './ids.ts'
import { countOne } from './limits.ts'
import { incomingOf } from './uploads.ts'
import type { StudioWorld } from './world.ts'

/** Longest music, ms: a minute of it takes some four seconds to play. */
const longestMusic = 10 * 60_000
const longestEffect = 10_000
/** Characters of one spoken text: some six minutes. */
const longestSpeech = 5000

export function openSounds(world: StudioWorld, uploads: UploadDesk): SoundDesk {
  const gate = createGate(1)
  return {
    make: (caller, request) => make(world, uploads, gate, caller, request),
    async find(caller, id) {
      need(caller, 'read')
      const asset = /^file_[0-9a-f]{16}$/.test(id) ? await world.store.tables.assets.find(id) : undefined
      if (asset === undefined || asset.user !== caller.user || (caller.session !== undefined && caller.session !== asset.session) || asset.asset?.kind !== 'sound') {
        throw new StudioError('asset-unknown', `There is no sound ${JSON.stringify(id.slice(0, 80))}.`)
      }
      return asset
    },
  }
}

async function make(world: StudioWorld, uploads: UploadDesk, gate: Gate, caller: Caller, { session: id, key, name, wish }: Parameters<SoundDesk['make']>[1]): Promise<MadeSound> {
  need(caller, 'upload')
  checkWish(wish)
  const session = await ownSession(world.store.tables, caller, id)
  const made = await uploads.byKey(caller, session.id, key)
  if (made !== undefined) return { file: made, replayed: true, warnings: [] }
  await countOne(world, world.store.tables, `sounds:${caller.user}`, world.settings.turns.perMinute, 60_000, 'Too many sounds.')
  const path = await world.objects.passingFile('sound.wav')
  const warnings = await gate(() => write(world, wish, path).catch((thrown: unknown) => { throw told(thrown) }))
  const passing = `${incomingOf(world.clock.now())}${world.random.hex(24)}/sound.wav`
  await world.objects.putFile(passing, path)
  try {
    const file = await uploads.receive(caller, session.id, { name: `${nameOf(name, wish)}.wav`, bytes: await world.objects.read(passing), key })
    return { file, replayed: false, warnings }
  } finally {
    await world.objects.delete(passing).catch(() => undefined)
  }
}

async function write({ music, voice }: StudioWorld, wish: SoundWish, path: string): Promise<readonly string[]> {
  switch (wish.kind) {
    case 'music': return (await music.write(wish.composition, wish.duration, path)).map(({ message }) => message)
    case 'effect': await music.effect(wish.effect, wish.duration, path); return []
    case 'speech': await voice.say(wish.speech, path); return []
  }
}

function checkWish(wish: SoundWish): void {
  if (wish.kind === 'music' && !(wish.duration >= 1000 && wish.duration <= longestMusic)) throw new StudioError('message-invalid', `Music is 1000 to ${longestMusic} ms long.`)
  if (wish.kind === 'effect' && !(wish.duration >= 20 && wish.duration <= longestEffect)) throw new StudioError('message-invalid', `An effect is 20 to ${longestEffect} ms long.`)
  if (wish.kind !== 'speech') return
  const text = storable(wish.speech.text).trim()
  if (text === '' || text.length > longestSpeech) throw new StudioError('message-invalid', text === '' ? 'There is no text to speak.' : `The text has ${text.length} characters; at most ${longestSpeech} are spoken at a time.`)
}

function told(thrown: unknown): unknown {
  if (!(thrown instanceof KinoraError)) return thrown
  if (thrown.code === 'voice-missing') return new StudioError('unavailable', thrown.message, {}, { cause: thrown })
  return thrown.code.startsWith('speech-') || thrown.code.startsWith('voice-') ? new StudioError('message-invalid', thrown.message, {}, { cause: thrown }) : thrown
}

function nameOf(wished: string | undefined, wish: SoundWish): string {
  const plain = storable(wished ?? '').replaceAll(/[\p{Cc}"*/:<>?\\|]+/gu, ' ').trim().slice(0, 80)
  if (plain !== '') return plain
  return wish.kind === 'music' ? `${wish.composition.mood} music` : wish.kind === 'effect' ? wish.effect.effect : `voice ${wish.speech.text.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim().slice(0, 40)}`
}
