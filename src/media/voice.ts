// The voices of a film: picks one that works, says the text sentence by sentence, times its words, and keeps the result
// on disk under the name of its content. A voice that fails is a fault with a sentence, never the end of a film.

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canonicalJson, failure, faultOf, success, type Fault, type Outcome } from '../base/index.ts'
import type { Draft, SegmentId, Speech } from '../draft/index.ts'
import type { KnownVoice } from '../studio/ports.ts'
import { alignWords, estimateWords, finishVoice, soundRate, splitSpeech, timeWords, type SoundSource, type SpokenFacts, type SpokenWord, type StereoBlock } from '../sound/index.ts'
import { openSampleFile, writeSampleFile } from './sound-pcm-file.ts'
import { createHttpVoice, type SpeechServer } from './voice-http.ts'
import { espeakVoice, fliteVoice, type RawSpeech, type VoiceProvider } from './voice-provider.ts'
import { voiceSettings } from './voice-settings.ts'
import { createSherpaVoice, type SpeechModels } from './voice-sherpa.ts'

export interface VoiceOptions {
  /** Folder in which speech is kept; null or absent: temporary files. */
  readonly cache?: string | null
  /** A speech server of the user's, preferred when there is one; absent: that of the environment (voice-settings.ts). */
  readonly server?: SpeechServer
  /** The user's own neural models, preferred after the server; absent: those of the environment. */
  readonly models?: SpeechModels
  readonly signal?: AbortSignal
  /** Told when another voice had to speak (`voice-replaced`). */
  readonly onFault?: (fault: Fault) => void
}

/** Speech that can be mixed and subtitled. */
export interface Spoken {
  readonly source: SoundSource
  readonly durationMs: number
  readonly words: readonly SpokenWord[]
  /** `native`: the voice told its word times; `aligned`: found by laying espeak's reading onto it; `estimated`: shared out by length. */
  readonly timing: 'native' | 'aligned' | 'estimated'
  /** `espeak:cmn` */
  readonly voice: string
}

/** Says a text. Faults: `voice-missing`, `voice-unknown`, `voice-died`, `voice-failed`, `speech-empty`, ... each with what to do. */
export async function openSpeech(speech: Speech, options: VoiceOptions = {}): Promise<Outcome<Spoken>> {
  const chosen = await chooseVoice(speech, options)
  if (!chosen.ok) return chosen
  const spoken = await speakWith(chosen.value, speech, options)
  return spoken.ok ? spoken : speakInstead(spoken, chosen.value.provider, speech, options)
}

// A neural model that takes its process down while it speaks: the voice that comes with us says it, unless that very voice
// was asked for.
async function speakInstead(failed: Outcome<Spoken>, { id }: VoiceProvider, speech: Speech, options: VoiceOptions): Promise<Outcome<Spoken>> {
  const died = !failed.ok && failed.faults.some(({ code }) => code === 'voice-died' || code === 'voice-slow')
  const voice = espeakVoice.voiceFor(speech.language)
  if (id !== 'sherpa' || !died || speech.voice !== undefined || voice === undefined || options.signal?.aborted || await espeakVoice.health() !== undefined) return failed
  const spoken = await speakWith({ provider: espeakVoice, voice }, speech, options)
  if (!spoken.ok) return failed
  options.onFault?.({ code: 'voice-replaced', message: 'The neural voice stopped working while it spoke, so the voice espeak says this text. If it happens again, unpack the archive of the model again or use another one.' })
  return spoken
}

async function speakWith({ provider, voice }: ChosenVoice, speech: Speech, options: VoiceOptions): Promise<Outcome<Spoken>> {
  const rate = Math.max(0.5, Math.min(2, speech.rate ?? 1))
  const keep = options.cache ?? undefined
  const folder = keep ?? mkdtempSync(join(tmpdir(), 'kinora-voice-'))
  const drop = (): void => { if (keep === undefined) rmSync(folder, { recursive: true, force: true }) }
  const said = { voice: `${provider.id}:${voice}`, rate, text: speech.text, finish: finishVersion, ...(provider.edition === undefined ? {} : { edition: provider.edition }) }
  const name = join(folder, `voice-${createHash('sha256').update(canonicalJson(said)).digest('hex').slice(0, 32)}`)
  try {
    const known = readKnown(name)
    const facts = known ?? await speakAndKeep(name, provider, voice, { ...speech, rate }, options.signal)
    return success({ ...facts, voice: said.voice, source: openSampleFile(`${name}.f32`, drop) })
  } catch (thrown) {
    drop()
    return failure(faultOf(thrown, 'voice-failed'))
  }
}

