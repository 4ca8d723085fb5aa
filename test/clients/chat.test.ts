// `kinora chat` from a script: a film of each folder, addresses and folders sent, links told, earlier films gone on with.

import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { runCommandLine } from '../../src/cli/index.ts'
import { handTimes } from './hand-times.ts'
import { filmBytes, misbehave, secrets, type Habits, type Misbehaving } from './misbehaving.ts'

const folder = mkdtempSync(join(tmpdir(), 'kinora-chat-'))
for (const [place, ...names] of [['lisbon', 'beach.jpg', 'pier.jpg'], ['porto', 'bridge.jpg'], ['porto/night', 'river.jpg']] as const) {
  mkdirSync(join(folder, 'trips', place), { recursive: true })
  for (const name of names) writeFileSync(join(folder, 'trips', place, name), 'a picture')
}
const opened: Misbehaving[] = []
after(async () => {
  for (const server of opened) await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const film = { d: 8000, t: [{ tt: 0, n: 'Video', sg: [{ id: 's1', n: 'beach.jpg', st: 0, d: 8000 }] }] }
let homes = 0

async function meet(habits: Omit<Habits, 'times'>, language = 'en_US.UTF-8') {
  const times = handTimes()
  const server = await misbehave({ film, claims: true, turn: [{ say: 'Your film is cut.' }], ...habits, times })
  opened.push(server)
  const home = join(folder, `home-${++homes}`)
  return {
    server,
    async chat(...args: string[]) {
      let [out, err] = ['', '']
      const unneeded = (): never => assert.fail('only the server is needed')
      const code = await runCommandLine(['chat', ...args], {
        folder, clock: { now: () => 0 }, signal: new AbortController().signal, environment: { HOME: home, LANG: language, NEMO_API_URL: server.url }, workshop: unneeded, diagnose: unneeded, drawSamples: unneeded, house: unneeded, times,
        terminal: { out: (text) => { out += text }, err: (text) => { err += text }, live: false, columns: 80 },
      }, '0')
      assert.ok(!`${out}${err}`.includes('nmv_usr') && !`${out}${err}`.includes(secrets.session), out)
      return { code, out, err }
    },
  }
}

test('--each: a film of every folder and file, each with a session and a render of its own', async () => {
  const { server, chat } = await meet({})
  const { code, out } = await chat('--each', 'trips/lisbon', 'trips/porto', 'trips/porto/bridge.jpg', '--say', 'a 8 second film', '-o', 'films')
  assert.equal(code, 0, out)
  assert.deepEqual(readdirSync(join(folder, 'films')).sort(), ['kinora-bridge.mp4', 'kinora-lisbon.mp4', 'kinora-porto.mp4'])
  assert.deepEqual(readFileSync(join(folder, 'films/kinora-porto.mp4')), filmBytes)
  assert.deepEqual([server.count('POST /api/tasks/'), server.count('POST /run_sse'), server.count('POST /api/render/proxy/lambda')], [3, 3, 3])
  assert.equal(new Set(server.taken.filter((one) => one.startsWith('render'))).size, 3)
  assert.deepEqual(server.taken.filter((one) => one.startsWith('upload')), ['upload beach.jpg pier.jpg', 'upload bridge.jpg river.jpg', 'upload bridge.jpg'])
  assert.match(out, /^lisbon: Received: beach\.jpg, pier\.jpg\.$/m)
  assert.match(out, /^porto: The film is ready: .*kinora-porto\.mp4/m)
})

test('--each needs something to say, and one that fails leaves the others alone', async () => {
  const { server, chat } = await meet({ refusals: [{ at: 'POST /run_sse', code: 2001, times: 1 }] }, 'zh_CN.UTF-8')
  assert.match((await chat('--each', 'trips/lisbon')).err, /--each needs files or folders and what to make of each of them/)
  const { code, out } = await chat('--each', 'trips/lisbon', 'trips/porto', '--say', '做一个8秒的视频', '-o', 'others', '--json')
  const lines = out.trim().split('\n').map((line) => JSON.parse(line))
  assert.equal(code, 1)
  assert.deepEqual(lines.map(({ of, route, ok }) => [of, route, ok]), [['lisbon', 'upload', true], ['lisbon', 'chat', false], ['porto', 'upload', true], ['porto', 'chat', true], ['porto', 'export', true]])
  assert.match(lines[1].text, /免费积分用完了/)
  assert.ok(existsSync(join(folder, 'others/kinora-porto.mp4')))
  assert.equal(server.count('POST /api/render/proxy/lambda'), 1)
})

test('folders, patterns and addresses are sent, what is refused is named, and the film comes with a link to go on', async () => {
  const { server, chat } = await meet({ unusable: ['river.jpg'] })
  const { code, out } = await chat('trips/lisbon/*.jpg', 'https://example.com/harbour%20view.jpg?w=2', '--say', 'add https://example.com/x.png and trips/porto/ please', '--say', 'export', '-o', 'one.mp4')
  assert.deepEqual(server.taken.filter((one) => one.startsWith('upload')), ['upload beach.jpg pier.jpg', 'upload https://example.com/harbour%20view.jpg?w=2', 'upload bridge.jpg', 'upload https://example.com/x.png'])
  // What is left of a message that only names files is no message.
  assert.equal(server.count('POST /run_sse'), 0)
  assert.match(out, /^Received: beach\.jpg, pier\.jpg, harbour view\.jpg\.$/m)
  assert.match(out, /^Received: bridge\.jpg, x\.png\.\nNot usable: river\.jpg \(This is no picture\.\)\.$/m)
  assert.match(out, new RegExp(`^To watch it in a browser and go on there: ${server.url}/workspace/claim\\?ct=clm_8Qm$`, 'm'))
  assert.equal(code, 1)
})

test('a server without such links brings the film all the same', async () => {
  const { chat } = await meet({ claims: undefined } as unknown as Habits)
  const { code, out } = await chat('--say', 'export', '-o', 'two.mp4')
  assert.deepEqual([code, out.includes('claim')], [0, false])
})

test('--continue goes on in the session of the last film, another conversation begins its own', async () => {
  const { server, chat } = await meet({})
  assert.match((await chat('--continue', '--say', 'hello')).err, /There is no earlier film on this server/)
  await chat('trips/lisbon', '--say', 'a 8 second film')
  const { err, code } = await chat('--continue', '--say', 'undo')
  assert.deepEqual([code, server.count('POST /api/tasks/')], [0, 1])
  assert.match(err, /Going on with "a 8 second film" \(2 files sent\)/)
  await chat('--say', 'another film')
  assert.equal(server.count('POST /api/tasks/'), 2)
})

test('many files are named in short', async () => {
  const { chat } = await meet({})
  mkdirSync(join(folder, 'many'))
  for (let number = 1; number <= 30; number++) writeFileSync(join(folder, 'many', `IMG_${number}.jpg`), 'a picture')
  assert.equal((await chat('many', '--say', 'status')).out.split('\n')[0], 'Received 30 files: IMG_1.jpg, IMG_2.jpg, IMG_3.jpg, IMG_4.jpg and 26 more.')
})
