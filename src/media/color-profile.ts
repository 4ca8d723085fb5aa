// Colours of other spaces to sRGB, for pictures whose decoder hands out untransformed numbers (HEIC). Knows profiles
// made of three curves and a matrix, which is what cameras and phones write: Display P3, Adobe RGB, BT.2020, ProPhoto.
// Pure. What it does not know stays as it is, and the caller is told.

/** How to get from stored numbers to linear XYZ (D50). */
export interface ColorProfile {
  /** Linear light 0..1 for each of the 256 stored values, per channel. */
  readonly curves: readonly [Float64Array, Float64Array, Float64Array]
  /** Linear RGB to XYZ of the D50 white, row by row. */
  readonly matrix: readonly number[]
}

// sRGB's own primaries adapted to D50 (ICC), and the way back.
const srgbToXyz = [0.4360747, 0.3850649, 0.1430804, 0.2225045, 0.7168786, 0.0606169, 0.0139322, 0.0971045, 0.7141733]
const xyzToSrgb = [3.1338561, -1.6168667, -0.4906146, -0.9787684, 1.9161415, 0.033454, 0.0719453, -0.2289914, 1.4052427]
const p3ToXyz = [0.5151019, 0.2919778, 0.1571035, 0.2411859, 0.6922369, 0.0665772, -0.0010507, 0.0418791, 0.7842857]
const bt2020ToXyz = [0.673459, 0.1656661, 0.1251025, 0.2790331, 0.6753381, 0.045611, -0.0019314, 0.0299794, 0.7973715]

/** The profile of an `nclx` box (ISO 23091-2 numbers). Undefined when it is sRGB already or unknown. */
export function profileOfNclx(primaries: number, transfer: number): ColorProfile | undefined {
  const matrix = primaries === 12 ? p3ToXyz : primaries === 9 ? bt2020ToXyz : undefined
  if (matrix === undefined || transfer === 16 || transfer === 18) return undefined
  const curve = Float64Array.from({ length: 256 }, (_, value) => srgbToLinear(value / 255))
  return { curves: [curve, curve, curve], matrix }
}

/** Reads an ICC profile. Undefined when it is no RGB profile of curves and a matrix, or is broken. */
export function profileOfIcc(icc: Uint8Array): ColorProfile | undefined {
  try {
    const view = new DataView(icc.buffer, icc.byteOffset, icc.byteLength)
    if (asciiAt(icc, 16) !== 'RGB ' || asciiAt(icc, 20) !== 'XYZ ') return undefined
    const tags = tagsOf(icc, view)
    const columns = ['rXYZ', 'gXYZ', 'bXYZ'].map((name) => xyzAt(view, tags.get(name)))
    const curves = ['rTRC', 'gTRC', 'bTRC'].map((name) => curveAt(icc, view, tags.get(name)))
    if (columns.some((column) => column === undefined) || curves.some((curve) => curve === undefined)) return undefined
    const [red, green, blue] = columns as [number[], number[], number[]]
    return { curves: curves as [Float64Array, Float64Array, Float64Array], matrix: [0, 1, 2].flatMap((row) => [red[row]!, green[row]!, blue[row]!]) }
  } catch {
    return undefined
  }
}

/** True when a profile says what sRGB says, within what eight bits can show. */
export function isSrgb(profile: ColorProfile): boolean {
  return profile.matrix.every((value, index) => Math.abs(value - srgbToXyz[index]!) < 0.002)
    && profile.curves.every((curve) => curve.every((value, index) => Math.abs(value - srgbToLinear(index / 255)) < 0.002))
}

// Fine enough that a step of the table is a fifth of a level in the darkest tones.
const tableSize = 16_384

