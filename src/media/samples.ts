// Sample pictures for whoever has none at hand: the demo's album, painted in a child process (a picture takes a tenth of a
// second of drawing) and kept in a folder. Several processes may begin at once: the folder appears by a rename, whole.

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { KinoraError, withoutSecrets } from '../base/index.ts'
import { demoPictureNames } from './demo-pictures.ts'

export interface SamplePicture {
  /** `mountain-lake.jpg` */
  readonly name: string
  bytes(): AsyncIterable<Uint8Array>
}

/** A change in the paintings: raising this paints them anew. */
const version = 1

const painting = new Map<string, Promise<void>>()
let passing: string | undefined

/** `cacheFolder` absent: painted once for this process, into a passing folder. Throws `samples-failed`. */
export async function samplePictures(cacheFolder?: string): Promise<readonly SamplePicture[]> {
  const folder = join(cacheFolder ?? (passing ??= passingFolder()), `samples-v${version}`)
  const known = await readdir(folder).catch(() => [])
  if (known.length < demoPictureNames.length) {
    const begun = painting.get(folder) ?? paintInto(folder).finally(() => painting.delete(folder))
    painting.set(folder, begun)
    await begun
  }
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jpg')).sort()
  return names.map((name) => ({ name: name.replace(/^\d+-/, ''), bytes: () => createReadStream(join(folder, name)) }))
}

function passingFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kinora-samples-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function paintInto(folder: string): Promise<void> {
  const beside = `${folder}.${process.pid}-${Math.floor(performance.now() * 1000)}.part`
  try {
    await mkdir(beside, { recursive: true })
    const child = fork(fileURLToPath(new URL('./samples-child.js', import.meta.url)), [beside], { env: withoutSecrets(process.env), stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] })
    const [code] = await once(child, 'exit') as [number | null]
    if (code !== 0) throw new KinoraError({ code: 'samples-failed', message: 'The sample pictures could not be painted. Is there room on the disk?' })
    // Somebody else was faster: theirs are the same.
    await rename(beside, folder).catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code !== 'ENOTEMPTY' && thrown.code !== 'EEXIST') throw thrown
    })
  } finally {
    await rm(beside, { recursive: true, force: true })
  }
}
