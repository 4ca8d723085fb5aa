// The contract as OpenAPI 3.1. Pure: a value out of values.

import { z } from 'zod'
import { operationCatalogue, operationTeachingSchema } from '../../draft/index.ts'
import { answerSchema, wrapped } from './envelope.ts'
import { commonErrors, errorTable } from './errors.ts'
import { operationShape } from './own-film.ts'
import { namesIn, type AnyCode, type Route } from './route.ts'
import { envelopeError, ownError } from './shapes.ts'

type Json = Record<string, unknown>

const familyTitles = {
  skill: 'Skill API', gateway: 'Gateway', jobs: 'One-shot jobs', own: 'Kinora REST', oauth: 'Signing in (OAuth 2.1)', pages: 'Pages and files', house: 'Operating',
} as const

/** The document for a server at an address. */
export function openApi(contract: Readonly<Record<string, Route>>, about: { readonly version: string; readonly url: string }): Json {
  const paths: Record<string, Json> = {}
  for (const [id, route] of Object.entries(contract)) {
    const path = (paths[route.path] ??= {})
    path[route.method.toLowerCase()] = operation(id, route)
  }
  return {
    openapi: '3.1.0', info: { title: 'Kinora', version: about.version, description: 'A conversational video studio. The skill, gateway and job families speak the public NemoVideo protocol.', license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: about.url }], tags: Object.values(familyTitles).map((name) => ({ name })), paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'nmv_usr_…' } },
      schemas: { EnvelopeError: schemaOf(envelopeError, 'output'), Error: schemaOf(ownError, 'output'), ...operationSchemas() },
    },
  }
}

function operation(id: string, route: Route): Json {
  return {
    operationId: id, summary: route.title, ...(route.about && { description: route.about }), tags: [familyTitles[route.family]],
    security: route.access === 'token' ? [{ token: [...(route.scopes ?? [])] }] : route.access === 'viewer' ? [{ token: [] }, {}] : [],
    parameters: parameters(route), ...(route.body && { requestBody: requestBody(route) }), responses: responses(route),
  }
}

function parameters(route: Route): readonly Json[] {
  const inPath = namesIn(route.path).map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
  if (route.query === undefined) return inPath
  const schema = schemaOf(route.query, 'input') as { properties?: Record<string, unknown>; required?: readonly string[] }
  return [...inPath, ...Object.entries(schema.properties ?? {}).map(([name, one]) => ({ name, in: 'query', required: schema.required?.includes(name) ?? false, schema: one }))]
}

function requestBody({ body, example }: Route): Json {
  const content = (type: string, schema: unknown) => ({ [type]: { schema, ...(example?.body !== undefined && { example: example.body }) } })
  if (body!.kind === 'bytes') return { content: { 'application/offset+octet-stream': { schema: { type: 'string', format: 'binary' } } } }
  const schema = schemaOf(body!.schema, 'input')
  if (body!.kind === 'form') return { content: content('application/x-www-form-urlencoded', schema) }
  if (body!.kind === 'json') return { content: content('application/json', schema) }
  const files = { type: 'object', properties: { files: { type: 'array', items: { type: 'string', format: 'binary' } } } }
  return { content: { 'multipart/form-data': { schema: files }, ...content('application/json', schema) } }
}

function responses(route: Route): Json {
  const errors = new Map<number, AnyCode[]>()
  for (const code of errorsOf(route)) errors.set(errorTable[code].status, [...errors.get(errorTable[code].status) ?? [], code])
  const body = { $ref: wrapped.has(route.family) ? '#/components/schemas/EnvelopeError' : '#/components/schemas/Error' }
  const failed = [...errors].sort(([left], [right]) => left - right).map(([status, codes]) => [
    String(status), { description: codes.map((code) => `${code}: ${errorTable[code].when}`).join('\n'), content: { 'application/json': { schema: body } } },
  ])
  return { ...good(route), ...Object.fromEntries(failed) }
}

function good(route: Route): Json {
  const { answer } = route
  const one = (type: string, schema: unknown) => ({ content: { [type]: { schema } } })
  switch (answer.kind) {
    case 'json': return { [String(answer.status ?? 200)]: { description: 'Done.', ...one('application/json', schemaOf(answerSchema(route)!, 'output')) } }
    case 'events': return { 200: { description: 'Server-sent events; each data line is one of these.', ...one('text/event-stream', schemaOf(answer.event, 'output')) } }
    case 'bytes': return { 200: { description: 'The bytes.', content: Object.fromEntries(answer.types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }])) } }
    case 'page': return { 200: { description: 'A page.', ...one('text/html', { type: 'string' }) } }
    case 'redirect': return { 303: { description: 'Led on.' } }
    case 'socket': return { 101: { description: 'A WebSocket.' } }
    case 'empty': return { 204: { description: 'Done.' } }
  }
}

/** All words that a route may answer with: its own, and those that follow from how it is read. */
export function errorsOf(route: Route): readonly AnyCode[] {
  const token: readonly AnyCode[] = route.access === 'token' || route.access === 'viewer' ? ['token-invalid', 'scope-missing'] : []
  const path: readonly AnyCode[] = namesIn(route.path).length > 0 ? ['path-unknown'] : []
  const query: readonly AnyCode[] = route.query === undefined ? [] : ['query-invalid']
  const body: readonly AnyCode[] = route.body === undefined || route.body.kind === 'bytes' ? [] : ['body-malformed', 'body-invalid', 'body-too-large', 'body-type', 'body-slow']
  return [...new Set([...route.errors ?? [], ...token, ...path, ...query, ...body, ...commonErrors])]
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const { $schema: _, ...plain } = z.toJSONSchema(schema, {
    io, unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      if ((zodSchema as unknown) !== operationShape) return
      for (const key of Object.keys(jsonSchema)) delete jsonSchema[key as keyof typeof jsonSchema]
      jsonSchema.$ref = '#/components/schemas/Operation'
    },
  }) as Json
  return plain
}

/** Every operation of the catalogue with its schema, and any of them by its name. */
function operationSchemas(): Json {
  const names = Object.keys(operationCatalogue)
  const placeOf = (name: string) => `#/components/schemas/operation.${name}`
  return {
    Operation: { oneOf: names.map((name) => ({ $ref: placeOf(name) })), discriminator: { propertyName: 'name', mapping: Object.fromEntries(names.map((name) => [name, placeOf(name)])) } },
    ...Object.fromEntries(names.map((name) => [`operation.${name}`, operationTeachingSchema(name)])),
  }
}
