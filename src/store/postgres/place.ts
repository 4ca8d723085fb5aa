// The folders of a private PostgreSQL: where its data, its socket and its log lie, with the rights that each needs.

import { createHash, randomBytes } from 'node:crypto'
import { existsSync, lstatSync, readlinkSync } from 'node:fs'
import { chmod, chown, lstat, mkdir, rmdir, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { KinoraError } from '../../base/index.ts'
import { isReachable, postgresAccount, type Account } from './account.ts'

export interface Place {
  /** Holds everything; open to look into (0755), or PostgreSQL's own user could not pass. */
  readonly home: string
  readonly data: string
  /** Of the socket; only its owner and root may connect. */
  readonly socket: string
  readonly log: string
  /** A file that is there while PostgreSQL was stopped on purpose: then nobody who only looks after it starts it. */
  readonly stopped: string
  readonly account: Account | undefined
}

/** Socket paths end at 107 bytes on Linux and 103 on macOS; `/.s.PGSQL.5432.lock` takes 19. */
const longestSocketFolder = 80
/** For data folders under root's own closed home, which `nobody` cannot reach. */
const reachableElsewhere = '/var/lib/kinora'

/** The folders of the PostgreSQL of a data folder, made when missing. Same answer in every process. */
export async function preparePlace(folder: string): Promise<Place> {
  const account = postgresAccount()
  const home = await reachableHome(resolve(folder, 'postgres'))
  const socket = join(home, 'socket')
  const short = Buffer.byteLength(socket) <= longestSocketFolder ? socket : join(tmpdir(), `kinora-${nameOf(home)}`)
  await privateFolder(short, account)
  return { home, data: join(home, 'data'), socket: short, log: join(home, 'postgres.log'), stopped: join(home, 'stopped'), account }
}

async function reachableHome(wanted: string): Promise<string> {
  await mkdir(dirname(wanted), { recursive: true })
  if (isLink(wanted)) return openFolder(readlinkSync(wanted))
  if (existsSync(wanted) || isReachable(dirname(wanted))) return openFolder(wanted)
  // A name of its own: whoever removes the data folder and starts anew must not find the old data again.
  const elsewhere = await openFolder(join(await openFolder(reachableElsewhere), `${nameOf(wanted)}-${randomBytes(4).toString('hex')}`))
  try {
    await symlink(elsewhere, wanted)
    return elsewhere
  } catch (thrown) {
    await rmdir(elsewhere)
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown
    return readlinkSync(wanted)
  }
}

// mkdir applies the umask, which may close the folder to others; only the last folder is opened, never one that was there.
async function openFolder(folder: string): Promise<string> {
  await mkdir(dirname(folder), { recursive: true })
  if (await mkdir(folder).then(() => true, (thrown: NodeJS.ErrnoException) => { if (thrown.code !== 'EEXIST') throw thrown; return false })) await chmod(folder, 0o755)
  return folder
}

/** A folder that is nobody else's. In a shared temp folder somebody may have been there first, so its owner is looked at. */
export async function privateFolder(folder: string, account: Account | undefined): Promise<void> {
  await mkdir(folder, { mode: 0o700 }).catch((thrown: NodeJS.ErrnoException) => { if (thrown.code !== 'EEXIST') throw thrown })
  const found = await lstat(folder)
  const own = process.getuid?.() ?? 0
  if (!found.isDirectory() || (found.uid !== own && found.uid !== account?.uid)) {
    throw new KinoraError({ code: 'postgres-folder', message: `${folder} belongs to somebody else. Remove it, or give Kinora another data folder.` })
  }
  if (account !== undefined && found.uid !== account.uid) await chown(folder, account.uid, account.gid)
  await chmod(folder, 0o700)
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
}

function nameOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 12)
}
