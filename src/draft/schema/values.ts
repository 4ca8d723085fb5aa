// Schemas of the small things a draft is made of: times, colours, looks, motions, text styles. The texts given to
// `.describe()` are what a model, an API reader or an MCP client learns about a value, so they teach with units and ranges.

import { z } from 'zod'
import { limits } from '../limits.ts'

/** An id names one thing in pointers, so it holds no slash; a plain number would be reordered as an object key. */
export const idPattern = /^(?!\d+$)[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}$/

export const id = z.string().regex(idPattern)
export const segmentId = id.describe('Id of a segment, such as "s3".')
export const assetId = id.describe('Id of an asset of this film.')
export const trackId = id.describe('Id of a track, unique in the draft.')
export const name = z.string().max(limits.name)
export const words = z.string().min(1).max(limits.text)
/** Written in any case, kept in lower case. */
export const color = z.string().toLowerCase().regex(/^#[0-9a-f]{6}$/).describe('Colour as #rrggbb.')

/** A length of time that is really there. */
export const duration = z.int().min(1).max(limits.time)
/** A moment, or an amount of time that may be nothing. */
export const time = z.int().min(0).max(limits.time)
/** An offset from an anchor, which may lie before it. */
export const offset = z.int().min(-limits.time).max(limits.time)
export const share = z.number().min(0).max(1)
const adjustment = z.number().min(-1).max(1)

export const fit = z.enum(['cover', 'contain', 'blur'])
  .describe('cover: fills the frame, cropped about the focus; contain: whole picture on the background; blur: whole picture over a blurred copy of itself.')

export const point = z.strictObject({ x: share.describe('0 = left edge, 1 = right edge.'), y: share.describe('0 = top edge, 1 = bottom edge.') })

export const rectangle = z.strictObject({
  x: share.describe('Left edge, 0..1.'), y: share.describe('Top edge, 0..1.'),
  width: z.number().gt(0).max(1).describe('Width, 0..1.'), height: z.number().gt(0).max(1).describe('Height, 0..1.'),
})

/** A part of a picture that does not reach beyond it. */
export const crop = rectangle.refine((part) => part.x + part.width <= 1.000001 && part.y + part.height <= 1.000001, {
  error: 'reaches beyond the picture: x + width and y + height must be at most 1',
})

/** A frame on the canvas; it may hang over an edge, but not be somewhere else altogether. */
export const frame = z.strictObject({
  x: z.number().min(-1).max(1).describe('Left edge, 0..1 of the canvas width.'),
  y: z.number().min(-1).max(1).describe('Top edge, 0..1 of the canvas height.'),
  width: z.number().gt(0).max(2).describe('Width as a share of the canvas width.'),
  height: z.number().gt(0).max(2).describe('Height as a share of the canvas height.'),
})

export const view = z.strictObject({
  x: share.describe('Centre of the view, 0..1 of the picture width.'), y: share.describe('Centre of the view, 0..1 of the picture height.'),
  zoom: z.number().min(1).max(8).describe('1 = as much of the picture as fits, 1.2 = a window 1.2 times smaller.'),
})

export const motion = z.strictObject({
  from: view.describe('What the camera sees first.'), to: view.describe('What the camera sees last.'),
  easing: z.enum(['linear', 'ease-in', 'ease-out', 'ease-in-out']).describe('How the movement begins and ends; the calmest are ease-in-out for a zoom and linear for a pan.'),
}).describe('A slow camera movement from one view to another over the whole time on screen. Zoom in: from zoom 1 to zoom 1.15.')

export const lookNames = ['none', 'enhance', 'warm', 'cool', 'bw', 'sepia', 'vintage', 'cinematic', 'teal-orange', 'vivid', 'fade', 'bright', 'dark', 'contrast'] as const

export const look = z.strictObject({
  name: z.enum(lookNames).describe('The colour treatment; none = only the adjustments below.'),
  strength: share.describe('How much of it, 0..1.'),
  brightness: adjustment.describe('-1..1, 0 = unchanged.').optional(),
  contrast: adjustment.describe('-1..1, 0 = unchanged.').optional(),
  saturation: adjustment.describe('-1 = grey, 0 = unchanged, 1 = strongest.').optional(),
  warmth: adjustment.describe('-1 = cold, 0 = unchanged, 1 = warm.').optional(),
  vignette: share.describe('Darkened corners, 0..1.').optional(),
  sharpen: share.describe('0..1.').optional(),
  grain: share.describe('Film grain, 0..1.').optional(),
}).describe('A colour treatment of the picture.')

export const transitionKinds = [
  'crossfade', 'dip-black', 'dip-white', 'flash', 'blur-dissolve', 'wipe-left', 'wipe-right', 'wipe-up', 'wipe-down',
  'push-left', 'push-right', 'push-up', 'push-down', 'iris', 'clock', 'blinds', 'zoom-through', 'whip-pan', 'light-leak', 'luma-ink',
] as const
export const transitionKind = z.enum(transitionKinds).describe('The transition; crossfade suits most cuts. Stay with one kind in a film.')
export const transition = z.strictObject({
  kind: transitionKind,
  before: z.int().min(0).max(10_000).describe('Milliseconds taken from the end of the segment before the cut.'),
  after: z.int().min(0).max(10_000).describe('Milliseconds taken from the beginning of the segment after the cut.'),
})

export const ground = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('solid'), color }),
  z.strictObject({
    kind: z.literal('gradient'), colors: z.tuple([color, color], color).refine((colors) => colors.length <= 8, { error: 'holds at most 8 colours' }),
    angle: z.number().min(-360).max(360).describe('Degrees, 0 = upwards, clockwise.'), drift: z.boolean().describe('Moves slowly.'),
  }),
  z.strictObject({
    kind: z.literal('bokeh'), color, colors: z.array(color).max(16), seed: z.int().describe('Any whole number; the same seed gives the same picture.'),
  }),
]).describe('What a card is painted with.')

