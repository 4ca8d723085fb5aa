// Schemas that several routes share: what goes over the wire, in the names that clients know. Exact objects, so that a
// test notices a key that nobody described.

import { z } from 'zod'

export const sessionId = z.string().describe('19 digits, always a string')
export const moment = z.string().describe('ISO 8601, UTC')
export const milliseconds = z.number().int().nonnegative().describe('milliseconds')
export const epoch = z.number().int().describe('milliseconds since 1970')

/** Anything a stranger sends: known keys checked, others let through. */
export const loose = z.looseObject

export const fileItem = z.strictObject({
  file_id: z.string(), filename: z.string(), file_type: z.enum(['video', 'image', 'audio', 'text']), mime_type: z.string(), cdn_url: z.string(), url: z.string(),
  duration: z.number().describe('seconds; 0 for pictures'), width: z.number(), height: z.number(), fps: z.number(), size: z.number().describe('bytes'), hash: z.string().describe('SHA-256, hex'),
  warnings: z.array(z.string()).optional(),
})

export const credits = z.strictObject({ available: z.number(), frozen: z.number(), total: z.number(), total_granted: z.number(), total_consumed: z.number() })

/** The draft in short keys (docs/draft.schema.json describes the whole-name form). */
export const wireDraft = z.looseObject({ v: z.number().optional(), d: z.number().optional(), m: z.looseObject({}).optional(), t: z.array(z.looseObject({ tt: z.number(), sg: z.array(z.looseObject({})) })).optional() })

export const renderStatus = z.enum(['pending', 'processing', 'completed', 'failed'])

export const renderOutput = z.strictObject({ url: z.string(), duration: z.number().describe('seconds'), size: z.number().describe('bytes'), format: z.string(), width: z.number(), height: z.number() })

export const webhookSecret = z.string().describe('of a webhook that was handed in without a secret: what its calls are signed with; only the answer to the submission tells it')

export const renderJob = z.strictObject({
  id: z.string(), taskId: z.string(), render_id: z.string(), status: renderStatus, progress: z.number().min(0).max(100),
  outputUrl: z.string().optional(), output: renderOutput.optional(), error: z.string().optional(), secondsLeft: z.number().optional(), position: z.number().optional().describe('place in the queue of its session; 0: it runs'),
  createdAt: epoch, completedAt: epoch.optional(), webhookSecret: webhookSecret.optional(),
})

export const project = z.strictObject({
  project_id: z.string(), user_id: z.string(), name: z.string().nullable(), cover_assets: z.array(z.unknown()), session: z.null(),
  created_at: moment, updated_at: moment.nullable(), deleted_at: moment.nullable(),
})

/** A page of a list. */
export const paging = z.object({ offset: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(200).default(50) })

export const fault = z.looseObject({ code: z.string(), message: z.string(), path: z.string().optional(), suggestion: z.string().optional() })

/** The body of every error of the compatible families. */
export const envelopeError = z.strictObject({
  code: z.number(), message: z.string(), success: z.literal(false), error: z.string(), detail: z.string(), reason: z.string().describe('the same as a word'), request_id: z.string(),
  data: z.looseObject({}),
})

/** The body of every error of our own REST. */
export const ownError = z.strictObject({
  error: z.strictObject({ code: z.string(), message: z.string(), suggestion: z.string().optional(), details: z.looseObject({}).optional(), request: z.string() }),
})
