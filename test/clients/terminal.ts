// A person at a terminal: a program in a pseudo-terminal, which Python's standard library makes. What is typed waits for what
// is seen, as it would. Skipped where there is no python3.

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'

/** Wait for this on the screen (from where the last wait ended), and for a file where one is named; then type that. */
export type Move = readonly [seen: string, typed: string, file?: string]

export const withoutTerminal = spawnSync('python3', ['-c', 'import pty']).status === 0 ? false : 'skipped: no python3 with pty'

export const keys = { ctrlC: '\x03', ctrlD: '\x04', up: '\x1b[A', enter: '\r' }

const script = `
import json, os, pty, select, signal, struct, fcntl, termios, sys, time
moves, command, environment, folder = json.load(sys.stdin)
child, screen = pty.fork()
if child == 0:
    os.chdir(folder)
    os.execvpe(command[0], command, environment)
fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack('HHHH', 40, 100, 0, 0))
shown, start, end = b'', 0, time.time() + 60
while True:
    ready, _, _ = select.select([screen], [], [], 0.5)
    if time.time() > end:
        os.kill(child, signal.SIGKILL)
        shown += b'\\n[waited too long for: ' + (moves[0][0].encode() if moves else b'the end') + b']'
        break
    if ready:
        try:
            chunk = os.read(screen, 65536)
        except OSError:
            chunk = b''
        if chunk == b'':
            break
        shown += chunk
    while moves and moves[0][0].encode() in shown[start:] and (len(moves[0]) < 3 or os.path.exists(moves[0][2])):
        seen, typed = moves.pop(0)[:2]
        start += shown[start:].index(seen.encode()) + len(seen.encode())
        os.write(screen, typed.encode())
_, status = os.waitpid(child, 0)
sys.stdout.write(json.dumps({'shown': shown.decode('utf8', 'replace'), 'code': os.waitstatus_to_exitcode(status), 'left': [move[0] for move in moves]}))
`

export interface Session {
  /** Everything on the screen, without the terminal's own codes. */
  readonly shown: string
  readonly code: number
  /** What was waited for and never came. */
  readonly left: readonly string[]
}

export async function atTerminal(command: readonly string[], moves: readonly Move[], { folder, environment }: { readonly folder: string; readonly environment: Readonly<Record<string, string | undefined>> }): Promise<Session> {
  const child = spawn('python3', ['-c', script], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify([moves, command, environment, folder]))
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  await once(child, 'close')
  const session = JSON.parse(Buffer.concat(chunks).toString()) as Session
  return { ...session, shown: plain(session.shown) }
}

/** Lines as they stand on the screen in the end: a line that was drawn again is there once. */
function plain(screen: string): string {
  return screen.replaceAll('\r\n', '\n').replaceAll(/\x1b\[(\d*)[A-HJKmsuhl]|\x1b\[\?\d+[hl]|\x1b\[\d*G/g, (code) => (/\[(?:2K|1G|0?J|2J)$/.test(code) ? '\r' : '')).replaceAll(/[^\n]*\r(?=[^\n])/g, '').replaceAll('\r', '')
}
