// What the workspace needs of its own origin: its files, and the key to a film that this browser opened by a link.

import { pageRoutes } from '../contract/pages.ts'
import { StudioError } from '../../studio/index.ts'
import type { Handler, Handlers, House } from '../core/call.ts'
import { DoorError } from '../core/failures.ts'
import { shownUser } from '../core/guard.ts'
import { filmAgain } from './film-keys.ts'

type AppNames = 'filmKey' | 'asset' | 'icon' | 'iconPicture' | 'touchIcon' | 'favicon' | 'manifest'

const rootFile = (name: string): Handler<typeof pageRoutes.icon> => async ({ house, request }) => found(await house.page?.rootFile(name, request))

export const appHandlers: Handlers<Pick<typeof pageRoutes, AppNames>> = {
  async filmKey({ house, request, body, address }) {
    if (!isOwnOrigin(house, request)) throw new StudioError('session-unknown', 'Only the workspace of this server can ask for the key to a film.')
    const { caller, session, token, cookie } = await filmAgain(house, request, body.film, address)
    const key = { token, session: session.id, task: session.task, project: session.project, user: shownUser(caller), kind: caller.kind, scopes: [...caller.scopes] }
    return Response.json(key, cookie === undefined ? {} : { headers: { 'Set-Cookie': cookie } })
  },
  asset: async ({ house, request, params }) => found(await house.page?.asset(params.file, request)),
  icon: rootFile('icon.svg'),
  iconPicture: rootFile('icon.png'),
  touchIcon: rootFile('apple-touch-icon.png'),
  favicon: rootFile('favicon.ico'),
  manifest: rootFile('manifest.webmanifest'),
}

function found(response: Response | undefined): Response {
  if (response === undefined) throw new DoorError('path-unknown', 'There is no such file.')
  return response
}

/** Browsers say where a request comes from, and no page can make them lie; what says nothing is no browser of today. */
function isOwnOrigin({ settings }: House, request: Request): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  const origin = request.headers.get('origin')
  return origin === null || origin === new URL(settings.publicUrl).origin || origin === new URL(request.url).origin
}
