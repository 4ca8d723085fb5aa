// One-shot jobs: session, message and export behind one id. Nothing is kept for them: the id names the session, and how
// the job stands follows from its turn and its render, so any server of the house can answer, also after a restart.

import type { z } from 'zod'
import { jobRoutes, type jobBody } from '../contract/jobs.ts'
import type { Caller, RenderView, Turn } from '../../studio/index.ts'
import { StudioError } from '../../studio/index.ts'
import type { Call, Handlers, House } from '../core/call.ts'
import { failureOf } from '../core/failures.ts'
import { renderJob } from '../skill/render-body.ts'

type Body = z.output<typeof jobBody>
type Input = NonNullable<Body['input']>
type Start = Call<typeof jobRoutes.run>
type Poll = Call<typeof jobRoutes.job>

const estimatedSeconds = 90

export const jobHandlers: Handlers<typeof jobRoutes> = { run: start, generate: start, generateLong: start, job: poll, jobLong: poll }

async function start(call: Pick<Start, 'house' | 'studio' | 'caller' | 'body' | 'request'>) {
  const { house, studio, caller, body, request } = call
  const input = { ...body, ...body.inputs, ...body.input } as Input
  const text = wordsOf(input)
  if (text === '') throw new StudioError('message-invalid', 'What is the film about? The body needs input.prompt.')
  // What the export will need is asked now, and not of somebody who has waited for the film.
  studio.renders.allow(caller)
  const session = await studio.sessions.create(caller, { name: text.slice(0, 60), ...(input.language !== undefined && { language: input.language.slice(0, 35) }) })
  for (const url of addressesOf(input)) await studio.uploads.fetch(caller, session.id, url)
  const key = request.headers.get('idempotency-key')?.slice(0, 200)
  const { turn } = await studio.turns.send(caller, { session: session.id, text, ...(key && { idempotencyKey: key }) })
  house.later(exportWhenDone(house, caller, turn))
  return view(house, session.id, { status: 'processing', progress: 5 })
}

async function poll(call: Pick<Poll, 'house' | 'studio' | 'caller' | 'params'>) {
  const { house, studio, caller, params } = call
  const id = /^job_(\d{1,40})$/.exec(params.job)?.[1]
  if (id === undefined) throw new StudioError('session-unknown', 'There is no such job.')
  const [turn] = await studio.sessions.messages(caller, id, { offset: 0, limit: 1 })
  if (turn === undefined || turn.state === 'running') return view(house, id, { status: 'processing', progress: 10 })
  // Read after the turn, which may have ended a moment ago: what it made is there by now.
  const session = await studio.sessions.find(caller, id)
  if (session.version === 0) return view(house, session.id, { status: 'failed', progress: 0, error: turn.reply ?? 'No film came of these words.' })
  try {
    // The same name gives the same render, so asking often starts one only.
    // Polls come without the headers that the job was handed in with.
    const attribution = { ...turn.attribution, ...caller.attribution }
    const { render } = await studio.renders.submit({ ...caller, attribution }, { session: session.id, name: `job_${session.id}` })
    return view(house, session.id, ofRender(render))
  } catch (thrown) {
    const { code, message } = failureOf(thrown)
    if (code === 'unexpected') throw thrown
    // A poll is never refused; what stands in the way is the job's own failure.
    return view(house, session.id, { status: 'failed', progress: 0, error: message })
  }
}

// The export begins when the turn has ended, also when nobody polls.
async function exportWhenDone(house: House, caller: Caller, turn: Turn): Promise<void> {
  try {
    for await (const event of house.studio.turns.events(caller, turn.id)) {
      if (event.type === 'end' && event.version > 0) await house.studio.renders.submit(caller, { session: turn.session, name: `job_${turn.session}` })
      if (event.type === 'end') return
    }
  } catch (thrown) {
    const { code } = failureOf(thrown)
    if (code === 'unexpected') house.log.error({ turn: turn.id, error: String(thrown) }, 'job could not go on')
  }
}

function ofRender(render: RenderView) {
  const job = renderJob(render)
  if (job.status === 'failed') return { status: 'failed' as const, progress: job.progress, error: job.error ?? 'failed' }
  if (job.output === undefined) return { status: 'processing' as const, progress: Math.max(15, job.progress), ...(job.secondsLeft !== undefined && { estimated_seconds: Math.ceil(job.secondsLeft) }) }
  const { url, width, height, duration } = job.output
  return { status: 'completed' as const, progress: 100, output: job.output, outputs: { video: { file: url, resolution: `${width}x${height}`, duration } } }
}

function view(house: House, session: string, more: Partial<{ readonly error: string; readonly estimated_seconds: number }> & { readonly status: 'processing' | 'completed' | 'failed'; readonly progress: number }) {
  const id = `job_${session}`
  return { job_id: id, session_id: session, poll_url: `${house.settings.publicUrl}/v1/jobs/${id}`, ...(more.status === 'processing' && { estimated_seconds: estimatedSeconds }), ...more, ...(more.error !== undefined && { message: more.error }) }
}

function wordsOf(input: Input): string {
  const prompt = (input.prompt ?? input.text ?? '').trim()
  if (prompt === '') return ''
  const length = input.duration !== undefined && Number.isFinite(input.duration) && input.duration > 0 ? `. Duration: ${input.duration} seconds` : ''
  const ratio = input.aspect_ratio !== undefined && /^\d{1,2}:\d{1,2}$/.test(input.aspect_ratio) ? `. Aspect ratio: ${input.aspect_ratio}` : ''
  return `${prompt}${length}${ratio}`
}

function addressesOf({ urls, images, files }: Input): readonly string[] {
  return [urls, images, files].flat().filter((one): one is string => typeof one === 'string' && one !== '').slice(0, 50)
}
