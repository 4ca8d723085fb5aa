// The pure parts of the client: routes, screen talk, differences, events, what may be shown.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { platformOf } from './attribution.ts'
import { withPromise } from './conversation.ts'
import { describeDifference } from './difference.ts'
import { eventOf } from './events.ts'
import { describeTimeline, filmStateOf, noFilm } from './film-state.ts'
import { languageOf, routeOf } from './routing.ts'
import { presentable } from './sentences.ts'
import { translateScreenTalk } from './screen-talk.ts'
import { skillProfiles } from '../skills/profiles.ts'

const routes: Readonly<Record<string, readonly string[]>> = {
  export: ['export', 'Export it please', 'download', 'can you send me the video?', 'download the film as mp4', 'render it', 'give me the mp4', 'export the final video in 720p',
    '导出', '下载', '发给我', '导出视频', '请帮我导出成片', '把视频发给我', '下载视频吧', '导出720p'],
  credits: ['credits', 'balance?', 'how much is left', 'how many credits do I have left?', 'show me my credits', 'what is my balance', '积分', '余额', '还有多少积分？', '我的积分', '查一下余额'],
  status: ['status', 'show tracks', 'show me the timeline', 'what is in it', 'What is in the film?', '状态', '看看轨道', '查看时间线', '视频里有什么'],
  upload: ['upload', '上传', 'upload these files'],
  chat: ['make a 20 second video of these photos with happy music', 'add end credits with our names', 'balance the audio', 'add a title: Download now', 'add the title "Export"',
    'add a caption that says credits', 'remove the second photo', 'make an export-ready ad for our download page', '加标题“下载”', '加一个积分活动的字幕', '片尾加字幕：余额不足', 'undo', '把第二张导入', 'what can you do?', 'white balance warmer'],
}

for (const [route, messages] of Object.entries(routes)) {
  test(`what means ${route} goes there, in both languages`, () => {
    for (const message of messages) assert.equal(routeOf(message).to, route, message)
  })
}

test('an export names its size, and a wish may end with an export', () => {
  assert.equal(routeOf('export in 720p').resolution, '720p')
  assert.deepEqual(routeOf('make it shorter and export it'), { to: 'chat', words: 'make it shorter', thenExport: true })
  assert.deepEqual(routeOf('做成精彩集锦，然后导出'), { to: 'chat', words: '做成精彩集锦', thenExport: true })
})

test('the language follows the words', () => {
  assert.deepEqual([languageOf('导出 mp4'), languageOf('export', 'zh'), languageOf('👍', 'zh')], ['zh', 'en', 'zh'])
})

const talk = /\b(?:click|tap|drag|open the|export button|panel|timeline)\b|点击|打开|拖拽|导出按钮|时间线/i

test('talk about screens never comes through raw', () => {
  const said = ['Click the Export button to download your video.', 'Drag the clip to the start.', 'Open the Music panel to choose a song.', 'Tap on "Auto captions" to add them.',
    'You can preview it in the timeline.', 'Click "Export" when you are happy.', 'To export, click the button at the top right.', '点击导出按钮即可下载。', '打开音乐面板选择歌曲。', '拖拽片段到开头。', '请点击“自动字幕”。', '可以在时间线预览效果。']
  for (const sentence of said) {
    const language = languageOf(sentence)
    const { text, wantsTimeline } = translateScreenTalk(sentence, language)
    assert.doesNotMatch(text, talk, `${sentence} became ${text}`)
    assert.equal(wantsTimeline, /timeline|时间线/.test(sentence), sentence)
    assert.ok(wantsTimeline || text.length > 4, sentence)
  }
})

test('facts beside talk stay, and each replacement is said once', () => {
  assert.equal(translateScreenTalk('I added the title, click Save to keep it. Click Apply to finish. It is 10 s long.', 'en').text, 'I added the title. Tell me the change and I make it. It is 10 s long.')
  assert.equal(translateScreenTalk('已添加标题，点击“保存”。影片 10 秒。', 'zh').text, '已添加标题。说“保存”，我来做。影片 10 秒。')
})

test('plain answers stay as they are, letter by letter', () => {
  for (const plain of ['Added the title "Click here" at 0:02.', 'Added a click sound on every cut.', 'The film opens with beach.jpg.', 'Made a 4.5 s film of 2 photos: a.jpg, b.jpg.\n\nNo music.', '标题“点击这里”已添加。']) {
    assert.deepEqual(translateScreenTalk(plain, languageOf(plain)), { text: plain, wantsTimeline: false })
  }
})

