// Small drafts for this folder's tests.

import type { Asset, Draft, PhotoSegment, PictureSegment } from '../../draft/index.ts'

/** A photo segment of two seconds showing an asset of the same name. */
export function photo(asset: string, more: Partial<PhotoSegment> = {}): PhotoSegment {
  return { kind: 'photo', id: `segment-${asset}`, name: `${asset}.jpg`, asset, duration: 2000, fit: 'cover', ...more }
}

/** A draft of 640x360 at 30 fps whose assets are 1600x900 photos. */
export function draftOf(segments: readonly PictureSegment[], more: Partial<Draft> = {}): Draft {
  const assets: Record<string, Asset> = {}
  for (const segment of segments) if (segment.kind !== 'card') assets[segment.asset] = photoAsset(segment.asset)
  return {
    format: 1, title: '', canvas: { width: 640, height: 360, frameRate: { numerator: 30, denominator: 1 }, background: '#000000' },
    assets, picture: { id: 'picture', name: 'Video', segments }, overlays: [], texts: [], sounds: [], serial: 1, ...more,
  }
}

export function photoAsset(id: string, width = 1600, height = 900): Asset {
  return { id, name: `${id}.jpg`, kind: 'photo', source: id, hash: `hash-${id}`, facts: { kind: 'photo', width, height, bytes: 1, format: 'jpeg' } }
}
