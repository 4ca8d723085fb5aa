// Drawing threads that outlive films: they plan films, draw single chunks of them, and keep photos and fonts warm in
// between. Tasks wait in line for a free thread; a thread that has had nothing to do for a while ends. Used for films
// that are made in pieces and for previews; a render of a whole film in one process has a pool of its own (pool.ts).

import type { SegmentId } from '../draft/index.ts'
import { cancelled } from './cancelled.ts'
import type { CrewAnswer, CrewFilm, CrewTask, CrewThread, FilmPlan } from './crew-thread.ts'
import type { SoundTrack } from './fragment.ts'
import { createHand, type Hand } from './hand.ts'
import { startThread } from './isolated.ts'
import type { ChunkRange } from './plan.ts'
import type { VideoSettings } from './settings.ts'
import { createControl, framesDrawn, stopFlag } from './thread.ts'

export interface CrewWish {
  readonly threads: number
  /** Folder of finished chunks, plates and decisions. */
  readonly folder: string
  /** Most bytes of prepared pictures that all threads together hold in memory. */
  readonly plateMemory: number
  /** Milliseconds after which a thread without work ends. */
  readonly idle: number
  /** See isolated.ts. */
  readonly isolated: boolean
  readonly standBack: number
}

export interface Crew {
  /** Settles what the film looks like and names its chunks. */
  plan(film: CrewFilm, signal?: AbortSignal): Promise<FilmPlan>
  /** Draws and encodes one chunk into a file. Returns its size in bytes. */
  chunk(film: CrewFilm, wish: CrewChunk, signal?: AbortSignal): Promise<number>
  /** Finds the chunk of a film by its range, or makes it. Returns its file; nothing else of the film is planned. */
  part(film: CrewFilm, range: Pick<ChunkRange, 'from' | 'to'>, signal?: AbortSignal): Promise<string>
  /** What a decoder must know before the first packet. */
  configuration(settings: VideoSettings): Promise<Uint8Array>
  /** The same for the sound of a preview. */
  soundTrack(): Promise<SoundTrack>
  close(): Promise<void>
}

export interface CrewChunk {
  readonly range: Pick<ChunkRange, 'from' | 'to'>
  readonly path: string
  readonly grounds: readonly (readonly [SegmentId, number])[]
}

/** What one thread looks under sooner than it asks the others for help. */
const fewTexts = 8
/** A photo of the worst kind is decoded in a quarter of this; what takes longer hangs. */
const patience = 120_000

export function createCrew(wish: CrewWish): Crew {
  const free: Member[] = []
  const members = new Set<Member>()
  const waiting: ((member: Member) => void)[] = []
  let closed = false

  // A few texts are looked under on the way; many are shared out.
  async function plan(film: CrewFilm, signal: AbortSignal | undefined, mostLooks = fewTexts): Promise<FilmPlan> {
    const answer = await run<'planned' | 'texts'>({ kind: 'plan', film, mostLooks }, signal)
    if (answer.kind === 'planned') return answer.plan
    const share = Math.ceil(answer.segments.length / Math.max(1, wish.threads))
    const shares = Array.from({ length: Math.ceil(answer.segments.length / share) }, (_, index) => answer.segments.slice(index * share, (index + 1) * share))
    await Promise.all(shares.map((segments) => run<'looked'>({ kind: 'look', film, segments }, signal)))
    return plan(film, signal, Infinity)
  }

  async function run<Kind extends CrewAnswer['kind']>(task: CrewTask, signal?: AbortSignal): Promise<Extract<CrewAnswer, { kind: Kind }>> {
    const member = await take(signal)
    try {
      return await member.run(task, signal) as Extract<CrewAnswer, { kind: Kind }>
    } finally {
      giveBack(member)
    }
  }

  // The member that worked last is the warmest.
  function take(signal: AbortSignal | undefined): Promise<Member> {
    if (closed || signal?.aborted === true) return Promise.reject(cancelled())
    const member = free.pop() ?? (members.size < Math.max(1, wish.threads) ? hire() : undefined)
    if (member !== undefined) return Promise.resolve(member)
    return new Promise((resolve, reject) => {
      const onFree = (found: Member): void => {
        signal?.removeEventListener('abort', onAbort)
        resolve(found)
      }
      const onAbort = (): void => {
        waiting.splice(waiting.indexOf(onFree), 1)
        reject(cancelled())
      }
      signal?.addEventListener('abort', onAbort, { once: true })
      waiting.push(onFree)
    })
  }

  function hire(): Member {
    const member = createMember(wish)
    members.add(member)
    return member
  }

  function giveBack(member: Member): void {
    const next = waiting.shift()
    if (next !== undefined) next(member)
    else free.push(member)
  }

  return {
    plan: (film, signal) => plan(film, signal),
    chunk: async (film, chunk, signal) => (await run<'drawn'>({ kind: 'chunk', film, ...chunk }, signal)).bytes,
    part: async (film, range, signal) => (await run<'found'>({ kind: 'part', film, range }, signal)).path,
    configuration: async (settings) => (await run<'configured'>({ kind: 'configuration', settings })).configuration,
    soundTrack: async () => (await run<'track'>({ kind: 'sound-track' })).track,
    async close() {
      closed = true
      await Promise.all([...members].map((member) => member.close()))
    },
  }
}

/** A thread with the memory that it shares with us, and the clock that sends it home. */
interface Member {
  run(task: CrewTask, signal: AbortSignal | undefined): Promise<CrewAnswer>
  close(): Promise<void>
}

function createMember(wish: CrewWish): Member {
  const control = createControl()
  const shared = new Int32Array(control)
  const thread: CrewThread = { folder: wish.folder, plateMemory: wish.plateMemory / Math.max(1, wish.threads), control }
  const hand: Hand<CrewTask, CrewAnswer> = createHand<CrewTask, CrewAnswer>({
    start: () => startThread({ module: 'crew-worker.js', data: thread, isolated: wish.isolated, standBack: wish.standBack, resourceLimits }),
    nameOf,
    watch: { progress: () => Atomics.load(shared, framesDrawn), patience },
  })
  let home: NodeJS.Timeout | undefined
  return {
    async run(task, signal) {
      clearTimeout(home)
      const stop = (): void => void Atomics.store(shared, stopFlag, 1)
      Atomics.store(shared, stopFlag, signal?.aborted === true ? 1 : 0)
      signal?.addEventListener('abort', stop, { once: true })
      try {
        return await hand.ask(task)
      } finally {
        signal?.removeEventListener('abort', stop)
        home = setTimeout(() => hand.rest(), wish.idle).unref()
      }
    },
    async close() {
      clearTimeout(home)
      await hand.close()
      clearTimeout(home)
    },
  }
}

/** A draft that blows up the thread's memory ends the thread, not the process. Pictures do not count here. */
const resourceLimits = { maxOldGenerationSizeMb: 768 }

function nameOf(task: CrewTask): string {
  if (task.kind === 'chunk' || task.kind === 'part') return `Frames ${task.range.from} to ${task.range.to - 1}`
  return task.kind === 'plan' ? 'The film' : 'The picture'
}
