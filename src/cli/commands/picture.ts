// `kinora frame` and `kinora sheet`: a look at a film without rendering it.

import { resolve } from 'node:path'
import { readTime, usage, type Arguments } from '../arguments.ts'
import type { CliWorld, Command } from '../command.ts'
import { readDraft } from '../draft-file.ts'
import { exitCodes } from '../exit-codes.ts'
import { jsonOption, readCache } from '../film-options.ts'
import { refuseInput, requireFolder } from '../output-file.ts'
import { describeBytes } from '../report.ts'
import { writeWholeFile } from '../write-file.ts'

const cacheOption = { name: 'cache', value: 'DIR|none', meaning: 'where prepared pictures are kept' } as const

export const frame: Command = {
  name: 'frame',
  usage: 'DRAFT.json --at S [-o frame.png]',
  summary: 'one frame of a draft as a picture',
  options: [
    { name: 'at', value: 'S', meaning: 'the time: 3, 3.5, 1:02 (default 0)' },
    { name: 'output', short: 'o', value: 'OUT', meaning: '.png or .jpg (default frame.png)' },
    { name: 'height', value: 'N', meaning: 'height in pixels (default: as the film)' },
    cacheOption, jsonOption,
  ],
  examples: [
    ['kinora frame trip.json --at 3.5 -o title.png', 'the frame at three and a half seconds'],
    ['kinora frame trip.json --at 1:02 -o small.jpg --height 360', 'smaller, as JPEG'],
  ],
  async run(given, world) {
    const { draft, output, workshop } = await prepare(given, world, 'frame.png')
    const at = readTime(given.text('at') ?? '0')
    if (at === undefined) throw usage(`--at ${given.text('at')}: expected a time like 3, 3.5 or 1:02.`)
    const height = given.whole('height', 16, 3840)
    const bytes = await workshop.frame(draft, at, { format: pictureFormat(output), ...(height && { height }) })
    return write(bytes, output, given, world)
  },
}

export const sheet: Command = {
  name: 'sheet',
  usage: 'DRAFT.json [-o sheet.jpg]',
  summary: 'the whole film at a glance: evenly spaced frames on one picture',
  options: [
    { name: 'output', short: 'o', value: 'OUT', meaning: 'a .jpg file (default sheet.jpg)' },
    { name: 'count', value: 'N', meaning: 'frames, 1 to 100 (default 12)' },
    { name: 'columns', value: 'N', meaning: 'frames in a row, 1 to 12 (default 4)' },
    { name: 'width', value: 'N', meaning: 'width of the picture in pixels (default 1920)' },
    cacheOption, jsonOption,
  ],
  examples: [
    ['kinora sheet trip.json -o trip.jpg', 'twelve frames with their times'],
    ['kinora sheet trip.json -o trip.jpg --count 30 --columns 6', 'a closer look'],
  ],
  async run(given, world) {
    const [count, columns, width] = [given.whole('count', 1, 100), given.whole('columns', 1, 12), given.whole('width', 64, 7680)]
    const { draft, output, workshop } = await prepare(given, world, 'sheet.jpg')
    if (pictureFormat(output) !== 'jpeg') throw usage(`${output}: a sheet is a JPEG file; let its name end in .jpg.`)
    const bytes = await workshop.sheet(draft, { ...(count && { count }), ...(columns && { columns }), ...(width && { width }) })
    return write(bytes, output, given, world)
  },
}

async function prepare(given: Arguments, world: CliWorld, defaultName: string) {
  const typed = given.positionals[0]
  if (typed === undefined || given.positionals.length > 1) throw usage('One draft file is needed.', 'kinora make photos/ --save-draft trip.json')
  const path = resolve(world.folder, typed)
  const draft = await readDraft(path)
  const output = resolve(world.folder, given.text('output') ?? defaultName)
  pictureFormat(output)
  refuseInput(output, [path, ...Object.values(draft.assets).map((asset) => asset.source)])
  requireFolder(output)
  return { draft, output, workshop: await world.workshop(readCache(given, world.folder)) }
}

function pictureFormat(path: string): 'png' | 'jpeg' {
  if (/[.]png$/i.test(path)) return 'png'
  if (/[.]jpe?g$/i.test(path)) return 'jpeg'
  throw usage(`${path}: a picture file ends in .png or .jpg.`)
}

async function write(bytes: Uint8Array, output: string, given: Arguments, world: CliWorld): Promise<number> {
  await writeWholeFile(output, bytes)
  world.terminal.out(given.has('json') ? `${JSON.stringify({ ok: true, output: { path: output, bytes: bytes.length } })}\n` : `${output}: ${describeBytes(bytes.length)}\n`)
  return exitCodes.ok
}
