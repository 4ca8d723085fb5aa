// A clip as the drawing threads see it: planes for any time. One reader lives in each thread that needs the clip; it holds
// one decoder and a fixed amount of pictures, whatever the clip's length.

import { basename } from 'node:path'
import { KinoraError, success, type Outcome } from '../base/index.ts'
import type { ClipPlate, Plate, YuvPlanes } from '../compositor/index.ts'
import { createClipConverter, type AllocatePlanes, type ClipPicture, type ClipWish } from './clip-convert.ts'
import { readFrames } from './clip-decode.ts'
import { openClipFile } from './clip-file.ts'

export interface ClipReader {
  /** Milliseconds from the first picture at which the picture shown at `time` begins. */
  frameTime(time: number): number
  /**
   * The picture shown at a time (ms of source time), as a plate wants it, in planes from `allocate` (default: new ones). Throws
   * a KinoraError `clip-corrupt` when not one picture can be decoded.
   */
  planesAt(time: number, wish: ClipWish, allocate?: AllocatePlanes): YuvPlanes
  /** Packets so far that could not be decoded. */
  damaged(): number
  /** Pictures decoded so far: what reading has cost. */
  decoded(): number
  close(): void
}

/** Opens a clip for drawing. Faults: those of openClipFile. */
export function openClip(path: string): Outcome<ClipReader> {
  const opened = openClipFile(path)
  if (!opened.ok) return opened
  const file = opened.value
  const picture: ClipPicture = { turn: file.turn, pixelAspect: pixelAspectOf(file.stream.sampleAspectRatio, file.stream.codecpar.sampleAspectRatio) }
  const frames = readFrames(file)
  const converter = createClipConverter(picture)
  const frameAt = (time: number): NonNullable<ReturnType<typeof frames.at>> => {
    const found = frames.at(time)
    if (found === undefined) throw new KinoraError({ code: 'clip-corrupt', path, message: `Not one picture of ${basename(path)} can be decoded. Copy or export it again.` })
    return found
  }
  return success({
    frameTime: (time) => frameAt(time).time,
    planesAt: (time, wish, allocate) => converter.convert(frameAt(time).frame, wish, allocate),
    damaged: () => frames.damaged(),
    decoded: () => frames.decoded(),
    close() {
      converter.close()
      frames.close()
    },
  })
}

/** The shape of a pixel: what the container says, else what the codec says, else square. Absurd values count as square. */
export function pixelAspectOf(...ratios: readonly { readonly num: number; readonly den: number }[]): number {
  const stated = ratios.find(({ num, den }) => num > 0 && den > 0)
  const aspect = stated === undefined ? 1 : stated.num / stated.den
  return aspect > 0.2 && aspect < 5 ? aspect : 1
}

/** Readers for plate requests, opened as needed; the least recently used one is closed when there are too many. */
export interface ClipPlates {
  plate(request: ClipPlate, path: string): Plate
  close(): void
}

/** Each open reader may hold about 100 MB of pictures; a chunk shows two clips at a time and seldom more. */
const MOST_READERS = 4

export function createClipPlates(allocate?: AllocatePlanes): ClipPlates {
  const readers = new Map<string, ClipReader>()
  return {
    plate(request, path) {
      // By content: threads outlive films, and another clip may lie at the same place by then.
      let reader = readers.get(request.content)
      if (reader === undefined) {
        const opened = openClip(path)
        if (!opened.ok) throw new KinoraError(opened.faults[0]!)
        reader = opened.value
      }
      readers.delete(request.content)
      readers.set(request.content, reader)
      for (const [oldest, idle] of readers) {
        if (readers.size <= MOST_READERS) break
        idle.close()
        readers.delete(oldest)
      }
      return { planes: reader.planesAt(request.time, request, allocate) }
    },
    close() {
      for (const reader of readers.values()) reader.close()
      readers.clear()
    },
  }
}
