// Asks one address again and again and keeps how long each answer took, until its parent says stop. Started by server.ts.

import { setTimeout as pause } from 'node:timers/promises'

const [url, headers] = process.argv.slice(2) as [string, string]
const times: number[] = []
const errors: string[] = []
let on = true
process.once('message', () => { on = false })
while (on) {
  const begun = performance.now()
  const answer = await fetch(url, { headers: JSON.parse(headers) as Record<string, string> })
  await answer.arrayBuffer()
  if (!answer.ok) errors.push(`state: ${answer.status}`)
  times.push(performance.now() - begun)
  await pause(20)
}
process.send!({ times, errors })
