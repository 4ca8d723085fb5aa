// A line in which the newest comes first, for pictures on a page that scrolls: what is asked for last is what somebody
// looks at now. Work that nobody waits for any more is not begun; work that has begun is finished, since it is kept.

import { KinoraError } from '../base/index.ts'

export interface NewestFirst<Value> {
  /** The result of the work under this name, which is done once for all who wait. Throws `picture-unwanted` after `signal`. */
  ask(name: string, work: () => Promise<Value>, signal?: AbortSignal): Promise<Value>
}

interface Waiting<Value> {
  readonly name: string
  readonly work: () => Promise<Value>
  readonly result: Promise<Value>
  readonly settle: (result: Promise<Value>) => void
  /** Those who still want it. */
  wanted: number
}

/** `atOnce`: pieces of work that run at a time. */
export function createNewestFirst<Value>(atOnce: number): NewestFirst<Value> {
  const known = new Map<string, Waiting<Value>>()
  const line: Waiting<Value>[] = []
  let running = 0

  function next(): void {
    while (running < atOnce) {
      const one = line.pop()
      if (one === undefined) return
      if (one.wanted === 0) {
        known.delete(one.name)
        one.settle(Promise.reject(unwanted()))
        continue
      }
      running++
      const done = one.work()
      one.settle(done)
      done.catch(() => undefined).finally(() => {
        running--
        known.delete(one.name)
        next()
      })
    }
  }

  function enter(name: string, work: () => Promise<Value>): Waiting<Value> {
    let settle: Waiting<Value>['settle'] = () => undefined
    const result = new Promise<Value>((resolve) => { settle = resolve })
    // Those who wait hear of it; when all have gone nobody does.
    result.catch(() => undefined)
    const one = { name, work, result, settle, wanted: 0 }
    known.set(name, one)
    line.push(one)
    return one
  }

  return {
    ask(name, work, signal) {
      if (signal?.aborted === true) return Promise.reject(unwanted())
      const one = known.get(name) ?? enter(name, work)
      one.wanted++
      queueMicrotask(next)
      if (signal === undefined) return one.result
      return new Promise<Value>((resolve, reject) => {
        const leave = () => {
          one.wanted--
          reject(unwanted())
        }
        signal.addEventListener('abort', leave, { once: true })
        one.result.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
      })
    },
  }
}

function unwanted(): KinoraError {
  return new KinoraError({ code: 'picture-unwanted', message: 'Nobody waits for this picture any more.' })
}
