#!/usr/bin/env node
// The program `kinora`. It hands the process's arguments, streams and signals and the built parts to the command line,
// and ends with its exit code. Nobody imports this file.

import { readFileSync } from 'node:fs'
import type { CliWorld } from './cli/index.ts'
import { startExaminingEarly } from './media/early.ts'
import type { Workshop } from './studio/index.ts'

const args = process.argv.slice(2)
// The child that looks at the files loads beside us, on another core, what such files need.
const soundFile = /\.(mp3|wav|m4a|aac|flac|ogg)$/i
if (args[0] === 'make' && !args.includes('--help') && !args.includes('-h')) startExaminingEarly(args.some((arg) => soundFile.test(arg)) ? ['photo', 'sound'] : ['photo'])

const cancel = new AbortController()
let studio: Workshop | undefined
const version = (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
// A reader that has seen enough (`kinora help | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

const { examineMachine, runCommandLine } = await import('./cli/index.ts')
const world: CliWorld = {
  folder: process.cwd(),
  terminal: {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    live: process.stderr.isTTY === true && process.env['TERM'] !== 'dumb',
    columns: process.stderr.columns ?? 80,
  },
  environment: process.env,
  // Opened only when a command reads it: an open standard input keeps the process alive.
  get input() { return process.stdin },
  clock: { now: () => Date.now() },
  signal: cancel.signal,
  // Native parts are loaded on first use, so that `kinora help` answers at once.
  workshop: async (cache) => (studio ??= await openStudio(cache)),
  house: async () => (await import('./server.ts')).house,
  diagnose: async (cache) => [...await examineMachine(cache), ...await diagnoseParts()],
  drawSamples: async (folder, onProgress) => (await import('./index.ts')).drawSamples(folder, onProgress),
}

// Exit codes are set, not forced: standard output may still be on its way into a pipe.
process.exitCode = await runCommandLine(args, world, version)
await studio?.close()
process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM').removeAllListeners('SIGHUP')

/** The first signal cancels cleanly; a second one ends at once. */
function stop(): void {
  if (cancel.signal.aborted) process.exit(130)
  cancel.abort()
}

async function openStudio(cache: string | null): Promise<Workshop> {
  const { createStudio, modelFromEnvironment } = await import('./index.ts')
  const model = modelFromEnvironment()
  return createStudio({ cache, ...(model && { model }) })
}

// When a part does not even load, the doctor must still answer.
async function diagnoseParts(): ReturnType<CliWorld['diagnose']> {
  try {
    return await (await import('./index.ts')).diagnose()
  } catch (thrown) {
    const detail = thrown instanceof Error ? thrown.message.split('\n')[0]! : String(thrown)
    return [{ name: 'parts', state: 'missing', detail, advice: 'Run npm ci again in the folder of Kinora.' }]
  }
}
