// A draft as a crew draws it: its material is there, it has settings and a name. The name is a hash of all that decides
// about its pictures, so that threads and processes know a film again.

import { createHash } from 'node:crypto'
import { KinoraError, canonicalJson, type FrameRate } from '../base/index.ts'
import type { Draft } from '../draft/index.ts'
import type { CrewFilm } from './crew-thread.ts'
import { pictureScene, pixelVersion } from './scene.ts'
import type { VideoSettings } from './settings.ts'
import { gatherMaterial } from './sources.ts'
import { libraryVersions } from './versions.ts'

/** Throws `asset-missing` or `film-empty`. */
export async function crewFilmOf(wanted: Draft, settingsFor: (width: number, height: number, rate: FrameRate) => VideoSettings): Promise<CrewFilm> {
  const { draft, sources } = await gatherMaterial(wanted)
  const { width, height, frameRate, frameCount } = pictureScene(draft)
  if (frameCount === 0) throw new KinoraError({ code: 'film-empty', message: 'The film has no picture yet. Add a photo, a clip or a card first.' })
  const settings = settingsFor(width, height, frameRate)
  // Where files lie differs from machine to machine; what is in them is in the hashes.
  const assets = Object.fromEntries(Object.entries(draft.assets).map(([id, asset]) => [id, { ...asset, source: '' }]))
  const id = createHash('sha256').update(canonicalJson({ draft: { ...draft, assets }, settings, versions: libraryVersions(), pixels: pixelVersion })).digest('hex')
  return { id, draft, sources, settings }
}
