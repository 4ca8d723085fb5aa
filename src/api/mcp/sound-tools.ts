// Tools that make sounds by rule: composed music, a spoken text, a short effect, as files that operations can name. They are
// made within the call, so a sound that has an id is finished; asking after it only says so.

import { z } from 'zod'
import { moodNames, type Mood } from '../../draft/index.ts'
import { StudioError, type SoundWish, type StoredAsset } from '../../studio/index.ts'
import { fileOf, fileOutput } from './outline.ts'
import { tool } from './tool.ts'
import { lines, projectId } from './words.ts'

const moods = Object.keys(moodNames) as Mood[]

const input = z.strictObject({
  project_id: projectId, idempotency_key: z.string().min(1).max(200).describe('Yours to choose: the same key is the same sound.'),
  kind: z.enum(['music', 'speech', 'sound_effect']), name: z.string().max(80).optional(),
  duration_ms: z.number().int().min(20).max(600_000).optional().describe('music: 30000 when absent; sound_effect: 800.'), seed: z.number().int().min(0).max(2 ** 31 - 1).default(1).describe('Another seed, another piece.'),
  mood: z.enum(moods).optional().describe('music'), tempo: z.number().int().min(40).max(220).optional().describe('music'), only: z.enum(['piano', 'guitar', 'strings', 'synth']).optional().describe('music'), without_drums: z.boolean().optional().describe('music'),
  text: z.string().max(5000).optional().describe('speech'), language: z.string().max(35).optional().describe('speech: en or zh; by the text when absent.'), voice: z.string().max(100).optional().describe('speech'), rate: z.number().min(0.5).max(2).optional().describe('speech'),
  effect: z.enum(['whoosh', 'pop', 'tick']).optional().describe('sound_effect'),
})

const output = fileOutput.extend({ generation_id: z.string(), generation_type: z.literal('audio'), status: z.enum(['succeeded']), asset_url: z.string(), duration_ms: z.number(), warnings: z.array(z.string()) })

export const soundTools = {
  generate_audio: tool({
    title: 'Make music, a voice or an effect',
    description: 'Makes a sound file of the project by rule, at no cost: music (mood, seed, length), speech (a text), sound_effect (whoosh, pop, tick). Nothing of it is in the film yet: put it in with apply_operations, set-music or add-sound with content {"kind":"asset","asset":asset_id}. Music that shall always fit the film needs no file: set-music with content {"kind":"composed","mood","seed"}, or say "add calm music".',
    input, output,
    async run({ project_id, idempotency_key, name, ...wish }, { studio, caller }) {
      const session = await studio.sessions.find(caller, project_id)
      const { file, warnings } = await studio.sounds.make(caller, { session: session.id, key: idempotency_key, ...(name !== undefined && { name }), wish: wishOf(wish) })
      return soundAnswer(file, warnings)
    },
  }),

  get_generation_status: tool({
    title: 'Whether a sound is there', description: 'A sound of generate_audio by its generation_id. One that was never answered: call generate_audio again with the same idempotency_key.', readOnly: true,
    input: z.strictObject({ generation_id: z.string().min(1).max(80), generation_type: z.literal('audio').default('audio') }), output,
    run: async ({ generation_id }, { studio, caller }) => soundAnswer(await studio.sounds.find(caller, generation_id), []),
  }),
}

type Wish = Omit<z.output<typeof input>, 'project_id' | 'idempotency_key' | 'name'>

function wishOf({ kind, duration_ms: duration, seed, mood, tempo, only, without_drums, text, language, voice, rate, effect }: Wish): SoundWish {
  if (kind === 'music') return { kind, duration: duration ?? 30_000, composition: { kind: 'composed', mood: need(mood, 'music', 'mood'), seed, ...(tempo !== undefined && { tempo }), ...(only !== undefined && { only }), ...(without_drums === true && { withoutDrums: true }) } }
  if (kind === 'sound_effect') return { kind: 'effect', duration: duration ?? 800, effect: { kind: 'effect', effect: need(effect, kind, 'effect'), seed } }
  const words = need(text, 'speech', 'text')
  return { kind, speech: { kind, text: words, language: language ?? (/\p{Script=Han}/u.test(words) ? 'zh' : 'en'), ...(voice !== undefined && { voice }), ...(rate !== undefined && { rate }) } }
}

function need<Value>(value: Value | undefined, kind: string, argument: string): Value {
  if (value === undefined) throw new StudioError('message-invalid', `generate_audio of kind ${kind} needs ${argument}.`)
  return value
}

function soundAnswer(stored: StoredAsset, warnings: readonly string[]) {
  const file = fileOf(stored)
  const duration_ms = stored.asset?.facts !== undefined && 'duration' in stored.asset.facts ? stored.asset.facts.duration : 0
  return {
    text: lines(`${JSON.stringify(stored.name)} is made: ${(duration_ms / 1000).toFixed(2)} s, asset id for operations ${file.asset_id}.`, `Into the film: apply_operations with {"name":"set-music","content":{"kind":"asset","asset":"${file.asset_id}"}} or add-sound.`, ...warnings),
    data: { ...file, generation_id: stored.id, generation_type: 'audio' as const, status: 'succeeded' as const, asset_url: `asset://audio/${stored.id}`, duration_ms, warnings: [...warnings] },
  }
}
