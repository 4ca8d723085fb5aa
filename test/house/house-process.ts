// A real server in a process of its own, and every process that belongs to it, for tests that kill them. Only Linux: the
// family is read from /proc.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readdirSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { startPostgres } from '../../src/store/index.ts'

export const program = fileURLToPath(new URL('../../src/main.js', import.meta.url))

export interface HouseProcess {
  readonly url: string
  readonly data: string
  /** Connection to its database. */
  readonly database: string
  /** Of the server, its workers, and its PostgreSQL; those that live now. */
  family(): { readonly server: number; readonly workers: readonly number[]; readonly postgres: number | undefined }
  /** Starts it again after it died. */
  restart(): Promise<void>
  /** Ends it as a person would (Ctrl-C). */
  stop(): Promise<void>
}

export interface HouseOptions {
  readonly data: string
  /** Settings, as variables. */
  readonly environment?: Readonly<Record<string, string>>
  /** Runs as this user instead of the test's own; only root can. */
  readonly user?: number
}

/** An ordinary user that every Linux has. */
export const nobody = 65534

/** Whether a user can read and run the program. */
export function canRunAs(user: number): boolean {
  return spawnSync(process.execPath, [program, '--version'], { uid: user, gid: user }).status === 0
}

export async function startHouse(given: HouseOptions): Promise<HouseProcess> {
  // The same port after every restart, as a client expects.
  const options = { ...given, port: await freePort() }
  let child = await launch(options)
  // Attaches to the server's database, to know its process; looking after it is the server's business.
  const postgres = options.environment?.['DATABASE_URL'] === undefined ? await startPostgres({ folder: options.data }) : undefined
  postgres?.release()
  return {
    url: `http://127.0.0.1:${options.port}`,
    data: options.data,
    database: postgres?.connection ?? options.environment!['DATABASE_URL']!,
    family: () => ({ server: child.pid!, workers: childrenOf(child.pid!).filter((pid) => commandOf(pid).includes('worker')), postgres: postgres?.pid || undefined }),
    async restart() {
      if (isAlive(child.pid!)) return
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      child = await launch(options)
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const end = once(child, 'exit')
      child.kill('SIGTERM')
      await end
    },
  }
}

// Ready means: it said so. One that dies before (its database is just being killed, say) is started again.
async function launch({ data, port, environment, user }: HouseOptions & { readonly port: number }): Promise<ChildProcess> {
  for (let attempt = 1; ; attempt++) {
    const child = spawn(process.execPath, [program, 'serve', '--data', data, '--port', String(port)], {
      env: { ...process.env, KINORA_LOG_LEVEL: 'error', ...environment, ...(user !== undefined && { HOME: data }) }, stdio: ['ignore', 'pipe', 'pipe'], ...(user !== undefined && { uid: user, gid: user }),
    })
    let told = ''
    child.stderr!.on('data', (text: Buffer) => { told = (told + String(text)).slice(-4000) })
    const ready = await new Promise<boolean>((resolve) => {
      child.stdout!.on('data', (text: Buffer) => String(text).includes('ready') && resolve(true))
      child.once('exit', () => resolve(false))
    })
    // What a killed server leaves behind may hold its output open for a while; nobody here waits for that.
    child.once('exit', () => [child.stdout, child.stderr].forEach((stream) => stream!.destroy()))
    if (ready) return child
    if (attempt === 5) throw new Error(`The server did not start: ${told}`)
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Whether a process runs; one that ended and waits to be noticed does not. */
export function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
    try {
      return Number(/^\d+ \(.*\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]) === parent
    } catch {
      return false
    }
  })
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}
