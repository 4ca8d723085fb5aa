// Material for the benchmarks: ten large photos, music, and the film of them. Made once into a folder; real photos are
// enlarged when ../shared/photos is there, else pictures with the statistics of photos are drawn. Says which.

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createDice } from '../src/base/index.ts'
import type { YuvPlanes } from '../src/compositor/index.ts'
import type { Asset, Draft, PhotoSegment, TextSegment } from '../src/draft/index.ts'
import { createPlateMaker, encodePicture } from '../src/media/drawing.ts'

const shared = join(dirname(fileURLToPath(import.meta.url)), '../../../shared/photos')
const names = ['group-cafe', 'kayak', 'silhouette-sunset', 'butterfly', 'houseboat', 'red-sky', 'fig', 'snow-valley', 'daisy', 'couple-car']

export interface BenchMaterial {
  /** Photos of `width` x `height`, JPEG. */
  readonly photos: readonly string[]
  /** Two WAV files of 45 s, 48 kHz, stereo. */
  readonly music: readonly [string, string]
  /** Where the photos come from, for the report. */
  readonly origin: string
}

/** Makes the material, or finds it made. */
export async function makeMaterial(folder: string, count = 10, width = 3648, height = 2736): Promise<BenchMaterial> {
  mkdirSync(folder, { recursive: true })
  const real = existsSync(shared)
  const photos = Array.from({ length: count }, (_, index) => join(folder, `photo-${String(index).padStart(3, '0')}-${width}.jpg`))
  for (const [index, path] of photos.entries()) {
    if (existsSync(path)) continue
    const planes = real ? await enlarged(index, width, height) : drawn(index, width, height)
    writeFileSync(path, await encodePicture(planes, { format: 'jpeg', quality: 92 }))
  }
  const music = [join(folder, 'music-1.wav'), join(folder, 'music-2.wav')] as const
  music.forEach((path, index) => {
    if (!existsSync(path)) writeFileSync(path, song(index))
  })
  return { photos, music, origin: real ? `real photos enlarged to ${width}x${height}` : `drawn pictures of ${width}x${height}` }
}

async function enlarged(index: number, width: number, height: number): Promise<YuvPlanes> {
  const all = readdirSync(shared).filter((name) => name.endsWith('.jpg') && !/moon|casino|blurry|orientation/.test(name))
  const name = index < names.length ? `${names[index]}.jpg` : all[index % all.length]!
  const maker = createPlateMaker({ sourceOf: () => join(shared, name), cacheFolder: null })
  // A different part of the photo each time round, so that no two files are equal.
  const round = Math.floor(index / all.length) * 0.02
  const plate = await maker.prepare({ kind: 'photo', content: `${name} ${index}`, width, height, fit: 'fill', ...(round === 0 ? {} : { region: { x: 0, y: 0, width: 1 - round, height: 1 - round } }) })
  await maker.close()
  return plate.planes
}

// Soft areas, edges at all angles, and grain: what makes a photo a photo for an encoder.
function drawn(index: number, width: number, height: number): YuvPlanes {
  const dice = createDice(`bench photo ${index}`)
  const waves = Array.from({ length: 24 }, (_, octave) => {
    const scale = 2 ** (octave / 3) / width
    const angle = dice.next() * Math.PI * 2
    return { x: Math.cos(angle) * scale * 6.3, y: Math.sin(angle) * scale * 6.3, phase: dice.next() * 6.3, size: 46 / (1 + octave * 0.55) }
  })
  const paint = (columns: number, rows: number, pitch: number, middle: number, strength: number, grain: number): Uint8Array => {
    const plane = new Uint8Array(columns * rows)
    for (let row = 0, at = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        let value = middle + (dice.next() + dice.next() - 1) * grain
        for (const wave of waves) value += Math.sin(column * pitch * wave.x + row * pitch * wave.y + wave.phase) * wave.size * strength
        plane[at++] = Math.max(16, Math.min(235, value))
      }
    }
    return plane
  }
  return { width, height, y: paint(width, height, 1, 120, 1, 6), u: paint(width / 2, height / 2, 2, 122, 0.25, 2), v: paint(width / 2, height / 2, 2, 134, 0.25, 2) }
}

