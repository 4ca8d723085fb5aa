// Turns with a model: its work is checked and counted like everybody's; whatever goes wrong, the planner's turn stands and
// the reply says so. The model here is a script of answers, and the clock is turned by hand.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KinoraError, success } from '../base/index.ts'
import { applyOperations, emptyDraft, validateDraft, type Asset, type Draft, type Operation } from '../draft/index.ts'
import { operationTools } from './model-tools.ts'
import type { ModelAnswer, ModelDoor, ModelLimits, ModelRequest, MusicPort, VoicePort } from './ports.ts'
import { emptyHistory } from './turn-history.ts'
import { turnByWords } from './turn-with-model.ts'
import { takeTurn, type TurnInput } from './turn.ts'

const photo = (id: string): Asset => ({ id, name: `${id}.jpg`, kind: 'photo', source: `/vault/quokka/${id}.jpg`, facts: { kind: 'photo', width: 4000, height: 3000, bytes: 1, format: 'jpeg' } })
const assets = ['a', 'b', 'c'].map(photo)
const film: Draft = edited(emptyDraft(), assets.slice(0, 2).flatMap((asset): Operation[] => [{ name: 'add-asset', asset }, { name: 'add-photo', asset: asset.id, duration: 3000 }]))
const music: MusicPort = { beats: async () => undefined, grid: () => ({ beatsPerMinute: 120, confidence: 1, beats: [], downbeats: [] }), effect: () => assert.fail(), write: () => assert.fail('nobody asked') }
const voice: VoicePort = { say: () => assert.fail('nobody asked'), list: () => assert.fail('nobody asked'), measure: async () => success({ duration: 1000, words: [], timing: 'native', voice: 'none' }) }

type Line = readonly (readonly [name: string, given: unknown])[] | string | Error

function edited(draft: Draft, operations: readonly Operation[]): Draft {
  const edit = applyOperations(draft, operations)
  assert.ok(edit.ok, JSON.stringify(edit))
  return edit.draft
}

/** A model that reads its answers from a list; the last one is given again and again. Each answer takes `seconds`. */
function scripted(lines: readonly Line[], { seconds = 1, tokens = 100, limits }: { readonly seconds?: number; readonly tokens?: number; readonly limits?: Partial<ModelLimits> } = {}) {
  const asked: ModelRequest[] = []
  let now = 0
  const door: ModelDoor = {
    clock: { now: () => now }, ...(limits && { limits }),
    model: {
      name: 'little',
      async answer(request): Promise<ModelAnswer> {
        const line = lines[Math.min(asked.length, lines.length - 1)]!
        asked.push({ ...request, messages: [...request.messages] })
        now += seconds * 1000
        if (line instanceof Error) throw line
        if (typeof line === 'string') return { text: line, calls: [], tokens }
        return { text: '', calls: line.map(([name, given], index) => ({ id: `${asked.length}-${index}`, name, arguments: typeof given === 'string' ? given : JSON.stringify(given) })), tokens }
      },
    },
  }
  return { door, asked }
}

function say(text: string, model: ModelDoor | undefined, input: Partial<TurnInput> = {}) {
  return turnByWords({ text, draft: film, history: emptyHistory, world: { assets }, seed: 's', ...input }, { music, voice, ...(model && { model }) })
}

test('what a model does is checked, told from the receipts and can be undone', async () => {
  const { door, asked } = scripted([[['set-look', { targets: 'all', look: { name: 'bw', strength: 1 } }], ['add-photo', { asset: 'c', duration: 2000 }]], [['set-title', { title: 'Harbour' }]], 'Done, and I also added fireworks!'])
  const turn = await say('something moody for the harbour', door)
  assert.deepEqual(turn.model, { name: 'little', steps: 3, tokens: 300 })
  assert.deepEqual(turn.operations.map(({ name }) => name), ['set-look', 'add-asset', 'add-photo', 'set-title'])
  assert.equal(turn.draft.picture.segments.length, 3)
  assert.ok(validateDraft(turn.draft).ok)
  assert.match(turn.reply, /c\.jpg/)
  assert.doesNotMatch(turn.reply, /fireworks/, 'the reply is composed from receipts')
  const back = takeTurn({ text: 'undo', draft: turn.draft, history: turn.history, world: { assets }, seed: 's' })
  assert.deepEqual(back.draft, film)
  assert.match(JSON.stringify(asked[1]!.messages.at(-1)), /newIds/)
})

test('a model learns facts and no path, and its tools are the catalogue', async () => {
  const { door, asked } = scripted([[['set-title', { title: 'x' }]], 'ok'])
  await say('更安静一点', door, { world: { assets, script: 'The harbour wakes.' } })
  const told = JSON.stringify(asked[0])
  assert.doesNotMatch(told, /quokka|vault/)
  for (const fact of ['"a"', 'c.jpg', 'The harbour wakes.', '更安静一点', '1920']) assert.ok(told.replaceAll('\\"', '"').includes(fact), fact)
  const names = operationTools().map(({ name }) => name)
  assert.ok(['set-music', 'cut-ranges', 'add-text', 'set-transition-sounds'].every((name) => names.includes(name)))
  assert.ok(!names.includes('apply-changes') && !names.includes('add-asset'))
})

