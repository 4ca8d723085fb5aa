// Opens whatever a mix plan names: files, composed songs, speech. Render hands this to the mixer.

import { success } from '../base/index.ts'
import { makeEffect, sourceOf, type OpenContent } from '../sound/index.ts'
import { openSound } from './sound-open.ts'
import { openComposition, type SongOptions } from './sound-song.ts'
import { openSpeech, type VoiceOptions } from './voice.ts'

/** Where songs and speech are kept, which SoundFont plays, which speech server speaks. */
export type SoundOpenerOptions = SongOptions & VoiceOptions

/** An opener for the mixer. */
export function createSoundOpener(options: SoundOpenerOptions = {}): OpenContent {
  return async (content) => {
    if (content.kind === 'file') return openSound(content.source)
    if (content.kind === 'composed') return success(await openComposition(content.composition, content.samples, options))
    if (content.kind === 'effect') return success(sourceOf(makeEffect(content.effect, content.samples)))
    const spoken = await openSpeech(content.speech, options)
    return spoken.ok ? success(spoken.value.source) : spoken
  }
}
