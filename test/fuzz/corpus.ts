// The inputs that are kept: `seed-…` were made by us to start from, `found-…` once broke something and are tried again in
// every test run. A found one is named by its content, so that the same is kept once.

import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the sources, seen from dist/test/fuzz. */
export const corpusFolder = fileURLToPath(new URL('../../../test/fuzz/corpus/', import.meta.url))

export interface Kept {
  readonly name: string
  readonly bytes: Uint8Array
}

export function keptInputs(target: string): Kept[] {
  const folder = join(corpusFolder, target)
  return readdirSync(folder).sort().map((name) => ({ name, bytes: readFileSync(join(folder, name)) }))
}

/** Keeps an input that broke something; gives its name. */
export function keep(target: string, input: Uint8Array): string {
  const name = `found-${createHash('sha256').update(input).digest('hex').slice(0, 12)}`
  mkdirSync(join(corpusFolder, target), { recursive: true })
  writeFileSync(join(corpusFolder, target, name), input)
  return name
}
