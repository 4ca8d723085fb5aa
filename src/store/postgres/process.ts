// Which process is the PostgreSQL of a place. Its pid file may be left over, and the number may be another process's by
// now (certain after a container starts again), so on Linux the process itself is asked where it works.

import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Place } from './place.ts'

/** The number of the living postmaster; undefined: none lives. */
export function livePid(place: Place): number | undefined {
  const pid = writtenPid(place)
  return pid !== undefined && isPostmaster(pid, place) ? pid : undefined
}

/** PostgreSQL refuses to start while its pid file names any living process of its user; here such a file is removed when that is not PostgreSQL. */
export function dropStalePidFile(place: Place): void {
  const pid = writtenPid(place)
  if (pid !== undefined && exists(pid) && !isPostmaster(pid, place) && writtenPid(place) === pid) rmSync(pidFile(place), { force: true })
}

function isPostmaster(pid: number, place: Place): boolean {
  if (!existsSync('/proc/self/cwd')) return exists(pid)
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(place.data)
  } catch {
    return false
  }
}

function writtenPid(place: Place): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(pidFile(place), 'utf8'), 10)
    return pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}

function pidFile(place: Place): string {
  return join(place.data, 'postmaster.pid')
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM'
  }
}
