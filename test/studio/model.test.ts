// The studio that serves many, with a language model set up: turns, versions, undo and prices are as always, and the planner
// stands in when the model is away.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KinoraError } from '../../src/base/index.ts'
import { openStudio, type ModelAnswer, type ModelDoor } from '../../src/studio/index.ts'
import { anonymous, openHouse, say, sendPictures } from './kit.ts'

test('a model edits a session\'s film by operations; its step is undone like any other, and without it the planner edits', async (t) => {
  const house = await openHouse()
  let away = false
  const asked: string[] = []
  const model: ModelDoor = {
    clock: house.clock,
    model: {
      name: 'little',
      async answer({ messages }): Promise<ModelAnswer> {
        asked.push(JSON.stringify(messages))
        if (away) throw new KinoraError({ code: 'model-unreachable', message: 'gone' })
        const made = messages.some((message) => message.role === 'tool') || JSON.stringify(messages).includes('was just made')
        return made ? { text: 'Done.', calls: [], tokens: 10 } : { text: '', calls: [{ id: 'c', name: 'set-title', arguments: '{"title":"Evening light"}' }], tokens: 10 }
      },
    },
  }
  const studio = openStudio({ ...house.world, model })
  t.after(() => studio.close())
  const served = { ...house, studio }
  const caller = await anonymous(house)
  const film = await studio.sessions.create(caller, {})
  await sendPictures(house, caller, film.id, 3)
  const made = await say(served, caller, film.id, 'make a 6 second film')
  assert.equal(made.end.type, 'end')
  const before = await studio.credits.balance(caller)
  const edited = await say(served, caller, film.id, 'call it something with light')
  assert.match(edited.words, /Evening light/)
  assert.equal((await studio.sessions.find(caller, film.id)).draft?.title, 'Evening light')
  assert.equal((await studio.credits.balance(caller)).available, before.available - house.world.settings.credits.edit)
  assert.ok(asked.every((text) => !text.includes(house.folder) && !text.includes(caller.user)), 'nothing of the house leaves it')
  await say(served, caller, film.id, 'undo')
  assert.notEqual((await studio.sessions.find(caller, film.id)).draft?.title, 'Evening light')
  away = true
  const planned = await say(served, caller, film.id, 'black and white')
  assert.match(planned.words, /The language model cannot be reached, so the built-in planner read your words\./)
  assert.ok((await studio.sessions.find(caller, film.id)).draft?.picture.segments.some((segment) => segment.kind === 'photo' && segment.look?.name === 'bw'))
})
