// Chooses and guards the film's file: a good default name, never one of the user's own files, and the ending decides the
// format. The render itself appears under the name only when it is whole.

import { existsSync, statSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { KinoraError } from '../base/index.ts'
import { usage } from './arguments.ts'

/** `kinora-<title or folder>.<format>` in the folder; a number is added rather than writing over a file that is there. */
export function defaultOutput(folder: string, name: string, format = 'mp4'): string {
  const words = name.normalize('NFC').replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '').toLowerCase()
  const stem = words === '' ? 'kinora-film' : `kinora-${[...words].slice(0, 60).join('')}`
  for (let number = 1; ; number++) {
    const path = join(folder, `${stem}${number === 1 ? '' : `-${number}`}.${format}`)
    if (!existsSync(path)) return path
  }
}

/** A chosen output: `film.mp4`, or a folder in which the default name is used. Throws when it is one of the inputs. */
export function chosenOutput(typed: string, folder: string, inputs: readonly string[], name: string): string {
  const path = resolve(folder, typed)
  const output = isFolder(path) || /[/\\]$/.test(typed) ? defaultOutput(path, name) : path
  refuseInput(output, inputs)
  return output
}

/** Throws a usage error when a file to be written is one of the files that are read. */
export function refuseInput(output: string, inputs: readonly string[]): void {
  if (inputs.some((input) => sameFile(input, output))) throw usage(`${output} is one of your own files and would be overwritten. Choose another name with -o.`)
}

/** Throws when the folder of a file to be written is not there, before any work is done. */
export function requireFolder(output: string): void {
  const folder = dirname(output)
  if (!isFolder(folder)) {
    throw new KinoraError({ code: 'output-folder-missing', message: `The folder ${folder} for ${basename(output)} does not exist.`, path: output, suggestion: `mkdir -p "${folder}"` })
  }
  if (isFolder(output)) throw new KinoraError({ code: 'output-is-folder', message: `${output} is a folder; a file name is needed.`, path: output, suggestion: join(output, `kinora-film${extname(output) || '.mp4'}`) })
}

function sameFile(left: string, right: string): boolean {
  if (resolve(left) === resolve(right)) return true
  if (!existsSync(left) || !existsSync(right)) return false
  const [one, two] = [statSync(left), statSync(right)]
  return one.ino !== 0 && one.ino === two.ino && one.dev === two.dev
}

// A path that leads through a file, or that may not be looked at, is no folder.
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}
