// The schema of a whole draft, level by level. Types are held equal to document.ts at compile time (see types.ts), so the
// two cannot drift apart. What a schema cannot say (ids, references, source lengths) is in validate.ts.

import { z } from 'zod'
import type { Draft } from '../document.ts'
import { limits } from '../limits.ts'
import { assetFacts } from './facts.ts'
import type { Agreement } from './types.ts'
import {
  assetId, color, duration, frame, frameRate, ground, id, name, offset, pictureFade, pictureStyle, platform, segmentId, share, side,
  soundContent, soundFade, soundRole, textAnimation, textPlace, textRole, textStyle, time, timedWords, trackId, transition, volume, words,
} from './values.ts'

const extra = z.record(z.string(), z.unknown()).describe('Keys of other programs, kept as they came.').optional()

export const asset = z.strictObject({
  id: assetId, name: name.min(1).describe('File name without folders, for people.'), kind: z.enum(['photo', 'clip', 'sound']),
  source: z.string().max(4096).describe('Where the bytes are: an absolute file path or a store key.'),
  hash: z.string().regex(/^[0-9a-f]{64}$/).describe('SHA-256 of the bytes, hex.').optional(),
  facts: assetFacts.optional(), extra,
})

const level = {
  volume, muted: z.boolean(),
  soundFadeIn: soundFade.describe('Milliseconds of fading in.').optional(), soundFadeOut: soundFade.describe('Milliseconds of fading out.').optional(),
}

const pictureBase = {
  id: segmentId, name: name.describe('For people.'),
  transition: transition.describe('On the cut before this segment.').optional(),
  fadeIn: pictureFade.describe('From the background, ms.').optional(), fadeOut: pictureFade.describe('To the background, ms.').optional(), extra,
}

export const photoSegment = z.strictObject({ kind: z.literal('photo'), ...pictureBase, asset: assetId, duration: duration.describe('Milliseconds.'), ...pictureStyle })
export const clipSegment = z.strictObject({
  kind: z.literal('clip'), ...pictureBase, asset: assetId,
  from: time.describe('First moment of the source that is used, ms.'), to: duration.describe('End of the stretch of the source, ms.'),
  speed: z.number().min(0.1).max(16).describe('2 = twice as fast.'), reverse: z.boolean(), ...pictureStyle, ...level,
})
export const cardSegment = z.strictObject({ kind: z.literal('card'), ...pictureBase, duration: duration.describe('Milliseconds.'), ground })
export const pictureSegment = z.discriminatedUnion('kind', [photoSegment, clipSegment, cardSegment])

const placement = {
  start: offset.describe('Film time in ms; with an anchor, the offset from the anchor\'s start.'),
  anchor: segmentId.describe('Picture segment it travels with.').optional(),
}

const { motion: _still, ...overlayStyle } = pictureStyle
export const overlaySegment = z.strictObject({
  kind: z.literal('overlay'), id: segmentId, name, ...placement, ...overlayStyle, ...level,
  role: z.enum(['logo', 'inset']), asset: assetId,
  duration: duration.describe('Milliseconds; absent = to the end of the film.').optional(),
  from: time.describe('Clips only: where in the source it begins, ms.').optional(),
  frame, opacity: share,
  fadeIn: pictureFade.optional(), fadeOut: pictureFade.optional(),
  rounded: z.number().min(0).max(0.5).describe('Corner radius, 0..0.5 of the shorter side.').optional(), extra,
})

export const textSegment = z.strictObject({
  kind: z.literal('text'), id: segmentId, role: textRole, text: words.describe('To the letter; a line feed breaks the line.'), ...placement,
  duration: duration.describe('Milliseconds.'), style: z.strictObject(textStyle), place: textPlace, animation: z.strictObject(textAnimation),
  words: timedWords.optional(), extra,
})

export const soundSegment = z.strictObject({
  kind: z.literal('sound'), id: segmentId, name, ...placement, ...level, role: soundRole, content: soundContent,
  from: time.describe('Where in the source it begins, ms.'),
  duration: duration.describe('Milliseconds; absent = to the end of the film.').optional(),
  loop: z.boolean(), duck: z.number().min(0).max(60).describe('How many LU quieter under voices; absent = 15.').optional(), extra,
})

export const canvas = z.strictObject({
  width: side.describe('Pixels, even.'), height: side.describe('Pixels, even.'), frameRate, background: color, platform: platform.optional(),
})

function track<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ id: trackId, name: name.describe('For people.'), segments: z.array(item).max(limits.segments), extra })
}
function tracks<Item extends z.ZodType>(item: Item) {
  return z.array(track(item)).max(limits.tracks)
}

export const draftSchema = z.strictObject({
  format: z.literal(1).describe('Version of this format.'),
  title: name.describe('Title of the film; may be empty.'), canvas,
  assets: z.record(id, asset).describe('Material by id, in the order it was given.'),
  picture: track(pictureSegment).describe('The picture track: a chain without gaps.'),
  overlays: tracks(overlaySegment).describe('Pictures above the picture track.'),
  texts: tracks(textSegment).describe('Text above all pictures.'),
  sounds: tracks(soundSegment),
  serial: z.int().min(0).max(1e12).describe('The next number for a new id.'), extra,
})

const agreement: Agreement<z.infer<typeof draftSchema>, Draft> = true
void agreement
