// Reading the boxes of ISO media files (HEIC, AVIF, MP4, MOV): where each begins and ends, and nothing else.
// Pure, and safe on hostile input: sizes are checked, depth is the caller's, nothing is allocated by what a file claims.

/** One box; offsets into the bytes it was found in. */
export interface Box {
  /** Four characters. */
  readonly type: string
  /** First byte of the box, header included. */
  readonly start: number
  /** First byte of its content. */
  readonly body: number
  /** One past its last byte; may lie beyond the bytes at hand. */
  readonly end: number
}

/** The boxes in `bytes[from, to)`, in order. Stops quietly at the first thing that is no box. */
export function boxesOf(bytes: Uint8Array, from = 0, to = bytes.length): Box[] {
  const boxes: Box[] = []
  for (let at = from; at + 8 <= to;) {
    const box = boxAt(bytes, at, to)
    if (box === undefined) break
    boxes.push(box)
    at = box.end
  }
  return boxes
}

function boxAt(bytes: Uint8Array, at: number, to: number): Box | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const type = String.fromCharCode(bytes[at + 4]!, bytes[at + 5]!, bytes[at + 6]!, bytes[at + 7]!)
  if (!/^[\x20-\x7e\xa9]{4}$/.test(type)) return undefined
  const short = view.getUint32(at)
  if (short === 0) return { type, start: at, body: at + 8, end: to }
  if (short !== 1) return short < 8 ? undefined : { type, start: at, body: at + 8, end: at + short }
  if (at + 16 > to) return undefined
  const long = Number(view.getBigUint64(at + 8))
  return long < 16 || !Number.isSafeInteger(at + long) ? undefined : { type, start: at, body: at + 16, end: at + long }
}

/** The major brand, then the compatible ones, of a file that begins with `ftyp`. */
export function brandsOf(bytes: Uint8Array): string[] {
  const first = boxesOf(bytes)[0]
  if (first?.type !== 'ftyp') return []
  const end = Math.min(first.end, bytes.length)
  const brands: string[] = []
  for (let at = first.body; at + 4 <= end; at += 4) {
    if (at !== first.body + 4) brands.push(String.fromCharCode(...bytes.subarray(at, at + 4)))
  }
  return brands
}
