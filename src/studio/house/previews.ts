// Pictures of a version before any render: single frames, a contact sheet, and the parts of a stream for a player.

import { filmDuration, type Draft } from '../../draft/index.ts'
import { StudioError, type Caller, type PreviewDesk } from '../service.ts'
import { need, ownSession } from './callers.ts'
import { openEars } from './heard.ts'
import { materialise, type LocalFilm } from './material.ts'
import type { StudioWorld } from './world.ts'

/** Lines of a frame that nobody gave a height for, and the most there are. */
const usualHeight = 540
const mostHeight = 1080

export function openPreviews(world: StudioWorld): PreviewDesk {
  const { render, pieces } = world
  const ears = openEars(world)
  return {
    async frame(caller, session, { version, at, height = usualHeight, format = 'jpeg', signal }) {
      const { film } = await filmOf(world, caller, session, version)
      const lines = Math.min(mostHeight, film.draft.canvas.height, Math.max(72, Math.round(height / 2) * 2))
      return tried(film, render.frame(film.draft, Math.max(0, Math.round(at) || 0), { height: lines, format, ...(signal && { signal }) }))
    },
    async sheet(caller, session, { version, columns, count, width }) {
      const { film } = await filmOf(world, caller, session, version)
      const wished = { ...(columns !== undefined && { columns: within(columns, 1, 8) }), ...(count !== undefined && { count: within(count, 1, 64) }), ...(width !== undefined && { width: within(width, 64, 3840) }) }
      return tried(film, render.sheet(film.draft, wished))
    },
    async strip(caller, session, { version, count, height, columns = count, from = 0, step, signal }) {
      const { film } = await filmOf(world, caller, session, version)
      const part = filmDuration(film.draft) / count
      const times = Array.from({ length: count }, (_none, index) => Math.round(step === undefined ? (index + 0.5) * part : from + index * step))
      return tried(film, render.strip(film.draft, { times, columns: Math.min(count, columns), height }, signal))
    },
    async stream(caller, session, wanted) {
      const { version, film } = await filmOf(world, caller, session, wanted)
      return { version, ...await tried(film, pieces.stream(film.draft)) }
    },
    async segment(caller, session, { version, track, part, signal }) {
      const { film } = await filmOf(world, caller, session, version)
      return tried(film, pieces.segment(film.draft, track, part, signal === undefined ? {} : { signal }))
    },
    async heard(caller, session, { version: wanted, wave = true }) {
      const { version, film } = await filmOf(world, caller, session, wanted)
      const mixing = wave ? tried(film, pieces.heard(film.draft)) : undefined
      const [loud, music] = await Promise.all([mixing && soon(world, mixing), ears.beats(film.draft)])
      return { version, duration: filmDuration(film.draft), ...(loud && { wave: loud }), ...(music && { music }), ...(mixing !== undefined && loud === undefined && { pending: true }) }
    },
  }
}

/** Twenty minutes of music take minutes to mix, and no connection of a browser shall stand still so long, ms. */
const patience = 20_000

/** The result when it comes soon; the work goes on in any case. */
async function soon<Result>(world: StudioWorld, work: Promise<Result>): Promise<Result | undefined> {
  let stop = (): void => undefined
  const late = new Promise<undefined>((resolve) => { stop = world.schedule.after(patience, () => resolve(undefined)) })
  try {
    return await Promise.race([work, late])
  } finally {
    stop()
    work.catch(() => undefined)
  }
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Math.round(value) || least))
}

async function filmOf(world: StudioWorld, caller: Caller, id: string, wanted: number | undefined): Promise<{ readonly version: number; readonly film: LocalFilm }> {
  need(caller, 'read')
  const { tables } = world.store
  const session = await ownSession(tables, caller, id)
  const version = wanted ?? session.version
  const draft = version === session.version ? session.draft : Number.isSafeInteger(version) ? (await tables.sessions.version(session.id, version))?.draft : undefined
  if (draft === undefined && version !== 0) throw new StudioError('version-unknown', `The film has no version ${version}; it is at version ${session.version}.`, { current: session.version })
  if (draft === undefined || draft.picture.segments.length === 0) throw new StudioError('draft-missing', 'There is no film in this session yet.')
  return { version, film: await local(world, draft) }
}

async function local(world: StudioWorld, draft: Draft): Promise<LocalFilm> {
  try {
    return await materialise(draft, world.objects)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'material-missing') throw new StudioError('asset-unknown', error.message, {}, { cause: error })
    throw error
  }
}

async function tried<Result>(film: LocalFilm, work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    if (error instanceof StudioError) throw error
    const { code, message } = film.faultOf(error)
    throw new StudioError('render-failed', message, { reason: code }, { cause: error })
  }
}
