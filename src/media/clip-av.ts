// The door to libav for clips: loads node-av once per thread, quiet, and turns its return codes into our errors.

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

/** "Nothing now": libav wants more input first. */
export const again = -11
/** "No time": libav's mark for a missing time stamp. */
export const noTime = -9223372036854775808n

/** Passes a libav return code on; throws `clip-decoding-failed` with libav's own words when it is negative. */
export function must(code: number, what: string): number {
  if (code >= 0) return code
  throw new KinoraError({ code: 'clip-decoding-failed', message: `libav could not ${what}: ${new libav.FFmpegError(code).message || `code ${code}`}.` })
}
