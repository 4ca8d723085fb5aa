// What the writing side of this machine can do: libav is loaded and asked for every encoder the formats need. Called by
// `kinora doctor`; never throws.

import type { MachineFinding } from '../studio/ports.ts'

/** Encoder, what it is for, and whether films are impossible without it. */
const encoders = [
  ['libx264', 'mp4 and mov', true], ['aac', 'sound of mp4 and mov', true], ['libvpx-vp9', 'webm', false], ['libopus', 'sound of webm', false], ['gif', 'gif', false],
] as const

/** Findings about libav and its encoders. Never throws. */
export async function examineWriting(): Promise<readonly MachineFinding[]> {
  try {
    const { libav } = await import('./av.ts')
    const absent = encoders.filter(([name]) => libav.Codec.findEncoderByName(name as Parameters<typeof libav.Codec.findEncoderByName>[0]) === null)
    return [
      { name: 'video-library', state: 'ok', detail: `libav loads (FFmpeg ${libav.getFFmpegInfo().version})` },
      absent.length === 0
        ? { name: 'encoders', state: 'ok', detail: encoders.map(([name]) => name).join(', ') }
        : { name: 'encoders', state: absent.some(([, , needed]) => needed) ? 'missing' : 'limited', detail: `missing: ${absent.map(([name, purpose]) => `${name} (${purpose})`).join(', ')}`, advice: 'Reinstall with npm ci; the binary that comes with node-av holds all of them.' },
    ]
  } catch (thrown) {
    return [{
      name: 'video-library', state: 'missing', detail: thrown instanceof Error ? thrown.message.split('\n')[0]! : String(thrown),
      advice: 'node-av has no binary for this system. npm ci must be allowed to install optional packages (no --omit=optional).',
    }]
  }
}
