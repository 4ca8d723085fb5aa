// A value that a hand is changing: shown at once, sent when the hand rests, and given back to the film's own value when the
// film has it (or has refused it).

import { useCallback, useEffect, useRef, useState } from 'react'

/** How long the hand must rest before a change is sent, ms. */
const rest = 420

export interface Settled<Value> {
  readonly shown: Value
  set(value: Value): void
  /** Sends now what is still waiting. */
  settle(): void
}

export function useSettled<Value>(value: Value, commit: (value: Value) => Promise<unknown>): Settled<Value> {
  const [local, setLocal] = useState<{ readonly value: Value }>()
  const waiting = useRef<{ readonly value: Value; readonly timer: ReturnType<typeof setTimeout> }>(undefined)
  const send = useRef(commit)
  useEffect(() => { send.current = commit })
  const settle = useCallback(() => {
    const due = waiting.current
    if (due === undefined) return
    clearTimeout(due.timer)
    waiting.current = undefined
    void send.current(due.value).finally(() => { if (waiting.current === undefined) setLocal(undefined) })
  }, [])
  const set = useCallback((next: Value) => {
    clearTimeout(waiting.current?.timer)
    setLocal({ value: next })
    waiting.current = { value: next, timer: setTimeout(settle, rest) }
  }, [settle])
  // What was begun is not lost when the panel shows something else.
  useEffect(() => settle, [settle])
  return { shown: local === undefined ? value : local.value, set, settle }
}
