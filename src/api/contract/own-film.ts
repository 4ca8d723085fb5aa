// Our own REST, the film side: sessions, versions, operations, turns. One list of routes.

import { z } from 'zod'
import { filmFiles } from './own-look.ts'
import { json, route } from './route.ts'
import { epoch, fault, paging, sessionId } from './shapes.ts'
import { uploadAnswer, urlsBody } from './skill.ts'

const own = { family: 'own', access: 'token' } as const
const read = { ...own, scopes: ['read'] } as const
const write = { ...own, method: 'POST', scopes: ['write'] } as const

const session = z.strictObject({
  id: sessionId, task: z.string(), project: z.string(), name: z.string(), language: z.string().optional(), version: z.number().describe('0: nothing was made yet'), summary: z.string().optional(),
  duration: z.number().optional().describe('milliseconds'), createdAt: epoch, updatedAt: epoch,
})
/** One operation of the catalogue. The studio checks it and says what is wrong in the catalogue's own words; OpenAPI shows each with its schema. */
export const operationShape = z.looseObject({ name: z.string() })
const receipt = z.strictObject({ changes: z.array(z.string()), assumed: z.array(z.string()), notUnderstood: z.array(z.string()), refused: z.array(z.string()) })
const versionLine = z.strictObject({ version: z.number(), receipt, operations: z.array(operationShape), turn: z.string().optional(), createdAt: epoch })
const version = versionLine.extend({ draft: z.looseObject({ format: z.literal(1) }), summary: z.string(), replayed: z.boolean().optional() })
const turn = z.strictObject({ id: z.string(), session: sessionId, text: z.string(), state: z.enum(['running', 'awaiting_input', 'done', 'failed', 'aborted']), reply: z.string().optional(), startedAt: epoch, endedAt: epoch.optional() })

/** One event of a turn; the id line counts from 1. */
export const turnEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string() }),
  z.strictObject({ type: z.literal('tool-call'), call: z.string(), name: z.string(), arguments: z.unknown() }),
  z.strictObject({ type: z.literal('tool-result'), call: z.string(), name: z.string(), result: z.unknown() }),
  z.strictObject({ type: z.literal('question'), id: z.string(), text: z.string(), options: z.array(z.string()), default: z.string() }),
  z.strictObject({ type: z.literal('receipt'), version: z.number(), receipt, summary: z.string() }),
  z.strictObject({ type: z.literal('error'), code: z.string(), message: z.string(), details: z.looseObject({}).optional() }),
  z.strictObject({ type: z.literal('end'), state: z.string(), version: z.number() }),
])

const expectedVersion = z.number().int().min(0).optional().describe('refused with version-conflict when the film has moved on')
const operations = z.array(operationShape).min(1).max(200)
const tried = z.strictObject({ version: z.number().describe('of the film that it was tried on'), operations: z.array(operationShape), receipt, draft: z.looseObject({ format: z.literal(1) }), summary: z.string() })
const step = z.object({ expectedVersion })
const stepErrors = ['session-unknown', 'version-conflict', 'version-unknown', 'body-invalid'] as const
const base = '/api/v1/sessions/{session}'

