// Tools that change a film by hand: the operations of the catalogue with the very schemas that check them, and the ways back.

import { z } from 'zod'
import { applyOperations, operationCatalogue, summaryLine, type OperationName } from '../../draft/index.ts'
import { StudioError } from '../../studio/index.ts'
import { tool, type ToolCall } from './tool.ts'
import { expectedVersion, listed, lines, projectId, versionAnswer, versionOutput } from './words.ts'

/** Works, but is not shown: raw changes skip the sentences, and material is added where an operation first names it. */
const unlisted: readonly OperationName[] = ['apply-changes', 'add-asset']

const step = z.strictObject({ project_id: projectId, expected_version: expectedVersion })

const edit = z.strictObject({
  project_id: projectId, operations: z.array(z.looseObject({ name: z.string().max(100) })).min(1).max(200), expected_version: expectedVersion,
  idempotency_key: z.string().min(1).max(200).optional().describe('The same key is the same edit: a repeated call changes nothing more.'), dry_run: z.boolean().default(false).describe('Try it without keeping it.'),
})

export const editTools = {
  apply_operations: tool({
    title: 'Change the film exactly',
    description: 'Applies operations of the catalogue in order, all or none; costs nothing unless the house says so. Times are whole milliseconds; segments and material are named by the ids of get_video_project. With dry_run nothing is kept: the answer says what would change. For wishes in words use delegate_to_nemo_agent.',
    input: edit,
    published: () => operationsSchema(edit),
    output: versionOutput,
    async run({ project_id, operations, expected_version, idempotency_key, dry_run }, call) {
      const { studio, caller } = call
      const session = await studio.sessions.find(caller, project_id)
      if (dry_run) return tryOut(call, session.id, operations)
      return versionAnswer(session.project, await studio.sessions.operate(caller, session.id, { operations, ...version(expected_version), ...(idempotency_key !== undefined && { idempotencyKey: idempotency_key }) }))
    },
  }),

  undo: tool({
    title: 'Take the last change back', description: 'Takes the last change back, whoever made it; that is a new version.', input: step, output: versionOutput,
    async run({ project_id, expected_version }, { studio, caller }) {
      const { id, project } = await studio.sessions.find(caller, project_id)
      return versionAnswer(project, await studio.sessions.undo(caller, id, expected_version))
    },
  }),

  redo: tool({
    title: 'Do it again', description: 'Does again what undo took back.', input: step, output: versionOutput,
    async run({ project_id, expected_version }, { studio, caller }) {
      const { id, project } = await studio.sessions.find(caller, project_id)
      return versionAnswer(project, await studio.sessions.redo(caller, id, expected_version))
    },
  }),

  restore: tool({
    title: 'Back to a version', description: 'Makes the film as it was in a version of list_versions; that is a new version, nothing is lost.',
    input: step.extend({ version: z.number().int().min(1).max(1e9) }), output: versionOutput,
    async run({ project_id, version: wanted, expected_version }, { studio, caller }) {
      const { id, project } = await studio.sessions.find(caller, project_id)
      return versionAnswer(project, await studio.sessions.restore(caller, id, wanted, expected_version))
    },
  }),

  list_versions: tool({
    title: 'Versions of a film', description: 'Lists the versions of a film, newest first, with what each changed.', readOnly: true,
    input: z.strictObject({ project_id: projectId, offset: z.number().int().min(0).max(1e6).default(0), limit: z.number().int().min(1).max(100).default(20) }),
    output: z.strictObject({ project_id: z.string(), versions: z.array(z.strictObject({ version: z.number(), changes: z.array(z.string()) })) }),
    async run({ project_id, ...page }, { studio, caller }) {
      const { id, project } = await studio.sessions.find(caller, project_id)
      const versions = (await studio.sessions.versions(caller, id, page)).map(({ version: number, receipt }) => ({ version: number, changes: receipt.changes.slice(0, 12) }))
      return { text: versions.length === 0 ? 'Nothing was made yet.' : versions.map((one) => `${one.version}: ${one.changes.join(' ') || 'no change was written down'}`).join('\n'), data: { project_id: project, versions } }
    },
  }),
}

async function tryOut({ studio, caller }: ToolCall, id: string, operations: readonly unknown[]) {
  const { draft, version: current, project } = await studio.sessions.find(caller, id)
  if (draft === undefined) throw new StudioError('draft-missing', 'There is no film yet to try this on. Say what to make first, or leave dry_run out.')
  const sent = (await studio.sessions.assets(caller, id)).flatMap(({ asset }) => (asset === undefined ? [] : [[asset.id, asset] as const]))
  const edit = applyOperations({ ...draft, assets: { ...Object.fromEntries(sent), ...draft.assets } }, operations)
  if (!edit.ok) throw new StudioError('operation-invalid', edit.faults[0]?.message ?? 'The operations cannot be applied.', { faults: edit.faults })
  const changes = edit.receipt.sentences.map(({ en }) => en)
  const summary = summaryLine(edit.draft)
  return { text: lines('Tried only; nothing was kept.', listed('Would change', changes), summary), data: { project_id: project, version: current, changes, assumed: [], not_understood: [], refused: [], summary } }
}

function version(expected: number | undefined) {
  return expected === undefined ? {} : { expectedVersion: expected }
}

/** The tool's schema with one alternative for each operation, from the schemas that check them. */
function operationsSchema(input: z.ZodObject): Readonly<Record<string, unknown>> {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Record<string, any>
  const known = Object.entries(operationCatalogue).filter(([name]) => !unlisted.includes(name as OperationName))
  schema['properties'].operations.items = { anyOf: known.map(([name, { title, description, schema: one }]) => operationOf(name, `${title}. ${description}`, one)) }
  return schema
}

// What only a checker needs is left out: the arguments are checked by the schema itself, and a model pays for every word.
function operationOf(name: string, description: string, schema: z.ZodObject): Readonly<Record<string, unknown>> {
  const { $schema: _dialect, properties, required, ...rest } = z.toJSONSchema(schema, {
    io: 'input', unrepresentable: 'any',
    override({ jsonSchema }) {
      delete jsonSchema.pattern
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
      const words = jsonSchema.anyOf?.map((one) => (typeof one === 'object' ? one.const : undefined))
      if (words === undefined || words.some((word) => word === undefined)) return
      delete jsonSchema.anyOf
      jsonSchema.enum = words as (string | number | boolean | null)[]
    },
  }) as { $schema?: string; properties?: object; required?: readonly string[] }
  return { description, ...rest, properties: { name: { const: name }, ...properties }, required: ['name', ...required ?? []] }
}
