// Adds all sounds of a plan up, block by block. Memory does not grow with the length of the film: a source is opened when
// it is first heard and closed when it is over. A source that fails is silence and a fault in the list, never an error.

import { faultOf, type Fault, type Outcome } from '../base/index.ts'
import { duckCurve } from './duck.ts'
import type { MixContent, MixEntry, MixPlan } from './mix-plan.ts'
import { loopedSource } from './loop.ts'
import { silence, type SoundSource, type StereoBlock } from './pcm.ts'
import { stretchedSource } from './stretch.ts'

/** Opens what a plan names. Media does it for files, songs and voices. */
export type OpenContent = (content: MixContent) => Promise<Outcome<SoundSource>>

export interface Mixer {
  /** The mix in order, in blocks of half a second (the last one shorter): exactly `plan.samples` in all. Run it once. */
  blocks(): AsyncGenerator<StereoBlock, void, void>
  /** What could not be heard, so far, and why. */
  readonly faults: readonly Fault[]
}

/** Samples in a block of the mix. */
export const mixBlock = 24_000

export function createMixer(plan: MixPlan, open: OpenContent): Mixer {
  const faults: Fault[] = []
  const voices = plan.entries.map((entry) => entryVoice(entry, open, faults))
  async function* blocks(): AsyncGenerator<StereoBlock, void, void> {
    try {
      for (let from = 0; from < plan.samples; from += mixBlock) {
        const mix = silence(Math.min(mixBlock, plan.samples - from))
        const duck = duckCurve(plan.voices, from, mix.left.length)
        for (const voice of voices) await voice.addTo(mix, from, duck)
        yield mix
      }
    } finally {
      for (const voice of voices) voice.close()
    }
  }
  return { blocks, faults }
}

interface EntryVoice {
  addTo(mix: StereoBlock, mixFrom: number, duck: Float32Array | undefined): Promise<void>
  close(): void
}

function entryVoice(entry: MixEntry, open: OpenContent, faults: Fault[]): EntryVoice {
  let source: SoundSource | 'none' | undefined
  function close(): void {
    if (source !== undefined && source !== 'none') source.close()
    source = 'none'
  }
  async function read(from: number, count: number): Promise<StereoBlock | undefined> {
    try {
      source ??= await opened(entry, open, faults)
      return source === 'none' ? undefined : await source.read(from, count)
    } catch (thrown) {
      faults.push(faultOf(thrown, 'sound-unreadable'))
      close()
      return undefined
    }
  }
  return {
    close,
    async addTo(mix, mixFrom, duck) {
      const start = Math.max(entry.start, mixFrom)
      const end = Math.min(entry.end, mixFrom + mix.left.length)
      if (end <= start || source === 'none') return
      // Handles of a transition may reach before the source's beginning: silence there.
      const lead = Math.max(0, -(entry.from + start - entry.start))
      if (start + lead < end) {
        const block = await read(entry.from + start + lead - entry.start, end - start - lead)
        if (block !== undefined) add(entry, mix, mixFrom, block, start + lead, duck)
      }
      if (end === entry.end) close()
    },
  }
}

async function opened(entry: MixEntry, open: OpenContent, faults: Fault[]): Promise<SoundSource | 'none'> {
  const outcome = await open(entry.content)
  if (!outcome.ok) {
    faults.push(...outcome.faults)
    return 'none'
  }
  const stretched = entry.stretch === undefined ? outcome.value : stretchedSource(outcome.value, entry.stretch)
  return entry.loop === undefined ? stretched : loopedSource(stretched, entry.loop)
}

function add(entry: MixEntry, mix: StereoBlock, mixFrom: number, block: StereoBlock, at: number, duck: Float32Array | undefined): void {
  const offset = at - mixFrom
  const ducked = entry.ducked
  for (let index = 0; index < block.left.length; index++) {
    const place = offset + index
    let gain = entry.gain * fadeAt(entry, at + index)
    if (duck !== undefined && ducked !== undefined) gain *= 1 + (ducked - 1) * duck[place]!
    mix.left[place]! += block.left[index]! * gain
    mix.right[place]! += block.right[index]! * gain
  }
}

// Sine fades: two that overlap keep their power, so a crossfade between two clips has no hole.
function fadeAt(entry: MixEntry, sample: number): number {
  const fromStart = sample - entry.start + 0.5
  const toEnd = entry.end - sample - 0.5
  let gain = 1
  if (fromStart < entry.fadeIn) gain = Math.sin((Math.PI / 2) * (fromStart / entry.fadeIn))
  if (toEnd < entry.fadeOut) gain *= Math.sin((Math.PI / 2) * (toEnd / entry.fadeOut))
  return gain
}
