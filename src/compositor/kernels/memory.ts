// Hands out pieces of the kernels' memory and takes them back. First fit over a sorted list of gaps: a film needs a few
// dozen large planes, so simple and compact beats clever. The memory only grows; growing detaches every view of it, so
// nobody may keep a Uint8Array across an allocation (Planes ask anew each time).

import { KinoraError } from '../../base/index.ts'
import type { Address } from './operations.ts'

/** SIMD loads like it, and rows of different planes do not share a cache line. */
const ALIGNMENT = 64
const PAGE = 65536
/** Address 0 means "none", so nothing is handed out below this. */
const FIRST: Address = 1024

export interface Arena {
  readonly memory: WebAssembly.Memory
  /** Bytes handed out and not yet taken back. */
  readonly bytesInUse: number
  /** A piece of at least that many bytes, not cleared. Throws `compositor-memory` when the machine has no more. */
  take(bytes: number): Address
  /** Takes a piece back; throws `compositor-memory-unknown` for an address that is not out. */
  giveBack(address: Address): void
  /** A fresh view, valid until the next take. */
  view(address: Address, length: number): Uint8Array
}

interface Gap {
  from: Address
  bytes: number
}

/** An arena over new memory of `memoryBytes` to begin with. */
export function createArena(memoryBytes: number): Arena {
  const memory = new WebAssembly.Memory({ initial: Math.max(1, Math.ceil((memoryBytes + FIRST) / PAGE)) })
  const gaps: Gap[] = [{ from: FIRST, bytes: memory.buffer.byteLength - FIRST }]
  const taken = new Map<Address, number>()
  let inUse = 0

  function take(bytes: number): Address {
    const wanted = Math.max(ALIGNMENT, Math.ceil(bytes / ALIGNMENT) * ALIGNMENT)
    const index = gaps.findIndex((gap) => gap.bytes >= wanted)
    if (index < 0) {
      grow(memory, gaps, wanted)
      return take(bytes)
    }
    const gap = gaps[index]!
    const address = gap.from
    gap.from += wanted
    gap.bytes -= wanted
    if (gap.bytes === 0) gaps.splice(index, 1)
    taken.set(address, wanted)
    inUse += wanted
    return address
  }

  function giveBack(address: Address): void {
    const bytes = taken.get(address)
    if (bytes === undefined) throw new KinoraError({ code: 'compositor-memory-unknown', message: `No piece of memory is out at ${address}; it was given back twice or never taken.` })
    taken.delete(address)
    inUse -= bytes
    insertGap(gaps, { from: address, bytes })
  }

  return {
    memory, take, giveBack,
    get bytesInUse() {
      return inUse
    },
    view: (address, length) => new Uint8Array(memory.buffer, address, length),
  }
}

function grow(memory: WebAssembly.Memory, gaps: Gap[], wanted: number): void {
  const end = memory.buffer.byteLength
  const pages = Math.ceil(wanted / PAGE)
  try {
    memory.grow(pages)
  } catch (cause) {
    throw new KinoraError(
      { code: 'compositor-memory', message: `The compositor needs ${Math.ceil(wanted / 1e6)} MB more than this machine gives (${Math.round(end / 1e6)} MB are in use). Use a smaller canvas or fewer workers.` },
      { cause },
    )
  }
  insertGap(gaps, { from: end, bytes: pages * PAGE })
}

// Keeps gaps sorted and merged, so that planes of the same size always find their place again.
function insertGap(gaps: Gap[], gap: Gap): void {
  let index = gaps.findIndex((other) => other.from > gap.from)
  if (index < 0) index = gaps.length
  gaps.splice(index, 0, gap)
  const next = gaps[index + 1]
  if (next !== undefined && gap.from + gap.bytes === next.from) {
    gap.bytes += next.bytes
    gaps.splice(index + 1, 1)
  }
  const previous = gaps[index - 1]
  if (previous !== undefined && previous.from + previous.bytes === gap.from) {
    previous.bytes += gap.bytes
    gaps.splice(index, 1)
  }
}
