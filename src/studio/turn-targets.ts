// From what a person points at to segments of the draft.

import type { ClipFacts, PhotoFacts, PictureSegment } from '../draft/index.ts'
import type { Target } from '../understanding/index.ts'
import { assetOf, fail, layoutOf, pictures, type Desk } from './turn-desk.ts'

/** The picture segments meant; undefined when something was named that is not there (the desk then says so). */
export function segmentsOf(desk: Desk, target: Target | undefined): readonly PictureSegment[] | undefined {
  const all = pictures(desk)
  if (target === undefined) return all
  const found = lookUp(desk, target, all)
  if (found.length === 0) {
    const what = describe(target)
    fail(desk, `There is no ${what.en} in the film; it has ${all.length} picture${all.length === 1 ? '' : 's'}.`, `片子里没有${what.zh}；一共 ${all.length} 段画面。`)
    return undefined
  }
  return found
}

/** Where a picture of the film stands in it. */
export function placeOf(desk: Desk, { id }: PictureSegment) {
  return layoutOf(desk).picture.find(({ segment }) => segment.id === id)!
}

function lookUp(desk: Desk, target: Target, all: readonly PictureSegment[]): readonly PictureSegment[] {
  switch (target.by) {
    case 'all': return target.noun === undefined ? all : ofNoun(all, target.noun)
    case 'first': return all.slice(0, 1)
    case 'last': return all.slice(-1)
    case 'middle': return all.slice(Math.floor(all.length / 2), Math.floor(all.length / 2) + 1)
    case 'which': {
      const pool = ofNoun(all, target.which.noun)
      if (target.which.middle === true) return pool.slice(Math.floor((pool.length - 1) / 2), Math.floor((pool.length - 1) / 2) + 1)
      if (target.which.step !== undefined) return pool.filter((_one, index) => index % target.which.step! === 0)
      if (target.which.many !== undefined) return target.which.many.side === 'first' ? pool.slice(0, target.which.many.count) : pool.slice(-target.which.many.count)
      return (target.which.positions ?? []).flatMap((position) => pool.at(position > 0 ? position - 1 : position) ?? [])
    }
    case 'name': return target.names.flatMap((name) => named(desk, name, all))
    case 'kind': return all.filter((segment) => isOfKind(desk, segment, target.select, all))
    case 'length': return layoutOf(desk).picture.filter(({ start, end }) => (target.over === undefined || end - start > target.over) && (target.under === undefined || end - start < target.under)).map(({ segment }) => segment)
    case 'range': return layoutOf(desk).picture.filter(({ start, end }) => end > target.from && (target.to === null || start < target.to)).map(({ segment }) => segment)
    case 'part': {
      const total = layoutOf(desk).duration
      return layoutOf(desk).picture.filter(({ start, end }) => (start + end) / 2 > target.from * total && (start + end) / 2 <= target.to * total).map(({ segment }) => segment)
    }
  }
}

// "the second clip" in a film of photos means the second picture.
function ofNoun(all: readonly PictureSegment[], noun: 'photo' | 'clip' | 'any' | 'text'): readonly PictureSegment[] {
  const pool = noun === 'photo' || noun === 'clip' ? all.filter((segment) => segment.kind === noun) : all.filter((segment) => segment.kind !== 'card')
  return pool.length > 0 ? pool : all
}

function named(desk: Desk, name: string, all: readonly PictureSegment[]): readonly PictureSegment[] {
  const wanted = plain(name)
  const found = all.filter((segment) => plain(segment.name) === wanted || (segment.kind !== 'card' && plain(assetOf(desk, segment.asset)?.name ?? '') === wanted))
  return found
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.[a-z0-9]+$/, '').trim()
}

function isOfKind(desk: Desk, segment: PictureSegment, select: string, all: readonly PictureSegment[]): boolean {
  if (segment.kind === 'card') return false
  const facts = assetOf(desk, segment.asset)?.facts as PhotoFacts | ClipFacts | undefined
  if (facts === undefined) return false
  const photo = facts.kind === 'photo' ? facts : undefined
  switch (select) {
    case 'blurry': return photo?.sharpness !== undefined && photo.sharpness < 150
    case 'dark': return photo?.exposure !== undefined && photo.exposure.mean < 0.2
    case 'weak': return photo?.score !== undefined && photo.score < 0.45
    case 'portrait': return facts.height > facts.width
    case 'landscape': return facts.width > facts.height
    case 'duplicate': return all.some((other) => other.kind !== 'card' && other.asset === segment.asset && all.indexOf(other) < all.indexOf(segment))
    default: return false
  }
}

function describe(target: Target): { readonly en: string; readonly zh: string } {
  if (target.by === 'name') return { en: `"${target.names.join('", "')}"`, zh: `“${target.names.join('”、“')}”` }
  if (target.by === 'which') {
    const positions = target.which.positions?.join(', ') ?? String(target.which.many?.count)
    return { en: `no. ${positions}`, zh: `第 ${positions} 段` }
  }
  if (target.by === 'kind') return { en: `picture that was measured as ${target.select}`, zh: '符合条件的画面' }
  return { en: 'such picture', zh: '符合条件的画面' }
}
