// The door to libav for this room: loads node-av once per thread, quiet, and turns its return codes into our errors.
// Only workers import this file; the main thread of a render never loads native code for pictures.

import { KinoraError } from '../base/index.ts'

// node-av calls Promise.withResolvers at load time in places; Node 20 does not have it yet.
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

/** Passes a libav return code on; throws `codec-failed` with libav's own words when it is negative. */
export function must(code: number, what: string): number {
  if (code >= 0) return code
  throw new KinoraError({ code: 'codec-failed', message: `libav could not ${what}: ${describe(code)}.` })
}

/** libav's words for a return code. */
export function describe(code: number): string {
  return new libav.FFmpegError(code).message || `code ${code}`
}

/** Sets one option on a codec or filter context. Throws when the name or the value is unknown, so that no option is lost in silence. */
export function setOption(target: { setOption(name: string, value: string): number }, name: string, value: string): void {
  must(target.setOption(name, value), `set the option ${name}=${value}`)
}
