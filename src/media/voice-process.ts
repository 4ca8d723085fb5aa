// Keeps the voice processes of this thread: one for the engines that come with us, one for neural models, which may take
// their process down. Starts them again when they have died and gives up on one that hangs. Never keeps the program alive.

import { fork, type ChildProcess } from 'node:child_process'
import { KinoraError, withoutSecrets } from '../base/index.ts'
import type { SpeechMark } from '../sound/index.ts'

export interface VoiceOrder {
  readonly id: number
  readonly engine: 'espeak' | 'flite' | 'sherpa'
  readonly voice: string
  readonly text: string
  /** 0.5..2 */
  readonly rate: number
  /** Of the engine sherpa. */
  readonly model?: SherpaModel
}

/** What the voice process is told: where the library is and which files are the model. */
export interface SherpaModel {
  readonly library: string
  readonly family: 'vits' | 'matcha' | 'kokoro' | 'kitten'
  /** Options of the family, by sherpa-onnx's names. */
  readonly files: Readonly<Record<string, string>>
  /** Text normalisation rules (`*.fst`), joined by commas. */
  readonly rules: string
}

export type VoiceAnswer =
  | { readonly id: number; readonly ok: true; readonly samples: Float32Array; readonly rate: number; readonly marks: readonly SpeechMark[]; readonly phonemes: string }
  | { readonly id: number; readonly ok: false; readonly message: string }

export type VoiceSaid = Extract<VoiceAnswer, { ok: true }>

// A page of text takes about a second; whoever needs this long hangs.
const patience = 60_000

type House = 'ours' | 'neural'

const children = new Map<House, ChildProcess>()
/** The last words of a process on its error channel, which a library that gives up uses for its reason. */
const lastWords = new WeakMap<ChildProcess, string>()
let nextId = 1

/** Says one piece of text in the voice process. Throws `voice-died`, `voice-slow` or `voice-failed`. */
export function sayInProcess(order: Omit<VoiceOrder, 'id'>): Promise<VoiceSaid> {
  const house: House = order.engine === 'sherpa' ? 'neural' : 'ours'
  const process = children.get(house) ?? startChild(house)
  const id = nextId++
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(() => {
      process.kill('SIGKILL')
      reject(new KinoraError({ code: 'voice-slow', message: `The voice ${order.engine} did not answer within a minute. Try a shorter text or another voice.` }))
    }), patience)
    const onMessage = (answer: VoiceAnswer): void => {
      if (answer.id !== id) return
      finish(() => (answer.ok ? resolve(answer) : reject(new KinoraError({ code: 'voice-failed', message: `The voice ${order.engine} could not say the text: ${answer.message}.` }))))
    }
    const onEnd = (): void => finish(() => reject(new KinoraError({ code: 'voice-died', message: `The voice ${order.engine} stopped working${reasonOf(process, order)}. The film goes on without it; captions stay. Try again, or use another voice.` })))
    function finish(settle: () => void): void {
      clearTimeout(timer)
      process.off('message', onMessage)
      process.off('close', onEnd)
      if (process.listenerCount('message') === 0) { process.unref(); process.channel?.unref() }
      settle()
    }
    process.ref()
    process.channel?.ref()
    process.on('message', onMessage)
    process.on('close', onEnd)
    process.send({ id, ...order }, (error) => { if (error !== null) onEnd() })
  })
}

/** The process id of the voice process, when there is one: for tests and for `doctor`. */
export function voiceProcessId(): number | undefined {
  return children.get('ours')?.pid
}

// "what():  Load model from /models/x.onnx failed:Protobuf parsing failed."
function reasonOf(process: ChildProcess, { model }: Omit<VoiceOrder, 'id'>): string {
  const said = lastWords.get(process)?.split('\n').filter((line) => line.trim() !== '').at(-1)?.replace(/^.*what\(\):\s*/, '').trim().replace(/[.]$/, '').slice(0, 300)
  if (model === undefined) return ''
  return ` over its model (${model.files['model'] ?? model.files['acousticModel'] ?? 'no model'}${said === undefined ? '' : `: ${said}`}); a damaged model is mended by unpacking its archive again`
}

function startChild(house: House): ChildProcess {
  const started = fork(new URL('./voice-child.js', import.meta.url), [], { serialization: 'advanced', execArgv: ['--no-warnings'], stdio: ['ignore', 'ignore', house === 'neural' ? 'pipe' : 'ignore', 'ipc'], env: withoutSecrets(process.env) })
  children.set(house, started)
  started.setMaxListeners(0)
  started.on('error', () => undefined)
  started.on('exit', () => { if (children.get(house) === started) children.delete(house) })
  started.stderr?.on('data', (bytes: Buffer) => lastWords.set(started, `${lastWords.get(started) ?? ''}${bytes.toString()}`.slice(-2000)))
  // A pipe that is listened to would keep the program alive.
  ;(started.stderr as (NodeJS.ReadableStream & { unref?: () => void }) | null)?.unref?.()
  return started
}
