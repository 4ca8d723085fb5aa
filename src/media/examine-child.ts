// The child process that looks at strangers' files: at most two light photos or one other file at a time, answers by message. It holds all native decoders
// of intake, so that a file which kills a decoder, or never lets it finish, costs only this process (examine-pool.ts
// ends and replaces it). It must never write anything but stand-ins in the cache folder.

import { getPriority, setPriority } from 'node:os'
import { failure, faultOf, type Outcome } from '../base/index.ts'
import type { AssetFacts } from '../draft/index.ts'
import type { StandIns } from './stand-in.ts'
import type { SourceFile } from './source-file.ts'

export interface ExamineJob {
  readonly file: SourceFile
  readonly cacheFolder?: string
  /** Of a sound: listen for its beat too. `tempo`: beats per minute that somebody has said. */
  readonly beats?: { readonly tempo?: number }
}

/** What a child is asked, and what it answers; there may be two questions at once. */
export interface ExamineQuestion<Job = ExamineJob> {
  readonly number: number
  readonly job: Job
}

export interface ExamineAnswer<Found = AssetFacts> {
  readonly number: number
  readonly outcome: Outcome<Found>
}

// A server that measures many files at once still answers: whoever asks goes first.
try {
  setPriority(Math.max(getPriority(), Number(process.argv[2] ?? 0)))
} catch {
  // Where the system does not allow it all are equal.
}

// All jobs of one child have the same cache folder.
let standIns: StandIns | undefined

process.on('message', ({ number, job }: ExamineQuestion) => {
  const answer = (outcome: ExamineAnswer['outcome']) => process.send?.({ number, outcome } satisfies ExamineAnswer)
  examineOne(job).then(answer, (thrown: unknown) => answer(failure(faultOf(thrown))))
})

// Started before anybody has a file for it. What does not load says so when a file needs it.
for (const kind of process.argv.slice(3)) {
  if (kind === 'photo') void Promise.all([import('./native.ts'), import('./photo-examine.ts'), import('./stand-in.ts')]).then(([{ loadSharp }]) => loadSharp()).catch(() => undefined)
  if (kind === 'sound') void import('./sound-examine.ts').catch(() => undefined)
}

// The parent is gone: nobody waits for an answer.
process.on('disconnect', () => process.exit(0))

// Decoders are loaded when the first file needs them: a film of photos never loads those for clips, and the reverse.
async function examineOne({ file, cacheFolder, beats }: ExamineJob): Promise<Outcome<AssetFacts>> {
  if (file.kind === 'photo') {
    const [{ examinePhoto }, { createStandIns }] = await Promise.all([import('./photo-examine.ts'), import('./stand-in.ts')])
    return examinePhoto(file, standIns ??= createStandIns(cacheFolder))
  }
  if (file.kind === 'clip') return (await import('./clip-examine.ts')).examineClip(file.path)
  // The beat is listened for when cuts are to fall on it (music-port.ts): most films never ask, and it costs more than all else.
  if (file.kind === 'sound') return (await import('./sound-examine.ts')).examineSound(file.path, beats === undefined ? {} : { beats: true, ...beats })
  return failure({ code: 'file-kind-refused', message: `${file.name} is ${file.format}, which is neither picture, clip nor sound.`, path: file.path })
}
