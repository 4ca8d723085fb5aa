import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filmDuration } from '../../src/draft/index.ts'
import { takeTurn } from '../../src/studio/index.ts'
import { examplesFor, materialOf, type Material } from '../../src/web/start/examples.fixture.ts'
import { assumedWorld } from '../eval/world.ts'

const worlds: Readonly<Record<Material, string>> = {
  nothing: 'none', photo: '1 jpg', photos: '8 jpg', clip: '1 mp4 40s', clips: '3 mp4 20s', mixed: '6 jpg + 2 mp4 20s', sound: '1 mp3',
}

for (const [material, assets] of Object.entries(worlds) as [Material, string][]) {
  test(`every sentence that the start offers for ${material} makes a film at once, with nothing left over`, () => {
    const world = assumedWorld(assets)
    assert.equal(materialOf(world.assets.map(({ kind }) => kind)), material)
    for (const language of ['en', 'zh'] as const) {
      for (const text of examplesFor(material, language)) {
        const turn = takeTurn({ text, draft: world.draft, history: world.history, world, seed: text })
        assert.ok(filmDuration(turn.draft) > 0, `${text}: ${turn.reply}`)
        assert.doesNotMatch(turn.reply, /Not understood|没看懂|Not done|没做的|I cannot|我做不了/, text)
        assert.equal(turn.question, undefined, text)
      }
    }
  })
}
