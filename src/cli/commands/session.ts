// `kinora session`: the films on a server, and the ways back and forth in one of them.

import { resolve } from 'node:path'
import { readTime, usage, type Arguments } from '../arguments.ts'
import type { CliWorld, Command } from '../command.ts'
import { jsonOption } from '../film-options.ts'
import { requireFolder } from '../output-file.ts'
import { describeBytes } from '../report.ts'
import { actionOf } from '../server/action.ts'
import { openRemote, serverOption, sessionOption, type Remote } from '../server/remote.ts'
import { receiptLines, sessionLine, sessionObject, show, versionText } from '../server/shown.ts'
import { writeWholeFile } from '../write-file.ts'

interface Asked {
  readonly given: Arguments
  readonly world: CliWorld
  readonly remote: Remote
  /** What follows the action. */
  readonly rest: readonly string[]
}

type Doing = (asked: Asked) => Promise<number>

const actions = [
  { name: 'new', usage: '[NAME]', summary: 'begin a film and make it the current one' },
  { name: 'list', summary: 'films, newest first; * is the current one' },
  { name: 'show', usage: '[ID]', summary: 'one film with its files' },
  { name: 'use', usage: 'ID', summary: 'make a film the current one' },
  { name: 'rename', usage: 'NAME', summary: 'give it another name' },
  { name: 'delete', usage: 'ID', summary: 'delete a film with its conversation' },
  { name: 'link', summary: 'an address that opens it in a browser for a week' },
  { name: 'messages', summary: 'the conversation' },
  { name: 'versions', summary: 'its versions with what each changed' },
  { name: 'undo', summary: 'take the last change back' },
  { name: 'redo', summary: 'do it again' },
  { name: 'restore', usage: 'N', summary: 'as it was in version N; that is a new version' },
  { name: 'frame', usage: '[-o frame.jpg] [--at S]', summary: 'one frame as a picture' },
  { name: 'sheet', usage: '[-o sheet.jpg]', summary: 'the whole film at a glance' },
] as const

type Name = (typeof actions)[number]['name']

const doings: Readonly<Record<Name, Doing>> = {
  async new({ given, world, remote, rest }) {
    const language = given.text('language')
    const film = await remote.ask('/api/v1/sessions', { body: { ...(rest.length > 0 && { name: rest.join(' ') }), ...(language !== undefined && { language }) } })
    await remote.keepsakes.keepSession(remote.url, film['id'])
    return show(given, world, sessionObject(film), String(film['id']))
  },
  async list({ given, world, remote }) {
    const { sessions } = await remote.ask('/api/v1/sessions', { query: page(given) })
    const current = await remote.keepsakes.session(remote.url)
    const text = sessions.length === 0 ? 'There is no film yet. Try: kinora session new' : sessions.map((one: any) => sessionLine(one, one.id === current)).join('\n')
    return show(given, world, { current: current ?? null, sessions: sessions.map(sessionObject) }, text)
  },
  async show({ given, world, remote, rest }) {
    const path = await pathOf(remote, rest[0])
    const [film, { files }] = await Promise.all([remote.ask(path), remote.ask(`${path}/files`)])
    return show(given, world, { ...sessionObject(film), files }, [sessionLine(film, false).trim(), ...files.map((file: any) => `  ${file.file_id}  ${file.file_type}  ${file.filename}`)].join('\n'))
  },
  async use({ given, world, remote, rest }) {
    const film = await remote.ask(await pathOf(remote, named(rest[0], 'use ID')))
    await remote.keepsakes.keepSession(remote.url, film['id'])
    return show(given, world, sessionObject(film), sessionLine(film, true))
  },
  async rename({ given, world, remote, rest }) {
    const film = await remote.ask(await pathOf(remote), { method: 'PATCH', body: { name: named(rest.join(' ') || undefined, 'rename NAME') } })
    return show(given, world, sessionObject(film), sessionLine(film, false).trim())
  },
  async delete({ given, world, remote, rest }) {
    // By its id and never the current one by chance.
    const id = named(rest[0], 'delete ID')
    await remote.ask(await pathOf(remote, id), { method: 'DELETE' })
    if (await remote.keepsakes.session(remote.url) === id) await remote.keepsakes.keepSession(remote.url, undefined)
    return show(given, world, { deleted: id }, `Deleted ${id}.`)
  },
  async link({ given, world, remote }) {
    const { url, expiresIn } = await remote.ask(`${await pathOf(remote)}/link`, { post: {} })
    return show(given, world, { url, expiresIn }, url)
  },
  async messages({ given, world, remote }) {
    const { messages } = await remote.ask(`${await pathOf(remote)}/messages`, { query: page(given) })
    return show(given, world, { messages }, messages.map((one: any) => `> ${one.text}\n${one.reply ?? `(${one.state})`}`).join('\n'))
  },
  async versions({ given, world, remote }) {
    const { versions } = await remote.ask(`${await pathOf(remote)}/versions`, { query: page(given) })
    return show(given, world, { versions }, versions.map((one: any) => `${one.version}  ${receiptLines(one.receipt).join(' ') || 'no change was written down'}`).join('\n') || 'Nothing was made yet.')
  },
  undo: (asked) => step(asked, 'undo'),
  redo: (asked) => step(asked, 'redo'),
  async restore(asked) {
    const wanted = Number(named(asked.rest[0], 'restore N'))
    if (!Number.isSafeInteger(wanted) || wanted < 1) throw usage(`${asked.rest[0]}: expected the number of a version.`, 'kinora session versions')
    return step(asked, 'restore', { version: wanted })
  },
  async frame(asked) {
    const at = readTime(asked.given.text('at') ?? '0')
    if (at === undefined) throw usage(`--at ${asked.given.text('at')}: expected a time like 3, 3.5 or 1:02.`)
    return picture(asked, 'frame', 'frame.jpg', { at, height: asked.given.whole('height', 16, 2160) })
  },
  sheet: (asked) => picture(asked, 'sheet', 'sheet.jpg', { count: asked.given.whole('count', 1, 60), columns: asked.given.whole('columns', 1, 12), width: asked.given.whole('width', 160, 3840) }),
}

