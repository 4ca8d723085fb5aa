// As whom PostgreSQL runs. It refuses the superuser, so under root it becomes `nobody`, who must be able to walk to its
// folders; everybody else runs it as themselves.

import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { KinoraError } from '../../base/index.ts'

export interface Account {
  readonly uid: number
  readonly gid: number
}

/** undefined: as the user who runs us. */
export function postgresAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const line = readFileSync('/etc/passwd', 'utf8').split('\n').find((entry) => entry.startsWith('nobody:'))
  const [, , uid, gid] = line?.split(':') ?? []
  if (uid === undefined || gid === undefined) {
    throw new KinoraError({ code: 'postgres-account', message: 'PostgreSQL does not run as root, and this machine has no user "nobody" to run it as. Start Kinora as an ordinary user, or set DATABASE_URL.' })
  }
  return { uid: Number(uid), gid: Number(gid) }
}

/** Whether PostgreSQL's user may walk into a folder: every folder above lets it pass. Rights beyond the mode bits are not looked at. */
export function isReachable(folder: string): boolean {
  const account = postgresAccount()
  if (account === undefined) return true
  for (let place = folder; ; place = dirname(place)) {
    const { mode, uid, gid } = statSync(place)
    const passes = uid === account.uid ? mode & 0o100 : gid === account.gid ? mode & 0o010 : mode & 0o001
    if (passes === 0) return false
    if (dirname(place) === place) return true
  }
}
