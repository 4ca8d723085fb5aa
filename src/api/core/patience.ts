// How long a body may take. Whoever sends nothing, or a byte now and then only to hold a connection, is told so and let go;
// an honest slow line buys time with every byte. Only waiting for the client counts, not what we do in between.

import type { BodyPatience } from './call.ts'
import { DoorError } from './failures.ts'

/** Even a modem brings more than this. */
export const usualPatience: BodyPatience = { first: 30_000, most: 90_000, bytesPerSecond: 1000 }

/** The same bytes. Throws `body-slow`. */
export async function* patiently<Bytes extends Uint8Array>(source: AsyncIterable<Bytes>, { first, most, bytesPerSecond }: BodyPatience): AsyncGenerator<Bytes> {
  const bytes = source[Symbol.asyncIterator]()
  let left = first
  for (;;) {
    const began = performance.now()
    const next = await within(bytes.next(), left)
    if (next.done === true) return
    left = Math.min(most, left - (performance.now() - began) + (next.value.length * 1000) / bytesPerSecond)
    yield next.value
  }
}

function within<Value>(promise: Promise<Value>, milliseconds: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DoorError('body-slow', 'The body came too slowly, and the rest was not waited for. Try again on a better line; large files can go on where they stopped (tus).')), Math.max(0, milliseconds))
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