/** Converts interleaved pixels in place; alpha is left alone. Colours outside sRGB are clipped to it. */
export function convertToSrgb(data: Uint8Array | Uint8ClampedArray, channels: 3 | 4, profile: ColorProfile): void {
  const [m0, m1, m2, m3, m4, m5, m6, m7, m8] = multiply(xyzToSrgb, profile.matrix).map((value) => value * (tableSize - 1)) as [number, number, number, number, number, number, number, number, number]
  const [red, green, blue] = profile.curves
  const table = encodingTable()
  const top = tableSize - 1
  for (let at = 0; at + 2 < data.length; at += channels) {
    const r = red[data[at]!]!, g = green[data[at + 1]!]!, b = blue[data[at + 2]!]!
    const x = m0 * r + m1 * g + m2 * b, y = m3 * r + m4 * g + m5 * b, z = m6 * r + m7 * g + m8 * b
    data[at] = table[x <= 0 ? 0 : x >= top ? top : (x + 0.5) | 0]!
    data[at + 1] = table[y <= 0 ? 0 : y >= top ? top : (y + 0.5) | 0]!
    data[at + 2] = table[z <= 0 ? 0 : z >= top ? top : (z + 0.5) | 0]!
  }
}

let encoding: Uint8Array | undefined

function encodingTable(): Uint8Array {
  encoding ??= Uint8Array.from({ length: tableSize }, (_, index) => {
    const light = index / (tableSize - 1)
    return Math.round(255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055))
  })
  return encoding
}

function srgbToLinear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

function multiply(one: readonly number[], other: readonly number[]): number[] {
  return [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) => [0, 1, 2].reduce((sum, k) => sum + one[row * 3 + k]! * other[k * 3 + column]!, 0)))
}

// ------------------------------------------------------------------------------------------------ ICC

interface Tag { readonly offset: number; readonly length: number }

function tagsOf(icc: Uint8Array, view: DataView): Map<string, Tag> {
  const tags = new Map<string, Tag>()
  const count = Math.min(100, view.getUint32(128))
  for (let index = 0; index < count; index++) {
    const at = 132 + index * 12
    tags.set(asciiAt(icc, at), { offset: view.getUint32(at + 4), length: view.getUint32(at + 8) })
  }
  return tags
}

function xyzAt(view: DataView, tag: Tag | undefined): number[] | undefined {
  return tag === undefined ? undefined : [8, 12, 16].map((at) => view.getInt32(tag.offset + at) / 65536)
}

function curveAt(icc: Uint8Array, view: DataView, tag: Tag | undefined): Float64Array | undefined {
  if (tag === undefined) return undefined
  const kind = asciiAt(icc, tag.offset)
  const curve = kind === 'curv' ? sampledCurve(view, tag.offset) : kind === 'para' ? parametricCurve(view, tag.offset) : undefined
  return curve === undefined ? undefined : Float64Array.from({ length: 256 }, (_, value) => Math.min(1, Math.max(0, curve(value / 255))))
}

function sampledCurve(view: DataView, at: number): (value: number) => number {
  const count = view.getUint32(at + 8)
  if (count === 0) return (value) => value
  if (count === 1) return (value) => value ** (view.getUint16(at + 12) / 256)
  return (value) => {
    const place = value * (count - 1)
    const index = Math.min(count - 2, Math.floor(place))
    const sample = (offset: number) => view.getUint16(at + 12 + (index + offset) * 2) / 65535
    return sample(0) + (sample(1) - sample(0)) * (place - index)
  }
}

// The five function types of ICC.1, section "parametricCurveType".
function parametricCurve(view: DataView, at: number): ((value: number) => number) | undefined {
  const kind = view.getUint16(at + 8)
  const count = [1, 3, 4, 5, 7][kind]
  if (count === undefined) return undefined
  const [g, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = Array.from({ length: count }, (_, index) => view.getInt32(at + 12 + index * 4) / 65536) as [number, ...number[]]
  const power = (value: number) => Math.max(0, a * value + b) ** g
  if (kind === 0) return (value) => value ** g
  if (kind === 1) return (value) => (value >= -b / a ? power(value) : 0)
  if (kind === 2) return (value) => (value >= -b / a ? power(value) + c : c)
  return (value) => (value >= d ? power(value) + e : c * value + f)
}

function asciiAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4))
}
