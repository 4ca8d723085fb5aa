// The sound of a film as one finished file of packets, made by a thread beside the drawing, and found again by
// name: the name is a hash of the mix plan, its material and the encoder, so a new title does no sound work and new
// music no picture work.

import { createHash } from 'node:crypto'
import { KinoraError, canonicalJson } from '../base/index.ts'
import { layOut, type Draft } from '../draft/contract.ts'
import { prepareSpeech } from '../media/index.ts'
import { mixPlan, type MixPlan } from '../sound/index.ts'
import type { ChunkStore } from './chunk-store.ts'
import { readPacketHeader, type SoundHeader } from './packet-file.ts'
import { cancelled } from './cancelled.ts'
import type { SoundCodec } from './sound-encoder.ts'
import { createMixer, type Mixer } from './team.ts'
import type { SoundOrder } from './thread.ts'

export interface SoundWish {
  readonly draft: Draft
  readonly codec: SoundCodec
  /** Whether composed songs and speech may be kept for the next render. */
  readonly keep: boolean
  readonly store: ChunkStore
  readonly versions: readonly string[]
  readonly control: SharedArrayBuffer
  /** Who makes it; absent: a thread that ends with it. */
  readonly mixer?: SoundMaker
  /** See isolated.ts; default false. */
  readonly isolated?: boolean
  readonly standBack?: number
  readonly signal?: AbortSignal
}

export type SoundMaker = Pick<Mixer, 'ask'>

export interface FinishedSound {
  readonly key: string
  readonly path: string
  readonly header: SoundHeader
  readonly reused: boolean
}

/** Raised whenever mixing or encoding the same plan gives other samples, or more is told beside them. */
const soundVersion = 4

/** Finds or makes the film's sound. Throws what mixing throws, or `sound-thread-died`. */
export async function makeSound(wish: SoundWish): Promise<FinishedSound> {
  // Where voices are heard decides where music goes down. What cannot be said is told by the sound thread again.
  const { spoken } = await prepareSpeech(wish.draft, { cache: wish.keep ? wish.store.folder : null, signal: wish.signal })
  const plan = mixPlan(wish.draft, layOut(wish.draft), spoken)
  const key = soundKey(wish, plan)
  const path = wish.store.pathOf(key)
  const known = await readPacketHeader<SoundHeader>(path)
  // Sound with something missing is tried again: a voice may have been installed since.
  if (known !== undefined && known.faults.length === 0) {
    await wish.store.touch(key)
    return { key, path, header: known, reused: true }
  }
  await mix({ plan, codec: wish.codec, path, cache: wish.keep ? wish.store.folder : null, control: wish.control }, wish)
  const header = await readPacketHeader<SoundHeader>(path)
  if (header === undefined) throw new KinoraError({ code: 'sound-thread-died', message: 'The sound was made but its file is not there. Is somebody else clearing the cache folder?' })
  return { key, path, header, reused: false }
}

// Where a file lies and what it is called changes no sample; its bytes do, and they are named by their hash.
function soundKey(wish: SoundWish, plan: MixPlan): string {
  const entries = plan.entries.map((entry) => (entry.content.kind === 'file' ? { ...entry, segment: '', content: entry.content.hash ?? entry.content.source } : { ...entry, segment: '' }))
  const said = { sound: soundVersion, codec: wish.codec, versions: wish.versions, plan: { ...plan, entries } }
  return createHash('sha256').update(canonicalJson(said)).digest('hex')
}

// A mixer of our own ends with its one piece of work.
async function mix(order: SoundOrder, wish: SoundWish): Promise<void> {
  const { isolated = false, control, standBack, signal } = wish
  const own = wish.mixer === undefined ? createMixer({ isolated, control, standBack }) : undefined
  try {
    await (wish.mixer ?? own!).ask(isolated ? { ...order, control: undefined } : order)
  } catch (error) {
    if (signal?.aborted === true) throw cancelled()
    if (!(error instanceof KinoraError) || !error.code.startsWith('drawing-')) throw error
    throw new KinoraError({ code: 'sound-thread-died', message: `The sound could not be made: ${error.message}` }, { cause: error })
  } finally {
    await own?.close()
  }
}
