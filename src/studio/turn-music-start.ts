// "Music starting at 0:20": a recording is played from that second of its own; a composed piece has no passage that could
// be skipped, so it begins at that second of the film, and the reply says that it was read so.

import type { Milliseconds } from '../base/index.ts'
import type { SoundSegment } from '../draft/index.ts'
import { moodWord } from './reply-words.ts'
import { assume, edit, fail, lengthOf, type Desk } from './turn-desk.ts'

/** Lets the composed music of the film begin at a second of the film and tells of it; anything else stays as it is. */
export function beginComposedMusic(desk: Desk, start: Milliseconds | undefined): void {
  const music = composedMusic(desk)
  if (music?.content.kind !== 'composed' || start === undefined || start === music.start) return
  const [at, end] = [start / 1000, Math.round(lengthOf(desk) / 100) / 10]
  if (!liesInFilm(desk, start)) return fail(desk, `The music cannot begin at ${at} s, because the film ends at ${end} s; it begins at ${music.start / 1000} s.`, `影片只有 ${end} 秒，音乐不能从第 ${at} 秒开始，仍从第 ${music.start / 1000} 秒开始。`)
  if (!edit(desk, [{ name: 'time-sound', target: music.id, start }], { quiet: true })) return
  const [name, percent] = [music.name, Math.round(music.volume * 100)]
  desk.done.push({
    en: `The music is ${name} at ${percent}%, from ${at} s to the end of the film.`,
    zh: `音乐为“${/\p{Script=Han}/u.test(name) ? name : moodWord(music.content.mood).zh}”，音量 ${percent}%，从第 ${at} 秒到片尾。`,
  })
  if (start > 0) assume(desk, `The music is composed to fit, so ${at} s is when it begins in the film.`, `音乐按影片现作，所以第 ${at} 秒指它在片中开始的时间。`)
}

/** Whether something can begin then. */
export function liesInFilm(desk: Desk, start: Milliseconds | undefined): start is Milliseconds {
  return start !== undefined && start < lengthOf(desk)
}

function composedMusic(desk: Desk): SoundSegment | undefined {
  return desk.draft.sounds.flatMap((track) => track.segments).find((segment) => segment.role === 'music' && segment.content.kind === 'composed')
}
