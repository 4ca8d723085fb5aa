import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { jsonOf, kinora, paintPictures, passingFolder } from './kit.ts'

interface PlanJson {
  ok: boolean
  action: string
  plan: { intents: { name: string; slots: Record<string, { value: unknown; source: string }> }[] }
  refused: unknown[]
  not_understood: string[]
  operations: { name: string }[]
  draft: { canvas: { width: number; height: number }; picture: { segments: { duration: number; name: string }[] } }
  reply: string
  ms: number
}

function lengthOf(draft: PlanJson['draft']): number {
  return draft.picture.segments.reduce((sum, segment) => sum + segment.duration, 0)
}

for (const [language, words, reply] of [['English', 'a 12 second vertical video', /12 s/], ['Chinese', '做一个12秒的竖屏视频', /12 秒/]] as const) {
  test(`words in ${language} plan a film of exactly that length and shape, and the answer is in ${language}`, async (t) => {
    const folder = passingFolder(t)
    paintPictures(join(folder, 'trip'), 4)
    const ran = await kinora(['plan', 'trip', '-p', words, '--json'], { folder })
    assert.equal(ran.code, 0, ran.stderr)
    const answer = jsonOf<PlanJson>(ran)
    assert.equal(lengthOf(answer.draft), 12000)
    assert.ok(answer.draft.canvas.height > answer.draft.canvas.width)
    assert.match(answer.reply, reply)
    assert.ok(answer.operations.length > 0 && answer.plan.intents.length > 0)
    for (const key of ['refused', 'not_understood', 'ms']) assert.ok(key in answer, key)
  })
}

test('facts alone are enough to plan with', async (t) => {
  const folder = passingFolder(t)
  writeFileSync(join(folder, 'world.json'), JSON.stringify({ assets: [{ name: 'a.jpg', kind: 'photo' }, { name: 'b.jpg', kind: 'photo' }] }))
  const ran = await kinora(['plan', '--world', 'world.json', '-p', '10 seconds, no music', '--json'], { folder })
  assert.equal(ran.code, 0, ran.stdout)
  assert.equal(lengthOf(jsonOf<PlanJson>(ran).draft), 10000)
  writeFileSync(join(folder, 'world.json'), JSON.stringify([{ name: 'a.jpg', kind: 'hologram' }]))
  const bad = await kinora(['plan', '--world', 'world.json', '-p', '10 seconds', '--json'], { folder })
  assert.equal(bad.code, 1)
  assert.match(jsonOf<{ error: { message: string } }>(bad).error.message, /\/assets\/0\/kind/)
})

test('a draft is edited in place, and undo brings it back in another call of the program', async (t) => {
  const folder = passingFolder(t)
  paintPictures(join(folder, 'trip'), 4)
  await kinora(['plan', 'trip', '-p', '12 seconds', '--save-draft', 'film.json'], { folder })
  const before = JSON.parse(readFileSync(join(folder, 'film.json'), 'utf8')) as unknown
  const edited = await kinora(['edit', 'film.json', '-p', 'remove the second photo', '--json'], { folder })
  assert.equal(edited.code, 0, edited.stdout + edited.stderr)
  assert.deepEqual(jsonOf<PlanJson>(edited).draft.picture.segments.map((segment) => segment.name), ['p1.png', 'p3.png', 'p4.png'])
  const undone = await kinora(['edit', 'film.json', '-p', 'undo'], { folder })
  assert.equal(undone.code, 0, undone.stderr)
  assert.deepEqual(JSON.parse(readFileSync(join(folder, 'film.json'), 'utf8')), before)
})

test('an edit into another file leaves the first as it was', async (t) => {
  const folder = passingFolder(t)
  paintPictures(join(folder, 'trip'), 3)
  await kinora(['plan', 'trip', '-p', '9 seconds', '--save-draft', 'film.json'], { folder })
  const before = readFileSync(join(folder, 'film.json'), 'utf8')
  const ran = await kinora(['edit', 'film.json', '-p', 'make it 6 seconds', '-o', 'short.json'], { folder })
  assert.equal(ran.code, 0, ran.stderr)
  assert.equal(readFileSync(join(folder, 'film.json'), 'utf8'), before)
  assert.equal(lengthOf(JSON.parse(readFileSync(join(folder, 'short.json'), 'utf8')) as PlanJson['draft']), 6000)
})

test('what cannot be done honestly is refused with a reason, and nothing is made', async (t) => {
  const folder = passingFolder(t)
  paintPictures(join(folder, 'trip'), 1)
  const ran = await kinora(['make', 'trip', '-p', 'make my face thinner', '-o', 'film.mp4', '--json'], { folder })
  assert.equal(ran.code, 1)
  const { error } = jsonOf<{ error: { code: string; message: string } }>(ran)
  assert.equal(error.code, 'request-refused')
  assert.ok(error.message.length > 20)
  assert.ok(!existsSync(join(folder, 'film.mp4')))
})

test('options said exactly win over words', async (t) => {
  const folder = passingFolder(t)
  paintPictures(join(folder, 'trip'), 3)
  const ran = await kinora(['plan', 'trip', '-p', '30 seconds, square, with music', '--duration', '7.5', '--size', '320x180', '--music', 'none', '--json'], { folder })
  assert.equal(ran.code, 0, ran.stderr)
  const { draft } = jsonOf<PlanJson & { draft: { sounds: { segments: unknown[] }[] } }>(ran)
  assert.deepEqual([lengthOf(draft), draft.canvas.width, draft.canvas.height, draft.sounds.flatMap((track) => track.segments).length], [7500, 320, 180, 0])
})
