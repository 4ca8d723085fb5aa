// Opus packets as a WebM file (Matroska, RFC 9559) in memory: a second of sound per cluster, each named in an index, so that
// a player can jump anywhere. For the listening page only; films in WebM are not among our formats.

const rate = 48_000

/** @param {{ configuration: Buffer, packets: readonly Buffer[], packetSamples: number, priming: number }} sound Opus at 48 kHz, stereo. */
export function soundAsWebm({ configuration, packets, packetSamples, priming }) {
  const milliseconds = (samples) => Math.round((samples * 1000) / rate)
  const head = element(0x1a45dfa3, number(0x4286, 1), number(0x42f7, 1), number(0x42f2, 4), number(0x42f3, 8), text(0x4282, 'webm'), number(0x4287, 4), number(0x4285, 2))
  const information = element(0x1549a966, number(0x2ad7b1, 1_000_000), double(0x4489, milliseconds(packets.length * packetSamples - priming)), text(0x4d80, 'Kinora'), text(0x5741, 'Kinora'))
  const track = element(0x1654ae6b, element(0xae, number(0xd7, 1), number(0x73c5, 1), number(0x83, 2), text(0x86, 'A_OPUS'),
    number(0x56aa, Math.round((priming * 1e9) / rate)), number(0x56bb, 80_000_000), element(0x63a2, configuration), element(0xe1, double(0xb5, rate), number(0x9f, 2))))
  const perCluster = Math.round(rate / packetSamples)
  const clusters = []
  for (let first = 0; first < packets.length; first += perCluster) {
    const start = milliseconds(first * packetSamples)
    const blocks = packets.slice(first, first + perCluster).map((packet, index) => element(0xa3, Buffer.from([0x81]), int16(milliseconds((first + index) * packetSamples) - start), Buffer.from([0x80]), packet))
    clusters.push({ start, bytes: element(0x1f43b675, number(0xe7, start), ...blocks) })
  }
  // The index stands before what it points to; places of eight bytes give it the same length whatever they say.
  const before = information.length + track.length
  const index = (from) => {
    let at = from
    return element(0x1c53bb6b, ...clusters.map(({ start, bytes }) => {
      const point = element(0xbb, number(0xb3, start), element(0xb7, number(0xf7, 1), element(0xf1, uint64(at))))
      at += bytes.length
      return point
    }))
  }
  return Buffer.concat([head, element(0x18538067, information, track, index(before + index(0).length), ...clusters.map(({ bytes }) => bytes))])
}

function element(id, ...parts) {
  const body = Buffer.concat(parts)
  const size = uint64(body.length)
  size[0] = 0x01
  return Buffer.concat([bytesOf(id), size, body])
}

const number = (id, value) => element(id, bytesOf(value))
const text = (id, value) => element(id, Buffer.from(value))
function double(id, value) {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(value)
  return element(id, bytes)
}

// The fewest bytes that hold it.
function bytesOf(value) {
  const whole = uint64(value)
  const first = whole.findIndex((byte) => byte !== 0)
  return whole.subarray(first === -1 ? 7 : first)
}

function uint64(value) {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return bytes
}

function int16(value) {
  const bytes = Buffer.alloc(2)
  bytes.writeInt16BE(value)
  return bytes
}
