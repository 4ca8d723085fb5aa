// Tools about films as wholes: beginning one, looking at one, listing them, and the credits they are paid with.

import { z } from 'zod'
import { describeDraft, filmDuration, summaryLine } from '../../draft/index.ts'
import { tool } from './tool.ts'
import { fileOf, fileOutput, outline, outlineOf, outlineText } from './outline.ts'
import { lines, projectId } from './words.ts'

export const projectTools = {
  create_video_project: tool({
    title: 'Begin a film',
    description: 'Begins an empty video project. Next: send material (upload_asset, or upload_local_file), then say what to make of it with delegate_to_nemo_agent. Keep project_id; session_id is for the conversation.',
    input: z.strictObject({ name: z.string().max(200).optional().describe('A name for people.'), language: z.string().max(35).optional().describe('Language of the answers: en or zh.') }),
    output: z.strictObject({ project_id: z.string(), session_id: z.string(), version: z.number() }),
    async run({ name, language }, { studio, caller }) {
      const { id, project, version } = await studio.sessions.create(caller, { ...(name !== undefined && { name }), ...(language !== undefined && { language }) })
      return { text: `Project ${project} is ready and empty; its session is ${id}.`, data: { project_id: project, session_id: id, version } }
    },
  }),

  list_video_projects: tool({
    title: 'My films',
    description: 'Lists video projects, newest first.', readOnly: true,
    input: z.strictObject({ offset: z.number().int().min(0).max(1e6).default(0), limit: z.number().int().min(1).max(100).default(20) }),
    output: z.strictObject({ projects: z.array(z.strictObject({ project_id: z.string(), session_id: z.string(), name: z.string(), version: z.number(), has_draft: z.boolean(), duration_ms: z.number().optional() })) }),
    async run(page, { studio, caller }) {
      const projects = (await studio.sessions.list(caller, page)).map(({ id, project, name, version, draft }) => ({ project_id: project, session_id: id, name, version, has_draft: draft !== undefined, ...(draft && { duration_ms: filmDuration(draft) }) }))
      return { text: projects.length === 0 ? 'There is no project yet. create_video_project begins one.' : projects.map((one) => `${one.project_id} ${JSON.stringify(one.name)} version ${one.version}`).join('\n'), data: { projects } }
    },
  }),

  get_video_project: tool({
    title: 'Look at a film on paper',
    description: 'The film as it stands: version, a description, every segment with the id that apply_operations names it by, and the files that were sent. To see pictures use contact_sheet or get_project_frame.', readOnly: true,
    input: z.strictObject({ project_id: projectId }),
    output: z.strictObject({ project_id: z.string(), session_id: z.string(), name: z.string(), version: z.number(), has_draft: z.boolean(), summary: z.string(), template: outline.optional().describe('The film with its ids; absent: nothing was made yet.'), files: z.array(fileOutput) }),
    async run({ project_id }, { studio, caller }) {
      const session = await studio.sessions.find(caller, project_id)
      const { id, project, name, version, draft } = session
      const files = (await studio.sessions.assets(caller, id)).map(fileOf)
      const template = draft && outlineOf(draft)
      const summary = draft === undefined ? '' : summaryLine(draft)
      return {
        text: lines(draft === undefined ? 'Nothing was made yet.' : `Version ${version}. ${describeDraft(draft, 'en')}`, template && outlineText(template), files.length === 0 ? 'No file was sent.' : `Files:\n${files.map((file) => `${file.asset_id ?? file.file_id} ${file.kind} ${JSON.stringify(file.name)}`).join('\n')}`),
        data: { project_id: project, session_id: id, name, version, has_draft: draft !== undefined, summary, files, ...(template && { template }) },
      }
    },
  }),

  get_credits: tool({
    title: 'Credits',
    description: 'What is left to spend. Making a film by words costs most, changing one little, operations by hand and exports usually nothing.', readOnly: true,
    input: z.strictObject({}),
    output: z.strictObject({ available: z.number(), frozen: z.number(), total_granted: z.number(), total_consumed: z.number() }),
    async run(_, { studio, caller }) {
      const { available, frozen, granted, consumed } = await studio.credits.balance(caller)
      return { text: `${available} credits are available${frozen > 0 ? `, ${frozen} are reserved by running work` : ''}.`, data: { available, frozen, total_granted: granted, total_consumed: consumed } }
    },
  }),
}
