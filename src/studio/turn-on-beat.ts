// A turn that wants its cuts on the beat needs to know the beat first. The first turn shows which music the film has; the
// beat of a file is then listened for, that of composed music is looked up, and the turn is taken once more with it.

import { canonicalJson } from '../base/index.ts'
import { filmDuration, layOut, type Asset, type SoundFacts, type SoundSegment } from '../draft/index.ts'
import { slot } from '../understanding/index.ts'
import type { MusicPort } from './ports.ts'
import { takeTurn, type TurnInput, type TurnResult } from './turn.ts'

export async function turnOnBeat(input: TurnInput, music: MusicPort): Promise<TurnResult> {
  let turn = takeTurn(input)
  let world = input.world
  // The beat is that of the music and the length that the film has in the end: when either changed with it, once more.
  for (let round = 0; round < mostRounds; round++) {
    const known = world
    world = await worldWithBeats(world, turn, music)
    if (canonicalJson(beatsOf(world, turn)) === canonicalJson(beatsOf(known, turn))) break
    turn = takeTurn({ ...input, world })
  }
  return turn
}

const mostRounds = 3

async function worldWithBeats(world: TurnInput['world'], turn: TurnResult, music: MusicPort): Promise<TurnInput['world']> {
  const wanted = turn.plan.intents.some((intent) => (intent.name === 'beat-sync' && slot(intent, 'off') !== true) || intent.name === 'beats')
  const playing = playingIn(turn)
  if (!wanted || playing === undefined) return world
  const { content } = playing
  if (content.kind === 'composed') {
    // It is composed to as long as it is heard, and its beats are counted from where it begins in the film.
    const heard = layOut(turn.draft).sounds.find(({ segment }) => segment.id === playing.id)
    const start = heard?.start ?? 0
    const grid = music.grid(content, heard === undefined ? filmDuration(turn.draft) : heard.end - start)
    const beats = grid.beats.map((beat) => beat + start)
    return { ...world, composedBeats: beats, composedDownbeats: grid.downbeats.flatMap((index) => beats[index] ?? []) }
  }
  const asset = content.kind === 'asset' ? turn.draft.assets[content.asset] : undefined
  const facts = asset?.facts
  if (asset === undefined || facts?.kind !== 'sound' || facts.tempo !== undefined) return world
  const tempo = await music.beats(asset.source)
  return tempo === undefined ? world : { ...world, assets: withFacts(world.assets, { ...asset, facts: { ...facts, tempo } satisfies SoundFacts }) }
}

function playingIn(turn: TurnResult): SoundSegment | undefined {
  return turn.draft.sounds.flatMap((track) => track.segments).find((segment) => segment.role === 'music')
}

// What a world knows of the beat of the music that is playing.
function beatsOf(world: TurnInput['world'], turn: TurnResult): unknown {
  const content = playingIn(turn)?.content
  if (content?.kind !== 'asset') return [world.composedBeats ?? null, world.composedDownbeats ?? null]
  const facts = world.assets.find((asset) => asset.id === content.asset)?.facts
  return facts?.kind === 'sound' ? facts.tempo ?? null : null
}

function withFacts(assets: readonly Asset[], heard: Asset): readonly Asset[] {
  return assets.some((asset) => asset.id === heard.id) ? assets.map((asset) => (asset.id === heard.id ? heard : asset)) : [...assets, heard]
}
