// How a conversation grows: pure steps from one list of exchanges to the next. Versions bring receipts, events bring words.

import type { Exchange, Turn, TurnEvent, VersionLine } from './film.ts'

/** The conversation as the server keeps it, with what each turn changed. */
export function fromServer(turns: readonly Turn[], versions: readonly VersionLine[]): readonly Exchange[] {
  const made = new Map(versions.flatMap(({ turn, version, receipt }) => (turn === undefined ? [] : [[turn, { version, receipt }] as const])))
  return turns.map((turn) => ({
    id: turn.id, text: turn.text, state: turn.state, reply: turn.reply ?? '', startedAt: turn.startedAt, steps: [], ...(made.has(turn.id) && { made: made.get(turn.id)! }),
  }))
}

/** The server's list with what only the page knows put back: unsent messages, steps and questions of turns seen live. */
export function merged(kept: readonly Exchange[], fresh: readonly Exchange[]): readonly Exchange[] {
  const known = new Map(kept.map((exchange) => [exchange.id, exchange]))
  const joined = fresh.map((exchange) => {
    const old = known.get(exchange.id)
    if (old === undefined) return exchange
    const longer = exchange.reply.length >= old.reply.length ? exchange.reply : old.reply
    return { ...exchange, reply: longer, steps: old.steps, ...(old.question && { question: old.question }), ...(old.problem !== undefined && { problem: old.problem }), ...(!exchange.made && old.made && { made: old.made }) }
  })
  const there = new Set(fresh.map(({ id }) => id))
  return [...joined, ...kept.filter(({ id, state }) => !there.has(id) && (state === 'waiting' || state === 'sending' || state === 'unsent'))]
}

/** One event of a turn told. */
export function heard(exchanges: readonly Exchange[], turn: string, event: TurnEvent): readonly Exchange[] {
  return exchanges.map((exchange) => (exchange.id === turn ? told(exchange, event) : exchange))
}

function told(exchange: Exchange, event: TurnEvent): Exchange {
  switch (event.type) {
    case 'text': return { ...exchange, reply: exchange.reply === '' ? event.text : `${exchange.reply}\n\n${event.text}` }
    case 'tool-call': return { ...exchange, steps: [...exchange.steps, event.name] }
    case 'tool-result': return exchange
    case 'question': return { ...exchange, question: event }
    case 'receipt': return { ...exchange, made: { version: event.version, receipt: event.receipt } }
    case 'error': return { ...exchange, problem: event.message }
    case 'end': return { ...exchange, state: stateOf(event.state) }
  }
}

const states: readonly Turn['state'][] = ['running', 'awaiting_input', 'done', 'failed', 'aborted']

function stateOf(state: string): Turn['state'] {
  return states.find((one) => one === state) ?? 'done'
}
