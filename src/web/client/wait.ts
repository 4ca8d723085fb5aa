// Waiting for the next try at a server that is away: a connection that comes back is used at once, and whoever gives up
// does not wait.

/** Resolves after so many ms, when the browser is online again, or when `signal` is aborted. */
export function waited(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      clearTimeout(timer)
      globalThis.removeEventListener?.('online', end)
      signal.removeEventListener('abort', end)
      done()
    }
    const timer = setTimeout(end, milliseconds)
    globalThis.addEventListener?.('online', end, { once: true })
    signal.addEventListener('abort', end, { once: true })
  })
}
