// One question for many who ask the same at the same time: two hundred who follow one export are woken together, and the
// database is asked twice instead of two hundred times.

/**
 * Joins calls with equal keys. Whoever asks while an answer is under way gets the next one, since the present one may have
 * been read before the change that made them ask. Failures are everybody's who waited for it.
 */
export function asked<Answer>(ask: (key: string) => Promise<Answer>): (key: string) => Promise<Answer> {
  const running = new Map<string, Promise<Answer>>()
  const next = new Map<string, Promise<Answer>>()

  function begin(key: string): Promise<Answer> {
    const answer = ask(key).finally(() => running.delete(key))
    running.set(key, answer)
    return answer
  }

  return (key) => {
    const asking = next.get(key)
    if (asking !== undefined) return asking
    const present = running.get(key)
    if (present === undefined) return begin(key)
    const waiting = present.then(() => undefined, () => undefined).then(() => {
      next.delete(key)
      return begin(key)
    })
    next.set(key, waiting)
    return waiting
  }
}
