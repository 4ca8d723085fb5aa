// Whether a GIF is a still or an animation. Its blocks have to be walked, since no header counts the pictures.
// Reads through a small window, so that a large GIF costs no memory.

type Read = (at: number, length: number) => Promise<Uint8Array>

// A second picture further inside than this is taken as none; the first one of any real GIF is smaller.
const searchedBytes = 64 * 1024 * 1024

/** True when a second picture follows the first. False for anything that is no GIF. */
export async function gifMoves(read: Read): Promise<boolean> {
  const byteAt = windowed(read)
  const flags = await byteAt(10)
  if (flags === undefined) return false
  let at = 13 + colorTableLength(flags)
  let pictures = 0
  while (at < searchedBytes) {
    const kind = await byteAt(at)
    if (kind === 0x21) at = await afterBlocks(byteAt, at + 2)
    else if (kind === 0x2c) {
      if (++pictures === 2) return true
      at = await afterBlocks(byteAt, at + 11 + colorTableLength((await byteAt(at + 9)) ?? 0))
    } else return false
  }
  return false
}

function colorTableLength(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 << ((flags & 7) + 1)
}

// Data comes in blocks, each led by its length; a zero ends them.
async function afterBlocks(byteAt: (at: number) => Promise<number | undefined> | number | undefined, from: number): Promise<number> {
  for (let at = from; at < searchedBytes;) {
    const found = byteAt(at)
    const length = typeof found === 'object' ? await found : found
    if (length === undefined) return searchedBytes
    at += length + 1
    if (length === 0) return at
  }
  return searchedBytes
}

function windowed(read: Read): (at: number) => Promise<number | undefined> | number | undefined {
  let start = 0
  let window: Uint8Array = new Uint8Array(0)
  return (at) => {
    if (at >= start && at < start + window.length) return window[at - start]
    return read(at, 65_536).then((bytes) => {
      start = at
      window = bytes
      return bytes[0]
    })
  }
}
