// The one way in which the command line writes a small file: under a passing name first, so that what stands under the
// final name is always whole, and with a named error when it cannot be done. Films have their own (render/output-file.ts).

import { rename, rm, writeFile } from 'node:fs/promises'
import { KinoraError, faultOf } from '../base/index.ts'

/** Throws `disk-full` or `output-unwritable`; then nothing is left, and an older file under the name is as it was. */
export async function writeWholeFile(path: string, bytes: string | Uint8Array): Promise<void> {
  const passing = `${path}.${process.pid}.part`
  try {
    await writeFile(passing, bytes)
    await rename(passing, path)
  } catch (thrown) {
    await rm(passing, { force: true }).catch(() => undefined)
    const code = (thrown as NodeJS.ErrnoException).code
    throw new KinoraError(code === 'ENOSPC' || code === 'EDQUOT'
      ? { code: 'disk-full', path, message: `The disk is full: ${path} could not be written.`, suggestion: 'Free some space or choose another place.' }
      : { code: 'output-unwritable', path, message: `${path} cannot be written: ${faultOf(thrown).message}.`, suggestion: 'Choose another place.' }, { cause: thrown })
  }
}
