// The conversation over a WebSocket, in the words of the vendor's command line: what a turn tells, and how an answer to a
// question comes back.

import type { TurnEvent } from '../../studio/index.ts'
import { errorTable, type AnyCode } from '../contract.ts'
import { numberOf } from '../core/failures.ts'

export type ChatEvent = Readonly<Record<string, unknown>> & { readonly type: string }

/** Events for one event of a turn. A turn that asks stays open: `done` comes with the turn that follows the answer. */
export function chatEvents(event: TurnEvent): readonly ChatEvent[] {
  switch (event.type) {
    case 'text': return [{ type: 'text', text: event.text }]
    case 'tool-call': return [{ type: 'tool_start', tool: event.name, tool_name: event.name, name: event.name, call_id: event.call }]
    case 'tool-result': return [{ type: 'tool_end', tool: event.name, tool_name: event.name, name: event.name, call_id: event.call }]
    case 'question': return [{
      type: 'ask_question', title: event.text, questions: [{ id: event.id, prompt: event.text, options: event.options.map((label) => ({ id: label, label })), allow_multiple: false }],
    }]
    case 'receipt': return [{ type: 'status', status: 'draft_updated', version: event.version, summary: event.summary }]
    case 'error': return [chatError(event.code, event.message)]
    case 'end': return event.state === 'awaiting_input' ? [] : [{ type: 'done', version: event.version }]
  }
}

export function chatError(code: string, message: string): ChatEvent {
  return { type: 'error', error: message, message, code: code in errorTable ? numberOf(code as AnyCode, 'gateway') : 500 }
}

export type ChatMessage =
  | { readonly type: 'message'; readonly content: string }
  | { readonly type: 'ping' }
  | { readonly type: 'abort' }

/** What a client sent; undefined: nothing that we know. Anything may come: it is a stranger's text. */
export function readChatMessage(text: string): ChatMessage | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const { type, content } = value as { readonly type?: unknown; readonly content?: unknown }
  if (type === 'ping' || type === 'abort') return { type }
  return type === 'message' && typeof content === 'string' ? { type, content } : undefined
}

/** Answers come as `1. <prompt>: <labels>` lines; what the person said is the labels. */
export function answerOf(content: string, asked: string | undefined): string {
  if (asked === undefined) return content
  const lines = content.split('\n').map((line) => line.trim()).filter((line) => line !== '')
  const answers = lines.map((line) => /^\d+\. (.*)$/s.exec(line)?.[1])
  if (answers.length === 0 || answers.some((answer) => answer === undefined)) return content
  const said = answers.map((answer) => (answer!.startsWith(`${asked}: `) ? answer!.slice(asked.length + 2) : answer!.slice(answer!.lastIndexOf(': ') + (answer!.includes(': ') ? 2 : 0))))
  return said.join(', ')
}
