// What kind of material a file is, by its name and what the browser says; only to show it and to spare a journey. The
// server decides by the bytes.

export type FileKind = 'picture' | 'clip' | 'sound' | 'text'

const endings: Readonly<Record<FileKind, readonly string[]>> = {
  picture: ['jpg', 'jpeg', 'png', 'webp', 'heic', 'heif', 'avif', 'gif', 'tif', 'tiff', 'bmp', 'dng', 'jfif'],
  clip: ['mp4', 'mov', 'm4v', 'webm', 'mkv', 'avi', 'mts', 'm2ts', '3gp', 'mpg', 'mpeg'],
  sound: ['mp3', 'wav', 'm4a', 'aac', 'flac', 'ogg', 'opus', 'oga', 'aif', 'aiff', 'wma'],
  text: ['txt', 'md', 'srt', 'vtt'],
}

/** 500 MB as the server counts them, until it says otherwise. */
export const largestFile = 500 * 1024 * 1024

/** undefined: nothing that a film could use, as far as can be told. */
export function kindOf({ name, type }: { readonly name: string; readonly type: string }): FileKind | undefined {
  if (type.startsWith('image/') && type !== 'image/svg+xml') return 'picture'
  if (type.startsWith('video/')) return 'clip'
  if (type.startsWith('audio/')) return 'sound'
  const ending = /\.([a-z0-9]{2,5})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  return (Object.keys(endings) as FileKind[]).find((kind) => endings[kind].includes(ending))
}

/** Files that folders bring along and nobody meant. */
export function isClutter(name: string): boolean {
  return /^(?:\..*|thumbs\.db|desktop\.ini)$/i.test(name)
}

/** What need not be tried: empty, larger than the house takes, or nothing that a film could use. Said before anything is sent. */
export function refusalOf(file: { readonly name: string; readonly size: number; readonly type: string }, largest = largestFile): { readonly code: string; readonly text: string } | undefined {
  if (file.size === 0) return { code: 'upload-empty', text: 'The file is empty.' }
  if (file.size > largest) return { code: 'file-too-large', text: `Files may have up to ${Math.floor(largest / 1024 / 1024)} MB.` }
  return kindOf(file) === undefined ? { code: 'file-unsupported', text: 'This is no picture, video, sound or text.' } : undefined
}
