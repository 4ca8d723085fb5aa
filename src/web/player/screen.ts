// What a film is seen on: two video elements and a canvas, one above the other. A new version is loaded into the video that
// is not seen and takes over when its picture is there, so no edit ever turns the screen black; while the film rests, the
// canvas shows the very frame, drawn by the server at the size of the screen. Knows nothing of React or of the store.

import { createNewest } from './newest.ts'
import { momentShown, seekSeconds, snapped, stepped, lastFrame, momentOf, type Span } from './moment.ts'
import { startStream, type Stream } from './stream.ts'

/** One version of a film that can be seen. */
export interface Source {
  readonly version: number
  /** Signed addresses on this server. */
  readonly stream: string
  readonly frame: string
  readonly span: Span
}

export type ScreenState = 'empty' | 'loading' | 'ready' | 'waiting' | 'broken'

/** What the screen tells. */
export interface ScreenEars {
  moved(time: number, playing: boolean): void
  state(state: ScreenState): void
  /** The signed addresses no longer hold. */
  expired(): void
}

export interface Screen {
  /** Shows this version from now on, where it stands and as it plays. */
  show(source: Source): void
  seek(time: number): void
  /** A negative rate runs back, without sound. */
  play(rate?: number): void
  pause(): void
  /** While something is dragged along the film small pictures are enough. */
  scrub(on: boolean): void
  volume(level: number, muted: boolean): void
  /** Height of the screen in device pixels. */
  resize(height: number): void
  retry(): void
  playing(): boolean
  time(): number
  close(): void
}

interface Side {
  readonly video: HTMLVideoElement
  readonly source: Source
  readonly stream: Stream
}

interface Still {
  readonly source: Source
  readonly time: number
  readonly height: number
}

export interface ScreenParts {
  readonly videos: readonly [HTMLVideoElement, HTMLVideoElement]
  readonly still: HTMLCanvasElement
}

/** Several edits in quick succession load one stream, ms. */
const settleTime = 120
/** A seek into parts that are not there yet waits until the hand rests, ms: each part must be drawn. */
const restTime = 220
/** What fails is tried again by itself so often, each time so much later, ms. */
const tries = 5
const retryTime = 900
/** Heights a still is asked for, so that small changes of the window meet pictures that are there. */
const heights = [180, 360, 540, 720, 1080]

