// A film to watch before any render: small parts of picture drawn when a player asks for them, and the film's sound, mixed
// once and cut to the same parts. Parts are remembered by content, so after an edit only what changed is drawn again. The
// sound never holds up the picture: it has a thread of its own and is asked for apart.

import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { KinoraError, canonicalJson, timeOfFrame } from '../base/index.ts'
import { layOut, type Draft } from '../draft/contract.ts'
import type { PiecePort } from '../studio/ports.ts'
import { mixPlan } from '../sound/index.ts'
import { concat } from './boxes.ts'
import type { ChunkStore } from './chunk-store.ts'
import { createCrew, type Crew } from './crew.ts'
import { crewFilmOf } from './crew-film.ts'
import type { CrewFilm } from './crew-thread.ts'
import { pictureHeader, picturePart, soundHeader, soundPart } from './fragment.ts'
import { backgroundWork } from './isolated.ts'
import { packetsUntil } from './join.ts'
import { readPacketHeader, readPacketRange, readPackets, type ChunkHeader } from './packet-file.ts'
import { chunkRanges, type ChunkRange } from './plan.ts'
import { pictureScene, resizedDraft } from './scene.ts'
import { previewSettings } from './settings.ts'
import { createSharedWork } from './shared-work.ts'
import { makeSound, type FinishedSound } from './sound.ts'
import { createControl } from './thread.ts'
import { libraryVersions } from './versions.ts'
import { readWave, waveStep } from './wave.ts'

export interface PreviewsOptions {
  readonly cache: string
  openStore(): Promise<ChunkStore>
  /** Called after each part that was made. */
  onMade(): Promise<void>
  /** Milliseconds after which a thread without work ends. */
  readonly idle: number
  /** See isolated.ts. */
  readonly isolated: boolean
}

export type Previews = Pick<PiecePort, 'stream' | 'segment' | 'heard' | 'song'> & { close(): Promise<void> }

/** Pixels of the shorter side: `540p`, upright or wide. */
const previewSide = 540
/** Bytes of prepared pictures that both threads hold in memory: thirty photos of 960 x 540 each. */
const plateMemory = 64 * 1024 * 1024
/** A player fetches one part at a time, or two; a third thread would only take time from films that are made. */
const mostThreads = 2
/** Versions that are being watched at the same time. */
const mostFilms = 16
const mostHeaders = 16

export function createPreviews(options: PreviewsOptions): Previews {
  const films = new Map<string, Promise<WatchedFilm>>()
  const headers: Headers = new Map()
  let crew: Crew | undefined
  const threads = (): Crew => crew ??= createCrew({ threads: Math.min(mostThreads, availableParallelism()), folder: options.cache, plateMemory, idle: options.idle, isolated: options.isolated, standBack: 0 })

  function filmOf(draft: Draft): Promise<WatchedFilm> {
    return remembered(films, createHash('sha256').update(canonicalJson(draft)).digest('hex'), mostFilms, () => watch(draft, options, threads(), headers))
  }

  return {
    async stream(draft) {
      const film = await filmOf(draft)
      const hasSound = mixPlan(draft, layOut(draft)).entries.length > 0
      // Begun while the player reads its list. Who asks for them hears what went wrong.
      void film.header('picture').catch(() => undefined)
      if (hasSound) void film.sound().catch(() => undefined)
      const { frameRate } = film.picture.settings
      const time = (frame: number): number => timeOfFrame(frame, frameRate)
      return {
        duration: time(film.ranges.at(-1)!.to),
        segments: film.ranges.map(({ from, to }) => ({ start: time(from), duration: time(to) - time(from) })),
        hasSound,
      }
    },
    async segment(draft, track, part, { signal } = {}) {
      const film = await filmOf(draft)
      if (part === 'header') return film.header(track)
      const range = film.ranges[part]
      if (range === undefined) throw new KinoraError({ code: 'part-unknown', message: `The preview has ${film.ranges.length} parts; there is none with the number ${part}.` })
      return track === 'picture' ? film.pictures(range, signal) : film.sounds(range)
    },
    async heard(draft) {
      if (mixPlan(draft, layOut(draft)).entries.length === 0) return { step: waveStep, peaks: [] }
      const { header } = await (await filmOf(draft)).sound()
      return { step: waveStep, peaks: readWave(header.wave) }
    },
    async song(draft) {
      const keep = draft.sounds.some(({ segments }) => segments.some(({ content }) => content.kind === 'speech'))
      const { header, path } = await makeSound({
        draft, codec: 'aac', keep, store: await options.openStore(), versions: libraryVersions(), control: createControl(), isolated: options.isolated, standBack: backgroundWork,
      })
      const packets = await readPackets(path)
      if (packets === undefined) throw gone()
      return concat([soundHeader({ ...header, configuration: Buffer.from(header.configuration, 'base64') }), soundPart(header, { index: 0, first: 0, sizes: header.sizes, packets })])
    },
    async close() {
      await crew?.close()
    },
  }
}

