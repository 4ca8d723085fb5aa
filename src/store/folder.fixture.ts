// Folders and endings for tests: what a test file opened is closed, last first, when the file ends.

import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'

const endings: (() => Promise<void>)[] = []
after(async () => {
  for (const end of endings.reverse()) await end()
})

export function atTheEnd(end: () => Promise<void>): void {
  endings.push(end)
}

/** A passing folder that PostgreSQL's own user can reach under root as well. */
export async function testFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-test-'))
  await chmod(folder, 0o755)
  atTheEnd(() => rm(folder, { recursive: true, force: true }))
  return folder
}
