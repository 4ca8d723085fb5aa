// `kinora chat` against the real server: the words of a person, a film at the end, and nothing on the screen that is not
// for people.

import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as briefly } from 'node:timers/promises'
import { runCommandLine, type CliWorld } from '../../src/cli/index.ts'
import { openEngine } from '../../src/store/index.ts'
import { paintPictures } from '../journeys/kit.ts'
import { openServer } from './kit.ts'

const folder = mkdtempSync(join(tmpdir(), 'kinora-chat-'))
const endings: (() => Promise<void>)[] = []
after(async () => {
  for (const end of endings) await end()
  rmSync(folder, { recursive: true, force: true })
})

async function chat(url: string, ...args: string[]) {
  const written = { out: '', err: '' }
  const unreachable = (): never => assert.fail('a client needs nothing of this')
  const world: CliWorld = {
    folder, clock: { now: () => Date.now() }, signal: new AbortController().signal, workshop: unreachable, diagnose: unreachable, drawSamples: unreachable, house: unreachable,
    environment: { HOME: folder }, terminal: { out: (text) => { written.out += text }, err: (text) => { written.err += text }, live: false, columns: 80 },
    // The server's work takes real time; only the client's patience is shortened.
    times: { now: () => Date.now(), pause: async (ms, signal) => void await briefly(Math.min(ms, 100), undefined, { signal }), alarm: () => () => undefined },
  }
  return { code: await runCommandLine(['chat', '--api-url', url, ...args], world, '0.1.0'), ...written }
}

test('photos, a wish, a change, questions and an export; the next conversation needs no second token', async () => {
  const server = await openServer()
  const engine = await openEngine({ store: server.store })
  endings.push(() => engine.stop({ grace: 0 }))
  await engine.work(server.studio.work, { slots: 1 })
  const photos = paintPictures(join(folder, 'photos'), 2)
  const { code, out, err } = await chat(server.url, ...photos, '--say', 'make a 2 second slideshow, no music', '--say', 'add a title: Urban Dreams', '--say', 'status', '--say', 'how many credits are left?', '--say', 'export in 144p', '-o', 'trip.mp4')
  assert.equal(code, 0, out + err)
  assert.match(out, /Timeline \(2 tracks\)[^]*"Urban Dreams"[^]*\d+ credits left\.[^]*The film is ready: .*trip\.mp4/)
  assert.equal(readFileSync(join(folder, 'trip.mp4')).toString('latin1', 4, 8), 'ftyp')
  const { report } = await server.world.render.check(join(folder, 'trip.mp4'))
  assert.deepEqual([report.height, Math.round(report.durationSeconds)], [144, 2])
  assert.doesNotMatch(out + err, /nmv_usr_|\d{17,}|"code"/)

  const second = await chat(server.url, '--json', '--say', '还有多少积分', '--say', '导出')
  assert.equal(second.code, 1, second.out)
  const [credits, film] = second.out.trim().split('\n').map((line) => JSON.parse(line))
  assert.deepEqual([credits.route, credits.ok, film.route, film.ok], ['credits', true, 'export', false])
  assert.match(film.text, /还没有可以导出的内容/)
})
