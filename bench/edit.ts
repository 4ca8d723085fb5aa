// `npm run bench -- edit`: how long a second export takes after a small change, against the first one: a new title, other
// music, one photo replaced. Each is compared, byte for byte, with a cold render of the changed draft. One JSON line.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Draft } from '../src/draft/index.ts'
import { filmOf, makeMaterial } from './material.ts'

const folder = mkdtempSync(join(tmpdir(), 'kinora-bench-edit-'))
const { photos, music, origin } = await makeMaterial(join(tmpdir(), 'kinora-bench-material'), 11)
console.log(`material: ${origin}`)
const ten = photos.slice(0, 10)
const first = filmOf({ photos: ten, music: music[0], title: 'By the sea' })
const cache = join(folder, 'cache')
// As it is installed: package.json points to the bundle, which starts threads faster than the single files do.
const { createStudio } = await import(new URL('../program/index.js', import.meta.url).href) as typeof import('../src/index.ts')
const studio = createStudio({ cache })
let films = 0

const cold = await render(first, cache)
console.log(`cold: ${cold.seconds.toFixed(2)} s`)
const title = await edited('title', filmOf({ photos: ten, music: music[0], title: 'Autumn on the coast' }))
const other = await edited('music', filmOf({ photos: ten, music: music[1], title: 'By the sea' }))
const photo = await edited('photo', filmOf({ photos: ten.with(4, photos[10]!), music: music[0], title: 'By the sea' }))
await studio.close()
rmSync(folder, { recursive: true, force: true })
console.log(JSON.stringify({ title_ratio: title.ratio, music_ratio: other.ratio, photo_ratio: photo.ratio, identical: title.identical && other.identical && photo.identical }))

async function edited(what: string, draft: Draft): Promise<{ ratio: number; identical: boolean }> {
  const again = await render(draft, cache)
  const fresh = await render(draft, null)
  console.log(`${what}: ${again.seconds.toFixed(2)} s, ${again.encoded} of ${again.total} chunks`)
  return { ratio: Number((again.seconds / cold.seconds).toFixed(3)), identical: again.bytes.equals(fresh.bytes) }
}

async function render(draft: Draft, folderOrNone: string | null): Promise<{ seconds: number; bytes: Buffer; encoded: number; total: number }> {
  const output = join(folder, `film-${films++}.mp4`)
  const { timings, chunks } = await studio.render({ draft, output, cache: folderOrNone })
  return { seconds: timings.wallSeconds, bytes: readFileSync(output), encoded: chunks.encoded, total: chunks.total }
}
