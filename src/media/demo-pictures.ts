// The demo's photo album: ten pictures painted by our own code, so that the first film needs nobody's photos. Repeatable
// to the pixel. Called by `kinora demo` and by tests that need honest pictures.

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startPainting, type Painting } from './demo/brush.ts'
import { dunes, hillsAtDusk, mountainLake, northernLights } from './demo/landscapes.ts'
import { cityAtNight, kites, lighthouse, sailAtSunset } from './demo/places.ts'
import { bowlOfFruit, poppies } from './demo/things.ts'

/** Name, size in pixels and painter, in film order: morning to night. */
const album: readonly (readonly [name: string, width: number, height: number, paint: (painting: Painting) => void])[] = [
  ['mountain-lake', 2400, 1600, mountainLake],
  ['kites', 1600, 2000, kites],
  ['dunes', 2400, 1600, dunes],
  ['bowl-of-fruit', 2400, 1600, bowlOfFruit],
  ['poppies', 1600, 2000, poppies],
  ['sail-at-sunset', 2400, 1600, sailAtSunset],
  ['hills-at-dusk', 2400, 1600, hillsAtDusk],
  ['lighthouse', 1600, 2000, lighthouse],
  ['city-at-night', 2400, 1600, cityAtNight],
  ['northern-lights', 2400, 1600, northernLights],
]

export const demoPictureNames: readonly string[] = album.map(([name]) => name)

/**
 * Paints the album into a folder as JPEG files and gives their paths in film order. `onProgress` is told after each.
 * Throws when the folder cannot be written.
 */
export async function paintDemoPictures(folder: string, onProgress: (done: number, total: number) => void = () => {}): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const paths: string[] = []
  for (const [index, [name, width, height, paint]] of album.entries()) {
    const painting = startPainting(name, width, height)
    paint(painting)
    const path = join(folder, `${String(index + 1).padStart(2, '0')}-${name}.jpg`)
    await writeFile(path, await painting.canvas.encode('jpeg', 92))
    paths.push(path)
    onProgress(paths.length, album.length)
  }
  return paths
}
