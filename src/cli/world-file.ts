// WORLD.json: material as facts, for planning without files. A list of assets, or an object with `assets` and a `script`.
// An asset needs a name and a kind; id and source are made from the name when absent. Every asset is checked like a
// stranger's input.

import { readFile } from 'node:fs/promises'
import { KinoraError, faultOf } from '../base/index.ts'
import { readOperation, type Asset } from '../draft/index.ts'

export interface WorldFile {
  readonly assets: readonly Asset[]
  readonly script?: string
}

/** Throws `world-unreadable` or `world-faulty` with the place of the fault. */
export async function readWorld(path: string): Promise<WorldFile> {
  const value = await readJson(path)
  const given = Array.isArray(value) ? { assets: value as unknown[] } : value as { readonly assets?: unknown; readonly script?: unknown } | null
  if (given === null || typeof given !== 'object' || !Array.isArray(given.assets)) throw faulty(path, 'it needs a list "assets"')
  const script = 'script' in given ? given.script : undefined
  if (script !== undefined && typeof script !== 'string') throw faulty(path, '/script must be text')
  return { assets: given.assets.map((asset, index) => readAsset(asset, index, path)), ...(script !== undefined && { script }) }
}

function readAsset(input: unknown, index: number, path: string): Asset {
  if (typeof input !== 'object' || input === null) throw faulty(path, `/assets/${index} must be an object`)
  const given = input as Partial<Asset>
  const filled = { id: `asset-${index + 1}`, source: given.name ?? '', ...given }
  const read = readOperation({ name: 'add-asset', asset: filled }, '')
  if (!read.ok) throw faulty(path, read.faults.map((fault) => fault.message.replace(/^\/asset/, `/assets/${index}`).replace(/[.]$/, '')).join('; '))
  return (read.value as { readonly asset: Asset }).asset
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (thrown) {
    throw new KinoraError({ code: 'world-unreadable', message: `${path} cannot be read: ${faultOf(thrown).message}`, path }, { cause: thrown })
  }
}

function faulty(path: string, what: string): KinoraError {
  return new KinoraError({ code: 'world-faulty', message: `${path}: ${what}.`, path, suggestion: '{"assets": [{"name": "a.jpg", "kind": "photo"}], "script": "…"}' })
}
