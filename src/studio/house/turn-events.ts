// What a finished turn tells those who listen: its edits as a call of a tool and its result, one closing text, the receipt.
// Each event stays small, since some clients take a network chunk for an event.

import type { Receipt, TurnEvent, TurnState } from '../ports.ts'
import type { TurnResult } from '../turn.ts'
import { summaryOf } from './versions.ts'

/** The vendor's name for what edits the time line; clients have a label for it. */
export const editTool = 'edit_multitrack'

/** Characters of one text event; clients that cut the stream at chunks survive 8 KB. */
const longestText = 1800

export interface Ending {
  readonly state: TurnState
  readonly version: number
  /** Whether a version was made. */
  readonly changed: boolean
  /** The closing words. */
  readonly reply: string
}

export function receiptOf(result: TurnResult): Receipt {
  return {
    changes: result.changes, assumed: result.assumed, notUnderstood: result.notUnderstood,
    refused: result.refused.map(({ what, text }) => (text === '' ? what : `${what}: ${text}`)),
  }
}

export function eventsOf(turn: string, result: TurnResult, ending: Ending): readonly TurnEvent[] {
  const call = `fc-${turn.slice(-8)}`
  const { changed, version, state, reply } = ending
  const edits: readonly TurnEvent[] = changed ? [
    { type: 'tool-call', call, name: editTool, arguments: argumentsOf(result) },
    { type: 'tool-result', call, name: editTool, result: { ok: true, version, changes: shortened(result.changes, 12), film: summaryOf(result.draft) } },
  ] : []
  const { question } = result
  return [
    ...edits,
    ...piecesOf(reply).map((text): TurnEvent => ({ type: 'text', text })),
    ...(changed ? [{ type: 'receipt', version, receipt: shortReceipt(receiptOf(result)), summary: summaryOf(result.draft) } as const] : []),
    ...(question === undefined ? [] : [{ type: 'question', id: `q-${turn.slice(-8)}`, text: question.text, options: question.options, default: question.default } as const]),
    { type: 'end', state, version },
  ]
}

/** What a turn tells that came to nothing. */
export function failureEvents(code: string, message: string, version: number, state: 'failed' | 'aborted', details?: Readonly<Record<string, unknown>>): readonly TurnEvent[] {
  return [
    ...(state === 'failed' ? [{ type: 'error', code, message, ...(details !== undefined && { details }) } as const] : []),
    { type: 'text', text: message },
    { type: 'end', state, version },
  ]
}

// The names of the operations, each with how often; the operations themselves are in the version.
function argumentsOf({ operations, action }: TurnResult): unknown {
  const counts = new Map<string, number>()
  for (const { name } of operations) counts.set(name, (counts.get(name) ?? 0) + 1)
  const [first] = counts.keys()
  return { action, ...(first !== undefined && { op: first.replaceAll('-', '_') }), operations: [...counts].slice(0, 40).map(([name, count]) => (count === 1 ? name : `${name} ×${count}`)) }
}

function shortReceipt({ changes, assumed, notUnderstood, refused }: Receipt): Receipt {
  return { changes: shortened(changes, 12), assumed: shortened(assumed, 6), notUnderstood: shortened(notUnderstood, 6), refused: shortened(refused, 6) }
}

function shortened(texts: readonly string[], most: number): readonly string[] {
  return texts.slice(0, most).map((text) => (text.length > 200 ? `${text.slice(0, 199)}…` : text))
}

// Clients join what they get, so a long answer may come in several pieces, cut between lines or words.
function piecesOf(text: string): readonly string[] {
  const pieces: string[] = []
  let rest = text
  while (rest.length > longestText) {
    const cut = Math.max(rest.lastIndexOf('\n', longestText), rest.lastIndexOf(' ', longestText), rest.lastIndexOf('。', longestText))
    const at = cut > longestText / 2 ? cut + 1 : longestText
    pieces.push(rest.slice(0, at))
    rest = rest.slice(at)
  }
  return [...pieces, rest]
}
