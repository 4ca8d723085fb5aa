// What the reading side of this machine can do: each decoder is loaded and given something small to do. Nothing is
// believed because it is installed. Called by `kinora doctor`; a part that is broken never breaks the others.

import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { MachineFinding } from '../studio/ports.ts'
import { modelSettings } from './model-settings.ts'
import { soundFontInUse } from './sound-song.ts'
import { voiceHealth } from './voice.ts'

/** Findings about photos, HEIC, text, fonts, instruments and voices. Never throws. */
export async function examineReading(): Promise<readonly MachineFinding[]> {
  return Promise.all([
    finding('photos', 'npm ci brings the right binary for this system; on an unusual system: npm i --include=optional sharp', photos),
    finding('photos-heic', 'Photos of iPhones need libheif-js; npm ci installs it.', heic, 'limited'),
    finding('text', 'npm ci brings the right binary for this system; without it titles cannot be drawn.', text),
    finding('fonts', 'npm ci installs the typefaces; without them text falls back to what the system has.', fonts, 'limited'),
    finding('instruments', 'npm ci installs the SoundFont; without it music is played by the built-in synthesis alone.', instruments, 'limited'),
    finding('voices', 'npm i @echogarden/espeak-ng-emscripten brings voices in English and Chinese; without one, captions stay and nothing is spoken.', voices, 'limited'),
    ...(process.env['KINORA_MODEL_URL'] ? [finding('language-model', 'Correct KINORA_MODEL_URL and KINORA_MODEL_NAME, and run `npm install openai@6`; without a model the built-in planner reads words.', languageModel, 'limited')] : []),
  ])
}

async function finding(name: string, advice: string, look: () => Promise<string>, otherwise: 'limited' | 'missing' = 'missing'): Promise<MachineFinding> {
  try {
    return { name, state: 'ok', detail: await look() }
  } catch (thrown) {
    return { name, state: otherwise, detail: thrown instanceof Error ? thrown.message.split('\n')[0]! : String(thrown), advice }
  }
}

async function photos(): Promise<string> {
  const { default: sharp } = await import('sharp')
  const square = { create: { width: 16, height: 16, channels: 3 as const, background: '#3070b0' } }
  const readable: string[] = []
  for (const format of ['jpeg', 'png', 'webp', 'avif', 'tiff', 'gif'] as const) {
    const bytes = await sharp(square).toFormat(format).toBuffer()
    await sharp(bytes).raw().toBuffer()
    readable.push(format)
  }
  return `${readable.join(', ')} (sharp with libvips ${sharp.versions.vips})`
}

async function heic(): Promise<string> {
  const libheif = createRequire(import.meta.url)('libheif-js/wasm-bundle') as { HeifDecoder: new () => object; heif_get_version(): string }
  new libheif.HeifDecoder()
  return `heic, heif (libheif ${libheif.heif_get_version()})`
}

async function text(): Promise<string> {
  const { createCanvas } = await import('@napi-rs/canvas')
  const pen = createCanvas(64, 32).getContext('2d')
  pen.font = '24px sans-serif'
  pen.fillText('Ab', 2, 24)
  if (!pen.getImageData(0, 0, 64, 32).data.some((value) => value > 0)) throw new Error('the text drawer draws nothing')
  return 'titles and captions can be drawn (Skia)'
}

async function fonts(): Promise<string> {
  const packages = ['@fontsource-variable/inter', '@fontsource-variable/noto-sans-sc', '@infolektuell/noto-color-emoji', '@fontsource-variable/playfair-display', '@fontsource-variable/montserrat', '@fontsource/bebas-neue', '@fontsource/ma-shan-zheng', '@fontsource-variable/noto-serif-sc']
  const folders = createRequire(import.meta.url).resolve.paths('kinora') ?? []
  const absent = packages.filter((name) => !folders.some((folder) => existsSync(`${folder}/${name}`)))
  if (absent.length > 0) throw new Error(`not installed: ${absent.join(', ')}`)
  return 'Latin, Chinese and colour emoji, in five styles'
}

async function instruments(): Promise<string> {
  const { path, fault } = soundFontInUse()
  if (fault !== undefined) throw new Error(fault.message)
  return path === undefined ? 'the built-in synthesis alone, as KINORA_SOUNDFONT=none asks' : 'acoustic instruments from a SoundFont, and synthesis of our own'
}

// Only whether it could be asked: a question costs.
async function languageModel(): Promise<string> {
  const settings = modelSettings()!
  await import('openai')
  return `${settings.server.model} at ${new URL(settings.server.address).host}, asked in turns that make or change a film`
}

async function voices(): Promise<string> {
  const health = await voiceHealth()
  const working = health.filter((voice) => voice.fault === undefined).map((voice) => voice.id)
  const broken = health.flatMap((voice) => (voice.fault === undefined ? [] : [voice.fault.message]))
  if (broken.length > 0) throw new Error(`${working.length === 0 ? '' : `${working.join(', ')} works. `}${broken.join(' ')}`)
  return working.join(', ')
}
