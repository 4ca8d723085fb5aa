import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createProgress, type ProgressState } from './progress.ts'

const start: ProgressState = { stage: 'prepare', total: 0, encoded: 0, reused: 0, frames: 0, framesDrawn: 0, sound: 0, drawingSeconds: 0 }
const drawing: ProgressState = { ...start, stage: 'draw', total: 10, frames: 600, framesDrawn: 300, encoded: 5, sound: 1, drawingSeconds: 15 }

test('half of the frames drawn is about half of the bar, and the time left is what the other half will take', () => {
  const { done, secondsLeft, chunks } = createProgress()(drawing)
  assert.ok(done > 0.45 && done < 0.55, `done ${done}`)
  // 300 frames at 0.05 s, and half a second for joining.
  assert.equal(secondsLeft, 15.5)
  assert.deepEqual(chunks, { total: 10, encoded: 5, reused: 0 })
})

test('nothing is said of the time before a chunk is finished', () => {
  const report = createProgress()
  assert.equal(report(start).secondsLeft, undefined)
  assert.equal(report({ ...drawing, encoded: 0 }).secondsLeft, undefined)
  assert.equal(report({ ...drawing, framesDrawn: 0 }).secondsLeft, undefined)
})

test('the bar waits near its end for sound that takes longer than the pictures', () => {
  const report = createProgress()
  const waiting = report({ ...drawing, stage: 'sound', framesDrawn: 600, sound: 0.2 })
  assert.ok(waiting.done > 0.85 && waiting.done < 0.95, `done ${waiting.done}`)
  assert.ok(report({ ...drawing, stage: 'join' }).done >= 0.95)
  assert.equal(report({ ...drawing, stage: 'check' }).secondsLeft, 0)
})

test('a film that is all in the cache goes straight to its sound', () => {
  const { done } = createProgress()({ ...start, stage: 'sound', total: 3, reused: 3 })
  assert.ok(done > 0.85, `done ${done}`)
})

test('the bar never goes back and stays within 0 and 1, whatever is told', () => {
  const state = fc.record({
    stage: fc.constantFrom('prepare', 'draw', 'sound', 'join', 'check'),
    total: fc.nat(20), encoded: fc.nat(20), reused: fc.nat(20), frames: fc.nat(600), framesDrawn: fc.nat(600),
    sound: fc.double({ min: 0, max: 1, noNaN: true }), drawingSeconds: fc.double({ min: 0, max: 100, noNaN: true }),
  })
  fc.assert(fc.property(fc.array(state, { minLength: 2 }), (states) => {
    const report = createProgress()
    let before = 0
    for (const one of states) {
      const { done } = report({ ...one, framesDrawn: Math.min(one.framesDrawn, one.frames) } as ProgressState)
      assert.ok(done >= before && done <= 1)
      before = done
    }
  }), { numRuns: 100 })
})
