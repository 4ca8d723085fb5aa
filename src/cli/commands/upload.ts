// `kinora upload`: files or addresses into the current film on a server.

import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { KinoraError } from '../../base/index.ts'
import { usage } from '../arguments.ts'
import { uploadFiles } from '../client/index.ts'
import type { Command } from '../command.ts'
import { findMaterial } from '../files.ts'
import { jsonOption } from '../film-options.ts'
import { openRemote, serverOption, sessionOption, type Remote } from '../server/remote.ts'
import { show } from '../server/shown.ts'

/** Files of one request; a server takes 200. */
const atOnce = 50

export const upload: Command = {
  name: 'upload',
  usage: 'FILES…|URLS… [--session ID] [--new] [--json]',
  summary: 'send photos, clips, music and scripts to a film on a server',
  cancelled: 'Cancelled. kinora session show names the files that arrived.',
  options: [sessionOption, { name: 'new', meaning: 'begin a film for them, and make it the current one' }, serverOption, jsonOption],
  examples: [
    ['kinora upload photos/ song.mp3 --new', 'a folder and a song into a new film'],
    ['kinora upload script.txt', 'words for the current film'],
    ['kinora upload https://example.com/beach.jpg', 'the server fetches it itself; public addresses only'],
  ],
  async run(given, world) {
    if (given.positionals.length === 0) throw usage('kinora upload needs files, folders or addresses.', 'kinora upload photos/')
    const urls = given.positionals.filter((one) => /^https?:\/\//i.test(one))
    const { files, notes } = await findMaterial(given.positionals.filter((one) => !urls.includes(one)), world.folder)
    const missing = files.find((path) => !existsSync(path))
    if (missing !== undefined) throw usage(`There is no file ${missing}.`)
    if (files.length + urls.length === 0) throw new KinoraError({ code: 'nothing-usable', message: 'There is no file to send in there.' })
    const remote = await openRemote(given, world)
    const session = given.has('new') ? await newSession(remote) : await remote.session()
    const sent: any[] = []
    const failed: any[] = []
    for (let from = 0; from < files.length; from += atOnce) {
      const answer = await remote.withConnection((connection) => uploadFiles(connection, session, files.slice(from, from + atOnce), world.signal))
      collect(answer, sent, failed)
    }
    if (urls.length > 0) collect(await remote.ask(`/api/v1/sessions/${session}/files`, { body: { urls } }), sent, failed)
    const lines = [...sent.map((file) => `${file.file_id}  ${file.file_type}  ${file.filename}`), ...failed.map((file) => `refused  ${file.name}: ${file.message}`), ...notes.map(({ path, reason }) => `left out  ${basename(path)}: ${reason}`)]
    return show(given, world, { session, files: sent, failed, left_out: notes.map(({ path, reason }) => ({ path, reason })) }, lines.join('\n'))
  },
}

function collect(answer: any, sent: any[], failed: any[]): void {
  sent.push(...answer.files ?? [])
  failed.push(...answer.failed ?? [])
}

/** A film of its own, current from now on. */
export async function newSession(remote: Remote): Promise<string> {
  const { id } = await remote.ask('/api/v1/sessions', { body: {} })
  await remote.keepsakes.keepSession(remote.url, id)
  return String(id)
}
