// Paths in what somebody typed: terminals write a file's path when it is dropped on them, quoted or with backslashes.
// Only what exists, and ends like a file that a film can be made of, is taken for one.

import { existsSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { resolve } from 'node:path'

const endings = /[.](?:mp4|mov|avi|webm|mkv|jpe?g|png|gif|webp|hei[cf]|avif|mp3|wav|m4a|aac|flac|ogg|txt|srt|vtt)$/i
const pieces = /"[^"]+"|'[^']+'|(?:\\.|[^\s\\])+/g

/** The files, and what is left of the message; `upload` alone with files leaves nothing. */
export function filesInWords(message: string, folder: string): { readonly paths: readonly string[]; readonly words: string } {
  const paths: string[] = []
  const rest = message.replace(pieces, (piece) => {
    const path = pathOf(piece, folder)
    if (path === undefined) return piece
    paths.push(path)
    return ''
  }).replace(/\s{2,}/g, ' ').trim()
  return { paths, words: paths.length > 0 ? rest.replace(/^(?:please\s+)?(?:upload|上传)[\s:：,，]*(?:and\s+)?/i, '') : rest }
}

function pathOf(piece: string, folder: string): string | undefined {
  const plain = /^["']/.test(piece) ? piece.slice(1, -1) : piece.replaceAll(/\\(.)/g, '$1')
  if (!endings.test(plain)) return undefined
  const path = resolve(folder, plain.replace(/^~(?=\/)/, homedir()))
  return existsSync(path) && statSync(path).isFile() ? path : undefined
}
