// `kinora chat` as somebody types it, in a real terminal, against a server whose turns can be held up.

import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { program } from '../house/house-process.ts'
import { handTimes } from './hand-times.ts'
import { misbehave, type Habits, type Misbehaving } from './misbehaving.ts'
import { atTerminal, keys, withoutTerminal, type Move } from './terminal.ts'

const folder = mkdtempSync(join(tmpdir(), 'kinora-prompt-'))
mkdirSync(join(folder, 'lisbon'))
for (const name of ['beach.jpg', 'pier.jpg', 'tram.jpg']) writeFileSync(join(folder, 'lisbon', name), 'a picture')
const opened: Misbehaving[] = []
after(async () => {
  for (const server of opened) await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const film = { d: 8000, t: [{ tt: 0, n: 'Video', sg: [{ id: 's1', n: 'beach.jpg', st: 0, d: 8000 }] }] }

async function serve(habits: Omit<Habits, 'times'>): Promise<Misbehaving> {
  const server = await misbehave({ ...habits, times: handTimes() })
  opened.push(server)
  return server
}

function type(server: Misbehaving, moves: readonly Move[], { args = [], language = 'en_US.UTF-8', home = 'home' }: { readonly args?: readonly string[]; readonly language?: string; readonly home?: string } = {}) {
  return atTerminal([process.execPath, program, 'chat', ...args], moves, {
    folder, environment: { PATH: process.env['PATH'], HOME: join(folder, home), TERM: 'xterm', LANG: language, LC_ALL: language, NEMO_API_URL: server.url },
  })
}

test('a conversation at a prompt: greeting, a folder, a wish, help, the film again next time', { skip: withoutTerminal }, async () => {
  const server = await serve({ film, turn: [{ say: 'Your film is cut: 8 s.' }] })
  const first = await type(server, [
    ['› ', `lisbon/${keys.enter}`], ['› ', `make a 8 second film${keys.enter}`], ['Your film is cut: 8 s.', ''], ['› ', `help${keys.enter}`], ['› ', `/films${keys.enter}`], ['› ', `/nonsense${keys.enter}`], ['› ', keys.ctrlD],
  ])
  assert.deepEqual([first.code, first.left], [0, []], first.shown)
  assert.match(first.shown, /^Kinora\nSend me photos[^]*Try: "make a 20 second video of these photos with happy music"/)
  assert.match(first.shown, /Received: beach\.jpg, pier\.jpg, tram\.jpg\.[^]*Your film is cut: 8 s\.[^]*Ctrl-C · Ctrl-D +stops waiting/)
  assert.match(first.shown, /1 {2}"make a 8 second film" {2}beach\.jpg, pier\.jpg, tram\.jpg {2}\d{4}-/)
  assert.match(first.shown, /There is no command \/nonsense\. Say "help"[^]*The film is kept\. Go on with: kinora chat --continue/)
  // History comes back with the arrow, also in another conversation; the film goes on in the session of the first one.
  const sessions = server.count('POST /api/tasks/')
  const second = await type(server, [['› ', keys.up], ['/nonsense', keys.up], ['/films', keys.up], ['help', keys.up], ['make a 8 second film', keys.enter], ['Your film is cut', ''], ['› ', `quit${keys.enter}`]], { args: ['--continue'] })
  assert.deepEqual([second.code, second.left], [0, []], second.shown)
  assert.match(second.shown, /Going on with "make a 8 second film" \(3 files sent\)/)
  assert.equal(server.count('POST /api/tasks/'), sessions)
  assert.equal(server.taken.filter((one) => one.startsWith('message')).length, 2)
})

test('in Chinese, by the language of the machine', { skip: withoutTerminal }, async () => {
  const server = await serve({ film, turn: [{ say: '片子剪好了：8 秒。' }] })
  const { shown, code, left } = await type(server, [
    ['› ', `做一个8秒的视频${keys.enter}`], ['片子剪好了', ''], ['› ', `帮助${keys.enter}`], ['› ', `影片列表${keys.enter}`], ['› ', `新影片${keys.enter}`], ['› ', `继续第1部${keys.enter}`], ['› ', `退出${keys.enter}`],
  ], { language: 'zh_CN.UTF-8', home: 'home-zh' })
  assert.deepEqual([code, left], [0, []], shown)
  assert.match(shown, /把照片、视频、音乐或文字发给我[^]*可以说： “用这些照片做一个20秒的视频，配欢快的音乐”[^]*帮助：更多用法/)
  assert.match(shown, /随便说 +都是对影片的要求[^]*1 {2}“做一个8秒的视频”[^]*新的影片。[^]*继续“做一个8秒的视频”（已上传 0 个文件）。[^]*影片已保留。/)
})

test('Ctrl-C first leaves a turn to the server, then empties the line, then asks, then leaves; nothing is sent twice', { skip: withoutTerminal }, async () => {
  const held = join(folder, 'held')
  const server = await serve({ film, turn: [{ event: { type: 'heartbeat' } }, { hold: () => writeFileSync(held, '') }] })
  const { shown, code, left } = await type(server, [
    ['› ', `add a title${keys.enter}`], ['add a title', ''], ['…', keys.ctrlC, held], ['I stopped waiting', ''], ['› ', 'half a wi'], ['half a wi', keys.ctrlC], ['› ', keys.ctrlC], ['Press Ctrl-C again', ''], ['› ', keys.ctrlC],
  ], { home: 'home-stop' })
  assert.deepEqual([code, left], [0, []], shown)
  assert.match(shown, /I stopped waiting; nothing is lost\. What was sent goes on at the server: ask for the status in a moment\./)
  assert.match(shown, /Press Ctrl-C again to leave; the film is kept\./)
  assert.equal(server.taken.filter((one) => one.startsWith('message')).length, 1)
})

test('files that are not there, or that the server refuses, are named', { skip: withoutTerminal }, async () => {
  const server = await serve({ film, turn: [{ say: 'Done.' }], refusals: [{ at: 'POST /api/upload-video', code: 4001 }] })
  const { shown, left } = await type(server, [['› ', `nowhere/*.jpg${keys.enter}`], ['› ', `upload lisbon/tram.jpg${keys.enter}`], ['› ', keys.ctrlD]], { home: 'home-files' })
  assert.deepEqual(left, [], shown)
  assert.match(shown, /There is no file .*nowhere\/\*\.jpg\.[^]*The server cannot use this kind of file\. It takes mp4/)
})

test('what was stopped before it was sent is said to be so', { skip: withoutTerminal }, async () => {
  const server = await serve({ film, refusals: [{ at: 'GET /api/state', code: 429 }] })
  const { shown, left } = await type(server, [['› ', `add a title${keys.enter}`], ['try once more in 30 seconds', keys.ctrlC], ['before it was sent', ''], ['› ', keys.ctrlD]], { home: 'home-early' })
  assert.deepEqual(left, [], shown)
  assert.match(shown, /Stopped before it was sent; nothing was done\./)
  assert.deepEqual(server.taken, [])
})
