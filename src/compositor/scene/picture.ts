// From a picture's style to a plate and the camera's windows on it: what to cut out of the source, how large to prepare
// it, and where the camera stands at both ends. All in pixels of the picture as turned and cropped by the user.

import { isEvenPan, type Color, type Motion, type PictureStyle, type Point, type Rectangle, type View } from '../../draft/contract.ts'
import type { PicturePlate, PixelRectangle } from '../scene.ts'
import type { Material } from './material.ts'

/** Sampling more than this many plate pixels per canvas pixel would alias, so a plate is not made finer at its wide end. */
const WIDEST_STEP = 1.6
/**
 * A camera that only pans looks at a plate this much finer than the canvas. At exactly one to one all pixels would stand
 * at the same place between plate pixels, and the small error of every interpolation, which depends on that place, would
 * move the whole picture (0.017 px/frame² measured); with a scale of its own the errors cancel (0.0005).
 */
const PAN_FINENESS = 1.06
/** A plate holds at most this many canvases of pixels (long pans), so that memory has a limit. */
const MOST_CANVASES = 6
/** Smallest plate side in pixels. */
const SMALLEST_SIDE = 16

export interface Size {
  readonly width: number
  readonly height: number
}

/** A plate to prepare, and the camera's two ends on it, in plate pixels; equal ends for a picture that stands still. */
export interface PicturePlan {
  readonly plate: PicturePlate
  readonly from: PixelRectangle
  readonly to: PixelRectangle
}

/** Plans a picture that fills the canvas by its fit. Never throws: whatever the style says is pushed into range. */
export function planPicture(material: Material, style: PictureStyle, canvas: Size, background: Color): PicturePlan {
  return style.fit === 'cover' ? planCover(material, style, canvas) : planWhole(material, style, canvas, background)
}

function planCover(material: Material, style: PictureStyle, canvas: Size): PicturePlan {
  const picture = turnedSize(material, style)
  const [from, to] = coverWindows(picture, restingPoint(material, style), style.motion, canvas)
  const still = sameWindow(from, to)
  const hull = still ? from : hullOf(from, to)
  const scale = still ? canvas.width / from.width : coverScale(hull, from, to, canvas)
  const plate = still ? canvas : evenSize(hull.width * scale, hull.height * scale)
  const seen: Rectangle = { x: hull.x / picture.width, y: hull.y / picture.height, width: hull.width / picture.width, height: hull.height / picture.height }
  const onPlate = onPlateBy(style.motion, hull, plate, canvas)
  return {
    plate: { ...sourceOf(material, style), region: uprightRectangle(seen, style), width: plate.width, height: plate.height, fit: 'fill', ...lookOf(style) },
    from: still ? whole(canvas) : onPlate(from),
    to: still ? whole(canvas) : onPlate(to),
  }
}

// contain and blur: the composed frame is the picture, and the camera moves within it.
function planWhole(material: Material, style: PictureStyle, canvas: Size, background: Color): PicturePlan {
  const picture = turnedSize(material, style)
  const [from, to] = coverWindows(canvas, { x: 0.5, y: 0.5 }, style.motion, canvas)
  const still = sameWindow(from, to) && from.width === canvas.width
  const zoom = canvas.width / Math.min(from.width, to.width)
  const own = Math.max(1, 1 / Math.min(canvas.width / picture.width, canvas.height / picture.height))
  const wanted = Math.min(zoom, own, (WIDEST_STEP * canvas.width) / Math.max(from.width, to.width))
  const scale = isPan(from, to) && Math.abs(wanted / zoom - 1) < PAN_FINENESS - 1 ? zoom * PAN_FINENESS : wanted
  const plate = still ? canvas : evenSize(canvas.width * scale, canvas.height * scale)
  const onPlate = onPlateBy(style.motion, whole(canvas), plate, canvas)
  return {
    plate: {
      ...sourceOf(material, style), ...cropOf(style), width: plate.width, height: plate.height, fit: style.fit === 'blur' ? 'blur' : 'contain',
      ...(style.fit === 'blur' ? {} : { background }), ...lookOf(style),
    },
    from: still ? whole(canvas) : onPlate(from),
    to: still ? whole(canvas) : onPlate(to),
  }
}

/** Where a point of the upright source stands on the canvas, 0..1, when the camera starts and when it ends; once if it stands still. */
export function pointOnCanvas(material: Material, style: PictureStyle, canvas: Size, point: Point): Point[] {
  const picture = turnedSize(material, style)
  const seen = displayedPoint(point, style)
  const windows = style.fit === 'cover'
    ? coverWindows(picture, restingPoint(material, style), style.motion, canvas)
    : coverWindows(canvas, { x: 0.5, y: 0.5 }, style.motion, canvas)
  const at = style.fit === 'cover' ? { x: seen.x * picture.width, y: seen.y * picture.height } : pointOfWhole(picture, canvas, seen)
  const places = windows.map((window) => ({ x: (at.x - window.x) / window.width, y: (at.y - window.y) / window.height }))
  return sameWindow(...windows) ? places.slice(0, 1) : places
}

