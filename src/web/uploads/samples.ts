// Sample pictures that the house paints for a film: asked for once, again after a reload, and waited for like files on
// their way.

import type { Client } from '../client/client.ts'

const place = (session: string) => `kinora.samples.${session}`
const painting = new Map<string, Promise<void>>()

/** Films whose pictures are still wanted, over a reload. */
function isWanted(session: string): boolean {
  return globalThis.sessionStorage?.getItem(place(session)) === 'wanted'
}

/** Asks for the pictures; `client` may speak for the film. */
export function wantSamples(session: string, client: Client): void {
  globalThis.sessionStorage?.setItem(place(session), 'wanted')
  goOnWithSamples(session, client)
}

/** Goes on with what was wanted before a reload. A refusal ends the waiting: the film is made of what is there. */
export function goOnWithSamples(session: string, client: Client): void {
  if (painting.has(session) || !isWanted(session)) return
  const work = client.ask('samples', { params: { session } }).then(() => undefined, () => undefined).finally(() => {
    globalThis.sessionStorage?.removeItem(place(session))
    painting.delete(session)
  })
  painting.set(session, work)
}

export function areSamplesOpen(session: string): boolean {
  return painting.has(session)
}

/** Resolves when they are there or will not come, or when the signal says so. */
export async function samplesSettled(session: string, signal: AbortSignal): Promise<void> {
  const stopped = new Promise<void>((done) => signal.addEventListener('abort', () => done(), { once: true }))
  await Promise.race([painting.get(session), stopped])
}