export function createScreen({ videos, still }: ScreenParts, ears: ScreenEars): Screen {
  let source: Source | undefined
  let front: Side | undefined
  let back: Side | undefined
  let place = 0
  let rate = 1
  let playing = false
  /** The front video really moves. */
  let moving = false
  let scrubbing = false
  let broken = false
  /** The stream failed while nobody watched. */
  let isStale = false
  let height = 540
  let level = { volume: 1, muted: false }
  let drawn: Still | undefined
  let told: ScreenState = 'empty'
  let timer: ReturnType<typeof setTimeout> | undefined
  let seekTimer: ReturnType<typeof setTimeout> | undefined
  let stillTimer: ReturnType<typeof setTimeout> | undefined
  let misses = 0
  let failures = 0
  let frame = 0
  let lastTick = 0
  let closed = false

  const stills = createNewest<Still, ImageBitmap>({
    load: loadStill, patience: 1000, now: () => performance.now(),
    outdated: (older, newer) => older.source.stream !== newer.source.stream,
    came(bitmap, wish) {
      if (wish.source.version === source?.version) {
        draw(still, bitmap)
        drawn = wish
        misses = 0
        update()
      }
      bitmap.close()
    },
    failed(thrown) {
      if (isExpired(thrown)) return ears.expired()
      misses += 1
      clearTimeout(stillTimer)
      if (misses <= tries) stillTimer = setTimeout(askStill, misses * retryTime)
    },
  })

  const askStill = () => {
    if (source === undefined || playing) return
    const wished = scrubbing ? Math.min(360, height) : height
    const size = heights.find((one) => one >= wished) ?? heights.at(-1)!
    if (drawn?.source.version === source.version && drawn.time === place && drawn.height >= size) return update()
    stills.ask({ source, time: place, height: size })
  }

  const update = () => {
    const fits = drawn !== undefined && drawn.source.version === source?.version && drawn.time === place
    // Before a video of this version is there, the newest drawn frame of it is the truth, even beside its place.
    const seen = !moving && (fits || front === undefined || (front.source.version !== source?.version && drawn?.source.version === source?.version))
    still.dataset['seen'] = String(seen && drawn !== undefined)
    for (const video of videos) video.dataset['seen'] = String(video === front?.video)
    const state: ScreenState = source === undefined ? 'empty' : broken ? 'broken' : playing && !moving ? 'waiting' : drawn === undefined && front === undefined ? 'loading' : 'ready'
    if (state !== told) {
      told = state
      ears.state(state)
    }
  }

  const load = () => {
    if (source === undefined || closed) return
    back?.stream.end()
    broken = false
    isStale = false
    const video = videos.find((one) => one !== front?.video)!
    video.muted = true
    const mine: Side = { video, source, stream: startStream(video, source.stream, seekSeconds(place, source.span), playing, (why) => broke(mine, why)) }
    back = mine
    void mine.stream.ready.then(() => enter(mine))
    update()
  }

  const broke = (side: Side, why: unknown) => {
    if (side !== back && side !== front) return
    if (isExpired(why)) return ears.expired()
    if (side === back && side.source !== source) return
    if (playing) {
      broken = true
      halt()
    } else {
      // Nobody waits for the stream now: it is tried again quietly, and at the latest when somebody plays.
      isStale = true
      failures += 1
      clearTimeout(timer)
      if (failures <= tries) timer = setTimeout(load, failures * failures * retryTime)
    }
    update()
  }

  /** A loaded video takes its place on the screen, at the moment and in the movement that the film is in. */
  const enter = async (side: Side) => {
    if (side !== back) return
    const { video, source: its } = side
    await sought(video, playing && front !== undefined && rate > 0 ? front.video.currentTime : seekSeconds(place, its.span))
    if (side === back && playing && rate > 0) {
      video.playbackRate = rate
      await video.play().catch(() => undefined)
    }
    await presented(video)
    if (side !== back) return
    failures = 0
    const old = front
    front = side
    back = undefined
    old?.video.pause()
    if (old !== undefined) old.video.muted = true
    sound()
    if (playing) run()
    else if (Math.abs(video.currentTime - seekSeconds(place, its.span)) > 0.001) video.currentTime = seekSeconds(place, its.span)
    update()
    old?.stream.end()
  }

  const sound = () => {
    if (front === undefined) return
    front.video.volume = level.volume
    front.video.muted = level.muted
  }

  const seekVideo = () => {
    if (front === undefined) return
    clearTimeout(seekTimer)
    const to = seekSeconds(place, front.source.span)
    if (isBuffered(front.video, to)) {
      if (!front.video.seeking || !scrubbing) front.video.currentTime = to
      else seekTimer = setTimeout(seekVideo, 40)
    } else seekTimer = setTimeout(() => { if (front !== undefined) front.video.currentTime = seekSeconds(place, front.source.span) }, restTime)
  }

  const tick = (now: number) => {
    frame = 0
    if (!playing || source === undefined) return
    if (rate < 0) runBack(now)
    else if (front !== undefined && !front.video.seeking && !front.video.paused) {
      const at = front.video.currentTime * 1000
      if (!moving && (front.video.readyState >= 3 && Math.abs(at - place) > 1)) moving = true
      if (front.video.readyState < 3 && moving && now - lastTick > 400) moving = false
      else lastTick = front.video.readyState < 3 ? lastTick : now
      place = Math.round(Math.min(at, front.source.span.duration))
      ears.moved(place, true)
      update()
      if (front.video.ended || (front.source === source && place >= source.span.duration - 1)) return finish()
    }
    if (playing) frame = requestAnimationFrame(tick)
  }
  const runBack = (now: number) => {
    const passed = Math.min(100, now - lastTick) * -rate
    lastTick = now
    place = Math.max(0, place - passed)
    moving = front !== undefined
    if (front !== undefined && !front.video.seeking) front.video.currentTime = seekSeconds(place, front.source.span)
    ears.moved(Math.round(place), true)
    update()
    if (place <= 0) halt()
  }
  const finish = () => {
    if (source !== undefined) place = momentOf(lastFrame(source.span), source.span.rate)
    halt(false)
  }
  const run = () => {
    lastTick = performance.now()
    if (frame === 0) frame = requestAnimationFrame(tick)
  }
  /** Stops; `read` takes the place from the video, which may be a few frames on. */
  const halt = (read = true) => {
    if (!playing) return
    if (read && moving && rate > 0 && front !== undefined) place = momentShown(front.video.currentTime, front.source.span)
    playing = false
    moving = false
    rate = 1
    front?.video.pause()
    front?.stream.eager(false)
    back?.video.pause()
    if (source !== undefined) place = snapped(place, source.span)
    ears.moved(place, false)
    askStill()
    seekVideo()
    update()
  }

  return {
    show(next) {
      if (next.stream === source?.stream) return
      source = next
      if (!playing) place = snapped(place, next.span)
      else if (place >= next.span.duration) halt(false)
      askStill()
      clearTimeout(timer)
      timer = setTimeout(load, front === undefined ? 0 : settleTime)
      update()
    },
    seek(time) {
      if (source === undefined) {
        place = Math.max(0, time)
        return
      }
      place = snapped(time, source.span)
      ears.moved(place, playing)
      if (playing && front !== undefined && rate > 0) front.video.currentTime = seekSeconds(place, front.source.span)
      else {
        askStill()
        seekVideo()
      }
      update()
    },
    play(wished = 1) {
      if (source === undefined || closed) return
      if (wished > 0 && place >= stepped(source.span.duration, 0, source.span)) place = 0
      playing = true
      rate = wished
      // With nothing to see yet the poster is still worth waiting for.
      if (front !== undefined) stills.drop()
      lastTick = performance.now()
      if (broken || isStale) load()
      front?.stream.eager(true)
      back?.stream.eager(true)
      clearTimeout(seekTimer)
      if (front !== undefined && front.source.version === source.version && rate > 0) {
        const { video } = front
        video.playbackRate = rate
        const to = seekSeconds(place, front.source.span)
        if (Math.abs(video.currentTime - to) > 0.001 && !moving) video.currentTime = to
        sound()
        void video.play().catch((thrown: unknown) => { if (thrown instanceof DOMException && thrown.name === 'NotAllowedError') halt(false) })
      } else if (rate < 0) front?.video.pause()
      ears.moved(Math.round(place), true)
      run()
      update()
    },
    pause: () => halt(),
    scrub(on) {
      scrubbing = on
      if (!on) {
        askStill()
        if (!playing) seekVideo()
      }
    },
    volume(volume, muted) {
      level = { volume, muted }
      sound()
    },
    resize(next) {
      const before = height
      height = Math.max(180, next)
      // A picture that is larger than the screen has become is good enough.
      if (height > before) askStill()
    },
    retry() {
      broken = false
      drawn = drawn?.source.version === source?.version ? drawn : undefined
      askStill()
      load()
    },
    playing: () => playing,
    time: () => place,
    close() {
      closed = true
      playing = false
      clearTimeout(timer)
      clearTimeout(seekTimer)
      clearTimeout(stillTimer)
      cancelAnimationFrame(frame)
      stills.drop()
      front?.stream.end()
      back?.stream.end()
    },
  }
}

