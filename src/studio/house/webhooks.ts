// The word that an export is finished or failed, sent to the address that was given with it. Always signed, HMAC-SHA-256 over
// `<timestamp>.<body>`, so that the receiver knows who sent it and that it is fresh; who gives no secret is given one. The
// engine tries again when nobody takes it.

import { KinoraError } from '../../base/index.ts'
import { hasEnded } from './render-end.ts'
import { viewOf } from './renders.ts'
import type { StudioWorld } from './world.ts'

export async function sendWebhook(world: StudioWorld, render: string): Promise<void> {
  const row = await world.store.tables.renders.find(render)
  if (row?.webhook === undefined || !hasEnded(row)) return
  const timestamp = Math.floor(world.clock.now() / 1000)
  const body = JSON.stringify({ event: `render.${row.state}`, render: await viewOf(world, world.store.tables, row) })
  const status = await world.network.post(row.webhook.url, body, {
    'content-type': 'application/json', 'x-kinora-event': `render.${row.state}`, 'x-kinora-delivery': row.id, ...signatureOf(world, row.webhook.secret ?? '', timestamp, body),
  })
  if (status < 200 || status >= 300) throw new KinoraError({ code: 'webhook-refused', message: `The webhook answered ${status}.` })
}

// An empty secret: of an export that was handed in before every webhook had one.
function signatureOf({ random }: StudioWorld, secret: string, timestamp: number, body: string): Readonly<Record<string, string>> {
  return { 'x-kinora-timestamp': String(timestamp), 'x-kinora-signature': `v1=${random.sign(secret, `${timestamp}.${body}`)}` }
}
