// Another file in the same place, time and style.

import { z } from 'zod'
import { failure, success, type Outcome } from '../../base/index.ts'
import { changeChain } from '../chain.ts'
import type { Asset, ClipSegment, Draft, PhotoSegment, PictureSegment, Segment, SegmentId } from '../document.ts'
import { needAsset, needSegment, segmentById, sourceLength, type PlacedSegment } from '../find.ts'
import { segmentDuration } from '../layout.ts'
import { patched } from '../patch.ts'
import { mapPlaced } from '../place.ts'
import { assetId, segmentId } from '../schema/values.ts'
import { assetName, label, length } from '../wording.ts'
import { defineOperation } from './define.ts'

type Replaceable = Exclude<Segment, { readonly kind: 'card' | 'text' }>
const isReplaceable = (segment: Segment): segment is Replaceable => segment.kind === 'photo' || segment.kind === 'clip' || segment.kind === 'overlay' || segment.kind === 'sound'

export const replaceAsset = defineOperation('replace-asset', z.strictObject({ target: segmentId, asset: assetId.describe('The material to use instead.') }), {
  title: 'Replace material',
  description: 'Puts another photo, clip or sound in the place of one, for the same time and in the same style. Crop, focus and turns belonged to the old picture and go. A clip shorter than the time makes the segment shorter.',
  apply(draft, { target, asset }) {
    const found = needSegment(draft, target, isReplaceable, 'a photo, a clip, an overlay or a sound', '/target')
    if (!found.ok) return found
    const segment = found.value
    const material = needAsset(draft, asset, segment.kind === 'sound' ? ['sound', 'clip'] : ['photo', 'clip'], '/asset')
    if (!material.ok) return material
    if (assetOf(segment) === asset) return success(draft)
    return replaced(draft, target, segment, material.value)
  },
  describe(before, after, { target, asset }) {
    const [old, now] = [segmentById(before, target)!, segmentById(after, target)!]
    const what = label(before, target)
    const shorter = isPictureWithTime(old) && isPictureWithTime(now) && segmentDuration(now) !== segmentDuration(old) ? length(segmentDuration(now)) : undefined
    return {
      en: `${what.en} is now ${assetName(after, asset)}${shorter ? ` (${shorter.en})` : ''}.`, zh: `${what.zh} 换成了 ${assetName(after, asset)}${shorter ? `（${shorter.zh}）` : ''}。`,
    }
  },
})

function isPictureWithTime(segment: Segment): segment is PictureSegment {
  return segment.kind === 'photo' || segment.kind === 'clip' || segment.kind === 'card'
}

function assetOf(segment: Replaceable): string | undefined {
  if (segment.kind !== 'sound') return segment.asset
  return segment.content.kind === 'asset' ? segment.content.asset : undefined
}

function replaced(draft: Draft, target: SegmentId, segment: Replaceable, asset: Asset): Outcome<Draft> {
  // A name that somebody chose stays; one that came from the file follows the file.
  const old = assetOf(segment)
  const name = old === undefined || segment.name === assetName(draft, old) ? asset.name : segment.name
  if (segment.kind === 'photo' || segment.kind === 'clip') {
    const next = asset.kind === 'photo' ? photoOf(segment, asset, name) : clipOf(segment, asset, name)
    return success(changeChain(draft, new Set([target]), () => next))
  }
  const tooLate = sourceLength(asset) !== undefined && (segment.from ?? 0) >= sourceLength(asset)!
  if (segment.kind === 'sound' && tooLate) {
    return failure({ code: 'range-outside-source', path: '/asset', message: `${asset.name} is shorter than the moment (${segment.from} ms) at which this sound begins in its source. Set that to 0 first (time-sound with from 0).` })
  }
  return success(mapPlaced(draft, (one) => (one.id === target ? withAsset(one, asset, name) : one)))
}

function withAsset(segment: PlacedSegment, asset: Asset, name: string): PlacedSegment {
  if (segment.kind === 'sound') return patched(segment, { name, content: { kind: 'asset', asset: asset.id } })
  if (segment.kind !== 'overlay') return segment
  return patched(segment, { name, asset: asset.id, from: asset.kind === 'clip' ? segment.from ?? 0 : undefined, ...forgotten, ...(asset.kind === 'clip' && (segment.from ?? 0) >= (sourceLength(asset) ?? Infinity) ? { from: 0 } : {}) })
}

const forgotten = { crop: undefined, focus: undefined, rotate: undefined, flipHorizontal: undefined, flipVertical: undefined }

function photoOf(segment: PhotoSegment | ClipSegment, asset: Asset, name: string): PhotoSegment {
  if (segment.kind === 'photo') return patched(segment, { asset: asset.id, name, ...forgotten })
  const { from: _from, to: _to, speed: _speed, reverse: _reverse, volume: _volume, muted: _muted, soundFadeIn: _in, soundFadeOut: _out, ...shared } = segment
  return patched<PhotoSegment>({ ...shared, kind: 'photo', asset: asset.id, name, duration: segmentDuration(segment) }, forgotten)
}

function clipOf(segment: PhotoSegment | ClipSegment, asset: Asset, name: string): ClipSegment {
  const speed = segment.kind === 'clip' ? segment.speed : 1
  const wished = segment.kind === 'clip' ? segment.to - segment.from : segment.duration
  const to = Math.max(1, Math.min(wished, sourceLength(asset) ?? wished))
  if (segment.kind === 'clip') return patched(segment, { asset: asset.id, name, from: 0, to, ...forgotten })
  const { duration: _duration, ...shared } = segment
  return patched<ClipSegment>({ ...shared, kind: 'clip', asset: asset.id, name, from: 0, to, speed, reverse: false, volume: 1, muted: false }, forgotten)
}