/** Keys shared by photos, clips and overlays. */
export const pictureStyle = {
  fit,
  focus: point.describe('What must stay in view when the picture is cropped, 0..1 of the upright picture.').optional(),
  crop: crop.describe('A part of the upright picture to use instead of all of it, 0..1.').optional(),
  rotate: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]).describe('Degrees clockwise, on top of the camera\'s own orientation.').optional(),
  flipHorizontal: z.boolean().describe('Mirrored left to right.').optional(),
  flipVertical: z.boolean().describe('Mirrored top to bottom.').optional(),
  motion: motion.optional(),
  look: look.optional(),
}

export const platform = z.enum([
  'youtube', 'shorts', 'tiktok', 'douyin', 'kuaishou', 'reels', 'stories', 'instagram', 'channels', 'xiaohongshu', 'bilibili', 'facebook', 'x', 'linkedin',
]).describe('The place the film is made for; decides safe areas for text. channels = WeChat Channels (视频号).')

/** Frames per second that encoders and players agree on: film, PAL, NTSC and their doubles. */
export const frameRates = [
  { numerator: 24, denominator: 1 }, { numerator: 25, denominator: 1 }, { numerator: 30, denominator: 1 }, { numerator: 50, denominator: 1 }, { numerator: 60, denominator: 1 },
  { numerator: 24_000, denominator: 1001 }, { numerator: 30_000, denominator: 1001 }, { numerator: 60_000, denominator: 1001 },
] as const
export const frameRate = z.strictObject({ numerator: z.int().min(1), denominator: z.int().min(1) })
  .refine((rate) => frameRates.some((known) => known.numerator === rate.numerator && known.denominator === rate.denominator), {
    error: 'is not a frame rate we draw: use 24, 25, 30, 50 or 60 over 1, or 24000, 30000 or 60000 over 1001',
  })
  .describe('Frames per second as a fraction: 30 is 30/1, 29.97 is 30000/1001.')

export const side = z.int().min(limits.side.least).max(limits.side.most).multipleOf(2)

export const textRoles = ['title', 'caption', 'subtitle', 'lower-third', 'end-card'] as const
export const textRole = z.enum(textRoles)
  .describe('title: large, for the film\'s name; caption: a remark on a picture; subtitle: what is said; lower-third: who or where; end-card: last words.')

