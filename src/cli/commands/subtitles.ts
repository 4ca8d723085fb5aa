// `kinora subtitles`: the words of a draft as an SRT or WebVTT file.

import { rename, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { KinoraError, faultOf } from '../../base/index.ts'
import type { Draft } from '../../draft/index.ts'
import { subtitleFile } from '../../studio/index.ts'
import { usage } from '../arguments.ts'
import type { Command } from '../command.ts'
import { readDraft } from '../draft-file.ts'
import { exitCodes } from '../exit-codes.ts'
import { jsonOption } from '../film-options.ts'
import { refuseInput, requireFolder } from '../output-file.ts'

export const subtitles: Command = {
  name: 'subtitles',
  usage: 'DRAFT.json [-o film.srt]',
  summary: 'write the subtitles of a draft as SRT or WebVTT',
  options: [{ name: 'output', short: 'o', value: 'OUT', meaning: 'a .srt or .vtt file (default: the draft\'s name with .srt)' }, jsonOption],
  examples: [
    ['kinora subtitles trip.json -o trip.srt', 'for a platform that wants a file of its own'],
    ['kinora subtitles trip.json -o trip.vtt', 'for a page'],
  ],
  async run(given, world) {
    const typed = given.positionals[0]
    if (typed === undefined || given.positionals.length > 1) throw usage('kinora subtitles needs one draft file.', 'kinora subtitles trip.json -o trip.srt')
    const path = resolve(world.folder, typed)
    const output = subtitlePath(resolve(world.folder, given.text('output') ?? typed.replace(/(?:[.]json)?$/i, '.srt')), [path])
    const lines = await writeSubtitles(output, await readDraft(path))
    world.terminal.out(given.has('json') ? `${JSON.stringify({ ok: true, output: { path: output, lines } })}\n` : `${output}: ${lines} ${lines === 1 ? 'line' : 'lines'}\n`)
    return exitCodes.ok
  },
}

/** A path for a subtitle file. Throws a usage error for another ending, an input file, or a missing folder. */
export function subtitlePath(path: string, inputs: readonly string[]): string {
  if (!/[.](?:srt|vtt)$/i.test(path)) throw usage(`${path}: subtitles are written as .srt or .vtt.`)
  refuseInput(path, inputs)
  requireFolder(path)
  return path
}

/** Writes by rename; gives the number of lines. Throws `subtitles-none` or `output-unwritable`. */
export async function writeSubtitles(path: string, draft: Draft): Promise<number> {
  const text = subtitleFile(draft, /[.]vtt$/i.test(path) ? 'vtt' : 'srt')
  try {
    await writeFile(`${path}.part`, text)
    await rename(`${path}.part`, path)
  } catch (thrown) {
    throw new KinoraError({ code: 'output-unwritable', message: `The subtitles cannot be written to ${path}: ${faultOf(thrown).message}`, path }, { cause: thrown })
  }
  return text.split('-->').length - 1
}
