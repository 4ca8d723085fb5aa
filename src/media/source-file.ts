// The gate through which every file comes in: is it a readable ordinary file of a sane size, what is it really, and
// which content does it hold. Everything behind the gate may trust the answer; nothing behind it looks at the name.

import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { lstat, open, type FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import { failure, success, type Fault, type Outcome } from '../base/index.ts'
import { boxesOf, type Box } from './boxes.ts'
import { gifMoves } from './gif.ts'
import { recognize, recognizedBytes, type Recognition } from './recognize.ts'

/** A file that may be opened by the decoder of its kind. */
export interface SourceFile {
  readonly path: string
  /** The last part of the path, for people. */
  readonly name: string
  readonly bytes: number
  readonly kind: 'photo' | 'clip' | 'sound' | 'text'
  readonly format: string
  /** SHA-256 of the bytes, hex. */
  readonly hash: string
}

// Larger photos than this are scans or panoramas beyond any film; larger clips would fill small machines.
export const photoByteLimit = 60 * 1024 * 1024
export const otherByteLimit = 500 * 1024 * 1024
export const textByteLimit = 200 * 1024

/** Looks at one file. Every failure is a named fault; nothing is thrown for anything that can lie on a disk. `hash`: when it is known. */
export async function openSource(path: string, hash?: string): Promise<Outcome<SourceFile>> {
  const name = basename(path)
  const refuse = (code: string, message: string, suggestion?: string) =>
    failure({ code, message, path, ...(suggestion === undefined ? {} : { suggestion }) })
  try {
    const entry = await lstat(path)
    if (entry.isSymbolicLink()) return refuse('file-is-link', `${name} is a link to another file; links are not followed.`, 'Give the file itself.')
    if (entry.isDirectory()) return refuse('file-is-folder', `${name} is a folder, not a file.`, 'Give the files inside it.')
    if (!entry.isFile()) return refuse('file-is-special', `${name} is a pipe, socket or device, not an ordinary file.`)
    if (entry.size === 0) return refuse('file-empty', `${name} is empty (0 bytes).`, 'Copy it again from where it came.')
    if (entry.size > otherByteLimit) return refuse('file-too-large', `${name} has ${megabytes(entry.size)} MB; at most ${megabytes(otherByteLimit)} MB are taken.`)
    return await lookInside(path, name, refuse, hash)
  } catch (thrown) {
    return failure(faultOfOpening(thrown, path, name))
  }
}

async function lookInside(path: string, name: string, refuse: (code: string, message: string, suggestion?: string) => Outcome<never>, hash: string | undefined): Promise<Outcome<SourceFile>> {
  // The file may have been swapped since lstat: no link is followed, and no pipe can block the opening.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const state = await file.stat()
    if (!state.isFile()) return refuse('file-is-special', `${name} is not an ordinary file.`)
    const head = await readAt(file, 0, recognizedBytes)
    const found = await settle(file, state.size, head, recognize(head))
    if (found.kind === 'refused') return refuse('file-kind-refused', `${refusalOf(found, name)}.`, adviceOn(found.format))
    if (found.kind === 'text' && looksLikeMediaName(name)) return refuse('file-kind-refused', `This is ${found.title} named ${name}, not a picture, clip or sound.`)
    const limit = { photo: photoByteLimit, text: textByteLimit, clip: otherByteLimit, sound: otherByteLimit }[found.kind]
    if (state.size > limit) return refuse('file-too-large', `${name} is ${found.title} of ${megabytes(state.size)} MB; at most ${megabytes(limit)} MB are taken.`)
    return success({ path, name, bytes: state.size, kind: found.kind, format: found.format, hash: hash ?? await hashOf(file) })
  } finally {
    await file.close()
  }
}

/** What a refused file really is, in a sentence without its full stop. */
function refusalOf(found: Recognition, name: string): string {
  if (found.format === 'unknown') return `${name} is of an unknown kind: its bytes are no picture, clip, sound or text`
  if (found.format.startsWith('movie-')) return `${name} is ${found.title}`
  return looksLikeMediaName(name) ? `This is ${found.title} named ${name}` : `${name} is ${found.title}, which is no material for a film`
}

const conversions: Readonly<Record<string, string>> = {
  raw: 'Export it as JPEG first.', cr2: 'Export it as JPEG first.', psd: 'Export it as PNG or JPEG first.', svg: 'Export it as PNG first.',
  bmp: 'Save it as PNG first.', jxl: 'Convert it to JPEG first.', jp2: 'Convert it to JPEG first.', exr: 'Convert it to PNG or JPEG first.',
  wmv: 'Convert it to MP4 first.', flv: 'Convert it to MP4 first.', mpeg: 'Convert it to MP4 first.', 'mpeg-ts': 'Convert it to MP4 first.', ogv: 'Convert it to MP4 or WebM first.',
  amr: 'Convert it to MP3 or M4A first.',
  zip: 'Unpack it and give the files inside.', '7z': 'Unpack it and give the files inside.', rar: 'Unpack it and give the files inside.', tar: 'Unpack it and give the files inside.', gzip: 'Unpack it and give the files inside.',
  pdf: 'Export its pages as pictures first.', html: 'Download the picture itself, not the page that shows it.',
  word: 'Copy its words into a text file.', ass: 'Convert the subtitles to SRT.', playlist: 'Give the media files that it lists.', ffconcat: 'Give the media files that it lists.',
  midi: 'Give a recording (MP3, WAV, M4A) instead.',
}

