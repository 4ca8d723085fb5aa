// A language model behind any OpenAI-compatible address (`POST /chat/completions`): a cloud, or a program on the user's own
// machine. Spoken to through OpenAI's library, loaded on the first question. What a server says about an error is not
// passed on, because servers quote keys.

import type OpenAI from 'openai'
import { KinoraError } from '../base/index.ts'
import type { ModelAnswer, ModelCall, ModelMessage, ModelPort, ModelRequest, ModelTool } from '../studio/ports.ts'

export interface ModelServer {
  /** `https://host/v1`, without a slash at the end. */
  readonly address: string
  /** The model's name there. */
  readonly model: string
  readonly key?: string
}

/** A model of a server. Nothing is sent before the first question. */
export function createHttpModel(server: ModelServer): ModelPort {
  let client: Promise<OpenAI> | undefined
  return {
    name: server.model,
    async answer(request, signal) {
      const library = await loadLibrary()
      const out = AbortSignal.any([AbortSignal.timeout(Math.max(1, Math.ceil(request.patience))), ...(signal === undefined ? [] : [signal])])
      try {
        const completion: unknown = await (await (client ??= openClient(server))).chat.completions.create(questionOf(server, request), { signal: out })
        return answerIn(completion, server)
      } catch (thrown) {
        if (thrown instanceof KinoraError) throw thrown
        signal?.throwIfAborted()
        throw faultFor(thrown, library, server, out.aborted)
      }
    },
  }
}

type Library = typeof import('openai')

async function loadLibrary(): Promise<Library> {
  try {
    return await import('openai')
  } catch (thrown) {
    throw new KinoraError({ code: 'model-missing', message: 'A language model is set up, but the library that talks to it is not installed. Run `npm install openai@6`.' }, { cause: thrown })
  }
}

// One try more after a hiccup; longer troubles are better answered by the planner at once.
const retries = 1
// An answer of four thousand tokens is about 20 kB.
const longestAnswer = 4_000_000

async function openClient({ address, key }: ModelServer): Promise<OpenAI> {
  const { default: Client } = await loadLibrary()
  return new Client({
    baseURL: address, apiKey: key ?? 'none', organization: null, project: null, maxRetries: retries, logLevel: 'off', fetchOptions: { redirect: 'error' },
    fetch: async (input, init) => bounded(await fetch(input, init as RequestInit)),
  })
}

// A stranger's answer must not fill the memory.
function bounded(answer: Response): Response {
  if (answer.body === null) return answer
  let bytes = 0
  const counted = answer.body.pipeThrough(new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, control) {
      bytes += piece.byteLength
      if (bytes > longestAnswer) control.error(new Error('the answer is too long'))
      else control.enqueue(piece)
    },
  }))
  return new Response(counted, { status: answer.status, headers: answer.headers })
}

function questionOf({ model }: ModelServer, { messages, tools, longest }: ModelRequest): OpenAI.Chat.ChatCompletionCreateParamsNonStreaming {
  return { model, messages: messages.map(messageOf), tools: tools.map(toolOf), max_completion_tokens: longest }
}

function messageOf(message: ModelMessage): OpenAI.Chat.ChatCompletionMessageParam {
  if (message.role === 'tool') return { role: 'tool', tool_call_id: message.call, content: message.text }
  if (message.role !== 'assistant') return { role: message.role, content: message.text }
  return { role: 'assistant', content: message.text, tool_calls: message.calls.map((call) => ({ id: call.id, type: 'function', function: { name: call.name, arguments: call.arguments } })) }
}

function toolOf({ name, description, parameters }: ModelTool): OpenAI.Chat.ChatCompletionTool {
  return { type: 'function', function: { name, description, parameters } }
}

// ------------------------------------------------------------------------------------------------ answers

interface LooseAnswer {
  readonly choices?: readonly { readonly message?: { readonly content?: unknown; readonly refusal?: unknown; readonly tool_calls?: unknown } }[]
  readonly usage?: { readonly total_tokens?: unknown }
}

// Servers differ in details: everything is looked at before it is believed.
function answerIn(completion: unknown, server: ModelServer): ModelAnswer {
  const { choices, usage } = (typeof completion === 'object' && completion !== null ? completion : {}) as LooseAnswer
  const message = Array.isArray(choices) ? choices[0]?.message : undefined
  if (typeof message !== 'object' || message === null) throw wrongAnswer(server)
  const text = [message.content, message.refusal].find((one): one is string => typeof one === 'string' && one !== '') ?? ''
  const calls = Array.isArray(message.tool_calls) ? message.tool_calls.map((call: unknown, index: number) => callIn(call, index, server)) : []
  const counted = usage?.total_tokens
  return { text, calls, tokens: typeof counted === 'number' && Number.isFinite(counted) && counted >= 0 ? counted : Math.ceil(JSON.stringify(message).length / 4) }
}

function callIn(call: unknown, index: number, server: ModelServer): ModelCall {
  const { id, function: called } = (call ?? {}) as { readonly id?: unknown; readonly function?: { readonly name?: unknown; readonly arguments?: unknown } }
  if (typeof called?.name !== 'string') throw wrongAnswer(server)
  const given = called.arguments
  return { id: typeof id === 'string' && id !== '' ? id : `call-${index}`, name: called.name, arguments: typeof given === 'string' ? given : given === undefined || given === null ? '' : JSON.stringify(given) }
}

function wrongAnswer(server: ModelServer): KinoraError {
  return new KinoraError({ code: 'model-answer-wrong', message: `The model server at ${hostOf(server)} sent an answer that is none. Is ${server.model} a chat model with tools?` })
}

// ------------------------------------------------------------------------------------------------ errors

function faultFor(thrown: unknown, library: Library, server: ModelServer, late: boolean): KinoraError {
  const host = hostOf(server)
  const fault = (code: string, message: string) => new KinoraError({ code, message: `The model server at ${host} ${message}` })
  if (late || thrown instanceof library.APIConnectionTimeoutError) return fault('model-slow', 'did not answer in time.')
  if (thrown instanceof library.APIConnectionError) return fault('model-unreachable', 'does not answer. Check KINORA_MODEL_URL and that it is running.')
  if (!(thrown instanceof library.APIError) || thrown.status === undefined) return fault('model-answer-wrong', 'sent something that cannot be read.')
  if (thrown.status === 429) return fault('model-busy', 'is asked too often just now, or its allowance is used up.')
  if (thrown.status >= 500) return fault('model-failed', `failed (${thrown.status}).`)
  return fault('model-refused', `refused the request (${thrown.status}). Check KINORA_MODEL_KEY and KINORA_MODEL_NAME.`)
}

function hostOf(server: ModelServer): string {
  return new URL(server.address).host
}
