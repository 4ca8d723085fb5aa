// The door to libav, for this room and for whoever writes films: loads node-av once per thread, quiet, and turns its return
// codes into our errors. Only threads and children import this file; the main thread of a render never loads native code.

import { KinoraError } from '../base/index.ts'

// node-av calls Promise.withResolvers while it loads; Node 20 does not have it yet.
if (!('withResolvers' in Promise)) {
  Object.defineProperty(Promise, 'withResolvers', {
    configurable: true,
    writable: true,
    value<Value>() {
      let resolve!: (value: Value | PromiseLike<Value>) => void
      let reject!: (reason?: unknown) => void
      const promise = new Promise<Value>((accept, refuse) => { resolve = accept; reject = refuse })
      return { promise, resolve, reject }
    },
  })
}

export const libav = await import('node-av/lib')
export const constants = await import('node-av/constants')

// libav writes to stderr by itself; what matters comes back as return codes.
libav.Log.setLevel(constants.AV_LOG_QUIET)

/** libav's answers that are not failures: nothing to take now, and nothing will come any more. */
export const again = -11
export const endOfStream = -541478725
/** "No time": libav's mark for a missing time stamp. */
export const noTime = -9223372036854775808n

/** A function that passes libav's return codes on, and throws this fault with libav's own words when one is negative. */
export function mustOr(fault: string): (code: number, what: string) => number {
  return (code, what) => {
    if (code >= 0) return code
    throw new KinoraError({ code: fault, message: `libav could not ${what}: ${new libav.FFmpegError(code).message || `code ${code}`}.` })
  }
}
