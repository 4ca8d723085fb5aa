import assert from 'node:assert/strict'
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { jsonOf, kinora, paintPictures } from './kit.ts'

// A good draft of the program's own making, and one mistake at a time in a copy of it.
let folder = ''
let good: any

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kinora-drafts-'))
  paintPictures(join(folder, 'trip'), 2)
  const made = await kinora(['make', 'trip', '--size', '160x90', '--duration', '3', '--music', 'none', '--title', 'T', '--quality', 'draft', '-o', 'film.mp4', '--save-draft', 'good.json'], { folder })
  assert.equal(made.code, 0, made.stderr)
  good = JSON.parse(readFileSync(join(folder, 'good.json'), 'utf8'))
  rmSync(join(folder, 'film.mp4'))
})
after(() => rmSync(folder, { recursive: true, force: true }))

const mistakes: readonly (readonly [what: string, place: RegExp, spoil: (draft: any) => void])[] = [
  ['a format from the future', /^\/format/, (draft) => { draft.format = 99 }],
  ['no canvas', /^\/canvas/, (draft) => { delete draft.canvas }],
  ['an odd width', /^\/canvas\/width/, (draft) => { draft.canvas.width = 161 }],
  ['a frame rate of nothing', /^\/canvas\/frameRate/, (draft) => { draft.canvas.frameRate = { numerator: 0, denominator: 1 } }],
  ['a colour that is none', /^\/canvas\/background/, (draft) => { draft.canvas.background = 'reddish' }],
  ['an asset that is not there', /^\/picture\/segments\//, (draft) => { draft.picture.segments[0].asset = 'asset-nowhere' }],
  ['a negative duration', /^\/picture\/segments\/.*duration/, (draft) => { draft.picture.segments[0].duration = -5 }],
  ['a duration that is words', /^\/picture\/segments\/.*duration/, (draft) => { draft.picture.segments[0].duration = 'long' }],
  ['a duration that is half a millisecond', /^\/picture\/segments\/.*duration/, (draft) => { draft.picture.segments[0].duration = 400.5 }],
  ['an unknown kind of segment', /^\/picture\/segments\//, (draft) => { draft.picture.segments[0].kind = 'hologram' }],
  ['an unknown transition', /^\/picture\/segments\/.*transition/, (draft) => { draft.picture.segments[1].transition = { kind: 'crossfad', before: 100, after: 100 } }],
  ['the same id twice', /^\/picture\/segments\//, (draft) => { draft.picture.segments[1].id = draft.picture.segments[0].id }],
  ['a zoom below one', /^\/picture\/segments\/.*zoom/, (draft) => { draft.picture.segments[0].motion = { from: { x: 0.5, y: 0.5, zoom: 0 }, to: { x: 0.5, y: 0.5, zoom: 1 }, easing: 'linear' } }],
  ['a text in an unknown typeface', /^\/texts\/.*font/, (draft) => { draft.texts[0].segments[0].style.font = 'comic' }],
  ['a text without its text', /^\/texts\//, (draft) => { delete draft.texts[0].segments[0].text }],
  ['picture segments that are no list', /^\/picture\/segments/, (draft) => { draft.picture.segments = {} }],
]

for (const [what, place, spoil] of mistakes) {
  test(`a draft with ${what} is refused with the place of the fault`, async () => {
    const draft = structuredClone(good)
    spoil(draft)
    writeFileSync(join(folder, 'bad.json'), JSON.stringify(draft))
    const ran = await kinora(['render', 'bad.json', '-o', 'film.mp4', '--json'], { folder })
    assert.equal(ran.code, 1, ran.stdout + ran.stderr)
    const answer = jsonOf<{ error: { code: string }; faults: { code: string; path: string; message: string }[] }>(ran)
    assert.equal(answer.error.code, 'draft-faulty')
    assert.ok(answer.faults.some((fault) => place.test(fault.path) && fault.message.length > 15), JSON.stringify(answer.faults))
    assert.ok(!readdirSync(folder).includes('film.mp4'))
  })
}

for (const [what, bytes, code] of [
  ['no JSON', '{"format": 1,', 'draft-not-json'], ['nothing at all', '', 'draft-not-json'], ['a list', '[]', 'draft-faulty'], ['a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'draft-unreadable'],
  ['a prototype trick', '{"__proto__": {"format": 1}}', 'draft-faulty'],
] as const) {
  test(`a draft file that holds ${what} is a named error`, async () => {
    writeFileSync(join(folder, 'bad.json'), bytes)
    const ran = await kinora(['render', 'bad.json', '-o', 'film.mp4', '--json'], { folder })
    assert.equal(ran.code, 1)
    assert.equal(jsonOf<{ error: { code: string } }>(ran).error.code, code)
  })
}

test('a draft whose photo is gone names the photo', async () => {
  const draft = structuredClone(good)
  for (const asset of Object.values<any>(draft.assets)) asset.source = join(folder, 'gone', asset.name)
  writeFileSync(join(folder, 'bad.json'), JSON.stringify(draft))
  const ran = await kinora(['render', 'bad.json', '-o', 'film.mp4', '--cache', 'none', '--json'], { folder })
  assert.equal(ran.code, 1, ran.stderr)
  assert.match(jsonOf<{ error: { message: string } }>(ran).error.message, /p[12]\.png/)
})
