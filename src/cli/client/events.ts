// The events of a turn, whatever the server's spelling: hybrid, flat, ADK or bare text. Pure but for reading the stream.

export type TurnEvent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tool' }
  | { readonly kind: 'heartbeat' }
  | { readonly kind: 'error'; readonly number: number; readonly message: string }

/** Every event of a stream. Throws when the stream breaks, also in the middle of a line. */
export async function* readEvents(response: Response): AsyncGenerator<TurnEvent> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of response.body ?? []) {
    rest += decoder.decode(chunk as Uint8Array, { stream: true })
    const lines = rest.split('\n')
    rest = lines.pop()!
    for (const line of lines) {
      const event = eventOf(line)
      if (event !== undefined) yield event
    }
  }
  const last = eventOf(rest)
  if (last !== undefined) yield last
}

/** One line; undefined for blank lines, comments and field names that say nothing. Throws for half a line. */
export function eventOf(line: string): TurnEvent | undefined {
  if (!line.startsWith('data:')) return line.startsWith(':') ? { kind: 'heartbeat' } : undefined
  const text = line.slice(5).trim()
  if (text === '' || text === '[DONE]') return { kind: 'heartbeat' }
  const event = JSON.parse(text) as Readonly<Record<string, any>>
  if (event['type'] === 'error' || typeof event['error'] === 'string') return { kind: 'error', number: Number(event['code'] ?? event['errorCode'] ?? 0), message: String(event['message'] ?? event['error'] ?? '') }
  const said = wordsOf(event)
  if (said !== '') return { kind: 'text', text: said }
  return event['type'] === 'tool_call' || event['type'] === 'tool_result' || event['content']?.parts !== undefined ? { kind: 'tool' } : { kind: 'heartbeat' }
}

function wordsOf({ type, text, content }: Readonly<Record<string, any>>): string {
  if (typeof content === 'string') return type === 'text' || type === undefined ? content : ''
  if (typeof text === 'string') return text
  const parts: unknown = content?.parts
  return Array.isArray(parts) ? parts.map((part) => (typeof part?.text === 'string' ? part.text as string : '')).join('') : ''
}
