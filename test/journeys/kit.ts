// What every journey needs: the real program in a process of its own, a folder that goes away, and honest little
// pictures. Nothing here knows the insides of the house.

import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { crc32, deflateSync } from 'node:zlib'
import type { TestContext } from 'node:test'

/** The repository, seen from dist/test/journeys. */
export const house = fileURLToPath(new URL('../../../', import.meta.url))
const program = join(house, 'dist/src/main.js')
/** Real photos for developers; absent in a plain clone. */
export const sharedPhotos = join(house, '../shared/photos')
export const withoutPhotos = existsSync(sharedPhotos) ? false : 'no ../shared'

export interface Ran {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly folder?: string
  readonly cache?: string
  readonly environment?: Readonly<Record<string, string>>
  /** Called with the running process, for journeys that stop it. */
  readonly started?: (child: ChildProcess, stderr: () => string) => void
}

/** Runs `kinora` with arguments and waits for its end. The machine's own cache is never touched. */
export function kinora(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: options.folder ?? house,
    env: { ...process.env, KINORA_CACHE: options.cache ?? join(options.folder ?? tmpdir(), '.kinora-cache'), ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => { stdout += text })
  child.stderr.setEncoding('utf8').on('data', (text: string) => { stderr += text })
  options.started?.(child, () => stderr)
  return new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr })))
}

/** The one JSON object on standard output; fails the test with both streams when there is not exactly one. */
export function jsonOf<Shape = Record<string, unknown>>(ran: Ran): Shape {
  const lines = ran.stdout.trimEnd().split('\n')
  if (lines.length !== 1) throw new Error(`expected one line on stdout, got ${lines.length}:\n${ran.stdout}\n${ran.stderr}`)
  try {
    return JSON.parse(lines[0]!) as Shape
  } catch {
    throw new Error(`not JSON (exit code ${ran.code}):\n${ran.stdout}\n${ran.stderr}`)
  }
}

/** A folder that is deleted after the test. */
export function passingFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'kinora-journey-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Writes pictures with names `p1.png`, `p2.png`, … into a folder; each has its own colours and shapes. */
export function paintPictures(folder: string, count: number, width = 480, height = 320): string[] {
  mkdirSync(folder, { recursive: true })
  return Array.from({ length: count }, (_, index) => {
    const path = join(folder, `p${index + 1}.png`)
    writeFileSync(path, paint(width, height, index))
    return path
  })
}

export function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

/** A PNG of a slanted gradient with a bright disc, different for every number. */
export function paint(width: number, height: number, number: number): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * (1 + width * 3) + 1 + x * 3
      const inDisc = Math.hypot(x - width * (0.3 + 0.1 * (number % 5)), y - height * 0.5) < height * 0.22
      const stripe = ((x + y * (1 + (number % 3))) >> 4) % 2 === 0 ? 18 : 0
      rows[at] = inDisc ? 250 : (x * 200 / width + number * 37 + stripe) & 255
      rows[at + 1] = inDisc ? 230 : (y * 200 / height + number * 61 + stripe) & 255
      rows[at + 2] = inDisc ? 160 - number : 60 + ((number * 83) % 150) + stripe
    }
  }
  return png(width, height, rows)
}

/** A PNG file of given (filtered) rows; the size in its header may lie. */
export function png(width: number, height: number, rows: Buffer): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), part('IHDR', header), part('IDAT', deflateSync(rows)), part('IEND', Buffer.alloc(0))])
}

function part(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body) >>> 0)
  return Buffer.concat([length, body, sum])
}

/** A WAV file: a quiet chord, mono or stereo, 16 bit. */
export function wav(seconds: number, rate = 48000, channels = 2): Buffer {
  const samples = Math.round(seconds * rate)
  const data = Buffer.alloc(samples * channels * 2)
  for (let index = 0; index < samples; index++) {
    const value = [220, 277.2, 329.6].reduce((sum, hertz) => sum + Math.sin((2 * Math.PI * hertz * index) / rate), 0) * 4000
    for (let channel = 0; channel < channels; channel++) data.writeInt16LE(Math.round(value), (index * channels + channel) * 2)
  }
  const header = Buffer.alloc(44)
  header.write('RIFF', 0, 'latin1')
  header.writeUInt32LE(36 + data.length, 4)
  header.write('WAVEfmt ', 8, 'latin1')
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(channels, 22)
  header.writeUInt32LE(rate, 24)
  header.writeUInt32LE(rate * channels * 2, 28)
  header.writeUInt16LE(channels * 2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36, 'latin1')
  header.writeUInt32LE(data.length, 40)
  return Buffer.concat([header, data])
}

/** The 44 bytes before so many bytes of 16-bit stereo sound in a WAV file. */
export function waveHeader(bytes: number, rate = 48_000): Buffer {
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + bytes, 4)
  header.write('WAVEfmt ', 8)
  for (const [value, at, size] of [[16, 16, 4], [1, 20, 2], [2, 22, 2], [rate, 24, 4], [rate * 4, 28, 4], [4, 32, 2], [16, 34, 2]] as const) header.writeUIntLE(value, at, size)
  header.write('data', 36)
  header.writeUInt32LE(bytes, 40)
  return header
}
