// Reads and writes films on paper. A draft from a file is a stranger's input: it is validated, and every fault is named
// with its place. Relative sources are taken from the draft's own folder, so that a folder can be moved as a whole.

import { readFile } from 'node:fs/promises'
import { dirname, isAbsolute, resolve } from 'node:path'
import { KinoraError, faultOf, type Fault } from '../base/index.ts'
import { validateDraft, type Draft } from '../draft/index.ts'
import { writeWholeFile } from './write-file.ts'

/** A draft of 500 pictures is about half a megabyte; more than this is no draft. */
const largestDraft = 64 * 1024 * 1024

/** A draft with faults: the message names the first ones, `faults` holds all. */
export class DraftRefused extends KinoraError {
  readonly faults: readonly Fault[]

  constructor(path: string, faults: readonly Fault[]) {
    const shown = faults.slice(0, shownFaults).map((fault) => `\n  ${fault.path || '/'}: ${fault.message}${fault.suggestion === undefined ? '' : ` Try: ${fault.suggestion}`}`)
    const rest = faults.length > shownFaults ? `\n  … and ${faults.length - shownFaults} more` : ''
    super({ code: 'draft-faulty', message: `${path} has ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}:${shown.join('')}${rest}`, path })
    this.name = 'DraftRefused'
    this.faults = faults
  }
}

/** More than these do not help anybody who reads them in a terminal. */
const shownFaults = 12

/** Throws `draft-unreadable`, `draft-not-json`, or DraftRefused. */
export async function readDraft(path: string): Promise<Draft> {
  const outcome = validateDraft(parse(await readText(path), path))
  if (!outcome.ok) throw new DraftRefused(path, outcome.faults)
  return withAbsoluteSources(outcome.value, dirname(path))
}

/** Throws `disk-full` or `output-unwritable`. */
export function writeDraft(path: string, draft: Draft): Promise<void> {
  return writeWholeFile(path, `${JSON.stringify(draft, null, 2)}\n`)
}

async function readText(path: string): Promise<string> {
  try {
    const bytes = await readFile(path)
    if (bytes.length > largestDraft) throw new Error('it is larger than 64 MB')
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (thrown) {
    throw new KinoraError({ code: 'draft-unreadable', message: `The draft ${path} cannot be read: ${faultOf(thrown).message}`, path }, { cause: thrown })
  }
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (thrown) {
    throw new KinoraError({ code: 'draft-not-json', message: `${path} is not a draft: ${faultOf(thrown).message}`, path, suggestion: 'kinora make photos/ --save-draft trip.json writes one.' }, { cause: thrown })
  }
}

function withAbsoluteSources(draft: Draft, folder: string): Draft {
  const assets = Object.fromEntries(Object.entries(draft.assets).map(([id, asset]) => [id, isAbsolute(asset.source) ? asset : { ...asset, source: resolve(folder, asset.source) }]))
  return { ...draft, assets }
}
