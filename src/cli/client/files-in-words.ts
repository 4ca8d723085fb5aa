// Paths and addresses in what somebody typed: terminals write a file's path when it is dropped on them, quoted or with
// backslashes. Only what exists, or is an address or pattern of files that a film can be made of, is taken for one; a word
// like "photos" stays a word, "photos/" is a folder.

import { existsSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { resolve } from 'node:path'

const endings = /[.](?:mp4|mov|avi|webm|mkv|jpe?g|png|gif|webp|hei[cf]|avif|mp3|wav|m4a|aac|flac|ogg|txt|srt|vtt)$/i
const pieces = /"[^"]+"|'[^']+'|(?:\\.|[^\s\\])+/g

/** Words that only hand something over. */
const handing = /^(?:(?:please|here|are|is|take|add|send|upload|use|my|the|these|this|those|and|also|photos?|pictures?|images?|files?|folder|from|请|帮我|上传|添加|加上|加入|发送|用|这些|这个|照片|图片|文件夹?|和|还有)[\s,，.。:：;；]*)*$/i

/** The files, folders, patterns and addresses, and what is left of the message; `upload` alone with files leaves nothing. */
export function filesInWords(message: string, folder: string): { readonly paths: readonly string[]; readonly words: string } {
  const paths: string[] = []
  const rest = message.replace(pieces, (piece) => {
    const path = pathOf(piece, folder)
    if (path === undefined) return piece
    paths.push(path)
    return ''
  }).replace(/\s{2,}/g, ' ').trim()
  if (paths.length === 0) return { paths, words: rest }
  return { paths, words: handing.test(rest) ? '' : rest.replace(/^(?:please\s+)?(?:upload|上传)[\s:：,，]*(?:and\s+)?/i, '') }
}

function pathOf(piece: string, folder: string): string | undefined {
  const plain = /^["']/.test(piece) ? piece.slice(1, -1) : piece.replaceAll(/\\(.)/g, '$1')
  if (isAddress(plain)) return endings.test(plain.split(/[?#]/)[0]!) ? plain : undefined
  const path = resolve(folder, plain.replace(/^~(?=\/|$)/, homedir()))
  if (plain.includes('/') && existsSync(path) && statSync(path).isDirectory()) return path
  if (!endings.test(plain)) return undefined
  if (/[*?[{]/.test(plain)) return existsSync(path) ? path : plain.replace(/^~(?=\/)/, homedir())
  return existsSync(path) && statSync(path).isFile() ? path : undefined
}

export function isAddress(text: string): boolean {
  return /^https?:\/\/[^\s/]+/i.test(text) && URL.canParse(text)
}
