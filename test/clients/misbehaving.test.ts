// The skill client against a server that misbehaves: the right sentence each time, nothing sent twice, no secret shown.

import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { keepsakesIn, startConversation, type Reply } from '../../src/cli/index.ts'
import { handTimes } from './hand-times.ts'
import { filmBytes, misbehave, secrets, type Habits, type Misbehaving, type Step } from './misbehaving.ts'

const folder = mkdtempSync(join(tmpdir(), 'kinora-misbehaving-'))
const photo = join(folder, 'beach.jpg')
writeFileSync(photo, 'a picture')
const opened: Misbehaving[] = []
after(async () => {
  // A test that failed has not closed its server.
  for (const server of opened) await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const picture = { tt: 0, n: 'Video', sg: [{ id: 's1', n: 'beach.jpg', st: 0, d: 8000 }] }
const film = { d: 8000, t: [picture] }
const titled = { d: 8000, t: [picture, { tt: 7, n: 'Title', sg: [{ id: 'x1', tx: 'Summer', st: 0, d: 3000 }] }] }
const added = 'Done: added the text "Summer".'
const link = `/register?bind=${secrets.user}`
const heartbeat: Step = { event: { type: 'heartbeat' } }
let homes = 0

/** A conversation with a server of these habits; whatever it shows is searched for secrets at the end. */
async function meet(habits: Omit<Habits, 'times'>, token?: string) {
  const times = handTimes()
  const server = await misbehave({ film, ...habits, times })
  opened.push(server)
  const notes: string[] = []
  const replies: Reply[] = []
  const home = join(folder, `home-${++homes}`)
  let ids = 0
  const conversation = startConversation({
    apiUrl: server.url, times, random: () => `r${++ids}`, filmPath: () => join(folder, `film-${homes}.mp4`), onNote: (note) => notes.push(note),
    skill: { attribution: { source: 'kinora', version: '1.0.0', platform: 'unknown' }, largestFile: 1, formats: ['mp4', 'jpg'] },
    access: { token, clientId: undefined, keepsakes: keepsakesIn(home) },
  })
  return {
    server, times, notes, replies, home, filmFile: join(folder, `film-${homes}.mp4`),
    say: async (words: string) => remember(await conversation.say(words)),
    upload: async (...paths: string[]) => remember(await conversation.upload(paths)),
    messages: () => server.taken.filter((one) => one.startsWith('message')).length,
    async end() {
      await server.close()
      const shown = [...notes, ...replies.map(({ text }) => text)].join('\n')
      assert.ok(!shown.includes('nmv_usr') && !shown.includes(secrets.session) && !shown.includes('"code"'), shown)
      assert.ok(!shown.replaceAll(link, '').includes(secrets.user), shown)
      assert.deepEqual(readdirSync(folder).filter((name) => name.endsWith('.part')), [])
    },
  }
  function remember(reply: Reply): Reply {
    replies.push(reply)
    return reply
  }
}

for (const [words, answer] of [['add a title', added], ['加个标题', '好了：加了文字 "Summer"。']] as const) {
  test(`a silent edit is told from the state: ${words}`, async () => {
    const met = await meet({ turn: [heartbeat, { event: { type: 'tool_call', name: 'edit_multitrack', args: {} } }, { film: titled }] })
    assert.deepEqual(await met.say(words), { ok: true, route: 'chat', text: answer })
    assert.deepEqual([met.server.count('POST /run_sse'), met.times.pauses], [1, []])
    await met.end()
  })
}

test('a silent edit whose state comes late is waited for', async () => {
  const met = await meet({ turn: [{ film: titled }], lateLooks: 2 })
  assert.equal((await met.say('add a title')).text, added)
  assert.deepEqual([met.server.count('POST /run_sse'), met.times.pauses], [1, [30_000, 60_000]])
  await met.end()
})

test('silence without any change is said, and the message stays one', async () => {
  const met = await meet({ turn: [] })
  const reply = await met.say('add a title')
  assert.match(reply.text, /did not answer, and the film is as it was/)
  assert.deepEqual([reply.ok, met.server.count('POST /run_sse')], [false, 1])
  await met.end()
})

test('a third of the edits being silent, every one is answered and none sent again', async () => {
  const met = await meet({})
  for (let number = 0; number < 12; number++) {
    const next = { ...titled, t: [picture, { tt: 7, sg: [{ id: 'x1', tx: `Title ${number}`, st: 0, d: 3000 }] }] }
    met.server.habits.turn = [{ film: next }, ...(number % 3 === 0 ? [] : [{ say: `Title ${number} is in.`, ...(number % 2 && { flat: true as const }) }])]
    assert.match((await met.say(`title ${number}`)).text, new RegExp(`Title ${number}`))
  }
  assert.deepEqual([met.server.count('POST /run_sse'), met.times.pauses], [12, []])
  await met.end()
})

test('talk about screens is translated in both languages, and a look at the timeline is taken', async () => {
  const met = await meet({ turn: [{ say: 'Added music. Click the Export button to download, or preview it in the timeline.' }] })
  assert.equal((await met.say('add music')).text, 'Added music. Say "export" and I bring you the film.')
  met.server.habits.turn = [{ say: '已添加音乐。' }, { say: '可以在时间线预览效果。拖拽片段可以调整。' }]
  assert.equal((await met.say('加音乐')).text, '已添加音乐。告诉我新的位置或时间，我来移动。\n时间线（1 条轨道）：1. Video: beach.jpg (0-8s)')
  await met.end()
})

test('only heartbeats: a word every two minutes, an end after fifteen, and no second message', async () => {
  const met = await meet({ turn: [heartbeat, { silence: 8 * 60_000 }, heartbeat, { silence: 7 * 60_000 }] })
  const reply = await met.say('make it better')
  assert.match(reply.text, /longer than 15 minutes/)
  assert.deepEqual(met.notes, Array(7).fill('⏳ Still working...'))
  assert.equal(met.server.count('POST /run_sse'), 1)
  await met.end()
})

const whole: readonly Step[] = [heartbeat, { event: { type: 'tool_call', name: 'edit_multitrack', args: {} } }, { event: { type: 'tool_result', name: 'edit_multitrack', result: {} } }, { say: 'Title added.' }]
for (let length = 0; length <= whole.length; length++) {
  test(`a stream cut after ${length} events: the film is looked at, nothing is sent again`, async () => {
    const met = await meet({ turn: [{ film: titled }, ...whole.slice(0, length), { half: length % 2 ? 'data: {"type":"te' : '' }, { cut: true }], lateLooks: length })
    const reply = await met.say('add a title')
    assert.ok(reply.ok && reply.text.endsWith(added), reply.text)
    assert.deepEqual(met.times.pauses, [30_000, 60_000, 60_000, 60_000, 60_000].slice(0, length + 1))
    assert.deepEqual([met.server.count('POST /run_sse'), met.messages()], [1, 1])
    await met.end()
  })
}

test('a cut line and a film that never changes: five looks, then the truth', async () => {
  const met = await meet({ turn: [heartbeat, { cut: true }] })
  const reply = await met.say('add a title')
  assert.match(reply.text, /connection broke, and the film has not changed/)
  assert.deepEqual(met.times.pauses, [30_000, 60_000, 60_000, 60_000, 60_000])
  assert.deepEqual([met.server.count('POST /run_sse'), met.server.count('GET /api/state')], [1, 6])
  await met.end()
})

test('a message cut before any answer may have been taken: it is not sent again', async () => {
  const met = await meet({ cutAt: { at: 'POST /run_sse', taken: false } })
  assert.match((await met.say('add a title')).text, /connection broke/)
  assert.equal(met.server.count('POST /run_sse'), 1)
  await met.end()
})

test('an error in the middle of a stream is explained after what was said', async () => {
  const met = await meet({ turn: [{ say: 'Made the first half.' }, { event: { type: 'error', error: 'Insufficient credits', code: 2001 } }] })
  const reply = await met.say('make a film')
  assert.ok(reply.text.startsWith('Made the first half.\nThe free credits are used up.') && reply.text.endsWith(link), reply.text)
  assert.deepEqual([reply.code, met.server.count('POST /run_sse')], [2001, 1])
  await met.end()
})

test('an expired token is renewed once, with the kept client id', async () => {
  const met = await meet({ turn: [{ say: 'Done.' }], refusals: [{ at: 'POST /run_sse', code: 1001, times: 1 }] })
  assert.equal((await met.say('add a title')).text, 'Done.')
  assert.deepEqual([met.server.count('POST /api/auth/anonymous-token'), met.messages()], [2, 1])
  assert.equal(met.server.headersOf('POST /api/auth/anonymous-token')['x-client-id'], readFileSync(join(met.home, 'client-id'), 'utf8').trim())
  await met.end()
})

test('a token that stays refused is renewed once only, and said', async () => {
  const met = await meet({ refusals: [{ at: 'POST /run_sse', code: 1001 }] }, 'nmv_usr_given_by_the_person')
  assert.match((await met.say('add a title')).text, /does not accept the access token/)
  assert.deepEqual([met.server.count('POST /run_sse'), met.server.count('POST /api/auth'), met.messages()], [2, 1, 0])
  assert.deepEqual(met.notes, ['Your access token is no longer valid; I go on with a free anonymous one.'])
  await met.end()
})

test('a lost session: a new one, the files again, and the message is taken once', async () => {
  const met = await meet({ turn: [{ say: 'Done.' }] })
  assert.equal((await met.upload(photo)).text, 'Received: beach.jpg.')
  met.server.habits.refusals = [{ at: 'GET /api/state', code: 1002, times: 1 }]
  assert.equal((await met.say('make a film')).text, 'Done.')
  assert.deepEqual(met.server.taken, ['upload beach.jpg', 'upload beach.jpg', 'message make a film'])
  assert.equal(met.server.count('POST /api/tasks/'), 2)
  assert.match(met.notes.join(), /begin a new one/)
  await met.end()
})

for (const status of [200, 403]) {
  test(`no credits (HTTP ${status}): a link that keeps everything, and no second try`, async () => {
    const met = await meet({ refusals: [{ at: 'POST /run_sse', code: 2001, status }] })
    const reply = await met.say('做一个视频')
    assert.ok(reply.text.startsWith('免费积分用完了') && reply.text.endsWith(link), reply.text)
    assert.deepEqual([reply.code, met.server.count('POST /run_sse'), met.times.pauses], [2001, 1, []])
    await met.end()
  })
}

test('no credits with an account: top up, no registration', async () => {
  const met = await meet({ user: 'user_1', refusals: [{ at: 'POST /run_sse', code: 2001 }] }, 'nmv_usr_of_an_account')
  assert.match((await met.say('make a film')).text, /^The credits are used up\. Top up your account/)
  await met.end()
})

test('402 is a matter of the plan: link, no credits, no second try', async () => {
  const met = await meet({ refusals: [{ at: 'POST /api/render', code: 402 }] })
  const reply = await met.say('export')
  assert.ok(/plan, not of credits/.test(reply.text) && reply.text.endsWith(link), reply.text)
  assert.equal(met.server.count('POST /api/render'), 1)
  for (const name of ['x-skill-source', 'x-skill-version', 'x-skill-platform']) assert.ok(met.server.headersOf('POST /api/render')[name], name)
  await met.end()
})

test('429: thirty seconds, one more try; then the truth', async () => {
  const met = await meet({ turn: [{ say: 'Done.' }], refusals: [{ at: 'POST /run_sse', code: 429, times: 1 }] })
  assert.equal((await met.say('add a title')).text, 'Done.')
  assert.deepEqual([met.times.pauses, met.messages(), met.notes], [[30_000], 1, ['The server is busy; I try once more in 30 seconds.']])
  met.server.habits.refusals = [{ at: 'POST /run_sse', code: 429 }]
  assert.match((await met.say('add a title')).text, /still too busy/)
  assert.equal(met.server.count('POST /run_sse'), 4)
  await met.end()
})

for (const shape of ['top', 'data'] as const) {
  test(`an export whose status stands in ${shape}: asked every ten seconds, fetched whole`, async () => {
    const met = await meet({ shape, renders: ['processing', 'processing', 'completed'] })
    const reply = await met.say('export')
    assert.equal(reply.text, `The film is ready: ${met.filmFile} (0.0 MB)\n${met.server.url}/film.mp4`)
    assert.deepEqual([met.times.pauses, met.server.count('POST /api/render'), readFileSync(met.filmFile).equals(filmBytes)], [[10_000, 10_000, 10_000], 1, true])
    assert.equal(met.server.headersOf('GET /film.mp4').authorization, undefined)
    await met.end()
  })
}

test('a submit whose answer is lost is not repeated: the id finds the render', async () => {
  const met = await meet({ cutAt: { at: 'POST /api/render', taken: true } })
  assert.ok((await met.say('export')).ok)
  assert.equal(met.server.count('POST /api/render'), 1)
  await met.end()
})

test('a render that fails is submitted once more under a new id, and not a third time', async () => {
  const met = await meet({ renders: ['failed'] })
  assert.equal((await met.say('export')).text, 'The export failed twice: the encoder fell over')
  const ids = met.server.taken
  assert.deepEqual([ids.length, new Set(ids).size], [2, 2])
  await met.end()
})

test('an export that takes longer than five minutes is found again by its id', async () => {
  const met = await meet({ renders: [...Array<'processing'>(30).fill('processing'), 'completed'] })
  assert.match((await met.say('export')).text, /not finished after five minutes/)
  assert.deepEqual([met.times.pauses.length, met.notes.filter((note) => note.startsWith('⏳')).length], [30, 2])
  assert.ok((await met.say('export')).ok)
  assert.equal(met.server.count('POST /api/render'), 1)
  await met.end()
})

test('without a film nothing is exported', async () => {
  const met = await meet({ film: {} })
  assert.match((await met.say('导出')).text, /还没有可以导出的内容/)
  assert.equal(met.server.count('POST /api/render'), 0)
  await met.end()
})

test('broken downloads are fetched again, slow ones waited for, pages not taken for films', async () => {
  const met = await meet({ downloads: ['cut', 'page', 'slow'] })
  assert.ok((await met.say('export')).ok)
  assert.ok(readFileSync(met.filmFile).equals(filmBytes))
  assert.deepEqual([met.server.count('GET /film.mp4'), met.server.requests.filter((at) => at.endsWith('/download')).length, met.server.count('POST /api/render')], [2, 1, 1])
  assert.equal(met.notes.filter((note) => note.startsWith('⏳')).length, 2)
  await met.end()
})

test('a film that never comes whole leaves no file, and the sentence says what to do', async () => {
  const met = await meet({ downloads: ['cut'] })
  assert.match((await met.say('export')).text, /could not be fetched whole/)
  assert.ok(!existsSync(met.filmFile))
  await met.end()
})

test('an upload whose answer is lost is looked for, not repeated', async () => {
  const met = await meet({ cutAt: { at: 'POST /api/upload-video', taken: true } })
  assert.equal((await met.upload(photo)).text, 'Received: beach.jpg.')
  assert.equal(met.server.count('POST /api/upload-video'), 1)
  const lost = await meet({ cutAt: { at: 'POST /api/upload-video', taken: false } })
  assert.match((await lost.upload(photo)).text, /not all arrived/)
  assert.equal(lost.server.count('POST /api/upload-video'), 1)
  await met.end()
  await lost.end()
})

test('files of the wrong kind or size get their sentences; a large one is not even sent', async () => {
  const large = join(folder, 'large.mov')
  writeFileSync(large, Buffer.alloc(1_100_000))
  const met = await meet({ refusals: [{ at: 'POST /api/upload-video', code: 4001 }] })
  assert.match((await met.upload(photo)).text, /takes mp4 jpg/)
  assert.match((await met.upload(large)).text, /Too large: large\.mov\. Up to 1 MB each; nothing was sent/)
  assert.equal(met.server.count('POST /api/upload-video'), 1)
  await met.end()
})

test('a refusal with secrets in it is told without them; a server that is not there is named as such', async () => {
  const met = await meet({ refusals: [{ at: 'POST /run_sse', code: 500, message: `session ${secrets.session} of ${secrets.user} {"code": 500}` }] })
  assert.equal((await met.say('make a film')).text, 'The server refused: session … of …')
  await met.end()
  assert.match((await met.say('make a film')).text, /cannot be reached/)
})
