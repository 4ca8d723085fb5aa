// What a file is, by its first bytes and never by its name. A small table of signatures, most specific first; text is
// looked at only when no signature fits. Pure: bytes in, a name out. Reading the bytes is source-file.ts's work.
//
// It must never guess in favour of a stranger: playlists, scripts and pages that name other files are told apart from
// plain words, because whoever opens them would open what they point at.

import { boxesOf, brandsOf } from './boxes.ts'

export type SourceKind = 'photo' | 'clip' | 'sound' | 'text' | 'refused'

export interface Recognition {
  readonly kind: SourceKind
  /** Stable short name: `jpeg`, `heic`, `mp4`, `srt`, `html`, ... */
  readonly format: string
  /** For people, with article: "an HTML page". */
  readonly title: string
}

/** How many leading bytes `recognize` wants to see. Fewer are fine when the file is shorter. */
export const recognizedBytes = 65_536

/** Names what the leading bytes of a file belong to. Never throws; what fits nothing is `unknown` and refused. */
export function recognize(head: Uint8Array): Recognition {
  for (const [kind, format, title, fits] of signatures) {
    if (fits(head)) return { kind, format, title }
  }
  return recognizeBoxes(head) ?? recognizeText(head) ?? { kind: 'refused', format: 'unknown', title: 'a file of an unknown kind' }
}

type Signature = readonly [SourceKind, string, string, (head: Uint8Array) => boolean]

