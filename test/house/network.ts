// Another host as far as a process can tell: a network namespace with one wire to this one. Needs root and Linux's `ip`.

import { spawnSync } from 'node:child_process'
import { connect, createServer, type Server } from 'node:net'
import { once } from 'node:events'

export interface OtherHost {
  /** Address of this side of the wire, as the other host sees it. */
  readonly here: string
  /** What stands before a command line to run it there. */
  readonly prefix: readonly string[]
  remove(): void
}

/** Undefined where it cannot be had. */
export function addHost(): OtherHost | undefined {
  const name = `kinora${process.pid}`
  const third = process.pid % 250
  const [here, there, wire, end] = [`10.213.${third}.1`, `10.213.${third}.2`, `ka${process.pid}`, `kb${process.pid}`]
  const remove = (): void => {
    spawnSync('ip', ['netns', 'del', name])
    spawnSync('ip', ['link', 'del', wire])
  }
  const steps = [
    ['netns', 'add', name], ['link', 'add', wire, 'type', 'veth', 'peer', 'name', end], ['link', 'set', end, 'netns', name],
    ['addr', 'add', `${here}/30`, 'dev', wire], ['link', 'set', wire, 'up'],
    ['-n', name, 'addr', 'add', `${there}/30`, 'dev', end], ['-n', name, 'link', 'set', end, 'up'], ['-n', name, 'link', 'set', 'lo', 'up'],
  ]
  for (const step of steps) {
    if (spawnSync('ip', step).status === 0) continue
    remove()
    return undefined
  }
  return { here, prefix: ['ip', 'netns', 'exec', name], remove }
}

/** Makes something that listens on this machine reachable at an address of the wire, byte for byte. */
export async function forward(address: string, target: { readonly path: string } | { readonly port: number; readonly host: string }): Promise<{ readonly port: number; close(): void }> {
  const open = new Set<{ destroy(): void }>()
  const server: Server = createServer((socket) => {
    const other = 'path' in target ? connect(target.path) : connect(target.port, target.host)
    for (const one of [socket, other]) {
      open.add(one)
      one.on('error', () => {})
      one.on('close', () => {
        open.delete(one)
        socket.destroy()
        other.destroy()
      })
    }
    socket.pipe(other).pipe(socket)
  })
  server.listen(0, address)
  await once(server, 'listening')
  return {
    port: (server.address() as { port: number }).port,
    close() {
      server.close()
      for (const one of open) one.destroy()
    },
  }
}
