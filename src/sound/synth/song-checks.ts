// The law for finished songs, run by one small test file per two moods so that they run side by side.

import type { Mood } from '../../draft/index.ts'
import { KinoraError } from '../../base/index.ts'
import { peakCeiling, targetLoudness } from '../master.ts'
import { soundRate } from '../pcm.ts'
import { measuredSong, type SongMeasure } from './fixture.ts'
import { createFontPlayer, type FontPlayer } from './font.ts'

let font: Promise<FontPlayer> | undefined

/** Two seeds, three lengths, with the SoundFont and, a short one, without it. Throws on the first broken law. */
export async function checkSongs(mood: Mood, readFont: () => Promise<ArrayBuffer>): Promise<void> {
  const player = await (font ??= readFont().then(createFontPlayer))
  for (const seed of [3, 14]) for (const seconds of [8, 30, 61.37]) {
    const song = await measuredSong(mood, seed, seconds, player)
    checkSong(song, `${mood}, seed ${seed}, ${seconds} s`, seconds)
    if (seconds === 8 && seed === 3) must((await measuredSong(mood, seed, seconds, player)).hash === song.hash, `${mood}, seed ${seed}`, 'twice the same request gives other samples')
  }
  checkSong(await measuredSong(mood, 5, 8, undefined), `${mood} without a SoundFont`, 8)
}

function checkSong(song: SongMeasure, name: string, seconds: number): void {
  must(song.samples === Math.round(seconds * soundRate), name, `${song.samples} samples`)
  must(Math.abs(song.loudness - targetLoudness) <= 0.3, name, `${song.loudness} LUFS`)
  must(song.truePeak <= peakCeiling + 0.05, name, `${song.truePeak} dBTP`)
  must(song.peak < 1, name, `peak ${song.peak}`)
  must(song.offset < 1e-3, name, `DC offset ${song.offset}`)
  must(song.quiet < 0.05, name, `${song.quiet} of it silent`)
  must(song.ending < -60, name, `ends at ${song.ending} dBFS`)
  must(song.tilt <= -0.5 && song.tilt >= -5, name, `tilt ${song.tilt} dB per octave`)
  if (seconds > 60) must(song.range > 3, name, `loudness range ${song.range} LU`)
  if (song.hits !== undefined) must(song.hits >= 0.9, name, `an onset at only ${Math.round(song.hits * 100)} % of the downbeats`)
}

function must(holds: boolean, name: string, found: string): void {
  if (!holds) throw new KinoraError({ code: 'song-unsound', message: `A song breaks its law (${name}): ${found}.` })
}
