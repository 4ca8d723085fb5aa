// Our own REST, exports and previews.

import type { Caller, RenderView } from '../../studio/index.ts'
import { StudioError } from '../../studio/index.ts'
import { mediaRoutes } from '../contract/own-media.ts'
import type { Call, Handlers, House } from '../core/call.ts'
import { DoorError, failureOf } from '../core/failures.ts'
import { makeViewKey } from '../core/view-key.ts'
import { filmStream } from '../events/film-stream.ts'
import { dataLine, eventStream } from '../events/stream.ts'
import { sendFile } from '../files/send-file.ts'
import { uploadHandlers } from '../files/resumable.ts'
import { lookHandlers } from './look-handlers.ts'
import { codecOf, mainPlaylist, partNumber, trackPlaylist } from './playlists.ts'
import { renderView, versionNumber, versionOf } from './views.ts'

export const mediaHandlers: Handlers<typeof mediaRoutes> = {
  async createRender({ studio, caller, params, body }) {
    const { id, ...wishes } = body
    const { render, ...more } = await studio.renders.submit(caller, { session: params.session, ...(id !== undefined && { name: id }), ...wishes })
    return { ...renderView(render), ...more }
  },
  async renders({ studio, caller, query }) {
    const session = query.session === undefined ? undefined : (await studio.sessions.find(caller, query.session)).id
    return { renders: (await studio.renders.list(caller, session === undefined ? {} : { session }, query)).map(renderView) }
  },
  render: async ({ studio, caller, params }) => renderView(await studio.renders.find(caller, params.render)),
  async renderEvents({ house, studio, caller, params, request }) {
    const { id } = await studio.renders.find(caller, params.render)
    return watchRender(house, caller, id, request.signal)
  },
  cancelRender: async ({ studio, caller, params }) => renderView(await studio.renders.cancel(caller, params.render)),
  async renderFile({ house, studio, caller, params, request }) {
    const file = await studio.renders.open(caller, params.render)
    return sendFile(file, { house, request, tag: `${house.sign(`file:${caller.user}`).slice(0, 12)}-${params.render}-${file.bytes}`, kind: 'attachment', keep: 0 })
  },
  async filmEvents({ house, studio, caller, params, request }) {
    // Asked first, so that an unknown film is an answer and not a broken stream.
    const { id } = await studio.sessions.find(caller, params.session)
    return filmStream({ house, caller, session: id, signal: request.signal })
  },
  async preview({ house, studio, caller, params, query }) {
    const session = await studio.sessions.find(caller, params.session)
    const version = query.version ?? session.version
    if (session.version === 0) throw new StudioError('draft-missing', 'There is no film yet, so there is nothing to see.')
    if (query.version !== undefined) await studio.sessions.version(caller, session.id, query.version)
    const { key, expiresAt } = makeViewKey(house, session.id)
    const base = `${house.settings.publicUrl}/api/v1/sessions/${session.id}/versions/${version}`
    return { version, frame: `${base}/frame?key=${key}`, sheet: `${base}/sheet?key=${key}`, stream: `${base}/stream.m3u8?key=${key}`, key, expiresAt }
  },
  async frame({ studio, caller, params, query, signal }) {
    const { at, height, format = 'jpeg' } = query
    const bytes = await studio.previews.frame(caller, params.session, { ...versionOf(params.version), at, format, signal, ...(height !== undefined && { height }) })
    return picture(bytes, `image/${format}`, params.version)
  },
  async sheet({ studio, caller, params, query }) {
    const { columns, count, width } = query
    const bytes = await studio.previews.sheet(caller, params.session, { ...versionOf(params.version), ...(columns !== undefined && { columns }), ...(count !== undefined && { count }), ...(width !== undefined && { width }) })
    return picture(bytes, 'image/jpeg', params.version)
  },
  async strip({ studio, caller, params, query, signal }) {
    const { count, height, columns, from, step } = query
    const shape = { count, height, signal, ...(columns !== undefined && { columns }), ...(from !== undefined && { from }), ...(step !== undefined && { step }) }
    return picture(await studio.previews.strip(caller, params.session, { ...versionOf(params.version), ...shape }), 'image/jpeg', params.version)
  },
  async stream(call) {
    const { stream, key, session } = await streamOf(call)
    const header = await call.studio.previews.segment(call.caller, session, { version: stream.version, track: 'picture', part: 'header' })
    return playlist(mainPlaylist(stream, key, codecOf(header)))
  },
  async streamPicture(call) {
    const { stream, key } = await streamOf(call)
    return playlist(trackPlaylist(stream, 'picture', key))
  },
  async streamSound(call) {
    const { stream, key } = await streamOf(call)
    return playlist(trackPlaylist(stream, 'sound', key))
  },
  async streamPart({ studio, caller, params, signal }) {
    const part = partNumber(params.part)
    if (part === undefined || (params.track !== 'picture' && params.track !== 'sound')) throw new DoorError('path-unknown', 'There is no such part. The playlists list them.')
    const { id } = await studio.sessions.find(caller, params.session)
    const bytes = await studio.previews.segment(caller, id, { version: versionNumber(params.version), track: params.track, part, signal }).catch((thrown: unknown) => {
      throw thrown instanceof StudioError && thrown.details['reason'] === 'part-unknown' ? new DoorError('path-unknown', thrown.message) : thrown
    })
    return picture(bytes, params.track === 'picture' ? 'video/mp4' : 'audio/mp4', params.version)
  },
  ...uploadHandlers, ...lookHandlers,
}

type ViewCall = Pick<Call<typeof mediaRoutes.stream>, 'house' | 'studio' | 'caller' | 'params' | 'query'>

// A playlist names its parts by version, so `current` is turned into a number first. Players follow relative addresses and
// drop the query, so each carries the key; a caller with a bearer token is given one.
async function streamOf({ house, studio, caller, params, query }: ViewCall) {
  const { version } = versionOf(params.version)
  const { id } = await studio.sessions.find(caller, params.session)
  const stream = await studio.previews.stream(caller, id, version)
  const key = query.key ?? makeViewKey(house, id).key
  return { stream, key, session: id }
}

function playlist(text: string): Response {
  return new Response(text, { headers: { 'Content-Type': 'application/vnd.apple.mpegurl', 'Cache-Control': 'private, max-age=60' } })
}

// A version never changes, so its pictures do not either.
function picture(bytes: Uint8Array, type: string, version: string): Response {
  return new Response(bytes as Uint8Array<ArrayBuffer>, { headers: { 'Content-Type': type, 'Content-Length': String(bytes.length), 'Cache-Control': version === 'current' ? 'private, no-cache' : 'private, max-age=3600, immutable' } })
}

function watchRender(house: House, caller: Caller, name: string, signal: AbortSignal): Response {
  const stop = new AbortController()
  for (const end of [signal, house.closing]) {
    if (end.aborted) stop.abort()
    end.addEventListener('abort', () => stop.abort(), { once: true, signal: stop.signal })
  }
  let count = 0
  async function* lines() {
    try {
      for await (const view of house.studio.renders.watch(caller, name, stop.signal)) yield dataLine(renderView(view as RenderView), String(++count))
    } catch (thrown) {
      const { code, message } = failureOf(thrown)
      yield dataLine({ error: { code, message } })
    }
  }
  return eventStream({ events: lines(), heartbeat: ': heartbeat\n\n', every: house.settings.heartbeat * 1000, stop, ended: house.metrics.began('events') })
}
