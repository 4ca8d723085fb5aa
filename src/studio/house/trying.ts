// What would come of operations or of a message: thought out on the film as it is, told, and dropped. Nothing is written,
// charged or remembered, so that a careful client can ask first.

import { describeDraft } from '../../draft/index.ts'
import type { Session } from '../ports.ts'
import { StudioError, type Caller, type Planned, type Tried } from '../service.ts'
import { turnByWords } from '../turn-with-model.ts'
import { need, ownSession } from './callers.ts'
import { priceOfChange } from './charging.ts'
import { knownAssets } from './client-draft.ts'
import { storable } from './ids.ts'
import { countOne } from './limits.ts'
import { musicOfObjects } from './material.ts'
import { applyClientOperations } from './operations.ts'
import { receiptOf } from './turn-events.ts'
import { inputOf } from './turn-run.ts'
import { draftOf, expectVersion, isSame, plainReceipt } from './versions.ts'
import type { StudioWorld } from './world.ts'

/** Throws `operation-invalid` with the faults, as the real edit would. */
export async function tryOperations(world: StudioWorld, caller: Caller, id: string, { operations: wanted, expectedVersion }: { readonly operations: readonly unknown[]; readonly expectedVersion?: number }): Promise<Tried> {
  need(caller, 'read')
  const { tables } = world.store
  const session = await ownSession(tables, caller, id)
  await expectVersion(tables, session, expectedVersion)
  const material = knownAssets({ stored: await tables.assets.listOf(session.id), draft: session.draft })
  const edit = applyClientOperations(draftOf(session), wanted, material)
  if (!edit.ok) throw new StudioError('operation-invalid', edit.faults[0]?.message ?? 'The operations are impossible.', { faults: edit.faults })
  const { operations, sentences } = edit.receipt
  return { version: session.version, operations, draft: edit.draft, receipt: plainReceipt(sentences.map((sentence) => sentence[languageOf(session)])) }
}

/** By the built-in planner alone: a language model costs its owner something, and this costs the caller nothing. */
export async function planMessage(world: StudioWorld, caller: Caller, id: string, { text: sent, language }: { readonly text: string; readonly language?: string }): Promise<Planned> {
  need(caller, 'read')
  const { tables } = world.store
  const session = await ownSession(tables, caller, id)
  const text = storable(sent).trim()
  if (text === '') throw new StudioError('message-invalid', 'The message is empty.')
  const { longestText, perMinute } = world.settings.turns
  if (text.length > longestText) throw new StudioError('message-invalid', `The message has ${text.length} characters; at most ${longestText} are read. Send a long script as a text file.`)
  await countOne(world, tables, `plans:${caller.user}`, perMinute, 60_000, 'Too many messages.')
  const result = await turnByWords(await inputOf(tables, session, text, language, caller.attribution), { music: musicOfObjects(world.music, world.objects), voice: world.voice })
  const before = draftOf(session)
  const changed = !isSame(before, result.draft)
  return {
    version: session.version, changed, action: result.action, reply: result.reply, receipt: receiptOf(result), operations: changed ? result.operations : [], draft: result.draft,
    description: describeDraft(result.draft, result.plan.language === 'zh' ? 'zh' : 'en'), credits: changed && world.settings.credits.enabled ? priceOfChange(before, result.draft, result.action === 'create', world.settings) : 0,
    ...(result.question !== undefined && { question: { text: result.question.text, options: result.question.options, default: result.question.default } }),
  }
}

function languageOf(session: Session): 'zh' | 'en' {
  return session.language?.startsWith('zh') === true ? 'zh' : 'en'
}

