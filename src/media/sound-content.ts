// Opens whatever a mix plan names: files, composed songs, speech. Render hands this to the mixer.

import { failure, success } from '../base/index.ts'
import type { OpenContent } from '../sound/index.ts'
import { openSound } from './sound-open.ts'

export interface SoundOpenerOptions {
  /** Folder for rendered songs and speech; null: none is kept. */
  readonly cache?: string | null
}

/** An opener for the mixer. */
export function createSoundOpener(_options: SoundOpenerOptions = {}): OpenContent {
  return async (content) => {
    if (content.kind !== 'file') return failure({ code: 'sound-not-ready', message: `Sound of the kind "${content.kind}" cannot be made yet. Use a music file.` })
    const opened = openSound(content.source)
    return opened.ok ? success(opened.value) : opened
  }
}
