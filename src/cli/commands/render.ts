// `kinora render`: a draft from a file becomes a film. What the draft says is done; nothing is decided here.

import { basename, resolve } from 'node:path'
import { usage } from '../arguments.ts'
import type { Command } from '../command.ts'
import { readDraft } from '../draft-file.ts'
import { exitCodes } from '../exit-codes.ts'
import { formatOf, jsonOption, readRenderChoices, renderOptions } from '../film-options.ts'
import { chosenOutput, defaultOutput, requireFolder } from '../output-file.ts'
import { showProgress } from '../progress.ts'
import { describeChecks, describeOutput, renderReport } from '../report.ts'
import { outputOption } from './make.ts'

export const render: Command = {
  name: 'render',
  usage: 'DRAFT.json [options]',
  summary: 'render a saved draft',
  options: [outputOption, { name: 'height', value: 'N', meaning: 'a smaller film for a quick look: its height in pixels, even' }, ...renderOptions, jsonOption],
  examples: [
    ['kinora render trip.json', 'kinora-<title>.mp4'],
    ['kinora render trip.json -o trip.webm --quality high', 'another format, at its best'],
    ['kinora render trip.json -o look.mp4 --height 360 --quality draft', 'a quick look'],
  ],
  async run(given, world) {
    const typed = given.positionals[0]
    if (typed === undefined || given.positionals.length > 1) throw usage('kinora render needs one draft file.', 'kinora render trip.json')
    const path = resolve(world.folder, typed)
    const draft = await readDraft(path)
    const name = draft.title || basename(path).replace(/[.].*$/, '')
    const sources = Object.values(draft.assets).map((asset) => asset.source)
    const wished = given.text('output')
    const output = wished === undefined ? defaultOutput(world.folder, name) : chosenOutput(wished, world.folder, [path, ...sources], name)
    const format = formatOf(output)
    requireFolder(output)
    const choices = readRenderChoices(given, world.folder)
    const height = given.whole('height', 16, 3840)
    if (height !== undefined && height % 2 === 1) throw usage(`--height ${height}: expected an even number.`, `--height ${height + 1}`)
    const progress = showProgress(world.terminal, world.clock)
    try {
      const workshop = await world.workshop(choices.cache)
      const result = await workshop.render({ draft, output, format, ...choices, ...(height && { height }), signal: world.signal, onProgress: (state) => progress.rendering(state) })
      progress.end()
      const ok = result.checks.every((check) => check.ok)
      if (given.has('json')) world.terminal.out(`${JSON.stringify({ ok, ...renderReport(result) })}\n`)
      else {
        for (const warning of result.warnings) world.terminal.err(`Note: ${warning.message}\n`)
        world.terminal.err(describeChecks(result.checks))
        world.terminal.out(`${describeOutput(result.output)}, made in ${result.timings.wallSeconds.toFixed(1)} s\n`)
      }
      return ok ? exitCodes.ok : exitCodes.checkFailed
    } finally {
      progress.end()
    }
  },
}
