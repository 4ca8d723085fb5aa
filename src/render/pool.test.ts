// What is handed to which thread when: with hands that note what they are asked and answer when told to.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { KinoraError } from '../base/index.ts'
import { takeReceiver } from './line.ts'
import { createDrawingPool, type DrawWish, type Settled } from './pool.ts'
import type { Team } from './team.ts'
import { createControl, type DrawingAnswer, type DrawingOrder, type DrawingTask, type SoundOrder } from './thread.ts'

interface Asked {
  readonly hand: number
  readonly task: DrawingTask
  answer(): void
  fail(): void
}

function poolOf(threads: number, started = 0) {
  const asked: Asked[] = []
  const ready = new Set<number>()
  const hand = (index: number) => ({
    ask: (task: DrawingTask) => new Promise<Exclude<DrawingAnswer, { kind: 'failed' }>>((resolve, reject) => {
      asked.push({
        hand: index, task,
        answer: () => resolve(task.kind === 'sound' ? { kind: 'made' } : task.kind === 'listen' ? { kind: 'listened' } : task.kind === 'look' ? { kind: 'looked', grounds: task.segments.map((segment) => [segment, 0.5] as const) } : { kind: 'drawn', bytes: 1, seconds: 1 }),
        fail: () => reject(new KinoraError({ code: 'photo-unreadable', message: 'It is not a photo.' })),
      })
    }),
    ready: () => void ready.add(index), isReady: () => index < started,
    tell: () => undefined, rest: () => undefined, close: async () => undefined,
  })
  const team = { drawers: (_order: DrawingOrder, count: number) => Array.from({ length: count }, (_, index) => hand(index)) } as unknown as Team
  const order = { control: createControl() } as unknown as DrawingOrder & { readonly control: SharedArrayBuffer }
  return { pool: createDrawingPool(order, team, threads), asked, ready }
}

const range = (index: number) => ({ index, from: index * 60, to: index * 60 + 60 })
const chunk = (index: number) => ({ ...range(index), key: `k${index}` })
const tasks = (asked: readonly Asked[]) => asked.map(({ hand, task }) => {
  if (task.kind === 'sound') return `${hand} mixes`
  if (task.kind === 'listen') return `${hand} listens`
  return task.kind === 'look' ? `${hand} looks` : `${hand} draws ${task.from / 60} on ${JSON.stringify(task.grounds)}`
})

function wishOf(chunks: DrawWish['chunks'], settled: Promise<Settled>, drawn: number[] = []): DrawWish {
  return { chunks, settled, grounds: new Map([['known', 0.1]]), pathOf: (key) => `/${key}`, onChunk: ({ index }) => void drawn.push(index) }
}

test('chunks that wait for no text are drawn while one thread still looks; the others when it has looked', async () => {
  const { pool, asked, ready } = poolOf(2)
  const drawn: number[] = []
  const looked = pool.look(['title'])
  const settled = looked.then((found) => ({ grounds: new Map([['known', 0.1], ...found]), chunks: [chunk(0)] }))
  const end = pool.draw(wishOf([range(0), chunk(1), chunk(2), chunk(3)], settled, drawn))
  await setImmediate()
  assert.deepEqual([...ready], [1])
  assert.deepEqual(tasks(asked), ['0 looks', '1 draws 2 on [["known",0.1]]'])
  asked[0]!.answer()
  await setImmediate()
  const all = '[["known",0.1],["title",0.5]]'
  assert.ok(tasks(asked).at(-1)!.startsWith('0 draws '), 'the thread that looked goes on to draw')
  for (let next = 1; next < asked.length; next++) {
    asked[next]!.answer()
    await setImmediate()
  }
  await end
  assert.deepEqual(drawn.sort(), [0, 1, 2, 3])
  assert.ok(tasks(asked).includes(`0 draws 0 on ${all}`), tasks(asked).join())
})

test('a chunk that turns out to be there already is not drawn', async () => {
  const { pool, asked } = poolOf(1)
  const end = pool.draw(wishOf([range(0), chunk(1)], Promise.resolve({ grounds: new Map(), chunks: [] })))
  await setImmediate()
  asked[0]!.answer()
  await end
  assert.deepEqual(tasks(asked).map((task) => task.slice(0, 9)), ['0 draws 1'])
})

