// What a turn tells, in the words of the skill protocol: flat, ADK, or the hybrid that satisfies readers of both. Text is
// sent once; long text is cut so that every event stays below what naive readers take in one piece.

import type { TurnEvent } from '../../studio/index.ts'
import { failureOf, numberOf } from '../core/failures.ts'
import type { AnyCode } from '../contract.ts'
import { errorTable } from '../contract.ts'
import type { EventForm } from '../settings.ts'

/** Bytes of one event as sent; the contract says 8 KB. */
const largest = 7800

export interface WireContext {
  readonly form: EventForm
  readonly turn: string
  readonly language?: string
  /** Milliseconds since 1970. */
  readonly now: () => number
}

type Wire = Readonly<Record<string, unknown>>

/** The events to send for one event of a turn; most give one, the end gives none. */
export function wireEvents(event: TurnEvent & { readonly sequence: number }, context: WireContext): readonly Wire[] {
  switch (event.type) {
    case 'text': return cut(event.text, (text) => textEvent(text, event.sequence, context)).map((text, part) => textEvent(text, event.sequence, context, part))
    case 'tool-call': return [fitting(callEvent(event, context), () => callEvent({ ...event, arguments: tooLong }, context))]
    case 'tool-result': return [fitting(resultEvent(event, context), () => resultEvent({ ...event, result: tooLong }, context))]
    case 'error': return [errorEvent(event.code, event.message, context.form)]
    // The question stands in the reply's text; the receipt's changes too.
    case 'question': case 'receipt': case 'end': return []
  }
}

/** What is sent in silences. ADK knows no heartbeat: a comment keeps the line open. */
export function heartbeatOf(form: EventForm): string {
  return form === 'adk' ? ': heartbeat\n\n' : 'data: {"type":"heartbeat"}\n\n'
}

/** A failure in the middle of a stream. */
export function errorEvent(code: string, message: string, form: EventForm): Wire {
  if (form === 'adk') return { error: message }
  const number = code in errorTable ? numberOf(code as AnyCode, 'skill') : 500
  return { type: 'error', error: message, code: number, message, errorCode: String(number), errorMessage: message }
}

/** Something thrown, as the last event of a stream. */
export function thrownEvent(thrown: unknown, form: EventForm): Wire {
  const { code, message } = failureOf(thrown)
  return errorEvent(code, message, form)
}

const tooLong = { note: 'too long for one event; the state has it' }

function textEvent(text: string, sequence: number, context: WireContext, part = 0): Wire {
  if (context.form === 'flat') return { type: 'text', content: text }
  const adk = adkEvent({ role: 'model', parts: [{ text }] }, sequence, context, part)
  return context.form === 'adk' ? adk : { type: 'text', text, ...adk }
}

function callEvent(event: TurnEvent & { readonly type: 'tool-call'; readonly sequence: number }, context: WireContext): Wire {
  const { name, call, arguments: args } = event
  const flat = { type: 'tool_call', name, args }
  if (context.form === 'flat') return flat
  const adk = adkEvent({ role: 'model', parts: [{ functionCall: { id: call, name, args } }] }, event.sequence, context)
  return context.form === 'adk' ? adk : { ...flat, ...adk }
}

function resultEvent(event: TurnEvent & { readonly type: 'tool-result'; readonly sequence: number }, context: WireContext): Wire {
  const { name, call, result } = event
  const flat = { type: 'tool_result', name, result }
  if (context.form === 'flat') return flat
  // A function response is an object by ADK's model.
  const response = typeof result === 'object' && result !== null && !Array.isArray(result) ? result : { result }
  const adk = adkEvent({ role: 'user', parts: [{ functionResponse: { id: call, name, response } }] }, event.sequence, context)
  return context.form === 'adk' ? adk : { ...flat, ...adk }
}

function adkEvent(content: Wire, sequence: number, { turn, now }: WireContext, part = 0): Wire {
  return {
    content, author: 'nemo_agent', invocationId: `e-${turn}`, id: eventName(turn, sequence, part), timestamp: now() / 1000,
    actions: { stateDelta: {}, artifactDelta: {}, requestedAuthConfigs: {} },
  }
}

// Eight characters, the same whenever the event is told again.
function eventName(turn: string, sequence: number, part: number): string {
  let state = 2166136261
  for (const one of `${turn}/${sequence}/${part}`) state = Math.imul(state ^ one.codePointAt(0)!, 16777619) >>> 0
  return state.toString(36).padStart(8, '0').slice(-8)
}

function fitting(event: Wire, smaller: () => Wire): Wire {
  return bytesOf(event) <= largest ? event : smaller()
}

function bytesOf(event: Wire): number {
  return Buffer.byteLength(JSON.stringify(event))
}

/** Pieces that each fit into one event and together are the whole text; cut at spaces where there are any. */
function cut(text: string, event: (text: string) => Wire): readonly string[] {
  if (text.length < 1000 || bytesOf(event(text)) <= largest) return text === '' ? [] : [text]
  const half = Math.floor(text.length / 2)
  const space = text.lastIndexOf(' ', half)
  let at = space > half / 2 ? space + 1 : half
  // Never between the halves of a character.
  if (/[\udc00-\udfff]/.test(text[at]!)) at += 1
  return [...cut(text.slice(0, at), event), ...cut(text.slice(at), event)]
}