const signatures: readonly Signature[] = [
  ['photo', 'jpeg', 'a JPEG picture', (head) => bytesAt(head, 0, 0xff, 0xd8, 0xff)],
  ['clip', 'apng', 'an animated PNG', (head) => isPng(head) && pngHas(head, 'acTL')],
  ['photo', 'png', 'a PNG picture', isPng],
  ['clip', 'webp-animated', 'an animated WebP', (head) => isRiff(head, 'WEBP') && textAt(head, 12, 'VP8X') && (head[20]! & 0x02) !== 0],
  ['photo', 'webp', 'a WebP picture', (head) => isRiff(head, 'WEBP')],
  // Whether a GIF moves shows only further inside; source-file.ts looks.
  ['photo', 'gif', 'a GIF picture', (head) => textAt(head, 0, 'GIF87a') || textAt(head, 0, 'GIF89a')],
  ['refused', 'cr2', 'a Canon raw photo', (head) => isTiff(head) && textAt(head, 8, 'CR')],
  ['refused', 'raw', 'a camera raw photo', (head) => isTiff(head) && isRawTiff(head)],
  ['photo', 'tiff', 'a TIFF picture', isTiff],
  ['refused', 'raw', 'a camera raw photo', (head) => textAt(head, 0, 'FUJIFILMCCD-RAW') || textAt(head, 0, 'IIU\0') || textAt(head, 0, 'IIRO') || textAt(head, 0, 'FOVb')],
  ['clip', 'avi', 'an AVI video', (head) => isRiff(head, 'AVI ')],
  ['clip', 'webm', 'a WebM video', (head) => isEbml(head) && contains(head, 'webm', 64) && contains(head, 'V_', recognizedBytes)],
  ['sound', 'webm', 'a WebM sound file', (head) => isEbml(head) && contains(head, 'webm', 64)],
  ['clip', 'mkv', 'a Matroska video', (head) => isEbml(head) && contains(head, 'matroska', 64) && (contains(head, 'V_', recognizedBytes) || !contains(head, 'A_', recognizedBytes))],
  ['sound', 'mka', 'a Matroska sound file', (head) => isEbml(head) && contains(head, 'matroska', 64)],
  ['sound', 'wav', 'a WAV sound file', (head) => isRiff(head, 'WAVE') || (textAt(head, 0, 'RF64') && textAt(head, 8, 'WAVE'))],
  ['sound', 'flac', 'a FLAC sound file', (head) => textAt(head, afterId3(head), 'fLaC')],
  ['refused', 'ogv', 'an Ogg video', (head) => textAt(head, 0, 'OggS') && contains(head, 'theora', 128)],
  ['sound', 'ogg', 'an Ogg sound file', (head) => textAt(head, 0, 'OggS')],
  ['sound', 'aac', 'an AAC sound file', (head) => isAdts(head, afterId3(head))],
  ['sound', 'mp3', 'an MP3 sound file', (head) => textAt(head, 0, 'ID3') || isMp3Frame(head, 0)],
  ['refused', 'pdf', 'a PDF document', (head) => contains(head, '%PDF-', 1024)],
  ['refused', 'postscript', 'a PostScript document', (head) => textAt(head, 0, '%!PS')],
  ['refused', 'word', 'a Word document', (head) => isZip(head) && contains(head, 'word/', 4096)],
  ['refused', 'powerpoint', 'a PowerPoint presentation', (head) => isZip(head) && contains(head, 'ppt/', 4096)],
  ['refused', 'excel', 'an Excel workbook', (head) => isZip(head) && contains(head, 'xl/', 4096)],
  ['refused', 'epub', 'an e-book', (head) => isZip(head) && contains(head, 'epub+zip', 256)],
  ['refused', 'zip', 'a ZIP archive', isZip],
  ['refused', 'gzip', 'a gzip archive', (head) => bytesAt(head, 0, 0x1f, 0x8b)],
  ['refused', '7z', 'a 7-Zip archive', (head) => bytesAt(head, 0, 0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c)],
  ['refused', 'rar', 'a RAR archive', (head) => textAt(head, 0, 'Rar!')],
  ['refused', 'bzip2', 'a bzip2 archive', (head) => textAt(head, 0, 'BZh')],
  ['refused', 'xz', 'an xz archive', (head) => bytesAt(head, 0, 0xfd, 0x37, 0x7a, 0x58, 0x5a)],
  ['refused', 'zstd', 'a Zstandard archive', (head) => bytesAt(head, 0, 0x28, 0xb5, 0x2f, 0xfd)],
  ['refused', 'tar', 'a tar archive', (head) => textAt(head, 257, 'ustar')],
  ['refused', 'jxl', 'a JPEG XL picture', (head) => bytesAt(head, 0, 0xff, 0x0a) || textAt(head, 4, 'JXL ')],
  ['refused', 'jp2', 'a JPEG 2000 picture', (head) => textAt(head, 4, 'jP  ') || bytesAt(head, 0, 0xff, 0x4f, 0xff, 0x51)],
  ['refused', 'psd', 'a Photoshop document', (head) => textAt(head, 0, '8BPS')],
  ['refused', 'bmp', 'a BMP picture', (head) => textAt(head, 0, 'BM') && bytesAt(head, 6, 0, 0, 0, 0)],
  ['refused', 'ico', 'an icon file', (head) => bytesAt(head, 0, 0, 0, 1, 0) && head.length > 22 && head[4]! > 0 && head[5] === 0],
  ['refused', 'exr', 'an OpenEXR picture', (head) => bytesAt(head, 0, 0x76, 0x2f, 0x31, 0x01)],
  ['refused', 'wmv', 'a Windows Media file', (head) => bytesAt(head, 0, 0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11)],
  ['refused', 'flv', 'a Flash video', (head) => textAt(head, 0, 'FLV\x01')],
  ['refused', 'mpeg', 'an MPEG programme stream', (head) => bytesAt(head, 0, 0, 0, 1, 0xba) || bytesAt(head, 0, 0, 0, 1, 0xb3)],
  ['refused', 'mpeg-ts', 'an MPEG transport stream', (head) => head[0] === 0x47 && head[188] === 0x47 && head[376] === 0x47],
  ['sound', 'aiff', 'an AIFF sound file', (head) => textAt(head, 0, 'FORM') && (textAt(head, 8, 'AIFF') || textAt(head, 8, 'AIFC'))],
  ['refused', 'amr', 'an AMR sound file', (head) => textAt(head, 0, '#!AMR')],
  ['refused', 'midi', 'a MIDI file', (head) => textAt(head, 0, 'MThd')],
  ['refused', 'program', 'a program', (head) => bytesAt(head, 0, 0x7f, 0x45, 0x4c, 0x46) || textAt(head, 0, 'MZ') || bytesAt(head, 0, 0xcf, 0xfa, 0xed, 0xfe)],
  ['refused', 'font', 'a font file', (head) => textAt(head, 0, 'OTTO') || textAt(head, 0, 'wOFF') || textAt(head, 0, 'wOF2') || bytesAt(head, 0, 0, 1, 0, 0, 0)],
  ['refused', 'sqlite', 'a database file', (head) => textAt(head, 0, 'SQLite format 3')],
  ['refused', 'office', 'an old Office document', (head) => bytesAt(head, 0, 0xd0, 0xcf, 0x11, 0xe0)],
]

