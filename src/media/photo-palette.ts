// The few colours a picture is made of: means of five clusters in OKLab, where distances look like what the eye sees.
// Repeatable: seeds are the farthest points, never random.

import type { Color } from '../draft/index.ts'
import type { Pixels } from './turn.ts'

type Lab = [number, number, number]

const clusters = 5
const sampled = 3000
const rounds = 12

/** Strongest first: a little colour counts as much as a lot of grey. */
export function paletteOf(pixels: Pixels): { color: Color; share: number }[] {
  const points = samplesOf(pixels)
  if (points.length === 0) return []
  const { centres, shares } = cluster(points)
  return shares
    .map((share, index) => ({ centre: [...centres.subarray(index * 3, index * 3 + 3)] as Lab, share }))
    .filter(({ share }) => share > 0)
    .sort((one, other) => strength(other) - strength(one))
    .map(({ centre, share }) => ({ color: hexOf(centre), share: Math.round(share * 1000) / 1000 }))
}

function strength({ centre, share }: { centre: Lab; share: number }): number {
  return share * 0.6 + Math.hypot(centre[1], centre[2]) * 3 * Math.min(1, share * 20)
}

// Clear pixels have no colour. Three numbers after each other for each point: lightness, a and b.
function samplesOf(pixels: Pixels): Float64Array {
  const { channels, data } = pixels
  const count = data.length / channels
  const step = Math.max(1, count / sampled)
  const points = new Float64Array(3 * (sampled + 1))
  let length = 0
  for (let place = step / 2; place < count; place += step) {
    const at = Math.floor(place) * channels
    if (channels === 4 && data[at + 3]! < 128) continue
    points.set(labOf(data[at]!, data[at + 1]!, data[at + 2]!), length)
    length += 3
  }
  return points.subarray(0, length)
}

// Centres, too, are three numbers after each other. The loops over all points are functions of their own over plain arrays of
// numbers: a child measures a few photos in its life, and compiling what is called once a photo would take longer than running it.
function cluster(points: Float64Array): { centres: Float64Array; shares: number[] } {
  const centres = farthestPoints(points)
  let counts = new Float64Array(centres.length / 3)
  for (let round = 0; round < rounds; round++) {
    const sums = new Float64Array(centres.length)
    counts = new Float64Array(centres.length / 3)
    assign(points, centres, sums, counts)
    if (!moveTo(centres, sums, counts)) break
  }
  return { centres, shares: Array.from(counts, (count) => (count * 3) / points.length) }
}

// Adds each point to the sum of its nearest centre.
function assign(points: Float64Array, centres: Float64Array, sums: Float64Array, counts: Float64Array): void {
  for (let at = 0; at < points.length; at += 3) {
    let nearest = 0
    let least = Infinity
    for (let centre = 0; centre < centres.length; centre += 3) {
      const away = distance(points, at, centres, centre)
      if (away < least) {
        least = away
        nearest = centre
      }
    }
    counts[nearest / 3]!++
    sums[nearest]! += points[at]!
    sums[nearest + 1]! += points[at + 1]!
    sums[nearest + 2]! += points[at + 2]!
  }
}

// Moves the centres to the means of their points; says whether any has moved noticeably.
function moveTo(centres: Float64Array, sums: Float64Array, counts: Float64Array): boolean {
  const before = centres.slice()
  let moved = false
  for (let centre = 0; centre < centres.length; centre += 3) {
    const count = counts[centre / 3]!
    if (count > 0) for (let at = centre; at < centre + 3; at++) centres[at] = sums[at]! / count
    if (!(distance(centres, centre, before, centre) < 1e-8)) moved = true
  }
  return moved
}

// The point nearest to the mean, then always the one that is farthest from all chosen ones.
function farthestPoints(points: Float64Array): Float64Array {
  const count = points.length / 3
  const centres = new Float64Array(3 * Math.min(clusters, count))
  const distances = new Float64Array(count).fill(Infinity)
  approach(distances, points, meanOf(points))
  let chosen = indexOf(distances, Math.min)
  distances.fill(Infinity)
  for (let length = 0; ; chosen = indexOf(distances, Math.max)) {
    if (length > 0 && distances[chosen]! < 1e-6) return centres.slice(0, length)
    const centre = points.subarray(chosen * 3, chosen * 3 + 3)
    centres.set(centre, length)
    length += 3
    if (length === centres.length) return centres
    approach(distances, points, centre)
  }
}

// Lowers each distance to that from this centre.
function approach(distances: Float64Array, points: Float64Array, centre: Float64Array): void {
  for (let index = 0; index < distances.length; index++) distances[index] = Math.min(distances[index]!, distance(points, index * 3, centre, 0))
}

function indexOf(values: Float64Array, pick: (...values: number[]) => number): number {
  return values.indexOf(values.reduce((best, value) => pick(best, value)))
}

function meanOf(points: Float64Array): Float64Array {
  const mean = new Float64Array(3)
  for (let at = 0; at < points.length; at++) mean[at % 3]! += points[at]!
  return mean.map((sum) => (sum * 3) / points.length)
}

function distance(points: Float64Array, at: number, others: Float64Array, other: number): number {
  return (points[at]! - others[other]!) ** 2 + (points[at + 1]! - others[other + 1]!) ** 2 + (points[at + 2]! - others[other + 2]!) ** 2
}

// OKLab: Björn Ottosson, public domain.
function labOf(red: number, green: number, blue: number): Lab {
  const r = linear(red), g = linear(green), b = linear(blue)
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s]
}

function hexOf([lightness, a, b]: Lab): Color {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const channels = [4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s, -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s]
  return `#${channels.map((light) => Math.round(255 * encoded(Math.min(1, Math.max(0, light)))).toString(16).padStart(2, '0')).join('')}`
}

const linearTable = Float64Array.from({ length: 256 }, (_, value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4))

function linear(value: number): number {
  return linearTable[value]!
}

function encoded(light: number): number {
  return light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055
}
