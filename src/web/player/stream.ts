// One stream into one video element: by Media Source Extensions where the browser has them (hls.js, fetched when first
// needed), else by the browser's own HLS. Ends cleanly, says when it can show a picture, and says when it broke.

import type Hls from 'hls.js'

export interface Stream {
  /** Resolves when the moment it was started at can be shown. */
  readonly ready: Promise<void>
  /** Fetch ahead for playing (true), or only what is needed to begin (false). */
  eager(on: boolean): void
  end(): void
}

/** Seconds fetched ahead: enough to bridge a busy moment of the server while playing; while resting, one part, since every part costs drawing. */
const ahead = { playing: 16, resting: 2 }

/** A part is drawn and the sound is mixed when they are asked for: giving a request up early would only begin the work anew. */
const policy = { default: { maxTimeToFirstByteMs: 60_000, maxLoadTimeMs: 120_000, timeoutRetry: { maxNumRetry: 2, retryDelayMs: 0, maxRetryDelayMs: 0 }, errorRetry: { maxNumRetry: 5, retryDelayMs: 500, maxRetryDelayMs: 4000 } } }

/** `at` in seconds. `broke` is called once at most, after `ready` or instead of it. */
export function startStream(video: HTMLVideoElement, address: string, at: number, eager: boolean, broke: (why: unknown) => void): Stream {
  let hls: Hls | undefined
  let over = false
  let wanted = eager
  const failed = (why: unknown) => {
    if (over) return
    over = true
    broke(why)
  }
  const ready = new Promise<void>((done) => {
    video.addEventListener('loadeddata', () => done(), { once: true })
  })
  const begin = async () => {
    if (!('MediaSource' in globalThis) && !('ManagedMediaSource' in globalThis)) {
      video.src = address
      video.addEventListener('error', () => failed(video.error), { once: true })
      video.addEventListener('loadedmetadata', () => { video.currentTime = at }, { once: true })
      return
    }
    const { default: Player } = await import('hls.js')
    if (over) return
    // Without a size to fill, only the seconds above are fetched ahead.
    // Parts are fragmented MP4 already: nothing is repacked, so a worker would only cost a thread.
    hls = new Player({ enableWorker: false, startPosition: at, maxBufferLength: wanted ? ahead.playing : ahead.resting, maxBufferSize: 1, maxMaxBufferLength: 60, backBufferLength: 20, lowLatencyMode: false, startFragPrefetch: true, fragLoadPolicy: policy, playlistLoadPolicy: policy, manifestLoadPolicy: policy })
    hls.on(Player.Events.ERROR, (_, { fatal, details, response, error }) => { if (fatal) failed({ details, status: response?.code, error }) })
    hls.loadSource(address)
    hls.attachMedia(video)
  }
  begin().catch(failed)
  return {
    ready,
    eager(on) {
      wanted = on
      if (hls !== undefined) hls.config.maxBufferLength = on ? ahead.playing : ahead.resting
    },
    end() {
      over = true
      hls?.destroy()
      hls = undefined
      video.removeAttribute('src')
      video.load()
    },
  }
}
