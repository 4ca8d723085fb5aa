// A gate that lets only so many through at a time; the rest wait in the order in which they came.

export type Gate = <Result>(work: () => Promise<Result>) => Promise<Result>

export function createGate(atOnce: number): Gate {
  const waiting: (() => void)[] = []
  let inside = 0
  return async (work) => {
    if (inside >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
    else inside += 1
    try {
      return await work()
    } finally {
      // Whoever waits takes the place over; nobody can come in between.
      const next = waiting.shift()
      if (next === undefined) inside -= 1
      else next()
    }
  }
}
