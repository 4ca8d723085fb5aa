// Corrections of a tracked beat grid by somebody who hears better.

import { z } from 'zod'
import { failure, success } from '../../base/index.ts'
import type { BeatFacts, SoundFacts } from '../facts.ts'
import { assetById, needAsset } from '../find.ts'
import { limits } from '../limits.ts'
import { assetId } from '../schema/values.ts'
import { assetName } from '../wording.ts'
import { defineOperation } from './define.ts'

export const adjustBeats = defineOperation('adjust-beats', z.strictObject({
  asset: assetId.describe('A sound whose beats were tracked.'),
  change: z.enum(['double', 'halve', 'shift-half']).describe('double: twice as many beats; halve: every second beat; shift-half: half a beat later.'),
}), {
  title: 'Correct the beats',
  description: 'Corrects the beat grid of a piece of music: twice or half as fast, or half a beat later. Cuts that were already made stay.',
  apply(draft, { asset, change }) {
    const found = needAsset(draft, asset, ['sound'], '/asset')
    if (!found.ok) return found
    const facts = found.value.facts as SoundFacts | undefined
    if (facts?.tempo === undefined || facts.tempo.beats.length < 2) {
      return failure({ code: 'beats-unknown', path: '/asset', message: `No beats were found in ${found.value.name}, so there is nothing to correct.` })
    }
    const tempo = corrections[change](facts.tempo)
    if (tempo.beats.length > limits.marks || tempo.beatsPerMinute > 2000 || tempo.beats.length < 2) {
      return failure({ code: 'beats-outside', path: '/change', message: `The beats of ${found.value.name} cannot be changed that way any further (${tempo.beats.length} beats, ${Math.round(tempo.beatsPerMinute)} a minute).` })
    }
    return success({ ...draft, assets: { ...draft.assets, [asset]: { ...found.value, facts: { ...facts, tempo } } } })
  },
  describe(before, after, { asset, change }) {
    const tempo = (assetById(after, asset)!.facts as SoundFacts).tempo!
    const speed = Math.round(tempo.beatsPerMinute * 10) / 10
    const name = assetName(before, asset)
    if (change === 'shift-half') return { en: `The beats of ${name} now fall half a beat later. Cuts that were made stay.`, zh: `${name} 的节拍后移了半拍，已有的剪辑点不动。` }
    return { en: `${name} now counts ${speed} beats a minute. Cuts that were made stay.`, zh: `${name} 现在按每分钟 ${speed} 拍计算，已有的剪辑点不动。` }
  },
})

const corrections = { double: doubled, halve: halved, 'shift-half': shifted }

function middle(beats: readonly number[], index: number): number {
  return (beats[index]! + beats[index + 1]!) / 2
}

// A bar keeps its number of beats, so a bar's middle becomes a downbeat too.
function doubled({ beats, downbeats, ...tempo }: BeatFacts): BeatFacts {
  const middles = downbeats.slice(1).flatMap((downbeat, index) => [downbeats[index]! + downbeat])
  return {
    ...tempo, beatsPerMinute: tempo.beatsPerMinute * 2,
    beats: beats.flatMap((beat, index) => (index + 1 < beats.length ? [beat, middle(beats, index)] : [beat])),
    downbeats: [...downbeats.map((downbeat) => downbeat * 2), ...middles].sort((one, other) => one - other),
  }
}

// Counted from the first downbeat, so that the strong beats are those that stay; every second bar begins one.
function halved({ beats, downbeats, ...tempo }: BeatFacts): BeatFacts {
  const parity = (downbeats[0] ?? 0) % 2
  const strong = downbeats.filter((downbeat) => downbeat % 2 === parity)
  return {
    ...tempo, beatsPerMinute: tempo.beatsPerMinute / 2,
    beats: beats.filter((_, index) => index % 2 === parity), downbeats: strong.filter((_, index) => index % 2 === 0).map((downbeat) => (downbeat - parity) / 2),
  }
}

function shifted({ beats, downbeats, ...tempo }: BeatFacts): BeatFacts {
  return { ...tempo, beats: beats.slice(0, -1).map((_, index) => middle(beats, index)), downbeats: downbeats.filter((downbeat) => downbeat < beats.length - 1) }
}
