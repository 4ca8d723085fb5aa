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
  return centres
    .map((centre, index) => ({ centre, share: shares[index]! }))
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

function cluster(points: Float64Array): { centres: Lab[]; shares: number[] } {
  let centres = farthestPoints(points)
  let counts: number[] = []
  for (let round = 0; round < rounds; round++) {
    const sums = centres.map((): Lab => [0, 0, 0])
    counts = centres.map(() => 0)
    for (let at = 0; at < points.length; at += 3) {
      const nearest = nearestOf(points, at, centres)
      const sum = sums[nearest]!
      counts[nearest]!++
      sum[0] += points[at]!
      sum[1] += points[at + 1]!
      sum[2] += points[at + 2]!
    }
    const moved = sums.map((sum, index): Lab => (counts[index] === 0 ? centres[index]! : [sum[0] / counts[index]!, sum[1] / counts[index]!, sum[2] / counts[index]!]))
    const still = moved.every((centre, index) => distance(centre, 0, centres[index]!) < 1e-8)
    centres = moved
    if (still) break
  }
  return { centres, shares: counts.map((count) => (count * 3) / points.length) }
}

// The point nearest to the mean, then always the one that is farthest from all chosen ones.
function farthestPoints(points: Float64Array): Lab[] {
  const count = points.length / 3
  const distances = new Float64Array(count)
  const measure = (centre: Lab, atMost: (index: number) => number): void => {
    for (let index = 0, at = 0; index < count; index++, at += 3) distances[index] = Math.min(atMost(index), distance(points, at, centre))
  }
  const point = (index: number): Lab => [points[index * 3]!, points[index * 3 + 1]!, points[index * 3 + 2]!]
  measure(meanOf(points), () => Infinity)
  const centres: Lab[] = [point(distances.reduce((best, away, index) => (away < distances[best]! ? index : best), 0))]
  measure(centres[0]!, () => Infinity)
  while (centres.length < Math.min(clusters, count)) {
    const farthest = distances.reduce((best, away, index) => (away > distances[best]! ? index : best), 0)
    if (distances[farthest]! < 1e-6) break
    centres.push(point(farthest))
    measure(point(farthest), (index) => distances[index]!)
  }
  return centres
}

function meanOf(points: Float64Array): Lab {
  const mean: Lab = [0, 0, 0]
  for (let at = 0; at < points.length; at++) mean[at % 3]! += points[at]!
  return [(mean[0] * 3) / points.length, (mean[1] * 3) / points.length, (mean[2] * 3) / points.length]
}

function nearestOf(points: Float64Array, at: number, centres: readonly Lab[]): number {
  let nearest = 0
  let least = Infinity
  for (let index = 0; index < centres.length; index++) {
    const away = distance(points, at, centres[index]!)
    if (away < least) {
      least = away
      nearest = index
    }
  }
  return nearest
}

function distance(points: Float64Array | Lab, at: number, other: Lab): number {
  return (points[at]! - other[0]) ** 2 + (points[at + 1]! - other[1]) ** 2 + (points[at + 2]! - other[2]) ** 2
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
