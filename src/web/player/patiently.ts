// Something that may fail because a network blinked is tried a few times more before it is given up.

/** Waits between tries, ms. */
const usual = [1200, 4000, 10_000]

/** The result of the first try that succeeds; throws what the last one threw, or at once when the signal ends it. */
export async function patiently<Result>(work: () => Promise<Result>, signal: AbortSignal, pauses: readonly number[] = usual, wait: (milliseconds: number) => Promise<void> = waited): Promise<Result> {
  for (const pause of pauses) {
    try {
      return await work()
    } catch (thrown) {
      if (signal.aborted) throw thrown
    }
    await wait(pause)
    signal.throwIfAborted()
  }
  return work()
}

function waited(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds))
}