export const session: Command = {
  name: 'session',
  usage: 'new | list | show | use | … [--session ID] [--json]',
  summary: 'films on a server: begin, list, look, versions, undo',
  actions,
  cancelled: 'Cancelled.',
  options: [
    sessionOption,
    { name: 'language', value: 'en|zh', meaning: 'new: language of the answers' },
    { name: 'offset', value: 'N', meaning: 'lists: leave out so many' },
    { name: 'limit', value: 'N', meaning: 'lists: at most so many, 1 to 200 (default 50)' },
    { name: 'version', value: 'N', meaning: 'frame, sheet: an older version' },
    { name: 'expected-version', value: 'N', meaning: 'undo, redo, restore: refuse when the film has moved on (exit code 10)' },
    { name: 'at', value: 'S', meaning: 'frame: the time, like 3, 3.5 or 1:02 (default 0)' },
    { name: 'height', value: 'N', meaning: 'frame: height in pixels' },
    { name: 'count', value: 'N', meaning: 'sheet: frames on it' },
    { name: 'columns', value: 'N', meaning: 'sheet: frames in a row' },
    { name: 'width', value: 'N', meaning: 'sheet: width in pixels' },
    { name: 'output', short: 'o', value: 'OUT', meaning: 'frame, sheet: the picture file' },
    serverOption, jsonOption,
  ],
  examples: [
    ['kinora session new "Lisbon"', 'prints its id; upload, say, state and export are about it now'],
    ['kinora session list --json', 'every film as one object'],
    ['kinora session undo', 'takes the last change back'],
    ['kinora session sheet -o look.jpg', 'see it before it is exported'],
    ['kinora session delete 5529798706024415232', 'by its id only'],
  ],
  async run(given, world) {
    const { name, rest } = actionOf(session, given)
    return doings[name as Name]({ given, world, rest, remote: await openRemote(given, world) })
  },
}

async function pathOf(remote: Remote, id?: string): Promise<string> {
  if (id !== undefined && !/^[\w-]{1,80}$/.test(id)) throw usage(`${id.slice(0, 80)} is no id of a film.`, 'kinora session list')
  return `/api/v1/sessions/${id ?? await remote.session()}`
}

function named(value: string | undefined, what: string): string {
  if (value === undefined) throw usage(`kinora session ${what}: which one?`, `kinora session ${what}`)
  return value
}

function page(given: Arguments) {
  return { offset: given.whole('offset', 0, 1e6), limit: given.whole('limit', 1, 200) }
}

async function step({ given, world, remote }: Asked, name: 'undo' | 'redo' | 'restore', more: object = {}): Promise<number> {
  const expectedVersion = given.whole('expected-version', 0, 1e9)
  const { draft: _, ...made } = await remote.ask(`${await pathOf(remote)}/${name}`, { body: { ...more, ...(expectedVersion !== undefined && { expectedVersion }) } })
  return show(given, world, made, versionText(made))
}

async function picture({ given, world, remote }: Asked, kind: 'frame' | 'sheet', usual: string, query: Readonly<Record<string, number | undefined>>): Promise<number> {
  const output = resolve(world.folder, given.text('output') ?? usual)
  const format = /[.](jpe?g|png|webp)$/i.exec(output)?.[1]?.toLowerCase().replace('jpg', 'jpeg')
  if (format === undefined || (kind === 'sheet' && format !== 'jpeg')) throw usage(`${output}: a ${kind} ends in ${kind === 'sheet' ? '.jpg' : '.jpg, .png or .webp'}.`)
  requireFolder(output)
  const asked = Object.entries({ ...query, ...(kind === 'frame' && { format }) }).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  const response = await remote.open(`${await pathOf(remote)}/versions/${given.whole('version', 1, 1e9) ?? 'current'}/${kind}?${new URLSearchParams(asked)}`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  await writeWholeFile(output, bytes)
  return show(given, world, { output: { path: output, bytes: bytes.length } }, `${output}: ${describeBytes(bytes.length)}`)
}
