// Drafts that come from clients, in short keys or in ours, as objects or as JSON text. Nothing in them is believed about
// material: an asset is one of this film's own, named by its id, its own link, or the storage name old clients use.

import { failure, success, type Fault, type Outcome } from '../../base/index.ts'
import { decodeWire, validateDraft, type Asset, type Draft } from '../../draft/index.ts'
import type { StoredAsset } from '../ports.ts'
import { isStorable } from './ids.ts'
import { linksOf } from './material.ts'
import type { StudioWorld } from './world.ts'

/** What the sender may use: everything sent to the film, and what its draft already holds. */
export interface Belongings {
  readonly stored: readonly StoredAsset[]
  readonly draft?: Draft
}

type Keyed = Readonly<Record<string, unknown>>

/** Whether something was sent that is meant as a film at all: `{}`, `null`, `""` and `{ t: [] }` are not. */
export function holdsFilm(input: unknown): boolean {
  const value = parsed(input)
  if (!isKeyed(value)) return false
  if (isKeyed(value['picture'])) return true
  return Array.isArray(value['t']) && value['t'].some((track) => isKeyed(track) && Array.isArray(track['sg']) && track['sg'].length > 0)
}

/** The draft, with our own assets in place of whatever was said about them; or faults that point into what was sent. */
export function readClientDraft(input: unknown, belongings: Belongings, world: Pick<StudioWorld, 'settings'>): Outcome<Draft> {
  const value = parsed(input)
  if (value === undefined) return failure({ code: 'not-json', message: 'The draft is a text that is not JSON. Send it exactly as it was given.' })
  if (!isStorable(value)) return failure({ code: 'text-damaged', message: 'The draft holds characters that are no text (NUL or half a character). Send it again without them.' })
  const assets = knownAssets(belongings)
  if (isKeyed(value) && isKeyed(value['picture'])) return validateDraft({ ...value, assets })
  const linked = withKnownMaterial(value, belongings.stored)
  return linked.ok ? decodeWire(linked.value, { assets, urlOf: linksOf(belongings.stored, world) }) : linked
}

/** Everything the film may use, by id. */
export function knownAssets({ stored, draft }: Belongings): Readonly<Record<string, Asset>> {
  const sent = stored.flatMap(({ asset }) => (asset === undefined ? [] : [[asset.id, asset] as const]))
  return { ...Object.fromEntries(sent), ...draft?.assets }
}

// A link is ours by its unguessable part, under whatever name the server was reached. A storage name of the vendor's finds
// its material by the file's name; every other address is a stranger's.
function withKnownMaterial(value: unknown, stored: readonly StoredAsset[]): Outcome<unknown> {
  if (!isKeyed(value) || !Array.isArray(value['t'])) return success(value)
  const faults: Fault[] = []
  const bySecret = new Map(stored.flatMap(({ secret, asset }) => (asset === undefined ? [] : [[secret, asset.id]])))
  const tracks = value['t'].map((track: unknown, place) => {
    if (!isKeyed(track) || !Array.isArray(track['sg'])) return track
    return { ...track, sg: track['sg'].map((segment: unknown, index) => {
      if (!isKeyed(segment) || segment['aid'] !== undefined || typeof segment['src'] !== 'string') return segment
      const { src, ...rest } = segment
      const own = bySecret.get(/\/f\/([\w-]{16,})(?:[/?#]|$)/.exec(src as string)?.[1] ?? '')
      if (own !== undefined) return { ...rest, aid: own }
      if (/^[a-z][a-z0-9+.-]*:/i.test(src as string) || ((src as string).includes('/') && !(src as string).startsWith('/mnt/userdata/'))) faults.push(foreign(src as string, `/t/${place}/sg/${index}/src`))
      return segment
    }) }
  })
  return faults.length > 0 ? failure(...faults) : success({ ...value, t: tracks })
}

function foreign(address: string, path: string): Fault {
  return { code: 'asset-unknown', path, message: `${path} is ${JSON.stringify(address.slice(0, 200))}, which is no link to material of this film. Upload the file first and use the link you get.` }
}

function parsed(input: unknown): unknown {
  if (typeof input !== 'string') return input
  if (input.length > 5_000_000) return undefined
  try {
    return JSON.parse(input)
  } catch {
    return undefined
  }
}

function isKeyed(value: unknown): value is Keyed {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
