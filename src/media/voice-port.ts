// Voices for the studio: a text becomes a WAV file with the times of its words.

import { KinoraError, sampleAt, success } from '../base/index.ts'
import { soundRate } from '../sound/index.ts'
import type { VoicePort } from '../studio/ports.ts'
import { writeWavFile } from './sound-pcm-file.ts'
import { knownVoices, openSpeech, type VoiceOptions } from './voice.ts'

export function createVoice(options: VoiceOptions = {}): VoicePort {
  return {
    async say(speech, output) {
      const spoken = await openSpeech(speech, options)
      if (!spoken.ok) throw new KinoraError(spoken.faults[0]!)
      const { source, durationMs, words, timing, voice } = spoken.value
      try {
        await writeWavFile(output, source, sampleAt(durationMs, soundRate))
        return { duration: durationMs, words, timing, voice }
      } finally {
        source.close()
      }
    },
    async measure(speech, signal) {
      const spoken = await openSpeech(speech, { ...options, ...(signal && { signal }) })
      if (!spoken.ok) return spoken
      const { source, durationMs, words, timing, voice } = spoken.value
      source.close()
      return success({ duration: durationMs, words, timing, voice })
    },
    list: () => knownVoices(options),
  }
}
