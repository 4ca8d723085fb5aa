// `kinora token`: who a shell is to a server, and tokens for others. A token that is kept lies in the config folder,
// readable by its owner only; it is never printed again.

import { text as readAll } from 'node:stream/consumers'
import { usage } from '../arguments.ts'
import { keepsakeFolder } from '../client/index.ts'
import type { Command } from '../command.ts'
import { jsonOption } from '../film-options.ts'
import { actionOf } from '../server/action.ts'
import { openRemote, serverOption } from '../server/remote.ts'
import { show } from '../server/shown.ts'

const scopes = ['read', 'write', 'upload', 'render', '*'] as const

export const token: Command = {
  name: 'token',
  usage: 'who | login | logout | list | new NAME | revoke ID | apps | end ID',
  summary: 'who you are on a server; tokens for others',
  actions: [
    { name: 'who', summary: 'whose token is used' },
    { name: 'login', summary: 'keep a token that comes by standard input' },
    { name: 'logout', summary: 'forget the kept token and the current film' },
    { name: 'list', summary: 'your tokens, without their secrets' },
    { name: 'new', usage: 'NAME', summary: 'one more token; shown once' },
    { name: 'revoke', usage: 'ID', summary: 'end a token' },
    { name: 'apps', summary: 'programs that act for you, because you agreed to it in a browser' },
    { name: 'end', usage: 'ID', summary: 'end what a program may' },
  ],
  cancelled: 'Cancelled.',
  options: [{ name: 'scopes', value: 'LIST', meaning: `new: ${scopes.join(', ')} with commas (default read,write,upload,render)` }, { name: 'days', value: 'N', meaning: 'new: how long it lives (default: until it is ended)' }, serverOption, jsonOption],
  examples: [
    ['kinora token login < token.txt', 'keeps it; NEMO_TOKEN wins over it'],
    ['kinora token who --json', 'user, kind and plan'],
    ['kinora token new build-server --scopes read,write --days 30', 'shown once'],
  ],
  async run(given, world) {
    const { name, rest: [what] } = actionOf(token, given, 'who')
    if (name === 'login') {
      const typed = world.input === undefined ? '' : (await readAll(world.input)).trim()
      if (!/^nmv_usr_[\w-]{8,180}$/.test(typed)) throw usage('kinora token login reads a token (nmv_usr_…) from standard input.', 'kinora token login < token.txt')
      const remote = await openRemote(given, { ...world, environment: { ...world.environment, NEMO_TOKEN: typed } })
      const profile = await remote.ask('/api/v1/profile')
      await remote.keepsakes.keepToken(remote.url, { token: typed, user: profile['user'] })
      return show(given, world, { ...profile, server: remote.url }, `You are ${profile['email'] ?? profile['user']} on ${remote.url}. Kept in ${keepsakeFolder(world.environment)}.`)
    }
    const remote = await openRemote(given, world)
    if (name === 'logout') {
      await remote.keepsakes.keepToken(remote.url, undefined)
      await remote.keepsakes.keepSession(remote.url, undefined)
      return show(given, world, { server: remote.url }, `Nothing of ${remote.url} is kept any more.${world.environment['NEMO_TOKEN'] ? ' NEMO_TOKEN is still set.' : ''}`)
    }
    if (name === 'who') {
      const profile = await remote.ask('/api/v1/profile')
      return show(given, world, { ...profile, server: remote.url }, `${profile['email'] ?? profile['user']}, ${profile['kind']}, ${profile['plan']}, on ${remote.url}`)
    }
    if (name === 'list') {
      const { tokens } = await remote.ask('/api/v1/tokens')
      return show(given, world, { tokens }, tokens.map((one: any) => `${one.id}  ${one.name ?? ''}  ${one.scopes.join(',')}${one.expiresAt === undefined ? '' : `  until ${new Date(one.expiresAt).toISOString().slice(0, 10)}`}`).join('\n'))
    }
    if (name === 'apps') {
      const { connections } = await remote.ask('/api/v1/connections')
      return show(given, world, { apps: connections }, connections.map((one: any) => `${one.id}  ${JSON.stringify(one.app)}  ${one.scopes.join(' ')}`).join('\n') || 'No program acts for you.')
    }
    if (what === undefined) throw usage(`kinora token ${name} needs a ${name === 'new' ? 'name' : 'id'}.`, name === 'new' ? 'kinora token new build-server' : 'kinora token list')
    if (name === 'end') {
      await remote.ask(`/api/v1/connections/${encodeURIComponent(what)}`, { method: 'DELETE' })
      return show(given, world, { ended: what }, `${what} may nothing any more.`)
    }
    if (name === 'revoke') {
      await remote.ask(`/api/v1/tokens/${encodeURIComponent(what)}`, { method: 'DELETE' })
      return show(given, world, { revoked: what }, `${what} is no token any more.`)
    }
    const wanted = (given.text('scopes') ?? 'read,write,upload,render').split(',').map((one) => one.trim())
    const wrong = wanted.find((one) => !scopes.includes(one as never))
    if (wrong !== undefined) throw usage(`--scopes ${wrong}: expected ${scopes.join(', ')}.`)
    const days = given.whole('days', 1, 3650)
    const issued = await remote.ask('/api/v1/tokens', { body: { name: what, scopes: wanted, ...(days !== undefined && { days }) } })
    return show(given, world, issued, issued['token'])
  },
}
