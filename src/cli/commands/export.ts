// `kinora export` and `kinora renders`: the current film on a server becomes a file here; and the exports as a list.

import { resolve } from 'node:path'
import { KinoraError } from '../../base/index.ts'
import { usage, type Arguments } from '../arguments.ts'
import type { CliWorld, Command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { formatOf, jsonOption } from '../film-options.ts'
import { chosenOutput, defaultOutput, requireFolder } from '../output-file.ts'
import { describeSeconds } from '../progress.ts'
import { actionOf } from '../server/action.ts'
import { eventLines } from '../server/event-lines.ts'
import { fetchExport } from '../server/export-file.ts'
import { openRemote, serverOption, sessionOption, type Remote } from '../server/remote.ts'
import { renderLine, show } from '../server/shown.ts'

const outputOption = { name: 'output', short: 'o', value: 'OUT', meaning: 'the file: .mp4, .mov, .webm or .gif (default kinora-NAME.mp4)' } as const
const waitOption = { name: 'wait', value: 'S', meaning: 'wait at most so long, then exit code 10; the export goes on (default: until it is done)' } as const

export const exportFilm: Command = {
  name: 'export',
  usage: '[-o film.mp4] [--session ID] [options]',
  summary: 'export a film on a server and fetch the file',
  cancelled: 'Stopped waiting; the export goes on. kinora renders list names it.',
  options: [
    outputOption, sessionOption,
    { name: 'quality', value: 'draft|standard|high', meaning: 'speed against quality (default standard)' },
    { name: 'resolution', value: 'LINES', meaning: '1080p, 720p: lines of the shorter side (default: the film\'s own)' },
    { name: 'fps', value: 'N', meaning: 'frames per second' },
    { name: 'id', value: 'TEXT', meaning: 'the same id is the same export: a repetition renders nothing twice' },
    { name: 'no-wait', meaning: 'only hand it in; kinora renders fetch ID brings it later' },
    waitOption, serverOption, jsonOption,
  ],
  examples: [
    ['kinora export -o trip.mp4', 'waits and fetches it'],
    ['kinora export -o reel.webm --resolution 720p', 'another format, smaller'],
    ['kinora export --no-wait --json', 'its id at once; kinora renders wait ID'],
  ],
  async run(given, world) {
    const typed = given.text('output')
    const remote = await openRemote(given, world)
    const film = await remote.ask(`/api/v1/sessions/${await remote.session()}`)
    const output = typed === undefined ? defaultOutput(world.folder, film['name']) : chosenOutput(typed, world.folder, [], film['name'])
    requireFolder(output)
    const asked = { id: given.text('id'), format: formatOf(output), quality: given.oneOf('quality', ['draft', 'standard', 'high'] as const), resolution: given.text('resolution'), fps: given.whole('fps', 1, 60) }
    const render = await remote.ask(`/api/v1/sessions/${film['id']}/renders`, { body: Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) })
    if (given.has('no-wait')) return show(given, world, { render }, `${render['id']} is handed in. kinora renders fetch ${render['id']} -o ${typed ?? 'film.mp4'}`)
    return bring(remote, await waited(remote, render['id'], given, world), output, given, world)
  },
}

const actions = [
  { name: 'list', summary: 'exports, newest first' },
  { name: 'show', usage: 'ID', summary: 'how one stands' },
  { name: 'wait', usage: 'ID', summary: 'until it is completed or failed' },
  { name: 'fetch', usage: 'ID [-o OUT]', summary: 'wait, and fetch the file' },
  { name: 'cancel', usage: 'ID', summary: 'stop it; a finished one stays as it is' },
] as const

