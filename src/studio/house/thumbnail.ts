// Small pictures of what was sent: only for whoever may see the file, in few sizes and at few times, so that a page that
// asks for any size fills no disk.

import { faultOf } from '../../base/index.ts'
import { StudioError, type Caller, type UploadDesk } from '../service.ts'
import { isOwn, need } from './callers.ts'
import { withoutPaths } from './material.ts'
import type { StudioWorld } from './world.ts'

/** Lines of a thumbnail: lists, their retina twins, a large one. */
const heights = [96, 192, 384, 768] as const
/** Steps in which the time of a clip's picture is taken, ms. */
const step = 500

export async function thumbnail(world: StudioWorld, caller: Caller, id: string, { height = 192, at = 0, signal }: Parameters<UploadDesk['thumbnail']>[2]): Promise<Uint8Array> {
  need(caller, 'read')
  const file = await world.store.tables.assets.find(id)
  if (file === undefined || !isOwn(caller, file)) throw new StudioError('asset-unknown', 'There is no such file.')
  const facts = file.asset?.facts
  if (facts === undefined || facts.kind === 'sound') throw new StudioError('asset-unknown', `${file.name} has no picture.`)
  const time = facts.kind === 'photo' ? 0 : Math.floor(Math.min(Math.max(0, at), Math.max(0, facts.duration - 1)) / step) * step
  try {
    return await world.media.thumbnail({ path: await world.objects.localFile(file.key), hash: file.hash, kind: facts.kind, pixels: { width: facts.width, height: facts.height }, height: heights.find((lines) => lines >= height) ?? heights.at(-1)!, at: time }, signal)
  } catch (error) {
    const { code, message } = faultOf(error)
    if (code === 'object-missing') throw new StudioError('asset-unknown', `${file.name} is no longer kept here.`, {}, { cause: error })
    throw new StudioError('render-failed', withoutPaths(message).replaceAll(file.hash, file.name), { reason: code }, { cause: error })
  }
}
