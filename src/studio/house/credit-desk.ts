// What somebody has, had and would pay.

import type { Attribution, Tables } from '../ports.ts'
import { StudioError, type Caller, type CreditDesk, type UsageItem } from '../service.ts'
import { takeTurn } from '../turn.ts'
import { need, needWholeAccount, ownSession } from './callers.ts'
import { priceOfAny, priceOfChange } from './charging.ts'
import { storable } from './ids.ts'
import { inputOf } from './turn-run.ts'
import { draftOf } from './versions.ts'
import type { StudioWorld } from './world.ts'

const day = 86_400_000

export function openCredits(world: StudioWorld): CreditDesk {
  const { tables } = world.store
  return {
    async balance(caller) {
      need(caller, 'read')
      return tables.credits.account(caller.user)
    },
    async usage(caller, page) {
      need(caller, 'read')
      needWholeAccount(caller)
      const { total, entries } = await tables.credits.list(caller.user, page)
      const projects = new Map<string, string | undefined>()
      const items: UsageItem[] = []
      for (const entry of entries) {
        const turn = entry.turn === undefined ? undefined : await tables.turns.find(entry.turn)
        if (entry.session !== undefined && !projects.has(entry.session)) projects.set(entry.session, (await tables.sessions.find(entry.session))?.project)
        const project = entry.session === undefined ? undefined : projects.get(entry.session)
        items.push({ entry, ...(turn !== undefined && { turn: { id: turn.id, text: turn.text } }), ...(project !== undefined && { project }) })
      }
      return { total, items }
    },
    async estimate(caller, what) {
      need(caller, 'read')
      const { credits: prices } = world.settings
      const credits = 'export' in what ? (prices.enabled ? prices.export : 0) : await priceOfWords(world, tables, caller, what)
      const { available } = await tables.credits.account(caller.user)
      return { credits, available, enough: !prices.enabled || credits <= available }
    },
    async grant(user, amount, source, key, days) {
      if (!Number.isSafeInteger(amount) || amount <= 0) throw new StudioError('message-invalid', 'A grant is a whole number of credits above 0.')
      const createdAt = world.clock.now()
      await world.store.transaction(async (tables) => {
        if (await tables.users.find(user) === undefined) throw new StudioError('token-invalid', `There is no user ${JSON.stringify(user)}.`)
        await tables.credits.append({ key: `grant:${user}:${key}`, user, kind: 'grant', amount, source, createdAt, ...(days !== undefined && { expiresAt: createdAt + days * day }) })
        await tables.audit.add({ at: createdAt, user, action: 'credits.granted', details: { amount, source } })
      })
    },
  }
}

async function priceOfWords(world: StudioWorld, tables: Tables, caller: Caller, { session: id, text }: { readonly session: string; readonly text: string }): Promise<number> {
  return priceOfMessage(world, tables, (await ownSession(tables, caller, id)).id, storable(text), undefined, caller.attribution)
}

/**
 * What a message would cost on the film as it is: the turn is thought out, without voices being heard, and dropped. A model
 * may find an edit where the planner finds none; so much is kept ready then.
 */
export async function priceOfMessage(world: StudioWorld, tables: Tables, id: string, text: string, language?: string, attribution?: Attribution): Promise<number> {
  const session = await tables.sessions.find(id)
  if (session === undefined || !world.settings.credits.enabled) return 0
  const { draft, action } = takeTurn(await inputOf(tables, session, text, language, attribution))
  const before = draftOf(session)
  const price = priceOfChange(before, draft, action === 'create', world.settings)
  const mightChange = world.model !== undefined && (action === 'create' || action === 'edit')
  return price === 0 && mightChange ? priceOfAny(before, action === 'create', world.settings) : price
}
