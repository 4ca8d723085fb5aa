// What a version sounds like, for whoever cuts by it: how loud it is from moment to moment, and where the beats of its
// music lie in the film. Material comes as local files, as for any preview.

import { gridOf } from '../../director/index.ts'
import { layOut, type BeatFacts, type Draft, type SoundSegment } from '../../draft/index.ts'
import type { HeardFilm } from '../service.ts'
import { keyOfSource } from './material.ts'
import type { StudioWorld } from './world.ts'

/** Songs whose beat is remembered; a listened song is a second of work and a few KB. */
const mostSongs = 200

export interface Ears {
  /** Beats and bars of the music that plays first, ms in the film. */
  beats(draft: Draft): Promise<HeardFilm['music']>
}

export function openEars(world: StudioWorld): Ears {
  const songs = new Map<string, Promise<BeatFacts | undefined>>()
  // By content: the same song in another film, or of another user, has the same beat.
  function beatOf(hash: string, source: string): Promise<BeatFacts | undefined> {
    const known = songs.get(hash)
    if (known !== undefined) return known
    const key = keyOfSource(source)
    // A song that cannot be listened to has no beat to show; the film says elsewhere what is wrong with it.
    const heard = Promise.resolve(key === undefined ? source : world.objects.localFile(key)).then((path) => world.music.beats(path)).catch(() => undefined)
    songs.set(hash, heard)
    for (const oldest of songs.keys()) if (songs.size > mostSongs) songs.delete(oldest)
    return heard
  }
  return {
    async beats(draft) {
      const placed = layOut(draft).sounds.find(({ segment }) => segment.role === 'music')
      if (placed === undefined) return undefined
      const { segment, start, end } = placed
      const tempo = await tempoOf(segment, end - start)
      const grid = tempo && gridOf(tempo, segment.content.kind === 'composed' ? 0 : segment.from, end - start)
      if (tempo === undefined || grid === undefined) return { segment: segment.id, start, end, beats: [], bars: [] }
      const inFilm = (times: readonly number[]) => times.map((time) => time + start)
      return { segment: segment.id, start, end, beatsPerMinute: tempo.beatsPerMinute, beats: inFilm(grid.beats), bars: inFilm(grid.downbeats ?? []) }

      async function tempoOf({ content }: SoundSegment, length: number): Promise<BeatFacts | undefined> {
        if (content.kind === 'composed') return world.music.grid(content, length)
        const asset = content.kind === 'asset' ? draft.assets[content.asset] : undefined
        if (asset?.facts?.kind !== 'sound') return undefined
        return asset.facts.tempo ?? await beatOf(asset.hash ?? asset.id, asset.source)
      }
    },
  }
}