async function loadStill({ source, time, height }: Still, signal: AbortSignal): Promise<ImageBitmap> {
  const response = await fetch(`${source.frame}&at=${time}&height=${height}`, { signal })
  if (!response.ok) throw { status: response.status }
  return createImageBitmap(await response.blob())
}

function draw(canvas: HTMLCanvasElement, bitmap: ImageBitmap): void {
  if (canvas.width !== bitmap.width || canvas.height !== bitmap.height) Object.assign(canvas, { width: bitmap.width, height: bitmap.height })
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0)
}

function isExpired(why: unknown): boolean {
  const { status } = (why ?? {}) as { readonly status?: unknown }
  return status === 401 || status === 403
}

function isBuffered({ buffered }: HTMLVideoElement, seconds: number): boolean {
  for (let index = 0; index < buffered.length; index += 1) if (buffered.start(index) <= seconds && seconds < buffered.end(index)) return true
  return false
}

function sought(video: HTMLVideoElement, seconds: number): Promise<void> {
  if (Math.abs(video.currentTime - seconds) < 0.001) return Promise.resolve()
  return new Promise((done) => {
    video.addEventListener('seeked', () => done(), { once: true })
    video.currentTime = seconds
  })
}

/** The video's next picture is on the screen; browsers that cannot tell, or pages in the background, are believed after a while. */
function presented(video: HTMLVideoElement): Promise<void> {
  return new Promise((done) => {
    if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(() => done())
    setTimeout(done, 250)
  })
}