// ISO media files: HEIC, AVIF, MP4, MOV and M4A share one container and differ by brand; what an MP4 really holds
// (pictures or only sound) stands in its index, which source-file.ts reads.
function recognizeBoxes(head: Uint8Array): Recognition | undefined {
  const first = boxesOf(head)[0]
  if (first === undefined) return undefined
  if (first.type !== 'ftyp') {
    return ['moov', 'mdat', 'wide', 'pnot'].includes(first.type) ? { kind: 'clip', format: 'mov', title: 'a QuickTime video' } : undefined
  }
  const brands = brandsOf(head)
  const has = (...names: string[]) => names.some((name) => brands.includes(name))
  const major = brands[0] ?? ''
  if (has('crx ')) return { kind: 'refused', format: 'raw', title: 'a Canon raw photo' }
  if (has('avif', 'avis')) return { kind: 'photo', format: 'avif', title: 'an AVIF picture' }
  if (has('heic', 'heix', 'heim', 'heis', 'hevc', 'hevx') || ['mif1', 'msf1', 'mif2'].includes(major)) return { kind: 'photo', format: 'heic', title: 'a HEIC picture' }
  if (major === 'M4A ' || major === 'M4B ') return { kind: 'sound', format: 'm4a', title: 'an M4A sound file' }
  if (major === 'qt  ') return { kind: 'clip', format: 'mov', title: 'a QuickTime video' }
  return { kind: 'clip', format: 'mp4', title: 'an MP4 video' }
}

// ------------------------------------------------------------------------------------------------ text

const textKinds: readonly (readonly [SourceKind, string, string, RegExp])[] = [
  ['refused', 'playlist', 'a playlist that points at other files', /^#EXTM3U|^\[playlist\]|^<\?wpl|^<asx\b/i],
  ['refused', 'ffconcat', 'a list of files to be joined (ffconcat)', /^ffconcat version|^(?:#[^\n]*\n\s*)*file\s+['"]?[^\n]+\n/],
  ['refused', 'sdp', 'a stream description (SDP)', /^v=0\r?\n[a-z]=/],
  ['refused', 'svg', 'an SVG drawing', /^(?:<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*|<!doctype svg[^>]*>\s*)*<svg[\s>]/i],
  ['refused', 'html', 'an HTML page', /^(?:<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*)*<(?:!doctype html|html|head|body|script|meta|title|div|iframe)[\s>]/i],
  ['refused', 'xml', 'an XML file', /^<\?xml/i],
  ['refused', 'rtf', 'an RTF document', /^\{\\rtf/],
  ['refused', 'script', 'a program script', /^#!|^<\?php/],
  ['refused', 'json', 'a JSON file', /^\{\s*("|\})|^\[\s*[[{"\d\]]/],
  ['refused', 'ass', 'an ASS subtitle file', /^\[Script Info\]/i],
  ['text', 'vtt', 'WebVTT subtitles', /^WEBVTT(?:[ \t\r\n]|$)/],
  ['text', 'srt', 'SubRip subtitles', /^\d+[ \t]*\r?\n\d{1,2}:\d{2}:\d{2}[,.]\d{1,3}\s*-->/],
]

function recognizeText(head: Uint8Array): Recognition | undefined {
  if (!looksLikeText(head)) return undefined
  const beginning = new TextDecoder(utf16Of(head) ?? 'utf-8').decode(head.subarray(0, 4096)).replace(/^[\ufeff\s]+/, '')
  for (const [kind, format, title, pattern] of textKinds) if (pattern.test(beginning)) return { kind, format, title }
  return { kind: 'text', format: 'text', title: 'a text file' }
}

/** The UTF-16 flavour of a text with a byte order mark; undefined for all other texts. */
export function utf16Of(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytesAt(head, 0, 0xff, 0xfe)) return 'utf-16le'
  if (bytesAt(head, 0, 0xfe, 0xff)) return 'utf-16be'
  return undefined
}

// Text has no zero bytes and hardly any control characters, in UTF-8 as in GB18030; UTF-16 is taken with its mark only.
function looksLikeText(head: Uint8Array): boolean {
  if (head.length === 0) return false
  if (utf16Of(head) !== undefined) return true
  const seen = head.subarray(0, 8192)
  let controls = 0
  for (const byte of seen) {
    if (byte === 0) return false
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12) controls++
  }
  return controls * 200 <= seen.length && isDecodable(seen)
}

function isDecodable(bytes: Uint8Array): boolean {
  return ['utf-8', 'gb18030'].some((encoding) => {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true })
      return true
    } catch {
      return false
    }
  })
}

