// Turns what was typed for files into a list of files: folders are opened, globs are expanded, names are sorted as people
// read them (IMG_2 before IMG_10). A path that does not exist stays in the list, so that it is named and refused.

import { statSync } from 'node:fs'
import { basename, relative, resolve } from 'node:path'
import { glob } from 'tinyglobby'

/** Files of our own that lie in people's folders and are not material. */
const ignored = ['**/.*', '**/.*/**', '**/node_modules/**', '**/Thumbs.db', '**/desktop.ini', '**/*.kinora.json']
const natural = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/**
 * Absolute paths in the order given; the content of each folder or glob in natural order. A file named twice comes once.
 * Folders are read with their sub-folders.
 */
export async function findFiles(typed: readonly string[], folder: string): Promise<string[]> {
  const found = new Set<string>()
  for (const item of typed) for (const file of await filesOf(item, folder)) found.add(file)
  return [...found]
}

/** A text beside photos is mostly a note or a licence; these names say that it is meant for the film. */
const meantForTheFilm = /^(script|story|words|text|captions?|lyrics|voice-?over|subtitles?|脚本|文案|旁白|字幕|歌词|台词|故事)/i
const textFile = /[.](txt|md|markdown|json|csv|tsv|xml|ya?ml|html?|log|ini|rtf|pdf|docx?|sh|py|js|ts)$/i

export interface Material {
  readonly files: readonly string[]
  /** Texts that merely lay in a folder: no script unless they were named. */
  readonly notes: readonly { readonly path: string; readonly used: false; readonly reason: string }[]
}

/** findFiles, with texts set aside that nobody asked to use. */
export async function findMaterial(typed: readonly string[], folder: string): Promise<Material> {
  const found = await findFiles(typed, folder)
  const named = new Set(typed.map((item) => resolve(folder, item)))
  const isNote = (path: string) => !named.has(path) && textFile.test(path) && !meantForTheFilm.test(basename(path))
  const reason = 'A text that lies in a folder is not taken for a script. Name the file itself to use it.'
  return { files: found.filter((path) => !isNote(path)), notes: found.filter(isNote).map((path) => ({ path, used: false, reason })) }
}

/** Compares names as people read them. */
export function naturalOrder(left: string, right: string): number {
  return natural.compare(left, right) || (left < right ? -1 : left > right ? 1 : 0)
}

/** A name for the whole pile: the folder it lies in, when there is one worth naming. */
export function nameOfPile(typed: readonly string[], folder: string): string {
  const first = typed.map((item) => resolve(folder, item)).find((path) => kindOf(path) === 'folder')
  return first === undefined || relative(first, folder) === '' ? '' : basename(first)
}

async function filesOf(item: string, folder: string): Promise<readonly string[]> {
  const path = resolve(folder, item)
  const kind = kindOf(path)
  if (kind === 'file') return [path]
  if (kind === 'folder') return sorted(await glob(['**/*'], { cwd: path, absolute: true, ignore: ignored }))
  if (!/[*?{[]/.test(item)) return [path]
  const matches = sorted(await glob([item.replaceAll('\\', '/')], { cwd: folder, absolute: true, ignore: ignored }))
  return matches.length === 0 ? [path] : matches
}

function sorted(paths: readonly string[]): string[] {
  return paths.map((path) => resolve(path)).sort(naturalOrder)
}

function kindOf(path: string): 'file' | 'folder' | 'absent' {
  const found = statSync(path, { throwIfNoEntry: false })
  return found === undefined ? 'absent' : found.isDirectory() ? 'folder' : 'file'
}
