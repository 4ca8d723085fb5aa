// `kinora check`: measures a finished film file, ours or anybody's, and says what is wrong with it.

import { resolve } from 'node:path'
import { usage } from '../arguments.ts'
import type { Command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { jsonOption } from '../film-options.ts'
import { describeOutput, outputReport } from '../report.ts'

export const check: Command = {
  name: 'check',
  usage: 'FILE.mp4',
  summary: 'measure a finished film: frames, length, loudness, tags, black or frozen stretches',
  options: [jsonOption],
  examples: [
    ['kinora check film.mp4', 'each finding on a line; exit code 5 when something is wrong'],
    ['kinora check film.mp4 --json', 'the same for programs'],
  ],
  async run(given, world) {
    const typed = given.positionals[0]
    if (typed === undefined || given.positionals.length > 1) throw usage('kinora check needs one film file.', 'kinora check film.mp4')
    const { report, checks } = await (await world.workshop(null)).check(resolve(world.folder, typed))
    const ok = checks.every((finding) => finding.ok)
    if (given.has('json')) world.terminal.out(`${JSON.stringify({ ok, output: outputReport(report), checks })}\n`)
    else world.terminal.out(`${describeOutput(report)}\n${checks.map((finding) => `  ${finding.ok ? 'ok   ' : 'WRONG'} ${finding.name}: ${finding.detail}\n`).join('')}`)
    return ok ? exitCodes.ok : exitCodes.checkFailed
  },
}
