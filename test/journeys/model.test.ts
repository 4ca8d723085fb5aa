// A language model on loopback, from the command line: it edits a film by tools; when it is away the planner does it; the
// key is never seen.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { jsonOf, kinora, paintPictures, passingFolder } from './kit.ts'

const secret = 'sk-nobody-may-see-this'

interface Planned {
  reply: string
  model?: { name: string; steps: number; tokens: number; fallback?: string }
  operations: { name: string }[]
  draft: { title: string }
}

/** Speaks the protocol: first one call, then a word. */
async function modelServer(t: TestContext): Promise<{ readonly address: string; readonly keys: (string | undefined)[]; readonly bodies: string[] }> {
  const [keys, bodies]: [(string | undefined)[], string[]] = [[], []]
  const server = createServer((asked, response) => {
    let text = ''
    asked.setEncoding('utf8').on('data', (piece: string) => { text += piece }).on('end', () => {
      keys.push(asked.headers.authorization)
      bodies.push(text)
      const message = bodies.length % 2 === 1 ? { role: 'assistant', content: null, tool_calls: [{ id: 'c', type: 'function', function: { name: 'set-title', arguments: '{"title":"Evening light"}' } }] } : { role: 'assistant', content: 'Done.' }
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ choices: [{ index: 0, message, finish_reason: 'stop' }], usage: { prompt_tokens: 1000, completion_tokens: 20, total_tokens: 1020 } }))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => { server.closeAllConnections(); server.close() })
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, keys, bodies }
}

test('a model edits a film by the catalogue, and the planner stands in when it is away', async (t) => {
  const folder = passingFolder(t)
  paintPictures(join(folder, 'trip'), 3, 160, 90)
  const { address, keys, bodies } = await modelServer(t)
  const made = jsonOf<Planned>(await kinora(['plan', 'trip', '-p', 'a 6 second slideshow', '--json'], { folder }))
  assert.equal(made.model, undefined, 'off by default')
  writeFileSync(join(folder, 'trip.json'), JSON.stringify(made.draft))
  const environment = { KINORA_MODEL_URL: address, KINORA_MODEL_NAME: 'little', KINORA_MODEL_KEY: secret }
  const ran = await kinora(['edit', 'trip.json', '-o', 'by-model.json', '-p', 'call it something with light', '--json'], { folder, environment })
  const edited = jsonOf<Planned>(ran)
  assert.deepEqual(edited.model, { name: 'little', steps: 2, tokens: 2040 })
  assert.equal(edited.draft.title, 'Evening light')
  assert.match(edited.reply, /Evening light/)
  assert.deepEqual(keys, [`Bearer ${secret}`, `Bearer ${secret}`])
  assert.ok(bodies.every((body) => !body.includes(folder)), 'a path left the house')
  const away = await kinora(['edit', 'trip.json', '-o', 'by-planner.json', '-p', 'black and white', '--json'], { folder, environment: { ...environment, KINORA_MODEL_URL: 'http://127.0.0.1:1/v1' } })
  const planned = jsonOf<Planned>(away)
  assert.equal(planned.model?.fallback, 'model-unreachable')
  assert.match(planned.reply, /cannot be reached, so the built-in planner read your words/)
  assert.ok(planned.operations.some(({ name }) => name === 'set-look'))
  const wrong = await kinora(['edit', 'trip.json', '-p', 'black and white'], { folder, environment: { ...environment, KINORA_MODEL_URL: 'nonsense' } })
  assert.notEqual(wrong.code, 0)
  assert.match(wrong.stderr, /KINORA_MODEL_URL is not an address/)
  const doctor = await kinora(['doctor', '--json'], { folder, environment })
  assert.match(doctor.stdout, /little at 127\.0\.0\.1/)
  for (const { stdout, stderr } of [ran, away, wrong, doctor]) assert.ok(!`${stdout}${stderr}`.includes(secret), 'the key was seen')
})
