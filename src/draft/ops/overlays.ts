// Pictures above the picture: logos and picture in picture.

import { z } from 'zod'
import { failure, success } from '../../base/index.ts'
import { overlayDefaults } from '../defaults.ts'
import type { Draft, OverlaySegment, Segment } from '../document.ts'
import { needAsset, needSegment, sourceLength, withNewId } from '../find.ts'
import { patched } from '../patch.ts'
import { mapPlaced, placeOverlay } from '../place.ts'
import { assetId, duration, fit, frame, offset, segmentId, share } from '../schema/values.ts'
import { label, percent } from '../wording.ts'
import { defineOperation } from './define.ts'
import { anchorFaults, startFaults, timeOf } from './text.ts'

const isOverlay = (segment: Segment): segment is OverlaySegment => segment.kind === 'overlay'

export const addOverlay = defineOperation('add-overlay', z.strictObject({
  asset: assetId.describe('A photo or a clip.'), role: z.enum(['logo', 'inset']).describe('logo: small, in a corner; inset: picture in picture.'),
  frame: frame.describe('Where on the canvas, 0..1; absent = the role\'s corner.').optional(),
  start: offset.describe('Film time in ms, or the offset from the anchor\'s beginning; absent = 0.').optional(),
  duration: duration.describe('Milliseconds; absent = to the end of the film, of a clip at most its own length.').optional(),
  anchor: segmentId.describe('Picture segment it travels with.').optional(),
  opacity: share.describe('0..1; absent = 1.').optional(), fit: fit.optional(),
}), {
  title: 'Add an overlay',
  description: 'Shows a logo or a second picture above the film.',
  apply(draft, { asset, role, frame, start = 0, duration, anchor, opacity, fit }) {
    const found = needAsset(draft, asset, ['photo', 'clip'], '/asset')
    if (!found.ok) return found
    const faults = [...anchorFaults(draft, anchor), ...startFaults(draft, start, duration, anchor)]
    if (faults.length > 0) return failure(...faults)
    const defaults = overlayDefaults[role]
    const lasts = duration ?? sourceLength(found.value)
    const { id, draft: counted } = withNewId(draft, 's')
    return success(placeOverlay(counted, {
      kind: 'overlay', id, name: found.value.name, role, asset, start, ...(anchor === undefined ? {} : { anchor }), ...(lasts === undefined ? {} : { duration: Math.max(1, lasts) }),
      ...(found.value.kind === 'clip' ? { from: 0 } : {}), fit: fit ?? defaults.fit, frame: frame ?? defaults.frame, opacity: opacity ?? defaults.opacity, volume: 1, muted: false,
    }))
  },
  describe(before, after) {
    const known = new Set(overlaysOf(before).map((overlay) => overlay.id))
    const overlay = overlaysOf(after).find((one) => !known.has(one.id))!
    const when = timeOf(after, overlay.id)
    const logo = overlay.role === 'logo'
    return { en: `Added the ${logo ? 'logo' : 'inset'} ${overlay.name}${when.en}.`, zh: `添加了${logo ? '标志' : '画中画'} ${overlay.name}${when.zh}。` }
  },
})

function overlaysOf(draft: Draft): OverlaySegment[] {
  return draft.overlays.flatMap((track) => track.segments)
}

export const placeOverlayOperation = defineOperation('place-overlay', z.strictObject({
  target: segmentId.describe('An overlay.'), frame: frame.describe('Where on the canvas, 0..1.').optional(), opacity: share.describe('0..1.').optional(),
  rounded: z.number().min(0).max(0.5).describe('Corner radius, 0..0.5 of the shorter side.').optional(),
  start: offset.describe('Film time in ms, or the offset from the anchor\'s beginning.').optional(),
  duration: duration.nullable().describe('Milliseconds; null = to the end of the film.').optional(),
}), {
  title: 'Place an overlay',
  description: 'Changes where an overlay stands, how opaque and rounded it is, and when it is shown. Absent keys stay.',
  apply(draft, { target, rounded, duration, start, ...changes }) {
    const found = needSegment(draft, target, isOverlay, 'an overlay', '/target')
    if (!found.ok) return found
    const faults = start === undefined ? [] : startFaults(draft, start, duration ?? found.value.duration, found.value.anchor)
    if (faults.length > 0) return failure(...faults)
    return success(mapPlaced(draft, (segment) => (segment.id === target && isOverlay(segment) ? patched(segment, {
      ...(changes.frame === undefined ? {} : { frame: changes.frame }), ...(changes.opacity === undefined ? {} : { opacity: changes.opacity }),
      ...(start === undefined ? {} : { start }), ...(duration === undefined ? {} : { duration: duration ?? undefined }),
      ...(rounded === undefined ? {} : { rounded: rounded === 0 ? undefined : rounded }),
    }) : segment)))
  },
  describe(before, after, { target, frame, opacity, rounded, start, duration }) {
    const [what, when] = [label(before, target), timeOf(after, target)]
    const at = frame && `${percent(frame.x)}, ${percent(frame.y)}`
    const en = [
      frame && `stands at ${at}, ${percent(frame.width)} wide and ${percent(frame.height)} high`, opacity !== undefined && `is ${percent(opacity)} opaque`,
      rounded !== undefined && (rounded === 0 ? 'has square corners' : 'has rounded corners'), (start !== undefined || duration !== undefined) && `is shown${when.en}`,
    ].filter(Boolean)
    const zh = [
      frame && `位于 ${at}，宽 ${percent(frame.width)}、高 ${percent(frame.height)}`, opacity !== undefined && `不透明度 ${percent(opacity)}`,
      rounded !== undefined && (rounded === 0 ? '直角' : '圆角'), (start !== undefined || duration !== undefined) && `显示时间${when.zh}`,
    ].filter(Boolean)
    return { en: `${what.en} now ${en.join(', ')}.`, zh: `${what.zh} 现在${zh.join('，')}。` }
  },
})
