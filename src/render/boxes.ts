// The bytes that MP4 files are made of: boxes and big-endian numbers. Pure; the writers of whole films and of fragments
// put them together.

/** A box: its length, its name of four letters, its content. */
export function box(type: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 8)
  return concat([u32(length), text(type), ...parts])
}

/** A box that begins with a version and flags. */
export function fullBox(type: string, version: number, flags: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return box(type, u32(version * 0x1000000 + flags), ...parts)
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function u16(value: number): Uint8Array {
  return Uint8Array.of((value >>> 8) & 255, value & 255)
}

export function u32(value: number): Uint8Array {
  return u32List([value])
}

export function u64(value: number): Uint8Array {
  return u32List([Math.floor(value / 0x100000000), value % 0x100000000])
}

export function u32List(values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 4)
  const view = new DataView(bytes.buffer)
  values.forEach((value, index) => {
    if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) throw new RangeError(`${value} does not fit a 32-bit field of an mp4 file.`)
    view.setUint32(index * 4, value)
  })
  return bytes
}

export function zeros(count: number): Uint8Array {
  return new Uint8Array(count)
}

/** Latin-1 bytes of a box name or an ASCII word. */
export function text(value: string): Uint8Array {
  return Uint8Array.from(value, (letter) => letter.charCodeAt(0))
}

export function utf8(value: string): Uint8Array {
  return new TextEncoder().encode(value)
}

export function matrix(): Uint8Array {
  return u32List([0x00010000, 0, 0, 0, 0x00010000, 0, 0, 0, 0x40000000])
}
