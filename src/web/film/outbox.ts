// Messages that were said and that the server has not taken yet, kept in this tab over a reload. Each has a name of its
// own, under which the server takes it once, however often it is sent. The start page puts the first message of a film in.

export interface OutboxMessage {
  /** The name under which it is sent. */
  readonly id: string
  readonly text: string
  /** ms since 1970 */
  readonly saidAt: number
}

export interface Outbox {
  of(session: string): readonly OutboxMessage[]
  keep(session: string, message: OutboxMessage): void
  drop(session: string, id: string): void
}

const place = (session: string) => `kinora.outbox.${session}`

/** `storage` absent or full: messages are sent all the same, and not kept. */
export function createOutbox(storage: Storage | undefined): Outbox {
  const of = (session: string): readonly OutboxMessage[] => {
    try {
      const value: unknown = JSON.parse(storage?.getItem(place(session)) ?? '[]')
      return Array.isArray(value) ? value.filter(isMessage) : []
    } catch {
      return []
    }
  }
  const save = (session: string, messages: readonly OutboxMessage[]) => {
    try {
      if (messages.length === 0) storage?.removeItem(place(session))
      else storage?.setItem(place(session), JSON.stringify(messages))
    } catch {
      // A full storage: the message lives as long as the page.
    }
  }
  return {
    of,
    keep: (session, message) => save(session, [...of(session).filter(({ id }) => id !== message.id), message]),
    drop: (session, id) => save(session, of(session).filter((one) => one.id !== id)),
  }
}

function isMessage(value: unknown): value is OutboxMessage {
  const { id, text, saidAt } = (value ?? {}) as Partial<Record<keyof OutboxMessage, unknown>>
  return typeof id === 'string' && typeof text === 'string' && typeof saidAt === 'number'
}

/** A name for a message that no other message has. */
export function messageName(now: number): string {
  return `page-${now.toString(36)}-${[...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