test('a refused call is told to the model with its faults, and mended', async () => {
  const { door, asked } = scripted([[['set-duration', { targets: ['s99'], duration: 2000 }], ['cut', {}], ['set-title', '{"title": "Ha']], [['set-duration', { targets: ['s1'], duration: 2000 }]], 'ok'])
  const turn = await say('make the opening snappy somehow', door)
  assert.deepEqual(turn.operations.map(({ name }) => name), ['set-duration'])
  const answers = asked[1]!.messages.slice(-3).map((message) => ('text' in message ? message.text : ''))
  assert.match(answers[0]!, /segment-unknown.*"path":"\/targets\/0"/)
  assert.match(answers[1]!, /operation-unknown/)
  assert.match(answers[2]!, /arguments-not-json/)
})

const troubles: readonly (readonly [string, string, Parameters<typeof scripted>[0], Parameters<typeof scripted>[1]?])[] = [
  ['a refusal', 'model-did-nothing', ['I cannot help with that.']],
  ['a model that calls nothing that exists', 'model-calls-wrong', [[['make-it-nice', {}]]]],
  ['broken JSON for ever', 'model-calls-wrong', [[['set-title', '{{{']]]],
  ['impossible operations', 'model-calls-wrong', [[['remove-segments', { targets: ['s99'] }], ['set-speed', { targets: 'all', speed: -4 }], ['set-canvas', { width: 3 }]]]],
  ['the raw change operation', 'model-calls-wrong', [[['apply-changes', { changes: [] }]]]],
  ['the same edit again and again', 'model-loops', [[['set-title', { title: 'x' }]]]],
  ['edits without end', 'model-loops', Array.from({ length: 40 }, (_, index): Line => [['set-title', { title: `take ${index}` }]])],
  ['hundreds of calls at once', 'model-loops', [Array.from({ length: 300 }, (_, index) => ['set-title', { title: `take ${index}` }] as const)]],
  ['a slow model', 'model-slow', [[['set-title', { title: 'a' }]], [['set-title', { title: 'b' }]], 'ok'], { seconds: 40 }],
  ['a costly model', 'model-costly', [[['set-title', { title: 'a' }]], [['set-title', { title: 'b' }]], 'ok'], { tokens: 200_000 }],
  ['a server that is away', 'model-unreachable', [new KinoraError({ code: 'model-unreachable', message: 'x' })]],
  ['a server that fails half-way', 'model-failed', [[['set-title', { title: 'a' }]], new KinoraError({ code: 'model-failed', message: 'x' })]],
  ['a server that is busy', 'model-busy', [new KinoraError({ code: 'model-busy', message: 'x' })]],
  ['a broken adapter', 'model-failed', [new TypeError('secret sk-123 inside')]],
]

for (const [name, code, lines, options] of troubles) {
  test(`${name}: the planner takes the turn, whole, and the reply says so`, async () => {
    for (const [text, note] of [['black and white, please', /The language model .*, so the built-in planner read your words\./], ['全部改成黑白', /语言模型.*改由内置规划器/]] as const) {
      const { door } = scripted(lines, options)
      const turn = await say(text, door)
      const planned = await say(text, undefined)
      assert.equal(turn.model?.fallback, code)
      assert.deepEqual([turn.draft, turn.history, turn.operations], [planned.draft, planned.history, planned.operations])
      assert.match(turn.reply, note)
      assert.ok(turn.reply.startsWith(planned.reply))
      assert.doesNotMatch(JSON.stringify(turn), /sk-123/)
    }
  })
}

test('what is no edit is never asked of a model', async () => {
  const { door, asked } = scripted([new Error('must not be asked')])
  for (const text of ['undo', 'export it', 'what is in the film?', 'how many credits do I have?', 'make the person in photo 1 talk', '']) assert.equal((await say(text, door)).model, undefined, text)
  assert.equal(asked.length, 0)
})

test('a new film begins as the director\'s; the model adds what the words ask besides', async () => {
  const nothing = scripted(['Nothing is missing.'])
  const plain = await say('make a 9 second slideshow', nothing.door, { draft: emptyDraft() })
  assert.deepEqual([plain.model?.fallback, plain.draft.picture.segments.length > 0], [undefined, true])
  assert.doesNotMatch(plain.reply, /language model/)
  const more = scripted([[['add-text', { text: 'Low tide', role: 'caption', start: 0, duration: 2000 }]], 'ok'])
  const turn = await say('make a 9 second slideshow', more.door, { draft: emptyDraft() })
  assert.equal(turn.draft.texts.flatMap((track) => track.segments).filter(({ text }) => text === 'Low tide').length, 1)
  assert.ok(turn.reply.startsWith(plain.reply) && /Low tide/.test(turn.reply))
})

test('a cancelled turn ends as cancelled and not as the planner\'s', async () => {
  const cancel = new AbortController()
  const { door } = scripted([[['set-title', { title: 'a' }]]])
  const stopping: ModelDoor = { ...door, model: { ...door.model, answer: async (request, signal) => { cancel.abort(new Error('stopped')); return door.model.answer(request, signal) } } }
  await assert.rejects(turnByWords({ text: 'warmer', draft: film, world: { assets }, seed: 's' }, { music, voice, model: stopping }, cancel.signal), /stopped/)
})
