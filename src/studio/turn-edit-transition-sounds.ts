// Sounds on cuts: put there, changed and taken away. Nobody gets them without asking.

import type { EffectName, SoundSegment } from '../draft/index.ts'
import { slot, type Intent, type Target } from '../understanding/index.ts'
import { assume, edit, pictures, type Desk } from './turn-desk.ts'
import { segmentsOf } from './turn-targets.ts'

export function setTransitionSounds(desk: Desk, intent: Intent): void {
  const present = effects(desk)
  if (slot(intent, 'off') === true) {
    if (present.length === 0) return assume(desk, 'There are no sounds on the cuts.', '切换处本来没有音效。')
    return void edit(desk, [{ name: 'set-transition-sounds', targets: 'all', effect: null }])
  }
  const [level, volume] = [slot<'up' | 'down'>(intent, 'level'), slot<number>(intent, 'volume')]
  if ((level !== undefined || volume !== undefined) && present.length > 0) return setLevel(desk, present, level, volume)
  const chain = pictures(desk)
  if (chain.length < 2) return assume(desk, 'There is one picture and so no cut to put a sound on.', '只有一段画面，没有可以加音效的切换处。')
  const segments = intent.slots['which'] === undefined ? undefined : segmentsOf(desk, slot<Target>(intent, 'which'))
  if (intent.slots['which'] !== undefined && segments === undefined) return
  const effect = slot<EffectName>(intent, 'effect') ?? 'whoosh'
  if (intent.slots['effect']?.source !== 'said') assume(desk, 'No sound was named, so I took a whoosh; a pop or a tick can be had too.', '没说哪种声音，我用了嗖声；也可以换成啵声或嗒声。')
  if (intent.slots['where']?.source === 'assumed') assume(desk, 'The sounds sit on the cuts; other places can be named by the picture.', '音效放在切换处；想放在别处，请说是哪一段画面。')
  // A picture has its sound at its beginning; the first one lends that of the cut behind it.
  const ids = segments?.map((segment) => (segment.id === chain[0]!.id ? chain[1]!.id : segment.id))
  if (!edit(desk, [{ name: 'set-transition-sounds', targets: ids ?? 'all', effect, ...(volume === undefined ? {} : { volume }) }])) assume(desk, 'These sounds are on the cuts already.', '切换处已经有这些音效了。')
}

function setLevel(desk: Desk, present: readonly SoundSegment[], level: 'up' | 'down' | undefined, wished: number | undefined): void {
  const now = Math.max(...present.map((segment) => segment.volume))
  const volume = wished ?? Math.min(4, Math.round(now * (level === 'down' ? 0.65 : 1.5) * 1000) / 1000)
  edit(desk, [{ name: 'set-volume', targets: present.map((segment) => segment.id), volume }])
}

function effects(desk: Desk): readonly SoundSegment[] {
  return desk.draft.sounds.flatMap((track) => track.segments).filter((segment) => segment.content.kind === 'effect')
}
