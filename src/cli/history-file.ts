// The earlier versions of a draft, in a file beside it (`trip.json` -> `trip.history.json`), so that "undo" and "go back
// to before the music" work from one call of the program to the next. Losing it loses nothing but the way back.

import { readFile } from 'node:fs/promises'
import { validateDraft } from '../draft/index.ts'
import { emptyHistory, type History, type Version } from '../studio/index.ts'
import { writeWholeFile } from './write-file.ts'

/** Versions kept in the file; each is a whole draft. */
const mostVersions = 30

export function historyPath(draftPath: string): string {
  return draftPath.replace(/(\.json)?$/i, '.history.json')
}

/** The history beside a draft; empty when there is none or it is damaged. */
export async function readHistory(draftPath: string): Promise<History> {
  try {
    const value = JSON.parse(await readFile(historyPath(draftPath), 'utf8')) as History
    return { past: value.past.filter(isVersion), future: value.future.filter(isVersion) }
  } catch {
    return emptyHistory
  }
}

export async function writeHistory(draftPath: string, history: History): Promise<void> {
  await writeWholeFile(historyPath(draftPath), JSON.stringify({ past: history.past.slice(-mostVersions), future: history.future.slice(-mostVersions) }))
}

function isVersion(version: Version): boolean {
  return validateDraft(version.draft).ok && Array.isArray(version.about) && typeof version.words === 'string'
}
