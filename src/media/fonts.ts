// The typefaces of the house: which npm package serves which style and script, and which of its files hold the characters
// of a text. Files are registered once per process and only when a text needs them: all 101 files of one Chinese face
// take 200 ms and make every first measure slow, the seven that a sentence needs take 30 ms.

import { loadCanvas, loadInstalledFonts } from './native.ts'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { FontFace } from '../compositor/index.ts'

/** A typeface cut into subset files. Each file gets a name of its own: a name that was drawn with once takes in no further files. */
interface Family {
  readonly name: string
  readonly folder: string
  readonly chinese: boolean
  readonly subsets: readonly Subset[]
  /** Which subset has a character; null = none. Filled as characters are asked for. */
  readonly known: Map<number, Subset | null>
}

interface Subset {
  readonly file: string
  readonly ranges: readonly (readonly [number, number])[]
}

/** A package and how its file names are made; `cut` is the part after the subset's name. */
interface Source {
  readonly name: string
  readonly packageName: string
  readonly prefix: string
  readonly cut: string
}

const SANS: Source = { name: 'Kinora Sans', packageName: '@fontsource-variable/inter', prefix: 'inter', cut: 'standard-normal' }
const SANS_ITALIC: Source = { ...SANS, name: 'Kinora Sans Italic', cut: 'standard-italic' }
const SERIF: Source = { name: 'Kinora Serif', packageName: '@fontsource-variable/playfair-display', prefix: 'playfair-display', cut: 'wght-normal' }
const SERIF_ITALIC: Source = { ...SERIF, name: 'Kinora Serif Italic', cut: 'wght-italic' }
const DISPLAY: Source = { name: 'Kinora Display', packageName: '@fontsource-variable/montserrat', prefix: 'montserrat', cut: 'wght-normal' }
const DISPLAY_ITALIC: Source = { ...DISPLAY, name: 'Kinora Display Italic', cut: 'wght-italic' }
const BOLD: Source = { name: 'Kinora Bold', packageName: '@fontsource/bebas-neue', prefix: 'bebas-neue', cut: '400-normal' }
const HAND: Source = { name: 'Kinora Hand', packageName: '@fontsource/ma-shan-zheng', prefix: 'ma-shan-zheng', cut: '400-normal' }
const HAN_SANS: Source = { name: 'Kinora Han Sans', packageName: '@fontsource-variable/noto-sans-sc', prefix: 'noto-sans-sc', cut: 'wght-normal' }
const HAN_SERIF: Source = { name: 'Kinora Han Serif', packageName: '@fontsource-variable/noto-serif-sc', prefix: 'noto-serif-sc', cut: 'wght-normal' }
const EMOJI_PACKAGE = '@infolektuell/noto-color-emoji'
const EMOJI_NAME = 'Kinora Emoji'

const CHINESE: ReadonlySet<Source> = new Set([HAND, HAN_SANS, HAN_SERIF])

const UPRIGHT: Readonly<Record<FontFace['font'], readonly Source[]>> = {
  sans: [SANS, HAN_SANS],
  serif: [SERIF, HAN_SERIF, SANS, HAN_SANS],
  display: [DISPLAY, HAN_SANS, SANS],
  bold: [BOLD, HAN_SANS, SANS],
  hand: [HAND, HAN_SERIF, HAN_SANS, SANS],
}

/** Families that have a drawn italic; others are slanted by the renderer. */
const ITALIC: ReadonlyMap<Source, Source> = new Map([[SANS, SANS_ITALIC], [SERIF, SERIF_ITALIC], [DISPLAY, DISPLAY_ITALIC]])

const require = createRequire(import.meta.url)
const families = new Map<string, Family>()
const registered = new Set<string>()

export interface FontChoice {
  /** Names to put into a font list, in order; never empty. */
  readonly names: readonly string[]
  /** Characters that no font of the house holds, without repeats; an installed font may still have them. */
  readonly missing: readonly string[]
}

/** Finds and registers the font files for a stretch of text of one script. */
export function chooseFonts(text: string, face: FontFace): FontChoice {
  const sources = familiesOf(face)
  const names = new Set<string>()
  const missing = new Set<string>()
  if (face.script === 'emoji') for (const subset of emojiSubsets(text)) names.add(register(emojiFamily(), subset))
  for (const character of text) {
    const code = character.codePointAt(0)!
    if (isInvisible(code)) continue
    const holder = sources.find((family) => subsetWith(family, code) !== null)
    if (holder === undefined) missing.add(character)
    else names.add(register(holder, subsetWith(holder, code)!))
  }
  const first = sources[0]!
  if (names.size === 0 && first.subsets.length > 0) names.add(register(first, subsetWith(first, 0x20) ?? first.subsets[0]!))
  // The renderer asks installed fonts only when they are named; which of them has the character cannot be asked.
  if (missing.size > 0) for (const name of installedFamilies()) names.add(name)
  return { names: [...names], missing: [...missing] }
}

