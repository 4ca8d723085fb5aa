// Tools that export a film: hand in, look, wait within bounds, stop.

import { z } from 'zod'
import { tool } from './tool.ts'
import { projectId, renderAnswer, renderOutput, waitSeconds } from './words.ts'

const renderId = z.string().min(1).max(128)
const known = renderId.describe('From render_video.')

export const renderTools = {
  render_video: tool({
    title: 'Export',
    description: 'Exports the film as it is now; later changes do not touch it. The same render_id is the same export: repeat the call with it when it broke. Then call wait_for_render.',
    input: z.strictObject({
      project_id: projectId, render_id: renderId.optional().describe('Yours to choose: letters, digits and . _ : @ + = -'), format: z.enum(['mp4', 'mov', 'webm', 'gif']).optional().describe('mp4 when absent.'),
      quality: z.enum(['draft', 'standard', 'high']).optional(), resolution: z.string().max(20).optional().describe('"1080p", "720p": lines of the shorter side; the film\'s own when absent.'), fps: z.number().min(1).max(60).optional(),
    }),
    output: renderOutput,
    async run({ project_id, render_id, ...wishes }, { house, studio, caller }) {
      const session = await studio.sessions.find(caller, project_id)
      const asked = Object.fromEntries(Object.entries(wishes).filter(([, value]) => value !== undefined))
      const { render } = await studio.renders.submit(caller, { session: session.id, ...(render_id !== undefined && { name: render_id }), ...asked })
      return renderAnswer(render, house.addresses !== undefined)
    },
  }),

  get_render_status: tool({
    title: 'How far an export is', description: 'How far an export is, without waiting.', readOnly: true,
    input: z.strictObject({ render_id: known }), output: renderOutput,
    run: async ({ render_id }, { house, studio, caller }) => renderAnswer(await studio.renders.find(caller, render_id), house.addresses !== undefined),
  }),

  wait_for_render: tool({
    title: 'Wait for an export', readOnly: true,
    description: 'Waits until an export is completed or failed, or the time is over; then call it again. Completed: url is the file, or save_film writes it into a folder where that tool exists.',
    input: z.strictObject({ render_id: known, wait_seconds: waitSeconds(45) }), output: renderOutput,
    async run({ render_id, wait_seconds }, { house, studio, caller, signal, progress }) {
      let view = await studio.renders.find(caller, render_id)
      const end = AbortSignal.any([signal, AbortSignal.timeout(wait_seconds * 1000)])
      for await (const now of studio.renders.watch(caller, render_id, end)) {
        view = now
        progress(now.progress / 100, now.state)
      }
      return renderAnswer(view, house.addresses !== undefined)
    },
  }),

  cancel_render: tool({
    title: 'Stop an export', description: 'Stops an export; what it reserved is given back. A finished one stays as it is.',
    input: z.strictObject({ render_id: known }), output: renderOutput,
    run: async ({ render_id }, { house, studio, caller }) => renderAnswer(await studio.renders.cancel(caller, render_id), house.addresses !== undefined),
  }),
}
