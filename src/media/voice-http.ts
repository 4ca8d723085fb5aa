// Voices behind an OpenAI-compatible address (`POST /v1/audio/speech`): a cloud, or a neural voice on the user's own
// machine. Gives no word times, so they are estimated. The key is read from the environment by whoever configures this.

import { KinoraError } from '../base/index.ts'
import type { VoiceProvider } from './voice-provider.ts'

export interface SpeechServer {
  /** `https://host/v1`, without a slash at the end. */
  readonly address: string
  readonly key?: string
  readonly model: string
  /** The voice used when the draft names none. */
  readonly voice: string
  /** Milliseconds; absent: a minute. */
  readonly patience?: number
}

// The usual rate of `pcm` answers, which carry no header.
const pcmRate = 24_000

export function createHttpVoice(server: SpeechServer): VoiceProvider {
  return {
    id: 'http',
    offline: false,
    longestText: 4000,
    edition: `${server.address} ${server.model}`,
    voiceFor: () => server.voice,
    health: () => Promise.resolve(undefined),
    async say({ text, voice, rate, signal }) {
      const answer = await ask(server, { model: server.model, input: text, voice, speed: rate, response_format: 'pcm' }, signal)
      const bytes = Buffer.from(await answer.arrayBuffer())
      if (bytes.length < 200) throw new KinoraError({ code: 'voice-failed', message: `The speech server at ${hostOf(server)} sent no sound. Check its model and voice.` })
      return bytes.toString('latin1', 0, 4) === 'RIFF' ? readWav(bytes) : { samples: words(bytes), rate: pcmRate, marks: [] }
    },
  }
}

async function ask(server: SpeechServer, body: Readonly<Record<string, unknown>>, signal: AbortSignal | undefined): Promise<Response> {
  const limits = [AbortSignal.timeout(server.patience ?? 60_000), ...(signal === undefined ? [] : [signal])]
  let answer: Response
  try {
    answer = await fetch(`${server.address}/audio/speech`, {
      method: 'POST', signal: AbortSignal.any(limits), redirect: 'error',
      headers: { 'content-type': 'application/json', ...(server.key === undefined ? {} : { authorization: `Bearer ${server.key}` }) },
      body: JSON.stringify(body),
    })
  } catch (thrown) {
    throw new KinoraError({ code: 'voice-unreachable', message: `The speech server at ${hostOf(server)} does not answer. Check its address and that it is running.` }, { cause: thrown })
  }
  if (answer.ok) return answer
  const reason = answer.status === 401 || answer.status === 403 ? 'it refuses the key' : answer.status === 429 ? 'it is asked too often' : `it answered ${answer.status}`
  throw new KinoraError({ code: 'voice-refused', message: `The speech server at ${hostOf(server)} did not speak: ${reason}. Check its key, model and limits.` })
}

function hostOf(server: SpeechServer): string {
  return new URL(server.address).host
}

function readWav(bytes: Buffer): { readonly samples: Float32Array; readonly rate: number; readonly marks: readonly [] } {
  const data = bytes.indexOf('data')
  return { samples: words(bytes.subarray(data + 8)), rate: bytes.readUInt32LE(24), marks: [] }
}

function words(bytes: Buffer): Float32Array {
  return Float32Array.from({ length: bytes.length >> 1 }, (_, index) => bytes.readInt16LE(index * 2) / 32_768)
}
