// Sounds on cuts, only when somebody asks for them: one short effect per cut, hung on the picture behind it so that it
// travels with the cut. Where in the effect its loudest moment lies is said here, because that moment stands on the cut.

import { z } from 'zod'
import { success } from '../../base/index.ts'
import type { Draft, EffectName, PictureSegment, SegmentId, SoundSegment } from '../document.ts'
import { isPicture, needTargets, placedSegments, withNewId } from '../find.ts'
import type { Sentence } from '../operation.ts'
import { patched } from '../patch.ts'
import { mapPlaced, placeSound } from '../place.ts'
import { effectName, volume } from '../schema/values.ts'
import { labels, percent } from '../wording.ts'
import { defineOperation, targets } from './define.ts'
import { moodName } from './music.ts'

/** Heard over music at its usual 35 % without standing before it. */
const usualVolume = 0.5

export const setTransitionSounds = defineOperation('set-transition-sounds', z.strictObject({
  targets: targets.describe('Picture segments whose beginning is the cut; "all" = every cut.'),
  effect: effectName.nullable().describe('null = no sound on these cuts.'),
  volume: volume.describe(`1 = as made; absent = ${usualVolume}.`).optional(),
}), {
  title: 'Set transition sounds',
  description: 'Puts a short sound on the cut before each target, in place of the one that was there. Only for people who ask for such sounds.',
  apply(draft, { targets, effect, volume = usualVolume }) {
    const found = needTargets(draft, targets, isPicture, 'a picture segment')
    if (!found.ok) return found
    const first = draft.picture.segments[0]?.id
    const cuts = draft.picture.segments.filter((segment) => found.value.has(segment.id) && segment.id !== first)
    return success(effect === null ? silenced(draft, new Set(cuts.map((cut) => cut.id))) : cuts.reduce((whole, cut) => withEffect(whole, cut, effect, volume), draft))
  },
  describe(before, after, { targets, effect, volume = usualVolume }) {
    const had = new Map(placedSegments(before).map((segment) => [segment.id, segment]))
    const now = new Map(placedSegments(after).map((segment) => [segment.id, segment]))
    const touched = [...had.values(), ...now.values()].filter((segment) => had.get(segment.id) !== now.get(segment.id)).map((segment) => segment.anchor ?? '')
    const changed = before.picture.segments.map((segment) => segment.id).filter((id) => touched.includes(id))
    const where = cutsBefore(after, changed, targets === 'all')
    if (effect === null) return { en: `No sound on ${where.en} any more.`, zh: `${where.zh}不再有音效。` }
    const name = effectWord[effect]
    return { en: `A ${name.en} at ${percent(volume)} now sounds on ${where.en}.`, zh: `${where.zh}现在有${name.zh}，音量 ${percent(volume)}。` }
  },
})

const effectWord: Readonly<Record<EffectName, Sentence>> = { whoosh: { en: 'whoosh', zh: '嗖声音效' }, pop: { en: 'pop', zh: '啵声音效' }, tick: { en: 'tick', zh: '咔嗒音效' } }

function cutsBefore(draft: Draft, ids: readonly SegmentId[], all: boolean): Sentence {
  if (all) return { en: 'every cut', zh: '每个切换处' }
  const what = labels(draft, ids, { en: 'pictures', zh: '段画面' })
  return { en: `the ${ids.length === 1 ? 'cut' : 'cuts'} before ${what.en}`, zh: `${what.zh} 之前的切换处` }
}

function silenced(draft: Draft, cuts: ReadonlySet<SegmentId>): Draft {
  return mapPlaced(draft, (segment) => (cuts.has(effectCut(segment) ?? '') ? undefined : segment))
}

// The effect that is there already keeps its id; a second one on the same cut goes.
function withEffect(draft: Draft, cut: PictureSegment, effect: EffectName, volume: number): Draft {
  const present = placedSegments(draft).filter((segment) => effectCut(segment) === cut.id) as SoundSegment[]
  const wished = { role: 'effect', content: { kind: 'effect', effect, seed: draft.picture.segments.indexOf(cut) }, ...timeOn(cut, effect), anchor: cut.id, volume, muted: false, from: 0, loop: false } as const
  const [kept, ...others] = present
  if (kept === undefined) {
    const { id, draft: counted } = withNewId(draft, 's')
    return placeSound(counted, { kind: 'sound', id, name: moodName(effect), ...wished })
  }
  const gone = new Set(others.map((segment) => segment.id))
  return mapPlaced(draft, (segment) => {
    if (gone.has(segment.id)) return undefined
    if (segment.id !== kept.id) return segment
    const sameEffect = kept.content.kind === 'effect' && kept.content.effect === effect
    return patched(kept, { ...wished, content: sameEffect ? kept.content : wished.content, name: sameEffect ? kept.name : moodName(effect) })
  })
}

/** The picture before which a made effect sounds; undefined for everything else. */
export function effectCut(segment: { readonly kind: string; readonly anchor?: SegmentId }): SegmentId | undefined {
  return segment.kind === 'sound' && (segment as SoundSegment).content.kind === 'effect' ? segment.anchor : undefined
}

// A whoosh lasts as long as its transition and swells to the cut; the short ones begin on it.
function timeOn(cut: PictureSegment, effect: EffectName): { readonly start: number; readonly duration: number } {
  if (effect !== 'whoosh') return { start: 0, duration: effect === 'pop' ? 160 : 60 }
  const seen = cut.transition === undefined ? 0 : cut.transition.before + cut.transition.after
  const duration = Math.round(Math.min(1600, Math.max(600, seen * 1.3)))
  return { start: -Math.round(duration / 2), duration }
}

/**
 * After an edit: a sound on a cut whose picture now stands first has no cut left. The picture that stood first before has
 * got one, and takes the sound over; without such a picture the sound goes (rule T12).
 */
export function settleEffects(before: Draft, after: Draft): Draft {
  const [was, is] = [before.picture.segments[0]?.id, after.picture.segments[0]?.id]
  if (is === undefined || was === is || !before.picture.segments.some((segment) => segment.id === is)) return after
  const heir = after.picture.segments.some((segment) => segment.id === was) && !placedSegments(after).some((segment) => effectCut(segment) === was) ? was : undefined
  return mapPlaced(after, (segment) => (effectCut(segment) !== is || segment.start > 0 ? segment : heir === undefined ? undefined : patched(segment, { anchor: heir })))
}
