// `kinora backup` and `kinora restore`: everything that a house keeps, in one folder.

import { resolve } from 'node:path'
import { usage } from '../arguments.ts'
import type { Command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { jsonOption } from '../film-options.ts'
import type { Inventory } from '../house.ts'
import { configurationOf, houseOptions } from '../house-options.ts'
import { describeBytes } from '../report.ts'

export const backup: Command = {
  name: 'backup',
  usage: 'FOLDER [--data DIR]',
  summary: 'copy everything that a server keeps into a new folder, while it runs',
  options: [...houseOptions, jsonOption],
  examples: [['kinora backup backups/monday', 'database and files as they are at one moment']],
  async run(given, world) {
    const folder = given.positionals[0]
    if (folder === undefined) throw usage('kinora backup needs a folder to write to.', 'kinora backup backups/monday')
    const inventory = await (await world.house()).backup(await configurationOf(given, world), resolve(world.folder, folder))
    return told(inventory, given.has('json'), 'saved', world.terminal.out)
  },
}

export const restore: Command = {
  name: 'restore',
  usage: 'FOLDER [--data DIR]',
  summary: 'fill an empty house from a backup',
  options: [...houseOptions, jsonOption],
  examples: [['kinora restore backups/monday --data new-data', 'then: kinora serve --data new-data']],
  async run(given, world) {
    const folder = given.positionals[0]
    if (folder === undefined) throw usage('kinora restore needs the folder of a backup.', 'kinora restore backups/monday --data new-data')
    const inventory = await (await world.house()).restore(await configurationOf(given, world), resolve(world.folder, folder))
    return told(inventory, given.has('json'), 'restored', world.terminal.out)
  },
}

function told({ rows, files, bytes }: Inventory, json: boolean, word: string, out: (text: string) => void): number {
  out(json ? `${JSON.stringify({ ok: true, rows, files, bytes })}\n` : `${rows} rows and ${files} files (${describeBytes(bytes)}) ${word}.\n`)
  return exitCodes.ok
}
