// The material of films, between three ways to say where it is: in a stored draft by object key, for clients by link, for
// native readers by local file. A path of this machine never leaves this file in a draft that is stored or shown.

import { KinoraError, faultOf, type Fault } from '../../base/index.ts'
import type { Asset, Draft } from '../../draft/index.ts'
import type { MusicPort, ObjectPort, StoredAsset } from '../ports.ts'
import { fileLink } from './ids.ts'
import type { StudioWorld } from './world.ts'

const prefix = 'object:'

/** The source of an asset whose bytes lie under a key. */
export function objectSource(key: string): string {
  return prefix + key
}

export function keyOfSource(source: string): string | undefined {
  return source.startsWith(prefix) ? source.slice(prefix.length) : undefined
}

/** A film whose material is on this machine. */
export interface LocalFilm {
  readonly draft: Draft
  /** A fault of native parts, in which files of this machine are called as people know them. */
  faultOf(error: unknown): Fault
}

/** Fetches what the film uses; the rest of its material stays where it is. Throws `material-missing`. */
export async function materialise(draft: Draft, objects: ObjectPort): Promise<LocalFilm> {
  const used = usedAssets(draft)
  const names = new Map<string, string>()
  const local: Record<string, Asset> = {}
  for (const asset of Object.values(draft.assets)) local[asset.id] = used.has(asset.id) ? await fetched(asset, objects, names) : asset
  return { draft: { ...draft, assets: local }, faultOf: (error) => namedFault(faultOf(error), names) }
}

async function fetched(asset: Asset, objects: ObjectPort, names: Map<string, string>): Promise<Asset> {
  const key = keyOfSource(asset.source)
  if (key === undefined) throw missing(asset)
  try {
    const path = await objects.localFile(key)
    names.set(path, asset.name)
    return { ...asset, source: path }
  } catch (error) {
    if (error instanceof KinoraError && error.code === 'object-missing') throw missing(asset)
    throw error
  }
}

function missing(asset: Asset): KinoraError {
  return new KinoraError({ code: 'material-missing', message: `${asset.name} is no longer kept here. Send it again, or take it out of the film.`, path: asset.name })
}

function namedFault(fault: Fault, names: ReadonlyMap<string, string>): Fault {
  const clean = (text: string) => [...names].reduce((said, [path, name]) => said.replaceAll(path, name).replaceAll(path.split('/').at(-1)!, name), text)
  const { path: _path, ...rest } = fault
  return { ...rest, message: withoutPaths(clean(fault.message)) }
}

/** A message without folders of this machine: they help no client. */
export function withoutPaths(text: string): string {
  return text.replace(/(?<![\w:/.])\/(?:[\w.@+-]+\/)+([\w.@+-]+)/g, '$1')
}

/** Ids of the assets that are seen or heard. */
export function usedAssets(draft: Draft): ReadonlySet<string> {
  const pictures = [...draft.picture.segments, ...draft.overlays.flatMap((track) => track.segments)].flatMap((segment) => ('asset' in segment ? [segment.asset] : []))
  const sounds = draft.sounds.flatMap((track) => track.segments).flatMap(({ content }) => (content.kind === 'asset' ? [content.asset] : []))
  return new Set([...pictures, ...sounds])
}

/** Where clients fetch the material of a film. */
export function linksOf(stored: readonly StoredAsset[], world: Pick<StudioWorld, 'settings'>): (asset: Asset) => string | undefined {
  const links = new Map(stored.flatMap((one) => (one.asset === undefined ? [] : [[one.asset.id, fileLink(world, one)]])))
  return (asset) => links.get(asset.id)
}

/** What was sent to a film, as its turns know it: the film's own word on an asset wins, since it may have been listened to since. */
export function materialOf(stored: readonly StoredAsset[], draft: Draft | undefined): readonly Asset[] {
  return stored.flatMap(({ asset }) => (asset === undefined ? [] : [draft?.assets[asset.id] ?? asset]))
}

/** Listens to sounds that lie under keys. */
export function musicOfObjects(music: MusicPort, objects: ObjectPort): MusicPort {
  return {
    ...music,
    async beats(source, tempo) {
      const key = keyOfSource(source)
      return music.beats(key === undefined ? source : await objects.localFile(key), tempo)
    },
    grid: (composition, duration) => music.grid(composition, duration),
    write: (composition, duration, output) => music.write(composition, duration, output),
    effect: (effect, duration, output) => music.effect(effect, duration, output),
  }
}