test('nothing for machines is shown', () => {
  const shown = presentable('Session 5529798706024415232 of anon_9f2c41d07a3be885 with nmv_usr_Zk3aaaaaaaaaaa: failed {"code": 1002, "data": {}}')
  assert.equal(shown, 'Session … of … with …: failed')
})

const draft = (change: object = {}) => filmStateOf({ state: { canvas_config: { width: 1920, height: 1080 }, draft: { d: 8000, t: [
  { tt: 0, n: 'Video', sg: [{ id: 's1', n: 'beach.jpg', st: 0, d: 4000 }, { id: 's2', n: 'pier.jpg', st: 4000, d: 4000 }] },
  { tt: 1, n: 'BGM', sg: [{ id: 's3', n: 'Happy', st: 0, d: 8000, v: 0.35 }] }], ...change } } })

test('the timeline is told as in the documents', () => {
  assert.equal(describeTimeline(draft(), 'en'), 'Timeline (2 tracks): 1. Video: beach.jpg (0-4s), pier.jpg (4-8s) 2. BGM: Happy (0-8s, 35%)')
})

test('differences are told in sentences, in both languages', () => {
  const titled = draft({ d: 4000, t: [{ tt: 0, sg: [{ id: 's2', n: 'pier.jpg', d: 4000 }] }, { tt: 1, sg: [{ id: 's3', n: 'Happy', d: 4000, v: 0.2 }] }, { tt: 7, sg: [{ id: 'x', tx: 'Summer', d: 2000 }] }] })
  assert.equal(describeDifference(draft(), titled, 'en'), 'Done: added the text "Summer"; removed the picture beach.jpg; Happy at 20% volume; the film is now 4 s long (before: 8 s).')
  assert.equal(describeDifference(draft(), titled, 'zh'), '好了：加了文字 "Summer"；去掉了画面 beach.jpg；Happy 音量 20%；影片现在 4 秒（原来 8 秒）。')
  assert.equal(describeDifference(noFilm, draft(), 'en'), 'Done: the film is made, 8 s with 2 pictures.')
  assert.equal(describeDifference(draft(), draft(), 'en'), undefined)
})

test('events are read in every spelling', () => {
  assert.deepEqual(eventOf('data: {"type":"text","text":"Hi","content":{"role":"model","parts":[{"text":"Hi"}]}}'), { kind: 'text', text: 'Hi' })
  assert.deepEqual(eventOf('data: {"type":"text","content":"Hi"}'), { kind: 'text', text: 'Hi' })
  assert.deepEqual(eventOf('data: {"content":{"parts":[{"text":"H"},{"text":"i"}]}}'), { kind: 'text', text: 'Hi' })
  assert.deepEqual(eventOf('data: {"content":{"parts":[{"functionCall":{"name":"x"}}]}}'), { kind: 'tool' })
  assert.deepEqual([eventOf('data:')?.kind, eventOf(': ping')?.kind, eventOf('event: x'), eventOf('data: {"type":"heartbeat"}')?.kind], ['heartbeat', 'heartbeat', undefined, 'heartbeat'])
  assert.deepEqual(eventOf('data: {"type":"error","error":"none left","code":2001}'), { kind: 'error', number: 2001, message: 'none left' })
  assert.throws(() => eventOf('data: {"type":"te'))
})

test('the platform is known by the place', () => {
  assert.deepEqual(['there/.clawhub/skills/kinora', 'there/.cursor/skills/kinora', 'there/kinora'].map(platformOf), ['clawhub', 'cursor', 'unknown'])
})

test('what a skill always is is added once, before a script', () => {
  const always = (name: string) => skillProfiles.find((profile) => profile.name === name)!.always
  assert.equal(withPromise('make a slideshow.', always('image-no-generator'), 'en'), 'make a slideshow, without any AI generation effects.')
  assert.equal(withPromise('make a video: Welcome to us', always('youtube-image-to-video'), 'en'), 'make a video, for YouTube: Welcome to us')
  for (const profile of skillProfiles) {
    assert.equal(withPromise(profile.trySaying[0]![0], profile.always, 'en'), profile.trySaying[0]![0])
    assert.equal(withPromise(profile.trySaying[0]![1], profile.always, 'zh'), profile.trySaying[0]![1])
  }
})