function adviceOn(format: string): string | undefined {
  return conversions[format]
}

function looksLikeMediaName(name: string): boolean {
  return /\.(jpe?g|png|apng|webp|gif|hei[cf]|avif|tiff?|mp4|m4v|mov|avi|webm|mkv|mp3|wav|m4a|aac|flac|ogg|opus)$/i.test(name)
}

// Some kinds show only beyond the first bytes: whether a GIF moves, and whether an MP4 holds pictures.
async function settle(file: FileHandle, size: number, head: Uint8Array, found: Recognition): Promise<Recognition> {
  if (found.format === 'gif') {
    const moves = await gifMoves((at, length) => readAt(file, at, length))
    return moves ? { kind: 'clip', format: 'gif-animated', title: 'an animated GIF' } : found
  }
  if (found.format !== 'mp4' && found.format !== 'mov' && found.format !== 'm4a') return found
  const index = await movieIndex(file, size)
  if (index === 'missing') {
    return { kind: 'refused', format: 'movie-cut-off', title: `${found.title} that was cut off: its index is missing, so nothing in it can be found` }
  }
  if (index.includes('vide')) return found.kind === 'sound' ? { kind: 'clip', format: 'mp4', title: 'an MP4 video' } : found
  if (index.includes('soun')) return { kind: 'sound', format: 'm4a', title: 'an M4A sound file' }
  return { kind: 'refused', format: 'movie-empty', title: `${found.title} without pictures and without sound` }
}

// The handler kinds (`vide`, `soun`, ...) of all tracks. Top-level boxes are stepped over one by one, wherever they are.
async function movieIndex(file: FileHandle, size: number): Promise<string[] | 'missing'> {
  for (let at = 0, steps = 0; at + 8 <= size && steps < 10_000; steps++) {
    const header = await readAt(file, at, 16)
    const box: Box | undefined = boxesOf(header)[0]
    if (box === undefined) return 'missing'
    const end = box.end === header.length ? size - at : box.end
    if (box.type === 'moov') {
      if (at + end > size || end > 64 * 1024 * 1024) return 'missing'
      return handlersOf(await readAt(file, at, end))
    }
    at += end
  }
  return 'missing'
}

function handlersOf(movie: Uint8Array): string[] {
  const inside = (box: Box, type: string) => boxesOf(movie, box.body, Math.min(box.end, movie.length)).filter((inner) => inner.type === type)
  return boxesOf(movie).flatMap((top) => inside(top, 'trak'))
    .flatMap((track) => inside(track, 'mdia'))
    .flatMap((media) => inside(media, 'hdlr'))
    .map((handler) => String.fromCharCode(...movie.subarray(handler.body + 8, handler.body + 12)))
}

async function readAt(file: FileHandle, at: number, length: number): Promise<Uint8Array> {
  const buffer = Buffer.allocUnsafe(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, at + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}

/** Whether a file still holds the content (SHA-256, hex) that it was examined with. Throws when it cannot be read. */
export async function stillHolds(path: string, content: string): Promise<boolean> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    return (await hashOf(file)) === content
  } finally {
    await file.close()
  }
}

async function hashOf(file: FileHandle): Promise<string> {
  const hash = createHash('sha256')
  const buffer = Buffer.allocUnsafe(1024 * 1024)
  for (let at = 0; ;) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, at)
    if (bytesRead === 0) return hash.digest('hex')
    hash.update(buffer.subarray(0, bytesRead))
    at += bytesRead
  }
}

function faultOfOpening(thrown: unknown, path: string, name: string): Fault {
  const code = (thrown as { code?: string } | null)?.code
  if (code === 'ENOENT' || code === 'ENOTDIR') return { code: 'file-missing', message: `${name} does not exist.`, path, suggestion: 'Check the spelling and the folder.' }
  if (code === 'EACCES' || code === 'EPERM') return { code: 'file-unreadable', message: `${name} may not be read by this user.`, path, suggestion: 'Change its permissions.' }
  if (code === 'ELOOP') return { code: 'file-is-link', message: `${name} is a link to another file; links are not followed.`, path, suggestion: 'Give the file itself.' }
  return { code: 'file-unreadable', message: `${name} cannot be read: ${thrown instanceof Error ? thrown.message : String(thrown)}.`, path }
}

function megabytes(bytes: number): string {
  const size = bytes / (1024 * 1024)
  return size < 10 ? size.toFixed(1) : String(Math.round(size))
}
