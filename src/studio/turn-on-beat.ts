// A turn that wants its cuts on the beat needs to know the beat first. The first turn shows which music the film has; the
// beat of a file is then listened for, that of composed music is looked up, and the turn is taken once more with it.

import { filmDuration, type Asset, type SoundFacts, type SoundSegment } from '../draft/index.ts'
import { slot } from '../understanding/index.ts'
import type { MusicPort } from './ports.ts'
import { takeTurn, type TurnInput, type TurnResult } from './turn.ts'

export async function turnOnBeat(input: TurnInput, music: MusicPort): Promise<TurnResult> {
  const turn = takeTurn(input)
  const wanted = turn.plan.intents.some((intent) => intent.name === 'beat-sync' && slot(intent, 'off') !== true)
  const playing = turn.draft.sounds.flatMap((track) => track.segments).find((segment) => segment.role === 'music')
  if (!wanted || playing === undefined) return turn
  const world = await worldWithBeats(input, turn, playing, music)
  return world === undefined ? turn : takeTurn({ ...input, world })
}

async function worldWithBeats(input: TurnInput, turn: TurnResult, { content }: SoundSegment, music: MusicPort): Promise<TurnInput['world'] | undefined> {
  if (content.kind === 'composed') return { ...input.world, composedBeats: music.grid(content, filmDuration(turn.draft)).beats }
  const asset = content.kind === 'asset' ? turn.draft.assets[content.asset] : undefined
  const facts = asset?.facts
  if (asset === undefined || facts?.kind !== 'sound' || facts.tempo !== undefined) return undefined
  const tempo = await music.beats(asset.source)
  return tempo === undefined ? undefined : { ...input.world, assets: withFacts(input.world.assets, { ...asset, facts: { ...facts, tempo } satisfies SoundFacts }) }
}

function withFacts(assets: readonly Asset[], heard: Asset): readonly Asset[] {
  return assets.some((asset) => asset.id === heard.id) ? assets.map((asset) => (asset.id === heard.id ? heard : asset)) : [...assets, heard]
}
