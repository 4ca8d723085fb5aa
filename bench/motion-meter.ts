// How smoothly a picture moves, measured on finished frames: each frame is registered on the one before (scale and
// translation, to a few thousandths of a pixel), and what is left of the path after its smooth part is the jitter.
// Knows nothing of how the film was made, and uses none of its code. Two things decide whether a codec's pictures are read
// rightly: brightness that pulses is no motion, so the local mean is taken off first; and every pixel counts by its slope,
// no more, no less, since weights by fit would favour just those soft places where the codec left its prediction standing.

/** One frame's luma, tight rows. */
export interface LumaFrame {
  readonly width: number
  readonly height: number
  readonly luma: Uint8Array
}

/** From one frame to the next: a point p (pixels from the picture's middle) goes to scale · p + (x, y). */
export interface Step {
  readonly scale: number
  readonly x: number
  readonly y: number
}

export interface MotionMeasure {
  /**
   * Root mean square over time and five points of the picture (middle and four inner corners) of the unsmooth part of the
   * acceleration, px/frame²: second differences of position less their own local parabola over 11 frames.
   */
  readonly jitter: number
  /** The largest single such deviation, px/frame². */
  readonly worst: number
  /** Frames in which a point that is clearly under way moves against its own way by more than 0.05 px. */
  readonly backwardJumps: number
  readonly steps: readonly Step[]
}

export interface MotionMeter {
  /** Takes the next frame; it may be reused by the caller afterwards. */
  add(frame: LumaFrame): void
  result(): MotionMeasure
}

/** Measures a whole sequence of one shot without cuts. Fewer than 14 frames have no measurable jitter (0). */
export function measureMotion(frames: Iterable<LumaFrame>): MotionMeasure {
  const meter = createMotionMeter()
  for (const frame of frames) meter.add(frame)
  return meter.result()
}

/** Measures while frames come in; holds two small frames. */
export function createMotionMeter(): MotionMeter {
  const steps: Step[] = []
  let size = { width: 0, height: 0 }
  let before: Soft | undefined
  return {
    add(frame) {
      const soft = softened(frame)
      // The last step is the best guess for this one: motion has inertia.
      if (before !== undefined) steps.push(registered(before, soft, steps.at(-1) ?? { scale: 1, x: 0, y: 0 }))
      before = soft
      size = { width: frame.width, height: frame.height }
    },
    result: () => ({ ...judged(steps, size), steps }),
  }
}

// ------------------------------------------------------------------------------------------------ registration

/** A frame at half size, softened so that interpolation between pixels is exact enough. */
interface Soft {
  readonly width: number
  readonly height: number
  readonly values: Float32Array
}

// Halved by [1 3 3 1] both ways: a plain mean of two would fold fine detail into false motion.
function softened({ width, height, luma }: LumaFrame): Soft {
  const across = width >> 1
  const down = height >> 1
  const rows = new Float32Array(across * height)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < across; column++) {
      const at = row * width + column * 2
      const left = column === 0 ? luma[at]! : luma[at - 1]!
      const right = column === across - 1 ? luma[at + 1]! : luma[at + 2]!
      rows[row * across + column] = (left + 3 * (luma[at]! + luma[at + 1]!) + right) / 8
    }
  }
  const half = new Float32Array(across * down)
  for (let row = 0; row < down; row++) {
    const upper = Math.max(0, row * 2 - 1) * across
    const lower = Math.min(height - 1, row * 2 + 2) * across
    const middle = row * 2 * across
    for (let column = 0; column < across; column++) {
      half[row * across + column] = (rows[upper + column]! + 3 * (rows[middle + column]! + rows[middle + across + column]!) + rows[lower + column]!) / 8
    }
  }
  return { width: across, height: down, values: withoutMean(blurred(blurred(half, across, down), across, down), across, down) }
}

/** Reach of the local mean, pixels of the half-size picture. Half or four times of it gives the same jitter within 3 %. */
const MEAN_REACH = 8

// Codecs render one kind of picture a fraction of a level brighter than the next. On a slope, as of an evening sky, brighter
// everywhere and moved a little look the same; without its local mean the picture keeps only what cannot be mistaken.
function withoutMean(values: Float32Array, width: number, height: number): Float32Array {
  const mean = averaged(averaged(values, width, height), width, height)
  return values.map((value, at) => value - mean[at]!)
}

// A box both ways by running sums; the edges are continued.
function averaged(values: Float32Array, width: number, height: number): Float32Array {
  const rows = new Float32Array(values.length)
  const result = new Float32Array(values.length)
  for (let row = 0; row < height; row++) runningMean(values, rows, row * width, 1, width)
  for (let column = 0; column < width; column++) runningMean(rows, result, column, width, height)
  return result
}