export const filmRoutes = {
  sessions: route({ ...read, method: 'GET', path: '/api/v1/sessions', title: 'My films, newest first', query: paging, answer: json(z.strictObject({ sessions: z.array(session) })) }),
  createSession: route({ ...write, path: '/api/v1/sessions', title: 'A new film', body: { kind: 'json', schema: z.object({ name: z.string().max(200).optional(), language: z.string().max(35).optional() }) }, answer: json(session, { status: 201 }), errors: ['body-invalid'] }),
  session: route({ ...read, method: 'GET', path: base, title: 'One film', answer: json(session), errors: ['session-unknown'] }),
  renameSession: route({ ...own, scopes: ['write'], method: 'PATCH', path: base, title: 'A new name', body: { kind: 'json', schema: z.object({ name: z.string().min(1).max(200) }) }, answer: json(session), errors: ['session-unknown', 'body-invalid'] }),
  deleteSession: route({ ...own, scopes: ['write'], method: 'DELETE', path: base, title: 'Delete a film with its conversation', answer: { kind: 'empty' }, errors: ['session-unknown'] }),
  shareSession: route({ ...own, scopes: ['read'], method: 'POST', path: `${base}/link`, title: 'A link that opens this film in a browser for 7 days', about: 'Whoever opens it may work on the film; with `readOnly` only look at it. The same link while it lives.', body: { kind: 'json', schema: z.object({ readOnly: z.boolean().optional() }) }, answer: json(z.strictObject({ token: z.string(), expiresIn: z.number(), url: z.string() })), errors: ['session-unknown', 'body-invalid'] }),
  assets: route({ ...read, method: 'GET', path: `${base}/files`, title: 'What was sent to it', about: 'Each file with what was found on it, and the key for its small pictures.', answer: json(filmFiles), errors: ['session-unknown'] }),
  sendFiles: route({ ...own, method: 'POST', scopes: ['upload'], path: `${base}/files`, title: 'Send files, as multipart or by address', body: { kind: 'files', schema: urlsBody }, answer: json(uploadAnswer, { status: 201 }), errors: ['session-unknown', 'file-unsupported', 'file-too-large', 'storage-full', 'upload-empty', 'address-forbidden', 'download-failed', 'body-type', 'body-invalid'] }),
  deleteAsset: route({ ...own, scopes: ['upload'], method: 'DELETE', path: '/api/v1/files/{file}', title: 'Delete a file', about: 'Refused while the film uses it. What only older versions show stays for them, out of every list, and counts until the film is deleted.', answer: { kind: 'empty' }, errors: ['asset-unknown', 'operation-invalid'] }),
  versions: route({ ...read, method: 'GET', path: `${base}/versions`, title: 'Its versions, newest first', query: paging, answer: json(z.strictObject({ versions: z.array(versionLine) })), errors: ['session-unknown'] }),
  version: route({ ...read, method: 'GET', path: `${base}/versions/{version}`, title: 'One version with its draft', answer: json(version), errors: ['session-unknown', 'version-unknown'] }),
  operate: route({
    ...write, path: `${base}/operations`, title: 'Change the film by operations of the catalogue', about: 'The header Idempotency-Key makes a repetition harmless: the answer has `replayed`.',
    body: { kind: 'json', schema: z.object({ operations, expectedVersion }), limit: 2 * 1024 * 1024 }, answer: json(version), errors: [...stepErrors, 'operation-invalid', 'credits-short', 'draft-missing'],
    example: { body: { operations: [{ name: 'set-title', title: 'Urban Dreams' }], expectedVersion: 3 } },
  }),
  tryOperations: route({
    ...read, method: 'POST', path: `${base}/operations/try`, title: 'What operations would do; nothing is kept', body: { kind: 'json', schema: z.object({ operations, expectedVersion }), limit: 2 * 1024 * 1024 },
    answer: json(tried), errors: ['session-unknown', 'version-conflict', 'operation-invalid', 'body-invalid'], example: { body: { operations: [{ name: 'set-title', title: 'Urban Dreams' }] } },
  }),
  plan: route({
    ...read, method: 'POST', path: `${base}/plan`, title: 'What a message would do; nothing is kept or charged', about: 'Thought out by the built-in planner; where the house has a language model, that may do it otherwise.',
    body: { kind: 'json', schema: z.object({ text: z.string(), language: z.string().max(35).optional() }) },
    answer: json(tried.extend({ changed: z.boolean(), action: z.string(), reply: z.string(), description: z.string(), credits: z.number(), question: z.strictObject({ text: z.string(), options: z.array(z.string()), default: z.string() }).optional() })),
    errors: ['session-unknown', 'message-invalid', 'rate-limited', 'body-invalid'], example: { body: { text: 'remove the third photo' } },
  }),
  undo: route({ ...write, path: `${base}/undo`, title: 'Take the last change back', body: { kind: 'json', schema: step }, answer: json(version), errors: [...stepErrors, 'operation-invalid'] }),
  redo: route({ ...write, path: `${base}/redo`, title: 'Do it again', body: { kind: 'json', schema: step }, answer: json(version), errors: [...stepErrors, 'operation-invalid'] }),
  restore: route({ ...write, path: `${base}/restore`, title: 'As it was in a version; that is a new version', body: { kind: 'json', schema: step.extend({ version: z.number().int().min(1) }) }, answer: json(version), errors: stepErrors }),
  putDraft: route({
    ...own, scopes: ['write'], method: 'PUT', path: `${base}/draft`, title: 'Replace the film', about: 'A draft with whole names or in short keys, as object or JSON text.', body: { kind: 'json', schema: z.object({ draft: z.unknown(), expectedVersion }), limit: 6 * 1024 * 1024 },
    answer: json(version), errors: [...stepErrors, 'draft-invalid', 'draft-missing', 'credits-short'],
  }),
  messages: route({ ...read, method: 'GET', path: `${base}/messages`, title: 'The conversation, oldest first', query: paging, answer: json(z.strictObject({ messages: z.array(turn) })), errors: ['session-unknown'] }),
  sendTurn: route({
    ...write, path: `${base}/turns`, title: 'Say something', about: 'Answers at once with the turn; ?wait=true answers when it has ended; with Accept: text/event-stream its events follow. Idempotency-Key makes a repetition harmless.',
    query: z.object({ wait: z.enum(['true', 'false']).optional() }), body: { kind: 'json', schema: z.object({ text: z.string(), expectedVersion, language: z.string().max(35).optional() }) },
    answer: json(z.strictObject({ turn, replayed: z.boolean(), version: z.number().optional() })), errors: ['session-unknown', 'credits-short', 'message-invalid', 'version-conflict', 'turn-running', 'rate-limited', 'body-invalid'],
  }),
  runningTurn: route({ ...read, method: 'GET', path: `${base}/turns/running`, title: 'The turn that runs now', answer: json(z.strictObject({ turn: turn.nullable() })), errors: ['session-unknown'] }),
  turn: route({ ...read, method: 'GET', path: '/api/v1/turns/{turn}', title: 'One turn', answer: json(turn), errors: ['turn-unknown'] }),
  turnEvents: route({ ...read, method: 'GET', path: '/api/v1/turns/{turn}/events', title: 'What a turn tells, from the start or after Last-Event-ID', answer: { kind: 'events', event: turnEvent }, errors: ['turn-unknown'] }),
  cancelTurn: route({ ...write, path: '/api/v1/turns/{turn}/cancel', title: 'Stop a turn', answer: json(turn), errors: ['turn-unknown'] }),
  operations: route({
    family: 'own', access: 'open', method: 'GET', path: '/api/v1/operations', title: 'The catalogue of operations', answer: json(z.strictObject({ operations: z.array(z.strictObject({ name: z.string(), title: z.string(), description: z.string(), schema: z.looseObject({}) })) })),
  }),
}

export { fault }
