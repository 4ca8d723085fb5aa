// The voices that the user has set up, from the environment: a speech server, and neural models in a folder. Read where
// voices are chosen, in every thread alike. The key goes to the server and nowhere else.

import { KinoraError } from '../base/index.ts'
import type { SpeechServer } from './voice-http.ts'
import type { SpeechModels } from './voice-sherpa.ts'

export interface VoiceSettings {
  readonly server?: SpeechServer
  readonly models?: SpeechModels
}

/**
 * `KINORA_VOICE_URL` (with `KINORA_VOICE_KEY`, `KINORA_VOICE_MODEL`, `KINORA_VOICE_NAME`) and `KINORA_SHERPA_MODEL` (with
 * `KINORA_SHERPA_LANGUAGES`, `KINORA_SHERPA_PACKAGE`). Throws `setting-wrong` for an address that is none.
 */
export function voiceSettings(environment: Readonly<Record<string, string | undefined>> = process.env): VoiceSettings {
  const { KINORA_VOICE_URL: address, KINORA_SHERPA_MODEL: folder } = environment
  const key = environment['KINORA_VOICE_KEY']
  const home = environment['KINORA_SHERPA_PACKAGE']
  const languages = environment['KINORA_SHERPA_LANGUAGES']?.split(',').map((one) => one.trim().toLowerCase()).filter((one) => one !== '')
  return {
    ...(address ? { server: { address: checkedAddress(address), ...(key && { key }), model: environment['KINORA_VOICE_MODEL'] || 'tts-1', voice: environment['KINORA_VOICE_NAME'] || 'alloy' } } : {}),
    ...(folder ? { models: { folder, ...(languages && languages.length > 0 && { languages }), ...(home && { home }) } } : {}),
  }
}

function checkedAddress(address: string): string {
  if (URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)) return address.replace(/\/+$/, '')
  throw new KinoraError({ code: 'setting-wrong', message: 'KINORA_VOICE_URL is not an address. It looks like https://host/v1.' })
}
