// Tools that change a film by hand: the operations of the catalogue with the very schemas that check them, what would come
// of something, and the ways back.
//
// The list of tools has each operation on one line; its whole schema is asked for when it is needed (docs/decisions/0061).

import { z } from 'zod'
import { nearestName, operationCatalogue, operationSignature, operationTeachingSchema, summaryLine, taughtOperations, type OperationName } from '../../draft/index.ts'
import { StudioError, type Planned, type Tried } from '../../studio/index.ts'
import { tool } from './tool.ts'
import { expectedVersion, listed, lines, projectId, versionAnswer, versionOutput } from './words.ts'

const step = z.strictObject({ project_id: projectId, expected_version: expectedVersion })

const operations = z.array(z.looseObject({ name: z.string().max(100) })).min(1).max(200)
const edit = z.strictObject({
  project_id: projectId, operations, expected_version: expectedVersion,
  idempotency_key: z.string().min(1).max(200).optional().describe('The same key is the same edit.'), dry_run: z.boolean().default(false).describe('Try it without keeping it.'),
})

export const editTools = {
  apply_operations: tool({
    title: 'Change the film exactly',
    describe: () => `Applies operations in order, all or none, at no cost unless the house says so. Segments and material are named by the ids of get_video_project. dry_run only tells what would change. For wishes in words use delegate_to_nemo_agent. Operations ("?" may be left out, "{…}" has more inside: describe_operations tells; ms are whole milliseconds):\n${taughtOperations().map(operationSignature).join('\n')}`,
    input: edit,
    published: () => operationsSchema(edit),
    output: versionOutput,
    async run({ project_id, operations, expected_version, idempotency_key, dry_run }, { studio, caller }) {
      const session = await studio.sessions.find(caller, project_id)
      try {
        if (dry_run) return triedAnswer(session.project, await studio.sessions.tryOperations(caller, session.id, { operations, ...version(expected_version) }))
        return versionAnswer(session.project, await studio.sessions.operate(caller, session.id, { operations, ...version(expected_version), ...(idempotency_key !== undefined && { idempotencyKey: idempotency_key }) }))
      } catch (thrown) {
        throw withSignatures(thrown, operations)
      }
    },
  }),

  describe_operations: tool({
    title: 'What operations take', readOnly: true,
    description: 'The whole JSON Schema of operations of apply_operations, with what each does. Ask before you use one whose line has "{…}".',
    input: z.strictObject({ names: z.array(z.string().max(100)).min(1).max(10) }),
    output: z.strictObject({ operations: z.array(z.strictObject({ name: z.string(), signature: z.string(), schema: z.looseObject({}) })) }),
    published: () => ({ type: 'object', properties: { names: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 10 } }, required: ['names'], additionalProperties: false }),
    run({ names }) {
      const unknown = names.find((name) => !Object.hasOwn(operationCatalogue, name))
      if (unknown !== undefined) throw unknownOperation(unknown)
      const found = names.map((name) => ({ name, signature: operationSignature(name), schema: { ...operationTeachingSchema(name) } }))
      return Promise.resolve({ text: found.map(({ schema }) => JSON.stringify(schema)).join('\n'), data: { operations: found } })
    },
  }),

  plan_message: tool({
    title: 'What a message would do', readOnly: true,
    description: 'Thinks a message out on the film as it is and tells what would change, what it would cost and what would be asked, without keeping, charging or saying anything. Then send it with delegate_to_nemo_agent, or apply the operations yourself.',
    input: z.strictObject({ project_id: projectId, message: z.string().min(1).max(200_000) }),
    output: versionOutput.extend({ changed: z.boolean(), reply: z.string(), credits: z.number(), question: z.string().optional(), operations: z.array(z.looseObject({ name: z.string() })) }),
    async run({ project_id, message }, { studio, caller }) {
      const session = await studio.sessions.find(caller, project_id)
      return plannedAnswer(session.project, await studio.turns.plan(caller, session.id, { text: message }))
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

function triedAnswer(project: string, { version: number, receipt, draft }: Tried) {
  const summary = summaryLine(draft)
  return { text: lines('Tried only; nothing was kept.', listed('Would change', receipt.changes), summary), data: { project_id: project, version: number, ...receiptData(receipt), summary } }
}

/** Operations of a plan that are told; a whole new film has more, and is asked for in words. */
const mostOperations = 60

function plannedAnswer(project: string, planned: Planned) {
  const { version: number, receipt, draft, changed, reply, credits, question } = planned
  const summary = changed ? summaryLine(draft) : ''
  // Where material lies is nobody's business, and a client's operation names it by its id.
  const told = planned.operations.filter(({ name }) => name !== 'add-asset').slice(0, mostOperations).map((one) => ({ ...one }))
  return {
    text: lines('Planned only; nothing was kept.', reply, listed('Would change', receipt.changes), listed('Assumed', receipt.assumed), listed('Not understood', receipt.notUnderstood), listed('Refused', receipt.refused), summary, changed ? `It would cost ${credits} credits.` : undefined, question && `It would be asked: ${question.text} (${question.options.join(' / ')})`),
    data: { project_id: project, version: number, ...receiptData(receipt), summary, changed, reply, credits, operations: told, ...(question && { question: question.text }) },
  }
}

function receiptData({ changes, assumed, notUnderstood, refused }: Tried['receipt']) {
  return { changes: [...changes], assumed: [...assumed], not_understood: [...notUnderstood], refused: [...refused] }
}

function version(expected: number | undefined) {
  return expected === undefined ? {} : { expectedVersion: expected }
}

function unknownOperation(name: string): StudioError {
  const near = nearestName(name, taughtOperations())
  return new StudioError('operation-invalid', `There is no operation ${JSON.stringify(name.slice(0, 80))}.${near === undefined ? '' : ` Did you mean ${near}?`}`)
}

// A refused edit brings along what the operations take, so that the next try needs no question in between.
function withSignatures(thrown: unknown, operations: readonly { readonly name: string }[]): unknown {
  if (!(thrown instanceof StudioError) || thrown.code !== 'operation-invalid') return thrown
  const names = [...new Set(operations.map(({ name }) => name))].filter((name) => Object.hasOwn(operationCatalogue, name)).slice(0, 3)
  if (names.length === 0) return thrown
  return new StudioError(thrown.code, thrown.message, thrown.details, { cause: thrown, suggestion: [thrown.suggestion, ...names.map(operationSignature)].filter((line) => line !== undefined).join('\n') })
}

/** The tool's schema with the names of the catalogue; what each takes stands in the description. */
function operationsSchema(input: z.ZodObject): Readonly<Record<string, unknown>> {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Record<string, any>
  schema['properties'].operations.items = { type: 'object', properties: { name: { enum: taughtOperations() satisfies readonly OperationName[] } }, required: ['name'] }
  return schema
}