export const renders: Command = {
  name: 'renders',
  usage: 'list | show ID | wait ID | fetch ID | cancel ID',
  summary: 'exports on a server: list, wait, fetch, cancel',
  actions,
  cancelled: 'Stopped waiting; the export goes on. kinora renders list names it.',
  options: [
    outputOption, { ...sessionOption, meaning: 'list: of this film only' }, { name: 'offset', value: 'N', meaning: 'list: leave out so many' }, { name: 'limit', value: 'N', meaning: 'list: at most so many, 1 to 200' },
    waitOption, serverOption, jsonOption,
  ],
  examples: [
    ['kinora renders list', 'every export with its state'],
    ['kinora renders wait render_1 --wait 60', 'exit code 0 completed, 1 failed, 10 still running'],
    ['kinora renders fetch render_1 -o trip.mp4', 'the file'],
    ['kinora renders cancel render_1', 'gives back what it reserved'],
  ],
  async run(given, world) {
    const { name, rest: [id] } = actionOf(renders, given, 'list')
    const remote = await openRemote(given, world)
    if (name === 'list') {
      const { renders: found } = await remote.ask('/api/v1/renders', { query: { session: given.text('session'), offset: given.whole('offset', 0, 1e6), limit: given.whole('limit', 1, 200) } })
      return show(given, world, { renders: found }, found.map(renderLine).join('\n') || 'There is no export yet.')
    }
    if (id === undefined) throw usage(`kinora renders ${name}: which one?`, 'kinora renders list')
    const path = `/api/v1/renders/${encodeURIComponent(id)}`
    if (name === 'cancel') return showRender(await remote.ask(`${path}/cancel`, { post: {} }), given, world)
    if (name === 'show') return showRender(await remote.ask(path), given, world)
    if (name === 'wait') return showRender(await waited(remote, id, given, world), given, world)
    const known = await remote.ask(path)
    const typed = given.text('output')
    const output = typed === undefined ? defaultOutput(world.folder, id, known['output'].format) : chosenOutput(typed, world.folder, [], id)
    requireFolder(output)
    return bring(remote, await waited(remote, id, given, world), output, given, world)
  },
}

function showRender(render: any, given: Arguments, world: CliWorld): number {
  return show(given, world, { render }, renderLine(render))
}

/** A completed export. Throws `render-failed`, or `still-running` when the time of --wait is over. */
async function waited(remote: Remote, id: string, given: Arguments, world: CliWorld): Promise<any> {
  const longest = given.time('wait')
  const path = `/api/v1/renders/${encodeURIComponent(id)}`
  const over = longest === undefined ? undefined : AbortSignal.timeout(longest)
  const signal = over === undefined ? world.signal : AbortSignal.any([world.signal, over])
  let render: any = await remote.ask(path)
  const ended = ({ state }: { readonly state?: string }) => state === 'completed' || state === 'failed'
  try {
    if (!ended(render)) for await (const now of eventLines(remote, `${path}/events`, ended, signal)) {
      render = now
      if (world.terminal.live) world.terminal.err(`\r\x1b[2K${Math.round(now.progress)} %${now.secondsLeft === undefined ? '' : `, ${describeSeconds(now.secondsLeft)} left`}`)
    }
  } catch (thrown) {
    if (over?.aborted !== true || world.signal.aborted) throw thrown
    throw new KinoraError({ code: 'still-running', message: `The export ${id} is still ${render.state}, ${Math.round(render.progress)} %.`, suggestion: `kinora renders wait ${id}` })
  } finally {
    if (world.terminal.live) world.terminal.err('\r\x1b[2K')
  }
  if (render.state !== 'failed') return render
  throw new KinoraError({ code: 'render-failed', message: `The export ${id} failed: ${render.error ?? 'for an unknown reason'}.`, suggestion: 'kinora state, then kinora export again' })
}

async function bring(remote: Remote, render: any, output: string, given: Arguments, world: CliWorld): Promise<number> {
  const bytes = await fetchExport(remote, render.id, output, world.signal)
  show(given, world, { output: { path: output, format: render.output.format, bytes, width: render.file.width, height: render.file.height, duration_s: render.file.seconds }, render }, `${output}: ${render.file.width}x${render.file.height}, ${render.file.seconds.toFixed(1)} s, ${(bytes / 1e6).toFixed(1)} MB`)
  return exitCodes.ok
}
