// The door for a program that will examine files in a moment: it starts the first child, which takes a fifth of a second
// to load, before the program has loaded the rest of itself. Brings nothing else along.

import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { withoutSecrets } from '../base/index.ts'

/** What a child can load before it has a file. */
export type EarlyKind = 'photo' | 'sound'

let early: ChildProcess | undefined

/**
 * Starts a child for the next examining pool of this process; gives it. It loads the decoders of these kinds meanwhile. One that nobody takes ends with the process, which
 * it does not keep alive.
 */
export function startExaminingEarly(kinds: readonly EarlyKind[] = []): ChildProcess {
  early ??= startExaminingChild(fileURLToPath(new URL('./examine-child.js', import.meta.url)), 0, kinds)
  early.once('exit', forget).once('error', forget)
  early.unref()
  early.channel?.unref()
  return early
}

/** The child that was started early, if it lives and nobody has taken it. Whoever takes it ends it. */
export function takeEarlyChild(): ChildProcess | undefined {
  const child = early
  if (child === undefined) return undefined
  forget()
  child.off('exit', forget).off('error', forget)
  child.ref()
  child.channel?.ref()
  return child
}

function forget(): void {
  early = undefined
}

/** `standBack`: as of `nice`, 0..19. */
export function startExaminingChild(program: string, standBack: number, kinds: readonly EarlyKind[] = []): ChildProcess {
  return fork(program, [String(standBack), ...kinds], {
    // It asks nobody on the network, so it need not read whom to trust there, which takes as long as all of Node's start.
    env: { ...withoutSecrets(process.env), NODE_EXTRA_CA_CERTS: undefined },
    serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [],
  })
}