function runningMean(from: Float32Array, to: Float32Array, start: number, step: number, count: number): void {
  const value = (index: number): number => from[start + Math.min(count - 1, Math.max(0, index)) * step]!
  let sum = 0
  for (let index = -MEAN_REACH; index <= MEAN_REACH; index++) sum += value(index)
  for (let index = 0; index < count; index++) {
    to[start + index * step] = sum / (2 * MEAN_REACH + 1)
    sum += value(index + MEAN_REACH + 1) - value(index - MEAN_REACH)
  }
}

// [1 2 1] both ways; the border is left as it is, since it is not used.
function blurred(values: Float32Array, width: number, height: number): Float32Array {
  const rows = values.slice()
  for (let at = 1; at < values.length - 1; at++) rows[at] = (values[at - 1]! + 2 * values[at]! + values[at + 1]!) / 4
  const result = rows.slice()
  for (let at = width; at < width * (height - 1); at++) result[at] = (rows[at - width]! + 2 * rows[at]! + rows[at + width]!) / 4
  return result
}

const MOST_ROUNDS = 12
/** Rounds end when no point moves more than this, pixels of the half-size picture. */
const CONVERGED = 2e-4

/** Gauss-Newton on scale and translation, the gradients taken once from the earlier frame (inverse compositional). */
function registered(from: Soft, to: Soft, guess: Step): Step {
  const slopes = gradients(from)
  let { scale, x, y } = { scale: guess.scale, x: guess.x / 2, y: guess.y / 2 }
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const [zoom, right, below] = solve(slopes.matrix, mismatch(from, to, slopes, scale, x, y))
    // The step found is undone before the step so far: p -> S(D⁻¹(p)).
    const inverse = 1 / (1 + zoom)
    x -= scale * right * inverse
    y -= scale * below * inverse
    scale *= inverse
    if (Math.abs(zoom) * from.width * 0.5 + Math.abs(right) + Math.abs(below) < CONVERGED) break
  }
  return { scale, x: x * 2, y: y * 2 }
}

interface Slopes {
  readonly margin: number
  readonly across: Float32Array
  readonly down: Float32Array
  /** Sums of the products of the slopes of scale, x and y, row by row. */
  readonly matrix: readonly number[]
}

function gradients({ width, height, values }: Soft): Slopes {
  const margin = Math.max(4, Math.round(Math.min(width, height) * 0.05))
  const across = new Float32Array(values.length)
  const down = new Float32Array(values.length)
  let [zz, zr, zb, rr, rb, bb] = [0, 0, 0, 0, 0, 0]
  for (let row = margin; row < height - margin; row++) {
    for (let column = margin; column < width - margin; column++) {
      const at = row * width + column
      const right = (across[at] = (values[at + 1]! - values[at - 1]!) / 2)
      const below = (down[at] = (values[at + width]! - values[at - width]!) / 2)
      const zoom = right * (column + 0.5 - width / 2) + below * (row + 0.5 - height / 2)
      zz += zoom * zoom
      zr += zoom * right
      zb += zoom * below
      rr += right * right
      rb += right * below
      bb += below * below
    }
  }
  return { margin, across, down, matrix: [zz, zr, zb, zr, rr, rb, zb, rb, bb] }
}

// How the later frame, brought back by the step so far, differs from the earlier one, weighed by each unknown's slope.
// Six neighbours each way, down and then across: fewer shift the picture by some hundredths of a pixel between pixels.
function mismatch(from: Soft, to: Soft, { margin, across, down }: Slopes, scale: number, x: number, y: number): [number, number, number] {
  const { width, height, values } = from
  const line = new Float64Array(width)
  let [zoomSum, rightSum, belowSum] = [0, 0, 0]
  for (let row = margin; row < height - margin; row++) {
    const away = row + 0.5 - height / 2
    const toY = scale * away + y + height / 2 - 0.5
    const top = Math.floor(toY)
    if (top < 2 || top >= height - 3) continue
    mixLines(to, top, sixWeights(toY - top), line)
    for (let column = margin; column < width - margin; column++) {
      const out = column + 0.5 - width / 2
      const toX = scale * out + x + width / 2 - 0.5
      const left = Math.floor(toX)
      if (left < 2 || left >= width - 3) continue
      const weights = sixWeights(toX - left)
      let value = 0
      for (let tap = 0; tap < 6; tap++) value += line[left - 2 + tap]! * weights[tap]!
      const at = row * width + column
      const apart = value - values[at]!
      const right = across[at]!
      const below = down[at]!
      rightSum += right * apart
      belowSum += below * apart
      zoomSum += (right * out + below * away) * apart
    }
  }
  return [zoomSum, rightSum, belowSum]
}

