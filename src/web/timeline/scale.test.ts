import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { clampScale, fittingScale, scales, scrollAfterZoom, snap, ticks, type SnapPoint } from './scale.ts'

const scale = fc.double({ min: scales.least, max: scales.most, noNaN: true })

test('zooming keeps the moment under the pointer where it is', () => {
  fc.assert(fc.property(scale, scale, fc.nat(50_000), fc.nat(2000), (before, after, scroll, x) => {
    const next = scrollAfterZoom(scroll, x, before, after)
    // At the left end the view cannot scroll further; everywhere else the moment stays.
    if (next > 0) assert.ok(Math.abs((next + x) / after - (scroll + x) / before) < 1e-3)
  }))
})

test('the whole film fits, within what can be drawn', () => {
  assert.equal(fittingScale(30_000, 900), 0.03)
  assert.equal(fittingScale(1, 900), scales.most)
  assert.equal(fittingScale(86_400_000, 900), scales.least)
  assert.equal(clampScale(99), scales.most)
})

test('labels of the ruler never stand closer than they can be read, and count in round steps', () => {
  fc.assert(fc.property(scale, fc.nat(3_600_000), (pixels, from) => {
    const labels = ticks(from, from + 1500 / pixels, pixels).filter(({ label }) => label !== undefined)
    for (const [index, tick] of labels.entries()) {
      const next = labels[index + 1]
      // The largest step is an hour; nobody zooms out further than the least scale, where that is more than the room.
      if (next !== undefined) assert.ok((next.time - tick.time) * pixels >= 72)
    }
    assert.equal(new Set(labels.map(({ label }) => label)).size, labels.length)
  }))
  assert.deepEqual(ticks(0, 2000, 0.1).filter(({ label }) => label).map(({ label }) => label), ['0:00', '0:01', '0:02'])
  assert.deepEqual(ticks(3_600_000, 3_601_000, 0.1)[0], { time: 3_600_000, label: '1:00:00' })
})

test('the nearest point within reach wins, a cut over a beat at the same place', () => {
  const points: SnapPoint[] = [{ time: 1000, kind: 'beat' }, { time: 1000, kind: 'cut' }, { time: 1450, kind: 'playhead' }]
  assert.deepEqual(snap([1020], points, 50), { shift: -20, at: { time: 1000, kind: 'cut' } })
  assert.deepEqual(snap([1020, 1445], points, 50), { shift: 5, at: { time: 1450, kind: 'playhead' } })
  assert.deepEqual(snap([1200], points, 50), { shift: 0 })
})

test('snapping agrees with looking at every point', () => {
  fc.assert(fc.property(fc.array(fc.nat(5000), { minLength: 1, maxLength: 40 }), fc.nat(5000), fc.integer({ min: 1, max: 400 }), (times, edge, reach) => {
    const points = times.toSorted((left, right) => left - right).map((time): SnapPoint => ({ time, kind: 'cut' }))
    const nearest = Math.min(...times.map((time) => Math.abs(time - edge)))
    const found = snap([edge], points, reach)
    if (nearest > reach) assert.equal(found.at, undefined)
    else assert.equal(Math.abs(found.shift), nearest)
  }))
})
