// The options that several film commands share, and how they become wishes and render settings. One place, so that
// `make`, `demo`, `render`, `plan` and `edit` mean the same by the same word.

import { resolve } from 'node:path'
import { existsSync } from 'node:fs'
import type { Format, Quality, Wishes } from '../studio/index.ts'
import { nearestName, type Mood } from '../draft/index.ts'
import { usage, type Arguments } from './arguments.ts'
import { defaultCacheFolder } from './cache-folder.ts'
import type { Option } from './command.ts'

export const wordsOption: Option = { name: 'prompt', short: 'p', value: 'TEXT', meaning: 'what you want, in plain English or Chinese' }
export const jsonOption: Option = { name: 'json', meaning: 'print one JSON object on standard output' }
export const seedOption: Option = { name: 'seed', value: 'N', meaning: 'another seed, another film; the same seed, the same film' }

/** What a film should be like. */
export const wishOptions: readonly Option[] = [
  { name: 'aspect', value: '16:9|9:16|1:1|4:5', meaning: 'shape of the picture (default 16:9)' },
  { name: 'size', value: 'WxH', meaning: 'size in pixels, like 1280x720; wins over --aspect' },
  { name: 'fps', value: 'N', meaning: 'frames per second: 24, 25, 30, 50, 60 (default 30)' },
  { name: 'duration', value: 'S', meaning: 'length of the whole film, to the millisecond: 30, 1:30, 1m30s' },
  { name: 'music', value: 'FILE|MOOD|none', meaning: 'a sound file, a mood (lo-fi, upbeat, cinematic, …), or no music' },
  { name: 'voice', value: 'en|zh|none', meaning: 'speak the script in this language, or not at all' },
  { name: 'subtitles', meaning: "show the script's words, timed by the voice when there is one" },
  { name: 'no-subtitles', meaning: 'no subtitles, not even under a voice' },
  { name: 'title', value: 'TEXT', meaning: 'title shown at the beginning; none: no title' },
  seedOption,
]

/** How it is rendered. */
export const renderOptions: readonly Option[] = [
  { name: 'quality', value: 'draft|standard|high', meaning: 'speed against quality (default standard)' },
  { name: 'workers', value: 'N', meaning: 'threads that draw and encode (default: one per core)' },
  { name: 'cache', value: 'DIR|none', meaning: 'where finished chunks are kept, so that a second render is quick' },
]

/** Every mood that the composer knows. */
export const moods = Object.keys({
  'lo-fi': true, upbeat: true, happy: true, cinematic: true, ambient: true, sad: true, epic: true, jazz: true, corporate: true, holiday: true,
} satisfies Record<Mood, true>) as Mood[]
const aspects = ['16:9', '9:16', '1:1', '4:5', '4:3', '3:4', '21:9'] as const
const formats: Readonly<Record<string, Format>> = { '.mp4': 'mp4', '.m4v': 'mp4', '.mov': 'mov', '.webm': 'webm', '.gif': 'gif' }

/** Wishes from options. Throws usage errors. */
export function readWishes(given: Arguments, folder: string): Wishes {
  const wishes: Wishes = {
    aspect: given.oneOf('aspect', aspects),
    size: given.size('size'),
    frameRate: given.frameRate('fps'),
    duration: given.time('duration'),
    music: readMusic(given.text('music'), folder),
    voice: readVoice(given),
    subtitles: given.has('no-subtitles') ? false : given.has('subtitles') ? true : undefined,
    title: given.text('title') === 'none' ? '' : given.text('title'),
    seed: given.text('seed'),
  }
  return Object.fromEntries(Object.entries(wishes).filter(([, value]) => value !== undefined))
}

export interface RenderChoices {
  readonly quality?: Quality
  readonly workers?: number
  readonly cache: string | null
}

export function readRenderChoices(given: Arguments, folder: string): RenderChoices {
  const quality = given.oneOf('quality', ['draft', 'standard', 'high'] as const)
  const workers = given.whole('workers', 1, 64)
  return { ...(quality && { quality }), ...(workers && { workers }), cache: readCache(given, folder) }
}

/** The cache folder: chosen, none at all, or the machine's own place for such things. */
export function readCache(given: Arguments, folder: string): string | null {
  const cache = given.text('cache')
  return cache === 'none' ? null : cache === undefined ? defaultCacheFolder() : resolve(folder, cache)
}

/** The film format by the file's ending. Throws a usage error for any other. */
export function formatOf(path: string): Format {
  const ending = /[.][^./\\]+$/.exec(path)?.[0].toLowerCase() ?? ''
  const format = formats[ending]
  if (format === undefined) throw usage(`${path}: a film file ends in .mp4, .mov, .webm or .gif.`)
  return format
}

function readMusic(value: string | undefined, folder: string): Wishes['music'] {
  if (value === undefined) return undefined
  if (value === 'none') return false
  const path = resolve(folder, value)
  if (existsSync(path)) return { file: path }
  const mood = moods.find((known) => known === value.toLowerCase())
  if (mood !== undefined) return { mood }
  if (/[./\\]/.test(value)) throw usage(`--music ${value}: there is no such file.`)
  const near = nearestName(value, moods)
  throw usage(`--music ${value}: neither a file nor a mood. Moods: ${moods.join(', ')}.`, near === undefined ? undefined : `--music ${near}`)
}

function readVoice(given: Arguments): Wishes['voice'] {
  const voice = given.oneOf('voice', ['en', 'zh', 'none'] as const)
  return voice === 'none' ? false : voice
}
