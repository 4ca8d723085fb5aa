// `kinora state`: the film on a server as it is now, with the ids that operations name things by.

import { describeDraft, layOut, type Draft } from '../../draft/index.ts'
import type { Command } from '../command.ts'
import { jsonOption } from '../film-options.ts'
import { openRemote, serverOption, sessionOption } from '../server/remote.ts'
import { sessionObject, show } from '../server/shown.ts'

export const state: Command = {
  name: 'state',
  usage: '[--session ID] [--version N] [--json]',
  summary: 'the film on a server as it is now, with the ids of everything in it',
  cancelled: 'Cancelled.',
  options: [sessionOption, { name: 'version', value: 'N', meaning: 'an older version' }, serverOption, jsonOption],
  examples: [['kinora state', 'what is in the current film, and when'], ['kinora state --json', 'with the whole draft'], ['kinora state --version 3', 'as it was in version 3']],
  async run(given, world) {
    const remote = await openRemote(given, world)
    const path = `/api/v1/sessions/${await remote.session()}`
    const film = await remote.ask(path)
    const number = given.whole('version', 1, 1e9) ?? film['version']
    if (number === 0) return show(given, world, { ...sessionObject(film), draft: null }, 'Nothing was made yet. Try: kinora say "make a 20 second film"')
    const { draft, summary } = await remote.ask(`${path}/versions/${number}`)
    return show(given, world, { ...sessionObject(film), version: number, summary, draft }, `Version ${number}. ${describeDraft(draft as Draft, 'en')}\n${outline(draft as Draft).join('\n')}`)
  },
}

/** `s3  photo  "beach.jpg"  0-4000 ms`: one line for each thing that operations can name. */
function outline(draft: Draft): readonly string[] {
  const { picture, overlays, texts, sounds } = layOut(draft)
  const line = (id: string, kind: string, name: string, start: number, end: number) => `  ${id}  ${kind}  ${JSON.stringify(name)}  ${start}-${end} ms`
  return [
    ...picture.map(({ segment, start, end }) => line(segment.id, segment.kind, segment.name, start, end)),
    ...[...overlays, ...sounds].map(({ segment, start, end }) => line(segment.id, segment.role, segment.name, start, end)),
    ...texts.map(({ segment, start, end }) => line(segment.id, segment.role, segment.text.slice(0, 100), start, end)),
  ]
}
