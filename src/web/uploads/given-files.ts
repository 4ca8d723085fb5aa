// Files out of what a person gave: a picker, a drop with folders in it, the clipboard. Clutter of folders is left out.

import { isClutter } from './kinds.ts'

/** More in one go is a mistake, or a disk. */
const mostFiles = 500
/** How deep folders are looked into. */
const deepest = 6

/** Must be called within the event: the browser takes its items back afterwards. */
export async function filesIn(transfer: DataTransfer): Promise<readonly File[]> {
  const entries = [...transfer.items].filter(({ kind }) => kind === 'file').map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile())
  const files: File[] = []
  for (const entry of entries) {
    if (entry === null || entry === undefined) continue
    if (entry instanceof File) files.push(entry)
    else await walk(entry, files, 0)
  }
  return (files.length === 0 ? [...transfer.files] : files).filter(({ name }) => !isClutter(name)).slice(0, mostFiles)
}

export function hasFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes('Files') === true
}

async function walk(entry: FileSystemEntry, files: File[], depth: number): Promise<void> {
  if (files.length >= mostFiles || depth > deepest) return
  if (entry.isFile) {
    const file = await new Promise<File | undefined>((done) => (entry as FileSystemFileEntry).file(done, () => done(undefined)))
    if (file !== undefined) files.push(file)
    return
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  for (;;) {
    // A reader gives a hundred at a time, and none at the end.
    const some = await new Promise<readonly FileSystemEntry[]>((done) => reader.readEntries(done, () => done([])))
    if (some.length === 0) return
    for (const one of some) await walk(one, files, depth + 1)
  }
}