/** A version that somebody watches. */
interface WatchedFilm {
  readonly picture: CrewFilm
  readonly ranges: readonly ChunkRange[]
  header(track: 'picture' | 'sound'): Promise<Uint8Array>
  pictures(range: ChunkRange, signal?: AbortSignal): Promise<Uint8Array>
  sounds(range: ChunkRange): Promise<Uint8Array>
  /** All of it. */
  sound(): Promise<FinishedSound>
}

/** By track and settings: the versions of a film share them. */
type Headers = Map<string, Promise<Uint8Array>>

async function watch(draft: Draft, options: PreviewsOptions, crew: Crew, headers: Headers): Promise<WatchedFilm> {
  const store = await options.openStore()
  const picture = await crewFilmOf(resizedDraft(draft, previewHeight(draft)), previewSettings)
  const { settings } = picture
  const ranges = chunkRanges(pictureScene(picture.draft).frameCount, settings.chunkFrames)
  const paths = createSharedWork<number, string>()
  const mixed = new Map<'sound', Promise<FinishedSound>>()

  const pathOf = (range: ChunkRange, signal: AbortSignal | undefined): Promise<string> => paths.ask(range.index, async (given) => {
    const path = await crew.part(picture, range, given)
    await options.onMade()
    return path
  }, signal)
  const sound = (): Promise<FinishedSound> => remembered(mixed, 'sound', 1, () => makeSound({
    draft: picture.draft, codec: 'aac', keep: true, store, versions: libraryVersions(), control: createControl(), isolated: options.isolated, standBack: backgroundWork,
  }))

  return {
    picture,
    ranges,
    sound,
    header(track) {
      if (track === 'sound') return remembered(headers, track, mostHeaders, async () => soundHeader(await crew.soundTrack()))
      return remembered(headers, canonicalJson(settings), mostHeaders, async () => pictureHeader({ ...settings, configuration: await crew.configuration(settings) }))
    },
    async pictures(range, signal) {
      for (let tries = 2; ; tries--) {
        const path = await pathOf(range, signal)
        const [header, packets] = await Promise.all([readPacketHeader<ChunkHeader>(path), readPackets(path)])
        if (header !== undefined && packets !== undefined) return picturePart(settings, { index: range.index, first: range.from, sizes: header.sizes, packets })
        // The folder was tidied since.
        paths.forget(range.index)
        await store.remove(path.slice(store.folder.length + 1))
        if (tries === 1) throw gone()
      }
    },
    async sounds(range) {
      for (let tries = 2; ; tries--) {
        const { header, path } = await sound()
        const until = (frame: number): number => (frame === 0 ? 0 : packetsUntil(frame, settings.frameRate, header))
        const found = await readPacketRange(path, until(range.from), range === ranges.at(-1) ? header.sizes.length : until(range.to))
        if (found !== undefined) return soundPart(header, { index: range.index, first: until(range.from), ...found })
        mixed.delete('sound')
        if (tries === 1) throw gone()
      }
    },
  }
}

function gone(): KinoraError {
  return new KinoraError({ code: 'chunk-damaged', message: 'A part of the preview was made but its file is not there. Is somebody else clearing the cache folder?' })
}

function previewHeight({ canvas: { width, height } }: Draft): number {
  const shorter = Math.min(width, height)
  return shorter <= previewSide ? height : Math.round((height * previewSide) / shorter)
}

// Asks once for what many ask for at the same time; what failed is asked for again.
function remembered<Key, Value>(known: Map<Key, Promise<Value>>, key: Key, most: number, make: () => Promise<Value>): Promise<Value> {
  const begun = known.get(key) ?? make()
  known.delete(key)
  known.set(key, begun)
  begun.catch(() => { if (known.get(key) === begun) known.delete(key) })
  for (const oldest of known.keys()) if (known.size > most) known.delete(oldest)
  return begun
}
