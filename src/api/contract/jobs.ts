// One-shot jobs: a film for one sentence, as promotional skills call it. One list of routes.

import { z } from 'zod'
import { json, route } from './route.ts'
import { loose, renderOutput } from './shapes.ts'

const addresses = z.union([z.string(), z.array(z.string())]).optional()
const input = loose({ prompt: z.string().optional(), text: z.string().optional(), duration: z.coerce.number().optional(), aspect_ratio: z.string().optional(), language: z.string().optional(), urls: addresses, images: addresses, files: addresses })

export const jobBody = input.extend({ skill: z.string().optional(), input: input.optional(), inputs: input.optional() })

const job = z.strictObject({
  job_id: z.string(), session_id: z.string(), status: z.enum(['processing', 'completed', 'failed']), progress: z.number(), estimated_seconds: z.number().optional(), poll_url: z.string(),
  output: renderOutput.optional(), outputs: z.looseObject({}).optional(), error: z.string().optional(), message: z.string().optional(),
})

const start = {
  method: 'POST', family: 'jobs', access: 'token', scopes: ['write'], body: { kind: 'json', schema: jobBody }, answer: json(job),
  errors: ['credits-short', 'export-blocked', 'message-invalid', 'address-forbidden', 'download-failed', 'file-unsupported', 'body-invalid'],
} as const
const poll = { method: 'GET', family: 'jobs', access: 'token', scopes: ['read'], unlimited: true, answer: json(job), errors: ['session-unknown'] } as const

export const jobRoutes = {
  run: route({ ...start, path: '/v1/run', title: 'A film for one sentence', example: { body: { skill: 'slideshow', input: { prompt: 'A 10 second film that says Hello' } } } }),
  generate: route({ ...start, path: '/v1/generate', title: 'The same, prompt at the top' }),
  generateLong: route({ ...start, path: '/api/v1/generate', title: 'The same, under /api' }),
  job: route({ ...poll, path: '/v1/jobs/{job}', title: 'How a job stands' }),
  jobLong: route({ ...poll, path: '/api/v1/jobs/{job}', title: 'The same, under /api' }),
}
