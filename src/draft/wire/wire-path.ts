// Faults found in the draft that was read, pointed back at what the sender wrote.

import type { Fault } from '../../base/index.ts'

/** Which wire track became which of ours. */
export interface TrackPlaces {
  readonly picture: number
  readonly overlays: readonly number[]
  readonly sounds: readonly number[]
  readonly texts: readonly number[]
}

const short: Readonly<Record<string, string>> = {
  name: 'n', asset: 'aid', duration: 'd', start: 'st', from: 'so', to: 'd', speed: 'sp', reverse: 'rv', volume: 'v', muted: 'mu', fadeIn: 'fi', fadeOut: 'fo', soundFadeIn: 'fi', soundFadeOut: 'fo',
  focus: 'fp', crop: 'cr', rotate: 'rot', flipHorizontal: 'fh', flipVertical: 'fv', motion: 'kb', look: 'lk', transition: 'tr', ground: 'bg', text: 'tx', role: 'r', place: 'pos', animation: 'an', words: 'w',
  anchor: 'at', content: 'co', loop: 'lp', duck: 'dk', frame: 'fr', opacity: 'op', rounded: 'ro', extra: 'ex',
}
const shortOfDraft: Readonly<Record<string, string>> = { title: 'm/title', canvas: 'm', serial: 'm/sn', extra: 'ex' }
const shortOfCanvas: Readonly<Record<string, string>> = { background: 'bg', platform: 'pf', frameRate: 'fps' }

/** The fault with its path, and the path in its message, in short keys. */
export function toWirePath(fault: Fault, places: TrackPlaces): Fault {
  if (fault.path === undefined) return fault
  const path = wirePath(fault.path.split('/').slice(1), places)
  return { ...fault, path, message: fault.message.replaceAll(fault.path, path) }
}

function wirePath([first, ...rest]: readonly string[], places: TrackPlaces): string {
  if (first === 'picture') return inTrack(places.picture, rest)
  if (first === 'overlays' || first === 'sounds' || first === 'texts') return inTrack(places[first][Number(rest[0])] ?? 0, rest.slice(1))
  if (first === 'canvas') return rest[0] === undefined ? '/m' : `/m/${shortOfCanvas[rest[0]] ?? rest[0]}`
  return first === undefined ? '' : `/${shortOfDraft[first] ?? first}`
}

function inTrack(track: number, [key, index, inner, ...deeper]: readonly string[]): string {
  const at = `/t/${track}`
  if (key !== 'segments') return key === undefined ? at : `${at}/${key === 'name' ? 'n' : key}`
  if (index === undefined) return `${at}/sg`
  if (inner === undefined) return `${at}/sg/${index}`
  // Below these the wire writes whole names too.
  const keeps = inner === 'style' || inner === 'look' || inner === 'ground' || (inner === 'content' && deeper[0] !== 'asset')
  const last = inner === 'content' && deeper[0] === 'asset' ? 'aid' : short[inner] ?? inner
  return `${at}/sg/${index}/${last}${keeps && deeper.length > 0 ? `/${deeper.join('/')}` : ''}`
}
