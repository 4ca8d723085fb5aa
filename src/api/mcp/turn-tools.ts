// Tools that talk to the studio in plain words: a message is handed in under an id of the client's own choice, so that a
// call that broke can be made again without anything happening twice.

import { z } from 'zod'
import { StudioError, type Turn, type TurnEvent } from '../../studio/index.ts'
import { tool, type ToolCall } from './tool.ts'
import { filmId, lines, listed, waitSeconds } from './words.ts'

const sessionId = filmId.describe('From create_video_project; the project id names the same film.')
const turnId = z.string().min(1).max(200)
const told = z.looseObject({ type: z.string() })
const output = z.strictObject({
  turn_id: z.string(), session_id: z.string(), turn_state: z.enum(['running', 'awaiting_input', 'stopped']), ok: z.boolean().describe('false: it failed or was cancelled'), reply: z.string(), version: z.number().optional(),
  events: z.array(told), runtime_statuses: z.array(z.string()),
})

/** Shortest look at what a turn has told: long enough to read what is written down already, ms. */
const shortestLook = 300

export const turnTools = {
  delegate_to_nemo_agent: tool({
    title: 'Say what to make or change',
    description: 'Hands a message in plain English or Chinese to the editor: "a calm 20 second film with music", "remove the third photo", "标题更大". One wish or several. The same turn_id is the same turn: repeat the call with it when it broke, nothing happens twice. When turn_state is running call get_nemo_agent_turn; when it is awaiting_input answer the question of the last ask_question with another message.',
    input: z.strictObject({
      session_id: sessionId, message: z.string().min(1).max(200_000), turn_id: turnId.optional().describe('Yours to choose, unique within the session.'),
      attachments: z.array(z.looseObject({ file_id: z.string().max(200) })).max(200).optional().describe('Files of this project that the message is about; all of them are known to it anyway.'), wait_seconds: waitSeconds(30),
    }),
    output,
    async run({ session_id, message, turn_id, attachments = [], wait_seconds }, call) {
      const { studio, caller } = call
      const session = await studio.sessions.find(caller, session_id)
      if (attachments.length > 0) await needFiles(call, session.id, attachments.map(({ file_id }) => file_id))
      const { turn } = await studio.turns.send(caller, { session: session.id, text: message, ...(turn_id !== undefined && { idempotencyKey: turn_id }) })
      return turnAnswer(call, turn, wait_seconds)
    },
  }),

  get_nemo_agent_turn: tool({
    title: 'How far a message is',
    description: 'Everything that a turn has told so far, by the turn_id that was given or answered.', readOnly: true,
    input: z.strictObject({ session_id: sessionId, turn_id: turnId, wait_seconds: waitSeconds(0) }),
    output,
    run: async ({ session_id, turn_id, wait_seconds }, call) => turnAnswer(call, await findTurn(call, session_id, turn_id), wait_seconds),
  }),

  cancel_nemo_agent_turn: tool({
    title: 'Stop a message',
    description: 'Stops a running turn; what it reserved is given back and the film stays as it was. A finished turn stays as it is.',
    input: z.strictObject({ session_id: sessionId, turn_id: turnId }),
    output,
    async run({ session_id, turn_id }, call) {
      const turn = await findTurn(call, session_id, turn_id)
      return turnAnswer(call, await call.studio.turns.cancel(call.caller, turn.id), 0)
    },
  }),
}

async function findTurn({ studio, caller }: ToolCall, session: string, id: string): Promise<Turn> {
  const own = await studio.sessions.find(caller, session)
  const turn = await studio.turns.byKey(caller, own.id, id) ?? await studio.turns.find(caller, id)
  if (turn.session !== own.id) throw new StudioError('turn-unknown', `There is no turn ${JSON.stringify(id.slice(0, 80))} in this session.`)
  return turn
}

async function needFiles({ studio, caller }: ToolCall, session: string, ids: readonly string[]): Promise<void> {
  const known = new Set((await studio.sessions.assets(caller, session)).map(({ id }) => id))
  const missing = ids.find((id) => !known.has(id))
  if (missing !== undefined) throw new StudioError('asset-unknown', `The attachment ${JSON.stringify(missing.slice(0, 80))} is not a file of this project. Upload it here first.`)
}

async function turnAnswer({ studio, caller, signal, progress }: ToolCall, { id, session, idempotencyKey }: Turn, seconds: number) {
  const events: TurnEvent[] = []
  const end = AbortSignal.any([signal, AbortSignal.timeout(Math.max(shortestLook, seconds * 1000))])
  for await (const event of studio.turns.events(caller, id, 0, end)) {
    events.push(event)
    progress(0.5, event.type)
  }
  const turn = await studio.turns.find(caller, id)
  const turn_state = turn.state === 'running' || turn.state === 'awaiting_input' ? turn.state : 'stopped'
  const version = events.flatMap((event) => (event.type === 'end' || event.type === 'receipt' ? [event.version] : [])).at(-1)
  const reply = turn.reply ?? events.flatMap((event) => (event.type === 'text' ? [event.text] : [])).join('')
  const receipt = events.findLast((event) => event.type === 'receipt')
  const question = events.findLast((event) => event.type === 'question')
  const turn_id = idempotencyKey ?? id
  return {
    text: lines(
      turn_state === 'running' ? `Turn ${turn_id} is still running. Call get_nemo_agent_turn.` : turn.state === 'aborted' ? `Turn ${turn_id} was cancelled.` : undefined, reply,
      receipt && lines(`Version ${receipt.version}.`, listed('Changed', receipt.receipt.changes), listed('Assumed', receipt.receipt.assumed), listed('Not understood', receipt.receipt.notUnderstood), listed('Refused', receipt.receipt.refused), receipt.summary),
      question && `Question: ${question.text} (${question.options.join(' / ')})`,
    ),
    data: {
      turn_id, session_id: session, turn_state, ok: turn.state !== 'failed' && turn.state !== 'aborted', reply, ...(version !== undefined && { version }),
      events: events.flatMap(shown), runtime_statuses: turn.state === 'aborted' ? ['user_abort'] : [],
    },
  } as const
}

// Events as public clients of this protocol know them: a question is a call of the tool ask_question.
function shown(event: TurnEvent): readonly ({ readonly type: string } & Readonly<Record<string, unknown>>)[] {
  switch (event.type) {
    case 'text': return [{ type: 'text', text: event.text }]
    case 'tool-call': return [{ type: 'tool_call', id: event.call, name: event.name, arguments: event.arguments }]
    case 'tool-result': return [{ type: 'tool_result', id: event.call, name: event.name, result: event.result }]
    case 'question': return [{ type: 'tool_call', id: event.id, name: 'ask_question', arguments: { questions: [{ id: event.id, prompt: event.text, options: event.options.map((label) => ({ id: label, label })), default: event.default }] } }]
    case 'error': return [{ type: 'error', code: event.code, message: event.message }]
    case 'receipt': case 'end': return []
  }
}
