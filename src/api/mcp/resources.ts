// What a client may read without calling a tool: each film's draft, summary and contact sheet, and the catalogue of operations.

import { z } from 'zod'
import { describeDraft, operationCatalogue, summaryLine } from '../../draft/index.ts'
import { StudioError, type Caller, type Studio } from '../../studio/index.ts'
import { versionView } from '../own/views.ts'
import { lines } from './words.ts'

/** Films that the list shows; the others are found by their address all the same. */
const mostListed = 50

const kinds = {
  draft: { title: 'the film on paper', mimeType: 'application/json' },
  summary: { title: 'the film in a few lines', mimeType: 'text/plain' },
  sheet: { title: 'the film at a glance', mimeType: 'image/jpeg' },
} as const

type Kind = keyof typeof kinds

const operationsUri = 'kinora://operations'

export const resourceTemplates = Object.entries(kinds).map(([kind, { title, mimeType }]) => ({ uriTemplate: `kinora://projects/{project_id}/${kind}`, name: `project ${kind}`, title: `A project: ${title}`, mimeType }))

export async function listResources(studio: Studio, caller: Caller) {
  const films = (await studio.sessions.list(caller, { offset: 0, limit: mostListed })).filter(({ draft }) => draft !== undefined)
  const ofFilms = films.flatMap(({ project, name }) => Object.entries(kinds).map(([kind, { title, mimeType }]) => ({ uri: `kinora://projects/${project}/${kind}`, name: `${name}: ${kind}`, title: `${name}: ${title}`, mimeType })))
  return [{ uri: operationsUri, name: 'operations', title: 'Every operation of apply_operations with its schema', mimeType: 'application/json' }, ...ofFilms]
}

/** Throws `session-unknown`, `draft-missing`; undefined: there is no such resource. */
export async function readResource(studio: Studio, caller: Caller, uri: string) {
  if (uri === operationsUri) return { uri, mimeType: 'application/json', text: JSON.stringify(Object.entries(operationCatalogue).map(([name, { title, description, schema }]) => ({ name, title, description, schema: z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) }))) }
  const [, project, kind] = /^kinora:\/\/projects\/([\w-]{1,80})\/(draft|summary|sheet)$/.exec(uri) ?? []
  if (project === undefined || kind === undefined) return undefined
  const { id, version, draft } = await studio.sessions.find(caller, project)
  if (draft === undefined) throw new StudioError('draft-missing', 'Nothing was made in this project yet.')
  const { mimeType } = kinds[kind as Kind]
  if (kind === 'sheet') return { uri, mimeType, blob: Buffer.from(await studio.previews.sheet(caller, id, { count: 12, columns: 4, width: 1200 })).toString('base64') }
  if (kind === 'summary') return { uri, mimeType, text: lines(`Version ${version}.`, describeDraft(draft, 'en'), summaryLine(draft)) }
  return { uri, mimeType, text: JSON.stringify(versionView(await studio.sessions.version(caller, id, version)).draft) }
}
