// Where the film is being watched: one moment shared by player, timeline and panel. The player moves it while it plays;
// anybody may ask for another moment. Milliseconds of film time.

export interface Playhead {
  /** ms */
  time(): number
  playing(): boolean
  /** Somebody wants to be there; the player follows. */
  seek(time: number): void
  play(): void
  pause(): void
  /** The player tells how far it is; nobody else calls this. */
  tell(time: number, playing: boolean): void
  onChange(heard: () => void): () => void
  /** The player listens here. */
  onWish(heard: (wish: Wish) => void): () => void
}

export type Wish = { readonly kind: 'seek'; readonly time: number } | { readonly kind: 'play' } | { readonly kind: 'pause' }

export function createPlayhead(): Playhead {
  let now = { time: 0, playing: false }
  const listeners = new Set<() => void>()
  const wishers = new Set<(wish: Wish) => void>()
  const tell: Playhead['tell'] = (time, playing) => {
    if (time === now.time && playing === now.playing) return
    now = { time, playing }
    listeners.forEach((heard) => heard())
  }
  const wish = (one: Wish) => wishers.forEach((heard) => heard(one))
  const on = <Heard,>(set: Set<Heard>) => (heard: Heard) => {
    set.add(heard)
    return () => void set.delete(heard)
  }
  return {
    time: () => now.time,
    playing: () => now.playing,
    seek(time) {
      const to = Math.max(0, Math.round(time))
      // Shown at once everywhere; the player's own word comes when the frame is there.
      tell(to, now.playing)
      wish({ kind: 'seek', time: to })
    },
    play: () => wish({ kind: 'play' }),
    pause: () => wish({ kind: 'pause' }),
    tell,
    onChange: on(listeners),
    onWish: on(wishers),
  }
}
