// Pictures of a clip at any time: the last one at or before it. Forward it decodes on, backward and far it seeks to the
// keyframe before and decodes up to the place. Going back picture by picture (reversed clips) is served from the pictures
// that were passed on the way, as many as a fixed amount of memory holds. Damaged packets are skipped and counted.

import type { Frame, Packet } from 'node-av/lib'
import { unwrap } from '../base/index.ts'
import { again, constants as C, libav, noTime } from './clip-av.ts'
import { openClipFile, type ClipFile } from './clip-file.ts'

export interface ClipFrames {
  /** The last picture shown at or before a time in ms; the first one before the beginning, the last one behind the end. Undefined when nothing can be decoded. The frame belongs to this reader and is valid until the next call. */
  at(time: number): ClipFrame | undefined
  /** The next picture in order, or undefined at the end. For looking through a whole clip. */
  next(): ClipFrame | undefined
  /** Packets that could not be read or decoded so far. */
  damaged(): number
  /** Pictures decoded so far; for tests of how much work a way of reading takes. */
  decoded(): number
  close(): void
}

export interface ClipFrame {
  /** Milliseconds from the clip's first picture. */
  readonly time: number
  readonly frame: Frame
}

/** Memory for pictures that were passed on the way to an earlier one: 1080p: 30 pictures, 4K: 7. */
const PASSED_BYTES = 96 * 1024 * 1024
/** Nearer than this it is cheaper to decode on than to seek and begin at a keyframe, ms. */
const DECODE_ON = 2500
/** Where to begin again when a keyframe turns out to lie behind the wanted place, ms before it. */
const FURTHER_BACK = [0, 1500, 6000, 30_000, Infinity]
/** Animated pictures know no keyframes and no index; they are short and are read from the beginning again. */
const UNSEEKABLE = new Set(['gif', 'apng', 'webp'])
/** After so many unreadable packets in a row a file counts as ended. */
const MOST_FAILURES = 100

export function readFrames(opened: ClipFile): ClipFrames {
  let file = opened
  const packet: Packet = new libav.Packet()
  packet.alloc()
  const spare: Frame = new libav.Frame()
  spare.alloc()
  // Ascending, each one shown until the next; the last is the newest that was decoded.
  let passed: ClipFrame[] = []
  let most = 2
  let damaged = 0
  let decoded = 0
  let draining = false
  let ended = false
  let counted = 0

  // Decodes one picture into `spare` and gives its time; undefined at the end.
  function decode(): number | undefined {
    for (let failures = 0; !ended;) {
      const status = file.context.receiveFrameSync(spare)
      if (status >= 0) {
        decoded++
        return timeOf(spare)
      }
      if (draining || (status !== again && ++failures > MOST_FAILURES)) {
        ended = true
        return undefined
      }
      if (status !== again) damaged++
      failures = feed() ? failures : failures + 1
    }
    return undefined
  }

  // Sends the next packet of the picture stream; at the end of the file asks the decoder for what it still holds.
  function feed(): boolean {
    const status = file.input.readFrameSync(packet)
    if (status < 0) {
      if (status !== C.AVERROR_EOF) damaged++
      draining = true
      file.context.sendPacketSync(null)
      return false
    }
    const ours = packet.streamIndex === file.stream.index
    const sent = ours ? file.context.sendPacketSync(packet) : 0
    if (sent < 0) damaged++
    packet.unref()
    return sent >= 0
  }

  function timeOf(frame: Frame): number {
    const stamp = frame.bestEffortTimestamp !== noTime ? frame.bestEffortTimestamp : frame.pts
    // Without any time stamp pictures follow each other at the stated rate.
    const rate = file.stream.avgFrameRate
    counted++
    if (stamp === noTime) return ((counted - 1) * 1000 * Math.max(1, rate.den)) / Math.max(1, rate.num)
    return Number(stamp - file.origin) * file.tick
  }

  function advance(): boolean {
    const time = decode()
    if (time === undefined) return false
    const frame = spare.clone()
    if (frame === null) return false
    spare.unref()
    most = Math.max(2, Math.floor(PASSED_BYTES / Math.max(1, frame.width * frame.height * 1.5 * (frame.linesize[0]! > frame.width * 1.5 ? 2 : 1))))
    // A picture out of order (damaged time stamps) would break the search: it is shown right after the one before it.
    const last = passed.at(-1)
    passed.push({ time: last !== undefined && time <= last.time ? last.time + 0.001 : time, frame })
    return true
  }

  function forget(keep: number): void {
    while (passed.length > keep) passed.shift()!.frame.free()
  }

  function seek(time: number): void {
    forget(0)
    draining = false
    ended = false
    counted = 0
    const stamp = file.origin + BigInt(Math.floor(Math.max(0, time) / file.tick))
    const able = !UNSEEKABLE.has(file.format) && file.input.seekFrameSync(file.stream.index, stamp, C.AVSEEK_FLAG_BACKWARD) >= 0
    if (able) file.context.flushBuffers()
    else reopen()
  }

  function reopen(): void {
    file.close()
    file = unwrap(openClipFile(file.path))
  }

  // From a keyframe up to the place. Pictures that lean on a keyframe before theirs (open groups) are left out by the
  // decoder, and some containers seek behind the wanted place: then from further and further back.
  function approach(time: number, keep: number): void {
    for (const back of FURTHER_BACK) {
      seek(time - back)
      if ((advance() && passed[0]!.time <= time) || time - back <= 0) break
    }
    while (passed.length > 0 && passed.at(-1)!.time <= time && advance()) forget(Math.max(2, keep))
  }

  function at(time: number): ClipFrame | undefined {
    const wanted = time + file.tick * 0.5
    const first = passed[0]
    const last = passed.at(-1)
    if (first === undefined || last === undefined || wanted > last.time + DECODE_ON) approach(wanted, 2)
    else if (wanted < first.time && first.time > 0.5 * file.tick) approach(wanted, most)
    while (passed.length > 0 && passed.at(-1)!.time <= wanted && advance()) forget(2)
    return passed.findLast((each) => each.time <= wanted) ?? passed[0]
  }

  return {
    at,
    next() {
      if (!advance()) return undefined
      forget(1)
      return passed[0]
    },
    damaged: () => damaged,
    decoded: () => decoded,
    close() {
      forget(0)
      spare.free()
      packet.free()
      file.close()
    },
  }
}
