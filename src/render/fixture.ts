// Films for this room's tests: small drafts over real photos, and an empty place to render them to. Tests only.

import { mkdtemp, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Asset, Draft, PhotoSegment, TextSegment } from '../draft/index.ts'
import { writeWavFile } from '../media/index.ts'
import { soundRate, type SoundSource } from '../sound/index.ts'

/** `../shared/photos` beside the repository; found from the compiled file. */
export const photoFolder = join(dirname(fileURLToPath(import.meta.url)), '../../../../shared/photos')

/** Says why a test is skipped, or false when the photos are there. */
export const withoutPhotos: string | false = existsSync(photoFolder) ? false : 'skipped: no ../shared'

const sizes: Readonly<Record<string, readonly [number, number]>> = {
  'kayak.jpg': [1772, 1181],
  'couple-car.jpg': [1760, 1168],
  'daisy.jpg': [1600, 1200],
  'butterfly.jpg': [2160, 1440],
}

/** A film of photos, each `duration` ms long, moving, with crossfades. */
export function photoFilm(names: readonly string[] = Object.keys(sizes), duration = 1500): Draft {
  const assets: Record<string, Asset> = {}
  const segments = names.map((name, index): PhotoSegment => {
    const [width, height] = sizes[name] ?? [1600, 1200]
    assets[`a${index}`] = { id: `a${index}`, name, kind: 'photo', source: join(photoFolder, name), facts: { kind: 'photo', width, height, bytes: 0, format: 'jpeg' } }
    return {
      kind: 'photo', id: `s${index}`, name, asset: `a${index}`, duration, fit: 'cover',
      motion: { from: { x: 0.5, y: 0.5, zoom: 1 }, to: { x: 0.5, y: 0.45, zoom: 1.15 }, easing: 'ease-in-out' },
      ...(index === 0 ? {} : { transition: { kind: 'crossfade', before: 250, after: 250 } }),
    }
  })
  return {
    format: 1, title: 'By the sea', serial: 1, assets,
    canvas: { width: 320, height: 180, frameRate: { numerator: 30, denominator: 1 }, background: '#000000' },
    picture: { id: 'picture', name: 'Picture', segments },
    overlays: [], texts: [], sounds: [],
  }
}

/** The film with a text over each of these stretches (ms) whose ground is decided from the picture. */
export function titled(film: Draft, stretches: readonly { readonly start: number; readonly duration: number }[]): Draft {
  const segments = stretches.map(({ start, duration }, index): TextSegment => ({
    kind: 'text', id: `t${index}`, role: 'title', text: 'By the sea', start, duration,
    style: { font: 'display', size: 0.11, weight: 700, color: '#ffffff', shadow: true, ground: 'auto' },
    place: { area: 'center' },
    animation: { enter: 'rise', exit: 'fade', duration: 400 },
  }))
  return { ...film, texts: [{ id: 'titles', name: 'Titles', segments }] }
}

/** The film with six seconds of a tone under it; its file goes to the folder. */
export async function withTone(film: Draft, folder: string): Promise<Draft> {
  const path = join(folder, 'tone.wav')
  await writeWavFile(path, tone, 6 * soundRate)
  const sound: Asset = { id: 'tone', name: 'tone.wav', kind: 'sound', source: path, facts: { kind: 'sound', bytes: 0, format: 'wav', duration: 6000, sampleRate: soundRate, channels: 2 } }
  return {
    ...film,
    assets: { ...film.assets, tone: sound },
    sounds: [{ id: 'sounds', name: 'Sounds', segments: [{ kind: 'sound', id: 'm0', name: 'Tone', role: 'sound', content: { kind: 'asset', asset: 'tone' }, start: 0, from: 0, loop: false, volume: 1, muted: false }] }],
  }
}

const tone: SoundSource = {
  durationMs: 6000,
  read(from, count) {
    const side = Float32Array.from({ length: count }, (_, index) => 0.366 * Math.sin((2 * Math.PI * 440 * (from + index)) / soundRate))
    return Promise.resolve({ left: side, right: side })
  },
  close: () => undefined,
}

/** Runs a test with a folder of its own; the folder stays when the test fails. */
export async function inFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-render-test-'))
  await run(folder)
  await rm(folder, { recursive: true, force: true })
}
