// The words of a film as a subtitle file: what is said or read on the picture, with its times, for players and platforms
// that show their own.

import { KinoraError } from '../base/index.ts'
import { layOut, type Draft } from '../draft/index.ts'
import { writeSrt, writeVtt } from '../director/index.ts'

/** SubRip or WebVTT text: the subtitles, or the captions when there are none. Throws `subtitles-none`. */
export function subtitleFile(draft: Draft, format: 'srt' | 'vtt'): string {
  const texts = layOut(draft).texts.filter(({ segment }) => segment.text.trim() !== '')
  const subtitles = texts.filter(({ segment }) => segment.role === 'subtitle')
  const shown = (subtitles.length > 0 ? subtitles : texts.filter(({ segment }) => segment.role === 'caption')).sort((one, other) => one.start - other.start)
  if (shown.length === 0) throw new KinoraError({ code: 'subtitles-none', message: 'The film has no subtitles and no captions.', suggestion: 'kinora make photos/ script.txt --voice en --subtitles' })
  const cues = shown.map(({ segment, start, end }) => ({ text: segment.text, start, duration: end - start }))
  return format === 'srt' ? writeSrt(cues) : writeVtt(cues)
}