/** Says everything a draft wants said, so that its mix knows where voices are. By segment id; what failed is in `faults`. */
export async function prepareSpeech(draft: Draft, options: VoiceOptions = {}): Promise<{ readonly spoken: ReadonlyMap<SegmentId, SpokenFacts & { readonly words: readonly SpokenWord[] }>; readonly faults: readonly Fault[] }> {
  const spoken = new Map<SegmentId, SpokenFacts & { readonly words: readonly SpokenWord[] }>()
  const faults: Fault[] = []
  for (const segment of draft.sounds.flatMap((track) => track.segments)) {
    if (segment.content.kind !== 'speech') continue
    const outcome = await openSpeech(segment.content, options)
    if (!outcome.ok) { faults.push(...outcome.faults); continue }
    outcome.value.source.close()
    const { durationMs, words } = outcome.value
    spoken.set(segment.id, { durationMs, words, intervals: words.map(({ from, to }) => ({ from, to })) })
  }
  return { spoken, faults }
}

/** What each voice engine needs before it works; undefined when it does. */
export async function voiceHealth(options: VoiceOptions = {}): Promise<readonly { readonly id: string; readonly offline: boolean; readonly fault: Fault | undefined }[]> {
  return Promise.all(providersFor(options).map(async (provider) => ({ id: provider.id, offline: provider.offline, fault: await provider.health() })))
}

/** Languages that films are made in; what else an engine speaks is asked for by its name. */
const spokenLanguages = ['en', 'en-gb', 'zh', 'yue'] as const

/** The voices that speak these languages, each with all of them, in the order in which they are preferred. */
export async function knownVoices(options: VoiceOptions = {}): Promise<readonly KnownVoice[]> {
  const all = await Promise.all(providersFor(options).map(async (provider) => {
    const fault = await provider.health()
    const voices = new Map<string, string[]>()
    for (const language of spokenLanguages) {
      const voice = provider.voiceFor(language)
      if (voice !== undefined) voices.set(voice, [...voices.get(voice) ?? [], language])
    }
    return [...voices].map(([voice, languages]) => ({ voice: `${provider.id}:${voice}`, languages, offline: provider.offline, ...(fault && { fault }) }))
  }))
  return all.flat()
}

// Raised whenever finishing a voice gives other samples.
const finishVersion = 2
// Between sentences that were said one by one.
const sentenceGap = 0.25

function providersFor(options: VoiceOptions): readonly VoiceProvider[] {
  const { server, models } = { ...voiceSettings(), ...options }
  return [...(server === undefined ? [] : [createHttpVoice(server)]), ...(models === undefined ? [] : [createSherpaVoice(models)]), espeakVoice, fliteVoice]
}

interface ChosenVoice {
  readonly provider: VoiceProvider
  readonly voice: string
}

async function chooseVoice(speech: Speech, options: VoiceOptions): Promise<Outcome<ChosenVoice>> {
  if (!/[\p{L}\p{N}]/u.test(speech.text)) return failure({ code: 'speech-empty', message: 'There are no words to say in the text. Give the voice a sentence.' })
  const [wantedId, wantedVoice] = speech.voice === undefined ? [] : speech.voice.split(':')
  const providers = providersFor(options).filter((provider) => wantedId === undefined || provider.id === wantedId)
  if (providers.length === 0) return failure({ code: 'voice-unknown', message: `There is no voice engine "${wantedId}". Known: ${providersFor(options).map(({ id }) => id).join(', ')}.` })
  const faults: Fault[] = []
  for (const provider of providers) {
    const spoken = provider.voiceFor(speech.language)
    const voice = spoken === undefined ? undefined : wantedVoice ?? spoken
    const fault = voice === undefined ? { code: 'voice-language', message: `The voice engine ${provider.id} does not speak "${speech.language}".` } : await provider.health()
    if (fault === undefined && voice !== undefined) return success({ provider, voice })
    if (fault !== undefined) faults.push(fault)
  }
  return failure(...faults)
}

interface KnownSpeech {
  readonly durationMs: number
  readonly words: readonly SpokenWord[]
  readonly timing: Spoken['timing']
}

