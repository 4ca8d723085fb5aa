// A crew's thread: plans films and draws their chunks, for one film after the other. Plates are named by content, so what
// one film prepared serves the next version of it.

import { parentPort, workerData } from 'node:worker_threads'
import { faultOf } from '../base/index.ts'
import type { TextCue } from '../compositor/index.ts'
import type { SegmentId } from '../draft/index.ts'
import { cancelled } from './cancelled.ts'
import { openChunkStore } from './chunk-store.ts'
import type { CrewAnswer, CrewFilm, CrewTask, CrewThread, FilmPlan } from './crew-thread.ts'
import { drawChunk } from './draw-chunk.ts'
import { createEasel } from './easel.ts'
import { createChunkEncoder } from './encoder.ts'
import type { SoundTrack } from './fragment.ts'
import { findGrounds, seenIn } from './grounds.ts'
import { sayLoaded } from './loaded.ts'
import { lookUnderTexts } from './look.ts'
import { readPacketHeader } from './packet-file.ts'
import { createPainter, type Painter } from './painter.ts'
import { chunkKey, chunkMaker, planChunks } from './plan.ts'
import { filmScene } from './scene.ts'
import { createSoundEncoder, soundRate } from './sound-encoder.ts'
import { framesDrawn, stopFlag } from './thread.ts'
import { libraryVersions } from './versions.ts'

sayLoaded()
const setting = workerData as CrewThread
const control = new Int32Array(setting.control)
const port = parentPort!
const easel = createEasel({ plateFolder: setting.folder, plateMemory: setting.plateMemory })
const store = await openChunkStore(setting.folder, Infinity)
const versions = libraryVersions()
/** The films that this thread drew last; each holds one frame. The oldest stands first. */
const films = new Map<string, KnownFilm>()
const mostFilms = 3

interface KnownFilm {
  readonly painter: Painter
  /** What was decided so far; a text that is not in it is not drawn by this painter. */
  readonly grounds: ReadonlyMap<SegmentId, number>
}
let last: Promise<void> = Promise.resolve()

port.on('message', (task: CrewTask) => {
  last = last.then(async () => port.postMessage(await run(task).catch((error: unknown): CrewAnswer => ({ kind: 'failed', fault: faultOf(error) }))))
})

async function run(task: CrewTask): Promise<CrewAnswer> {
  if (task.kind === 'configuration') return { kind: 'configured', configuration: configurationOf(task) }
  if (task.kind === 'sound-track') return { kind: 'track', track: soundTrack() }
  easel.addSources(task.film.sources)
  if (task.kind === 'plan') return planOf(task)
  if (task.kind === 'look') {
    const wanted = new Set(task.segments)
    await groundsOf(task.film, (cue) => wanted.has(cue.segment.id))
    return { kind: 'looked' }
  }
  if (task.kind === 'part') return { kind: 'found', path: await findPart(task) }
  const painter = painterOf(task.film, task.grounds)
  return { kind: 'drawn', bytes: await drawChunk(painter, { range: task.range, settings: task.film.settings, path: task.path, onFrame }) }
}

// Whatever takes a while goes on from time to time, and can be stopped then.
function onFrame(): void {
  if (Atomics.load(control, stopFlag) !== 0) throw cancelled()
  Atomics.add(control, framesDrawn, 1)
}

// Kept in no file: chunks are named by what is drawn, so a plan under the film's own name would outlive the code that
// made it and bring back old pictures.
async function planOf({ film, mostLooks }: Extract<CrewTask, { kind: 'plan' }>): Promise<CrewAnswer> {
  let unknown: readonly SegmentId[] = []
  const grounds = [...await findGrounds({
    draft: film.draft, store, versions, onText: onFrame,
    look: async (segments) => {
      if (segments.length <= mostLooks) return look(film, segments)
      unknown = segments
      return []
    },
  })]
  if (unknown.length > 0) return { kind: 'texts', segments: unknown }
  return { kind: 'planned', plan: { grounds, chunks: await planChunks(filmScene(film.draft, new Map(grounds)), film.settings, versions, onFrame) } }
}

async function groundsOf(film: CrewFilm, wanted: (cue: TextCue) => boolean): Promise<FilmPlan['grounds']> {
  return [...await findGrounds({ draft: film.draft, store, versions, wanted, onText: onFrame, look: (segments) => look(film, segments) })]
}

function look(film: CrewFilm, segments: readonly SegmentId[]): Promise<[SegmentId, number][]> {
  return lookUnderTexts(easel, film.draft, segments, onFrame)
}

type PartTask = Extract<CrewTask, { kind: 'part' }>

// Somebody waits: only the texts of this part are looked at, only its own name is worked out.
async function findPart({ film, range }: PartTask): Promise<string> {
  const painter = painterOf(film, await groundsOf(film, seenIn([range])))
  const key = chunkKey(painter.scene, { index: 0, ...range }, chunkMaker(film.settings, versions))
  const path = store.pathOf(key)
  if (await readPacketHeader(path) === undefined) await drawChunk(painter, { range, settings: film.settings, path, onFrame })
  else await store.touch(key)
  return path
}

function painterOf(film: CrewFilm, grounds: FilmPlan['grounds']): Painter {
  const known = films.get(film.id)
  const isKnown = known !== undefined && grounds.every(([segment, strength]) => known.grounds.get(segment) === strength)
  const all = isKnown ? known.grounds : new Map([...known?.grounds ?? [], ...grounds])
  const painter = isKnown ? known.painter : createPainter(easel, filmScene(film.draft, all))
  if (!isKnown) known?.painter.close()
  films.delete(film.id)
  films.set(film.id, { painter, grounds: all })
  for (const [id, old] of films) {
    if (films.size <= mostFilms) break
    films.delete(id)
    old.painter.close()
  }
  return painter
}

function configurationOf({ settings }: Extract<CrewTask, { kind: 'configuration' }>): Uint8Array {
  const encoder = createChunkEncoder(settings)
  try {
    return encoder.configuration()
  } finally {
    encoder.close()
  }
}

function soundTrack(): SoundTrack {
  const encoder = createSoundEncoder('aac')
  try {
    // The real rate of a film's sound is known when all of it is made; players look at it in lists at most.
    return { ...encoder.describe(), sampleRate: soundRate, channels: 2, packetSamples: encoder.packetSamples, bitrate: 256_000 }
  } finally {
    encoder.close()
  }
}
