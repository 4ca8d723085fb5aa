import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applyOperations, emptyDraft, type Draft, type Operation } from '../../draft/index.ts'
import type { Exchange, VersionLine } from '../film/film.ts'
import { beforeAndAfter, readReply, unfinished } from './read-reply.ts'
import { talkLine } from './talk-line.ts'

const none = { changes: [], assumed: [], notUnderstood: [], refused: [] }

test('what the receipt tells is drawn as rows and not said twice; what follows becomes suggestions', () => {
  const receipt = { ...none, changes: ['5 pictures now have a warm look.', 'The music is now calm at 35 %.'], notUnderstood: ['a bit fluffier'] }
  const read = readReply('5 pictures now have a warm look. The music is now calm at 35 %.\nNot understood: "a bit fluffier".\nI liked that.\nYou could say next: "end with "Thank you"", "add the title ...", "undo".', receipt, undefined)
  assert.deepEqual(read, {
    rows: [{ kind: 'changed', text: '5 pictures now have a warm look.' }, { kind: 'changed', text: 'The music is now calm at 35 %.' }, { kind: 'not-understood', text: 'a bit fluffier' }],
    said: ['I liked that.'], next: ['end with "Thank you"', 'add the title ...', 'undo'],
  })
})

test('Chinese is set with other spaces in the receipt, and read all the same', () => {
  const read = readReply('背景音乐为舒缓，音量 35%，贯穿全片。\n没看懂：“再加一点糖”。\n接下来可以说：“出一个竖版”、“片尾写「谢谢观看」”、“撤销”。', { ...none, changes: ['背景音乐为 舒缓，音量 35%，贯穿全片。'], notUnderstood: ['再加一点糖'] }, undefined)
  assert.deepEqual(read.said, [])
  assert.deepEqual(read.next, ['出一个竖版', '片尾写「谢谢观看」', '撤销'])
})

test('more changes than the reply names are no second saying', () => {
  const changes = Array.from({ length: 12 }, (_, index) => `Change ${index}.`)
  assert.deepEqual(readReply(`${changes.slice(0, 7).join(' ')} And 5 more changes.`, { ...none, changes }, undefined).said, [])
})

test('a turn without a receipt still shows what was not understood, and its question stands apart', () => {
  const question = { type: 'question', id: 'q', text: 'What should be changed?', options: ['Add music'], default: 'nothing' } as const
  const read = readReply('The film is unchanged.\nNot understood: "swap it".\nWhat should be changed? (Add music; otherwise: nothing)', undefined, { ...question, options: [...question.options] })
  assert.deepEqual(read, { rows: [{ kind: 'not-understood', text: 'swap it' }], said: ['The film is unchanged.'], next: [] })
})

test('free words of a model stay as they came', () => {
  assert.deepEqual(readReply('I made it.\n\n<b>Enjoy</b>', none, undefined).said, ['I made it.', '<b>Enjoy</b>'])
})

test('a suggestion that ends in dots wants to be finished', () => {
  assert.equal(unfinished('add the title ...'), 'add the title')
  assert.equal(unfinished('加标题……'), '加标题')
  assert.equal(unfinished('undo'), undefined)
})

test('before and after are found in the sentences that the draft room really writes', () => {
  const card = done(emptyDraft(), [{ name: 'add-card', duration: 4000, ground: { kind: 'solid', color: '#000000' } }, { name: 'add-text', text: 'Summer', role: 'title', start: 0, duration: 2000 }])
  const text = card.draft.texts[0]!.segments[0]!.id
  const [read] = done(card.draft, [{ name: 'edit-text', target: text, text: 'Winter' }]).sentences
  assert.deepEqual([beforeAndAfter(read!.en), beforeAndAfter(read!.zh)], [{ before: '"Summer"', after: '"Winter"' }, { before: '“Summer”', after: '“Winter”' }])
  const [long] = done(card.draft, [{ name: 'set-film-duration', duration: 6000 }]).sentences
  assert.deepEqual([beforeAndAfter(long!.en), beforeAndAfter(long!.zh)], [{ before: '4 s', after: '6 s' }, { before: '4 秒', after: '6 秒' }])
  assert.equal(beforeAndAfter('5 pictures now have a warm look.'), undefined)
})

test('changes by hand stand between what was said, in the order of time', () => {
  const exchange = (id: string, startedAt: number) => ({ id, startedAt }) as Exchange
  const version = (number: number, createdAt: number, turn?: string) => ({ version: number, createdAt, ...(turn && { turn }) }) as VersionLine
  const items = talkLine([exchange('a', 10), exchange('b', 50)], [version(5, 90), version(4, 51, 'b'), version(3, 30), version(2, 20), version(1, 11, 'a')])
  assert.deepEqual(items.map((item) => (item.kind === 'exchange' ? item.exchange.id : item.versions.map((one) => one.version))), ['a', [2, 3], 'b', [5]])
})

function done(draft: Draft, operations: readonly Operation[]) {
  const edit = applyOperations(draft, operations)
  assert.ok(edit.ok)
  return { draft: edit.draft, sentences: edit.receipt.sentences }
}
