// Schemas of measured facts. They are plain numbers about files; a draft from outside may carry them, so they are checked.

import { z } from 'zod'
import { limits } from '../limits.ts'
import { color, share } from './values.ts'

const pixels = z.int().min(1).max(1_000_000)
const bytes = z.number().min(0)
const format = z.string().max(40)
const length = z.number().min(0).max(1e9)
const marks = z.array(length).max(limits.marks)
const warnings = z.array(z.string().max(1000)).max(50).optional()
const text = z.string().max(300)

export const photoFacts = z.strictObject({
  kind: z.literal('photo'), width: pixels, height: pixels, bytes, format,
  orientation: z.int().min(1).max(8).optional(),
  takenAt: text.optional(), camera: text.optional(),
  place: z.strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }).optional(),
  sharpness: z.number().min(0).optional(), score: share.optional(),
  exposure: z.strictObject({ mean: share, dark: share, bright: share }).optional(),
  fingerprint: z.strictObject({ hash: z.string().max(64), grid: z.string().max(400) }).optional(),
  palette: z.array(z.strictObject({ color, share })).max(64).optional(),
  focus: z.strictObject({ x: share, y: share, certainty: share }).optional(),
  hasAlpha: z.boolean().optional(), warnings,
})

export const clipFacts = z.strictObject({
  kind: z.literal('clip'), width: pixels, height: pixels, bytes, format,
  duration: length.describe('Length, ms.'), frameRate: z.number().min(0).max(1000),
  variableFrameRate: z.boolean().optional(),
  rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]).optional(),
  codec: text.optional(), bitDepth: z.int().min(1).max(32).optional(),
  dynamicRange: z.enum(['sdr', 'hlg', 'pq']).optional(),
  hasSound: z.boolean(), hasAlpha: z.boolean().optional(), takenAt: text.optional(),
  shots: marks.optional(), silences: z.array(z.strictObject({ from: length, to: length })).max(limits.marks).optional(), warnings,
})

export const beatFacts = z.strictObject({
  beatsPerMinute: z.number().min(0).max(2000), confidence: share, beats: marks, downbeats: z.array(z.int().min(0)).max(limits.marks),
})

export const soundFacts = z.strictObject({
  kind: z.literal('sound'), bytes, format, duration: length.describe('Length, ms.'), sampleRate: z.number().min(1).max(1_000_000), channels: z.int().min(1).max(64),
  codec: text.optional(), loudness: z.number().optional(), tempo: beatFacts.optional(), title: text.optional(), artist: text.optional(), warnings,
})

export const assetFacts = z.discriminatedUnion('kind', [photoFacts, clipFacts, soundFacts]).describe('What was measured of the file.')
