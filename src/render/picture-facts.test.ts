import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFactsCollector, joinFacts } from './picture-facts.ts'
import { frozenCheck } from './self-check.ts'

const rate = { numerator: 30, denominator: 1 }

/** The facts of two seconds of grey, each frame as the one before. */
function frozenFilm(mayBeStill: boolean) {
  const facts = createFactsCollector()
  for (let frame = 0; frame < 60; frame++) facts.add(new Uint8Array(64 * 36).fill(120), 64, 64, 36, false, mayBeStill)
  return joinFacts([facts.finish()])
}

test('a clip may stand still by itself; under a moving camera the same is a frozen film', () => {
  assert.equal(frozenCheck(frozenFilm(true), rate).ok, true)
  const frozen = frozenCheck(frozenFilm(false), rate)
  assert.equal(frozen.ok, false)
  assert.match(frozen.detail, /frozen at/)
})
