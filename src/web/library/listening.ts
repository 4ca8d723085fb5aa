// One thing is listened to at a time on the whole page: starting another stops the first. Knows nothing of how it looks.

export type Heard = { readonly state: 'quiet' } | { readonly state: 'loading' | 'playing' | 'failed'; readonly address: string }

export interface Listening {
  current(): Heard
  onChange(heard: () => void): () => void
  /** Plays an address of this server, or stops it when it plays. */
  toggle(address: string): void
  stop(): void
}

export function createListening(player: () => HTMLAudioElement): Listening {
  let heard: Heard = { state: 'quiet' }
  let audio: HTMLAudioElement | undefined
  const listeners = new Set<() => void>()
  const change = (next: Heard) => {
    heard = next
    listeners.forEach((listener) => listener())
  }
  const stop = () => {
    audio?.pause()
    audio?.removeAttribute('src')
    audio = undefined
    change({ state: 'quiet' })
  }
  return {
    current: () => heard,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop,
    toggle(address) {
      const wasThis = heard.state !== 'quiet' && heard.state !== 'failed' && heard.address === address
      stop()
      if (wasThis) return
      const mine = player()
      audio = mine
      const tell = (state: 'playing' | 'failed' | 'quiet') => () => {
        if (audio === mine) change(state === 'quiet' ? { state } : { state, address })
      }
      mine.onplaying = tell('playing')
      mine.onended = tell('quiet')
      mine.onerror = tell('failed')
      mine.src = address
      change({ state: 'loading', address })
      mine.play().catch(tell('failed'))
    },
  }
}
