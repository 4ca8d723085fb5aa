// Opens whatever a mix plan names: files, composed songs, speech. Render hands this to the mixer.

import { failure, success } from '../base/index.ts'
import type { OpenContent } from '../sound/index.ts'
import { openSound } from './sound-open.ts'
import { openComposition, type SongOptions } from './sound-song.ts'

export type SoundOpenerOptions = SongOptions

/** An opener for the mixer. */
export function createSoundOpener(options: SoundOpenerOptions = {}): OpenContent {
  return async (content) => {
    if (content.kind === 'file') return openSound(content.source)
    if (content.kind === 'composed') return success(await openComposition(content.composition, content.samples, options))
    return failure({ code: 'voice-missing', message: 'No voice is installed. The film goes on without it; captions stay.' })
  }
}