function mixLines({ width, values }: Soft, top: number, weights: Float64Array, line: Float64Array): void {
  line.fill(0)
  for (let tap = 0; tap < 6; tap++) {
    const from = (top - 2 + tap) * width
    const weight = weights[tap]!
    for (let column = 0; column < width; column++) line[column]! += values[from + column]! * weight
  }
}

const PHASES = 4096

/** The weights of six neighbours for a place between the middle two: Lagrange's polynomial, to the nearest of 4096 phases. */
function sixWeights(t: number): Float64Array {
  return weightsByPhase[Math.round(t * PHASES)]!
}

const weightsByPhase = Array.from({ length: PHASES + 1 }, (_, phase) => Float64Array.from([-2, -1, 0, 1, 2, 3], (node) =>
  [-2, -1, 0, 1, 2, 3].reduce((product, other) => (other === node ? product : (product * (phase / PHASES - other)) / (node - other)), 1)))

// Cramer's rule; a picture without structure has no solution and does not move.
function solve(matrix: readonly number[], [p, q, r]: readonly [number, number, number]): [number, number, number] {
  const [a, b, c, , d, e, , , f] = matrix as [number, number, number, number, number, number, number, number, number]
  const determinant = a * (d * f - e * e) - b * (b * f - c * e) + c * (b * e - c * d)
  if (!(determinant > 0)) return [0, 0, 0]
  return [
    (p * (d * f - e * e) - b * (q * f - r * e) + c * (q * e - r * d)) / determinant,
    (a * (q * f - r * e) - p * (b * f - c * e) + c * (b * r - c * q)) / determinant,
    (a * (d * r - e * q) - b * (b * r - c * q) + p * (b * e - c * d)) / determinant,
  ]
}

// ------------------------------------------------------------------------------------------------ judging

/** Half of the window of the local parabola, in frames. */
const REACH = 5
const UNDER_WAY = 0.1
const BACKWARDS = 0.05

function judged(steps: readonly Step[], size: { readonly width: number; readonly height: number }): Omit<MotionMeasure, 'steps'> {
  let sum = 0
  let count = 0
  let worst = 0
  let backwardJumps = 0
  for (const [across, down] of [[0, 0], [-0.35, -0.35], [0.35, -0.35], [-0.35, 0.35], [0.35, 0.35]] as const) {
    const speedsX = steps.map((step) => (step.scale - 1) * across * size.width + step.x)
    const speedsY = steps.map((step) => (step.scale - 1) * down * size.height + step.y)
    for (const speeds of [speedsX, speedsY]) {
      for (const deviation of unsmooth(differences(speeds))) {
        sum += deviation * deviation
        count++
        worst = Math.max(worst, Math.abs(deviation))
      }
    }
    backwardJumps += backwards(speedsX, speedsY)
  }
  return { jitter: count === 0 ? 0 : Math.sqrt(sum / count), worst, backwardJumps }
}

function differences(values: readonly number[]): number[] {
  return values.slice(1).map((value, at) => value - values[at]!)
}

// What a parabola fitted to the neighbours on both sides does not explain (Savitzky-Golay of order 2).
function unsmooth(values: readonly number[]): number[] {
  const offsets = Array.from({ length: 2 * REACH + 1 }, (_, at) => at - REACH)
  const count = offsets.length
  const squares = offsets.reduce((sum, offset) => sum + offset ** 2, 0)
  const fourths = offsets.reduce((sum, offset) => sum + offset ** 4, 0)
  const weights = offsets.map((offset) => (fourths - squares * offset ** 2) / (count * fourths - squares ** 2))
  return values.slice(REACH, Math.max(REACH, values.length - REACH)).map((value, at) =>
    value - weights.reduce((sum, weight, place) => sum + weight * values[at + place]!, 0))
}

// A step against the mean way of the point over its neighbours, while it is clearly under way.
function backwards(speedsX: readonly number[], speedsY: readonly number[]): number {
  const mean = (values: readonly number[], at: number) => {
    const near = values.slice(Math.max(0, at - REACH), at + REACH + 1)
    return near.reduce((sum, value) => sum + value, 0) / near.length
  }
  return speedsX.filter((speed, at) => {
    const wayX = mean(speedsX, at)
    const wayY = mean(speedsY, at)
    const length = Math.hypot(wayX, wayY)
    return length > UNDER_WAY && (speed * wayX + speedsY[at]! * wayY) / length < -BACKWARDS
  }).length
}
