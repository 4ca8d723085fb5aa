// From words of the vocabulary to values of the draft: moods to what the composer plays, transition and look names,
// places on the screen.

import type { Composition, Look, LookName, Mood, Rectangle, TextPlace, TransitionKind } from '../draft/index.ts'

export interface MusicStyle extends Partial<Omit<Composition, 'kind' | 'seed'>> {
  readonly mood: Mood
  /** The composer plays something near and not the thing itself. */
  readonly near?: true
}

export const musicStyles: Readonly<Record<string, MusicStyle>> = {
  upbeat: { mood: 'upbeat' }, happy: { mood: 'happy' }, energetic: { mood: 'upbeat', energy: 0.95 }, calm: { mood: 'ambient' }, sad: { mood: 'sad' }, emotional: { mood: 'cinematic' },
  romantic: { mood: 'cinematic', withoutDrums: true, near: true }, epic: { mood: 'epic' }, dramatic: { mood: 'cinematic' }, 'lo-fi': { mood: 'lo-fi' }, jazz: { mood: 'jazz' },
  electronic: { mood: 'upbeat', only: 'synth', near: true }, rock: { mood: 'epic', energy: 0.95, near: true }, 'hip-hop': { mood: 'lo-fi', energy: 0.8, near: true }, pop: { mood: 'upbeat', near: true },
  acoustic: { mood: 'happy', only: 'guitar', near: true }, piano: { mood: 'ambient', only: 'piano', near: true }, classical: { mood: 'cinematic', only: 'strings', near: true }, ambient: { mood: 'ambient' },
  corporate: { mood: 'corporate' }, holiday: { mood: 'holiday' }, chinese: { mood: 'ambient', near: true }, cinematic: { mood: 'cinematic' }, warm: { mood: 'happy' },
}

export const transitionKinds: Readonly<Record<string, TransitionKind>> = {
  crossfade: 'crossfade', fade: 'crossfade', 'fade-in': 'crossfade', 'fade-out': 'crossfade', any: 'crossfade', smooth: 'crossfade', slide: 'push-left', wipe: 'wipe-left', zoom: 'zoom-through', whip: 'whip-pan', other: 'whip-pan',
  flash: 'flash', 'dip-black': 'dip-black', 'dip-white': 'dip-white', iris: 'iris', clock: 'clock', blinds: 'blinds', blur: 'blur-dissolve', 'light-leak': 'light-leak', ink: 'luma-ink',
}

/** How each look of the vocabulary is made. */
const lookTable: Readonly<Record<string, Look>> = {
  warm: { name: 'warm', strength: 1 }, cool: { name: 'cool', strength: 1 }, bw: { name: 'bw', strength: 1 }, sepia: { name: 'sepia', strength: 1 }, vintage: { name: 'vintage', strength: 1, grain: 0.35 },
  cinematic: { name: 'cinematic', strength: 1 }, 'teal-orange': { name: 'teal-orange', strength: 1 }, vivid: { name: 'vivid', strength: 1 }, bright: { name: 'bright', strength: 1 }, dark: { name: 'dark', strength: 1 },
  contrast: { name: 'contrast', strength: 1 }, sharpen: { name: 'none', strength: 1, sharpen: 0.6 }, vignette: { name: 'none', strength: 1, vignette: 0.6 }, neutral: { name: 'enhance', strength: 0.6 },
  fade: { name: 'fade', strength: 1 }, dreamy: { name: 'fade', strength: 0.7, brightness: 0.1 }, cyber: { name: 'cool', strength: 1, grain: 0.4, contrast: 0.2 }, enhance: { name: 'enhance', strength: 1 },
}

/** A look by its main name with others mixed in as adjustments. */
export function lookOf(names: readonly string[], soft: boolean): Look {
  const [first, ...others] = names
  const main = lookTable[first ?? 'enhance'] ?? lookTable['enhance']!
  const look: Look = soft ? { ...main, strength: 0.6 } : main
  return others.reduce<Look>((mixed, name) => ({ ...mixed, ...mixins[name] }), look)
}

const mixins: Readonly<Record<string, Partial<Look>>> = {
  warm: { warmth: 0.4 }, cool: { warmth: -0.4 }, vivid: { saturation: 0.3 }, bright: { brightness: 0.2 }, dark: { brightness: -0.2 }, contrast: { contrast: 0.3 }, sharpen: { sharpen: 0.5 }, vignette: { vignette: 0.5 },
  vintage: { grain: 0.35 }, bw: { saturation: -1 }, cinematic: { contrast: 0.15, vignette: 0.25 },
}

export const lookNames: ReadonlySet<string> = new Set<LookName>(['none', 'enhance', 'warm', 'cool', 'bw', 'sepia', 'vintage', 'cinematic', 'teal-orange', 'vivid', 'fade', 'bright', 'dark', 'contrast'])

/** Where a logo of usual size stands; 4 % off the edges. */
export function logoFrame(area: string | undefined, ratio: number): Rectangle {
  const width = 0.13
  const height = Math.min(0.3, width * ratio)
  const x = area?.includes('left') ? 0.04 : area === 'center' || area === 'top' || area === 'bottom' ? (1 - width) / 2 : 0.96 - width
  const y = area?.includes('bottom') || area === 'lower-third' ? 0.96 - height : area === 'center' || area === 'left' || area === 'right' ? (1 - height) / 2 : 0.04
  return { x, y, width, height }
}

export function textPlace(area: string | undefined): TextPlace | undefined {
  return area === undefined ? undefined : { area: area as TextPlace['area'] }
}