// A picture that is shown whole stands in the middle of the composed frame.
function pointOfWhole(picture: Size, canvas: Size, { x, y }: Point): Point {
  const scale = Math.min(canvas.width / picture.width, canvas.height / picture.height)
  return { x: canvas.width / 2 + (x - 0.5) * picture.width * scale, y: canvas.height / 2 + (y - 0.5) * picture.height * scale }
}

/** Both ends of the camera's way on a picture; equal when there is no motion. */
function coverWindows(picture: Size, rest: Point, motion: Motion | undefined, canvas: Size): [PixelRectangle, PixelRectangle] {
  const aspect = canvas.width / canvas.height
  const widest = Math.min(picture.width, picture.height * aspect)
  const windowOf = ({ x, y, zoom }: View): PixelRectangle => {
    const width = widest / clamp(zoom, 1, 8)
    const height = width / aspect
    return { x: clamp(x * picture.width - width / 2, 0, picture.width - width), y: clamp(y * picture.height - height / 2, 0, picture.height - height), width, height }
  }
  if (motion !== undefined) return [windowOf(motion.from), windowOf(motion.to)]
  const still = windowOf({ ...rest, zoom: 1 })
  return [still, still]
}

/**
 * What to keep in view when nobody moves the camera: the user's focus; else what the facts suggest, as far as they are
 * sure, pulled towards a window that leaves 40 % of the free height above itself (heads are in the upper part).
 */
function restingPoint(material: Material, style: PictureStyle): Point {
  const focus = style.focus ?? material.focus
  const plain = { x: 0.5, y: 0.45 }
  if (focus === undefined) return plain
  const point = displayedPoint(focus, style)
  const sure = style.focus !== undefined ? 1 : (material.focus?.certainty ?? 0)
  return { x: plain.x + (point.x - plain.x) * sure, y: plain.y + (point.y - plain.y) * sure }
}

// Sharp at the tight end (one plate pixel per canvas pixel there), within the limits above, never finer than the source.
function coverScale(hull: PixelRectangle, from: PixelRectangle, to: PixelRectangle, canvas: Size): number {
  const sharp = canvas.width / Math.min(from.width, to.width)
  const alias = (WIDEST_STEP * canvas.width) / Math.max(from.width, to.width)
  const memory = Math.sqrt((MOST_CANVASES * canvas.width * canvas.height) / (hull.width * hull.height))
  const wanted = Math.min(sharp, alias, memory, 1)
  return isPan(from, to) && Math.abs(wanted / sharp - 1) < PAN_FINENESS - 1 ? sharp * PAN_FINENESS : wanted
}

function isPan(from: PixelRectangle, to: PixelRectangle): boolean {
  return Math.abs(from.width / to.width - 1) < 0.01
}

// Plates have whole even sides, so their scale across and down differs by up to a thousandth. An even pan is laid on them by
// the smaller one both ways, in the middle: its steps must not be stretched.
function onPlateBy(motion: Motion | undefined, hull: PixelRectangle, plate: Size, canvas: Size): (window: PixelRectangle) => PixelRectangle {
  if (motion === undefined || !isEvenPan(motion)) return (window) => windowOnPlate(window, hull, plate, canvas)
  const scale = Math.min(plate.width / hull.width, plate.height / hull.height)
  const [left, top] = [(plate.width - hull.width * scale) / 2, (plate.height - hull.height * scale) / 2]
  return (window) => {
    const [width, height] = [window.width * scale, (window.width * scale * canvas.height) / canvas.width]
    return { x: clamp(left + (window.x - hull.x) * scale, 0, plate.width - width), y: clamp(top + (window.y - hull.y) * scale, 0, plate.height - height), width, height }
  }
}

function windowOnPlate(window: PixelRectangle, hull: PixelRectangle, plate: Size, canvas: Size): PixelRectangle {
  const aspect = canvas.width / canvas.height
  const acrossScale = plate.width / hull.width
  const width = Math.min((window.width) * acrossScale, plate.width, plate.height * aspect)
  const height = Math.min(width / aspect, plate.height)
  return {
    x: clamp((window.x - hull.x) * acrossScale, 0, plate.width - width),
    y: clamp((window.y - hull.y) * (plate.height / hull.height), 0, plate.height - height),
    width, height,
  }
}

