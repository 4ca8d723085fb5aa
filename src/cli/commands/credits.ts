// `kinora credits`: what is left on a server, what became of the rest, and what something would cost.

import { usage } from '../arguments.ts'
import type { Command } from '../command.ts'
import { jsonOption } from '../film-options.ts'
import { actionOf } from '../server/action.ts'
import { openRemote, serverOption, sessionOption } from '../server/remote.ts'
import { show } from '../server/shown.ts'

export const credits: Command = {
  name: 'credits',
  usage: '[balance | usage | estimate TEXT]',
  summary: 'credits on a server: what is left, and what something would cost',
  actions: [
    { name: 'balance', summary: 'what is left (also without a word)' },
    { name: 'usage', summary: 'every movement, newest first' },
    { name: 'estimate', usage: '[TEXT]', summary: 'what a message would cost; without words: an export' },
  ],
  cancelled: 'Cancelled.',
  options: [{ ...sessionOption, meaning: 'estimate: for which film' }, { name: 'offset', value: 'N', meaning: 'usage: leave out so many' }, { name: 'limit', value: 'N', meaning: 'usage: at most so many' }, serverOption, jsonOption],
  examples: [['kinora credits', 'what is left'], ['kinora credits usage --json', 'for your books'], ['kinora credits estimate "make a film"', 'before you say it']],
  async run(given, world) {
    const { name, rest } = actionOf(credits, given, 'balance')
    if (name === 'balance' && rest.length > 0) throw usage(`kinora credits balance takes no words: ${rest.join(' ')}.`, 'kinora credits estimate TEXT')
    const remote = await openRemote(given, world)
    if (name === 'usage') {
      const { total, items } = await remote.ask('/api/v1/usage', { query: { offset: given.whole('offset', 0, 1e6), limit: given.whole('limit', 1, 200) } })
      return show(given, world, { total, items }, items.map((one: any) => `${new Date(one.createdAt).toISOString()}  ${String(one.amount).padStart(6)}  ${one.kind}${one.turn === undefined ? '' : `  ${JSON.stringify(one.turn.text.slice(0, 60))}`}`).join('\n') || 'No credit has moved yet.')
    }
    if (name === 'estimate') {
      const cost = await remote.ask('/api/v1/estimate', { body: { session: await remote.session(), ...(rest.length > 0 ? { text: rest.join(' ') } : { export: true }) } })
      return show(given, world, cost, `${cost['credits']} credits; ${cost['available']} are there.`)
    }
    const balance = await remote.ask('/api/v1/credits')
    return show(given, world, balance, `${balance['available']} credits${balance['frozen'] > 0 ? `, and ${balance['frozen']} reserved by running work` : ''}`)
  },
}
