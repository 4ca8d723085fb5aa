// What webhooks are signed with. Nobody gets an unsigned one: its receiver could not tell it from a stranger's.

import type { RandomPort, RenderRow } from '../ports.ts'

type Webhook = NonNullable<RenderRow['webhook']>

const prefix = 'whsec_'

/** A webhook as it is kept: with the client's secret, or with one made for this export. */
export function signedWebhook(random: RandomPort, { url, secret = '' }: Webhook): Webhook {
  return { url, secret: secret.trim() === '' ? prefix + random.secret(24) : secret }
}

/** The secret that was made, for who asked for a webhook and has none; undefined when the client gave one. */
export function madeSecret(asked: Webhook | undefined, kept: Webhook | undefined): string | undefined {
  if (asked === undefined || (asked.secret ?? '').trim() !== '') return undefined
  return kept?.secret?.startsWith(prefix) === true ? kept.secret : undefined
}