function readKnown(name: string): KnownSpeech | undefined {
  if (!existsSync(`${name}.json`) || !existsSync(`${name}.f32`)) return undefined
  try {
    return JSON.parse(readFileSync(`${name}.json`, 'utf8')) as KnownSpeech
  } catch {
    return undefined
  }
}

async function speakAndKeep(name: string, provider: VoiceProvider, voice: string, { text, language, rate = 1 }: Speech, signal: AbortSignal | undefined): Promise<KnownSpeech> {
  const spoken: SpokenPiece[] = []
  for (const piece of splitSpeech(text, provider.longestText)) {
    const raw = await provider.say({ text: piece.text, voice, rate, ...(signal === undefined ? {} : { signal }) })
    const aligned = raw.marks.length > 0 ? undefined : await alignToEspeak(piece.text, language, rate, raw)
    spoken.push({ place: piece.start, text: piece.text, raw, ...(aligned && { aligned }) })
  }
  const { samples, sampleRate, words, timing } = joinPieces(spoken)
  const block = finishVoice(samples, sampleRate)
  const facts = { durationMs: Math.round((block.left.length * 1000) / soundRate), words, timing }
  await writeSampleFile(`${name}.f32`, blocksOf(block))
  mkdirSync(join(name, '..'), { recursive: true })
  writeFileSync(`${name}.json.part`, JSON.stringify(facts))
  renameSync(`${name}.json.part`, `${name}.json`)
  return facts
}

interface SpokenPiece {
  readonly place: number
  readonly text: string
  readonly raw: RawSpeech
  readonly aligned?: readonly SpokenWord[]
}

// Warping takes memory by the square of the length; longer pieces are rare and their words are shared out by length.
const longestAligned = 20

/** Word times of a piece by espeak's reading of it; undefined when espeak is not there or does not speak the language. */
async function alignToEspeak(text: string, language: string, rate: number, { samples, rate: sampleRate }: RawSpeech): Promise<readonly SpokenWord[] | undefined> {
  const voice = espeakVoice.voiceFor(language)
  if (voice === undefined || samples.length > longestAligned * sampleRate || await espeakVoice.health() !== undefined) return undefined
  try {
    const reference = await espeakVoice.say({ text, voice, rate })
    if (reference.marks.length === 0 || reference.samples.length > longestAligned * reference.rate) return undefined
    return alignWords(timeWords(text, reference.marks, (reference.samples.length * 1000) / reference.rate), reference, { samples, rate: sampleRate })
  } catch {
    return undefined
  }
}

// Pieces in a row with a breath between them; word times and places move along.
function joinPieces(spoken: readonly SpokenPiece[]): { readonly samples: Float32Array; readonly sampleRate: number; readonly words: readonly SpokenWord[]; readonly timing: Spoken['timing'] } {
  const sampleRate = spoken[0]!.raw.rate
  const gap = Math.round(sentenceGap * sampleRate)
  const all = new Float32Array(spoken.reduce((sum, one) => sum + one.raw.samples.length + gap, -gap))
  const words: SpokenWord[] = []
  let at = 0
  for (const { place, text, raw, aligned } of spoken) {
    all.set(raw.samples, at)
    const [quiet, loud] = soundingPart(raw)
    const timed = raw.marks.length > 0
      ? timeWords(text, raw.marks, (raw.samples.length * 1000) / raw.rate)
      : aligned ?? estimateWords(text, loud - quiet).map((word) => ({ ...word, from: word.from + quiet, to: word.to + quiet }))
    const offset = (at * 1000) / sampleRate
    words.push(...timed.map((word) => ({ ...word, start: word.start + place, end: word.end + place, from: Math.round(word.from + offset), to: Math.round(word.to + offset) })))
    at += raw.samples.length + gap
  }
  return { samples: all, sampleRate, words, timing: spoken.every(({ raw }) => raw.marks.length > 0) ? 'native' : spoken.every(({ raw, aligned }) => raw.marks.length > 0 || aligned !== undefined) ? 'aligned' : 'estimated' }
}

// Milliseconds between which something is heard.
function soundingPart({ samples, rate }: RawSpeech): readonly [from: number, to: number] {
  const first = samples.findIndex((value) => Math.abs(value) > 0.01)
  const last = samples.findLastIndex((value) => Math.abs(value) > 0.01)
  return first < 0 ? [0, (samples.length * 1000) / rate] : [(first * 1000) / rate, (last * 1000) / rate]
}

function* blocksOf(block: StereoBlock): Generator<StereoBlock> {
  yield block
}
