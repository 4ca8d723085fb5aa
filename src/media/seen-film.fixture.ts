// Lent to journeys: what can be seen in a finished film from its file alone, and the pixels of a picture.

import { createCanvas, loadImage } from '@napi-rs/canvas'
import { readFrames, type ClipFrames } from './clip-decode.ts'
import { openClipFile } from './clip-file.ts'

export interface SeenFilm {
  /** Mean difference of brightness between two moments, 0 to 255. */
  difference(one: number, other: number): number
  close(): void
}

export function seeFilm(path: string): SeenFilm {
  const opened = openClipFile(path)
  if (!opened.ok) throw new Error(opened.faults[0]!.message)
  const frames = readFrames(opened.value)
  return { difference: (one, other) => meanDifference(brightnessAt(frames, one), brightnessAt(frames, other)), close: () => frames.close() }
}

function brightnessAt(frames: ClipFrames, time: number): Uint8Array {
  const found = frames.at(time)
  if (found === undefined) throw new Error(`There is no picture at ${time} ms.`)
  const { width, height, linesize, data } = found.frame
  const plane = data![0]!
  const rows = Array.from({ length: height }, (_none, row) => plane.subarray(row * linesize[0]!, row * linesize[0]! + width))
  return Buffer.concat(rows)
}

function meanDifference(one: Uint8Array, other: Uint8Array): number {
  let sum = 0
  for (let index = 0; index < one.length; index++) sum += Math.abs(one[index]! - other[index]!)
  return sum / one.length
}

/** A PNG or JPEG as rows of red, green, blue, alpha. */
export async function pixelsOf(bytes: Uint8Array): Promise<{ readonly width: number; readonly height: number; readonly data: Uint8ClampedArray }> {
  const image = await loadImage(Buffer.from(bytes))
  const context = createCanvas(image.width, image.height).getContext('2d')
  context.drawImage(image, 0, 0)
  return { width: image.width, height: image.height, data: context.getImageData(0, 0, image.width, image.height).data }
}
