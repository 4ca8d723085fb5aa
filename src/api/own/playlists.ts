// HLS playlists of a film that is drawn while it is watched: one for the picture, one for the sound, one that names both.

export interface StreamFacts {
  readonly version: number
  /** Milliseconds. */
  readonly duration: number
  readonly segments: readonly { readonly start: number; readonly duration: number }[]
  readonly hasSound: boolean
}

/** `avc1.64001f`, as the configuration record in a header part says; undefined: there is none. */
export function codecOf(header: Uint8Array): string | undefined {
  const at = Buffer.from(header.buffer, header.byteOffset, header.byteLength).indexOf('avcC')
  if (at < 0 || at + 8 > header.length) return undefined
  // Version, then profile, compatibility and level.
  return `avc1.${Buffer.from(header.subarray(at + 5, at + 8)).toString('hex')}`
}

/** Addresses are relative to `.../versions/N/`; a playlist asked for as `current` still names the number. */
export function mainPlaylist({ version, hasSound }: StreamFacts, key: string, codec = 'avc1.64001f'): string {
  const at = (name: string) => `../${version}/${name}?key=${key}`
  return lines([
    '#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS',
    ...(hasSound ? [`#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="sound",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="${at('sound.m3u8')}"`] : []),
    // 540 lines and AAC-LC: what the preview makes. The bandwidth is its upper bound.
    `#EXT-X-STREAM-INF:BANDWIDTH=2500000,CODECS="${codec}${hasSound ? ',mp4a.40.2' : ''}"${hasSound ? ',AUDIO="sound"' : ''}`,
    at('picture.m3u8'),
  ])
}

export function trackPlaylist({ version, segments }: StreamFacts, track: 'picture' | 'sound', key: string): string {
  const longest = Math.max(1, ...segments.map(({ duration }) => Math.ceil(duration / 1000)))
  const at = (name: string) => `../${version}/${track}/${name}?key=${key}`
  return lines([
    '#EXTM3U', '#EXT-X-VERSION:7', `#EXT-X-TARGETDURATION:${longest}`, '#EXT-X-MEDIA-SEQUENCE:0', '#EXT-X-PLAYLIST-TYPE:VOD', '#EXT-X-INDEPENDENT-SEGMENTS', `#EXT-X-MAP:URI="${at('header.mp4')}"`,
    ...segments.flatMap(({ duration }, part) => [`#EXTINF:${(duration / 1000).toFixed(5)},`, at(`${part}.m4s`)]),
    '#EXT-X-ENDLIST',
  ])
}

/** `header.mp4`, `7.m4s`; undefined: neither. */
export function partNumber(name: string): number | 'header' | undefined {
  if (name === 'header.mp4') return 'header'
  const match = /^(0|[1-9]\d{0,5})[.]m4s$/.exec(name)
  return match === null ? undefined : Number(match[1])
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`
}
