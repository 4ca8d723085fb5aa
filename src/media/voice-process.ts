// Keeps one voice process for whoever speaks in this thread, starts it again when it has died, and gives up on one that
// hangs. It never keeps the program alive.

import { fork, type ChildProcess } from 'node:child_process'
import { KinoraError } from '../base/index.ts'
import type { SpeechMark } from '../sound/index.ts'

export interface VoiceOrder {
  readonly id: number
  readonly engine: 'espeak' | 'flite'
  readonly voice: string
  readonly text: string
  /** 0.5..2 */
  readonly rate: number
}

export type VoiceAnswer =
  | { readonly id: number; readonly ok: true; readonly samples: Float32Array; readonly rate: number; readonly marks: readonly SpeechMark[]; readonly phonemes: string }
  | { readonly id: number; readonly ok: false; readonly message: string }

export type VoiceSaid = Extract<VoiceAnswer, { ok: true }>

// A page of text takes about a second; whoever needs this long hangs.
const patience = 60_000

let child: ChildProcess | undefined
let nextId = 1

/** Says one piece of text in the voice process. Throws `voice-died`, `voice-slow` or `voice-failed`. */
export function sayInProcess(order: Omit<VoiceOrder, 'id'>): Promise<VoiceSaid> {
  const process = (child ??= startChild())
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
    const onEnd = (): void => finish(() => reject(new KinoraError({ code: 'voice-died', message: `The voice ${order.engine} stopped working. The film goes on without it; captions stay. Try again, or use another voice.` })))
    function finish(settle: () => void): void {
      clearTimeout(timer)
      process.off('message', onMessage)
      process.off('exit', onEnd)
      if (process.listenerCount('message') === 0) { process.unref(); process.channel?.unref() }
      settle()
    }
    process.ref()
    process.channel?.ref()
    process.on('message', onMessage)
    process.on('exit', onEnd)
    process.send({ id, ...order }, (error) => { if (error !== null) onEnd() })
  })
}

/** The process id of the voice process, when there is one: for tests and for `doctor`. */
export function voiceProcessId(): number | undefined {
  return child?.pid
}

function startChild(): ChildProcess {
  const started = fork(new URL('./voice-child.js', import.meta.url), [], { serialization: 'advanced', execArgv: ['--no-warnings'], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  started.setMaxListeners(0)
  started.on('error', () => undefined)
  started.on('exit', () => { if (child === started) child = undefined })
  return started
}
