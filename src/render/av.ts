// libav for writing films: what goes wrong with it is the codec's fault. Only threads import this file.

import { constants, again, endOfStream, libav, mustOr } from '../media/libav.ts'

export { again, constants, endOfStream, libav }

/** Passes a libav return code on; throws `codec-failed` with libav's own words when it is negative. */
export const must = mustOr('codec-failed')

/** Sets one option on a codec or filter context. Throws when the name or the value is unknown, so that no option is lost in silence. */
export function setOption(target: { setOption(name: string, value: string): number }, name: string, value: string): void {
  must(target.setOption(name, value), `set the option ${name}=${value}`)
}

type CodecContext = InstanceType<typeof libav.CodecContext>
type Packet = InstanceType<typeof libav.Packet>

/** Hands on every packet that an encoder has ready; each is valid until the next one. `what`: for the error. */
export function takePackets(context: CodecContext, packet: Packet, what: string, take: (packet: Packet) => void): void {
  for (;;) {
    const code = context.receivePacketSync(packet)
    if (code === again || code === endOfStream) return
    must(code, what)
    take(packet)
    packet.unref()
  }
}