export const textStyle = {
  font: z.enum(['sans', 'serif', 'display', 'bold', 'hand']).describe('Typeface family; every one holds Latin and Chinese.'),
  size: z.number().min(0.02).max(0.5).describe('Line height as a share of the canvas\'s shorter side, 0.02..0.5; an upper limit, long text shrinks to fit.'),
  weight: z.int().min(100).max(900).describe('100 = thin, 400 = regular, 700 = bold, 900 = black.'),
  color,
  italic: z.boolean().optional(),
  outline: z.number().min(0).max(0.2).describe('Width of the outline as a share of the size, 0..0.2.').optional(),
  outlineColor: color.optional(),
  shadow: z.boolean().optional(),
  ground: z.enum(['none', 'auto', 'box', 'scrim']).describe('What lies under the letters; auto = only where the picture needs it.').optional(),
  groundColor: color.optional(),
  accent: color.describe('Colour of the word being said, and of accents; #rrggbb.').optional(),
}

export const textPlace = z.strictObject({
  area: z.enum(['center', 'top', 'bottom', 'left', 'right', 'top-left', 'top-right', 'bottom-left', 'bottom-right', 'lower-third']).describe('Part of the canvas, always inside the safe area.'),
  at: point.describe('Centre of the text block, 0..1 of the canvas, instead of the area.').optional(),
})

const textMove = z.enum(['none', 'fade', 'rise', 'slide', 'pop', 'typewriter', 'words'])
export const textAnimation = {
  enter: textMove.describe('How it appears; typewriter = letter by letter, words = word by word.'),
  exit: textMove.describe('How it leaves.'),
  duration: z.int().min(0).max(10_000).describe('Milliseconds of appearing, and of leaving.'),
}

export const timedWord = z.strictObject({
  text: z.string().min(1).max(200), from: time.describe('Milliseconds from the start of the text.'), to: time.describe('Milliseconds from the start of the text.'),
})
export const timedWords = z.array(timedWord).max(limits.words)

export const volume = z.number().min(0).max(4).describe('1 = as recorded, 0.35 = 35 %, 0 = silent; at most 4.')
export const soundFade = z.int().min(0).max(60_000)
export const pictureFade = z.int().min(0).max(60_000)
export const soundRole = z.enum(['music', 'voice', 'effect', 'sound']).describe('music goes quieter under voices; sound is anything else.')

export const composition = {
  mood: z.enum(['lo-fi', 'upbeat', 'happy', 'cinematic', 'ambient', 'sad', 'epic', 'jazz', 'corporate', 'holiday']),
  seed: z.int().describe('Any whole number; the same seed gives the same piece.'),
  tempo: z.number().min(40).max(220).describe('Beats per minute; absent = the mood\'s own.').optional(),
  energy: share.describe('0 = calm, 1 = full; absent = the mood\'s own form.').optional(),
  withoutDrums: z.boolean().optional(),
  only: z.enum(['piano', 'guitar', 'strings', 'synth']).describe('Restricts the band to one instrument.').optional(),
}
export const composed = z.strictObject({ kind: z.literal('composed'), ...composition })

export const speech = {
  text: words.describe('What is said.'),
  language: z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/).describe('BCP 47 tag, such as "en" or "zh".'),
  voice: z.string().min(1).max(100).describe('Provider and voice, such as "espeak:en-us"; absent = the first that speaks the language.').optional(),
  rate: z.number().min(0.5).max(2).describe('Speaking rate, 1 = normal.').optional(),
}
export const assetContent = z.strictObject({ kind: z.literal('asset'), asset: assetId })
export const effectName = z.enum(['whoosh', 'pop', 'tick']).describe('whoosh: air rushing by, for moving transitions; pop: round and friendly; tick: dry and short.')
const effect = z.strictObject({ kind: z.literal('effect'), effect: effectName, seed: z.int().describe('Any whole number; another one is the same sound a little different.') })
export const soundContent = z.discriminatedUnion('kind', [assetContent, composed, z.strictObject({ kind: z.literal('speech'), ...speech }), effect])
  .describe('What sounds: a file of the film, music composed to length, a spoken text, or a short effect.')
