// Tools that bring material in and films out: by address everywhere, by path where the client runs on this machine.

import { basename } from 'node:path'
import { z } from 'zod'
import { StudioError, type Session, type StoredAsset } from '../../studio/index.ts'
import { tool, type ToolCall } from './tool.ts'
import { fileOf, fileOutput } from './outline.ts'
import { lines, projectId } from './words.ts'

const uploaded = fileOutput.extend({ asset_url: z.string(), project_id: z.string(), bytes: z.number(), warnings: z.array(z.string()) })
const path = z.string().min(1).max(4096)

export const fileTools = {
  upload_asset: tool({
    title: 'Send material by address',
    description: 'Fetches a photo, clip, song or script from a public http or https address into the project. Addresses of private networks are refused.',
    input: z.strictObject({ project_id: projectId, download_url: z.string().min(1).max(4000) }),
    output: uploaded,
    async run({ project_id, download_url }, { studio, caller }) {
      const session = await studio.sessions.find(caller, project_id)
      return uploadAnswer(session, await studio.uploads.fetch(caller, session.id, download_url))
    },
  }),

  upload_local_file: tool({
    title: 'Send a file of this machine', local: true,
    description: 'Sends a photo, clip, song or script from the folders that kinora mcp was started with. Relative paths start from the first of them.',
    input: z.strictObject({ project_id: projectId, path }),
    output: uploaded,
    async run({ project_id, path }, { house, studio, caller, signal }) {
      const session = await studio.sessions.find(caller, project_id)
      const file = await house.files!.open(path)
      try {
        return uploadAnswer(session, await studio.uploads.receive(caller, session.id, { name: basename(file.path), bytes: file.bytes, signal }))
      } finally {
        await file.close()
      }
    },
  }),

  save_film: tool({
    title: 'Write a finished film into a folder', local: true,
    description: 'Writes a completed export as a new file into the folders that kinora mcp was started with; an existing file is never replaced. The ending must be that of the export (.mp4).',
    input: z.strictObject({ render_id: z.string().min(1).max(128), path }),
    output: z.strictObject({ render_id: z.string(), path: z.string(), bytes: z.number() }),
    async run({ render_id, path }, call) {
      const { output: { format } } = await call.studio.renders.find(call.caller, render_id)
      if (!path.toLowerCase().endsWith(`.${format}`)) throw new StudioError('message-invalid', `The export is ${format}, so the path must end in .${format}.`)
      return saved(call, render_id, path)
    },
  }),
}

async function saved({ house, studio, caller }: ToolCall, render_id: string, path: string) {
  const film = await studio.renders.open(caller, render_id)
  const written = await house.files!.write(path, await film.read())
  return { text: `Saved ${written} (${(film.bytes / 1e6).toFixed(1)} MB).`, data: { render_id, path: written, bytes: film.bytes } }
}

function uploadAnswer({ project }: Session, stored: StoredAsset) {
  const file = fileOf(stored)
  const kind = { photo: 'image', clip: 'video', sound: 'audio', text: 'text' }[file.kind] ?? file.kind
  return {
    text: lines(`${JSON.stringify(stored.name)} is here: ${file.kind}, file_id ${file.file_id}${file.asset_id === undefined ? '' : `, asset id for operations ${file.asset_id}`}.`, ...stored.warnings),
    data: { ...file, asset_url: `asset://${kind}/${stored.id}`, project_id: project, bytes: stored.bytes, warnings: [...stored.warnings] },
  }
}
