// Scripts, subtitles and other words that people hand in as files, whatever encoding their editor chose.

import { readFile } from 'node:fs/promises'
import type { ExaminedFile } from '../studio/ports.ts'
import { utf16Of } from './recognize.ts'
import type { SourceFile } from './source-file.ts'

/** Reads a text file (at most 200 KB, which the gate has checked). Fault: `text-unreadable`, `text-empty`. */
export async function readText(file: SourceFile): Promise<ExaminedFile> {
  const { path, name } = file
  const text = decodeText(await readFile(path))
  if (text === undefined) return { path, ok: false, fault: { code: 'text-unreadable', message: `${name} is in no encoding that can be read.`, path, suggestion: 'Save it as UTF-8.' } }
  if (text.trim() === '') return { path, ok: false, fault: { code: 'text-empty', message: `${name} holds no words.`, path } }
  return { path, ok: true, text, warnings: [] }
}

/** UTF-16 by its mark, else UTF-8, else GB18030 (which contains GBK and GB 2312); lines end in \n. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const marked = utf16Of(bytes)
  for (const encoding of marked === undefined ? ['utf-8', 'gb18030'] : [marked]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n')
    } catch {
      continue
    }
  }
  return undefined
}