function hullOf(one: PixelRectangle, other: PixelRectangle): PixelRectangle {
  const x = Math.min(one.x, other.x)
  const y = Math.min(one.y, other.y)
  return { x, y, width: Math.max(one.x + one.width, other.x + other.width) - x, height: Math.max(one.y + one.height, other.y + other.height) - y }
}

function sameWindow(one: PixelRectangle, other: PixelRectangle): boolean {
  const close = (a: number, b: number) => Math.abs(a - b) < 1e-6 * one.width
  return close(one.x, other.x) && close(one.y, other.y) && close(one.width, other.width)
}

/** Pixels of the picture after crop and turn. */
export function turnedSize(material: Material, style: PictureStyle): Size {
  const crop = style.crop ?? { x: 0, y: 0, width: 1, height: 1 }
  const width = Math.max(1, material.width * crop.width)
  const height = Math.max(1, material.height * crop.height)
  return style.rotate === 90 || style.rotate === 270 ? { width: height, height: width } : { width, height }
}

/** A point of the upright source as a point of the picture as seen (cropped, turned, flipped), inside 0..1. */
function displayedPoint(point: Point, style: PictureStyle): Point {
  const crop = style.crop ?? { x: 0, y: 0, width: 1, height: 1 }
  const a = clamp((point.x - crop.x) / crop.width, 0, 1)
  const b = clamp((point.y - crop.y) / crop.height, 0, 1)
  const turned = turn({ x: a, y: b }, style.rotate ?? 0)
  return { x: style.flipHorizontal === true ? 1 - turned.x : turned.x, y: style.flipVertical === true ? 1 - turned.y : turned.y }
}

/** The other way: a rectangle of the picture as seen as a rectangle of the upright source. */
export function uprightRectangle(seen: Rectangle, style: PictureStyle): Rectangle {
  const crop = style.crop ?? { x: 0, y: 0, width: 1, height: 1 }
  const corners = [{ x: seen.x, y: seen.y }, { x: seen.x + seen.width, y: seen.y + seen.height }].map(({ x, y }) => {
    const unflipped = { x: style.flipHorizontal === true ? 1 - x : x, y: style.flipVertical === true ? 1 - y : y }
    return turn(unflipped, (360 - (style.rotate ?? 0)) % 360)
  })
  const [one, other] = corners as [Point, Point]
  const x = crop.x + Math.min(one.x, other.x) * crop.width
  const y = crop.y + Math.min(one.y, other.y) * crop.height
  const width = Math.abs(one.x - other.x) * crop.width
  const height = Math.abs(one.y - other.y) * crop.height
  return { x: tidy(clamp(x, 0, 1)), y: tidy(clamp(y, 0, 1)), width: tidy(Math.min(width, 1 - x)), height: tidy(Math.min(height, 1 - y)) }
}

/** A point of a unit square after turning the square clockwise. */
function turn({ x, y }: Point, degrees: number): Point {
  if (degrees === 90) return { x: 1 - y, y: x }
  if (degrees === 180) return { x: 1 - x, y: 1 - y }
  return degrees === 270 ? { x: y, y: 1 - x } : { x, y }
}

/** The parts of a plate that say which source and how turned. */
export function sourceOf(material: Material, style: PictureStyle): Pick<PicturePlate, 'content' | 'rotate' | 'flipHorizontal' | 'flipVertical'> {
  return {
    content: material.content,
    ...(style.rotate === undefined || style.rotate === 0 ? {} : { rotate: style.rotate }),
    ...(style.flipHorizontal === true ? { flipHorizontal: true } : {}),
    ...(style.flipVertical === true ? { flipVertical: true } : {}),
  }
}

export function cropOf(style: PictureStyle): Pick<PicturePlate, 'region'> {
  return style.crop === undefined ? {} : { region: style.crop }
}

/** The part of a look that is baked into the plate; nothing when it changes nothing. */
export function lookOf({ look }: PictureStyle): Pick<PicturePlate, 'look'> {
  if (look === undefined) return {}
  const { vignette: _vignette, grain: _grain, ...baked } = look
  const fine = [baked.brightness, baked.contrast, baked.saturation, baked.warmth, baked.sharpen].some((amount) => (amount ?? 0) !== 0)
  return (baked.name !== 'none' && baked.strength > 0) || fine ? { look: baked } : {}
}

export function whole({ width, height }: Size): PixelRectangle {
  return { x: 0, y: 0, width, height }
}

/** The nearest even size, at least SMALLEST_SIDE. */
export function evenSize(width: number, height: number, smallest: number = SMALLEST_SIDE): Size {
  const even = (side: number) => Math.max(smallest, Math.round(side / 2) * 2)
  return { width: even(width), height: even(height) }
}

// A millionth of the source is finer than any pixel and keeps plate names short.
function tidy(share: number): number {
  return Math.round(share * 1e6) / 1e6
}

export function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, Number.isFinite(value) ? value : low))
}
