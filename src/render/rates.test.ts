// Sizes and rates that films are asked for, each as a film of a few frames, measured by somebody who did not make it.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { FrameRate } from '../base/index.ts'
import { inFolder, photoFilm, withoutPhotos } from './fixture.ts'
import { createRenderer } from './renderer.ts'

const skip = withoutPhotos
const renderer = createRenderer()
after(() => renderer.close())

async function measured(folder: string, size: readonly [number, number], frameRate: FrameRate, duration: number) {
  const draft = photoFilm(['kayak.jpg'], duration)
  const output = join(folder, 'film.mp4')
  const made = await renderer.render({ draft: { ...draft, canvas: { ...draft.canvas, width: size[0], height: size[1], frameRate } }, output, quality: 'draft', workers: 1 })
  const { report } = await renderer.check(output)
  assert.deepEqual(made.checks.filter(({ ok }) => !ok), [])
  return report
}

for (const [numerator, denominator] of [[24, 1], [25, 1], [50, 1], [60, 1], [30000, 1001]] as const) {
  test(`a film of ${(numerator / denominator).toFixed(3)} frames a second has exactly its frames, its sound and a keyframe every two seconds`, { skip }, () => inFolder(async (folder) => {
    const report = await measured(folder, [160, 90], { numerator, denominator }, 2200)
    assert.equal(report.frames, Math.round((2.2 * numerator) / denominator))
    assert.ok(Math.abs(report.framesPerSecond - numerator / denominator) < 0.001, `${report.framesPerSecond}`)
    assert.ok(Math.abs(report.video!.keyframeIntervalSeconds! - 2) <= denominator / numerator)
    assert.ok(Math.abs(report.audio!.durationSeconds! - report.durationSeconds) <= denominator / numerator)
  }))
}

test('a film of 3840x2160 is made on request', { skip }, () => inFolder(async (folder) => {
  const report = await measured(folder, [3840, 2160], { numerator: 24, denominator: 1 }, 125)
  assert.deepEqual([report.width, report.height, report.frames, report.video!.profile], [3840, 2160, 3, 'High'])
}))
