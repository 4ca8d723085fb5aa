// What reading one wire draft needs to know at every segment: ids, material, and where things begin.

import type { Fault, Milliseconds } from '../../base/index.ts'
import type { Asset, AssetId, Canvas, PictureSegment } from '../document.ts'
import { segmentDuration } from '../layout.ts'
import { nearestName } from '../nearest.ts'
import type { WireDraft, WireSegment } from './shape.ts'

export type WireFault = Fault

export interface Reading {
  readonly canvas: Canvas
  readonly faults: WireFault[]
  trackName(track: number): string | undefined
  /** The id that was sent, made fit; a new one when none was. */
  idOf(sent: string | number | undefined, prefix: string): string
  newId(prefix: string): string
  /** The material a segment names by `aid` or `src`, if it is known. */
  assetOf(segment: WireSegment): Asset | undefined
  /** The same, with a fault when it names something unknown; undefined when it names nothing. */
  needAsset(segment: WireSegment, path: string): Asset | undefined
  /** Notes where the picture segments begin according to the sender: `st` where sent, otherwise the sum of the lengths. */
  placePictures(segments: readonly PictureSegment[], sent: readonly WireSegment[]): void
  /** Where a picture segment begins; offsets of what travels with it are counted from there. */
  startOf(id: string): Milliseconds
  /** Whether something lasts to the end of the film. */
  isOpen(segment: WireSegment): boolean
}

interface Sent {
  readonly wire: WireDraft
  readonly assets: Readonly<Record<AssetId, Asset>>
  readonly urlOf: ((asset: Asset) => string | undefined) | undefined
  readonly canvas: Canvas
  readonly faults: WireFault[]
}

export function createReading({ wire, assets, urlOf, canvas, faults }: Sent): Reading {
  const used = new Set(wire.t.flatMap((track) => [track.id, ...(track.sg ?? []).map((segment) => segment.id)]).filter((id) => id !== undefined).map(fitId))
  const addresses = addressBook(assets, urlOf)
  const starts = new Map<string, Milliseconds>()
  let serial = 1
  function newId(prefix: string): string {
    while (used.has(`${prefix}${serial}`)) serial += 1
    used.add(`${prefix}${serial}`)
    return `${prefix}${serial}`
  }
  function assetOf(segment: WireSegment): Asset | undefined {
    if (segment.aid !== undefined) return Object.hasOwn(assets, String(segment.aid)) ? assets[String(segment.aid)] : undefined
    return segment.src === undefined ? undefined : addresses(segment.src)
  }
  return {
    canvas, faults, newId, assetOf,
    trackName: (track) => wire.t[track]?.n,
    idOf: (sent, prefix) => (sent === undefined ? newId(prefix) : fitId(sent)),
    needAsset(segment, path) {
      const asset = assetOf(segment)
      if (asset === undefined && (segment.aid !== undefined || segment.src !== undefined)) faults.push(unknownAsset(segment, path, assets))
      return asset
    },
    placePictures: (segments, sent) => placePictures(segments, sent, starts),
    startOf: (id) => starts.get(id) ?? 0,
    isOpen: ({ te, st = 0, d }) => (te === true || te === 1) && (d === undefined || wire.d === undefined || st + d >= wire.d - 1),
  }
}

/** Some senders number their segments; ids of ours begin with a letter when they are a number. */
export function fitId(sent: string | number): string {
  return /^\d+$/.test(String(sent)) ? `s${sent}` : String(sent)
}

function placePictures(segments: readonly PictureSegment[], sent: readonly WireSegment[], starts: Map<string, Milliseconds>): void {
  let clock = 0
  for (const [index, segment] of segments.entries()) {
    const start = Math.round(sent[index]?.st ?? clock)
    starts.set(segment.id, start)
    clock = start + segmentDuration(segment)
  }
}

// Addresses are only compared, never opened. A file name finds its material when only one has that name.
function addressBook(assets: Readonly<Record<AssetId, Asset>>, urlOf: Sent['urlOf']) {
  const byAddress = new Map<string, Asset>()
  const byName = new Map<string, Asset | undefined>()
  for (const asset of Object.values(assets)) {
    const address = urlOf?.(asset)
    if (address !== undefined) byAddress.set(address, asset)
    byName.set(asset.name, byName.has(asset.name) ? undefined : asset)
  }
  return (address: string): Asset | undefined => byAddress.get(address) ?? (Object.hasOwn(assets, address) ? assets[address] : undefined) ?? byName.get(fileName(address))
}

function fileName(address: string): string {
  const last = address.split(/[?#]/, 1)[0]!.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}

function unknownAsset(segment: WireSegment, path: string, assets: Readonly<Record<AssetId, Asset>>): WireFault {
  const [key, sent] = segment.aid === undefined ? ['src', segment.src!] : ['aid', String(segment.aid)]
  const known = Object.values(assets)
  const near = nearestName(key === 'aid' ? sent : fileName(sent), known.map((asset) => (key === 'aid' ? asset.id : asset.name)))
  return {
    code: 'asset-unknown', path: `${path}/${key}`, ...(near === undefined ? {} : { suggestion: near }),
    message: `${path}/${key} names ${JSON.stringify(sent.slice(0, 200))}, which is not material of this film.${near === undefined ? ' Upload it first.' : ` Did you mean "${near}"?`}`,
  }
}
