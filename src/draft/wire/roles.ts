// What is left out because the track's name says it.

import type { OverlaySegment, SoundSegment, TextRole } from '../document.ts'

export function roleOfTextTrack(name: string | undefined): TextRole {
  if (name === 'Title') return 'title'
  return name === 'Subtitles' ? 'subtitle' : 'caption'
}

export function roleOfSoundTrack(name: string | undefined): SoundSegment['role'] {
  if (name === 'Voice') return 'voice'
  if (name === 'Effects') return 'effect'
  return name === 'Sound' ? 'sound' : 'music'
}

export const overlayRole: OverlaySegment['role'] = 'inset'

/** Music goes on as long as the film does; everything else ends with its source. */
export function loopsByItself(role: SoundSegment['role']): boolean {
  return role === 'music'
}