// ------------------------------------------------------------------------------------------------ bytes

function bytesAt(head: Uint8Array, at: number, ...bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[at + index] === byte)
}

function textAt(head: Uint8Array, at: number, text: string): boolean {
  for (let index = 0; index < text.length; index++) if (head[at + index] !== text.charCodeAt(index)) return false
  return true
}

function contains(head: Uint8Array, text: string, within: number): boolean {
  return Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, within)).includes(text, 0, 'latin1')
}

function isPng(head: Uint8Array): boolean {
  return bytesAt(head, 0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
}

// Walks the chunks before the pixels; an animation must announce itself there.
function pngHas(head: Uint8Array, wanted: string): boolean {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  for (let at = 8; at + 8 <= head.length; at += 12 + view.getUint32(at)) {
    if (textAt(head, at + 4, wanted)) return true
    if (textAt(head, at + 4, 'IDAT')) return false
  }
  return false
}

function isRiff(head: Uint8Array, form: string): boolean {
  return textAt(head, 0, 'RIFF') && textAt(head, 8, form)
}

function isTiff(head: Uint8Array): boolean {
  return bytesAt(head, 0, 0x49, 0x49, 0x2a, 0) || bytesAt(head, 0, 0x4d, 0x4d, 0, 0x2a)
}

// Camera raws are TIFF files whose first picture is only a thumbnail with the real data in sub-directories (330), or
// that carry a DNG version (50706).
function isRawTiff(head: Uint8Array): boolean {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const little = head[0] === 0x49
  const directory = head.length >= 8 ? view.getUint32(4, little) : 0
  if (directory < 8 || directory + 2 > head.length) return false
  const count = view.getUint16(directory, little)
  let thumbnail = false
  let inside = false
  for (let index = 0; index < count && directory + 14 + index * 12 <= head.length; index++) {
    const at = directory + 2 + index * 12
    const tag = view.getUint16(at, little)
    if (tag === 50706) return true
    if (tag === 254 && (view.getUint32(at + 8, little) & 1) === 1) thumbnail = true
    if (tag === 330) inside = true
  }
  return thumbnail && inside
}

function isEbml(head: Uint8Array): boolean {
  return bytesAt(head, 0, 0x1a, 0x45, 0xdf, 0xa3)
}

function isZip(head: Uint8Array): boolean {
  return bytesAt(head, 0, 0x50, 0x4b, 3, 4) || bytesAt(head, 0, 0x50, 0x4b, 5, 6)
}

// The length of an ID3 tag is written in seven-bit bytes.
function afterId3(head: Uint8Array): number {
  if (!textAt(head, 0, 'ID3') || head.length < 10) return 0
  return 10 + ((head[6]! & 127) << 21) + ((head[7]! & 127) << 14) + ((head[8]! & 127) << 7) + (head[9]! & 127)
}

// Sync word, layer 0; the next frame must begin where this one says it ends.
function isAdts(head: Uint8Array, at: number): boolean {
  const starts = (from: number) => head[from] === 0xff && (head[from + 1]! & 0xf6) === 0xf0
  if (!starts(at)) return false
  const length = ((head[at + 3]! & 3) << 11) | (head[at + 4]! << 3) | (head[at + 5]! >> 5)
  return length >= 7 && (at + length + 1 >= head.length || starts(at + length))
}

const mp3Rates = [[11025, 12000, 8000], [0, 0, 0], [22050, 24000, 16000], [44100, 48000, 32000]] as const
const mp3BitratesOne = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320] as const
const mp3BitratesTwo = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160] as const

// Two frames in a row, since eleven set bits alone are common in any data.
function isMp3Frame(head: Uint8Array, at: number, follow = true): boolean {
  if (head[at] !== 0xff || (head[at + 1]! & 0xe6) !== 0xe2) return false
  const version = (head[at + 1]! >> 3) & 3
  const rate = mp3Rates[version]?.[(head[at + 2]! >> 2) & 3] ?? 0
  const bitrate = (version === 3 ? mp3BitratesOne : mp3BitratesTwo)[head[at + 2]! >> 4] ?? 0
  if (rate === 0 || bitrate === 0) return false
  const length = Math.floor(((version === 3 ? 144_000 : 72_000) * bitrate) / rate) + ((head[at + 2]! >> 1) & 1)
  return !follow || at + length + 4 > head.length || isMp3Frame(head, at + length, false)
}
