// Every operation under every law, on random drafts, by fast-check. The seed is fixed, so that a red build is red again;
// to look further: `KINORA_LAW_SEED=<any number> KINORA_LAW_RUNS=5000`, and `KINORA_LAW_SHRINK=1` for the smallest case.
// A seed that failed is added to seeds.json (by the name of its property) and replayed for ever.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { applyOperations } from '../apply.ts'
import { deepEqual } from '../change.ts'
import type { Draft } from '../document.ts'
import { filmDuration } from '../layout.ts'
import type { OperationName } from '../operation.ts'
import { operationTable } from '../ops/table.ts'
import { decodeWire } from '../wire/decode.ts'
import { encodeWire } from '../wire/encode.ts'
import { checkDraftLaws, checkLaws } from './check-laws.ts'
import type { Chooser } from './chooser.ts'
import { playsEveryLength, randomDraft } from './random-draft.ts'
import { randomOperation } from './random-operation.ts'

const runs = Number(process.env['KINORA_LAW_RUNS'] ?? 12)
const usualSeed = Number(process.env['KINORA_LAW_SEED'] ?? 20_261_121)
const names = Object.keys(operationTable) as OperationName[]
const kept = JSON.parse(readFileSync(new URL('../../../../src/draft/laws/seeds.json', import.meta.url), 'utf8')) as Record<string, number[]>

function chooserOf(generate: fc.GeneratorValue): Chooser {
  return {
    whole: (min, max) => generate(fc.integer, { min, max }),
    pick: (items) => items[generate(fc.integer, { min: 0, max: items.length - 1 })]!,
  }
}

/** Runs a property on all kept seeds of its name, then on the usual one. */
function holds(name: string, count: number, property: (choose: Chooser) => void): void {
  const checked = fc.property(fc.gen(), (generate) => property(chooserOf(generate)))
  // Shrinking a whole film takes minutes; the seed is enough to come back to it.
  const settings = { numRuns: count, endOnFailure: process.env['KINORA_LAW_SHRINK'] === undefined }
  for (const seed of [...(kept[name] ?? []), usualSeed]) fc.assert(checked, { seed, ...settings })
}

for (const name of names) {
  test(`D1-D10 hold for ${name}`, () => {
    let changed = 0
    holds(name, runs * 2, (choose) => {
      const draft = randomDraft(choose)
      const edit = checkLaws(draft, randomOperation(choose, draft, name))
      if (edit.ok && edit.receipt.changes.length > 0) changed += 1
    })
    // A law that is only ever asked about refusals proves nothing.
    assert.ok(changed >= 1, `${name} changed nothing in ${runs * 2} random drafts`)
  })
}

test('D1-D10 hold along random sequences of edits, and undoing them all leads back', () => {
  holds('sequence', Math.ceil(runs / 2), (choose) => {
    const first = randomDraft(choose, 4)
    let draft = first
    const inverses: unknown[][] = []
    for (let step = 0; step < 8; step++) {
      const edit = checkLaws(draft, randomOperation(choose, draft, choose.pick(names)))
      if (!edit.ok) continue
      draft = edit.draft
      inverses.unshift([...edit.receipt.inverse])
    }
    for (const inverse of inverses) {
      const back = applyOperations(draft, inverse)
      assert.ok(back.ok)
      draft = back.draft
    }
    assert.ok(deepEqual(draft, first))
  })
})

test('D7: random drafts are valid themselves', () => {
  holds('draft', runs * 3, (choose) => checkDraftLaws(randomDraft(choose)))
})

test('W1: what is encoded in short keys decodes to the same draft', () => {
  holds('wire', runs * 5, (choose) => {
    const draft = randomDraft(choose)
    const decoded = decodeWire(JSON.stringify(encodeWire(draft, { urlOf: (asset) => `https://self.example/f/${asset.id}` })), { assets: draft.assets })
    assert.ok(decoded.ok, JSON.stringify(decoded))
    assert.deepEqual(decoded.value, draft)
  })
})

test('T7: a film length is met to the millisecond, or refused with one that is', () => {
  holds('film-duration', runs * 3, (choose) => {
    const draft = randomDraft(choose)
    if (draft.picture.segments.length === 0 || !playsEveryLength(draft)) return
    const duration = choose.whole(1, filmDuration(draft) * 2)
    const edit = applyOperations(draft, [{ name: 'set-film-duration', duration }])
    if (edit.ok) return assert.equal(filmDuration(edit.draft), duration)
    const nearest = Number(edit.faults[0]!.suggestion)
    const second = applyOperations(draft, [{ name: 'set-film-duration', duration: nearest }])
    assert.ok(second.ok && filmDuration(second.draft) === nearest, JSON.stringify([edit.faults, second.ok ? '' : second.faults]))
  })
})

test('T8: cutting takes away as much as was asked for, and keeping its complement gives the same pictures', () => {
  holds('ranges', runs * 3, (choose) => {
    const draft = randomDraft(choose)
    const end = filmDuration(draft)
    if (end < 10 || !playsEveryLength(draft)) return
    const from = choose.whole(1, end - 2)
    const to = choose.whole(from + 1, end - 1)
    const cut = applied(draft, { name: 'cut-ranges', ranges: [{ from, to }] })
    assert.ok(Math.abs(filmDuration(cut) - (end - (to - from))) <= 1)
    const keptOnly = applied(draft, { name: 'keep-ranges', ranges: [{ from: to, to: end }, { from: 0, to: from }] })
    assert.deepEqual(keptOnly, cut)
  })
})

test('T9: a split shows nothing different: the film keeps its length, and joining clips again gives the same clip', () => {
  holds('split', runs * 3, (choose) => {
    const draft = randomDraft(choose)
    if (draft.picture.segments.length === 0 || !playsEveryLength(draft)) return
    const operation = randomOperation(choose, draft, 'split-segment') as { readonly target: string; readonly at: number }
    const edit = applyOperations(draft, [operation])
    if (!edit.ok) return
    assert.equal(filmDuration(edit.draft), filmDuration(draft))
    const index = draft.picture.segments.findIndex((segment) => segment.id === operation.target)
    const [old, right] = [draft.picture.segments[index]!, edit.draft.picture.segments[index + 1]!]
    if (old.kind !== 'clip') return
    const merged = applied(edit.draft, { name: 'merge-segments', targets: [old.id, right.id] }).picture.segments[index]!
    assert.ok(merged.kind === 'clip' && merged.from === old.from && merged.to === old.to && merged.fadeOut === old.fadeOut)
  })
})

function applied(draft: Draft, operation: unknown): Draft {
  const edit = applyOperations(draft, [operation])
  assert.ok(edit.ok, JSON.stringify(edit.ok ? '' : edit.faults))
  return edit.draft
}
