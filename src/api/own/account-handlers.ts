// Our own REST, accounts: the studio's values almost as they are.

import { accountRoutes } from '../contract/own-account.ts'
import { StudioError, type IssuedToken } from '../../studio/index.ts'
import { shownUser } from '../core/guard.ts'
import type { Handlers } from '../core/call.ts'

export const accountHandlers: Handlers<typeof accountRoutes> = {
  register: async ({ studio, body, address }) => issuedOf(await studio.accounts.register({ ...body, address })),
  login: async ({ studio, body, address }) => issuedOf(await studio.accounts.login({ ...body, address })),
  profile: async ({ studio, caller }) => {
    const { kind, email, plan, createdAt } = await studio.accounts.profile(caller)
    return { user: shownUser(caller), kind, plan, createdAt, ...(email !== undefined && { email }) }
  },
  tokens: async ({ studio, caller }) => {
    const tokens = await studio.accounts.tokens(caller)
    return { tokens: tokens.map(({ id, name, scopes, createdAt, expiresAt }) => ({ id, scopes: [...scopes], createdAt, ...(name !== undefined && { name }), ...(expiresAt !== undefined && { expiresAt }) })) }
  },
  createToken: async ({ studio, caller, body }) => issuedOf(await studio.accounts.createToken(caller, body)),
  async revokeToken({ studio, caller, params }) {
    await studio.accounts.revoke(caller, params.token).catch((thrown: unknown) => {
      if (!(thrown instanceof StudioError && thrown.code === 'token-invalid')) throw thrown
    })
    return new Response(null, { status: 204 })
  },
  balance: async ({ studio, caller }) => {
    const { available, frozen, granted, consumed } = await studio.credits.balance(caller)
    return { available, frozen, total: available + frozen, granted, consumed }
  },
  async ledger({ studio, caller, query }) {
    const { total, items } = await studio.credits.usage(caller, query)
    return {
      total, items: items.map(({ entry, turn, project }) => ({
        kind: entry.kind, amount: entry.amount, createdAt: entry.createdAt, ...(entry.source !== undefined && { source: entry.source }), ...(entry.session !== undefined && { session: entry.session }),
        ...(turn && { turn: { id: turn.id, text: turn.text } }), ...(entry.render !== undefined && { render: entry.render }), ...(project !== undefined && { project }),
      })),
    }
  },
  async estimate({ studio, caller, body }) {
    if (body.export === true) return studio.credits.estimate(caller, { session: body.session, export: true })
    if (body.text === undefined) throw new StudioError('message-invalid', 'What is to be estimated? The body needs text, or export: true.')
    return studio.credits.estimate(caller, { session: body.session, text: body.text })
  },
}

function issuedOf({ token, user, scopes, expiresAt, expiresIn }: IssuedToken) {
  return { token, user, scopes: [...scopes], ...(expiresAt !== undefined && { expiresAt }), ...(expiresIn !== undefined && { expiresIn }) }
}
