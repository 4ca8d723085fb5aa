// `kinora music` and `kinora beats`: composed music as a file, and the beat of anybody's song.

import { resolve } from 'node:path'
import type { BeatFacts, Composition } from '../../draft/index.ts'
import { usage } from '../arguments.ts'
import type { Command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { jsonOption, moods, readCache, seedOption } from '../film-options.ts'
import { requireFolder } from '../output-file.ts'
import { writeWholeFile } from '../write-file.ts'

/** Longer music is composed in movements; more than this is a mistake in typing, ms. */
const longestSong = 3 * 3600 * 1000

export const music: Command = {
  name: 'music',
  usage: '--mood MOOD --duration S [-o song.wav] [options]',
  summary: 'compose music of an exact length',
  options: [
    { name: 'mood', value: 'MOOD', meaning: moods.join(', ') },
    { name: 'duration', value: 'S', meaning: 'its length, to the millisecond: 30, 61.37, 1:30 (default 60)' },
    seedOption,
    { name: 'tempo', value: 'BPM', meaning: "beats per minute, 40 to 220 (default: the mood's own)" },
    { name: 'only', value: 'piano|guitar|strings|synth', meaning: 'one kind of instrument' },
    { name: 'without-drums', meaning: 'no drums' },
    { name: 'output', short: 'o', value: 'OUT', meaning: 'a .wav file (default song.wav)' },
    { name: 'grid', value: 'GRID.json', meaning: 'also write where the beats lie' },
    { name: 'cache', value: 'DIR|none', meaning: 'where finished songs are kept' },
    jsonOption,
  ],
  examples: [
    ['kinora music --mood lo-fi --duration 61.37 --seed 7 -o song.wav', 'the same seed, the same song'],
    ['kinora music --mood sad --only piano -o piano.wav --grid grid.json', 'piano alone, and where its beats lie'],
  ],
  async run(given, world) {
    const mood = given.oneOf('mood', moods)
    if (mood === undefined) throw usage(`kinora music needs a mood: ${moods.join(', ')}.`, 'kinora music --mood lo-fi --duration 60')
    const duration = given.time('duration') ?? 60_000
    if (duration > longestSong) throw usage('--duration: at most three hours.')
    const tempo = given.whole('tempo', 40, 220)
    const only = given.oneOf('only', ['piano', 'guitar', 'strings', 'synth'] as const)
    const composition: Composition = { kind: 'composed', mood, seed: given.whole('seed', 0, 2 ** 31 - 1) ?? 1, ...(tempo && { tempo }), ...(only && { only }), ...(given.has('without-drums') && { withoutDrums: true }) }
    const output = resolve(world.folder, given.text('output') ?? 'song.wav')
    if (!/[.]wav$/i.test(output)) throw usage(`${output}: music is written as .wav.`)
    requireFolder(output)
    const { music: composer } = await world.workshop(readCache(given, world.folder))
    const instead = await composer.write(composition, duration, output)
    const grid = composer.grid(composition, duration)
    const gridPath = given.text('grid')
    if (gridPath !== undefined) await writeWholeFile(resolve(world.folder, gridPath), `${JSON.stringify(gridReport(grid))}\n`)
    world.terminal.out(given.has('json')
      ? `${JSON.stringify({ ok: true, output: { path: output, duration_s: duration / 1000, rate: 48000, channels: 2 }, composition, grid: gridReport(grid), warnings: instead })}\n`
      : `${output}: ${mood}, ${(duration / 1000).toFixed(2)} s, ${grid.beatsPerMinute} beats per minute\n${instead.map((fault) => `${fault.message}\n`).join('')}`)
    return exitCodes.ok
  },
}

export const beats: Command = {
  name: 'beats',
  usage: 'SONG [options]',
  summary: 'hear the beat of a song',
  options: [{ name: 'tempo', value: 'BPM', meaning: 'what you think it is, 40 to 240; decides between half and double' }, jsonOption],
  examples: [['kinora beats song.mp3', 'tempo and how sure it is'], ['kinora beats song.mp3 --json', 'every beat, in seconds']],
  async run(given, world) {
    const typed = given.positionals[0]
    if (typed === undefined || given.positionals.length > 1) throw usage('kinora beats needs one song.', 'kinora beats song.mp3')
    const path = resolve(world.folder, typed)
    const { music: ears } = await world.workshop(null)
    const heard = await ears.beats(path, given.whole('tempo', 40, 240))
    if (given.has('json')) world.terminal.out(`${JSON.stringify({ ok: true, path, ...(heard === undefined ? { beats: [] } : gridReport(heard)) })}\n`)
    else world.terminal.out(heard === undefined ? 'No beat was heard.\n' : `${heard.beatsPerMinute} beats per minute, ${describeConfidence(heard.confidence)}, ${heard.beats.length} beats\n`)
    return exitCodes.ok
  },
}

function gridReport(grid: BeatFacts): object {
  const seconds = grid.beats.map((beat) => beat / 1000)
  return { tempo: grid.beatsPerMinute, confidence: grid.confidence, beats: seconds, downbeats: grid.downbeats.map((index) => seconds[index]) }
}

/** Below 0.1 cuts stay off the beat (draft/facts.ts). */
function describeConfidence(confidence: number): string {
  return confidence >= 0.5 ? 'sure' : confidence >= 0.1 ? 'fairly sure' : 'not sure: cuts would not follow it'
}
