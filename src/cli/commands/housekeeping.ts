// Keeping house: `kinora config` and `kinora user`.

import { usage } from '../arguments.ts'
import type { Command } from '../command.ts'
import { settingsList } from '../configuration.ts'
import { exitCodes } from '../exit-codes.ts'
import { jsonOption } from '../film-options.ts'
import { configurationOf, houseOptions } from '../house-options.ts'

export const config: Command = {
  name: 'config',
  usage: '[--config FILE]',
  summary: 'every setting of the server: name, variable, meaning and value',
  options: [...houseOptions, jsonOption],
  examples: [['kinora config', 'one line each, with the values in force'], ['kinora config --config kinora.json', 'checks a file of settings']],
  async run(given, world) {
    const configuration = await configurationOf(given, world)
    const rows = settingsList().map((setting) => ({ ...setting, value: shown(setting.name, setting.name.split('.').reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], configuration)) }))
    if (given.has('json')) world.terminal.out(`${JSON.stringify({ ok: true, settings: rows })}\n`)
    else for (const { name, variable, meaning, value } of rows) world.terminal.out(`${name} = ${value ?? '(not set)'}\n    ${variable}: ${meaning}\n`)
    return exitCodes.ok
  },
}

// A page that people paste into reports must not hold keys.
function shown(name: string, value: unknown): unknown {
  if (value === undefined) return undefined
  if (/(secret|secretKey|accessKey|metricsToken)$/.test(name)) return '(set)'
  return name === 'databaseUrl' ? String(value).replace(/\/\/[^@/]*@/, '//…@') : value
}

export const user: Command = {
  name: 'user',
  usage: 'add NAME [--credits N] | grant USER N',
  summary: 'make a token for somebody, or give credits',
  options: [...houseOptions, { name: 'credits', value: 'N', meaning: 'credits to begin with (default: the house\'s grant)' }, jsonOption],
  examples: [
    ['kinora user add studio-laptop', 'a token with every right; shown once'],
    ['kinora user grant anon_9f2c41d07a3be885 500', 'credits for somebody who is there already'],
  ],
  async run(given, world) {
    const [what, name, amount] = given.positionals
    if (name === undefined || (what !== 'add' && what !== 'grant')) throw usage('kinora user needs to know what to do.', 'kinora user add NAME, or kinora user grant USER N')
    const configuration = await configurationOf(given, world)
    const house = await world.house()
    if (what === 'grant') {
      const credits = Number(amount)
      if (!Number.isInteger(credits) || credits < 1) throw usage(`${amount ?? 'nothing'}: expected a whole number of credits.`, `kinora user grant ${name} 100`)
      await house.withStudio(configuration, (studio) => studio.credits.grant(name, credits, 'admin', `grant:${name}:admin:${world.clock.now()}`))
      world.terminal.out(given.has('json') ? `${JSON.stringify({ ok: true, user: name, credits })}\n` : `${name} has ${credits} credits more.\n`)
      return exitCodes.ok
    }
    const credits = given.whole('credits', 0, 1e9)
    const issued = await house.withStudio(configuration, (studio) => studio.accounts.operator({ name, ...(credits !== undefined && { credits }) }))
    world.terminal.out(given.has('json') ? `${JSON.stringify({ ok: true, ...issued })}\n` : `${issued.token}\n`)
    if (!given.has('json')) world.terminal.err(`The token of ${name} (${issued.user}), shown this once. Use it as NEMO_TOKEN.\n`)
    return exitCodes.ok
  },
}
