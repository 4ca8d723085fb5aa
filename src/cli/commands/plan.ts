// `kinora plan` and `kinora edit`: words become a film on paper, and nothing is drawn. plan starts from files or facts,
// edit goes on from a draft and keeps the way back.

import { resolve } from 'node:path'
import { summaryLine } from '../../draft/index.ts'
import type { PlannedFilm } from '../../studio/index.ts'
import { usage, type Arguments } from '../arguments.ts'
import type { CliWorld, Command } from '../command.ts'
import { readDraft, writeDraft } from '../draft-file.ts'
import { exitCodes } from '../exit-codes.ts'
import { findFiles, findMaterial } from '../files.ts'
import { jsonOption, readCache, readWishes, wishOptions, wordsOption } from '../film-options.ts'
import { readHistory, writeHistory } from '../history-file.ts'
import { refuseInput, requireFolder } from '../output-file.ts'
import { filesReport } from '../report.ts'
import { readWorld } from '../world-file.ts'
import { saveDraftOption } from './make.ts'

const cacheOption = { name: 'cache', value: 'DIR|none', meaning: 'where facts about files are kept' } as const

export const plan: Command = {
  name: 'plan',
  usage: '[FILES…] -p TEXT [options]',
  summary: 'what would be done, on paper only',
  options: [
    wordsOption,
    { name: 'world', value: 'WORLD.json', meaning: 'material as facts instead of files: {"assets": [{"name", "kind", "facts"}], "script"}' },
    { name: 'draft', value: 'DRAFT.json', meaning: 'the film so far' },
    ...wishOptions, saveDraftOption, cacheOption, jsonOption,
  ],
  examples: [
    ['kinora plan photos/ -p "a fast 20 second reel"', 'the reply and the time line, nothing drawn'],
    ['kinora plan --draft trip.json -p "make it 15 seconds" --json', 'plan, operations and draft for programs'],
    ['kinora plan --world world.json -p "做一个30秒的视频" --json', 'no files needed'],
  ],
  async run(given, world) {
    const words = given.text('prompt')
    if (words === undefined && given.positionals.length === 0) throw usage('kinora plan needs words or files.', 'kinora plan photos/ -p "20 seconds, upbeat"')
    const began = world.clock.now()
    const [facts, draftPath] = [given.text('world'), given.text('draft')]
    const known = facts === undefined ? undefined : await readWorld(resolve(world.folder, facts))
    const draft = draftPath === undefined ? undefined : await readDraft(resolve(world.folder, draftPath))
    const { files, notes } = await findMaterial(given.positionals, world.folder)
    const workshop = await world.workshop(readCache(given, world.folder))
    const film = await workshop.plan({ files, words, draft, wishes: readWishes(given, world.folder), assets: known?.assets, script: known?.script, signal: world.signal })
    const save = given.text('save-draft')
    if (save !== undefined) await saveTo(resolve(world.folder, save), film, files)
    return answer({ ...film, files: [...film.files, ...notes] }, {}, world.clock.now() - began, given, world)
  },
}

export const edit: Command = {
  name: 'edit',
  usage: 'DRAFT.json [FILES…] -p TEXT [-o DRAFT2.json]',
  summary: 'change a saved draft by words; undo works too',
  options: [wordsOption, { name: 'output', short: 'o', value: 'DRAFT2.json', meaning: 'the changed draft (default: the same file; earlier versions go beside it)' }, ...wishOptions, cacheOption, jsonOption],
  examples: [
    ['kinora edit trip.json -p "remove the third photo"', 'trip.json is changed, and the reply says how'],
    ['kinora edit trip.json -p "undo"', 'and back again'],
    ['kinora edit trip.json new.jpg -p "add this photo at the end" -o trip2.json', 'with new material, into another file'],
    ['kinora edit trip.json -p "标题改成“夏天”，放大一点"', 'in Chinese as well'],
  ],
  async run(given, world) {
    const [typed, ...rest] = given.positionals
    const words = given.text('prompt')
    if (typed === undefined || words === undefined) throw usage('kinora edit needs a draft file and words.', 'kinora edit trip.json -p "remove the third photo"')
    const began = world.clock.now()
    const path = resolve(world.folder, typed)
    const [draft, history, files] = [await readDraft(path), await readHistory(path), await findFiles(rest, world.folder)]
    const workshop = await world.workshop(readCache(given, world.folder))
    const film = await workshop.edit(draft, words, { files, history, wishes: readWishes(given, world.folder), signal: world.signal })
    const output = resolve(world.folder, given.text('output') ?? typed)
    await saveTo(output, film, [...files, ...Object.values(draft.assets).map((asset) => asset.source)])
    return answer(film, { output: { path: output } }, world.clock.now() - began, given, world)
  },
}

async function saveTo(path: string, film: PlannedFilm, inputs: readonly string[]): Promise<void> {
  refuseInput(path, inputs)
  requireFolder(path)
  await writeDraft(path, film.draft)
  await writeHistory(path, film.history)
}

function answer(film: PlannedFilm, more: object, milliseconds: number, given: Arguments, world: CliWorld): number {
  if (given.has('json')) world.terminal.out(`${JSON.stringify(planReport(film, more, milliseconds))}\n`)
  else world.terminal.out(`${film.reply.trim()}\n${summaryLine(film.draft)}\n`)
  return exitCodes.ok
}

function planReport(film: PlannedFilm, more: object, milliseconds: number): object {
  return {
    ok: true, action: film.action, plan: { language: film.plan.language, intents: film.plan.intents }, ...(film.question && { question: film.question }),
    refused: film.refused, not_understood: film.notUnderstood, assumed: film.assumed, changes: film.changes, operations: film.operations,
    draft: film.draft, reply: film.reply, ...(film.model && { model: film.model }), files: filesReport(film.files), ...more, ms: milliseconds,
  }
}
