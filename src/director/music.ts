// Which music a film gets. The user's own track wins; then the mood that was asked for; then the mood of the kind of
// film. A film of clips with sound stays without music unless it was asked for, and so does a plain one.

import type { Milliseconds } from '../base/index.ts'
import { moodNames, type ClipFacts, type Composition, type Mood, type Operation, type Sentence } from '../draft/index.ts'
import type { Brief, FilmKind, World } from './brief.ts'
import { seedOf } from './seed.ts'

const moodOfKind: Readonly<Record<FilmKind, Mood>> = {
  slideshow: 'happy', highlight: 'upbeat', promo: 'corporate', product: 'corporate', vlog: 'lo-fi', recap: 'upbeat', wedding: 'cinematic', travel: 'upbeat',
  birthday: 'happy', memorial: 'sad', presentation: 'corporate', explainer: 'corporate', teaser: 'epic', lyric: 'ambient', story: 'cinematic', join: 'lo-fi',
}

export function chooseMusic(brief: Brief, world: World, total: Milliseconds): { readonly operations: Operation[]; readonly because: Sentence[] } {
  const wish = brief.music
  if (wish === false || total === 0) return { operations: [], because: [] }
  const sent = world.assets.find((asset) => asset.kind === 'sound' && (wish?.asset === undefined || asset.id === wish.asset))
  const fadeOut = Math.min(2000, Math.floor(total / 4))
  const common = { fadeOut, ...(wish?.volume === undefined ? {} : { volume: wish.volume }), ...(wish?.from === undefined ? {} : { from: wish.from }) }
  if (sent !== undefined && ((wish?.mood === undefined && wish?.composition === undefined) || wish.asset !== undefined)) {
    return { operations: [{ name: 'set-music', content: { kind: 'asset', asset: sent.id }, ...common }], because: [{ en: `The music is ${sent.name}.`, zh: `配乐用的是 ${sent.name}。` }] }
  }
  if (wish === undefined && (brief.plain === true || world.assets.some((asset) => asset.kind === 'clip' && (asset.facts as ClipFacts | undefined)?.hasSound === true))) return { operations: [], because: [] }
  const { mood, ...form } = wish?.composition ?? { mood: wish?.mood ?? moodOfKind[brief.kind ?? 'slideshow'] }
  return {
    operations: [{ name: 'set-music', content: { kind: 'composed', mood, seed: seedOf(brief, world), ...pickForm(form) }, ...(wish?.label === undefined ? {} : { label: wish.label }), ...common }],
    because: [{ en: `Music in the mood "${mood}" is composed to the film's length.`, zh: `按影片长度谱写“${moodNames[mood]}”风格的配乐。` }],
  }
}

// Only what the composer knows; notes of the caller stay behind.
function pickForm(form: Partial<Omit<Composition, 'kind' | 'seed' | 'mood'>>): Partial<Composition> {
  const { tempo, energy, withoutDrums, only } = form
  return { ...(tempo !== undefined && { tempo }), ...(energy !== undefined && { energy }), ...(withoutDrums !== undefined && { withoutDrums }), ...(only !== undefined && { only }) }
}
