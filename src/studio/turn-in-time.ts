// A turn whose film is told by a voice must know how long the words are before it can cut. The turn is taken, what it wants
// said is said and measured, and it is taken again until nothing in it is unheard. A voice that fails ends that at once:
// the next turn knows, shows the words instead, and says why.

import type { Draft, Speech } from '../draft/index.ts'
import { speechKey, type HeardSpeech } from '../director/index.ts'
import type { MusicPort, VoicePort } from './ports.ts'
import { turnOnBeat } from './turn-on-beat.ts'
import { takeTurn, type TurnInput, type TurnResult } from './turn.ts'

/** A length that leaves sentences out or quickens them is settled after two rounds; more would be a fault of ours. */
const mostRounds = 5

export async function turnInTime(input: TurnInput, music: MusicPort, voice: VoicePort, signal?: AbortSignal): Promise<TurnResult> {
  const heard = new Map<string, HeardSpeech>()
  const known = new Set(input.draft === undefined ? [] : speechesOf(input.draft).map(speechKey))
  for (let round = 0; round < mostRounds; round++) {
    const open = speechesOf(takeTurn(withHeard(input, heard)).draft).filter((speech) => !known.has(speechKey(speech)) && !heard.has(speechKey(speech)))
    if (open.length === 0) break
    for (const speech of open) {
      const spoken = await voice.measure(speech, signal)
      signal?.throwIfAborted()
      heard.set(speechKey(speech), spoken.ok ? { ok: true, duration: spoken.value.duration, words: spoken.value.words.map(({ text, from, to }) => ({ text, from, to })) } : { ok: false, fault: spoken.faults[0]! })
      if (!spoken.ok) break
    }
  }
  return turnOnBeat(withHeard(input, heard), music)
}

function withHeard(input: TurnInput, heard: ReadonlyMap<string, HeardSpeech>): TurnInput {
  return heard.size === 0 ? input : { ...input, world: { ...input.world, heard } }
}

function speechesOf(draft: Draft): Speech[] {
  return draft.sounds.flatMap((track) => track.segments).flatMap(({ content }) => (content.kind === 'speech' ? [content] : []))
}
