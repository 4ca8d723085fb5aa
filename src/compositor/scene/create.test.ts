// A scene keeps the film's promises frame by frame: lengths, equal commands for stillness, windows inside plates,
// transitions between their neighbours.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { frameKey } from '../draw.ts'
import type { FrameCommands, PictureCommand, PicturePlate } from '../scene.ts'
import { createScene } from './create.ts'
import { draftOf, photo } from './fixture.ts'
import { plateRequest } from './stage.ts'

test('a film of two photos has the frames of its length and a crossfade between them', () => {
  const scene = createScene(draftOf([photo('a'), photo('b', { transition: { kind: 'crossfade', before: 250, after: 250 } })]))
  assert.equal(scene.frameCount, 120)
  assert.equal(scene.commands(51).picture.kind, 'shot')
  const mixed = [...Array(120).keys()].filter((frame) => scene.commands(frame).picture.kind === 'transition')
  assert.deepEqual([mixed[0], mixed.at(-1)], [53, 67])
  const progress = mixed.map((frame) => transitionOf(scene.commands(frame)).progress)
  assert.ok(progress.every((value, at) => value > 0 && value < 1 && (at === 0 || value > progress[at - 1]!)))
})

test('a picture that stands still gives equal commands for all its frames', () => {
  const scene = createScene(draftOf([photo('a')]))
  assert.equal(new Set([...Array(scene.frameCount).keys()].map((frame) => frameKey(scene.commands(frame)))).size, 1)
})

test('a still photo of the canvas shape is prepared at canvas size and shown whole', () => {
  const { picture } = createScene(draftOf([photo('a')])).commands(0)
  assert.ok(picture.kind === 'shot')
  assert.deepEqual(picture.shot.window, { x: 0, y: 0, width: 640, height: 360 })
  const plate = plateRequest(picture.shot.plate) as PicturePlate
  assert.deepEqual([plate.width, plate.height, plate.fit], [640, 360, 'fill'])
})

test('the camera starts at its first view and ends at its last, inside a plate that is sharp at the tight end', () => {
  const motion = { from: { x: 0.5, y: 0.5, zoom: 1 }, to: { x: 0.6, y: 0.4, zoom: 1.25 }, easing: 'ease-in-out' } as const
  const scene = createScene(draftOf([photo('a', { motion })]))
  const windows = [...Array(scene.frameCount).keys()].map((frame) => shotOf(scene.commands(frame)).window)
  const plate = plateRequest(shotOf(scene.commands(0)).plate) as PicturePlate
  assert.deepEqual([plate.width, plate.height], [800, 450])
  assert.deepEqual(windows[0], { x: 0, y: 0, width: 800, height: 450 })
  const last = windows.at(-1)!
  assert.ok(Math.abs(last.width - 640) < 1e-9 && Math.abs(last.x - (0.6 * 800 - 320)) < 1e-6 && Math.abs(last.y) < 1e-6)
  for (const window of windows) assert.ok(window.x >= 0 && window.y >= 0 && window.x + window.width <= 800 + 1e-9 && window.y + window.height <= 450 + 1e-9)
})

function transitionOf({ picture }: FrameCommands): Extract<PictureCommand, { kind: 'transition' }> {
  assert.ok(picture.kind === 'transition')
  return picture
}

function shotOf({ picture }: FrameCommands) {
  assert.ok(picture.kind === 'shot')
  return picture.shot
}
