// The short-key form as a schema: every key a client may send, all optional but the tracks. Loose on purpose: keys of
// others are kept. SPEC.md, W, says what each rule is for; the JSON Schema that clients read is generated from here.

import { z } from 'zod'
import { limits } from '../limits.ts'
import { wireMotion } from './motion.ts'

const ms = z.number().min(-limits.time).max(limits.time)
const flag = z.union([z.boolean(), z.literal(0), z.literal(1)])
const text = z.string().max(limits.text)
const reference = z.union([z.string().max(128), z.int()])
const four = z.tuple([z.number(), z.number(), z.number(), z.number()]).describe('[x, y, width, height], 0..1')
const two = z.tuple([z.number(), z.number()]).describe('[x, y], 0..1')
const whole = z.looseObject({})

export const wireSegment = z.looseObject({
  id: reference.describe('Id; made when missing.'),
  n: text.describe('Name, for people.'),
  aid: reference.describe('Id of the material.'),
  src: z.string().max(4096).describe('Where the material can be fetched; on the way back only compared with known material.'),
  st: ms.describe('Start, ms of film time. In the first video track informative: the order and `d` decide.'),
  d: ms.describe('Duration, ms.'),
  so: ms.describe('Where in the source it begins, ms.'),
  se: ms.describe('Where in the source it ends, ms; only when `so`, `d` and `sp` do not say it exactly.'),
  sp: z.number().describe('Speed, 1 = normal.'),
  rv: flag.describe('Plays backwards.'),
  v: z.number().describe('Volume, 1 = as recorded.'),
  mu: flag.describe('Muted.'),
  fi: ms.describe('Fade in, ms: of the picture, or of a sound on an audio track.'),
  fo: ms.describe('Fade out, ms.'),
  afi: ms.describe('Fade in of a clip\'s sound, ms.'),
  afo: ms.describe('Fade out of a clip\'s sound, ms.'),
  fit: z.string().describe('cover, contain or blur.'),
  fp: two.describe('Focus point [x, y], 0..1.'),
  cr: four.describe('Crop [x, y, width, height], 0..1.'),
  rot: z.number().describe('Turned clockwise: 0, 90, 180 or 270.'),
  fh: flag.describe('Mirrored left to right.'),
  fv: flag.describe('Mirrored top to bottom.'),
  kb: wireMotion,
  lk: z.union([z.string(), whole]).describe('Look: its name, or an object with name, strength and adjustments.'),
  tr: z.union([z.string(), z.looseObject({ type: z.string().describe('Kind of transition, or cut.'), d: ms.describe('Milliseconds altogether.'), b: ms.describe('Milliseconds before the cut, when not half.') }).partial()])
    .nullable().describe('Transition on the cut before this segment.'),
  bg: z.union([z.string(), whole]).describe('A card: its colour, or a ground object.'),
  tx: text.describe('The words of a text.'),
  r: z.string().describe('Role: of a text, a sound or an overlay.'),
  pos: z.union([z.string(), z.looseObject({ x: z.number(), y: z.number() })]).describe('Place of a text: an area such as top, or {x, y} 0..1 of the canvas.'),
  style: whole.describe('What differs from the role\'s text style; null = not set. A size above 1 is in pixels.'),
  an: z.looseObject({ in: z.string(), out: z.string(), d: ms }).partial().describe('Text animation: how it appears, how it leaves, ms of each.'),
  w: z.array(z.tuple([z.string(), z.number(), z.number()])).max(limits.words).describe('Timed words [text, from, to], ms from the start of the text.'),
  at: reference.describe('Id of the picture segment it travels with.'),
  co: whole.describe('Composed music: mood, seed, tempo, energy, withoutDrums, only.'),
  say: whole.describe('Spoken text: text, language, voice, rate.'),
  ef: whole.describe('A short effect: effect (whoosh, pop, tick), seed.'),
  lp: flag.describe('Starts again when its source ends; music does unless told otherwise.'),
  dk: z.number().describe('How many LU quieter under voices.'),
  te: flag.describe('Lasts to the end of the film, whatever that becomes.'),
  fr: four.describe('Frame of an overlay on the canvas [x, y, width, height], 0..1.'),
  op: z.number().describe('Opacity of an overlay, 0..1.'),
  ro: z.number().describe('Corner radius of an overlay, 0..0.5.'),
  ex: whole.describe('Keys of other programs that would collide with ours.'),
}).partial()

export const wireTrack = z.looseObject({
  id: reference.describe('Id; made when missing.').optional(),
  tt: z.number().describe('0 video, 1 audio, 7 text. The first video track is the film, further ones lie above it.').optional(),
  n: text.describe('Name, for people: Video, BGM, Title.').optional(),
  sg: z.array(wireSegment).max(limits.segments).describe('Segments.').optional(),
  ex: whole.optional(),
})

export const wireMeta = z.looseObject({
  title: text, width: z.number(), height: z.number(), fps: z.number().describe('Frames per second; 29.97 means 30000/1001.'),
  bg: z.string().describe('Background colour; #000000 when missing.'), pf: z.string().describe('Platform the film is made for.'), sn: z.int().describe('Next number for a new id.'),
}).partial().describe('Metadata.')

export const wireDraft = z.looseObject({
  v: z.number().describe('Version of this form: 1.').optional(), d: ms.describe('Length of the film, ms; informative.').optional(),
  m: wireMeta.optional(), t: z.array(wireTrack).max(1 + 3 * limits.tracks).describe('Tracks.'), ex: whole.optional(),
})

export type WireSegment = z.infer<typeof wireSegment>
export type WireTrack = z.infer<typeof wireTrack>
export type WireDraft = z.infer<typeof wireDraft>

export const segmentKeys: ReadonlySet<string> = new Set(Object.keys(wireSegment.shape))
export const trackKeys: ReadonlySet<string> = new Set(Object.keys(wireTrack.shape))
export const metaKeys: ReadonlySet<string> = new Set(Object.keys(wireMeta.shape))
export const draftKeys: ReadonlySet<string> = new Set(Object.keys(wireDraft.shape))

/** Track types of the public format. */
export const trackTypes = { video: 0, audio: 1, text: 7 } as const
