// A line from one thread to another through memory that both see: messages of bytes, in order, for threads that work in one
// go and could not read a port in between. Each end waits for the other, and both stop waiting when somebody hangs up. Not
// for main threads, which must not wait.

// Int32: bytes that are under way; not 0 = hung up; which ends are taken. Then the messages, each behind its length, round
// and round.
const underWay = 0
const hungUp = 1
const ends = { sending: 2, receiving: 3 } as const
const stateBytes = 16
const lengthBytes = 4

/** Milliseconds after which a waiting end looks again by itself. */
const patience = 100

/** Memory for a line; no message may be longer than `room` less four, bytes. */
export function createLine(room: number): SharedArrayBuffer {
  return new SharedArrayBuffer(stateBytes + room)
}

/** Ends a line from any thread, a main one included. What is under way is lost; whoever waits goes on. */
export function hangUp(line: SharedArrayBuffer): void {
  const state = stateOf(line)
  Atomics.store(state, hungUp, 1)
  Atomics.notify(state, underWay)
}

function stateOf(line: SharedArrayBuffer): Int32Array {
  return new Int32Array(line, 0, stateBytes >> 2)
}

export interface Sender {
  /**
   * Sends a message, and waits while the line is full. `more`: others follow at once, and whoever receives may take them all
   * together. False: somebody has hung up.
   */
  send(message: Uint8Array, more?: boolean): boolean
}

export interface Receiver {
  /** Waits for the next message. Undefined: somebody has hung up. */
  receive(): Uint8Array | undefined
}

/** The end of a line that sends. Whoever takes an end in place of another, who has died, cannot know where that one stopped: it is hung up. */
export function takeSender(line: SharedArrayBuffer): Sender {
  const { send } = takeEnd(line, 'sending')
  return { send }
}

/** The end of a line that receives; as `takeSender`. */
export function takeReceiver(line: SharedArrayBuffer): Receiver {
  const { receive } = takeEnd(line, 'receiving')
  return { receive }
}

function takeEnd(line: SharedArrayBuffer, which: keyof typeof ends): Sender & Receiver {
  const state = stateOf(line)
  if (Atomics.exchange(state, ends[which], 1) !== 0) hangUp(line)
  const bytes = new Uint8Array(line, stateBytes)
  const length = Buffer.alloc(lengthBytes)
  let at = 0

  // Waits until `enough` of the bytes under way; false when hung up.
  function waitUntil(enough: (count: number) => boolean): boolean {
    for (;;) {
      const count = Atomics.load(state, underWay)
      if (Atomics.load(state, hungUp) !== 0) return false
      if (enough(count)) return true
      Atomics.notify(state, underWay)
      Atomics.wait(state, underWay, count, patience)
    }
  }

  function moved(change: number, isQuiet = false): void {
    const before = Atomics.add(state, underWay, change)
    if (!isQuiet || before + change > bytes.length / 4) Atomics.notify(state, underWay)
  }

  function put(part: Uint8Array): void {
    const first = Math.min(part.length, bytes.length - at)
    bytes.set(part.subarray(0, first), at)
    bytes.set(part.subarray(first), 0)
    at = (at + part.length) % bytes.length
  }

  function take<Part extends Uint8Array>(part: Part): Part {
    const first = Math.min(part.length, bytes.length - at)
    part.set(bytes.subarray(at, at + first))
    part.set(bytes.subarray(0, part.length - first), first)
    at = (at + part.length) % bytes.length
    return part
  }

  return {
    send(message, more = false) {
      const needed = lengthBytes + message.length
      if (needed > bytes.length) throw new RangeError(`A message of ${message.length} bytes is longer than its line.`)
      if (!waitUntil((count) => bytes.length - count >= needed)) return false
      length.writeUInt32LE(message.length)
      put(length)
      put(message)
      moved(needed, more)
      return true
    },
    receive() {
      if (!waitUntil((count) => count > 0)) return undefined
      const message = take(Buffer.allocUnsafe(take(length).readUInt32LE()))
      moved(-lengthBytes - message.length)
      return message
    },
  }
}
