// `kinora doctor`: what works on this machine, and what to do about the rest.

import type { Command } from '../command.ts'
import { defaultCacheFolder } from '../cache-folder.ts'
import { exitCodes } from '../exit-codes.ts'
import { jsonOption } from '../film-options.ts'

const marks = { ok: 'ok     ', limited: 'limited', missing: 'MISSING' } as const

export const doctor: Command = {
  name: 'doctor',
  usage: '',
  summary: 'what works on this machine and what to do about the rest',
  options: [jsonOption],
  examples: [['kinora doctor', 'one line each; exit code 1 when films cannot be made here'], ['kinora doctor --json', 'the same for programs']],
  async run(given, world) {
    const findings = await world.diagnose(defaultCacheFolder())
    const ok = findings.every((finding) => finding.state !== 'missing')
    if (given.has('json')) world.terminal.out(`${JSON.stringify({ ok, findings })}\n`)
    else {
      for (const { name, state, detail, advice } of findings) world.terminal.out(`${marks[state]}  ${name}: ${detail}\n${advice === undefined ? '' : `         ${advice}\n`}`)
      world.terminal.out(ok ? 'Films can be made on this machine.\n' : 'Films cannot be made on this machine yet.\n')
    }
    return ok ? exitCodes.ok : exitCodes.failed
  },
}
