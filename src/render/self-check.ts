// The check that every render attaches to its result: from what was measured while drawing and mixing, so that nothing
// is decoded a second time. Says what was found; whether it is bad is said by `ok`.

import { framesPerSecond, timeOfFrame, type FrameRate } from '../base/index.ts'
import type { Check, FileReport } from '../studio/ports.ts'
import type { Joined } from './join.ts'
import type { SoundHeader } from './packet-file.ts'
import { stretches, type FilmFacts, type Stretch } from './picture-facts.ts'
import type { VideoSettings } from './settings.ts'

/** What a self-check must know of a render. */
export interface CheckedRender {
  readonly format: string
  readonly request: { readonly output: string }
  readonly settings: VideoSettings
  readonly scene: { readonly frameCount: number; readonly frameRate: FrameRate }
}

/** Shorter runs are fades and cuts. */
const blackSeconds = 0.5
/** A film may come out of black and go into it: a dark card is black for most of its fade. */
const fadeSeconds = 1
const frozenSeconds = 1
/** Share of the picture that must be black: a moon in the night sky, which is no fault, takes a hundredth. */
const blackShare = 0.995

/** Facts of the file that was just written. */
export function reportOf(render: CheckedRender, joined: Joined, sound: SoundHeader, bytes: number): FileReport {
  const { width, height, frameRate, chunkFrames, codec } = render.settings
  const seconds = timeOfFrame(joined.frames, frameRate) / 1000
  return {
    path: render.request.output,
    format: render.format,
    width, height,
    framesPerSecond: framesPerSecond(frameRate),
    frames: joined.frames,
    durationSeconds: seconds,
    bytes,
    video: {
      codec: codec === 'libx264' ? 'h264' : 'vp9',
      profile: codec === 'libx264' ? 'High' : 'Profile 0',
      pixelFormat: 'yuv420p',
      bitrate: Math.round((joined.videoBytes * 8) / seconds),
      colorSpace: 'bt709',
      colorRange: 'tv',
      keyframeIntervalSeconds: timeOfFrame(chunkFrames, frameRate) / 1000,
    },
    audio: {
      codec: sound.codec,
      sampleRate: sound.sampleRate,
      channels: sound.channels,
      durationSeconds: sound.samples / sound.sampleRate,
      loudness: sound.loudness ?? -Infinity,
      truePeak: sound.truePeak ?? -Infinity,
    },
    fastStart: true,
  }
}

export function checkRender(render: CheckedRender, report: FileReport, facts: FilmFacts, sound: SoundHeader): Check[] {
  const { frameCount, frameRate } = render.scene
  return [
    { name: 'frames', ok: report.frames === frameCount, detail: `${report.frames} of ${frameCount} frames` },
    { name: 'duration', ok: true, detail: `${seconds(frameCount, frameRate)} s` },
    blackCheck(facts, frameRate),
    frozenCheck(facts, frameRate),
    ...soundChecks(sound),
    syncCheck(report),
    { name: 'tags', ok: true, detail: 'bt709 colours, tv range' },
    { name: 'fast-start', ok: report.fastStart === true, detail: 'the index stands before the pictures' },
  ]
}

export function blackCheck(facts: Pick<FilmFacts, 'black'>, rate: FrameRate): Check {
  const frames = facts.black.length
  const atEdge = ({ from, to }: { readonly from: number; readonly to: number }) => (from === 0 || to === frames) && to - from <= Math.ceil(framesPerSecond(rate) * fadeSeconds) && to - from < frames
  const found = stretches(frames, Math.ceil(framesPerSecond(rate) * blackSeconds), (frame) => facts.black[frame]! >= blackShare).filter((stretch) => !atEdge(stretch))
  return { name: 'black', ok: found.length === 0, detail: found.length === 0 ? 'no black stretch' : `black at ${listed(found, rate)}` }
}

// A picture without motion may stand still, and so may a clip; what the camera moves over must not freeze.
export function frozenCheck(facts: Pick<FilmFacts, 'difference' | 'still'>, rate: FrameRate): Check {
  const minimum = Math.ceil(framesPerSecond(rate) * frozenSeconds)
  const frozen = stretches(facts.difference.length, minimum, (frame) => facts.difference[frame] === 0 && facts.still[frame] === 0)
  const still = stretches(facts.difference.length, minimum, (frame) => facts.still[frame] === 1)
  const wanted = still.length === 0 ? '' : `; stands still at ${listed(still, rate)}`
  return { name: 'frozen', ok: frozen.length === 0, detail: (frozen.length === 0 ? 'no frozen stretch' : `frozen at ${listed(frozen, rate)}`) + wanted }
}

function soundChecks(sound: SoundHeader): Check[] {
  if (sound.loudness === null || sound.truePeak === null) return [{ name: 'loudness', ok: true, detail: 'the film has no sound; it carries a silent track, which players and platforms expect' }]
  return loudnessChecks(sound.loudness, sound.truePeak)
}

/** -14 LUFS, give or take one, and at most -1 dBTP. */
export function loudnessChecks(loudness: number, truePeak: number): Check[] {
  return [
    { name: 'loudness', ok: Math.abs(loudness + 14) <= 1, detail: `${loudness.toFixed(1)} LUFS (wanted -14)` },
    { name: 'true-peak', ok: truePeak <= -1 + 0.05, detail: `${truePeak.toFixed(1)} dBTP (at most -1)` },
  ]
}

export function syncCheck(report: FileReport): Check {
  const apart = Math.abs((report.audio?.durationSeconds ?? report.durationSeconds) - report.durationSeconds)
  const ok = apart <= 1 / report.framesPerSecond
  return { name: 'sync', ok, detail: `sound and picture end ${(apart * 1000).toFixed(0)} ms apart` }
}

function listed(found: readonly Stretch[], rate: FrameRate): string {
  return found.map(({ from, to }) => `${seconds(from, rate)}-${seconds(to, rate)} s`).join(', ')
}

function seconds(frame: number, rate: FrameRate): string {
  return (timeOfFrame(frame, rate) / 1000).toFixed(2)
}
