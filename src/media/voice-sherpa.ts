// Neural voices from the user's own model files, spoken by sherpa-onnx when somebody has installed it. Nothing is ever
// downloaded. The library ends its process over a damaged model, so it runs in a voice process of its own.

import { existsSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join, resolve } from 'node:path'
import type { Fault } from '../base/index.ts'
import { sayInProcess, type SherpaModel } from './voice-process.ts'
import type { VoiceProvider } from './voice-provider.ts'

export interface SpeechModels {
  /** The unpacked folder of one model: Piper or other VITS, Matcha, Kokoro or Kitten. */
  readonly folder: string
  /** What it speaks (`en`, `zh`); absent: what the folder's name says, else English. */
  readonly languages?: readonly string[]
  /** A folder in whose `node_modules` sherpa-onnx-node lies; absent: beside Kinora. */
  readonly home?: string
}

export function createSherpaVoice(models: SpeechModels): VoiceProvider {
  const languages = models.languages ?? languagesIn(basename(resolve(models.folder)))
  return {
    id: 'sherpa',
    offline: true,
    longestText: 400,
    edition: edition(models.folder),
    voiceFor: (language) => (languages.includes(language.toLowerCase().split('-')[0]!) ? '0' : undefined),
    health: () => Promise.resolve(libraryFault(models) ?? modelFault(models.folder)),
    say: ({ text, voice, rate }) => sayInProcess({ engine: 'sherpa', voice, text, rate, model: modelIn(models) }),
  }
}

// "vits-piper-en_US-amy-low", "matcha-icefall-zh-baker", "kokoro-multi-lang-v1_0".
function languagesIn(name: string): readonly string[] {
  const found = [...name.toLowerCase().matchAll(/(?<![a-z])(en|zh|yue|de|fr|es|it|pt|ja|ko|ru|nl|pl|uk|tr|ar|fa|hi|vi|sv|da|fi|el|cs|hu)(?![a-z])/g)].map(([, code]) => code!)
  return found.length > 0 ? found : /multi/.test(name) ? ['en', 'zh'] : ['en']
}

function libraryFault(models: SpeechModels): Fault | undefined {
  if (libraryPath(models) !== undefined) return undefined
  return { code: 'voice-missing', message: 'KINORA_SHERPA_MODEL names a voice model, but sherpa-onnx-node is not installed. Run `npm install sherpa-onnx-node` beside Kinora, or name the folder that has it in KINORA_SHERPA_PACKAGE.' }
}

function libraryPath({ home }: SpeechModels): string | undefined {
  try {
    return createRequire(home === undefined ? import.meta.url : join(resolve(home), 'package.json')).resolve('sherpa-onnx-node')
  } catch {
    return undefined
  }
}

function modelFault(folder: string): Fault | undefined {
  const missing = (what: string, advice: string): Fault => ({ code: 'voice-model-missing', message: `The voice model in ${folder} cannot be used: ${what}. ${advice}` })
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return missing('there is no such folder', 'Unpack a model of sherpa-onnx (Piper, VITS, Matcha, Kokoro or Kitten) there, or correct KINORA_SHERPA_MODEL.')
  const { family, files } = describeModel(folder)
  const needed = family === 'matcha' ? ['acousticModel', 'vocoder', 'tokens'] : family === 'vits' ? ['model', 'tokens'] : ['model', 'voices', 'tokens']
  const absent = needed.filter((key) => files[key] === undefined)
  const called: Readonly<Record<string, string>> = { model: 'a model (*.onnx)', acousticModel: 'an acoustic model (*.onnx)', vocoder: 'a vocoder (*vocos*.onnx or *hifigan*.onnx)', tokens: 'tokens.txt', voices: 'voices.bin' }
  if (absent.length > 0) return missing(`it lacks ${absent.map((key) => called[key]).join(' and ')}`, 'Unpack the whole archive of the model.')
  if (files['dataDir'] === undefined && files['lexicon'] === undefined) return missing('it has neither espeak-ng-data nor a lexicon (lexicon*.txt)', 'Unpack the whole archive of the model.')
  return undefined
}

function modelIn(models: SpeechModels): SherpaModel {
  return { library: libraryPath(models) ?? 'sherpa-onnx-node', ...describeModel(resolve(models.folder)) }
}

// The four families differ by the files that they come with.
function describeModel(folder: string): Omit<SherpaModel, 'library'> {
  const names = readdirSync(folder).sort()
  const path = (name: string | undefined) => (name === undefined ? undefined : join(folder, name))
  const models = names.filter((name) => name.endsWith('.onnx'))
  const vocoder = models.find((name) => /vocos|hifigan|vocoder/i.test(name))
  // A quantised twin beside the full model is quicker and hardly worse, but the full one is what people chose the folder for.
  const model = models.find((name) => name !== vocoder && !/int8/.test(name)) ?? models.find((name) => name !== vocoder)
  const voices = names.find((name) => /^voices.*[.]bin$/.test(name))
  const family = voices !== undefined ? (/kitten/i.test(`${basename(folder)} ${model ?? ''}`) ? 'kitten' : 'kokoro') : vocoder !== undefined ? 'matcha' : 'vits'
  const lexicons = names.filter((name) => /^lexicon.*[.]txt$/.test(name)).map((name) => join(folder, name)).join(',')
  const files = {
    ...(family === 'matcha' ? { acousticModel: path(model), vocoder: path(vocoder) } : { model: path(model) }), ...(voices === undefined ? {} : { voices: path(voices) }),
    tokens: path(names.find((name) => name === 'tokens.txt')), dataDir: path(names.find((name) => name === 'espeak-ng-data')), ...(family === 'kitten' || lexicons === '' ? {} : { lexicon: lexicons }),
  }
  return {
    family, files: Object.fromEntries(Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== undefined)),
    rules: names.filter((name) => name.endsWith('.fst')).map((name) => join(folder, name)).join(','),
  }
}

// Names the files in caches: another model in the same folder is another voice.
function edition(folder: string): string {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return 'absent'
  return readdirSync(folder).sort().map((name) => [name, statSync(join(folder, name))] as const).filter(([, facts]) => facts.isFile()).map(([name, facts]) => `${name}:${facts.size}:${Math.round(facts.mtimeMs)}`).join(' ')
}
