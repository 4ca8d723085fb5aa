// The little that understanding must know about the film to read a sentence: what was sent, what is there.

import { layOut, type Asset, type Draft } from '../draft/index.ts'

export interface FilmFacts {
  readonly photos: number
  readonly clips: number
  readonly sounds: number
  readonly hasScript: boolean
  /** There is a film already, so that a wish is an edit of it. */
  readonly hasFilm: boolean
  /** Of the film, or of the clips that were sent, ms. */
  readonly duration: number
  readonly hasMusic: boolean
  readonly hasTexts: boolean
  /** A logo of the person's own lies over the film. */
  readonly hasLogo: boolean
  /** Intents of the turn before this one, for bare follow-ups ("something calmer"). */
  readonly lastAbout: readonly string[]
  /** File and segment names. */
  readonly names: readonly string[]
  /** A picture that was sent as a logo. */
  readonly logos: number
}

export function filmFacts(assets: readonly Asset[], script: string | undefined, draft: Draft | undefined, lastAbout: readonly string[] = []): FilmFacts {
  const pictures = assets.filter((asset) => !isLogo(asset))
  const layout = draft === undefined ? undefined : layOut(draft)
  const clips = pictures.filter((asset) => asset.kind === 'clip')
  return {
    photos: pictures.filter((asset) => asset.kind === 'photo').length,
    clips: clips.length,
    sounds: assets.filter((asset) => asset.kind === 'sound').length,
    hasScript: script !== undefined && script.trim() !== '',
    hasFilm: (layout?.picture.length ?? 0) > 0,
    duration: layout?.duration || clips.reduce((sum, asset) => sum + (asset.facts?.kind === 'clip' ? asset.facts.duration : 0), 0),
    hasMusic: draft?.sounds.some((track) => track.segments.some((segment) => segment.role === 'music')) ?? false,
    hasTexts: draft?.texts.some((track) => track.segments.length > 0) ?? false,
    hasLogo: draft?.overlays.some((track) => track.segments.some((segment) => segment.role === 'logo')) ?? false,
    lastAbout,
    names: [...assets.map((asset) => asset.name), ...(layout?.picture.map((placed) => placed.segment.name) ?? [])],
    logos: assets.filter(isLogo).length,
  }
}

/** The one picture beside clips is the logo when the words speak of one. */
export function withLogo(assets: readonly Asset[], text: string): readonly Asset[] {
  const photos = assets.filter((asset) => asset.kind === 'photo')
  if (photos.some(isLogo) || photos.length !== 1 || photos.length === assets.length || !/logo|watermark|水印|徽标|标志|台标|角标/i.test(text)) return assets
  return assets.map((asset) => (asset.kind === 'photo' ? { ...asset, extra: { ...asset.extra, role: 'logo' } } : asset))
}

/** A picture that is meant as a mark and not as a scene: by its name, or because the words said so. */
export function isLogo(asset: Asset): boolean {
  return asset.kind === 'photo' && (asset.extra?.['role'] === 'logo' || /logo|watermark|水印|徽标|标志/i.test(asset.name))
}