// Four chords with a pulse and noise on the beat, 45 s.
function song(which: number): Buffer {
  const rate = 48_000
  const frames = rate * 45
  const dice = createDice(`bench song ${which}`)
  const chords = [[220, 277, 330], [196, 247, 294], [175, 220, 262], [196, 247, 330]].map((chord) => chord.map((tone) => tone * (which === 0 ? 1 : 1.189)))
  const file = Buffer.alloc(44 + frames * 4)
  file.write('RIFF', 0)
  file.writeUInt32LE(36 + frames * 4, 4)
  file.write('WAVEfmt ', 8)
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(2, 22)
  file.writeUInt32LE(rate, 24)
  file.writeUInt32LE(rate * 4, 28)
  file.writeUInt16LE(4, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36)
  file.writeUInt32LE(frames * 4, 40)
  for (let index = 0; index < frames; index++) {
    const time = index / rate
    const chord = chords[Math.floor(time / 2) % 4]!
    const beat = time % 0.5
    let value = 0
    for (const tone of chord) value += Math.sin(2 * Math.PI * tone * time) + 0.4 * Math.sin(4 * Math.PI * tone * time)
    value = value * 0.09 + Math.exp(-beat * 18) * 0.5 * Math.sin(2 * Math.PI * (50 + 60 * Math.exp(-beat * 30)) * beat) + Math.exp(-((time + 0.25) % 0.5) * 40) * 0.15 * (dice.next() * 2 - 1)
    file.writeInt16LE(Math.round(Math.max(-1, Math.min(1, value)) * 30000), 44 + index * 4)
    file.writeInt16LE(Math.round(Math.max(-1, Math.min(1, value * 0.9)) * 30000), 46 + index * 4)
  }
  return file
}

/** Zooms in, out, and pans. */
const moves = [
  { from: { x: 0.5, y: 0.5, zoom: 1 }, to: { x: 0.52, y: 0.45, zoom: 1.12 } },
  { from: { x: 0.48, y: 0.45, zoom: 1.12 }, to: { x: 0.5, y: 0.5, zoom: 1 } },
  { from: { x: 0.46, y: 0.5, zoom: 1.1 }, to: { x: 0.54, y: 0.5, zoom: 1.1 } },
] as const

export interface FilmWish {
  readonly photos: readonly string[]
  readonly music?: string
  readonly title?: string
  /** Milliseconds of each photo. */
  readonly each?: number
  readonly width?: number
  readonly height?: number
  readonly photoSize?: readonly [number, number]
}

/** A film over the photos: motion on each, crossfades of half a second, a title over the first three seconds, music. */
export function filmOf(wish: FilmWish): Draft {
  const assets: Record<string, Asset> = {}
  const [width, height] = wish.photoSize ?? [3648, 2736]
  const segments = wish.photos.map((path, index): PhotoSegment => {
    const bytes = readFileSync(path)
    assets[`a${index}`] = { id: `a${index}`, name: `photo-${index}.jpg`, kind: 'photo', source: path, hash: hashOf(bytes), facts: { kind: 'photo', width, height, bytes: bytes.length, format: 'jpeg' } }
    return {
      kind: 'photo', id: `s${index}`, name: `photo-${index}`, asset: `a${index}`, duration: wish.each ?? 3000, fit: 'cover',
      motion: { ...moves[index % 3]!, easing: 'ease-in-out' },
      ...(index === 0 ? {} : { transition: { kind: 'crossfade', before: 250, after: 250 } }),
    }
  })
  if (wish.music !== undefined) {
    const bytes = readFileSync(wish.music)
    assets['music'] = { id: 'music', name: 'music.wav', kind: 'sound', source: wish.music, hash: hashOf(bytes), facts: { kind: 'sound', bytes: bytes.length, format: 'wav', duration: 45_000, sampleRate: 48_000, channels: 2 } }
  }
  return {
    format: 1, title: wish.title ?? '', serial: 1, assets,
    canvas: { width: wish.width ?? 1920, height: wish.height ?? 1080, frameRate: { numerator: 30, denominator: 1 }, background: '#000000' },
    picture: { id: 'picture', name: 'Picture', segments },
    overlays: [],
    texts: wish.title === undefined ? [] : [{ id: 'titles', name: 'Titles', segments: [titleOf(wish.title)] }],
    sounds: wish.music === undefined ? [] : [{
      id: 'music', name: 'Music',
      segments: [{ kind: 'sound', id: 'm0', name: 'Music', role: 'music', content: { kind: 'asset', asset: 'music' }, start: 0, from: 0, loop: true, volume: 1, muted: false }],
    }],
  }
}

function titleOf(text: string): TextSegment {
  return {
    kind: 'text', id: 't0', role: 'title', text, start: 0, duration: 3000,
    style: { font: 'sans', size: 0.12, weight: 700, color: '#ffffff', shadow: true },
    place: { area: 'center' },
    animation: { enter: 'fade', exit: 'fade', duration: 400 },
  }
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
