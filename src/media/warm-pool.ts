// Examining children that stay a moment for the next file. A server gets its files one by one, and a child costs a third
// of a second of processor time to start; so its children outlive one file, but not a quiet moment, nor many files.

import type { ExaminePool } from './examine-pool.ts'

export interface WarmPool<Pool extends { close(): void } = ExaminePool> {
  use<Result>(work: (pool: Pool) => Promise<Result>): Promise<Result>
  /** Ends the children; a later use starts new ones. */
  close(): void
}

/** Decoders leak a little; after so many uses children are started anew. */
const mostUses = 200

/** `idle`: ms without any use after which the children end. */
export function createWarmPool<Pool extends { close(): void } = ExaminePool>(idle: number, create: () => Pool): WarmPool<Pool> {
  let pool: Pool | undefined
  let inside = 0
  let uses = 0
  let timer: NodeJS.Timeout | undefined

  function close(): void {
    clearTimeout(timer)
    pool?.close()
    pool = undefined
    uses = 0
  }

  return {
    async use(work) {
      clearTimeout(timer)
      inside += 1
      uses += 1
      try {
        return await work(pool ??= create())
      } finally {
        inside -= 1
        if (inside === 0) {
          if (uses >= mostUses) close()
          else timer = setTimeout(close, idle).unref()
        }
      }
    },
    close,
  }
}
