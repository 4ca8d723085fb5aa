// `kinora make`: files and words in, a film out. Looks at the files, has the studio cut the film, renders it, says what
// was done with every file.

import { basename, resolve } from 'node:path'
import { KinoraError } from '../../base/index.ts'
import { NothingUsable, type FileUse, type MadeFilm, type PlannedFilm } from '../../studio/index.ts'
import { usage, type Arguments } from '../arguments.ts'
import type { CliWorld, Command } from '../command.ts'
import { writeDraft } from '../draft-file.ts'
import { exitCodeOf, exitCodes } from '../exit-codes.ts'
import { findMaterial, nameOfPile, type Material } from '../files.ts'
import { formatOf, jsonOption, readRenderChoices, readWishes, renderOptions, wishOptions, wordsOption } from '../film-options.ts'
import { chosenOutput, defaultOutput, refuseInput, requireFolder } from '../output-file.ts'
import { showProgress } from '../progress.ts'
import { subtitlePath, writeSubtitles } from './subtitles.ts'
import { describeChecks, describeOutput, filesReport, filmReport } from '../report.ts'

export const outputOption = { name: 'output', short: 'o', value: 'OUT', meaning: 'the film: .mp4, .mov, .webm or .gif (default kinora-<title>.mp4)' } as const
export const saveDraftOption = { name: 'save-draft', value: 'FILE', meaning: 'also write the film on paper, for kinora edit and render' } as const

const subtitleFileOption = { name: 'srt', value: 'FILE', meaning: 'also write the subtitles as .srt or .vtt' } as const

export const make: Command = {
  name: 'make',
  usage: 'FILES… [options]',
  summary: 'make a film of photos, clips, music and words',
  options: [wordsOption, outputOption, ...wishOptions, ...renderOptions, saveDraftOption, subtitleFileOption, jsonOption],
  examples: [
    ['kinora make photos/', 'everything in a folder, in the order of the names'],
    ['kinora make *.jpg song.mp3 --title "Lisbon"', 'with your own music and a title'],
    ['kinora make photos/ -p "30 second reel, upbeat, cut to the beat"', 'said in words'],
    ['kinora make photos/ -p "做一个20秒的竖屏短片，配轻快的音乐"', 'in Chinese as well'],
    ['kinora make a.jpg b.mp4 --aspect 9:16 --duration 15 -o reel.mp4', 'exactly fifteen seconds, upright'],
    ['kinora make photos/ script.txt --voice en --subtitles --srt promo.srt', 'a voice reads the script, its words light up'],
    ['kinora make photos/ --quality draft --save-draft trip.json', 'a quick look; go on with kinora edit trip.json'],
  ],
  async run(given, world) {
    if (given.positionals.length === 0 && given.text('prompt') === undefined) throw usage('kinora make needs files, a folder, or words.', 'kinora make photos/')
    const material = await findMaterial(given.positionals, world.folder)
    return makeFilm({ given, world, ...material, output: outputChooser(given, world, material.files) })
  },
}

export interface FilmJob extends Material {
  readonly given: Arguments
  readonly world: CliWorld
  readonly output: (film: PlannedFilm) => string
}

/** Makes the film and reports it; shared with `demo`. Gives the exit code. */
export async function makeFilm({ given, world, files, notes, output }: FilmJob): Promise<number> {
  const choices = readRenderChoices(given, world.folder)
  const wishes = readWishes(given, world.folder)
  const words = given.text('prompt')
  const draftPath = draftPathOf(given, world, files)
  const srt = given.text('srt')
  const subtitles = srt === undefined ? undefined : subtitlePath(resolve(world.folder, srt), files)
  const progress = showProgress(world.terminal, world.clock)
  let planned: PlannedFilm | undefined
  try {
    const workshop = await world.workshop(choices.cache)
    const film = await workshop.make({
      files, ...(words !== undefined && { words }), wishes, ...choices, signal: world.signal,
      output, formatOf,
      onLook: (done, total) => progress.counting('looking at files', done, total),
      onProgress: (state) => progress.rendering(state),
      async onPlan(film) {
        planned = film
        progress.end()
        if (!given.has('json')) world.terminal.err(describePlan({ ...film, files: [...film.files, ...notes] }))
        if (draftPath !== undefined) await writeDraft(draftPath, film.draft)
        if (subtitles !== undefined) await writeSubtitles(subtitles, film.draft)
      },
    })
    progress.end()
    return report({ ...film, files: [...film.files, ...notes] }, given, world)
  } catch (thrown) {
    progress.end()
    const files = thrown instanceof NothingUsable ? thrown.files : planned?.files
    if (thrown instanceof KinoraError && files !== undefined) return reportFailure(thrown, [...files, ...notes], given, world)
    throw thrown
  }
}

/** The reply, and the files that are not in the film or need a word, each with its reason. */
export function describePlan(film: PlannedFilm): string {
  const named = film.files.filter((file) => !file.used || file.reason !== undefined)
  return `${film.reply.trim()}\n${named.map(({ path, used, reason }) => `  ${used ? 'note' : 'not used'}: ${basename(path)}: ${reason ?? 'left out'}\n`).join('')}`
}

function outputChooser(given: Arguments, world: CliWorld, files: readonly string[]): (film: PlannedFilm) => string {
  const typed = given.text('output')
  const pile = nameOfPile(given.positionals, world.folder)
  if (typed === undefined) return (film) => defaultOutput(world.folder, film.draft.title || pile, film.output.format)
  const chosen = chosenOutput(typed, world.folder, files, given.text('title') ?? pile)
  formatOf(chosen)
  requireFolder(chosen)
  return () => chosen
}

function draftPathOf(given: Arguments, world: CliWorld, files: readonly string[]): string | undefined {
  const typed = given.text('save-draft')
  if (typed === undefined) return undefined
  const path = resolve(world.folder, typed)
  refuseInput(path, files)
  requireFolder(path)
  return path
}

function report(film: MadeFilm, given: Arguments, world: CliWorld): number {
  if (given.has('json')) world.terminal.out(`${JSON.stringify(filmReport(film))}\n`)
  else {
    for (const warning of film.render.warnings) world.terminal.err(`Note: ${warning.message}\n`)
    world.terminal.err(describeChecks(film.render.checks))
    world.terminal.out(`${describeOutput(film.render.output)}, made in ${film.render.timings.wallSeconds.toFixed(1)} s\n`)
  }
  return film.render.checks.every((check) => check.ok) ? exitCodes.ok : exitCodes.checkFailed
}

function reportFailure(thrown: KinoraError, files: readonly FileUse[], given: Arguments, world: CliWorld): number {
  const fault = world.signal.aborted ? { code: 'cancelled', message: 'Cancelled. Finished chunks are kept; the same command goes on from there.' } : thrown.toFault()
  if (given.has('json')) world.terminal.out(`${JSON.stringify({ ok: false, error: fault, files: filesReport(files) })}\n`)
  else {
    world.terminal.err(`kinora: ${fault.message}\n`)
    if (thrown instanceof NothingUsable) for (const { path, reason } of files) world.terminal.err(`  ${path}: ${reason ?? 'not used'}\n`)
    if (fault.suggestion !== undefined) world.terminal.err(`  Try: ${fault.suggestion}\n`)
  }
  return exitCodeOf(fault)
}
