// `kinora serve` and `kinora worker`: the studio for many, and more hands for it.

import type { Command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { configurationOf, houseOptions } from '../house-options.ts'

export const serve: Command = {
  name: 'serve',
  usage: '[--port N] [--host H] [--data DIR]',
  summary: 'run the studio as a server for skills, agents and browsers',
  options: [
    { name: 'port', value: 'N', meaning: 'port to listen on (default 8787; 0: a free one)' },
    { name: 'host', value: 'H', meaning: 'address to listen on (default 127.0.0.1: this machine only)' },
    ...houseOptions,
    { name: 'workers', value: 'N', meaning: 'worker processes of its own (default 1; 0: only kinora worker elsewhere)' },
  ],
  examples: [
    ['kinora serve', 'on this machine, everything in ./kinora-data'],
    ['kinora serve --host 0.0.0.0 --port 80', 'for others too; put a TLS proxy in front'],
  ],
  async run(given, world) {
    const configuration = await configurationOf(given, world, { port: 'port', host: 'host', workers: 'workers.processes' })
    const begun = world.clock.now()
    const house = await world.house()
    await house.serve(configuration, {
      signal: world.signal,
      onReady({ url, database }) {
        world.terminal.out(`Kinora is ready at ${url} (${((world.clock.now() - begun) / 1000).toFixed(1)} s)\n`)
        world.terminal.err(`  kept in ${configuration.data}, ${database}\n  ${workersSentence(configuration.workers)}\n  API: ${url}/docs    Stop with Ctrl-C: unfinished renders go on at the next start.\n`)
      },
    })
    return exitCodes.ok
  },
}

function workersSentence({ processes, slots }: { readonly processes: number; readonly slots: number }): string {
  if (processes === 0) return 'no worker of its own: start kinora worker somewhere'
  return `${processes} worker ${processes === 1 ? 'process' : 'processes'}, ${slots} ${slots === 1 ? 'chunk' : 'chunks'} at a time${processes === 1 ? '' : ' each'}`
}

export const worker: Command = {
  name: 'worker',
  usage: '[--data DIR]',
  summary: 'add a process that renders for a server, here or on another machine',
  options: [...houseOptions, { name: 'slots', value: 'N', meaning: 'chunks at a time (default: one per core)' }],
  examples: [
    ['kinora worker', 'beside a server on the same machine, with the same --data'],
    ['kinora worker --config worker.json', 'on another machine: DATABASE_URL and an S3 store are set'],
  ],
  async run(given, world) {
    const configuration = await configurationOf(given, world, { slots: 'workers.slots' })
    await (await world.house()).work(configuration, { signal: world.signal, onReady: () => world.terminal.err(`Working, ${configuration.workers.slots} at a time. Ctrl-C hands running work back.\n`) })
    return exitCodes.ok
  },
}