test('what the look fails with is what the drawing fails with, also where nobody waits for it', async () => {
  for (const chunks of [[range(0), chunk(1)], [chunk(0), chunk(1)]]) {
    const { pool, asked } = poolOf(2)
    const looked = pool.look(['title'])
    const settled = looked.then(() => ({ grounds: new Map(), chunks: [] }))
    const end = pool.draw(wishOf(chunks, settled))
    end.catch(() => undefined)
    await setImmediate()
    asked[0]!.fail()
    for (const other of asked.slice(1)) other.answer()
    await assert.rejects(end, { code: 'photo-unreadable' })
    await pool.looked()
  }
})

const soundOf = (seconds: number) => ({ plan: { samples: seconds * 48_000 } }) as unknown as SoundOrder
const drawnSoFar = (asked: readonly Asked[]) => tasks(asked).map((task) => task.split(' on ')[0])

test('a short sound is made by the first thread that has nothing left to draw', async () => {
  const { pool, asked } = poolOf(2)
  const end = pool.draw(wishOf([chunk(0), chunk(1), chunk(2)], Promise.resolve({ grounds: new Map(), chunks: [] })))
  const sound = pool.mixer.ask(soundOf(30))
  await setImmediate()
  asked[0]!.answer()
  await setImmediate()
  assert.deepEqual(drawnSoFar(asked), ['0 draws 0', '1 draws 2', '0 draws 1'])
  asked[1]!.answer()
  await setImmediate()
  assert.equal(drawnSoFar(asked).at(-1), '1 mixes')
  asked[2]!.answer()
  asked[3]!.answer()
  assert.deepEqual(await sound, { kind: 'made' })
  await end
})

test('a sound that takes longer than a chunk goes before the next one', async () => {
  const { pool, asked } = poolOf(1)
  const end = pool.draw(wishOf([chunk(0), chunk(1)], Promise.resolve({ grounds: new Map(), chunks: [] })))
  const sound = pool.mixer.ask(soundOf(60))
  for (let next = 0; next < 3; next++) {
    await setImmediate()
    asked[next]!.answer()
  }
  await Promise.all([sound, end])
  assert.deepEqual(drawnSoFar(asked), ['0 draws 0', '0 mixes', '0 draws 1'])
})

test('where nothing is drawn the sound is made at once, after a look that goes on', async () => {
  const { pool, asked } = poolOf(1)
  const looked = pool.look(['title'])
  const sound = pool.mixer.ask(soundOf(30))
  await setImmediate()
  assert.deepEqual(drawnSoFar(asked), ['0 looks'])
  asked[0]!.answer()
  await looked
  await setImmediate()
  asked[1]!.answer()
  assert.deepEqual(await sound, { kind: 'made' })
})

test('where nothing is drawn a second thread listens to the sound, and neither waits for one that has ended', async () => {
  for (const [first, second] of [[0, 1], [1, 0]] as const) {
    const { pool, asked } = poolOf(3, 2)
    const sound = pool.mixer.ask(soundOf(30))
    await setImmediate()
    assert.deepEqual(tasks(asked).sort(), ['0 mixes', '1 listens'])
    const [mixes, listens] = ['sound', 'listen'].map((kind) => asked.find(({ task }) => task.kind === kind)!) as [Asked, Asked]
    const { ears } = listens.task as Extract<DrawingTask, { kind: 'listen' }>
    assert.equal((mixes.task as Extract<DrawingTask, { kind: 'sound' }>).order.ears, ears)
    if (first === 0) mixes.answer()
    else listens.fail()
    await setImmediate()
    assert.equal(takeReceiver(ears.back).receive(), undefined)
    assert.equal(takeReceiver(ears.there).receive(), undefined)
    if (second === 0) mixes.answer()
    else listens.answer()
    assert.deepEqual(await sound, { kind: 'made' })
  }
})

test('no thread is started only to listen', async () => {
  const { pool, asked } = poolOf(2)
  const sound = pool.mixer.ask(soundOf(30))
  await setImmediate()
  assert.deepEqual(tasks(asked), ['0 mixes'])
  asked[0]!.answer()
  await sound
})

test('a sound that waits is begun though all chunks fail, so that nobody waits for it', async () => {
  const { pool, asked } = poolOf(1)
  const end = pool.draw(wishOf([chunk(0), chunk(1)], Promise.resolve({ grounds: new Map(), chunks: [] })))
  const sound = pool.mixer.ask(soundOf(30))
  await setImmediate()
  asked[0]!.fail()
  await setImmediate()
  asked[1]!.fail()
  await assert.rejects(sound, { code: 'photo-unreadable' })
  await assert.rejects(end, { code: 'photo-unreadable' })
})
