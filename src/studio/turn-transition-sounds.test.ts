// Sounds on cuts, from words to the draft: asked for, named, louder, taken away, undone.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Asset, SoundSegment } from '../draft/index.ts'
import { takeTurn, type TurnResult } from './turn.ts'

const assets: readonly Asset[] = ['a', 'b', 'c', 'd'].map((id) => ({ id, name: `${id}.jpg`, kind: 'photo', source: `/${id}.jpg`, facts: { kind: 'photo', width: 4000, height: 3000, bytes: 1, format: 'jpeg' } }))

function talk(...texts: readonly string[]): TurnResult {
  let result: TurnResult | undefined
  for (const text of texts) result = takeTurn({ text, world: { assets }, seed: 's', ...(result !== undefined && { draft: result.draft, history: result.history }) })
  return result!
}

function effects(result: TurnResult): readonly SoundSegment[] {
  return result.draft.sounds.flatMap((track) => track.segments).filter((segment) => segment.role === 'effect')
}

const asked: readonly (readonly [string, string])[] = [
  ['add whoosh sounds to the transitions', 'whoosh'], ['put a swoosh on every cut', 'whoosh'], ['add sound effects to the transitions', 'whoosh'], ['a pop sound on each cut please', 'pop'],
  ['add click sounds to the transitions', 'tick'], ['转场加音效', 'whoosh'], ['给转场加上嗖的音效', 'whoosh'], ['每次切换的时候加个啵的音效', 'pop'], ['加点音效', 'whoosh'], ['转场配上咔嗒声', 'tick'],
]

test('a wish for sounds on transitions puts one on every cut, and the reply says so', () => {
  for (const [text, effect] of asked) {
    const result = talk('make a slideshow with music', text)
    assert.deepEqual(effects(result).map((segment) => segment.content.kind === 'effect' && segment.content.effect), [effect, effect, effect], `${text}: ${result.reply}`)
    assert.match(result.reply, /sounds on every cut|每个切换处/, text)
    assert.doesNotMatch(result.reply, /transitions? (?:is|are) now|cannot|做不了/, text)
  }
})

test('nobody gets sounds on cuts without asking', () => {
  for (const text of ['make a slideshow with music and transitions', '做个带转场和音乐的视频', 'make it pop', 'add an echo to the sound', '加回声']) assert.deepEqual(effects(talk('make a slideshow', text)), [], text)
})

test('sounds on cuts are turned down, taken away and put back', () => {
  const quieter = talk('make a slideshow', 'add whoosh sounds to the transitions', 'make the whoosh quieter')
  assert.deepEqual(effects(quieter).map((segment) => segment.volume), [0.325, 0.325, 0.325])
  for (const text of ['remove the transition sounds', 'no sound effects', '去掉转场音效', '不要音效']) {
    const result = talk('make a slideshow', 'add whoosh sounds to the transitions', text)
    assert.deepEqual(effects(result), [], `${text}: ${result.reply}`)
    assert.ok(result.draft.picture.segments.some((segment) => segment.transition !== undefined), `${text} took the transitions too`)
  }
  assert.equal(effects(talk('make a slideshow', 'add whoosh sounds to the transitions', 'remove the transition sounds', 'undo')).length, 3)
})

test('a film that is asked for with sounds on its cuts has them at once', () => {
  assert.equal(effects(talk('make a slideshow of these photos with whoosh sounds on the transitions')).length, 3)
  const both = talk('make a slideshow of these photos', 'add wipe transitions with a whoosh')
  assert.equal(effects(both).length, 3)
  assert.equal(both.draft.picture.segments[1]!.transition?.kind.startsWith('wipe'), true)
})