/** Widely installed families with many scripts, the best-looking first. */
const INSTALLED = [
  'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Hiragino Sans', 'Yu Gothic', 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans',
  'Segoe UI', 'Helvetica Neue', 'Arial Unicode MS', 'Arial', 'Tahoma', 'Noto Sans Symbols 2', 'Segoe UI Symbol', 'Segoe UI Historic', 'DejaVu Sans', 'FreeSans', 'Droid Sans Fallback', 'Unifont',
]
/** Noto comes as a family per script; more than this many would make every measure slow. */
const MOST_SCRIPT_FAMILIES = 24
let installed: readonly string[] | undefined

function installedFamilies(): readonly string[] {
  if (installed === undefined) {
    loadInstalledFonts()
    const present = new Set(loadCanvas().GlobalFonts.families.map(({ family }) => family))
    const scripts = [...present].filter((family) => family.startsWith('Noto Sans ') && !INSTALLED.includes(family)).sort()
    installed = [...INSTALLED.filter((family) => present.has(family)), ...scripts.slice(0, MOST_SCRIPT_FAMILIES)]
  }
  return installed
}

// The letters of one emoji (a family, a flag) must come from one file, or they do not join.
function emojiSubsets(text: string): Subset[] {
  const codes = [...text].map((character) => character.codePointAt(0)!).filter((code) => code !== 0xfe0f)
  const whole = emojiFamily().subsets.filter(({ ranges }) => codes.every((code) => ranges.some(([from, to]) => code >= from && code <= to)))
  return whole.slice(0, 1)
}

function familiesOf(face: FontFace): Family[] {
  const upright = UPRIGHT[face.font]
  const text = (face.italic ? upright.map((source) => ITALIC.get(source) ?? source) : upright).map(familyOf)
  if (face.script === 'emoji') return [emojiFamily(), ...text]
  // Chinese text takes its quotation marks, dashes and dots from the Chinese face; Latin text never does.
  const ordered = face.script === 'han' ? [...text.filter((family) => family.chinese), ...text.filter((family) => !family.chinese)] : text
  return [...ordered, emojiFamily()]
}

function subsetWith(family: Family, code: number): Subset | null {
  const known = family.known.get(code)
  if (known !== undefined) return known
  const found = family.subsets.find(({ ranges }) => ranges.some(([from, to]) => code >= from && code <= to)) ?? null
  family.known.set(code, found)
  return found
}

// Spaces, joiners, selectors and marks of direction show nothing, so no font needs to have them.
function isInvisible(code: number): boolean {
  return code <= 0x20 || (code >= 0x7f && code <= 0xa0) || (code >= 0x2000 && code <= 0x200f) || (code >= 0x2028 && code <= 0x202f) || code === 0x205f
    || (code >= 0x2060 && code <= 0x206f) || code === 0x3000 || (code >= 0xfe00 && code <= 0xfe0f) || code === 0xfeff || (code >= 0xe0000 && code <= 0xe01ef)
}

function register(family: Family, subset: Subset): string {
  const name = `${family.name} ${family.subsets.indexOf(subset)}`
  if (!registered.has(name)) {
    registered.add(name)
    loadCanvas().GlobalFonts.registerFromPath(join(family.folder, subset.file), name)
  }
  return name
}

function familyOf(source: Source): Family {
  const known = families.get(source.name)
  if (known !== undefined) return known
  const root = packageFolder(source.packageName, 'unicode.json')
  const map = JSON.parse(readFileSync(join(root, 'unicode.json'), 'utf8')) as Record<string, string>
  // Chinese subsets are numbered and called `[12]` in the map, `12` in the file name.
  const subsets = Object.entries(map).map(([name, ranges]) => ({
    file: `${source.prefix}-${name.replace(/[[\]]/gu, '')}-${source.cut}.woff2`, ranges: parseRanges(ranges),
  }))
  const family: Family = { name: source.name, folder: join(root, 'files'), chinese: CHINESE.has(source), subsets, known: new Map() }
  families.set(source.name, family)
  return family
}

// The emoji package has no map, only a style sheet that says the same.
function emojiFamily(): Family {
  const known = families.get(EMOJI_NAME)
  if (known !== undefined) return known
  const root = packageFolder(EMOJI_PACKAGE, 'package.json')
  const sheet = readFileSync(join(root, 'index.css'), 'utf8')
  const subsets = [...sheet.matchAll(/url\(\.\/files\/([^)]+)\)[^}]*?unicode-range:([^;}]+)/gu)].map((match) => ({
    file: match[1]!, ranges: parseRanges(match[2]!),
  }))
  const family: Family = { name: EMOJI_NAME, folder: join(root, 'files'), chinese: false, subsets, known: new Map() }
  families.set(EMOJI_NAME, family)
  return family
}

function packageFolder(packageName: string, file: string): string {
  return dirname(require.resolve(`${packageName}/${file}`))
}

function parseRanges(ranges: string): (readonly [number, number])[] {
  return [...ranges.matchAll(/U\+([0-9a-f]+)(?:-([0-9a-f]+))?/giu)].map((match) => {
    const from = parseInt(match[1]!, 16)
    return [from, match[2] === undefined ? from : parseInt(match[2], 16)] as const
  })
}
